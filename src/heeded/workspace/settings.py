"""What an installation was told when it was made, and where it is; the only reader of settings."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from heeded.words.trouble import Trouble

SETTINGS, LEDGER, PROJECTIONS, LOOKS, KEY = "heeded.toml", "ledger.db", "projections.db", "looks.db", "checkpoint.key"
FORM = 1  # of the workspace; a newer one is refused
NAMED = ("viewer", "last_owner")  # settings that name a person, and are never left out


class WorkspaceTrouble(Trouble):
    """A workspace that cannot be made or opened."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a workspace was told at `init`. `last_owner` answers for every warning that nobody else does."""

    viewer: str
    agency: str
    last_owner: str
    jurisdiction: str = "england"
    form: int = FORM

    def written(self) -> str:
        """As heeded.toml says it."""
        values = (("viewer", self.viewer), ("agency", self.agency), ("last_owner", self.last_owner),
                  ("jurisdiction", self.jurisdiction))  # fmt: skip
        for name in NAMED:
            if not dict(values)[name].strip():
                raise WorkspaceTrouble(name, "nobody is named.", "Name a person: no warning may be without one.")
        lines = [f'{name} = "{_plain(name, value)}"' for name, value in values]
        return "\n".join(
            ["# One installation of Heeded. Change it with the program closed.", *lines, f"form = {self.form}\n"]
        )


def _plain(name: str, value: str) -> str:
    if len(value) > 120 or any(c in value for c in '"\\') or not value.isprintable():
        raise WorkspaceTrouble(
            name, f"'{value[:40]}' has quotes, control characters or is too long.", "Use a plain name."
        )
    return value


def read_settings(folder: Path) -> Settings:
    """The settings of a workspace; a sentence for each thing that can be wrong with them."""
    path = folder / SETTINGS
    if not path.is_file():
        raise WorkspaceTrouble(str(folder), "is not a workspace.", "Make one with: heeded init FOLDER")
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise WorkspaceTrouble(
            str(path), f"cannot be read: {problem}.", "Correct it, or restore a backup."
        ) from problem
    wrong = [name for name, value in told.items() if not isinstance(value, int if name == "form" else str)]
    if wrong:
        raise WorkspaceTrouble(str(path), f"'{wrong[0]}' is of the wrong sort.", 'Write it as text: name = "Ann Lee".')
    if told.get("form", 0) > FORM:
        raise WorkspaceTrouble(str(folder), "was written by a newer Heeded.", "Upgrade this program: heeded upgrade")
    unknown = sorted(set(told) - set(Settings.__dataclass_fields__))
    missing = [name for name in NAMED if not told.get(name, "").strip()]
    if unknown or missing:
        what = f"'{unknown[0]}' is not a setting." if unknown else f"{missing[0]} is missing: it has to name a person."
        raise WorkspaceTrouble(str(path), what, f"Settings are: {', '.join(Settings.__dataclass_fields__)}.")
    return Settings(**{"agency": "", **told})


def made_folder(folder: Path) -> None:
    """Make a folder that only its owner may read; a sentence where it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as problem:
        raise WorkspaceTrouble(
            str(folder), f"cannot be made ({problem.strerror}).", "Name another folder."
        ) from problem


def found_folder(named: Path | None, environment: Mapping[str, str], here: Path) -> Path:
    """Which workspace is meant: the one named, else HEEDED_WORKSPACE, else the nearest heeded.toml upward."""
    if named is not None:
        return named
    if environment.get("HEEDED_WORKSPACE"):
        return Path(environment["HEEDED_WORKSPACE"])
    for folder in (here, *here.parents):
        if (folder / SETTINGS).is_file():
            return folder
    raise WorkspaceTrouble(
        str(here), "no workspace was found here.", "Make one with: heeded init FOLDER, or name it: --workspace FOLDER"
    )

"""Loads under way: the files that wait between a dry run and the word to go on, and how far a load has come."""

import re
import secrets
import shutil
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from heeded.web.facade import Workspace
from heeded.words.trouble import Trouble

SUFFIXES = (".csv", ".xlsx", ".docx", ".ods")
MOST_WAITING = 20
PATIENCE = 2.0  # seconds in which most loads are done, so that the receipt is the next page


class Upload(Protocol):
    """A file as the browser sent it."""

    @property
    def name(self) -> str | None: ...
    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Its bytes, a piece at a time."""


@dataclass(slots=True)
class Load:
    """One load: what was asked, how far it is, and what came of it. Files go when it is done or dropped."""

    id: str
    folder: Path
    agency: str
    about: str
    backlog: bool | None
    called: str = ""
    born: str = ""
    dry_run: bool = True
    progress: tuple[str, int] = ("", 0)  # what is being done, and how far
    receipt: dict[str, Any] | None = None
    trouble: Trouble | None = None
    finished: threading.Event = field(default_factory=threading.Event)

    @property
    def files(self) -> list[Path]:
        """The files, in the order of their names."""
        return sorted(self.folder.iterdir()) if self.folder.is_dir() else []

    @property
    def dropped(self) -> bool:
        """Whether its files are gone without having been loaded."""
        return self.dry_run and not self.folder.is_dir()


def plain_name(written: str) -> str:
    """A file's own name, which gives the agency: no folders, nothing hidden, no odd characters; Trouble if it is none.

    A name from outside is never a path: what is left of the last slash of either sort goes.
    """
    name = re.sub(r"[^\w .()&'-]", "_", re.split(r"[/\\]", written)[-1]).strip(" .")[-120:]
    if not name.lower().endswith(SUFFIXES):
        endings = ", ".join(SUFFIXES)
        raise Trouble(name or "A file", f"Its name does not end in one of {endings}.", "Save it in one of these first.")
    return name


class Loading:
    """The loads of one installation. Files lie in a folder that only this user can open."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._loads = OrderedDict[str, Load]()
        self._room: Path | None = None

    def get(self, key: str) -> Load | None:
        """The load, or None where it is unknown or long past."""
        return self._loads.get(key)

    def keep(
        self, uploads: Iterable[Upload], agency: str, about: str, backlog: bool | None, called: str = "", born: str = ""
    ) -> Load:
        """Put files down for a load. Trouble where a name is none of ours or two files have the same name."""
        key = secrets.token_urlsafe(18)
        folder = self._folder() / key
        folder.mkdir()
        try:
            for upload in uploads:
                self._put(upload, folder)
        except Trouble:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        load = self._loads[key] = Load(key, folder, agency, about, backlog, called, born)
        while len(self._loads) > MOST_WAITING:
            self.drop(self._loads.popitem(last=False)[1])
        return load

    def run(self, load: Load, *, dry_run: bool) -> None:
        """Start it in the background and wait a moment; most are done by then."""
        load.dry_run, load.receipt, load.trouble, load.progress = dry_run, None, None, ("", 0)
        load.finished.clear()
        threading.Thread(target=self._run, args=(load,), daemon=True).start()
        load.finished.wait(PATIENCE)

    def drop(self, load: Load) -> None:
        """Take the files away."""
        shutil.rmtree(load.folder, ignore_errors=True)

    def close(self) -> None:
        """Take everything away when the server stops."""
        if self._room is not None:
            shutil.rmtree(self._room, ignore_errors=True)

    def _folder(self) -> Path:
        if self._room is None:
            self._room = Path(tempfile.mkdtemp(prefix="heeded-loading-"))
        return self._room

    def _put(self, upload: Upload, folder: Path) -> None:
        target = folder / plain_name(upload.name or "")
        if target.exists():
            raise Trouble(target.name, "Two of the files have this name.", "Send them one after the other.")
        with target.open("xb") as into:
            for piece in upload.chunks():
                into.write(piece)

    def _run(self, load: Load) -> None:
        def progress(what: str, how_far: int) -> None:
            load.progress = (what, how_far)

        try:
            receipt = self._workspace.load(
                load.files, agency=load.agency, about=load.about, backlog=load.backlog, dry_run=load.dry_run,
                called=load.called, born=load.born,
                progress=progress,
            )  # fmt: skip
            load.receipt = receipt.as_json()
        except Trouble as trouble:
            load.trouble = trouble
        finally:
            if load.receipt is None and load.trouble is None:
                load.trouble = Trouble("", "The load stopped before its end.", "Try it again; loading twice is safe.")
            if not load.dry_run:
                self.drop(load)
            load.finished.set()

"""Replays for the command line: a folder of files in a workspace of its own, or a person of a workspace."""

import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from heeded.reference.agencies import agency_of
from heeded.review.case import Case, read_case
from heeded.review.contract import as_json
from heeded.review.replay import Replay, replay
from heeded.words.instants import day_of
from heeded.words.trouble import Trouble
from heeded.workspace import Settings, Workspace, plainly

REHEARSAL = Settings(viewer="replay", agency="", last_owner="replay")


class NobodyFound(Trouble):
    """A person named on the command line whom nobody knows."""


@dataclass(frozen=True, slots=True)
class Told:
    """A replay, ready to be printed: its title, names for people, notes below the table, and the JSON object.

    `problems` are what could not be read of the files.
    """

    title: str
    replay: Replay
    name: Callable[[str], str]
    notes: tuple[str, ...]
    as_json: dict[str, Any]
    problems: tuple[str, ...] = ()


def of_folder(folder: Path, *, rules_then: bool = False, identity_then: bool = False) -> Told:
    """Load a folder into a temporary workspace, as a backlog, and replay everybody in it."""
    with tempfile.TemporaryDirectory(prefix="heeded-replay-") as temporary, plainly(Path(temporary)):
        workspace = Workspace.init(Path(temporary) / "workspace", REHEARSAL)
        try:
            case = read_case(folder, day_of(workspace.clock()))
            receipt = workspace.load(case.files, backlog=True)
            told = _told(workspace, case, rules_then=rules_then, identity_then=identity_then)
            refused = [f"Not taken: {remark.line()}" for remark in receipt.refused[:20]]
            problems = (*case.remarks, *refused)
            return Told(told.title, told.replay, told.name, told.notes, told.as_json, problems)
        finally:
            workspace.close()


def keyed(what: str) -> str:
    """A key with its agency under the name it is known by here (`school:sam` is `education:sam`); other text as it is."""
    agency, colon, key = what.partition(":")
    return f"{agency_of(agency)}:{key}" if colon and key else what


def of_person(workspace: Workspace, what: str, *, rules_then: bool = False, identity_then: bool = False) -> Told:
    """Replay one person of a workspace: an id, a key (`police:N500`) or the text of a name."""
    found = workspace.look(workspace.viewer, "heeded replay").people(keyed(what), 2)
    if not found:
        raise NobodyFound("heeded replay", f"nobody is known by '{what[:80]}'.", "Try: heeded people")
    if len(found) > 1 and found[0].name != what and keyed(what) not in found[0].keys:
        names = ", ".join(f"{p.name} ({p.person})" for p in found)
        raise NobodyFound("heeded replay", f"'{what[:80]}' may be {names}, or others.", "Give the id in brackets.")
    case = Case(found[0].person, f"Replay of {found[0].name}", workspace.settings.jurisdiction,
                day_of(workspace.clock()), (), ())  # fmt: skip
    return _told(workspace, case, [found[0].person], rules_then=rules_then, identity_then=identity_then)


def _wanting(told: Replay, names: Mapping[str, str]) -> list[str]:
    """What could not be judged and why, in a line for each reason."""
    reasons: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in told.not_judged:
        reasons[names.get(each.person, each.person), each.because].add(each.signal)
    return [
        f"Not judged for {who}: {', '.join(sorted(signals))}: {because}".replace("*: ", "any signal: ")
        for (who, because), signals in sorted(reasons.items())
    ]


def _told(
    workspace: Workspace, case: Case, persons: list[str] | None = None, *, rules_then: bool, identity_then: bool
) -> Told:
    linker, index = workspace.rooms().linker, workspace.rooms().index
    everybody = persons if persons is not None else linker.everybody()
    seen = workspace.sight(workspace.viewer, "heeded replay", "replay", ", ".join(persons or ()))
    sight = replace(seen, jurisdiction=case.jurisdiction)
    told = replay(
        sight, everybody, index.agencies(), workspace.signals(), case.until,
        rules_then=rules_then, identity_then=identity_then,
    )  # fmt: skip

    def keys_of(person: str) -> list[str]:
        return sorted({m.key for m in linker.members(person)})

    uncoded = index.uncoded_count()
    notes = [f"{uncoded} records have no kind and were not judged. Code them: heeded code"] if uncoded else []
    names = {p: linker.name(p) for p in linker.everybody()}
    notes += _wanting(told, names)
    if not told.silence:
        notes.insert(0, "No signal would have been raised.")
    answer = as_json(case, told, keys_of, workspace.signals())
    return Told(case.title, told, lambda person: names.get(person, person), tuple(notes), answer)

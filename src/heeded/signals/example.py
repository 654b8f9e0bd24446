"""Worked examples: a few lines of a time line, made into a scene, judged, and compared with what they say.

    child  born 2019-03-02; place 9 Tanner Street; by health
    2018-01-15  police  registered  place 9 Tanner Street; until=indefinite
    2019-03-12  health  residence   about child; status=registered; recorded 2019-03-14

A line that begins with a date is a record: date, agency, kind, then details (`key=value`, values with commas), `place`,
`recorded DATE`, `shared DATE [agencies]`, `about NAME`, `ROLE:NAME` and `replaces N`. Records are numbered from 1, and
`answers=1` means the first. Any other line is about a person: `born`, `died`, `place`, `by AGENCY`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from heeded.chronology.entry import Scene
from heeded.chronology.membership import always
from heeded.chronology.scene import scene_of
from heeded.ledger.record import EVERYONE, Draft, Part, Record, Share, recorded
from heeded.reference.kinds import kinds
from heeded.signals.kernel import judge
from heeded.signals.raised import Raise
from heeded.signals.signal import Example, Signal
from heeded.words.instants import day_of, parsed
from heeded.words.told import Precision, Told
from heeded.words.trouble import Trouble

DATED = re.compile(r"\d{4}(-\d\d){0,2}(T\d\d:\d\d)?$")
MAIN = {"child": "child", "supervised": "him", "victim": "victim", "person": "person"}
MOST_LINES = 200
UNDESCRIBED = ("uncoded", "person")  # kinds that have no details of their own


class ExampleTrouble(Trouble):
    """A line of an example that cannot be read."""


@dataclass(slots=True)
class _Person:
    born: str = ""
    died: str = ""
    place: str = ""
    agencies: tuple[str, ...] = ()


@dataclass(slots=True)
class _Line:
    number: int
    date: str
    agency: str
    kind: str
    recorded: str = ""
    place: str = ""
    replaces: int = 0
    people: list[tuple[str, str]] = field(default_factory=list)
    details: dict[str, tuple[str, ...]] = field(default_factory=dict)
    shared: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Played:
    """An example as a scene; `refs` are its records' refs in order of their numbers."""

    scene: Scene
    refs: tuple[str, ...]


def played(given: str, about: str = "child", vantage: str = "pooled") -> Played:
    """The scene of some lines. `about` is the person whom a record is about that names nobody else."""
    rows, drafts = drafted(given, about)
    keys = {part.key: part.key.partition(":")[2] for draft in (*rows, *drafts) for part in draft.people}
    records: list[Record] = []
    for draft in (*rows, *drafts):
        edition = 1 + sum(r.ref == draft.ref and r.source == draft.source for r in records)
        records.append(recorded(draft, len(records) + 1, draft.recorded.last, edition))
    scene = scene_of(records, vantage, beliefs=always(keys), place_key=_place)
    return Played(scene, tuple(d.ref for d in drafts))


def drafted(given: str, about: str = "child") -> tuple[list[Draft], list[Draft]]:
    """The rows about people and the records of some lines, as drafts that could be written; see `played`."""
    people, lines = _read(given, about)
    origins: dict[int, str] = {}
    for line in lines:
        origins[line.number] = origins[line.replaces] if line.replaces else str(line.number)
    drafts = [_draft(line, lines, origins) for line in lines]
    names = {(d.agency, name) for d, line in zip(drafts, lines, strict=True) for _, name in line.people}
    rows = [_row(agency, name, people[name]) for agency, name in sorted(names) if name in people]
    return [row for row in rows if row is not None], drafts


def judged(signal: Signal, example: Example) -> tuple[Played, tuple[Raise, ...]]:
    """An example as a scene, and what its signal raises there, in order of time."""
    scene = played(example.given, MAIN[signal.subject[0]], example.vantage)
    return scene, judge(scene.scene, signals={signal.code: signal}).raises


def differences(signal: Signal, example: Example) -> list[str]:
    """What the signal does otherwise than the example says, as sentences; empty where they agree."""
    scene, found = judged(signal, example)
    if not example.raised:
        return [f"raised on {day_of(r.raised)}, and should stay quiet" for r in found]
    due = [r for r in found if day_of(r.raised).isoformat() == example.raised]
    if not due:
        days = ", ".join(str(day_of(r.raised)) for r in found) or "never"
        return [f"raised {days} instead of {example.raised}"]
    return _compared(due[0], example, scene.refs)


def _compared(found: Raise, example: Example, refs: tuple[str, ...]) -> list[str]:
    wrong = []
    cleared = day_of(found.cleared).isoformat() if found.cleared else "never"
    if example.cleared and cleared != example.cleared:
        wrong.append(f"cleared {cleared} instead of {example.cleared}")
    level = found.levels[-1][0]
    if example.level and level != example.level:
        wrong.append(f"reached {level} instead of {example.level}")
    if example.evidence and set(found.evidence) != {refs[n - 1] for n in example.evidence}:
        wrong.append(f"rests on {list(found.evidence)} instead of lines {list(example.evidence)}")
    if found.says != example.says:
        wrong.append(f"says '{found.says}' instead of '{example.says}'")
    return wrong


def _read(given: str, about: str) -> tuple[Mapping[str, _Person], list[_Line]]:
    people: dict[str, _Person] = {}
    lines: list[_Line] = []
    written = [line.strip() for line in given.splitlines() if line.strip()]
    if len(written) > MOST_LINES:
        raise ExampleTrouble("example", f"it has {len(written)} lines.", f"Use at most {MOST_LINES}.")
    for text in written:
        first, _, rest = text.partition(" ")
        if DATED.match(first):
            lines.append(_record(len(lines) + 1, text, about))
        else:
            people[first] = _person(text, rest)
    return people, lines


def _person(text: str, rest: str) -> _Person:
    person = _Person()
    for part in (p.strip() for p in rest.split(";")):
        word, _, value = part.partition(" ")
        if word == "by":
            person.agencies = tuple(a.strip() for a in value.split(","))
        elif word in ("born", "died", "place"):
            setattr(person, word, value.strip())
        else:
            raise ExampleTrouble(f"line '{text}'", f"'{word}' is not known here.", "Use born, died, place or by.")
    return person


def _record(number: int, text: str, about: str) -> _Line:
    parts = text.split(None, 3)
    if len(parts) < 3:
        raise ExampleTrouble(f"line '{text}'", "a record needs a date, an agency and a kind.", "")
    line = _Line(number, parts[0], parts[1], parts[2])
    for part in (p.strip() for p in (parts[3] if len(parts) > 3 else "").split(";")):
        if part:
            _part(line, part, text)
    if not any(role in ("about", "supervised") for role, _ in line.people):
        line.people.insert(0, ("about", about))
    return line


def _part(line: _Line, part: str, text: str) -> None:
    word, _, value = part.partition(" ")
    if word in ("recorded", "place"):
        setattr(line, word, value.strip())
    elif word == "shared":
        day, _, to = value.partition(" ")
        line.shared += [(agency.strip(), day) for agency in (to or EVERYONE).split(",")]
    elif word == "about":
        line.people += [("about", name.strip()) for name in value.split(",")]
    elif word == "replaces" and value.isdecimal() and 0 < int(value) < line.number:
        line.replaces = int(value)
    elif "=" in part:
        key, _, values = part.partition("=")
        line.details[key.strip()] = tuple(v.strip() for v in values.split(","))
    elif ":" in part:
        role, _, name = part.partition(":")
        line.people.append((role.strip(), name.strip()))
    else:
        raise ExampleTrouble(f"line '{text}'", f"'{part}' is not known here.", "Write key=value, ROLE:NAME, place, …")


def _draft(line: _Line, lines: list[_Line], origins: Mapping[int, str]) -> Draft:
    _check(line)
    details = dict(line.details)
    numbers = [int(n) for n in details.pop("answers", ()) if n.isdecimal() and 0 < int(n) <= len(lines)]
    happened = told(line.date)
    return Draft(
        agency=line.agency, source="example", origin=origins[line.number], kind=line.kind, happened=happened,
        recorded=told(line.recorded) if line.recorded else happened,
        shared=tuple(Share(to, told(day)) for to, day in line.shared),
        people=tuple(Part(role, f"{line.agency}:{name}") for role, name in line.people), place=line.place,
        details=MappingProxyType(details),
        answers=tuple(f"{lines[n - 1].agency}:{origins[n]}" for n in numbers),
    )  # fmt: skip


def _check(line: _Line) -> None:
    """An example that uses a word nobody knows proves nothing, least of all where it should stay quiet."""
    where, kind = f"line '{line.date} {line.agency} {line.kind}'", kinds().get(line.kind)
    if kind is None:
        if line.kind in UNDESCRIBED:
            return
        raise ExampleTrouble(where, f"'{line.kind}' is no kind of record.", "See docs/reference/kinds.md.")
    for name, values in line.details.items():
        if name == "answers":
            continue
        if name not in kind.details:
            raise ExampleTrouble(where, f"'{name}' is no detail of {line.kind}.", f"It has: {', '.join(kind.details)}.")
        for value in values:
            if not kind.details[name].allows(value):
                known = ", ".join(kind.details[name].values)
                raise ExampleTrouble(where, f"'{name}' is never '{value}'.", f"Use: {known}." if known else "")


def _row(agency: str, name: str, person: _Person) -> Draft | None:
    if person.agencies and agency not in person.agencies:
        return None
    details = {key: (told(value).written(),) for key, value in (("born", person.born), ("died", person.died)) if value}
    first = Told.on(date(1900, 1, 1))
    return Draft(
        agency=agency, source="example people", origin=name, kind="person", happened=first, recorded=first,
        people=(Part("about", f"{agency}:{name}"),), place=person.place, details=MappingProxyType(details),
    )  # fmt: skip


def told(text: str) -> Told:
    """A date of an example: a day, a month, a year, or an instant `2020-01-31T14:30` in London's winter time."""
    try:
        if "T" in text:
            return Told.at(parsed(f"{text}+00:00"))
        if len(text) == 10:
            return Told.on(date.fromisoformat(text))
        first = date.fromisoformat(f"{text}-01-01"[:10] if len(text) == 4 else f"{text}-01")
        last = date(first.year, 12, 31) if len(text) == 4 else _last_of(first)
        return Told.days(first, last, Precision.YEAR if len(text) == 4 else Precision.MONTH)
    except ValueError:
        raise ExampleTrouble("example", f"'{text}' is not a date.", "Write 2020-01-31, 2020-01 or 2020.") from None


def _last_of(first: date) -> date:
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def _place(written: str) -> str:
    return " ".join(written.lower().replace(",", " ").split())

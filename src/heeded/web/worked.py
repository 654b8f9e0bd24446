"""A worked example of a signal in plain words: its records as the lines of a table, and what was raised on them."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from heeded.signals.example import DATED, judged
from heeded.signals.example import told as told_date
from heeded.signals.raised import Raise
from heeded.signals.signal import Example, Signal
from heeded.web.drawn import Picture, Point, drawn
from heeded.web.saying import WORDS, agency, day, spoken, vantage, words
from heeded.words.instants import day_of
from heeded.words.told import Told
from heeded.words.trouble import Trouble

SORTS = {"fires": "Raised", "quiet": "Not raised", "late": "Raised, though written down late", "clears": "Cleared"}
ANSWERS = re.compile(r"answers=(\d+)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an example. Records are numbered from 1; a line about a person is `rest` alone, its number 0.

    `recorded` is None where it was written down on the day it happened.
    """

    number: int
    happened: Told | None
    recorded: date | None
    agency: str
    kind: str
    rest: str
    evidence: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """A raise of an example: the levels it reached, each with its day; `cleared` None where it never was."""

    raised: date
    levels: tuple[tuple[str, date], ...]
    cleared: date | None
    lapsed: str
    says: str

    @property
    def said(self) -> str:
        """`Raised on 14 March 2019 at amber, red from 20 March 2019; cleared on 1 April 2019.`"""
        (first, _), *higher = self.levels
        said = f"Raised on {day(self.raised)} at {first}"
        said += "".join(f", {level} from {day(when)}" for level, when in higher)
        if self.cleared is None:
            return f"{said}; not cleared."
        if self.lapsed:
            return f"{said}; lapsed on {day(self.cleared)}, never answered."
        return f"{said}; cleared on {day(self.cleared)}."


@dataclass(frozen=True, slots=True)
class Shown:
    """An example: what it shows, whom it is about, its records, what was raised, and all of it as a picture.

    `whose` is the vantage in words ('' where all records are put together), `survives` the false positive it is not.
    """

    sort: str
    title: str
    survives: str
    whose: str
    people: tuple[str, ...]
    lines: tuple[Line, ...]
    outcomes: tuple[Outcome, ...]
    picture: Picture | None


def shown(signal: Signal, example: Example, number: int = 0) -> Shown:
    """An example, judged anew. `number` tells its picture apart from the others of the same page."""
    scene, raises = judged(signal, example)
    evidence = _evidence(example, scene.refs, raises)
    lines = lines_of(example.given, evidence)
    records = [line for line in lines if line.number]
    outcomes = tuple(_outcome(each) for each in raises)
    whose = "" if example.vantage == "pooled" else vantage(example.vantage)
    points = [
        Point(r.number, r.happened.first_day, r.happened.day, r.recorded, r.agency, r.kind, r.evidence)
        for r in records if r.happened
    ]  # fmt: skip
    bars = [(outcome.levels, outcome.cleared) for outcome in outcomes]
    return Shown(
        SORTS.get(example.sort, example.sort), example.title, example.survives, whose,
        tuple(line.rest for line in lines if not line.number), tuple(records), outcomes, drawn(points, bars, number),
    )  # fmt: skip


def lines_of(given: str, evidence: Collection[int]) -> list[Line]:
    """The lines of an example's text; one that is no record is kept as text."""
    lines: list[Line] = []
    for text in filter(None, map(str.strip, given.splitlines())):
        number = 1 + max((line.number for line in lines), default=0)
        lines.append(_line(number, text, number in evidence))
    return lines


def _evidence(example: Example, refs: Sequence[str], raises: Sequence[Raise]) -> frozenset[int]:
    """The numbers of the records that its raise rests on: as it says itself, else as it was judged."""
    if example.evidence or not raises:
        return frozenset(example.evidence)
    wanted = set(raises[0].evidence)
    return frozenset(number for number, ref in enumerate(refs, 1) if ref in wanted)


def _outcome(found: Raise) -> Outcome:
    levels = tuple((level, day_of(when)) for level, when in found.levels)
    cleared = day_of(found.cleared) if found.cleared else None
    return Outcome(day_of(found.raised), levels, cleared, found.lapsed, found.says)


def _line(number: int, text: str, evidence: bool) -> Line:
    first, *rest = text.split(None, 3)
    try:
        happened = told_date(first) if DATED.match(first) and len(rest) > 1 else None
    except Trouble:
        happened = None
    if happened is None:
        return Line(0, None, None, "", "", _person(text), False)
    parts = [part.strip() for part in (rest[2] if len(rest) > 2 else "").split(";") if part.strip()]
    recorded = next((told_date(part.split()[1]).day for part in parts if part.startswith("recorded ")), None)
    said = "; ".join(_part(part) for part in parts if not part.startswith("recorded "))
    late = recorded if recorded != happened.day else None
    return Line(number, happened, late, rest[0], rest[1], said, evidence)


def _person(text: str) -> str:
    """`child  born 2019-03-02; by health` becomes `Child, born 2 March 2019, known to health`."""
    who, _, rest = text.partition(" ")
    told = [piece.strip().partition(" ") for piece in rest.split(";")]
    if any(word not in ("born", "died", "place", "by") for word, _, _ in told):
        return text
    said = {"born": "born", "died": "died", "place": "lives at", "by": "known to"}
    return ", ".join([words(who), *(f"{said[word]} {spoken(value.strip())}" for word, _, value in told)])


def _part(part: str) -> str:
    """A piece of a record in words: `visit_every=6 months`, `place 4 Mill Lane`, `shared 2019-04-01 health`."""
    word, _, value = part.partition(" ")
    if word == "shared":
        on, _, to = value.partition(" ")
        return f"shared on {spoken(on)} with {agency(to) if to else 'every partner'}"
    if word == "replaces":
        return f"corrects line {value}"
    if found := ANSWERS.fullmatch(part):
        return f"answers line {found[1]}"
    name, sign, values = part.partition("=")
    if sign:
        return f"{words(name).lower() if name.islower() else name}: {', '.join(map(_value, values.split(',')))}"
    return part.replace(":", ": ", 1) if word != "place" else part


def _value(value: str) -> str:
    """A detail's value in words; codes in capitals stay as they are."""
    value = value.strip()
    if value == "nfa":
        return WORDS[value]
    return spoken(value).replace("_", " ") if value.islower() or value[:1].isdigit() else value

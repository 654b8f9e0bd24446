"""A signal as a page shows it: its numbers with their dates, and each example as the lines of a small time line."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from heeded.signals.measure import Dated
from heeded.signals.signal import Example, Signal
from heeded.web.saying import day, spoken, vantage, words
from heeded.words.told import Told

LINE = re.compile(r"(\d{4}-\d\d-\d\d)\S*\s+(\S+)\s+(\S+)\s*(.*)")
SORTS = {"fires": "Raised", "quiet": "Not raised", "late": "Raised, though written down late", "clears": "Cleared"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an example. Records are numbered from 1; a line about a person is `rest` alone, its number 0."""

    number: int
    happened: Told | None
    agency: str
    kind: str
    rest: str
    evidence: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """An example: what it is, its title, its lines, and what the signal says of them."""

    sort: str
    title: str
    lines: tuple[Line, ...]
    says: str
    whose: str  # the vantage in words, '' where all records are put together


@dataclass(frozen=True, slots=True)
class Rule:
    """A signal with its numbers, each as (name, value in words, source), and its examples."""

    signal: Signal
    numbers: tuple[tuple[str, str, str], ...]
    examples: tuple[Shown, ...]


def rule_of(signal: Signal) -> Rule:
    """The signal, ready to be read by somebody who does not program."""
    numbers = tuple((each.name, dated(each.value), each.source) for each in signal.parameters.values())
    return Rule(signal, numbers, tuple(shown(example) for example in signal.examples))


def dated(value: Dated[Any]) -> str:
    """`3 since 1 January 2019, 2 before`: the value in force last, then what came before it."""
    pairs = list(zip(value.dates, value.values, strict=True))
    if len(pairs) == 1:
        return str(pairs[0][1])
    earlier = "; ".join(f"{each} until {day(after)}" for (_, each), (after, _) in pairwise(pairs))
    return f"{pairs[-1][1]} since {day(pairs[-1][0])}; before that {earlier}"


def shown(example: Example) -> Shown:
    """An example as lines; a line that is no record is kept as text."""
    lines: list[Line] = []
    for text in filter(None, map(str.strip, example.given.splitlines())):
        number = 1 + max((line.number for line in lines), default=0)
        lines.append(_line(number, text, number in example.evidence))
    whose = "" if example.vantage == "pooled" else vantage(example.vantage)
    return Shown(SORTS.get(example.sort, example.sort), example.title, tuple(lines), outcome(example), whose)


def outcome(example: Example) -> str:
    """What the signal says of an example, in a sentence."""
    if example.raised in ("", "never"):
        return "Nothing is raised."
    said = [f"Raised on {spoken(example.raised)}"]
    if example.level:
        said.append(f"at level {example.level}")
    if example.evidence:
        said.append(f"on {_listed(example.evidence)}")
    cleared = {"": "", "never": " It is not cleared."}.get(example.cleared, f" Cleared on {spoken(example.cleared)}.")
    return f"{', '.join(said)}.{cleared}"


def _listed(numbers: Iterable[int]) -> str:
    said = [str(number) for number in numbers]
    together = " and ".join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else said[0]
    return f"line{'s' if len(said) > 1 else ''} {together}"


def _line(number: int, text: str, evidence: bool) -> Line:
    found = LINE.fullmatch(text)
    try:
        happened = Told.on(date.fromisoformat(found[1])) if found else None
    except ValueError:
        happened = None
    if found is None or happened is None:
        return Line(0, None, "", "", _person(text), False)
    return Line(number, happened, found[2], found[3], found[4], evidence)


def _person(text: str) -> str:
    who, sign, born = text.partition(" born ")
    return f"{words(who.strip())}, born {spoken(born.strip())}" if sign else text

"""A signal as a page shows it: its numbers with their dates, its rule, who answers it, and its worked examples."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from textwrap import dedent
from typing import Any

from heeded.reference.roles import ladder, titled
from heeded.signals.measure import Dated
from heeded.signals.signal import Signal
from heeded.web.saying import day
from heeded.web.worked import Shown, shown

WRITTEN = re.compile(r"^raise when:(.*?)(?=^\S|\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rule:
    """A signal with its numbers, each as (name, value in words, source).

    `owners` are the titles of whom it is given to, the nearest first; `written` is its rule as the file has it.
    """

    signal: Signal
    numbers: tuple[tuple[str, str, str], ...]
    owners: tuple[str, ...]
    written: str


def rule_of(signal: Signal) -> Rule:
    """The signal, ready to be read by somebody who does not program."""
    numbers = tuple((each.name, dated(each.value), each.source) for each in signal.parameters.values())
    owners = tuple(titled(role) for role in ladder(signal.owner) or (signal.owner,))
    found = WRITTEN.search(signal.text)
    return Rule(signal, numbers, owners, dedent(found[1].strip("\n")).strip() if found else "")


def examples_of(signal: Signal) -> list[Shown]:
    """The worked examples, each judged and drawn."""
    return [shown(signal, example, number) for number, example in enumerate(signal.examples, 1)]


def dated(value: Dated[Any]) -> str:
    """`3 since 1 January 2019; before that 2 until 1 January 2019`: the value in force last, then what came before."""
    pairs = list(zip(value.dates, value.values, strict=True))
    if len(pairs) == 1:
        on, value_then = pairs[0]
        return f"{value_then}, since {day(on)}" if on != date.min else str(value_then)
    earlier = "; ".join(f"{each} until {day(after)}" for (_, each), (after, _) in pairwise(pairs))
    return f"{pairs[-1][1]} since {day(pairs[-1][0])}; before that {earlier}"

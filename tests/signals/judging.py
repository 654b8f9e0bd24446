"""Plays a few lines of a time line for one signal of the shelf, and says what came of it in days."""

from heeded.signals.example import MAIN, played
from heeded.signals.kernel import judge
from heeded.signals.raised import Judgement, Raise
from heeded.signals.shelf import signals
from heeded.words.instants import Instant, day_of


def judgement(code: str, *lines: str, vantage: str = "pooled") -> Judgement:
    """Everything that one signal says of some lines."""
    signal = signals()[code]
    return judge(played("\n".join(lines), MAIN[signal.subject[0]], vantage).scene, signals={code: signal})


def raised(code: str, *lines: str, vantage: str = "pooled") -> tuple[Raise, ...]:
    """What one signal raises on some lines, in order of time."""
    return judgement(code, *lines, vantage=vantage).raises


def days(found: tuple[Raise, ...]) -> list[tuple[str, str]]:
    """From which day to which each raise holds; an empty text where it holds still."""
    return [(str(day_of(r.raised)), _day(r.cleared)) for r in found]


def levels(found: Raise) -> list[tuple[str, str]]:
    """Each level that a raise reached, and the day it did."""
    return [(level, str(day_of(when))) for level, when in found.levels]


def _day(instant: Instant | None) -> str:
    return str(day_of(instant)) if instant is not None else ""

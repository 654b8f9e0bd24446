"""Replay: what was known of a person on a past day, from one vantage, and what silence between agencies cost."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from heeded.web.asked import Asked

path = "replay/<str:person>"
name = "replay"
template = "replay.html"
purpose = "replaying what was known"

MOST_DAYS = 100_000
MOST_ENTRIES = 300


def view(asked: Asked, person: str) -> dict[str, Any] | None:
    """The day asked for by the date field where it was changed, else by the slider, else the last day."""
    vantage = asked.text("vantage") or "pooled"
    wanted = chosen(asked)
    seen = asked.look.replay(person, wanted, vantage)
    if seen is None:
        return None
    day = min(max(wanted or seen.last_day, seen.first_day), seen.last_day)
    return {
        "seen": seen,
        "signals": asked.workspace.signals(),
        "day": day,
        "vantage": vantage,
        "at": (day - seen.first_day).days,
        "span": (seen.last_day - seen.first_day).days,
        "entries": seen.entries[-MOST_ENTRIES:][::-1],
        "hidden": max(len(seen.entries) - MOST_ENTRIES, 0),
        "agencies": sorted({agency for row in seen.table for agency in row.alone}),
        "knowing": sorted({agency for row in seen.knowledge for agency in row.agencies}),
        **beside(seen.days, day),
    }


def chosen(asked: Asked) -> date | None:
    """The date field wins where it was changed after the page was made; else the slider, counted from `first`."""
    day, first = asked.day("day"), asked.day("first")
    if first and asked.text("at") and (day is None or day == asked.day("was")):
        try:
            return first + timedelta(days=asked.number("at", MOST_DAYS))
        except OverflowError:
            return None
    return day


def beside(days: Sequence[date], day: date) -> dict[str, date | None]:
    """The days before and after on which something became known."""
    before, after = bisect_left(days, day) - 1, bisect_right(days, day)
    return {"earlier": days[before] if before >= 0 else None, "later": days[after] if after < len(days) else None}

"""What silence between agencies cost: the first raise of a signal for its people, by vantage, and the days between."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from heeded.chronology.vantage import OF_AGENCY, POOLED, SHARED
from heeded.signals.raised import Raise
from heeded.words.instants import day_of


@dataclass(frozen=True, slots=True)
class Line:
    """One signal about certain people: the day of its first raise in each vantage (None: never by the last day).

    `lost` says in words what silence cost: days between first pooled and first shared raise. It counts recorded
    sharing only, from when any partner was first told.
    """

    signal: str
    name: str
    people: tuple[tuple[str, str], ...]
    pooled: date | None
    shared: date | None
    alone: Mapping[str, date | None]
    lost: str


def lines(raises: Mapping[str, Sequence[Raise]], until: date) -> list[Line]:
    """The table of silence from the raises of each vantage, up to and with the day `until`."""
    first: dict[tuple[str, tuple[tuple[str, str], ...]], dict[str, date]] = defaultdict(dict)
    names: dict[str, str] = {}
    for vantage, found in raises.items():
        for each in found:
            day = day_of(each.raised)
            if day > until:
                continue
            seen = first[each.signal, people_of(each)]
            seen[vantage] = min(day, seen.get(vantage, day))
            names[each.signal] = each.name
    agencies = sorted(v.removeprefix(OF_AGENCY) for v in raises if v.startswith(OF_AGENCY))
    table = [
        Line(
            signal,
            names[signal],
            people,
            days.get(POOLED),
            days.get(SHARED),
            {a: days.get(OF_AGENCY + a) for a in agencies},
            lost(days.get(POOLED), days.get(SHARED), until),
        )
        for (signal, people), days in first.items()
    ]
    return sorted(table, key=lambda line: (line.pooled or date.max, line.signal, line.people))


def people_of(found: Raise) -> tuple[tuple[str, str], ...]:
    """A raise's people, with the other person where that is what set it off (a second partner is a second line)."""
    other = found.trigger and ":" not in found.trigger and found.trigger not in {p for _, p in found.subject}
    return (*found.subject, ("other", found.trigger)) if other else found.subject


def lost(pooled: date | None, shared: date | None, until: date) -> str:
    """Days lost to silence, in words."""
    if pooled is None:
        return "never raised on the whole picture" if shared else ""
    if shared is None:
        return f"{(until - pooled).days:,} or more, never shared"
    return f"{max((shared - pooled).days, 0):,}"

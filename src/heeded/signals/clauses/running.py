"""A clock of the reference shelf running for one person: since when, and as long as who knows what."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial

from heeded.chronology.entry import Entry
from heeded.chronology.spans import ALWAYS, NONE, Spans, joined, meet, minus, since, span
from heeded.chronology.state import End, Endings, State, known
from heeded.chronology.states import in_force
from heeded.reference.clocks import clocks
from heeded.reference.rules import ClockRule
from heeded.reference.rules import Match as Starting
from heeded.signals.bench import Bench, Piece
from heeded.signals.clauses.accounts import OF_RECORDS, about
from heeded.signals.clauses.grammar import Standing
from heeded.signals.clauses.licence import on_licence
from heeded.signals.selection import Selection
from heeded.signals.sentence import listed
from heeded.supervision.clock import Due
from heeded.words.instants import NEVER, Instant
from heeded.words.interval import Interval
from heeded.words.told import Told


@dataclass(frozen=True, slots=True)
class Running:
    """One turn of a clock. `told` is where its time runs from, `entry` the record that started it.

    `spans` are the instants of knowledge at which it runs so, not answered and not ended; `event` is what the start is
    called however often it was told; `turn` is 0 for the first, `interval` what the records give as its length;
    `pieces` are the records it rests on; `ended` when the order that made the duty is over. `answered(when)` says when a
    record is known that names the start and happened at `when` or later, `replaced(when)` when another interval is that
    was given after this one and by `when`.
    """

    told: Told
    entry: Entry
    spans: Spans
    event: str
    turn: int = 0
    interval: Interval | None = None
    pieces: tuple[Piece, ...] = ()
    ended: Spans = NONE
    answered: Callable[[Instant], Spans] = lambda when: NONE
    replaced: Callable[[Instant], Spans] = lambda when: NONE

    def overdue(self, due: Due, cell: Spans) -> Spans:
        """When it is known to be overdue: from its time until answered by name, unless another interval was given by then."""
        return self._from(due.overdue_at, NEVER, cell, due)

    def due_soon(self, due: Due, cell: Spans) -> Spans:
        """When a reminder is due: from the time the clock asks for until it is overdue."""
        return NONE if due.warn_at is None else self._from(due.warn_at, due.overdue_at, cell, due)

    def _from(self, begins: Instant, ends: Instant, cell: Spans, due: Due) -> Spans:
        spans = minus(meet(cell, span(begins, ends)), self.replaced(due.overdue_at))
        return minus(spans, self.answered(begins)) if spans else spans


@cache
def meant(code: str, part: str) -> tuple[Selection, ...]:
    """The records that start, answer or end (`part`: `starts_on`, …) a clock; made once, so that equals are equal."""
    matches: tuple[Starting, ...] = getattr(clocks()[code], part)
    return tuple(Selection(_called(m), (m.kind,), partial(_fits, m)) for m in matches)


def _called(match: Starting) -> str:
    """A name that is the same for the same records, by which answers are looked up."""
    where = "; ".join(f"{name}: {', '.join(values)}" for name, values in match.where.items())
    return f"{match.kind} {where}".strip()


def _fits(match: Starting, entry: Entry) -> bool:
    return match.matches(entry.kind, entry.details, entry.place)


def duty_seen(bench: Bench, person: str, rule: ClockRule, entry: Entry) -> Spans:
    """When this vantage sees the records of those whose duty it is; if it never does, that is written down.

    Where several may hold the duty, any of them that has told of the person by then will do; while none of them has, the
    agency that started the clock.
    """
    if bench.scene.agencies is None:
        return ALWAYS
    holders = rule.duty_of
    if len(holders) > 1:
        told = bench.once(("told by", person), lambda: _told_by(bench.states.entries.get(person, ())))
        theirs = {holder: told[holder] for holder in holders if holder in told}
        nobody = minus(ALWAYS, joined(theirs.values()))
        seen = joined(spans for holder, spans in theirs.items() if bench.sees(holder))
        seen = joined((seen, nobody)) if bench.sees(entry.agency) else seen
        holders = tuple(theirs) or (entry.agency,)
    else:
        seen = ALWAYS if any(bench.sees(holder) for holder in holders) else NONE
    if not seen:
        whose = listed(tuple(dict.fromkeys(holders))).replace(" and ", " or ")
        bench.not_judged(person, f"the records of {whose}, whose duty it is, are not seen from here")
    return seen


def _told_by(entries: Iterable[Entry]) -> dict[str, Spans]:
    """When it is known of each agency that it has told something."""
    found: dict[str, list[Spans]] = {}
    for entry in entries:
        found.setdefault(entry.agency, []).append(known(entry))
    return {agency: joined(spans) for agency, spans in found.items()}


class Stops:
    """What ends a clock for each person: a plan that ended, a case that was closed, a release."""

    def __init__(
        self,
        bench: Bench,
        ended_by: tuple[Selection, ...],
        role: str,
        begun: Mapping[str, Iterable[Entry]] | None = None,
    ) -> None:
        """`begun`: starts that undo an end of the same kind on the same day, as a move from one placement to another."""
        found = about(bench, ended_by, role)
        self._ends = {p: sorted(_ends(entries, (begun or {}).get(p, ()))) for p, entries in found.items()}
        self._ordered = {p: Endings(End(at, spans) for at, spans in ends) for p, ends in self._ends.items()}

    def over(self, person: str, after: Instant, spans: Spans) -> Spans:
        """When it is known that something ended it after an instant, from the time it ended on."""
        if person not in self._ordered:
            return NONE
        ends = self._ordered[person].of(after, spans, after=True)
        return joined(meet(end.known, since(end.at)) for end in ends)

    def between(self, person: str, first: Instant, last: Instant) -> Spans:
        """When an end is known that lies after the one and not after the other."""
        ends = self._ends.get(person, [])
        low, high = bisect_right(ends, first, key=_at), bisect_right(ends, last, key=_at)
        return joined(spans for _, spans in ends[low:high])


def _ends(entries: Iterable[Entry], begun: Iterable[Entry]) -> Iterator[tuple[Instant, Spans]]:
    moved: dict[tuple[str, Instant], list[Entry]] = {}
    for start in begun:
        moved.setdefault((start.kind, start.happened.last), []).append(start)
    for entry in entries:
        at = entry.happened.last
        yield at, minus(known(entry), joined(known(s) for s in moved.get((entry.kind, at), ()) if s is not entry))


def _at(end: tuple[Instant, Spans]) -> Instant:
    return end[0]


def held(bench: Bench, person: str, names: Iterable[str], told: Told, spans: Spans) -> tuple[Spans, Spans, list[Piece]]:
    """A start as far as it happened in one of some states; when all of those are over; and what says so.

    Without a state to be in, all of it.
    """
    standings = tuple(Standing(name) for name in names)
    if not standings or not spans:
        return spans, NONE, []
    states: list[State] = [s for standing in standings for s in standing.states(bench, person)]
    holding = [(state, at) for state in states if (at := meet(spans, state.during(told)))]
    within = joined(at for _, at in holding)
    going = joined(minus(at, state.over()) for state, at in holding)
    return within, minus(within, going), [Piece(ref, at) for state, at in holding for ref in state.refs]


def bound_at(bench: Bench, person: str, rule: ClockRule, when: Instant) -> Spans:
    """When it is known that at an instant the person was in one of the states that a clock asks for.

    A duty that ended before its time was up was never overdue, however late anybody learnt of it.
    """
    standings = (Standing(name) for name in rule.holding)
    held = in_force((s for standing in standings for s in standing.states(bench, person)), Told.at(when))
    if not rule.lapses_with_licence:
        return held
    return joined((held, *(each.spans for each in on_licence(bench, person, Told.at(when), ALWAYS))))


def naming(bench: Bench, entry: Entry, own: Iterable[str], when: Instant) -> Spans:
    """When a record is known that names this one and happened at `when` or later."""
    if not bench.any_naming():
        return NONE
    kinds = {*own, *OF_RECORDS}
    return joined(known(e) for e in bench.naming(entry.ref) if e.kind not in kinds and e.happened.last >= when)


def by_time(entries: Iterable[Entry]) -> list[Entry]:
    """By when they happened."""
    return sorted(entries, key=lambda e: (e.happened.last, e.seq))

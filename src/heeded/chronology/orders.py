"""Orders: made, varied, taken back and ended, each step as it was known at every moment.

Steps go by when they happened, however late anybody heard of them. A variation takes the place of what stood before
it, whoever told of either; what it leaves unsaid stands as it was told last before it. An order of which a person
has one at a time takes the place of the earlier one that the same agency told of.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from heeded.chronology.entry import Entry
from heeded.chronology.spans import Spans, joined, meet, minus, since
from heeded.chronology.state import End, Endings, State, day_told, known

ONE_AT_A_TIME = ("licence", "shpo", "interim_shpo", "sro", "notification")


def orders(person: str, made: Sequence[Entry], stops: Sequence[Entry]) -> Iterator[State]:
    """Every step of the person's orders as a state, with the conditions it left in force.

    `made` are the makings and variations, `stops` what may end one. A step whose conditions or end are told by an
    earlier record is one state for each thing that was known of them.
    """
    by_sort: dict[str, list[Entry]] = defaultdict(list)
    for entry in made:
        by_sort[entry.one("type")].append(entry)
    for sort, steps in by_sort.items():
        over = Endings(End(e.happened.last, known(e)) for e in stops if _stops(e, sort))
        yield from _steps(person, sort, steps, over)


def _steps(person: str, sort: str, steps: Sequence[Entry], over: Endings) -> Iterator[State]:
    conditions, untils, names = Told(steps, "conditions"), Told(steps, "until"), Names(steps)
    varied = Endings(End(e.happened.last, known(e)) for e in steps if e.kind == "order_varied")
    again = _again(sort, steps)
    for entry in steps:
        last = entry.happened.last
        ended = [*over.of(entry.happened.first, known(entry))]
        if entry.agency in again:
            ended += again[entry.agency].of(last, known(entry), after=True)
        ends = [*ended, *varied.of(last, known(entry), after=entry.kind == "order_varied")]
        state = State(
            "order", person, (entry.ref,), entry.agency, entry.happened, known(entry),
            tuple(sorted(ends, key=lambda e: e.at)), sort=sort, entry=entry, closed=_closed(entry, ended, untils),
        )  # fmt: skip
        for at, codes in conditions.before(entry):
            for believed, until in untils.before(entry):
                for called, name in names.of(entry):
                    both = meet(meet(at, believed), called)
                    if both:
                        until_day = day_told(until[0] if until else "")
                        yield replace(state, known=both, codes=frozenset(codes), until=until_day, order=name)


def _closed(entry: Entry, ended: Iterable[End], untils: "Told") -> Spans:
    """When the order that a step made or varied is known to be over, which its next variation is not."""
    stopped = (meet(end.known, since(end.at)) for end in ended)
    ran_out = (meet(at, since(day_told(until[0] if until else ""))) for at, until in untils.lastly(entry))
    return meet(known(entry), joined((*stopped, *ran_out)))


def _again(sort: str, steps: Sequence[Entry]) -> Mapping[str, Endings]:
    """What each agency told as a new order in the place of the old."""
    if sort not in ONE_AT_A_TIME:
        return {}
    told: dict[str, list[End]] = defaultdict(list)
    for entry in steps:
        if entry.kind == "order_made":
            told[entry.agency].append(End(entry.happened.last, known(entry)))
    return {agency: Endings(ends) for agency, ends in told.items()}


class Told:
    """One detail of an order: what each step says of it, and as long as it says nothing, what another said."""

    def __init__(self, steps: Iterable[Entry], detail: str) -> None:
        self._detail = detail
        self._given = sorted((e for e in steps if e.all(detail)), key=_order)
        self._at = [_order(e) for e in self._given]

    def before(self, entry: Entry) -> list[tuple[Spans, tuple[str, ...]]]:
        """The values that stand at a step, each with when that is known."""
        given = entry.all(self._detail)
        if given or entry.kind != "order_varied":
            return [(known(entry), given)]
        return self._nearest(known(entry), range(bisect_left(self._at, _order(entry)) - 1, -1, -1))

    def lastly(self, entry: Entry) -> list[tuple[Spans, tuple[str, ...]]]:
        """The values that stand in the end: as the last variation since the step gave them, or the step itself."""
        later = range(len(self._given) - 1, bisect_left(self._at, _order(entry)), -1)
        since_then = [i for i in later if self._given[i].kind == "order_varied"]
        *found, (left, given) = self._nearest(known(entry), since_then)
        if given or not left:
            return [*found, (left, given)]
        return [*found, *((meet(left, at), told) for at, told in self.before(entry))]

    def _nearest(self, left: Spans, indices: Iterable[int]) -> list[tuple[Spans, tuple[str, ...]]]:
        found = []
        for i in indices:
            part = meet(left, known(self._given[i]))
            if part:
                found.append((part, self._given[i].all(self._detail)))
                left = minus(left, part)
            if not left:
                return found
        return [*found, (left, ())]


class Names:
    """What the order is called of which each record of one sort is a step: by the ref it was first known under.

    A variation belongs to the last making before it that is known at the time. One of which no making was known has
    made its order known itself, and the making that comes to light afterwards goes by its name.
    """

    def __init__(self, steps: Iterable[Entry]) -> None:
        made: dict[tuple[date, date], list[Entry]] = defaultdict(list)
        varied = []
        for entry in steps:
            if entry.kind == "order_made":
                made[(entry.happened.first_day, entry.happened.day)].append(entry)
            else:
                varied.append(entry)
        self._made = sorted(made.values(), key=lambda m: m[0].happened.last)
        self._at = [m[0].happened.last for m in self._made]
        orphans = [v for v in varied if all(v.known < m[0].known for m in self._before(v))]
        self._orphan = min(orphans, key=lambda e: (e.known, e.ref), default=None)
        self._names = {id(e): self._name(m) for m in self._made for e in m}

    def of(self, entry: Entry) -> list[tuple[Spans, str]]:
        """Its order's name, with when it is called so."""
        if entry.kind == "order_made":
            return [(known(entry), self._names[id(entry)])]
        left, found = known(entry), []
        for making in reversed(self._before(entry)):
            part = meet(left, joined(known(e) for e in making))
            if part:
                found.append((part, self._names[id(making[0])]))
                left = minus(left, part)
            if not left:
                return found
        return [*found, (left, self._orphan.ref if self._orphan is not None else entry.ref)]

    def _before(self, entry: Entry) -> list[list[Entry]]:
        return self._made[: bisect_right(self._at, entry.happened.last)]

    def _name(self, making: list[Entry]) -> str:
        first, orphan = min(making, key=lambda e: (e.known, e.ref)), self._orphan
        late = orphan is not None and orphan.known < first.known and first.happened.last <= orphan.happened.last
        return orphan.ref if late and orphan is not None else first.ref


def _order(entry: Entry) -> tuple[object, ...]:
    return (entry.happened.last, entry.seq)


def _stops(entry: Entry, sort: str) -> bool:
    return entry.one("type") in (sort, "") if entry.kind == "order_ended" else sort == "licence"

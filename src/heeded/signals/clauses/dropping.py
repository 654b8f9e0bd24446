"""A concern stops counting while somebody acts on it, and counts again if that ends without action.

Closed without action means: no plan, section 47 enquiry or proceedings since (SIGNALS, "Words"). An enquiry is action
while it is open, for then it keeps the concern away itself. A closed case closes all that is open, and without a plan
is without action.
"""

from bisect import bisect_left
from collections.abc import Iterator

from heeded.chronology.entry import Entry
from heeded.chronology.spans import NONE, Spans, joined, meet, minus
from heeded.chronology.state import State
from heeded.signals.bench import Answers, Bench
from heeded.words.told import Told


class Dropping:
    """When what was done about one person keeps concerns from counting: all that began on a day or later, together."""

    def __init__(self, bench: Bench, person: str, names: tuple[str, ...]) -> None:
        self._bench, self._person = bench, person
        self._plans = self._answers("plan_started")
        self._proceedings = self._answers("proceedings_issued")
        self._closings = self._answers("case_closed")
        states = sorted((s for name in names for s in bench.states.of(person, name)), key=lambda s: s.begins.first_day)
        self._days = [s.begins.first_day for s in states]
        self._since: list[Spans] = [NONE] * (len(states) + 1)
        for i in range(len(states) - 1, -1, -1):
            self._since[i] = joined((self._since[i + 1], self._lasting(states[i])))

    def of(self, told: Told) -> Spans:
        """When something that followed a concern is open, or was closed with action, as known then."""
        return self._since[bisect_left(self._days, told.day)]

    def _answers(self, kind: str) -> Answers:
        person, bench = self._person, self._bench
        return bench.answers((person, kind), lambda: self._about(kind))

    def _about(self, kind: str) -> Iterator[Entry]:
        yield from self._bench.states.of_kind(self._person, kind)

    def _lasting(self, state: State) -> Spans:
        """A plan is action for good; anything else keeps concerns away while open, and afterwards if action followed."""
        if state.name == "plan":
            return state.known
        over = state.over()
        return joined((state.now(), meet(over, self._acted(state, over))))

    def _acted(self, state: State, over: Spans) -> Spans:
        """When action since the state began is known; once the case is known to be closed, only a plan is action."""
        if not over:
            return NONE
        proceedings = self._proceedings.since(state.begins, over)
        closed = self._closings.since(state.begins, over)
        return joined((minus(proceedings, closed), self._plans.since(state.begins, over)))

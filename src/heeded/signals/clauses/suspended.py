"""The time that does not count for a clock, as it was believed at each stretch of knowledge."""

from collections.abc import Iterable

from heeded.chronology.spans import Spans, meet, minus
from heeded.chronology.state import State
from heeded.signals.bench import Bench
from heeded.signals.clauses.grammar import Standing
from heeded.words.spans import Span
from heeded.words.told import Told

Cell = tuple[Spans, list[Span]]  # while this was known, these spans did not count


def suspended(bench: Bench, person: str, begins: Told, spans: Spans, standings: Iterable[Standing]) -> list[Cell]:
    """A clock's knowledge time split so that in each part one set of spans did not count.

    `begins` is when the clock started, `spans` when it is known to run, `standings` the states whose days do not count.
    """
    cells: list[Cell] = [(spans, [])]
    last = spans[-1][1]
    for state in (s for standing in standings for s in standing.states(bench, person)):
        if not state.known or state.known[0][0] >= last or _over_for_good(state, begins):
            continue
        split = []
        for cell, spells in cells:
            rest = minus(cell, state.known)
            for part, end in state.believed():
                both = meet(cell, part)
                if both:
                    split.append((both, [*spells, Span(state.begins.first, end)]))
            if rest:
                split.append((rest, spells))
        cells = split
    return cells


def _over_for_good(state: State, begins: Told) -> bool:
    """Whether nobody who knows of the state ever thought that it lasted into the clock's time."""
    first = state.ends[0] if state.ends else None
    return first is not None and first.at <= begins.last and not minus(state.known, first.known)

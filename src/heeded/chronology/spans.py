"""Stretches of knowledge time: sets of half-open intervals `[from, to)`, as sorted tuples that do not touch."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from heeded.words.instants import BEGINNING, NEVER, Instant

A = TypeVar("A")
B = TypeVar("B")
Span = tuple[Instant, Instant]
Spans = tuple[Span, ...]

NONE: Spans = ()
ALWAYS: Spans = ((BEGINNING, NEVER),)


def span(start: Instant, end: Instant) -> Spans:
    """`[start, end)`, or nothing where it is empty."""
    return ((start, end),) if start < end else NONE


def since(start: Instant) -> Spans:
    """From an instant on, for ever."""
    return span(start, NEVER)


def union(spans: Iterable[Span]) -> Spans:
    """All of them together; stretches that touch become one."""
    ordered = sorted(spans)
    if len(ordered) < 2:
        return tuple(ordered)
    found = [ordered[0]]
    for start, end in ordered[1:]:
        last_start, last_end = found[-1]
        if start > last_end:
            found.append((start, end))
        elif end > last_end:
            found[-1] = (last_start, end)
    return tuple(found)


def joined(many: Iterable[Spans]) -> Spans:
    """The union of several sets."""
    spans = [each for spans in many for each in spans]
    return union(spans) if len(spans) > 1 else tuple(spans)


def meet(one: Spans, other: Spans) -> Spans:
    """Where both hold."""
    if len(one) == 1 and len(other) == 1:  # nearly always
        start, end = max(one[0][0], other[0][0]), min(one[0][1], other[0][1])
        return ((start, end),) if start < end else NONE
    found: list[Span] = []
    i = j = 0
    while i < len(one) and j < len(other):
        start, end = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if start < end:
            found.append((start, end))
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return tuple(found)


def minus(one: Spans, other: Spans) -> Spans:
    """Where the first holds and the second does not."""
    if not one or not other:
        return one
    found: list[Span] = []
    for first, last in one:
        start = first
        for cut_start, cut_end in other:
            if cut_end <= start:
                continue
            if cut_start >= last:
                break
            if cut_start > start:
                found.append((start, cut_start))
            start = max(start, cut_end)
        if start < last:
            found.append((start, last))
    return tuple(found)


def at_least(count: int, many: Sequence[Spans]) -> Spans:
    """Where `count` or more of them hold. All edges of one instant are applied before looking."""
    if len(many) < count:
        return NONE
    if count == 1:
        return joined(many)
    edges: dict[Instant, int] = {}
    for spans in many:
        for start, end in spans:
            edges[start] = edges.get(start, 0) + 1
            edges[end] = edges.get(end, 0) - 1
    found: list[Span] = []
    holding, started = 0, None
    for when in sorted(edges):
        holding += edges[when]
        if started is None and holding >= count:
            started = when
        elif started is not None and holding < count:
            found.append((started, when))
            started = None
    if started is not None:
        found.append((started, NEVER))
    return tuple(found)


def holds(spans: Spans, instant: Instant) -> bool:
    """Whether the instant lies in one of the stretches."""
    return any(start <= instant < end for start, end in spans)


def overlapping(ones: Iterable[tuple[Spans, A]], others: Iterable[tuple[Spans, B]]) -> Iterator[tuple[Spans, A, B]]:
    """Each pair that holds together at some instant, with when; without comparing those that lie far apart."""
    edges: list[tuple[Instant, bool, tuple[Spans, A] | None, tuple[Spans, B] | None]] = []
    edges += [(one[0][0][0], False, one, None) for one in ones if one[0]]
    edges += [(other[0][0][0], True, None, other) for other in others if other[0]]
    open_ones: list[tuple[Spans, A]] = []
    open_others: list[tuple[Spans, B]] = []
    for when, _, one, other in sorted(edges, key=lambda edge: edge[:2]):
        open_ones = [each for each in open_ones if each[0][-1][1] > when]
        open_others = [each for each in open_others if each[0][-1][1] > when]
        if one is not None:
            open_ones.append(one)
            pairs = [(one, each) for each in open_others]
        if other is not None:
            open_others.append(other)
            pairs = [(each, other) for each in open_ones]
        for (one_spans, first), (other_spans, second) in pairs:
            both = meet(one_spans, other_spans)
            if both:
                yield both, first, second

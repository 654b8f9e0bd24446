"""Spans of time: from an instant until, but not including, another."""

from collections.abc import Iterable
from dataclasses import dataclass

from heeded.words.instants import NEVER, Instant


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The half-open span `[start, end)`; `end` is NEVER while it lasts. Empty where end <= start."""

    start: Instant
    end: Instant = NEVER

    def holds(self, instant: Instant) -> bool:
        """Whether the instant lies in it."""
        return self.start <= instant < self.end


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same time as spans in order that neither touch nor overlap; empty ones are dropped."""
    joined: list[Span] = []
    for span in sorted(span for span in spans if span.start < span.end):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)

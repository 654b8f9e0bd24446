"""What a page shows of evidence: the words of a narrative that say what its record is coded as; and what is lacking."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from heeded.chronology.entry import Entry
from heeded.review.lines import RaiseView
from heeded.sources.coding import suggest, text_of

Span = tuple[int, int]


class Spans(NamedTuple):
    """Spans of characters of a narrative and of the action beside it."""

    says: tuple[Span, ...]
    action: tuple[Span, ...]

    @classmethod
    def of(cls, says: str, words: tuple[Span, ...]) -> "Spans":
        """Spans counted in the one text that suggestions read, told apart into narrative and action."""
        before = len(text_of(says, " ")) - 1
        inside = tuple(span for span in words if span[1] <= len(says))
        after = tuple((start - before, end - before) for start, end in words if start >= before)
        return cls(inside, after)


MOST_UNJUDGED = 30
UNMARKED = Spans((), ())


def marked_entries(entries: Iterable[Entry]) -> list[tuple[Entry, Spans]]:
    """Each entry with the words that its kind rests on."""
    return [(entry, spans_of(entry)) for entry in entries]


def lacking(found: RaiseView) -> dict[str, Any]:
    """What could not be judged about the people of a raise, and how much more of it there is than is shown."""
    return {
        "unjudged": found.not_judged[:MOST_UNJUDGED],
        "more_unjudged": max(len(found.not_judged) - MOST_UNJUDGED, 0),
    }


def spans_of(entry: Entry) -> Spans:
    """The words that this entry's kind rests on; none where its text does not say it in words that we know."""
    for found in suggest(entry.says, entry.action, entry.agency):
        if found.kind == entry.kind:
            return Spans.of(entry.says, found.words)
    return UNMARKED

"""Where in a narrative the words are that say what its record is coded as, so that a reader's eye falls on them."""

from typing import NamedTuple

from heeded.chronology.entry import Entry
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


UNMARKED = Spans((), ())


def spans_of(entry: Entry) -> Spans:
    """The words that this entry's kind rests on; none where its text does not say it in words that we know."""
    for found in suggest(entry.says, entry.action, entry.agency):
        if found.kind == entry.kind:
            return Spans.of(entry.says, found.words)
    return UNMARKED

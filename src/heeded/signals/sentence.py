"""What a raise says in one sentence: the signal's own words, filled in with figures so that the English stays whole.

    3 concerns from 2 people in 61 days; nothing answered them.

is written in the signal's file as

    says: "{count: concern} from {people: person/people} {over}; nothing answered them."
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from heeded.words.instants import Instant
from heeded.words.spoken import written_day

Figure = int | date | str
Figures = Mapping[str, Figure]
Counted = Callable[[Instant], Figures]

BRACES = re.compile(r"\{([^{}]*)\}")
IRREGULAR = re.compile(r"(s|x|z|ch|sh|[^aeou]y)$")  # endings whose plural is more than an s
LONGEST = 300  # characters of a template


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for one figure; with a noun a number is written before it, in the singular or the plural."""

    name: str
    one: str = ""
    many: str = ""

    def filled(self, figure: Figure) -> str:
        """The figure in words."""
        if isinstance(figure, date):
            return written_day(figure)
        if isinstance(figure, int) and self.one:
            return f"{figure:,} {self.one if figure == 1 else self.many}"
        return f"{figure:,}" if isinstance(figure, int) else figure


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence with slots. `parts` are texts and slots in order."""

    parts: tuple[str | Slot, ...]

    @property
    def names(self) -> frozenset[str]:
        """The figures it asks for."""
        return frozenset(part.name for part in self.parts if isinstance(part, Slot))

    def filled(self, figures: Figures) -> str:
        """The sentence. KeyError where a figure is missing: the loader checks that none can be."""
        text = "".join(part if isinstance(part, str) else part.filled(figures[part.name]) for part in self.parts)
        return text[:1].upper() + text[1:]


def nothing(_: Instant) -> Figures:
    """No figures."""
    return {}


def template(text: str) -> Template:
    """A template from its text; ValueError with a sentence where it cannot be read."""
    if len(text) > LONGEST:
        raise ValueError(f"a sentence has at most {LONGEST} characters.")
    if not text.endswith("."):
        raise ValueError("a sentence ends with a full stop.")
    if "{" in BRACES.sub("", text) or "}" in BRACES.sub("", text):
        raise ValueError("a brace is not closed.")
    return Template(tuple(_parts(text)))


def _parts(text: str) -> Iterator[str | Slot]:
    done = 0
    for found in BRACES.finditer(text):
        if found.start() > done:
            yield text[done : found.start()]
        yield _slot(found.group(1))
        done = found.end()
    yield text[done:]


def _slot(inner: str) -> Slot:
    name, _, noun = (each.strip() for each in inner.partition(":"))
    if not name.isidentifier():
        raise ValueError(f"'{{{inner}}}' names no figure.")
    if not noun:
        return Slot(name)
    one, _, many = (each.strip() for each in noun.partition("/"))
    if not many and IRREGULAR.search(one):
        raise ValueError(f"the plural of '{one}' has to be written: {{{name}: {one}/…}}.")
    return Slot(name, one, many or f"{one}s")


def span_of(days: int) -> str:
    """`on one day`, `in 61 days`."""
    return "on one day" if days <= 0 else "in 1 day" if days == 1 else f"in {days:,} days"


def listed(words: Collection[str]) -> str:
    """`health`, `health and police`, `education, health and police`."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last

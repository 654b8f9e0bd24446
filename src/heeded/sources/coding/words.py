"""Free text as words that know where they stand, and what breaks lie between them; linear in its length."""

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum

LONGEST_TEXT = 100_000  # characters; what stands after them is not read
LONGEST_WORD = 64  # characters; no word of any phrase is longer


class Break(IntEnum):
    """What stands between a word and the one before it: a phrase may not run across a stronger one."""

    NONE = 0
    COMMA = 1
    CLAUSE = 2  # a colon or a dash
    SENTENCE = 3


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `form` is how it is compared, `start` and `end` are characters of the text, `follows` what is before it."""

    form: str
    start: int
    end: int
    follows: Break


# Each character is taken by exactly one branch, so the work is linear whatever the text.
_WORD = re.compile(r"[^\W_]+(?:[&'’ʼ][^\W_]+)*|#")
_STOPS = frozenset(".!?;\n\r|•")
_CLAUSES = frozenset(":–—")
_COMMAS = frozenset(',()[]"“”')


def words_of(text: str) -> list[Word]:
    """The words of a text (its first 100,000 characters), in order."""
    found: list[Word] = []
    last = 0
    for match in _WORD.finditer(text[:LONGEST_TEXT]):
        between = text[last : match.start()]
        follows = _break(between, found[-1].form) if found else Break.SENTENCE
        found.append(Word(form_of(match.group()), match.start(), match.end(), follows))
        last = match.end()
    return found


def form_of(word: str) -> str:
    """How a word is compared: without case, accents' variants, apostrophes and the possessive s."""
    folded = unicodedata.normalize("NFKC", word[:LONGEST_WORD]).casefold().replace("’", "'").replace("ʼ", "'")
    return folded.removesuffix("'s").replace("'", "")


def _break(between: str, before: str) -> Break:
    if between in (" ", "-", "/", ""):
        return Break.NONE
    seen = set(between)
    if seen & _STOPS:
        return Break.NONE if _abbreviated(between, before) else Break.SENTENCE
    if seen & _CLAUSES or " - " in between or between.startswith("- ") or between.endswith(" -"):
        return Break.CLAUSE
    return Break.COMMA if seen & _COMMAS else Break.NONE


def _abbreviated(between: str, before: str) -> bool:
    """Whether a full stop ends no sentence: "s.47", "2.9 kg", "J. Okafor"."""
    if between == ".":
        return len(before) <= 2 or before.isdecimal()
    return between == ". " and len(before) == 1 and before.isalpha()

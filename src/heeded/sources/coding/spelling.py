"""Puts the spelling of words right, so that "refferal" and "brusing" are still found."""

from collections.abc import Sequence
from functools import lru_cache

from heeded.reference.phrases import reading
from heeded.sources.coding.words import Word

SHORTEST = 8  # letters; below it, two real words are too often one slip apart (married, marred)


def put_right(words: Sequence[Word], vocabulary: frozenset[str]) -> tuple[list[str], frozenset[int]]:
    """The forms of the words with slips put right, and the positions that were guessed rather than listed."""
    listed = reading().spellings
    forms, guessed = [], set()
    for position, word in enumerate(words):
        form = listed.get(word.form, word.form)
        if len(form) >= SHORTEST and form not in vocabulary:
            meant = _slips(vocabulary).get(form)
            if meant:
                guessed.add(position)
                form = meant
        forms.append(form)
    return forms, frozenset(guessed)


@lru_cache(maxsize=4)
def _slips(vocabulary: frozenset[str]) -> dict[str, str]:
    """What each long word becomes with two letters swapped, one left out, or one doubled."""
    slips: dict[str, str] = {}
    for word in sorted(vocabulary):
        if len(word) < SHORTEST or not word.isalpha():
            continue
        for i in range(1, len(word)):
            swapped = word[: i - 1] + word[i] + word[i - 1] + word[i + 1 :]
            for slip in (swapped, word[:i] + word[i + 1 :], word[:i] + word[i] + word[i:]):
                if len(slip) >= SHORTEST and slip not in vocabulary and i < len(word) - 1:
                    slips.setdefault(slip, word)
    return slips

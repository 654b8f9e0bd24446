"""Text made to slow a reader down takes time in proportion to its length, and what is too long is not read."""

import time

import pytest

from heeded.sources.coding import suggest
from heeded.sources.coding.words import LONGEST_TEXT

LENGTH = 100_000
SECONDS = 20.0  # generous: a second or two on a slow machine, hours if the work were not linear


@pytest.mark.parametrize(
    "piece",
    [
        "a", "a'", "'", " ", "no ", "not without ", "contact ", "visit ", "mum said ", "if ", "bruise, ", "#",
        "home visit no reply ", "referral from ", "child ", "\n", "-", "é", "\u0301", "told the ", "neighbour friend ",
        "victim asked for the ", "s47 ",
    ],
)  # fmt: skip
def test_a_pumped_text_is_read_in_time(piece: str) -> None:
    says = (piece * (LENGTH // len(piece) + 1))[:LENGTH]
    began = time.monotonic()
    found = suggest(says)
    assert time.monotonic() - began < SECONDS
    assert len(found) <= 5


def test_what_stands_beyond_the_limit_is_not_read() -> None:
    assert suggest("x " * (LONGEST_TEXT // 2) + "bruise to cheek") == []
    assert suggest("x " * (LONGEST_TEXT // 2 - 100) + "bruise to cheek")[0].kind == "injury"


def test_one_endless_word_is_one_word() -> None:
    assert suggest("bruise" * 1_000_000) == []

"""What holds for every signal on the shelf, over made-up histories: no hindsight, no matter in what order, nothing twice."""

from collections.abc import Iterator
from functools import cache
from random import Random

import pytest

from heeded.chronology.entry import Scene
from heeded.signals.kernel import judge
from heeded.signals.raised import Raise
from heeded.signals.shelf import signals
from heeded.world.retelling import as_written, retelling

from .histories import HISTORIES
from .properties import CHECKS

TOLD = 4  # histories around the examples of each signal, beside the examples; more: benchmarks/knowledge.py
MANY = 30  # histories of each other kind
GATE = 30  # histories around each signal, and four times as many of each other kind, among which each has to fire
KINDS = sorted(set(HISTORIES) - {"examples"})


def wrong(scene: Scene, check: str, seed: int) -> str:
    """What a check finds."""
    return "\n".join(CHECKS[check](scene, Random(seed)))


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("code", signals())
def test_it_holds_however_the_examples_of_a_signal_are_told(code: str, check: str) -> None:
    for number, told in enumerate([*as_written(code), *(retelling(code, seed) for seed in range(TOLD))]):
        found = wrong(told.scene(), check, number)
        assert not found, f"{number}, {told.vantage}:\n{told.given}\n{found}"


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("kind", KINDS)
def test_it_holds_in_made_up_histories(kind: str, check: str) -> None:
    for seed in range(MANY):
        assert not wrong(HISTORIES[kind](seed), check, seed), seed


def told() -> Iterator[Scene]:
    """The histories among which nothing may be missing."""
    yield from (each.scene() for code in signals() for each in as_written(code))
    yield from (retelling(code, seed).scene() for code in signals() for seed in range(GATE))
    yield from (HISTORIES[kind](seed) for kind in KINDS for seed in range(4 * GATE))


@cache
def raised() -> dict[str, list[Raise]]:
    """All their raises, by signal."""
    found: dict[str, list[Raise]] = {code: [] for code in signals()}
    for scene in told():
        for each in judge(scene).raises:
            found[each.signal].append(each)
    return found


@pytest.mark.parametrize("code", signals())
def test_no_signal_is_tested_by_silence(code: str) -> None:
    """Each fires often enough, reaches each of its levels, is answered somewhere, and fires from other vantages too."""
    found, signal = raised()[code], signals()[code]
    assert len(found) >= 10
    assert {level for each in found for level, _ in each.levels} >= set(signal.levels)
    assert any(each.cleared and not each.lapsed for each in found)
    assert {"pooled", "live"} <= {each.vantage for each in found}
    assert any(each.vantage == "shared" or each.vantage.startswith("agency:") for each in found)


def test_everything_that_ends_a_raise_unanswered_is_among_them() -> None:
    lapsed = {each.lapsed for found in raised().values() for each in found}
    assert lapsed == {"", "died", "turned 18", "order ended"}

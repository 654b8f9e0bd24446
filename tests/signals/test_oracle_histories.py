"""The made-up histories make every signal fire, clear, miss, come late and lapse; the oracle looks often enough."""

from datetime import timedelta

import pytest

from heeded.chronology.entry import Scene
from heeded.words.instants import NEVER, day_of, start_of
from heeded.world.histories import PLOTS, history
from heeded.world.telling import instants

from .oracle import SIGNALS, Told, raises

MANY = 300


def late(scene: Scene, told: Told) -> bool:
    """Whether a raise waited for something written down after the day it happened."""
    known = [e for e in scene.entries if e.ref in told.evidence | told.beside and e.known == told.raised]
    return any(day_of(e.known) > e.happened.day for e in known)


@pytest.mark.parametrize("signal", sorted(SIGNALS))
def test_no_signal_is_tested_by_silence(signal: str) -> None:
    """Each fires and stays quiet in at least 5 % of its histories, and clears, lapses, fires late and fires twice."""
    told = [(scene, raises(scene, signal)) for scene in (history(signal, seed) for seed in range(MANY))]
    flat = [(scene, each) for scene, found in told for each in found]
    counts = {
        "fired": sum(bool(found) for _, found in told),
        "quiet": sum(not found for _, found in told),
        "cleared": sum(not each.lapsed and each.cleared < NEVER for _, each in flat),
        "lapsed": sum(each.lapsed for _, each in flat),
        "late": sum(late(scene, each) for scene, each in flat),
        "again": sum(len(found) > 1 for _, found in told),
    }
    assert counts["fired"] >= MANY * 0.05, counts
    assert counts["quiet"] >= MANY * 0.05, counts
    assert all(counts.values()), counts


def test_the_same_seed_tells_the_same_history() -> None:
    assert history("REF01", 7) == history("REF01", 7)
    assert history("REF01", 7) != history("REF01", 8)
    assert set(PLOTS) == set(SIGNALS)


@pytest.mark.parametrize("signal", sorted(SIGNALS))
def test_looking_at_every_midnight_finds_nothing_more(signal: str) -> None:
    """The oracle looks only when something can change; looking each day for two years must not matter."""
    for seed in range(2):
        scene = history(signal, seed)
        first = day_of(instants(scene)[0])
        every = [start_of(first + timedelta(days=n)) for n in range(2 * 365)]
        assert raises(scene, signal, every) == raises(scene, signal)


def test_a_death_known_with_the_last_evidence_does_not_hide_it() -> None:
    """Somewhere among the histories a raise begins and lapses at one instant."""
    found = [
        told
        for signal in ("HLT03", "LIC07", "OFF02")
        for seed in range(400)
        for told in raises(history(signal, seed), signal)
        if told.raised == told.cleared
    ]
    assert found
    assert all(told.lapsed for told in found)

"""Small made-up histories by seed, scaled to each signal's own horizon: what the tests judge by the thousand."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random

from heeded.chronology.entry import Scene
from heeded.words.instants import day_of
from heeded.world.childhoods import advice, concerns, injuries, visits
from heeded.world.sentences import addresses, devices, partners, signs, supervision_visits
from heeded.world.telling import Teller

PLOTS: Mapping[str, Callable[[Teller], None]] = {
    "OFF01": addresses,
    "OFF02": signs,
    "OFF03": partners,
    "OFF06": supervision_visits,
    "HLT02": injuries,
    "HLT03": injuries,
    "REF01": concerns,
    "SEE03": visits,
    "CLK07": advice,
    "LIC07": devices,
}


def history(signal: str, seed: int) -> Scene:
    """The scene of a made-up history for one signal; the same seed always tells the same."""
    chance = Random(f"{signal} {seed}")  # noqa: S311
    start = date(2016, 1, 1) + timedelta(days=chance.randrange(5 * 365))
    teller = Teller(chance, start=start)
    PLOTS[signal](teller)
    if teller.often(0.06):
        _death_that_day(teller)
    return teller.scene()


def _death_that_day(teller: Teller) -> None:
    """The first of the cast dies on the very day that something else becomes known, or a clock runs out."""
    entry = teller.chance.choice(teller.entries)
    offset = (day_of(entry.known) - teller.start).days + teller.chance.choice((0, 0, 0, 1, 15, 91))
    teller.tell("police", "death", offset, {"about": teller.cast[0]}, exactly=True)

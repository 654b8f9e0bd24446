"""Made-up histories by seed, one file for each part of life; what holds for every signal is tested over all of them."""

from collections.abc import Callable, Mapping
from random import Random

from heeded.chronology.entry import Scene
from heeded.signals.shelf import signals
from heeded.world.histories import PLOTS
from heeded.world.histories import history as plotted
from heeded.world.retelling import retelling

from . import children, families, licences, offenders, seeing


def examples(seed: int) -> Scene:
    """A worked example of some signal, told otherwise: so that no signal is without histories."""
    return retelling(Random(seed).choice(sorted(signals())), seed).scene()


def plots(seed: int) -> Scene:
    """A history near the edges of one signal."""
    return plotted(Random(seed).choice(sorted(PLOTS)), seed)


HISTORIES: Mapping[str, Callable[[int], Scene]] = {
    "examples": examples,
    "plots": plots,
    "families": families.history,
    "seeing": seeing.history,
    "children": children.history,
    "offenders": offenders.history,
    "licences": licences.history,
}

"""Holds every signal to what must hold of all, over as many made-up histories as there is time for."""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.signals.histories import HISTORIES
from tests.signals.properties import CHECKS

from heeded.chronology.entry import Scene
from heeded.signals.kernel import judge
from heeded.signals.shelf import signals
from heeded.world.retelling import retelling


def main() -> int:
    """Prints each difference, and for each kind of history how many were judged and which signals fired least."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=50, help="histories of each kind, and around each signal")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--kinds", nargs="*", default=[*signals(), *(k for k in HISTORIES if k != "examples")])
    asked = parser.parse_args()
    fired, wrong, begun = Counter[str](), 0, time.perf_counter()
    for kind in asked.kinds:
        for seed in range(asked.first, asked.first + asked.examples):
            scene, lines = told(kind, seed)
            fired.update({each.signal for each in judge(scene).raises})
            found = list(differences(scene, seed))
            wrong += bool(found)
            if found:
                sys.stdout.write(f"{kind} {seed} {scene.vantage}\n{lines}\n{found[0]}\n\n")
    rarest = ", ".join(f"{code} {fired[code]}" for code in sorted(signals(), key=lambda code: fired[code])[:5])
    spent, many = time.perf_counter() - begun, len(asked.kinds) * asked.examples
    sys.stdout.write(f"{many} histories in {spent:.0f} s, {wrong} wrong; fired least: {rarest}\n")
    return min(wrong, 1)


def told(kind: str, seed: int) -> tuple[Scene, str]:
    """A history, and its lines where it has any."""
    if kind in HISTORIES:
        return HISTORIES[kind](seed), ""
    retold = retelling(kind, seed)
    return retold.scene(), retold.given


def differences(scene: Scene, seed: int) -> Iterator[str]:
    """What is wrong with the raises in a scene."""
    for name, check in CHECKS.items():
        for found in check(scene, Random(seed)):
            yield f"{name}: {found}"


if __name__ == "__main__":
    sys.exit(main())

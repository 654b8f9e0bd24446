"""Holds the engine to the oracle over as many made-up histories as there is time for: `oracle.py --examples 10000`."""

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.signals.oracle import SIGNALS, raises
from tests.signals.oracle.compare import differs, explained

from heeded.world.histories import history


def main() -> int:
    """Prints, for each signal, the histories judged, how many fired, cleared and lapsed, and how many differed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=1000, help="histories for each signal")
    parser.add_argument("--signals", nargs="*", default=sorted(SIGNALS))
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--show", type=int, default=1, help="differences to show of each signal, made small")
    asked = parser.parse_args()
    wrong = 0
    for signal in asked.signals:
        wrong += compared(signal, range(asked.first, asked.first + asked.examples), asked.show)
    return min(wrong, 1)


def compared(signal: str, seeds: range, show: int) -> int:
    """The number of histories of one signal on which the two differ; the first few are printed."""
    begun, counts = time.perf_counter(), Counter[str]()
    for seed in seeds:
        scene = history(signal, seed)
        told = raises(scene, signal)
        counts["fired"] += bool(told)
        counts["lapsed"] += any(each.lapsed for each in told)
        counts["cleared"] += any(not each.lapsed and each.cleared.year < 9999 for each in told)
        if differs(signal, scene):
            counts["differ"] += 1
            if counts["differ"] <= show:
                sys.stdout.write(f"seed {seed}\n{explained(scene, signal)}\n")
    spent = time.perf_counter() - begun
    sys.stdout.write(
        f"{signal}: {len(seeds)} histories, {counts['fired']} fired, {counts['cleared']} cleared, "
        f"{counts['lapsed']} lapsed, {counts['differ']} differ; {spent:.1f} s\n"
    )
    return counts["differ"]


if __name__ == "__main__":
    sys.exit(main())

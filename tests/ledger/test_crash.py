"""Killed in the middle of writing, again and again: nothing acknowledged is lost, and nothing is there twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from heeded.ledger.verify import verify
from tests.ledger.drafts import Workplace, visit

RUNS = 50
PRODUCER = """
import os, sys
from pathlib import Path
from threading import Thread
from tests.ledger.drafts import Workplace, visit

def produce(place, producer, start):
    for number in range(start, start + 100000):
        kind = "concern" if number % 5 == 0 else "visit"
        (written,) = place.lane.write([visit(f"p{producer}-{number}", kind=kind)])
        os.write(1, f"{producer} {number}\\n".encode())

with Workplace(Path(sys.argv[1])) as place:
    for producer, start in enumerate(map(int, sys.argv[2:])):
        Thread(target=produce, args=(place, producer, start)).start()
"""


def killed_while_writing(folder: Path, starts: list[int], pause: float) -> Iterator[tuple[int, int]]:
    """Start producers, kill the process -9 after its first acknowledgement and a pause; gives all it acknowledged."""
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, "-c", PRODUCER, str(folder), *map(str, starts)],
        stdout=subprocess.PIPE,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(pause)
    process.kill()
    rest, _ = process.communicate(timeout=30)
    for line in (first + rest).decode().splitlines():
        producer, number = map(int, line.split())
        yield producer, number


def test_fifty_kills_lose_nothing_double_nothing_and_the_projections_catch_up(tmp_path: Path) -> None:
    random, acknowledged = Random(20240302), set[str]()
    starts = [0] * 12
    for run in range(RUNS):
        for producer, number in killed_while_writing(tmp_path, starts, random.uniform(0, 0.06)):
            acknowledged.add(f"police:p{producer}-{number}")
            starts[producer] = number + 1  # it sends again what was not acknowledged
        with Workplace(tmp_path) as place:
            ids = [record.id for record in place.store.since(0)]
            assert place.projections.ids() == ids
        assert acknowledged <= set(ids), f"lost in run {run}"
        assert len(ids) == len(set(ids))
        assert all("~" not in record_id for record_id in ids)
        concerns = {
            i.removeprefix("police:") for i in ids if i.startswith("police:") and int(i.rpartition("-")[2]) % 5 == 0
        }
        assert {i.removeprefix("heeded:raise-") for i in ids if i.startswith("heeded:")} == concerns
    assert verify(tmp_path / "ledger.db").sound
    assert len(acknowledged) > RUNS


BETWEEN = """
import os, signal, sys
from pathlib import Path
from tests.ledger.drafts import Listing, Workplace, visit

class Dying(Listing):
    def commit(self, position):
        if position >= 4:
            os.kill(os.getpid(), signal.SIGKILL)
        super().commit(position)

folder = Path(sys.argv[1])
with Workplace(folder, Dying(folder / "projections.db")) as place:
    place.lane.write([visit("v1"), visit("v2")])
    place.lane.write([visit("c1", kind="concern"), visit("v3")])
"""


def test_killed_between_the_two_commits_the_projections_catch_up(
    tmp_path: Path,
) -> None:
    root = Path(__file__).parents[2]
    died = subprocess.run([sys.executable, "-c", BETWEEN, str(tmp_path)], cwd=root, timeout=60, check=False)
    assert died.returncode == -signal.SIGKILL
    with Workplace(tmp_path) as place:
        assert place.projections.replayed == 3
        assert place.projections.ids() == ["police:v1", "police:v2", "police:c1", "police:v3", "heeded:raise-c1"]
        again = place.lane.write([visit("c1", kind="concern"), visit("v3")])
        assert [w.outcome for w in again] == ["same", "same"]
        assert place.store.size() == 5

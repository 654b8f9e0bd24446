"""The turnstile between processes: taken in turn, and let go of by the dead."""

import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from threading import Thread

import pytest

from heeded.ledger.turnstile import Turnstile, TurnstileTrouble

GREEDY = """
import sys, time
from pathlib import Path
from heeded.ledger.turnstile import Turnstile
name = sys.argv[2]
turnstile = Turnstile(Path(sys.argv[1]))
log = open(Path(sys.argv[1]) / "log", "a", buffering=1)
print("ready", flush=True)
sys.stdin.readline()
until = time.time() + float(sys.argv[3])
while time.time() < until:
    with turnstile.held():
        log.write(name + " in\\n")
        time.sleep(0.002)
        log.write(name + " out\\n")
"""

HOLDER = """
import sys, time
from pathlib import Path
from heeded.ledger.turnstile import Turnstile
with Turnstile(Path(sys.argv[1])).held():
    print("held", flush=True)
    time.sleep(60)
"""


def started(program: str, *arguments: object) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline()
    return process


def test_two_processes_that_write_without_pause_take_turns_and_never_overlap(tmp_path: Path) -> None:
    processes = [started(GREEDY, tmp_path, name, 1.5) for name in ("a", "b")]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        process.communicate(timeout=60)
    lines = (tmp_path / "log").read_text().split("\n")[:-1]
    turns = [line.removesuffix(" in") for line in lines[::2]]
    assert [f"{name} {way}" for name in turns for way in ("in", "out")] == lines
    changes = sum(one != other for one, other in pairwise(turns))
    assert len(turns) > 20
    assert changes > 0.5 * len(turns)  # a single lock lets one process win nearly every race
    assert 0.4 < turns.count("a") / len(turns) < 0.6


def test_the_dead_hold_nothing(tmp_path: Path) -> None:
    holder = started(HOLDER, tmp_path)
    turnstile = Turnstile(tmp_path, longest_wait=20)
    holder.kill()
    holder.communicate(timeout=20)
    with turnstile.held():
        pass
    turnstile.close()


def test_who_waits_too_long_hears_why_and_leaves_the_way_free(tmp_path: Path) -> None:
    holder, waiting = Turnstile(tmp_path), Turnstile(tmp_path, longest_wait=0.05)
    with holder.held(), pytest.raises(TurnstileTrouble, match="another process has been writing"), waiting.held():
        pass
    with waiting.held():
        pass
    with holder.held():
        pass


def test_threads_of_one_process_exclude_each_other_too(tmp_path: Path) -> None:
    turnstile = Turnstile(tmp_path)
    inside: list[int] = []

    def pass_through() -> None:
        for _ in range(20):
            with turnstile.held():
                inside.append(1)
                time.sleep(0.0005)
                assert sum(inside) == 1
                inside.pop()

    threads = [Thread(target=pass_through) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert inside == []


def test_an_error_inside_lets_go(tmp_path: Path) -> None:
    turnstile = Turnstile(tmp_path, longest_wait=1)
    with pytest.raises(KeyError), turnstile.held():
        raise KeyError
    with turnstile.held():
        pass

"""The turnstile: one process writes at a time, and whoever waits goes next."""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from heeded.words.trouble import Trouble

LONGEST_WAIT = 30.0  # seconds
_PAUSE = 0.001  # seconds between two tries


class TurnstileTrouble(Trouble):
    """Another process has held the turnstile too long."""


class Turnstile:
    """Two file locks, a gate and a place to write.

    To write: take the gate, then the place, then let go of the gate. Who has just written must take the gate again,
    which the one who waits for the place is holding; so two processes that write without pause take turns, where a
    single lock would let one of them win every race. The operating system lets go for a process that dies.
    """

    def __init__(self, folder: Path, *, longest_wait: float = LONGEST_WAIT) -> None:
        """The locks are files `turnstile.gate` and `turnstile.place` in `folder`; `longest_wait` is in seconds."""
        self._longest = longest_wait
        self._thread = threading.Lock()  # a file lock does not hold between the threads of one process
        self._gate = _opened(folder / "turnstile.gate")
        self._place = _opened(folder / "turnstile.place")

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the turnstile; TurnstileTrouble when it cannot be had within the longest wait."""
        until = time.monotonic() + self._longest
        if not self._thread.acquire(timeout=self._longest):
            raise self._trouble()
        try:
            self._take(self._gate, until)
            try:
                self._take(self._place, until)
            finally:
                fcntl.flock(self._gate, fcntl.LOCK_UN)
            try:
                yield
            finally:
                fcntl.flock(self._place, fcntl.LOCK_UN)
        finally:
            self._thread.release()

    def close(self) -> None:
        """Close the lock files."""
        os.close(self._gate)
        os.close(self._place)

    def _take(self, lock: int, until: float) -> None:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= until:
                    raise self._trouble() from None
                time.sleep(_PAUSE)
            else:
                return

    def _trouble(self) -> TurnstileTrouble:
        what = f"another process has been writing to this workspace for {self._longest:.0f} seconds."
        return TurnstileTrouble("ledger", what, "Wait for it to finish, or end it, and try again.")


def _opened(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

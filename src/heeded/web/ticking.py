"""The minute hand: writes down what fell due, once a minute, for as long as the pages are served."""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta

from heeded.words.instants import Instant

EVERY = 60.0  # seconds
SILENT = timedelta(minutes=5)  # without a tick, after which every page says so
PATIENCE = 30.0  # seconds that stopping waits for a tick under way

_logger = logging.getLogger("heeded.web.ticking")


class Ticking:
    """A thread that ticks at once, and then every minute. A tick that fails is logged and tried again the next time."""

    def __init__(self, tick: Callable[[], object], every: float = EVERY) -> None:
        self._tick, self._every = tick, every
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="ticking", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, after the tick under way."""
        self._stopping.set()
        self._thread.join(PATIENCE)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._tick()
            except Exception:
                _logger.exception("a tick failed")
            self._stopping.wait(self._every)


def silent_since(last: Instant | None, now: Instant) -> bool:
    """Whether nothing has ticked for so long that the pages have to say so."""
    return last is None or now - last > SILENT

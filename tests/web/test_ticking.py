"""The minute hand: it ticks by itself, goes on after a failure, stops when asked; and silence is noticed."""

import threading
from datetime import timedelta

from heeded.web.ticking import Ticking, silent_since
from heeded.words.instants import parsed

NOW = parsed("2019-06-03T09:00:00+01:00")
LONG = 20  # seconds, against hanging only


def test_it_ticks_at_once_and_again_and_no_more_once_stopped() -> None:
    ticked = threading.Semaphore(0)
    ticking = Ticking(ticked.release, every=0.01)
    ticking.start()
    assert ticked.acquire(timeout=LONG)
    assert ticked.acquire(timeout=LONG)
    ticking.stop()
    while ticked.acquire(blocking=False):
        pass
    assert not ticked.acquire(timeout=0.1)


def test_a_tick_that_fails_is_tried_again() -> None:
    again, tried = threading.Event(), list[int]()

    def tick() -> None:
        tried.append(1)
        if len(tried) == 1:
            raise RuntimeError("Rowan Marsh")
        again.set()

    ticking = Ticking(tick, every=0.01)
    ticking.start()
    assert again.wait(LONG)
    ticking.stop()


def test_five_minutes_without_a_tick_are_too_long() -> None:
    assert silent_since(None, NOW)
    assert silent_since(NOW - timedelta(minutes=5, seconds=1), NOW)
    assert not silent_since(NOW - timedelta(minutes=5), NOW)

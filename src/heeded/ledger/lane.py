"""The one lane of writing: append, project, judge, append what follows, and acknowledge when all of it is durable."""

import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from queue import Empty, SimpleQueue
from typing import Protocol

from heeded.ledger.checkpoint import Signer
from heeded.ledger.editions import Written, fresh
from heeded.ledger.record import Draft, Record
from heeded.ledger.store import Store
from heeded.words.instants import Instant
from heeded.words.trouble import Trouble

MOST_ROUNDS = 50  # of consequences that have consequences, before something must be wrong
LARGEST_GROUP = 512  # drafts of several producers committed together; one producer's slice may be longer
CATCH_UP = 1000  # entries replayed between two commits of the projections


class LaneTrouble(Trouble):
    """A write that could not be carried through."""


class Projections(Protocol):
    """What is derived from the ledger, in a file of its own: everything that pages and rules read."""

    def position(self) -> int:
        """The number of the last ledger entry they durably hold."""

    def apply(self, records: Sequence[Record]) -> Sequence[Draft]:
        """Take in new records; gives the drafts that follow from them (links, raises), possibly none."""

    def replay(self, records: Sequence[Record]) -> None:
        """Take in records whose consequences are in the ledger already."""

    def commit(self, position: int) -> None:
        """Make durable what was taken in, together with the number of the last entry passed."""

    def rollback(self) -> None:
        """Undo what was taken in since the last commit."""


class Turn(Protocol):
    """Whatever makes sure that one thread of one process writes at a time."""

    def held(self) -> AbstractContextManager[None]:
        """Hold the right to write."""


Work = Callable[[], Sequence[Draft]]


class _Submission:
    """One producer's drafts, and the answer it waits for. (A bare lock wakes a thread faster than a Future does.)"""

    __slots__ = ("_answer", "_answered", "drafts", "work")

    def __init__(self, drafts: Sequence[Draft], work: Work | None = None) -> None:
        self.drafts, self.work = drafts, work
        self._answer: list[Written] | Exception | None = None
        self._answered = threading.Lock()
        self._answered.acquire()

    def answer(self, answer: list[Written] | Exception) -> None:
        """Give the answer; only the first one counts."""
        if self._answer is None:
            self._answer = answer
            self._answered.release()

    def wait(self) -> list[Written]:
        """The result for each draft, or the error that prevented them."""
        with self._answered:
            if isinstance(self._answer, Exception):
                raise self._answer
            return self._answer or []


def _turns(group: Sequence[_Submission]) -> list[list[_Submission]]:
    """Drafts that were handed in one after the other together; each piece of work by itself.

    So work sees everything recorded before it: of two people who decide one thing at once the second sees the first.
    """
    turns: list[list[_Submission]] = []
    for submission in group:
        if submission.work is None and turns and turns[-1][0].work is None:
            turns[-1].append(submission)
        else:
            turns.append([submission])
    return turns


class Lane:
    """Writes drafts to the ledger and its projections: one group at a time, in one thread, for all who call."""

    def __init__(self, store: Store, projections: Projections, turnstile: Turn, clock: Callable[[], Instant]) -> None:
        self._store, self._projections, self._turnstile, self._clock = store, projections, turnstile, clock
        self._waiting: SimpleQueue[_Submission | None] = SimpleQueue()
        self._entrance = threading.Lock()  # so that nothing is queued behind the end
        self._closed = False
        self._writer = threading.Thread(target=self._work, name="ledger-lane", daemon=True)
        self._writer.start()

    def write(self, drafts: Sequence[Draft]) -> list[Written]:
        """Record drafts and everything that follows from them; one result a draft, in order.

        Returns when ledger and projections are durable. All of these drafts are recorded, or none: then the error
        that prevented it is raised. Safe from any thread but the projections' own `apply`. A loader calls this with
        slices, so that others get their turn in between.
        """
        return self._handed_in(_Submission(tuple(drafts))) if drafts else []

    def consider(self, work: Work) -> list[Written]:
        """Let `work` look at the projections, up to date and in the lane, and record the drafts it gives.

        For judging people whom a load left waiting: a turn at a time, so that others are let in between. What `work`
        changes in the projections is committed with the drafts, or undone with them.
        """
        return self._handed_in(_Submission((), work))

    def _handed_in(self, submission: _Submission) -> list[Written]:
        if threading.current_thread() is self._writer:
            raise RuntimeError("apply() returns the drafts that follow; it does not write them")
        with self._entrance:
            if self._closed:
                raise LaneTrouble("ledger", "the workspace is closed; nothing was recorded.", "Open it again.")
            self._waiting.put(submission)
        return submission.wait()

    def catch_up(self) -> int:
        """Bring the projections up to the ledger, as on opening; gives how many entries they were behind."""
        behind, page = 0, -1
        while page:
            with self._turnstile.held():  # a page at a time, so that a long way to go keeps nobody else waiting
                page = self._replayed()
            behind += page
        return behind

    def checkpoint(self, signer: Signer) -> str:
        """Sign the ledger as it stands and keep the signed note in it; gives the note, or "" for an empty ledger."""
        with self._turnstile.held():
            size = self._store.size()
            note = signer.sign(size, self._store.root()) if size else ""
            if note:
                self._store.keep_checkpoint(size, note)
        return note

    def close(self) -> None:
        """Finish what was handed in, and stop."""
        with self._entrance:
            if self._closed:
                return
            self._closed = True
            self._waiting.put(None)
        self._writer.join()

    def _work(self) -> None:
        """The writer thread: groups, until the end is handed in."""
        last = False
        while not last:
            group, last = self._next_group()
            if group:
                self._settle(group)

    def _next_group(self) -> tuple[list[_Submission], bool]:
        """Everything that waits now (at least one, at most LARGEST_GROUP drafts), and whether it is the last."""
        group: list[_Submission] = []
        size, submission = 0, self._waiting.get()
        while submission is not None:
            group.append(submission)
            size += len(submission.drafts)
            if size >= LARGEST_GROUP:
                return group, False
            try:
                submission = self._waiting.get_nowait()
            except Empty:
                return group, False
        return group, True

    def _settle(self, group: Sequence[_Submission]) -> None:
        """Write a group and answer everybody in it; work that looks first takes its turn alone, after all before it."""
        try:
            with self._turnstile.held():
                for some in _turns(group):
                    self._written(some)
        except Exception as error:  # noqa: BLE001 - whatever it is, it belongs to the producers who are waiting
            for submission in group:
                submission.answer(error)

    def _written(self, some: Sequence[_Submission]) -> None:
        try:
            self._write(some)
        except Exception as error:  # noqa: BLE001 - as above
            for submission in some:
                submission.answer(error)

    def _write(self, group: Sequence[_Submission]) -> None:
        """Write a group together; when that fails each member by itself, so that nobody fails by a neighbour."""
        try:
            results = self._attempt(group)
        except Exception:
            if len(group) == 1:
                raise
            for submission in group:
                try:
                    self._write([submission])
                except Exception as error:  # noqa: BLE001 - as above
                    submission.answer(error)
        else:
            for submission, written in zip(group, results, strict=True):
                submission.answer(written)

    def _attempt(self, group: Sequence[_Submission]) -> list[list[Written]]:
        """All of a group and what follows from it, in the ledger and then in the projections; or nothing of it."""
        self._caught_up()
        now = self._clock()
        self._store.begin()
        try:
            each_drafts = [s.drafts if s.work is None else tuple(s.work()) for s in group]
            written = self._store.stage([draft for drafts in each_drafts for draft in drafts], now)
            self._follow(fresh(written), now)
            size = self._store.commit()
        except BaseException:
            self._store.rollback()
            self._projections.rollback()
            raise
        self._conclude(size)
        each = iter(written)
        return [list(islice(each, len(drafts))) for drafts in each_drafts]

    def _follow(self, records: Sequence[Record], now: Instant) -> None:
        """Project and judge, append the drafts that follow, and so on until nothing follows."""
        for _ in range(MOST_ROUNDS):
            if not records:
                return
            records = fresh(self._store.stage(self._projections.apply(records), now))
        what = f"a record had consequences of consequences {MOST_ROUNDS} times over; nothing was recorded."
        raise LaneTrouble("ledger", what, "Two rules may be answering each other: report it with the record.")

    def _conclude(self, size: int) -> None:
        """Commit the projections. The ledger holds the records already, so a failure here is made good by replaying."""
        try:
            self._projections.commit(size)
        except Exception:  # noqa: BLE001 - if it is not passing, catching up meets it again and raises it
            self._projections.rollback()
            self._caught_up()

    def _caught_up(self) -> None:
        """Replay all that the ledger holds and the projections do not; the turnstile must be held."""
        while self._replayed():
            pass

    def _replayed(self) -> int:
        """Replay a page of what the projections lack; gives its number of entries, 0 when they lack nothing."""
        position, size = self._projections.position(), self._store.size()
        if position > size:
            what = f"the projections hold entry {position}, but the ledger ends at {size}."
            raise LaneTrouble("ledger", what, "Run heeded rebuild, and heeded verify against a backup.")
        if position == size:
            return 0
        records, passed = self._store.page(position, CATCH_UP)
        try:
            self._projections.replay(records)
            self._projections.commit(passed)
        except BaseException:
            self._projections.rollback()
            raise
        return passed - position

"""The only door to records: `look` for people (logged first), `judge` for the engine, `audit` for verify and backup."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from heeded.access.policy import may_look
from heeded.access.store import Looks
from heeded.access.viewer import Refused, Viewer
from heeded.ledger.record import Record
from heeded.words.instants import Instant


class Records(Protocol):
    """What the ledger gives to whoever has come through a door."""

    def records(self, seqs: Sequence[int]) -> list[Record]: ...
    def since(self, seq: int, limit: int) -> Iterator[Record]: ...


class Reader:
    """Records, for somebody who was let in. Made by a Door only."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def records(self, seqs: Iterable[int]) -> list[Record]:
        """The records with these ledger numbers, in the order asked for."""
        return self._records.records(list(seqs))

    def record(self, seq: int) -> Record:
        """One record by its ledger number."""
        return self._records.records([seq])[0]


class Door:
    """Three ways in. Who looks is checked and written down before a Reader exists; no other code reads the ledger."""

    def __init__(self, records: Records, looks: Looks, local: Viewer, clock: Callable[[], Instant]) -> None:
        self._records, self._looks, self._local, self._clock = records, looks, local, clock

    def look(self, viewer: Viewer, purpose: str, what: str, which: str = "") -> Reader:
        """Let a person in to read one thing (`what` a page, `which` an id), written down first.

        Raises Refused for anybody not entitled (that look is written down too), LookNotWritten where the log is not
        to be had.
        """
        allowed = may_look(viewer, self._local, purpose)
        self._looks.write(self._clock(), viewer.name, viewer.agency, purpose, what, which, allowed=allowed)
        if not allowed:
            raise Refused
        return Reader(self._records)

    def judge(self) -> Reader:
        """Let the engine in: it sees all and shows nobody."""
        return Reader(self._records)

    def audit(self) -> Records:
        """Let verification, rebuilding and backup in: the bare records in order."""
        return self._records

    def looks_at(self, which: str) -> list[tuple[str, str, str, str, bool]]:
        """Who has looked at one thing, latest first."""
        return self._looks.at(which)

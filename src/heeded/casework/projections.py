"""All that is derived from the ledger, taken in within the one lane: who is who, the chronology's index, raises."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice

from heeded.access.door import Reader, Records
from heeded.casework.judging import RAISED, Judging
from heeded.casework.store import Kept, Raises
from heeded.chronology.people import Believed
from heeded.chronology.scene import HEEDED
from heeded.chronology.sight import Sight
from heeded.chronology.store import FINISHED, WITHDRAWN, Chronology
from heeded.ledger.record import Draft, Record
from heeded.linkage.linker import Linker
from heeded.signals.shelf import Signal
from heeded.words.instants import Instant

AT_ONCE = 40  # people judged in one turn at the lane, so that a load never holds it long
RULES = frozenset({"loaded", "withdrawn", "retracted", "coded", "linked", "unlinked", "judged"})


class Staged:
    """The ledger's records together with those just staged in the lane and not yet committed."""

    def __init__(self, committed: Records) -> None:
        self._committed, self._fresh = committed, dict[int, Record]()

    def hold(self, records: Iterable[Record]) -> None:
        """These are staged now."""
        self._fresh.update((r.seq, r) for r in records)

    def forget(self) -> None:
        """Nothing is staged any longer."""
        self._fresh.clear()

    def records(self, seqs: Sequence[int]) -> list[Record]:
        """Records by number, staged ones included, in the order asked."""
        rest = self._committed.records([s for s in seqs if s not in self._fresh])
        found = {r.seq: r for r in rest} | {s: self._fresh[s] for s in seqs if s in self._fresh}
        return [found[s] for s in seqs if s in found]

    def since(self, seq: int, limit: int) -> Iterator[Record]:
        """Committed records after a number."""
        return islice(self._committed.since(seq, limit), limit)


class Projections:
    """Implements what the lane asks of its projections; see `ledger.lane.Projections`."""

    def __init__(
        self,
        kept: Kept,
        linker: Linker,
        index: Chronology,
        raises: Raises,
        committed: Records,
        *,
        signals: Mapping[str, Signal],
        place_key: Callable[[str], str],
        institution: Callable[[str], bool],
    ) -> None:
        self._kept, self._linker, self._index, self._raises = kept, linker, index, raises
        self._staged = Staged(committed)
        people = Believed(linker)
        self._people = people
        sight = Sight(Reader(self._staged), index, people, place_key, institution)
        self._judging = Judging(sight, raises, signals)

    def position(self) -> int:
        """The last ledger number these hold."""
        return self._kept.position()

    def apply(self, records: Sequence[Record]) -> Sequence[Draft]:
        """Take in new records; the links and raises that follow.

        People touched by a load that is still coming in are left until it is finished; everybody else is judged now.
        """
        linked, touched = self._take_in(records, scoring=True)
        waiting = self._left(records)
        alone = [r for r in records if not r.load]
        now_due = (touched - waiting) | self._persons(alone) | self._spoken_of(alone)
        raised, _ = self._judging.judge(now_due, records[0].entered)
        return [*linked, *raised]

    def replay(self, records: Sequence[Record]) -> None:
        """Take in records whose consequences are in the ledger already; the people concerned are left to be judged."""
        self._take_in(records, scoring=False)
        self._left(records)
        alone = [r for r in records if not r.load]
        # Whoever a key has left is judged too: what was raised of them before is history, and stays.
        moved = {p.key for r in alone if r.agency == HEEDED and r.kind != RAISED for p in r.people}
        before = {belief.person for key in moved for belief in self._people.beliefs_of(key)}
        self._raises.leave(self._persons(alone) | self._spoken_of(alone) | before)

    def judge_some(self, now: Instant) -> Sequence[Draft]:
        """Judge some of those who wait; the raises that follow. Called in the lane, a turn at a time."""
        self._kept.begin()
        some, backlog = self._raises.pending(AT_ONCE)
        drafts, judged = self._judging.judge(some, now, backlog=backlog)
        self._raises.judged(judged | set(some))
        return drafts

    def waiting(self) -> int:
        """How many people wait to be judged."""
        return self._raises.pending_count()

    def commit(self, position: int) -> None:
        """Make it durable."""
        self._kept.commit(position)
        self._staged.forget()

    def rollback(self) -> None:
        """Undo."""
        self._kept.rollback()
        self._staged.forget()

    def _take_in(self, records: Sequence[Record], *, scoring: bool) -> tuple[list[Draft], set[str]]:
        self._kept.begin()
        self._staged.hold(records)
        self._index.apply(records)
        self._raises.note_written(
            r.details["raise"][0] for r in records if r.kind == RAISED and r.agency == "heeded" and "raise" in r.details
        )
        if scoring:
            return self._linker.apply(records)
        self._linker.replay(records)
        return [], set()

    def _left(self, records: Sequence[Record]) -> set[str]:
        """Leave the people of loads to be judged once their load is finished, or withdrawn; gives them all.

        In the order of the ledger: the same files may be loaded, and so finished, more than once.
        """
        left: set[str] = set()
        for (load, ending), some in groupby(records, key=lambda r: (r.load, r.kind if r.agency == HEEDED else "")):
            together = list(some)
            if ending == FINISHED:
                for each in together:
                    backlog = "yes" if "yes" in each.details.get("backlog", ()) else ""
                    self._raises.finish(each.details.get("load", ()), backlog)
            elif ending == WITHDRAWN:
                gone = {
                    key for r in together for of in r.details.get("load", ()) for key in self._index.keys_in_load(of)
                }
                persons = {self._people.person_of(key) for key in gone if "?" not in key}
                self._raises.leave(persons)
                left |= persons
            elif load:
                persons = self._persons(together) | self._spoken_of(together)
                self._raises.leave(persons, load)
                left |= persons
        return left

    def _persons(self, records: Iterable[Record]) -> set[str]:
        """The people that records name, raises apart (a raise tells nothing new of anybody)."""
        keys = {p.key for r in records if r.kind != RAISED for p in r.people if not p.placeholder}
        return {self._people.person_of(key) for key in keys}

    def _spoken_of(self, records: Sequence[Record]) -> set[str]:
        """The people of records that these answer, take back, share or code."""
        refs = {a for r in records for a in r.answers}
        refs |= {
            a if ":" in a else f"{r.agency}:{a}"
            for r in records
            if r.kind == "shared"
            for a in r.details.get("records", ())
        }
        seqs: Collection[int] = self._index.seqs_of(refs)
        return {self._people.person_of(key) for key in self._index.keys_in(seqs) if "?" not in key}

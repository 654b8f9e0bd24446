"""All that is derived from the ledger, taken in within the one lane: who is who, the chronology's index, raises."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby, islice

from heeded.access.door import Reader, Records
from heeded.casework.judging import Judging, keys
from heeded.casework.keeping import Keeping
from heeded.casework.store import Kept
from heeded.casework.taking import concerned, quiet, take
from heeded.casework.ticking import Ticking
from heeded.casework.warning import Standing
from heeded.chronology.people import Believed
from heeded.chronology.scene import HEEDED
from heeded.chronology.sight import Sight
from heeded.chronology.store import FINISHED, WITHDRAWN, Chronology
from heeded.ledger.record import Draft, Part, Record
from heeded.linkage.linker import Linker
from heeded.reference.rules import EVERYWHERE
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
        keeping: Keeping,
        committed: Records,
        *,
        place_key: Callable[[str], str],
        institution: Callable[[str], bool],
        jurisdiction: str = EVERYWHERE,
    ) -> None:
        self._kept, self._linker, self._index, self._raises = kept, linker, index, keeping.raises
        self._staged = Staged(committed)
        people = Believed(linker)
        self._people = people
        sight = Sight(Reader(self._staged), index, people, place_key, institution, jurisdiction)
        self.keeping = keeping
        self.keys: Callable[[Standing], tuple[Part, ...]] = partial(keys, people=people)
        self.ticking = Ticking(keeping, self.keys)
        self._judging = Judging(sight, keeping.raises, keeping.signals, keeping.register.listed)

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
        judged = self._judging.judge(now_due, records[0].entered)
        passed = self.ticking.last(judged.going, records[0].entered)
        self.keeping.refresh(judged.raises | concerned(records, self.keeping), records[0].entered)
        return [*linked, *judged.drafts, *passed]

    def replay(self, records: Sequence[Record]) -> None:
        """Take in records whose consequences are in the ledger already; the people concerned are left to be judged."""
        self._take_in(records, scoring=False)
        self.keeping.refresh(concerned(records, self.keeping), records[-1].entered)
        self._left(records)
        alone = [r for r in records if not r.load]
        # Whoever a key has left is judged too: what was raised of them before is history, and stays.
        moved = {p.key for r in alone if r.agency == HEEDED and not quiet(r) for p in r.people}
        before = {belief.person for key in moved for belief in self._people.beliefs_of(key)}
        self._raises.leave(self._persons(alone) | self._spoken_of(alone) | before)

    def judge_some(self, now: Instant) -> Sequence[Draft]:
        """Judge some of those who wait; the raises that follow. Called in the lane, a turn at a time."""
        self._kept.begin()
        some, backlog = self._raises.pending(AT_ONCE)
        judged = self._judging.judge(some, now, backlog=backlog)
        self._raises.judged(judged.people | set(some))
        passed = self.ticking.last(judged.going, now)
        self.keeping.refresh(judged.raises, now)
        return [*judged.drafts, *passed]

    def consider(self, work: Callable[[], Sequence[Draft]]) -> Sequence[Draft]:
        """Let work look at the warnings in the lane, and change them together with the drafts it gives."""
        self._kept.begin()
        return work()

    def succeeded(self, last_owner: str) -> Sequence[Draft]:
        """Take note of who the last owner is; nothing is written for it. Called in the lane."""
        self._kept.begin()
        self.keeping.register.succeeded(last_owner)
        return ()

    def leave(self, persons: Iterable[str]) -> Sequence[Draft]:
        """Leave people to be judged again; nothing is written for it. Called in the lane."""
        self._kept.begin()
        self._raises.leave(persons)
        return ()

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
        take(records, self._raises, self.keeping.register)
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
        """The people that records name; but what became of a warning tells nothing new of anybody until it is decided."""
        keys = {p.key for r in records if not quiet(r) for p in r.people if not p.placeholder}
        return {self._people.person_of(key) for key in keys}

    def _spoken_of(self, records: Sequence[Record]) -> set[str]:
        """The people of records that these answer, take back, correct, share or code."""
        refs = {a for r in records for a in r.answers} | {r.ref for r in records if r.edition > 1}
        refs |= {
            a if ":" in a else f"{r.agency}:{a}"
            for r in records
            if r.kind == "shared"
            for a in r.details.get("records", ())
        }
        seqs: Collection[int] = self._index.seqs_of(refs)
        return {self._people.person_of(key) for key in self._index.keys_in(seqs) if "?" not in key}

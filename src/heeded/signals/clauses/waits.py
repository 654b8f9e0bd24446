"""What answers a wait: what it waits for, unless that names another wait of the same sort; or a record that names it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import partial

from heeded.chronology.entry import Entry
from heeded.chronology.spans import Spans, joined, meet, minus
from heeded.chronology.state import known
from heeded.signals.bench import Answers, Bench
from heeded.signals.clauses.accounts import Account, Refs, answered, answering
from heeded.signals.selection import Answering, Selection
from heeded.words.instants import Instant, start_of
from heeded.words.told import Told


def answered_wait(
    bench: Bench, person: str, account: Account, answers: Answering, own: tuple[str, ...], refs: Refs,
    rivals: tuple[str, ...] = (), akin: Refs = (),
) -> Spans:  # fmt: skip
    """When an answer to a wait is known: see `answered`.

    A chosen record that names a record of one of the kinds that start such waits (`rivals`, else `own`) answers only
    what it names; one that names none answers every wait before it. `akin` are records whose naming counts as naming
    this wait, beside `refs`; they are no evidence of it.
    """
    if not account.spans:
        return ()
    by_name = answered(bench, person, account, Answering((), answers.naming), own, refs)
    replies = Replies.of(bench, person, answers.chosen, rivals or own)
    return joined((by_name, replies.since(account.told, account.spans, (*refs, *akin))))


class Replies:
    """The records that answer a person's waits: for all before them, or only for those that they name."""

    def __init__(self, bench: Bench, person: str, chosen: Iterable[Selection], starts: tuple[str, ...]) -> None:
        self._started = bench.once(("started", starts), partial(_started, bench, starts))
        self._naming: dict[str, list[Entry]] = {}
        entries = list(answering(bench, person, chosen))
        for entry in entries:
            for ref in self._started.keys() & set(entry.answers):
                self._naming.setdefault(ref, []).append(entry)
        self._general = Answers(entries, self._for_all)
        self._entries = sorted(entries, key=_begins)

    @staticmethod
    def of(bench: Bench, person: str, chosen: tuple[Selection, ...], starts: tuple[str, ...]) -> "Replies":
        """Those of one person, sorted out once for each sort of wait."""
        key = ("named", person, tuple(s.name for s in chosen), starts)
        return bench.once(key, lambda: Replies(bench, person, chosen, starts))

    def since(self, told: Told, counting: Spans, refs: Refs) -> Spans:
        """When an answer on or after `told` is known, to a wait that the `refs` tell of."""
        named = self._of(refs) if self._naming else {}
        its_own = Answers((e for e, _ in named.values()), lambda e: named[id(e)][1]) if named else None
        found = self._general.since(told, counting)
        return joined((found, its_own.since(told, counting))) if its_own else found

    def between(self, first: Instant, told: Told, refs: Refs) -> list[tuple[Entry, Spans]]:
        """The answers that began at `first` or later and not after `told`, each with when it counts for this wait."""
        last = max(told.last, start_of(told.day))
        low, high = bisect_left(self._entries, first, key=_begins), bisect_right(self._entries, last, key=_begins)
        early = self._entries[low:high]
        named = self._of(refs) if early and self._naming else {}
        return [(e, joined((self._for_all(e), named[id(e)][1] if id(e) in named else ()))) for e in early]

    def _for_all(self, entry: Entry) -> Spans:
        """When a record is known, and none that it names as the start of a wait is."""
        waits = (self._started[ref] for ref in entry.answers if ref in self._started)
        return minus(known(entry), joined(waits))

    def _of(self, refs: Refs) -> dict[int, tuple[Entry, Spans]]:
        found: dict[int, tuple[Entry, Spans]] = {}
        for ref, at in refs:
            for entry in self._naming.get(ref, ()):
                before = found[id(entry)][1] if id(entry) in found else ()
                found[id(entry)] = (entry, joined((before, meet(known(entry), at))))
        return found


def _begins(entry: Entry) -> Instant:
    return entry.happened.first


def _started(bench: Bench, starts: Iterable[str]) -> dict[str, Spans]:
    """When a record of each ref is known that may start such a wait."""
    found: dict[str, list[Spans]] = {}
    for kind in starts:
        for entry in bench.kind(kind):
            found.setdefault(entry.ref, []).append(known(entry))
    return {ref: joined(spans) for ref, spans in found.items()}

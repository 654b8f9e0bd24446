"""Taking in records: what each one changes in linkage's tables, and whom that leaves to be looked at again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from heeded.ledger.record import Record
from heeded.linkage.judging import AGENCY, JUDGED, LINKED, SOURCE, UNLINKED, own_person
from heeded.linkage.portrait import Facts
from heeded.linkage.reading import MOST_PEOPLE, PERSON, shown, statement
from heeded.linkage.store import Store
from heeded.words.instants import Instant, day_of

WITHDRAWN, RETRACTED = "withdrawn", "retracted"


@dataclass(slots=True)
class Taken:
    """What taking in changed. `restated` keys must be scored again, `unsettled` ones clustered again.

    `touched` are keys whose Person is touched; `left` are Persons that a key has just left.
    """

    restated: set[str] = field(default_factory=set)
    unsettled: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)


class Taking:
    """One batch of records on their way into the tables."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._taken = Taken()
        self._met: dict[str, tuple[int, Instant]] = {}
        self._facts: dict[str, Facts] = {}
        self._beside: set[tuple[str, str]] = set()

    def take(self, records: Sequence[Record]) -> Taken:
        """Take in these records, in the order of the ledger."""
        theirs = [r for r in records if r.agency != AGENCY]
        for record in theirs:
            self._look_at(record)
        self._write_down()
        for record in theirs:
            self._hear(record)
        for record in (r for r in records if r.agency == AGENCY):
            self._obey(record)
        self._taken.unsettled |= self._taken.restated
        return self._taken

    def _look_at(self, record: Record) -> None:
        """Who is mentioned, and what the mention shows of them. A People row shows only since when they are known."""
        if record.kind == PERSON:
            for part in record.people[:1]:
                self._mention(part.key, record, Facts(first_seen=day_of(record.happened.first)))
            return
        found = shown(record)
        for key, facts in found.items():
            self._mention(key, record, facts)
        if 1 < len(found) <= MOST_PEOPLE:
            self._beside.update(combinations(sorted(found), 2))

    def _mention(self, key: str, record: Record, facts: Facts) -> None:
        if "?" in key or not key:
            return
        self._met.setdefault(key, (record.seq, record.entered))
        self._facts[key] = self._facts[key].joined(facts) if key in self._facts else facts

    def _write_down(self) -> None:
        known = self._store.facts_of(self._facts)
        dated = {key for key, (_, born) in self._store.described(known).items() if born}
        later_alive: set[str] = set()
        for key, fresh in self._facts.items():
            if key not in known:
                self._store.meet(key, own_person(key), *self._met[key], fresh)
                continue
            held = known[key]
            facts = held.joined(fresh)
            if facts == held:
                continue
            self._store.set_facts(key, facts)
            if facts.died != held.died:
                self._taken.restated.add(key)
            elif key not in dated and _hints(held) != _hints(facts):
                self._taken.unsettled.add(key)
            if facts.last_alive != held.last_alive:
                later_alive.add(key)
        self._taken.unsettled |= self._store.near_the_dead(later_alive) if later_alive else set()
        self._taken.touched |= set(self._facts)
        self._tell_apart()

    def _tell_apart(self) -> None:
        """People named side by side; where they were thought to be one, that has to be looked at again."""
        self._store.set_beside(sorted(self._beside))
        held = self._store.current({key for pair in self._beside for key in pair})
        self._taken.unsettled |= {k for one, two in self._beside if held[one][0] == held[two][0] for k in (one, two)}

    def _hear(self, record: Record) -> None:
        if record.kind == PERSON and record.people and "?" not in record.people[0].key and record.people[0].key:
            key = record.people[0].key
            self._store.state(key, record.seq, record.ref, record.load, statement(record))
            self._taken.restated.add(key)
        elif record.kind == RETRACTED:  # an agency takes back its own records, and nobody else's
            self._unsay(refs=[of for of in record.answers if of.startswith(f"{record.agency}:")])

    def _obey(self, record: Record) -> None:
        """A record of our own: a link, a judgement, a load withdrawn."""
        one = {detail: values[0] for detail, values in record.details.items() if values}
        if record.source == SOURCE and record.kind in (LINKED, UNLINKED) and {"key", "person"} <= one.keys():
            self._move(record, one)
        elif record.kind == JUDGED and {"one", "other", "verdict"} <= one.keys():
            pair = (one["one"], one["other"])
            self._met_now(pair, record)
            self._store.judge(*pair, record.seq, one["verdict"], one.get("by", ""), record.says)
            self._taken.unsettled.update(pair)
            self._taken.touched.update(pair)
        elif record.kind == WITHDRAWN and record.details.get("load"):
            self._unsay(loads=record.details["load"])

    def _move(self, record: Record, one: dict[str, str]) -> None:
        key = one["key"]
        self._met_now([key], record)
        self._taken.left.add(self._store.current([key])[key][0])
        weight, probability = (float(one[d]) if d in one else None for d in ("weight", "probability"))
        author, version = one.get("author", ""), one.get("weights", "")
        self._store.move(
            key, one["person"], record.seq, record.entered, author, weight, probability, version, record.says
        )
        self._taken.touched.add(key)

    def _met_now(self, keys: Iterable[str], record: Record) -> None:
        """Somebody may judge a key before any record mentions it."""
        keys = set(keys)
        for key in sorted(keys - set(self._store.facts_of(keys))):
            self._store.meet(key, own_person(key), record.seq, record.entered, Facts())

    def _unsay(self, *, loads: Sequence[str] = (), refs: Sequence[str] = ()) -> None:
        keys = self._store.unsay(loads=loads, refs=refs)
        self._taken.restated |= keys
        self._taken.touched |= keys


def _hints(facts: Facts) -> tuple[date, date, date | None]:
    """All that bears on the age of somebody without a birth date."""
    return facts.born_after, facts.born_before, facts.first_seen

"""The linker: takes in records, says in drafts who is whom, and answers which Person a key is or was."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from heeded.ledger.record import Draft, Record
from heeded.linkage.clean import fold
from heeded.linkage.cluster import weakest
from heeded.linkage.conflicts import bar
from heeded.linkage.judging import own_person
from heeded.linkage.portrait import Portrait
from heeded.linkage.relating import decisions, rescored
from heeded.linkage.score import Score, Weights, shipped
from heeded.linkage.store import Connection, Membership, PersonLine, Store
from heeded.linkage.taking import Taking
from heeded.words.instants import Instant

MOST_LISTED = 1000


@dataclass(frozen=True, slots=True)
class Question:
    """Two keys that may be one person: somebody has to judge. `why` gives reasons for, and then what speaks against."""

    one: str
    other: str
    weight: float
    probability: float
    why: tuple[str, ...]


class Linker:
    """Who is who, over an open connection whose owner commits. It holds nothing in memory that the tables do not."""

    def __init__(self, connection: Connection, weights: Weights | None = None) -> None:
        self._store = Store(connection)
        self._weights = weights or shipped()

    def apply(self, records: Sequence[Record]) -> tuple[list[Draft], set[str]]:
        """Take in records. Returns the link records that follow, and the Persons touched by them.

        Links come into force when the drafts, recorded, are taken in themselves; that has no further consequence.
        """
        taken = Taking(self._store).take(records)
        rescored(self._store, taken.restated, self._weights)
        drafts: list[Draft] = []
        if records and taken.unsettled:
            on = max(r.entered for r in records)
            drafts = decisions(self._store, taken.unsettled, self._weights, on)
        touched = {person for person, _ in self._store.current(taken.touched).values()} | taken.left
        return drafts, touched | {d.details[side][0] for d in drafts for side in ("person", "was")}

    def replay(self, records: Sequence[Record]) -> None:
        """Take in records whose links are in the ledger too: nothing is decided anew."""
        taken = Taking(self._store).take(records)
        rescored(self._store, taken.restated, self._weights)

    def relink(self, on: Instant) -> list[Draft]:
        """The link records that follow when everybody is looked at anew, as in one batch."""
        keys = self._store.every_key()
        rescored(self._store, keys, self._weights)
        return decisions(self._store, keys, self._weights, on)

    def person_of(self, key: str, at: Instant | None = None) -> str:
        """The Person a key belongs to today, or as believed at an instant; its own Person before it was ever heard of.

        A placeholder (`police:r7?2`) is nobody, and stands for itself.
        """
        if "?" in key:
            return key
        if at is None:
            return self._store.current([key]).get(key, (own_person(key), 0))[0]
        return next((m.person for m in self._store.memberships(key) if m.since <= at < m.until), own_person(key))

    def memberships(self, key: str) -> list[Membership]:
        """Every Person a key ever belonged to, from when until when, the first first."""
        return self._store.memberships(key)

    def members(self, person: str) -> list[Membership]:
        """Every key that a Person ever had; a past one has an end."""
        return self._store.members(person)

    def now_known_as(self, person: str) -> str:
        """Where an old Person id leads today: the Person that its own key belongs to now."""
        here = self._store.members(person)
        if not here or any(m.until_seq is None for m in here):
            return person
        own = next((m.key for m in here if own_person(m.key) == person), here[0].key)
        return self.person_of(own)

    def persons(self, text: str, limit: int) -> list[PersonLine]:
        """Persons found by name, key, identifier or address; everybody, in order of name, for ''."""
        words = fold(text).split()[:8]
        if fold(text) == "" and text.strip():
            return []
        found = self._store.search(words, max(0, min(limit, MOST_LISTED)))
        keys = self._store.keys_of(found)
        described = self._store.described([k for held in keys.values() for k in held])
        return [_line(person, [(k, *described[k]) for k in keys[person]]) for person in found]

    def name(self, person: str) -> str:
        """What to call a Person on a page: the longest present name its keys have, else its first key."""
        keys = self._store.keys_of([person]).get(person, [])
        described = self._store.described(keys)
        if not keys:
            return person
        return _line(person, [(k, *described[k]) for k in keys]).name or keys[0]

    def everybody(self) -> list[str]:
        """Every Person of today, by id."""
        return self._store.everybody()

    def count(self) -> int:
        """How many Persons there are today."""
        return self._store.count()

    def doubt(self, person: str) -> float:
        """The probability of the weakest link a Person rests on today; 1.0 for a single key or a person's word."""
        keys = self._store.keys_of([person]).get(person, [])
        if len(keys) < 2:
            return 1.0
        found = weakest(keys, self._store.edges(keys, self._weights.ask), self._store.verdicts(keys))
        if found is not None:
            return found
        stated = (m.probability for m in self._store.members(person) if m.until_seq is None)
        return min((p for p in stated if p is not None), default=1.0)

    def unsure(self, limit: int) -> list[Question]:
        """Pairs that somebody should judge, the likeliest first, one for any two Persons."""
        asked: list[Question] = []
        seen: set[tuple[str, str]] = set()
        for one, other, score, persons in self._apart():
            if len(asked) >= limit:
                break
            if persons in seen:
                continue
            question = self._question(one, other, score)
            if question:
                seen.add(persons)
                asked.append(question)
        return asked

    def portraits(self, keys: Collection[str]) -> dict[str, Portrait]:
        """What each key's agency says of it, cleaned; unknown keys are left out."""
        return self._store.portraits(keys)

    def _apart(self) -> Iterator[tuple[str, str, Score, tuple[str, str]]]:
        for edge in self._store.edges_between_persons(self._weights.ask):
            held = self._store.current([edge.one, edge.other])
            one, other = sorted(person for person, _ in held.values())
            yield edge.one, edge.other, edge.score, (one, other)

    def _question(self, one: str, other: str, score: Score) -> Question | None:
        verdict = next((v for v in self._store.verdicts([one]) if v.pair == tuple(sorted((one, other)))), None)
        if verdict and verdict.verdict != "unsure":
            return None
        both = self._store.portraits([one, other])
        barred = bar(both[one], both[other])
        if barred and not (barred.ask and (barred.kind != "same agency" or self._weights.joins(score))):
            return None
        against = barred.why if barred else ""
        if not barred and self._weights.joins(score):
            against = "It fits, but so does another, or joining would put together people known to be different."
        if verdict:
            against = f"{verdict.by} could not tell: {verdict.reason}"
        return Question(one, other, score.weight, score.probability, (*score.why, *([against] if against else [])))


def _line(person: str, described: Iterable[tuple[str, str, str]]) -> PersonLine:
    rows = sorted(described)
    named = [name for key, name, _ in rows if name != key]
    name = max(named, key=len, default="")
    born = sorted((b for _, _, b in rows if b), key=lambda b: ("/" in b, b))
    return PersonLine(person, name, born[0] if born else "", tuple(key for key, _, _ in rows))

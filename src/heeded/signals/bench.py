"""What a judgement is made at: the scene indexed, the day's rules, and a list of what could not be judged."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from heeded.chronology.crowds import MOST, crowds
from heeded.chronology.entry import Crowds, Entry, Scene
from heeded.chronology.spans import NONE, Spans, joined, meet, span
from heeded.chronology.state import End, Endings, State, known
from heeded.chronology.states import States
from heeded.chronology.stays import stays
from heeded.signals.measure import Dated
from heeded.signals.raised import NotJudged, Raise
from heeded.signals.sentence import Counted, Template, nothing
from heeded.words.instants import NEVER, Instant, start_of
from heeded.words.told import Precision, Told

T = TypeVar("T")
CROWDED = f"more than {MOST} people who are not related live at an address on record, so it joins nobody"
Subject = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence: a record, and when it counts."""

    ref: str
    known: Spans


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern found: it holds, unanswered, at these instants. `ended` are instants at which an order is over.

    `stands` are those of `ended` at which it counts all the same if nobody knew of it before: it happened while the
    order was in force, and was written down too late. `figures` are what its sentence is filled with, as they stand at
    an instant; `says` is a sentence of the clause's own.
    """

    subject: Subject
    trigger: str
    spans: Spans
    pieces: Callable[[], Iterable[Piece]]
    ended: Spans = NONE
    stands: Spans = NONE
    figures: Counted = nothing
    says: Template | None = None


@dataclass(slots=True)
class Bench:
    """One judging of one scene. `rules_on` fixes the day's rules; None takes those in force on each day.

    `found` are the raises of the signals judged so far: those that rest on other raises are judged last.
    """

    scene: Scene
    states: States
    rules_on: date | None = None
    only: Collection[str] | None = None
    missing: set[NotJudged] = field(default_factory=set)
    signal: str = ""
    found: list[Raise] = field(default_factory=list)
    _kinds: dict[str, list[Entry]] = field(default_factory=dict)
    _stays: dict[tuple[str, int], tuple[State, ...]] = field(default_factory=dict)
    _naming: dict[str, list[Entry]] | None = None
    _made: dict[object, Any] = field(default_factory=dict)
    _called: dict[str, dict[str, Instant]] | None = None

    def __post_init__(self) -> None:
        for entry in self.scene.entries:
            self._kinds.setdefault(entry.kind, []).append(entry)

    def kind(self, name: str) -> list[Entry]:
        """Every entry of one kind, in order of known."""
        return self._kinds.get(name, [])

    def wanted(self, *people: str) -> bool:
        """Whether raises about these people were asked for."""
        return self.only is None or any(person in self.only for person in people)

    def value(self, dated: Dated[T], day: date) -> T:
        """The value of a parameter for a record that happened on a day."""
        return dated.on(self.rules_on or day)

    def across(self, dated: Dated[T], found: Callable[[T], Spans]) -> Spans:
        """What holds by a threshold that may change: each value judged over the days it is in force."""
        if self.rules_on is not None or len(dated.values) == 1:
            return found(dated.on(self.rules_on) if self.rules_on else dated.values[0])
        return joined(meet(found(value), span(a, b)) for a, b, value in dated.stretches())

    def sees(self, agency: str) -> bool:
        """Whether this vantage sees all that an agency recorded, so that its silence means something."""
        return self.scene.agencies is None or agency in self.scene.agencies

    def not_judged(self, person: str, because: str) -> None:
        """Writes down that the signal in hand could not be judged for somebody."""
        if "?" not in person and self.wanted(person):
            self.missing.add(NotJudged(self.signal, person, because))

    def stays(self, person: str, visiting_days: int) -> tuple[State, ...]:
        """A person's stays, made out once."""
        key = (person, visiting_days)
        if key not in self._stays:
            self._stays[key] = stays(self.states, person, visiting_days)
        return self._stays[key]

    def joining(self, person: str, visiting_days: int) -> tuple[State, ...]:
        """A person's stays as far as they join people: none at an institution, nor at a crowded place since it is one."""
        found = []
        for stay in self.stays(person, visiting_days):
            crowd = self._crowds().get(stay.place)
            if crowd is not None:
                self.not_judged(person, CROWDED)
                ends = (*stay.ends, *(End(at, spans) for at, spans in crowd))
                found.append(replace(stay, ends=tuple(sorted(ends, key=lambda end: end.at))))
            elif not self.states.institution(stay.place):
                found.append(stay)
        return tuple(found)

    def _crowds(self) -> Crowds:
        counted = self.scene.crowds
        return counted if counted is not None else self.once("crowds", lambda: crowds(self.states))

    def once(self, key: object, made: Callable[[], T]) -> T:
        """Something that several clauses need, made once for each key."""
        if key not in self._made:
            self._made[key] = made()
        found: T = self._made[key]
        return found

    def answers(self, key: object, entries: Callable[[], Iterable[Entry]]) -> "Answers":
        """Answering records, ordered once for each key."""
        return self.once(("answers", key), lambda: Answers(entries()))

    def naming(self, ref: str) -> list[Entry]:
        """The entries whose `answers` name a ref."""
        if self._naming is None:
            self._naming = {}
            for entry in self.scene.entries:
                for answered in entry.answers:
                    self._naming.setdefault(answered, []).append(entry)
        return self._naming.get(ref, [])

    def any_naming(self) -> bool:
        """Whether any record answers another by name."""
        self.naming("")
        return bool(self._naming)

    def called(self, agency: str, key: str) -> dict[str, Instant]:
        """The Persons that an agency means by a key, its own or another's written `agency:key`: each with since when.

        Until a record or a row about people names somebody by the key, nobody can tell whom it means.
        """
        if self._called is None:
            self._called = {}
            named = [(r.key, r.person, e.known) for e in self.scene.entries for r in e.roles]
            rows = [(s.key, s.person, s.known) for s in self.scene.statements]
            for name, person, when in (*named, *rows):
                persons = self._called.setdefault(name, {})
                persons[person] = min(when, persons.get(person, when))
        own, other = self._called.get(f"{agency}:{key}", {}), self._called.get(key, {})
        return {person: min(own.get(person, NEVER), other.get(person, NEVER)) for person in (*own, *other)}


class Answers:
    """Records that answer: each from the first day of its span, while it counts (unless told otherwise, while known)."""

    def __init__(self, entries: Iterable[Entry], counts: Callable[[Entry], Spans] = known) -> None:
        found = [(e.happened.precision is Precision.INSTANT, End(e.happened.first, counts(e))) for e in entries]
        self._timed = Endings(end for timed, end in found if timed)
        self._daily = Endings(end for timed, end in found if not timed)

    def since(self, told: Told, counting: Spans) -> Spans:
        """When an answer that happened on or after `told` is known, as far as that matters to `counting`.

        An answer told as a day answers what happened at any hour of that day.
        """
        ends = (*self._timed.of(told.last, counting), *self._daily.of(_midnight(told), counting))
        return joined(end.known for end in ends)


def _midnight(told: Told) -> Instant:
    return start_of(told.day) if told.precision is Precision.INSTANT else told.last

"""What is known at one instant: the entries and statements then, and plain questions about dates and people."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from heeded.chronology.entry import Entry, Scene, Statement
from heeded.words.instants import NEVER, Instant, day_of, days_later, months_later, start_of


@dataclass(frozen=True)
class Finding:
    """One (subject, trigger) for which a signal's pattern holds at an instant.

    `ended`: nobody answered, but the child is grown up, the person dead or the order over. `beside` are records that
    may stand in the evidence and need not. `bound` is who was bound at the time by an order that is over now: writing
    down late what happened under it silences nothing.
    """

    subject: frozenset[str]
    trigger: str
    level: str
    evidence: frozenset[str]
    ended: bool = False
    beside: frozenset[str] = frozenset()
    bound: str = ""


class View:
    """What is known at `now`. Every question about the clock goes through `reached`, which notes when to ask again."""

    def __init__(self, scene: Scene, now: Instant) -> None:
        self.scene, self.now = scene, now
        self.entries: list[Entry] = [e for e in scene.entries if e.known <= now < e.until]
        self.statements: list[Statement] = [s for s in scene.statements if s.known <= now < s.until]
        self.ahead: set[Instant] = set()

    def reached(self, when: Instant) -> bool:
        """Whether `when` is now or past; an instant still to come is noted."""
        if when > self.now:
            self.ahead.add(when)
            return False
        return True

    def sees(self, agency: str) -> bool:
        """Whether this vantage sees all that an agency recorded."""
        return self.scene.agencies is None or agency in self.scene.agencies

    def of(self, person: str, *kinds: str) -> list[Entry]:
        """The entries of these kinds whose main person, child or supervised person this is."""
        return [e for e in self.entries if e.kind in kinds and person in main(e)]

    def births(self, person: str) -> list[date]:
        """Every birth date told of the person; of a vague one the last day."""
        return [s.born.day for s in self.statements if s.person == person and s.born is not None]

    def adult(self, person: str) -> bool:
        """Whether everybody who told a birth date makes the person 18 or more. Nobody told: no."""
        births = self.births(person)
        grown = [self.reached(start_of(months_later(born, 18 * 12))) for born in births]
        return bool(births) and all(grown)

    def young(self, person: str) -> bool:
        """Whether somebody told a birth date that makes the person under 18."""
        return bool(self.births(person)) and not self.adult(person)

    def dead(self, person: str) -> bool:
        """Whether the person is known to have died by now."""
        told = [e.happened.last for e in self.of(person, "death")]
        told += [s.died.last for s in self.statements if s.person == person and s.died is not None]
        return any(self.reached(when) for when in told)

    def children(self, *kinds: str) -> set[str]:
        """The children whom records of these kinds are about: grown children too, for their raises lapse."""
        found: set[str] = set()
        for entry in self.entries:
            if entry.kind in kinds:
                named = set(entry.people("child"))
                found |= named | {p for p in entry.people("about") if self.was_child(p, entry, bool(named))}
        return found

    def was_child(self, person: str, entry: Entry, another: bool) -> bool:
        """Whether the main person was a child when it happened: by birth date, else by what sort of record it is."""
        births = self.births(person)
        if births:
            return any(start_of(months_later(b, 18 * 12)) > entry.happened.first for b in births)
        child_visit = entry.kind == "visit" and entry.one("purpose") == "child"
        return not another and (child_visit or entry.kind == "legal_advice")

    def finished(self, child: str) -> bool:
        """Whether the child is grown up or dead."""
        grown, dead = self.adult(child), self.dead(child)
        return grown or dead


def main(entry: Entry) -> set[str]:
    """The people whom an entry is about."""
    return set(entry.people("about", "child", "supervised"))


def until(entry: Entry) -> Instant:
    """The instant that an `until` detail gives: the start of that day, or never."""
    text = entry.one("until")
    return start_of(date.fromisoformat(text)) if text[:1].isdigit() else NEVER


def later(instant: Instant, days: int) -> Instant:
    """The same wall-clock time so many days on."""
    return instant if instant >= NEVER else days_later(instant, days)


def within(days: int, event: "Event", latest: "Event") -> bool:
    """Whether an event happened no more than so many days before the latest, and not after it."""
    return event.last <= latest.last and day_of(latest.last) - day_of(event.last) <= timedelta(days=days)


def day_after(day: date) -> Instant:
    """The midnight at which a day is over."""
    return start_of(day + timedelta(days=1))


@dataclass(frozen=True, eq=False)
class Event:
    """One thing that happened, with every account of it."""

    accounts: tuple[Entry, ...]

    @property
    def first(self) -> Instant:
        return min(e.happened.first for e in self.accounts)

    @property
    def last(self) -> Instant:
        return max(e.happened.last for e in self.accounts)

    @property
    def refs(self) -> frozenset[str]:
        return frozenset(e.ref for e in self.accounts)

    def says(self, detail: str) -> set[str]:
        """Every value that any account gives."""
        return {value for e in self.accounts for value in e.all(detail)}


def qualified(found: Iterable[Event], qualifies: Callable[[Entry], bool]) -> list[Event]:
    """The events of which some account qualifies, with the accounts that do: a differing one removes nothing."""
    told = [tuple(e for e in event.accounts if qualifies(e)) for event in found]
    return [Event(accounts) for accounts in told if accounts]


def events(entries: Iterable[Entry]) -> list[Event]:
    """Entries about one person as events: the same kind and day, or the same answers or ref, is one event."""
    groups: list[list[Entry]] = []
    for entry in entries:
        same = [g for g in groups if any(one_event(entry, other) for other in g)]
        groups = [g for g in groups if g not in same] + [[entry, *(e for g in same for e in g)]]
    found = [Event(tuple(sorted(g, key=lambda e: (e.ref, e.id)))) for g in groups]
    return sorted(found, key=lambda e: (e.last, e.accounts[0].ref))


def one_event(one: Entry, other: Entry) -> bool:
    """Whether two accounts are of the same event."""
    if one.kind != other.kind:
        return False
    days = (one.happened.first_day, one.happened.day) == (other.happened.first_day, other.happened.day)
    return days or one.ref == other.ref or (bool(one.answers) and one.answers == other.answers)


def first_account(view: View, event: Event) -> str:
    """The ref under which an event was first told: also one taken back, but none that now tells of another event."""
    refs = {e.ref for e in event.accounts}
    elsewhere = {e.ref for e in view.entries} - refs
    told = [e for e in view.scene.entries if e.known <= view.now and any(one_event(e, a) for a in event.accounts)]
    about = {p for a in event.accounts for p in main(a)}
    free = [e for e in told if e.ref in refs or (e.ref not in elsewhere and main(e) & about)]
    return min(free, key=lambda e: (e.known, e.ref)).ref

"""Who was there, in which role, agency and team, at any instant: built once from the staff records."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from heeded.casework.staff import ABSENT, HOLDS_ROLE, JOINED, LEFT, StaffEvent, folded, plain
from heeded.words.instants import NEVER, Instant


@dataclass(frozen=True, slots=True)
class Member:
    """A member of staff at one instant. `roles` and `teams` are those held then; `away_until` None when not away."""

    name: str
    agency: str
    teams: frozenset[str]
    roles: frozenset[str]
    answers_to: str = ""
    since: Instant = NEVER
    away_until: Instant | None = None

    @property
    def present(self) -> bool:
        """Whether a warning can be theirs."""
        return self.away_until is None


@dataclass(slots=True)
class _Book:
    """What was last said of one person while their records are gone through."""

    joined: StaffEvent | None = None
    until: Instant = NEVER
    absences: dict[str, StaffEvent] = field(default_factory=dict)
    roles: dict[str, StaffEvent] = field(default_factory=dict)

    def take(self, event: StaffEvent) -> None:
        if event.kind == JOINED:
            first = self.joined if self.joined and self.joined.at < event.at < self.until else event
            self.joined, self.until = replace(event, at=first.at), event.until
        elif event.kind == LEFT:
            self.joined, self.absences, self.roles = None, {}, {}
        elif event.kind == ABSENT:
            self.absences = {} if event.back else {**self.absences, event.origin or str(event.seq): event}
        elif event.kind == HOLDS_ROLE:
            self.roles[event.role] = event

    def member(self, name: str, at: Instant) -> Member | None:
        if self.joined is None or at >= self.until:
            return None
        roles = {role: told for role, told in self.roles.items() if at < told.until}
        teams = frozenset({self.joined.team, *(told.team for told in roles.values())} - {""})
        away = max((each.until for each in self.absences.values() if at < each.until), default=None)
        return Member(
            name, self.joined.agency, teams, frozenset(roles), self.joined.answers_to, self.joined.at, away
        )  # fmt: skip


class Staffing:
    """The staff over time. The last owner is always there, whatever the records say."""

    def __init__(self, events: Iterable[StaffEvent], last_owner: str) -> None:
        self.last_owner = plain(last_owner)
        told = sorted(events, key=lambda e: (e.at, e.seq))
        self._folded = {folded(self.last_owner): self.last_owner}
        for event in sorted(told, key=lambda e: e.seq):
            self._folded.setdefault(folded(event.name), event.name)
        theirs: dict[str, list[StaffEvent]] = {}
        for event in told:
            theirs.setdefault(self.named(event.name), []).append(event)
        self._edges: dict[str, list[Instant]] = {}
        self._members: dict[str, list[Member | None]] = {}
        self._takers: dict[str, list[tuple[Instant, str]]] = {}
        for name, some in theirs.items():
            self._write(name, some)
        for takers in self._takers.values():
            takers.sort()
        self._holding: dict[tuple[str, Instant], tuple[str, ...]] = {}

    def _write(self, name: str, told: Sequence[StaffEvent]) -> None:
        edges = sorted({e.at for e in told} | {e.until for e in told if e.until != NEVER})
        book, waiting, members = _Book(), list(told), list[Member | None]()
        for edge in edges:
            while waiting and waiting[0].at <= edge:
                book.take(waiting.pop(0))
            members.append(book.member(name, edge))
        self._edges[name], self._members[name] = edges, members
        before: frozenset[str] = frozenset()
        for edge, member in zip(edges, members, strict=True):
            now = member.roles if member and member.present else frozenset()
            for role in now - before:
                self._takers.setdefault(role, []).append((edge, name))
            before = now

    def member(self, name: str, at: Instant) -> Member | None:
        """Somebody as they were then; None for whoever did not work here."""
        index = bisect_right(self._edges.get(name, ()), at) - 1
        return self._members[name][index] if index >= 0 else None

    def named(self, name: str) -> str:
        """The name as it was first recorded, whatever its capitals and spaces; the name itself where unknown."""
        return self._folded.get(folded(name), plain(name))

    def known(self, name: str) -> bool:
        """Whether any record was ever about somebody of this name."""
        return name in self._edges

    def present(self, name: str, at: Instant) -> bool:
        """Whether somebody is there: working here and not away. The last owner always is."""
        member = self.member(name, at)
        return name == self.last_owner or (member is not None and member.present)

    def answers(self, name: str, role: str, at: Instant) -> bool:
        """Whether a warning can be theirs in this role ('' for none in particular)."""
        if not role:
            return self.present(name, at)
        member = self.member(name, at)
        return member is not None and member.present and role in member.roles

    def holding(self, role: str, at: Instant) -> tuple[str, ...]:
        """Everybody present who holds a role, in alphabetical order."""
        key = (role, at)
        if key not in self._holding:
            if len(self._holding) > 4096:
                self._holding.clear()
            names = {name for _, name in self._takers.get(role, ())}
            self._holding[key] = tuple(sorted(n for n in names if self.answers(n, role, at)))
        return self._holding[key]

    def gone(self, name: str, role: str, after: Instant) -> Instant:
        """The first instant after another at which somebody can no longer answer in a role; never for the last owner."""
        edges = self._edges.get(name, ())
        if name == self.last_owner:
            return NEVER
        for edge in edges[bisect_right(edges, after) :]:
            if not self.answers(name, role, edge):
                return edge
        return NEVER

    def filled(self, roles: Iterable[str], after: Instant, barred: Callable[[str, Instant], bool]) -> Instant:
        """The first instant after another at which somebody takes one of these roles, or comes back to it.

        Not somebody who is `barred` at that instant.
        """
        found = NEVER
        for role in roles:
            takers = self._takers.get(role, [])
            for edge, name in takers[bisect_right(takers, (after, "\U0010ffff")) :]:
                if not barred(name, edge):
                    found = min(found, edge)
                    break
        return found

    def teams(self, names: Iterable[str], at: Instant) -> frozenset[str]:
        """The teams that any of these people are in."""
        return frozenset(team for name in names if (member := self.member(name, at)) for team in member.teams)

    def everybody(self, at: Instant) -> list[Member]:
        """All who work here then, those who are away too, in alphabetical order."""
        found = (self.member(name, at) for name in sorted(self._edges))
        return [member for member in found if member is not None]

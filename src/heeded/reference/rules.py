"""What a clock rule is made of: how time is counted, in which versions of the law, and what starts and answers it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from heeded.words.interval import Interval

EVERYWHERE = "england-and-wales"
A_CHILD = ("a child",)
JURISDICTIONS = (EVERYWHERE, "england", "wales")


class Counting(StrEnum):
    """How a deadline is counted from the day, D, on which a clock starts."""

    INCLUSIVE_DAYS = "inclusive_days"  # n days beginning with D: the last is D + n - 1
    EXCLUSIVE_DAYS = "exclusive_days"  # within n days of D: the last is D + n
    WORKING_DAYS = "working_days"  # the nth working day after D
    AT_MOST_EVERY = "at_most_every"  # at intervals of at most x from the last that was completed
    BEFORE = "before"  # at least x before an event
    HOURS = "hours"  # elapsed time


def says(given: Iterable[str], asked: Iterable[str]) -> bool:
    """Whether the values given are what is asked: one of those asked for, and none that is written `not x`."""
    told, asked = set(given), tuple(asked)
    wanted = {value for value in asked if not value.startswith("not ")}
    unwanted = {value.removeprefix("not ") for value in asked if value.startswith("not ")}
    return not told & unwanted and (not wanted or bool(told & wanted))


@dataclass(frozen=True, slots=True)
class Match:
    """A kind of record that starts, answers or ends a clock, with what its details must say.

    `where` maps a detail to the values of which it must have one. A value written `not x` asks that x is not among
    them (so a detail that is not given passes). `place: [given]` asks for a record that names a place, and `with: [a child]`
    for one of contact with a child; who is a child the chronology has to say.
    """

    kind: str
    where: Mapping[str, tuple[str, ...]]

    @property
    def with_child(self) -> bool:
        """Whether it means only contact with a child."""
        return self.where.get("with") == A_CHILD

    def matches(self, kind: str, details: Mapping[str, tuple[str, ...]], place: str = "") -> bool:
        """Whether a record of this kind, with these details and place, is meant."""
        return kind == self.kind and all(
            self._holds(name, details, place) for name in self.where if (name, self.where[name]) != ("with", A_CHILD)
        )

    def _holds(self, name: str, details: Mapping[str, tuple[str, ...]], place: str) -> bool:
        given = details.get(name, ()) if name != "place" else ("given",) if place else ()
        return says(given, self.where[name])


@dataclass(frozen=True, slots=True)
class Version:
    """A clock as one text of the law or policy has it.

    `lengths`: one length, or for `at_most_every` one a turn, the last repeated (3 months, then 6 months); empty where
    only the records give it. `in_force_from` is the first day (None: not commenced, so switched off), `in_force_until`
    the last (None: still in force). `warn_before` is how long before the last day a reminder is due.
    """

    counting: Counting
    lengths: tuple[Interval, ...]
    in_force_from: date | None
    in_force_until: date | None
    jurisdiction: str
    warn_before: Interval | None
    law: str
    confidence: str
    note: str = ""

    def holds(self, day: date, jurisdiction: str) -> bool:
        """Whether this version is the law on a day in England or in Wales."""
        here = self.applies(jurisdiction)
        begun = self.in_force_from is not None and self.in_force_from <= day
        return here and begun and (self.in_force_until is None or day <= self.in_force_until)

    def applies(self, jurisdiction: str) -> bool:
        """Whether it is law in England or in Wales, on whichever days."""
        return self.jurisdiction in (EVERYWHERE, jurisdiction) or jurisdiction == EVERYWHERE

    def length(self, turn: int) -> Interval | None:
        """The length of the `turn`th interval, the first being 0; None where only the records give it."""
        return self.lengths[min(turn, len(self.lengths) - 1)] if self.lengths else None


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example of a clock: started, and last done on `done`, it is due on `due` (switched off: None).

    `suspended` are days, both included, that do not count. `due` is a day, or an instant in London for hours.
    `as_if_commenced` reckons a version that is not in force. `turn` is the number of times it was done before.
    """

    start: str
    due: str
    suspended: tuple[tuple[date, date], ...]
    interval: Interval | None
    jurisdiction: str
    turn: int
    as_if_commenced: bool
    why: str
    where: str


@dataclass(frozen=True, slots=True)
class ClockRule:
    """A clock: something that must be done by a time, or the law's window for doing it.

    `nature`: `duty` (overdue is a failing), `window` (a right that lapses) or `release` (a date on which something
    happens). `counted_from`: records, those written first preferred, the latest of which on or before the start is
    where time runs from, unless one of `set_aside_by` or an answer came between. `date_from`: the detail of the
    starting record that holds the date to run from or back from. `interval_from`: the kind and detail of the record
    that gives the interval. `holding`: states one of which the person must be in.
    `suspended_while`: states whose days are not counted. `repeats`: an answer starts the next turn.
    `answered_before`: for a kind of start, how long before it an answer may have come. `from_first_answer`: the first
    turn is another clock's, and time runs from what was done first. `silent_before_law`: nothing is judged before the
    first version came into force. `lapses_with_licence`: it lapses when the licence is over on which it started.
    """

    code: str
    name: str
    meaning: str
    nature: str
    person: str
    duty_of: tuple[str, ...]
    starts_on: tuple[Match, ...]
    counted_from: tuple[Match, ...]
    date_from: str
    interval_from: tuple[tuple[str, str], ...]
    answered_by: tuple[Match, ...]
    ended_by: tuple[Match, ...]
    holding: tuple[str, ...]
    suspended_while: tuple[str, ...]
    repeats: bool
    local_override: bool
    versions: tuple[Version, ...]
    examples: tuple[Example, ...]
    set_aside_by: tuple[Match, ...] = ()
    answered_before: tuple[tuple[str, Interval], ...] = ()
    from_first_answer: bool = False
    silent_before_law: bool = False
    lapses_with_licence: bool = False

    def version(self, day: date, jurisdiction: str = EVERYWHERE) -> Version | None:
        """The version in force on a day; None where none is, and the clock is then switched off.

        Where several hold, the first written wins: a local override is put before the national versions.
        """
        return next((version for version in self.versions if version.holds(day, jurisdiction)), None)

    def here(self, jurisdiction: str) -> tuple[Version, ...]:
        """The versions of England or of Wales."""
        return tuple(version for version in self.versions if version.applies(jurisdiction))

    @property
    def backwards(self) -> bool:
        """Whether it runs back from an event, so that what is done before its start answers it."""
        return self.versions[0].counting is Counting.BEFORE

    @property
    def commenced(self) -> bool:
        """Whether any version has come, or is dated to come, into force."""
        return any(version.in_force_from is not None for version in self.versions)

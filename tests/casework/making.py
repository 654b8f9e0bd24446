"""Warnings, acts and staff in few words, for tests of the rules alone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from heeded.casework.staff import ABSENT, HOLDS_ROLE, JOINED, LEFT, StaffEvent
from heeded.casework.staffing import Staffing
from heeded.casework.state import state
from heeded.casework.terms import Terms
from heeded.casework.warning import Act, Standing, State
from heeded.reference.holidays import bank_holidays
from heeded.words.instants import NEVER, Instant, parsed
from heeded.words.respond import parse_respond

FRIDAY = datetime(2024, 5, 3, 9, tzinfo=UTC)  # ten in the morning in London; the Monday after is a holiday
LAST_OWNER = "Lena Orr"
DAY = timedelta(days=1)
TERMS = Terms(
    ("social_worker", "team_manager", "head_of_service"),
    {
        "amber": parse_respond("1 working day"),
        "red": parse_respond("same day"),
        "blue": parse_respond("10 working days"),
    },
    bank_holidays().working,
)


def at(text: str) -> Instant:
    """An instant from its London time: `2024-05-03T10:00+01:00`."""
    return parsed(text)


def warning(level: str = "amber", raised: Instant = FRIDAY, **more: object) -> Standing:
    """A warning of somebody invented, raised on a Friday morning."""
    made = Standing("w-lantern", "REF01", (("child", "P-1"),), raised, None, level, "", ((level, raised),))
    return replace(made, **more)  # type: ignore[arg-type]


class Told:
    """Staff records in the order told."""

    def __init__(self) -> None:
        self.events: list[StaffEvent] = []

    def _add(self, kind: str, name: str, when: Instant, **more: object) -> "Told":
        event = StaffEvent(len(self.events) + 1, kind, name, when)
        self.events.append(replace(event, **more))  # type: ignore[arg-type]
        return self

    def joins(self, name: str, role: str, when: Instant = FRIDAY - 30 * DAY, team: str = "", boss: str = "") -> "Told":
        """Somebody joins in a role."""
        self._add(JOINED, name, when, agency="social-care", team=team, answers_to=boss)
        return self._add(HOLDS_ROLE, name, when, role=role)

    def leaves(self, name: str, when: Instant) -> "Told":
        """Somebody leaves."""
        return self._add(LEFT, name, when)

    def away(self, name: str, when: Instant, until: Instant) -> "Told":
        """Somebody is away."""
        return self._add(ABSENT, name, when, until=until)

    def loses(self, name: str, role: str, when: Instant) -> "Told":
        """Somebody no longer holds a role."""
        return self._add(HOLDS_ROLE, name, when, role=role, until=when)

    def staffing(self) -> Staffing:
        """The staff."""
        return Staffing(self.events, LAST_OWNER)


def office() -> Told:
    """A social worker, her manager and the head of service."""
    told = Told().joins("Ann Lee", "social_worker", team="East").joins("Bob Moss", "team_manager", team="East")
    return told.joins("Cy Hart", "head_of_service")


def act(kind: str, when: Instant, by: str = "Ann Lee", known: int = 1, until: Instant = NEVER, **more: str) -> Act:
    """Something that somebody did."""
    return Act("w-lantern", kind, by, when, until=until, known=known, **more)


def now(when: Instant, held: Standing | None = None, acts: Sequence[Act] = (), told: Told | None = None) -> State:
    """Where a warning stands."""
    return state(held or warning(), acts, (told or office()).staffing(), when, TERMS)

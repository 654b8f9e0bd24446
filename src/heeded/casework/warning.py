"""What a warning is: a raise as judged, what people did about it, and where it stands at one instant."""

from dataclasses import dataclass

from heeded.signals.raised import LEVELS
from heeded.words.instants import NEVER, Instant

ACKNOWLEDGED, ASSIGNED, DEFERRED, DECIDED = "acknowledged", "assigned", "deferred", "decided"
ACTS = (ACKNOWLEDGED, ASSIGNED, DEFERRED, DECIDED)  # what people do; the kinds of their records
OUTCOMES = ("acted", "already_managed", "not_relevant", "wrong_identity")
DISMISSED = "not_relevant"
WITH_ACTION = ("acted", "already_managed")  # outcomes that name an action
COMING, OPEN, PUT_OFF, CLOSED = "coming", "open", "deferred", "decided"  # where a warning may stand


@dataclass(frozen=True, slots=True)
class Involvement:
    """Who holds the case of one of its people: `worker` of `agency` in `[since, until)`."""

    worker: str
    agency: str
    since: Instant
    until: Instant = NEVER


@dataclass(frozen=True, slots=True)
class Move:
    """An agency's person (`key`) was moved from the Person `was` to the Person `became`: a merge, or a split."""

    at: Instant
    key: str
    was: str
    became: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A raise of `live` as last judged; its id is its warning's.

    `people` pairs roles with Persons. `level` is the one it was raised at. `cleared` None: the pattern still holds. `levels` are the levels reached, each
    with the instant, in order of time (future ones too). `evidence` is how many records it rested on when it was
    raised, `later` the instants at which more joined, in order.
    `lapsed` says why it ended unanswered. `says` is its sentence. `backlog`: found in an initial load. `judged` False:
    it was raised once, and by the rules as they are now it would not be. `barred` are names that may not own it, each with from when.
    """

    id: str
    signal: str
    people: tuple[tuple[str, str], ...]
    raised: Instant
    cleared: Instant | None
    level: str
    trigger: str
    levels: tuple[tuple[str, Instant], ...] = ()
    evidence: int = 0
    later: tuple[Instant, ...] = ()
    lapsed: str = ""
    says: str = ""
    involved: tuple[Involvement, ...] = ()
    moves: tuple[Move, ...] = ()
    backlog: bool = False
    judged: bool = True
    barred: tuple[tuple[str, Instant], ...] = ()

    def level_at(self, instant: Instant) -> str:
        """The highest level reached by then; before it was raised, the level it is raised at."""
        reached = [level for level, when in self.levels if when <= instant]
        return max(reached, key=LEVELS.index, default=self.level)

    def holds_at(self, instant: Instant) -> bool:
        """Whether the pattern is there at this instant."""
        return self.raised <= instant and (self.cleared is None or instant < self.cleared)

    def bars(self, name: str, instant: Instant) -> bool:
        """Whether somebody may not own it then."""
        return any(who == name and since <= instant for who, since in self.barred)

    def known_by(self, instant: Instant) -> int:
        """How much there was to know by then: evidence, levels reached, people moved."""
        joined = sum(when <= instant for when in self.later)
        levels = sum(when <= instant for _, when in self.levels)
        return self.evidence + joined + levels + sum(move.at <= instant for move in self.moves)


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody did about a warning, as it is in the ledger. `at` is the instant it was entered.

    `to` is whom an assignment names; `until`, `approver` belong to a deferral; `outcome`, `action` to a decision.
    `known` is how much there was to know when it was done (`Standing.known_by`).
    """

    warning: str
    kind: str
    by: str
    at: Instant
    reason: str = ""
    to: str = ""
    until: Instant = NEVER
    approver: str = ""
    outcome: str = ""
    action: str = ""
    known: int = 0


@dataclass(frozen=True, slots=True)
class Opening:
    """The warning was opened at an instant: `why` is raised, new evidence, higher level or 90 days on."""

    at: Instant
    why: str
    level: str


@dataclass(frozen=True, slots=True)
class Tenure:
    """Whose it was from an instant on. `role` is the role they answer in ('' for the last owner or somebody assigned).

    `why` is opened, climbed, assigned, gone (the former owner left, is absent or lost the role) or filled (somebody
    took the role that was empty). `empty` are the roles below that nobody held.
    """

    owner: str
    since: Instant
    role: str
    why: str
    empty: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """Where a warning stands at one instant; a pure function of its raise, the acts about it and the staff.

    `status` is open, deferred (open too, put off with approval) or decided. While it is not decided `owner` is
    somebody present. `decide_by` is the present owner's time; `overdue_since` the first deadline that passed
    undecided since it was opened. `climbs` counts missed deadlines. `tenures` are the owners since it was opened.
    `decision` is the one in force, or the last before it was opened again. `cleared` is when the pattern went, None
    while it holds. `seen` changes whenever there is something new to read: hand it back with an act. `next_change` is
    the first instant at which any of this may change by the clock alone.
    """

    id: str
    at: Instant
    status: str
    level: str
    opening: Opening
    owner: str
    role: str
    acknowledge_by: Instant
    acknowledged: Act | None
    decide_by: Instant
    overdue_since: Instant | None
    climbs: int
    tenures: tuple[Tenure, ...]
    openings: tuple[Opening, ...]
    decision: Act | None
    deferred: Act | None
    cleared: Instant | None
    seen: int
    next_change: Instant

    @property
    def open(self) -> bool:
        """Whether it still wants a decision."""
        return self.status != CLOSED

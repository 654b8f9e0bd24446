"""What a page shows of warnings: a line of the work list, one warning with its history, and how they are answered."""

from dataclasses import dataclass

from heeded.casework.register.row import Row
from heeded.casework.warning import State
from heeded.review.lines import Subject
from heeded.signals.signal import Signal
from heeded.words.instants import Instant


@dataclass(frozen=True, slots=True)
class WarningLine:
    """A warning in a list. `row` says where it stands; `role` is the owner's in words, '' where they hold none for it.

    `says` is its sentence, `name` the signal's in words. `judged` False: by the rules of today it would not be raised.
    """

    row: Row
    name: str
    says: str
    people: tuple[Subject, ...]
    role: str
    judged: bool = True

    @property
    def id(self) -> str:
        """The warning's id, which is its raise's."""
        return self.row.id


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that became of a warning. `by` is who did it, '' where the clock, the staff or the pattern did."""

    at: Instant
    what: str
    by: str
    says: str


@dataclass(frozen=True, slots=True)
class EarlierLine:
    """An earlier decision of this warning, or of one of the same signal about the same people."""

    warning: str
    at: Instant
    by: str
    outcome: str
    action: str
    reason: str


@dataclass(frozen=True, slots=True)
class WarningView:
    """One warning. `state.seen` goes back with whatever is done about it.

    `signal` is None where it is no longer on the shelf. `earlier` are decisions of its kin and its own former ones.
    `moved` says in sentences where its people went. `approvers` may approve today that it waits.
    """

    line: WarningLine
    state: State
    signal: Signal | None
    history: tuple[HistoryLine, ...]
    earlier: tuple[EarlierLine, ...]
    moved: tuple[str, ...]
    approvers: tuple[str, ...]
    present: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """How the warnings of one agency, team, role or signal were answered; `by` says which of these (or all).

    `in_time` of the `decided`; `overdue` of the `open`; `ages` how many of the open were opened within 1, 3, 10 and 30
    days, and before.
    """

    by: str
    of: str
    open: int
    overdue: int
    decided: int
    in_time: int
    ages: tuple[int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class DismissalLine:
    """One signal about the same people, decided "not relevant" more than once; `days` from the first to the last."""

    signal: str
    people: tuple[Subject, ...]
    count: int
    by: tuple[str, ...]
    days: int
    last: Instant


@dataclass(frozen=True, slots=True)
class Oversight:
    """How warnings are answered here: all of them, then by team, by role and by signal; and what was dismissed again."""

    figures: tuple[Figure, ...]
    dismissed: tuple[DismissalLine, ...]
    at: Instant
    last_tick: Instant | None

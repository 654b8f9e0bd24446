"""One warning as a line of the register: what lists need of it, without its raise and its history."""

from dataclasses import dataclass

from heeded.casework.warning import COMING, Standing, State
from heeded.words.instants import NEVER, Instant


@dataclass(frozen=True, slots=True)
class Row:
    """A warning as it stands until `next_change`. `status` is coming before it is raised by the clock alone.

    `since` is from when it is the owner's, or was decided. `empty` are the roles it is for
    that nobody holds. `openings` counts how often it was opened; `outcome` is the decision's.
    """

    id: str
    signal: str
    status: str
    level: str
    owner: str
    role: str
    raised: Instant
    opened: Instant
    since: Instant
    acknowledge_by: Instant
    acknowledged: bool
    decide_by: Instant
    overdue_since: Instant | None
    climbs: int
    empty: tuple[str, ...]
    cleared: Instant | None
    backlog: bool
    openings: int
    outcome: str
    next_change: Instant

    @property
    def fallen(self) -> bool:
        """Whether nobody holds the role it is for, so that it fell to the next one up."""
        return bool(self.empty)


def row_of(held: Standing, state: State) -> Row:
    """The row of a warning in this state."""
    return Row(
        held.id, held.signal, state.status, state.level, state.owner, state.role, held.raised, state.opening.at,
        state.decision.at if state.decision and not state.open else state.tenures[-1].since,
        state.acknowledge_by, state.acknowledged is not None, state.decide_by, state.overdue_since, state.climbs,
        state.tenures[-1].empty if state.open else (), state.cleared, held.backlog, len(state.openings),
        state.decision.outcome if state.decision and not state.open else "", state.next_change,
    )  # fmt: skip


def coming(held: Standing) -> Row:
    """The row of a raise that begins by the clock alone, unless something is recorded before."""
    return Row(
        held.id, held.signal, COMING, held.level_at(held.raised), "", "", held.raised, held.raised, held.raised, NEVER,
        False, NEVER, None, 0, (), None, held.backlog, 0, "", held.raised,
    )  # fmt: skip

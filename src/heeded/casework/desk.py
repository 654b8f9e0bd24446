"""What people do about warnings, each act checked in the lane that writes it; and the tick that looks at the clock."""

from collections.abc import Callable, Sequence
from datetime import date

from heeded.casework.acting import Facts, Wish, acted
from heeded.casework.keeping import Held, Keeping
from heeded.casework.projections import Projections
from heeded.casework.staffing import Staffing
from heeded.casework.ticking import Ticked, counted
from heeded.casework.warning import ACKNOWLEDGED, ASSIGNED, DECIDED, DEFERRED, State
from heeded.casework.writing import act_draft
from heeded.ledger.lane import Lane
from heeded.ledger.record import Draft
from heeded.words.instants import Instant


class Casework:
    """Acts and ticks over one installation; safe from any thread but the lane's own.

    `reading` gives the warnings over the calling thread's connection. Every act gives the state that it made; it
    raises CaseworkTrouble, with everything that was typed, where it is refused.
    """

    def __init__(
        self,
        lane: Lane,
        projections: Projections,
        reading: Callable[[], Keeping],
        moved_to: Callable[[Held], str],
        clock: Callable[[], Instant],
        local: str,
    ) -> None:
        self._lane, self._inside, self._reading, self._clock = lane, projections, reading, clock
        self._moved_to, self._local = moved_to, local

    def acknowledge(self, warning: str, by: str, seen: int) -> State:
        """Say that it was read and is being seen to."""
        return self._do(Wish(warning, ACKNOWLEDGED, by, seen))

    def assign(self, warning: str, by: str, seen: int, *, to: str, reason: str) -> State:
        """Give it to somebody who is there."""
        return self._do(Wish(warning, ASSIGNED, by, seen, reason, to=to))

    def defer(self, warning: str, by: str, seen: int, *, until: date, reason: str, approver: str) -> State:
        """Put the decision off until the end of a day, with the approval of the owner's manager or of a role above."""
        return self._do(Wish(warning, DEFERRED, by, seen, reason, until=until, approver=approver))

    def decide(
        self, warning: str, by: str, seen: int, *, outcome: str, reason: str, action: str = "", on: date | None = None
    ) -> State:
        """Decide it: an outcome of `warning.OUTCOMES`, why, and for acted and already_managed the action."""
        return self._do(Wish(warning, DECIDED, by, seen, reason, outcome=outcome, action=action, on=on))

    def tick(self) -> Ticked:
        """Write down what the clock alone has done, a few warnings at a turn. Twice is once."""
        ticked = Ticked(self._clock())
        while self._reading().behind(self._clock()):
            written = self._lane.consider(
                lambda: self._inside.consider(lambda: self._inside.ticking.some(self._clock()))
            )
            ticked = counted((each.record for each in written), ticked)
        self._lane.consider(lambda: self._inside.consider(self._looked))
        return ticked

    def _looked(self) -> Sequence[Draft]:
        self._inside.keeping.register.ticked(self._clock())
        return ()

    def last_tick(self) -> Instant | None:
        """When the clock was last looked at; None if it never was."""
        return self._reading().register.last_tick()

    def staffing(self) -> Staffing:
        """The staff over time."""
        return self._reading().staffing()

    def state(self, warning: str) -> State | None:
        """Where a warning stands now; None for what is not one. Shows nobody's name but the staff's."""
        return self._reading().state(warning, self._clock())

    def _do(self, wish: Wish) -> State:
        """Check and write an act, in the lane: whoever did something before is seen by whoever comes after."""
        self._lane.consider(lambda: self._inside.consider(lambda: self._drafts(wish)))
        made = self.state(wish.warning)
        if made is None:
            raise wish.refused("it was taken back meanwhile.", "Look it up in the work list.")
        return made

    def _drafts(self, wish: Wish) -> Sequence[Draft]:
        keeping, now = self._inside.keeping, self._clock()
        listed = keeping.register.listed([wish.warning])
        held = keeping.held(wish.warning) if listed else None
        act = acted(wish, held, Facts(keeping.staffing(), now, self._local, self._moved_to))
        if held is None:
            return ()
        people = self._inside.keys(held.standing)
        raised = self._inside.ticking.unwritten(held.standing)
        return [*raised, act_draft(act, held.standing, len(held.acts) + 1, people)]

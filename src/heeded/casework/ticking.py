"""What a tick writes down: raises that began, climbs and reopenings by the clock alone, when they fell due."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import MappingProxyType

from heeded.casework.history import CLIMBED, REOPENED, Event, by_the_clock
from heeded.casework.keeping import Held, Keeping
from heeded.casework.raising import HEEDED, SOURCE, raised_draft
from heeded.casework.register.row import Row, coming, row_of
from heeded.casework.warning import Standing, State
from heeded.ledger.record import Draft, Part
from heeded.words.instants import Instant
from heeded.words.told import Told

AT_ONCE = 250  # warnings in one turn at the lane, so that a tick after weeks keeps nobody waiting


@dataclass(frozen=True, slots=True)
class Ticked:
    """What a tick wrote down: how many raises, climbs and reopenings."""

    at: Instant
    raised: int = 0
    climbed: int = 0
    reopened: int = 0


class Ticking:
    """A tick, a few warnings at a time, in the lane."""

    def __init__(self, keeping: Keeping, keys: Callable[[Standing], tuple[Part, ...]]) -> None:
        self._keeping, self._keys = keeping, keys

    def some(self, now: Instant) -> list[Draft]:
        """Bring some rows up to the clock; the records that follow. They are no longer behind afterwards."""
        register = self._keeping.register
        behind = (register.stale(now, AT_ONCE) + register.left(AT_ONCE))[:AT_ONCE]
        drafts, rows = list[Draft](), list[Row]()
        for warning in dict.fromkeys(behind):
            held = self._keeping.held(warning)
            if held is None:
                register.drop([warning])
            elif held.standing.raised > now:
                rows.append(coming(held.standing))
            else:
                state = held.at(now, self._keeping.staffing())
                drafts += [*self.unwritten(held.standing), *self._passed(held, state)]
                rows.append(row_of(held.standing, state))
        register.put(rows)
        register.caught_up(behind)
        return drafts

    def last(self, going: Iterable[Standing], now: Instant) -> list[Draft]:
        """What passed in warnings whose raise is found no longer: written down, for it can be worked out no more."""
        drafts = list[Draft]()
        for standing in going:
            if standing.raised <= now and self._keeping.register.listed([standing.id]):
                held = self._keeping.with_acts(standing)
                drafts += self._passed(held, held.at(now, self._keeping.staffing()))
        return drafts

    def _passed(self, held: Held, state: State) -> list[Draft]:
        """The records of climbs and reopenings that nobody has written yet."""
        told = {origin(state.id, event): event for event in by_the_clock(held, self._keeping.staffing(), state)}
        new = set(told) - self._keeping.register.noted(told) if told else set()
        parts = self._keys(held.standing) if new else ()
        return [passed_draft(name, held, told[name], parts) for name in told if name in new]

    def unwritten(self, held: Standing) -> list[Draft]:
        """The record of a raise that began by the clock alone, where nobody has written it yet."""
        if self._keeping.raises.written([held.id]):
            return []
        self._keeping.raises.note_written([held.id])
        signal = self._keeping.signals.get(held.signal)
        name, version = (signal.name, signal.version) if signal else ("", "")
        return [raised_draft(held, name, version, self._keys(held))]


def origin(warning: str, event: Event) -> str:
    """Names one climb or reopening, however often it is found."""
    return f"{event.what}-{warning}-{event.opening}-{event.index}"


def passed_draft(name: str, held: Held, event: Event, parts: tuple[Part, ...]) -> Draft:
    """The record of a climb or a reopening, with the instant at which it fell due."""
    standing = held.standing
    details = {
        "warning": standing.id, "signal": standing.signal, "level": standing.level_at(event.at), "owner": event.owner,
        "reason": event.why if event.what == REOPENED else "",
    }  # fmt: skip
    when = Told.at(event.at)
    return Draft(
        HEEDED, SOURCE, name, event.what, when, when, people=parts, basis="finding",
        details=MappingProxyType({key: (value,) for key, value in details.items() if value}),
    )  # fmt: skip


def counted(drafts: Iterable[Draft], ticked: Ticked) -> Ticked:
    """The tally with these drafts in it."""
    kinds = [draft.kind for draft in drafts]
    return Ticked(
        ticked.at, ticked.raised + kinds.count("raised"), ticked.climbed + kinds.count(CLIMBED),
        ticked.reopened + kinds.count(REOPENED),
    )  # fmt: skip

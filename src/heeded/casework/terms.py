"""What a signal asks of whoever owns its warnings: in which role, and how soon."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from heeded.reference.holidays import bank_holidays
from heeded.reference.responses import responses
from heeded.reference.roles import ladder
from heeded.signals.signal import Signal
from heeded.words.instants import Instant
from heeded.words.respond import Respond, parse_respond
from heeded.words.working_days import WorkingDays


@dataclass(frozen=True, slots=True)
class Terms:
    """The ladder of roles that a warning climbs (nearest first), and within what time each level is to be decided."""

    ladder: tuple[str, ...]
    respond: Mapping[str, Respond]
    working: WorkingDays

    def decide(self, level: str) -> Respond:
        """Within what time a warning of this level is to be decided: as its signal says, else as the reference does."""
        return self.respond.get(level) or responses().levels[level].decide

    def acknowledge_by(self, level: str, opened: Instant) -> Instant:
        """When a warning of this level is to be acknowledged: never later than it is to be decided."""
        own = responses().levels[level].acknowledge.due(opened, self.working)
        return min(own, self.decide(level).due(opened, self.working))


def terms_of(signal: Signal | None) -> Terms:
    """What a signal asks; of one that is no longer on the shelf the defaults, and the last owner."""
    if signal is None:
        return Terms((), {}, bank_holidays().working)
    return _terms(signal.owner, tuple((level.name, level.respond) for level in signal.levels.values()))


@lru_cache(maxsize=512)
def _terms(owner: str, levels: tuple[tuple[str, str], ...]) -> Terms:
    respond = {name: parse_respond(text) for name, text in levels}
    return Terms(ladder(owner), respond, bank_holidays().working)

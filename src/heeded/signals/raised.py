"""What judging gives back: raises, and what could not be judged."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from heeded.words.instants import Instant

LEVELS = ("blue", "amber", "red")  # from least to most urgent
CERTAIN_ENOUGH = 0.95  # a link between agencies below this is amber at most, and asks for identity first


@dataclass(frozen=True, slots=True)
class Raise:
    """One episode of one signal for one subject and trigger: it holds in `[raised, cleared)`.

    `subject` pairs a role with a Person (`(("supervised", p), ("child", c))`). `trigger` is the other person, the
    record that started the clock, or the order; '' where the signal has none. `levels` are the levels reached, each
    with the instant, in order of time. `lapsed` says why it ended unanswered ('' if it did not): such a raise may end
    at the very instant it began. `evidence` are the refs it rested on when it was raised, in order of known; `later`
    the refs that joined it afterwards, each with the instant. `doubt` is the probability of the weakest link between
    agencies that it rests on (1.0: none); below 0.95 it is amber at most and wants identity looked at first. `says` is
    its sentence, with the figures of the moment it was raised.
    """

    id: str
    signal: str
    name: str
    version: str
    vantage: str
    subject: tuple[tuple[str, str], ...]
    trigger: str
    raised: Instant
    cleared: Instant | None
    levels: tuple[tuple[str, Instant], ...]
    lapsed: str
    evidence: tuple[str, ...]
    doubt: float = 1.0
    later: tuple[tuple[str, Instant], ...] = ()
    says: str = ""

    def level_at(self, instant: Instant) -> str:
        """The highest level reached by then; '' before it was raised."""
        reached = [level for level, when in self.levels if when <= instant]
        return max(reached, key=LEVELS.index, default="")

    def open_at(self, instant: Instant) -> bool:
        """Whether it holds at this instant."""
        return self.raised <= instant and (self.cleared is None or instant < self.cleared)


@dataclass(frozen=True, slots=True, order=True)
class NotJudged:
    """A signal that could say neither yes nor no about a person, and what was missing.

    `signal` is '*' where every signal is concerned (a record whose kind nobody has coded).
    """

    signal: str
    person: str
    because: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """Every raise of a scene, in order of time, future ones too; and what could not be judged."""

    raises: tuple[Raise, ...]
    not_judged: tuple[NotJudged, ...]


def raise_id(signal: str, subject: Iterable[tuple[str, str]], trigger: str, raised: Instant) -> str:
    """The same raise has the same id after every rebuild, from every vantage."""
    people = ";".join(f"{role}={person}" for role, person in subject)
    return sha256("|".join((signal, people, trigger, raised.isoformat())).encode()).hexdigest()[:24]

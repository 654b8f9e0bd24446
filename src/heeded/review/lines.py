"""What a page shows of a person, a raise or a replay: plain values, ready to be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from heeded.chronology.entry import Entry, Statement
from heeded.signals.raised import NotJudged, Raise
from heeded.signals.shelf import Signal
from heeded.sources.coding import Suggestion
from heeded.words.instants import Instant, day_of
from heeded.words.spoken import written_day
from heeded.words.told import Precision, Told

Vantaged = tuple[str, Instant | None, Instant | None]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in a list. `born` as told; `agencies` those that know them; `open_raises` in `live` now."""

    person: str
    name: str
    born: str
    agencies: tuple[str, ...]
    keys: tuple[str, ...]
    open_raises: int


@dataclass(frozen=True, slots=True)
class LinkLine:
    """Why one agency's key belongs to a person, and how sure that is."""

    key: str
    agency: str
    since: Instant
    author: str
    weight: float | None
    probability: float | None
    why: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A person's part in a raise."""

    role: str
    person: str
    name: str


@dataclass(frozen=True, slots=True)
class RaiseLine:
    """A raise in a list: `level` as of the moment looked at, `cleared` None while it is open."""

    id: str
    signal: str
    name: str
    level: str
    raised: Instant
    cleared: Instant | None
    sentence: str
    evidence: tuple[str, ...]
    subject: tuple[Subject, ...]
    lapsed: str = ""


@dataclass(frozen=True, slots=True)
class PersonView:
    """All that a viewer may know of one person; the chronology in the order in which things happened."""

    person: str
    name: str
    statements: tuple[Statement, ...]
    links: tuple[LinkLine, ...]
    entries: tuple[Entry, ...]
    raises: tuple[RaiseLine, ...]
    not_judged: tuple[NotJudged, ...]


@dataclass(frozen=True, slots=True)
class RaiseView:
    """One raise with all that explains it.

    `later` is evidence that joined after it was raised, with when; `knowledge` says of all its evidence which agency
    knew it when; `not_judged` is what could not be judged about its people, with all records put together.
    """

    raise_: RaiseLine
    signal: Signal
    evidence: tuple[Entry, ...]
    people: tuple[PersonLine, ...]
    by_vantage: tuple[Vantaged, ...]
    later: tuple[tuple[Entry, Instant], ...] = ()
    knowledge: tuple["FactRow", ...] = ()
    not_judged: tuple[NotJudged, ...] = ()


@dataclass(frozen=True, slots=True)
class SilenceRow:
    """One signal for its people: the day of its first raise from each vantage, None where never."""

    signal: str
    who: str
    pooled: date | None
    shared: date | None
    alone: Mapping[str, date | None]
    days_lost: str


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact, when it happened as told, and the day each agency knew it."""

    fact: str
    happened: str
    agencies: Mapping[str, date | None]


@dataclass(frozen=True, slots=True)
class ReplayView:
    """What was known of a person at the end of one day from one vantage."""

    person: str
    name: str
    entries: tuple[Entry, ...]
    raises: tuple[RaiseLine, ...]
    vantages: tuple[str, ...]
    first_day: date
    last_day: date
    days: Sequence[date]
    table: tuple[SilenceRow, ...]
    knowledge: tuple[FactRow, ...]


@dataclass(frozen=True, slots=True)
class UncodedLine:
    """A record without a kind, with what it may be, best first."""

    ref: str
    agency: str
    happened: str
    text: str
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class LoadLine:
    """A load in the list of loads; `withdrawn` is the reason, '' while it stands.

    `broken_off`: it has rows and was never finished; they count only once the same files are loaded again.
    """

    id: str
    agency: str
    when: Instant
    records: int
    withdrawn: str
    broken_off: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is, and how much of it nobody could judge."""

    records: int
    people: int
    uncoded: int
    refused: int
    raises_open: int
    waiting: int = 0


def written(told: Told | None) -> str:
    """A told date in words, no more exact than it was told."""
    if told is None:
        return ""
    first, last = told.first_day, told.day
    match told.precision:
        case Precision.YEAR:
            text = str(first.year)
        case Precision.MONTH:
            text = f"{first:%B %Y}"
        case Precision.CIRCA:
            text = "about " + (f"{first:%B %Y}" if told.vague else written_day(first))
        case _:
            text = written_day(first) if first == last else f"{written_day(first)} to {written_day(last)}"
    return text


def sentence(found: Raise, now: Instant) -> str:
    """A raise in a sentence with its figures; one that is still to come, or rests on a doubtful link, says so."""
    doubt = "" if found.doubt >= 1 else f" It rests on a link that is {found.doubt:.0%} sure: look at identity first."
    if found.raised > now:
        return f"Unless something answers it, this is raised on {written_day(day_of(found.raised))}: {found.says}"
    return f"{found.says}{doubt}"

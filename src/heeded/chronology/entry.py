"""What the rest of the house reads: records seen from one vantage, with people and places made out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from heeded.chronology.spans import Spans
from heeded.reference.rules import EVERYWHERE
from heeded.words.instants import NEVER, Instant
from heeded.words.told import Told

Crowds = Mapping[str, tuple[tuple[Instant, Spans], ...]]


@dataclass(frozen=True, slots=True, order=True)
class Role:
    """A Person's part in an entry. `person` is a Person id, or the placeholder's key where nobody is named."""

    role: str
    person: str
    key: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One edition of a record as one vantage knows it: it counts in `[known, until)`.

    `place` is a place key ('' where there is none), `written_place` what the agency wrote. An entry whose person
    moved from one Person to another while it was known appears once for each membership, with adjoining intervals.
    `answers` are refs (`health:r2`), `ref` its own (`police:v1`), `id` names the edition (`police:v1~2`).
    """

    ref: str
    id: str
    seq: int
    agency: str
    kind: str
    happened: Told
    recorded: Told
    roles: tuple[Role, ...]
    place: str
    written_place: str
    details: Mapping[str, tuple[str, ...]]
    says: str
    action: str
    answers: tuple[str, ...]
    known: Instant
    until: Instant = NEVER

    def one(self, detail: str) -> str:
        """The only or first value of a detail, '' where it is not given."""
        values = self.details.get(detail, ())
        return values[0] if values else ""

    def all(self, detail: str) -> tuple[str, ...]:
        """Every value of a detail."""
        return self.details.get(detail, ())

    def people(self, *roles: str) -> tuple[str, ...]:
        """The Person ids that hold one of these roles here; every Person named where no role is given."""
        return tuple(r.person for r in self.roles if not roles or r.role in roles)


@dataclass(frozen=True, slots=True)
class Statement:
    """What one agency says of one person (a row of its People table), known in `[known, until)`.

    `place` is the place key of the address, `since` when that agency first met the person (the stay's beginning).
    """

    person: str
    key: str
    agency: str
    names: tuple[str, ...]
    born: Told | None
    died: Told | None
    sex: str
    place: str
    written_place: str
    identifiers: Mapping[str, tuple[str, ...]]
    since: Told
    known: Instant
    until: Instant = NEVER


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything one judgement looks at: a set of people and all who share their places, from one vantage.

    `entries` and `statements` are in order of `known`. `agencies` are those whose own records this vantage sees,
    None for all of them: an absence is judged only where the duty-holder's records are seen. `doubts` gives, for a
    Person, the probability of its weakest link (absent: certain). `cut` says which closure was too large, if any.
    `decisions` are what people decided about warnings of Heeded, in order of `known`: no agency's records, so not entries.
    `jurisdiction` is the law by which the clocks run (`england`, `wales`). `crowds` are the places with so many
    residents that they join nobody: each with the instants from which on it is one, and when that is known (None: to be
    counted from the scene itself).
    """

    vantage: str
    entries: tuple[Entry, ...]
    statements: tuple[Statement, ...]
    agencies: frozenset[str] | None = None
    doubts: Mapping[str, float] = field(default_factory=dict)
    cut: tuple[str, ...] = ()
    decisions: tuple[Entry, ...] = ()
    jurisdiction: str = EVERYWHERE
    crowds: Crowds | None = None

"""A record: one thing one agency says happened, immutable, with its clocks."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from heeded.words.instants import Instant, parsed
from heeded.words.told import Told

VOCABULARY = 1
EVERYONE = "*"


# The same days are told over and over: writing and reading them is a quarter of the work of a record.
_written = lru_cache(maxsize=8192)(Told.written)
_read = lru_cache(maxsize=8192)(Told.read)


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """A person's part in a record: a role (`about`, child, parent, supervised…) and a key (`police:N500`).

    A person without a key is a placeholder: key `police:r7?2` (agency, origin, `?`, number), never linked.
    """

    role: str
    key: str

    @property
    def placeholder(self) -> bool:
        """Whether it stands for somebody unnamed in this one record."""
        return "?" in self.key


@dataclass(frozen=True, slots=True, order=True)
class Share:
    """When a record was shared, and with which agency (`*`: with every partner)."""

    to: str
    when: Told


@dataclass(frozen=True, slots=True)
class Draft:
    """What is handed to the lane to be recorded. `agency`, `source` and `origin` are its idempotency key.

    `kind` is a kind of `reference/kinds`, or `uncoded`, or `person` (a row of a People table).
    `details` maps a detail's name to its values (`{"observed": ("cot", "toys")}`).
    `answers` and `replaces` are record ids (`agency:origin`). `says` is the agency's narrative, `action` its outcome.
    `load` is the id of the load it came in with, so that a load can be withdrawn whole.
    """

    agency: str
    source: str
    origin: str
    kind: str
    happened: Told
    recorded: Told
    shared: tuple[Share, ...] = ()
    people: tuple[Part, ...] = ()
    place: str = ""
    details: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    says: str = ""
    action: str = ""
    answers: tuple[str, ...] = ()
    replaces: str = ""
    basis: str = "fact"
    marking: str = "OFFICIAL-SENSITIVE"
    handling: tuple[str, ...] = ()
    regime: str = "ukgdpr"
    load: str = ""
    vocabulary: int = VOCABULARY

    @property
    def ref(self) -> str:
        """The agency's own name for it, the same in every edition: `police:v1`."""
        return f"{self.agency}:{self.origin}"

    def body(self) -> dict[str, Any]:
        """The record as plain JSON values; what the ledger keeps and the Merkle leaf commits to."""
        return {
            "agency": self.agency, "source": self.source, "origin": self.origin, "kind": self.kind,
            "happened": _written(self.happened), "recorded": _written(self.recorded),
            "shared": [[s.to, _written(s.when)] for s in self.shared],
            "people": [[p.role, p.key] for p in self.people], "place": self.place,
            "details": {k: list(v) for k, v in self.details.items()}, "says": self.says, "action": self.action,
            "answers": list(self.answers), "replaces": self.replaces, "basis": self.basis, "marking": self.marking,
            "handling": list(self.handling), "regime": self.regime, "load": self.load, "vocabulary": self.vocabulary,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Record(Draft):
    """A recorded draft: `seq` is its number in the ledger (1, 2, 3…), `entered` the instant it was written.

    `edition` is 1 for the first account under its ref and grows with each correction.
    """

    seq: int = 0
    entered: Instant = field(default_factory=lambda: parsed("1970-01-01T00:00:00+00:00"))
    edition: int = 1

    @property
    def id(self) -> str:
        """Names this edition: `police:v1` for the first, `police:v1~2` for its first correction."""
        return self.ref if self.edition == 1 else f"{self.ref}~{self.edition}"

    def body(self) -> dict[str, Any]:
        """The draft's body with what the ledger added."""
        return {**Draft.body(self), "entered": self.entered.isoformat(), "edition": self.edition}


def recorded(draft: Draft, seq: int, entered: Instant, edition: int) -> Record:
    """The record that a draft becomes."""
    values = {name: getattr(draft, name) for name in Draft.__dataclass_fields__}
    return Record(**values, seq=seq, entered=entered, edition=edition)


def from_body(body: Mapping[str, Any], seq: int) -> Record:
    """A record read back from its body and its number in the ledger."""
    return Record(
        agency=body["agency"], source=body["source"], origin=body["origin"], kind=body["kind"],
        happened=_read(body["happened"]), recorded=_read(body["recorded"]),
        shared=tuple(Share(to, _read(when)) for to, when in body["shared"]),
        people=tuple(Part(role, key) for role, key in body["people"]), place=body["place"],
        details=MappingProxyType({k: tuple(v) for k, v in body["details"].items()}),
        says=body["says"], action=body["action"], answers=tuple(body["answers"]), replaces=body["replaces"],
        basis=body["basis"], marking=body["marking"], handling=tuple(body["handling"]), regime=body["regime"],
        load=body["load"], vocabulary=body["vocabulary"], seq=seq, entered=parsed(body["entered"]),
        edition=body["edition"],
    )  # fmt: skip


def corrected(draft: Draft, replaces: str) -> Draft:
    """The draft as a correction of the record named."""
    return replace(draft, replaces=replaces)

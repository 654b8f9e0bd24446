"""Records as agencies tell them, and a lane that numbers them and takes in what follows, for tests of linkage."""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

from heeded.ledger.record import Draft, Part, Record, recorded
from heeded.linkage.judging import judged
from heeded.linkage.linker import Linker
from heeded.words.told import Told

BEGAN = datetime(2024, 1, 1, tzinfo=UTC)
SOMEDAY = date(2023, 6, 1)


def row(
    key: str, name: str = "", born: str = "", sex: str = "", address: str = "", aka: str = "", **numbers: str
) -> Draft:
    """A row of an agency's People table."""
    told = {"name": name, "aka": aka, "born": born, "sex": sex, **numbers}
    details = {k: tuple(v.split(";")) for k, v in told.items() if v}
    return _draft(key.partition(":")[0], f"people/{key}", "person", [("about", key)], SOMEDAY, address, details)


def event(
    about: str, day: str = "2023-06-01", kind: str = "contact", with_: str = "", ref: str = "", **details: str
) -> Draft:
    """A row of an agency's chronology; `with_` is `role:agency:key; role:agency:key`."""
    others = [(p.strip().split(":", 1)[0], p.strip().split(":", 1)[1]) for p in with_.split(";") if p.strip()]
    people = [("about", about), *others]
    named = {k: (v,) for k, v in details.items()}
    ref = ref or f"{kind}/{day}/{about}/{with_}"
    return _draft(about.partition(":")[0], ref, kind, people, date.fromisoformat(day), "", named)


def _draft(
    agency: str, origin: str, kind: str, people: list[tuple[str, str]], day: date, place: str,
    details: Mapping[str, tuple[str, ...]],
) -> Draft:  # fmt: skip
    when = Told.on(day)
    parts = tuple(Part(role, key) for role, key in people)
    return Draft(
        agency, "table", origin, kind, when, when, people=parts, place=place, details=MappingProxyType(details)
    )


class Lane:
    """An in-memory ledger that does with a linker what the real lane does."""

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:")
        self.linker = Linker(self.connection)
        self.ledger: list[Record] = []

    def load(self, *drafts: Draft) -> set[str]:
        """Record these in one batch, and all that follows from them; the Persons touched."""
        touched: set[str] = set()
        waiting: list[Draft] = list(drafts)
        for _ in range(5):
            if not waiting:
                return touched
            records = [self._numbered(d) for d in waiting]
            waiting, also = self.linker.apply(records)
            touched |= also
        raise AssertionError("links follow from links without end")

    def judge(self, one: str, other: str, verdict: str, reason: str = "looked at both files") -> set[str]:
        """A person's judgement."""
        on = BEGAN + timedelta(seconds=len(self.ledger))
        return self.load(judged(one, other, verdict, "Asha Verity", reason, on))  # type: ignore[arg-type]

    def same(self, *keys: str) -> bool:
        """Whether all these keys are one Person today."""
        return len({self.linker.person_of(k) for k in keys}) == 1

    def asked(self) -> set[frozenset[str]]:
        """The pairs somebody is asked about."""
        return {frozenset((q.one, q.other)) for q in self.linker.unsure(100)}

    def groups(self) -> set[frozenset[str]]:
        """Today's Persons as sets of keys."""
        found: dict[str, set[str]] = {}
        for (key,) in self.connection.execute("select key from linkage_key"):
            found.setdefault(self.linker.person_of(key), set()).add(key)
        return {frozenset(keys) for keys in found.values()}

    def _numbered(self, draft: Draft) -> Record:
        seq = len(self.ledger) + 1
        record = recorded(draft, seq, BEGAN + timedelta(seconds=seq), 1)
        self.ledger.append(record)
        return record


def loaded(drafts: Iterable[Draft]) -> Lane:
    """A lane with these loaded in one batch."""
    lane = Lane()
    lane.load(*drafts)
    return lane

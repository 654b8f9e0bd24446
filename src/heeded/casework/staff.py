"""Records of staff: who joined, left, is away, and holds a role; written, and read back as events."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from types import MappingProxyType

from heeded.chronology.state import day_told
from heeded.ledger.record import Draft, Record
from heeded.words.instants import NEVER, Instant
from heeded.words.told import Told

JOINED, LEFT, ABSENT, HOLDS_ROLE = "joined", "left", "absent", "holds_role"
STAFF = (JOINED, LEFT, ABSENT, HOLDS_ROLE)


@dataclass(frozen=True, slots=True)
class StaffEvent:
    """One staff record. It counts from `at`: its date or its entering, whichever is later; `until` is exclusive.

    A later one of the same `origin` corrects it. `back`: an absence that ends on the day it begins, so back early.
    """

    seq: int
    kind: str
    name: str
    at: Instant
    until: Instant = NEVER
    role: str = ""
    agency: str = ""
    team: str = ""
    answers_to: str = ""
    origin: str = ""
    back: bool = False


def event(record: Record) -> StaffEvent:
    """What a staff record says."""
    until = day_told(_one(record, "until"))
    return StaffEvent(
        record.seq, record.kind, plain(_one(record, "name")), max(record.entered, record.happened.last),
        until, _one(record, "role"), _one(record, "agency"), plain(_one(record, "team")),
        plain(_one(record, "answers_to")), record.origin, until == record.happened.last,
    )  # fmt: skip


def plain(name: str) -> str:
    """A name with single spaces and each letter in one piece, as it is shown."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def folded(name: str) -> str:
    """A name as it is compared: capitals and spaces make nobody another person."""
    return plain(plain(name).casefold())


def joined(
    name: str, agency: str, since: date, *, team: str = "", answers_to: str = "", until: date | None = None
) -> Draft:
    """Somebody begins to work for an agency; `until` is the first day on which they no longer do."""
    return _draft(JOINED, name, since, "", until, agency=agency, team=team, answers_to=answers_to)


def holds_role(name: str, role: str, since: date, *, team: str = "", until: date | None = None) -> Draft:
    """Somebody holds a role of `reference/roles` from a day on; `until` is the first day on which they no longer do."""
    return _draft(HOLDS_ROLE, name, since, role, until, role=role, team=team)


def absent(name: str, since: date, until: date) -> Draft:
    """Somebody is away from a day on and back on another. Back early: absent from that day until that day."""
    return _draft(ABSENT, name, since, "", until)


def left(name: str, since: date, reason: str = "") -> Draft:
    """Somebody works here no longer from a day on."""
    return _draft(LEFT, name, since, "", None, reason=reason)


def _draft(kind: str, name: str, since: date, sort: str, until: date | None, **more: str) -> Draft:
    details = {"name": plain(name), "until": until.isoformat() if until else "", **more}
    told = {key: (value,) for key, value in details.items() if value}
    origin = "-".join(part for part in ("staff", _slug(folded(name)), kind, sort, since.isoformat()) if part)
    on = Told.on(since)
    return Draft("heeded", "staff", origin, kind, on, on, details=MappingProxyType(told))


def _slug(name: str) -> str:
    """A name within an origin; one that loses more than its spaces gets a mark of its own: Jo-Ann is not Jo Ann."""
    slug = re.sub(r"\W+", "-", name).strip("-")
    kept = slug == name.replace(" ", "-") and "-" not in name
    return slug if kept else f"{slug}-{blake2b(name.encode('utf-8', 'replace'), digest_size=4).hexdigest()}"


def _one(record: Record, detail: str) -> str:
    values = record.details.get(detail, ())
    return values[0] if values else ""

"""What a row says in `key=value` pairs, held to what its kind allows; nothing that was written is lost."""

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

from heeded.reference.agencies import agency_of
from heeded.reference.kinds import Detail, Kind
from heeded.sources.dates import told
from heeded.sources.days import UnreadableDate
from heeded.sources.keys import qualified

UNREAD = "unread"
MOST_NAMED = 8
_INTERVAL = re.compile(r"\d{1,4} (?:working )?(?:day|week|month|year)s?")


@dataclass(slots=True)
class Coded:
    """The details of one row and the refs it answers; `faults` are (what is wrong, what to write)."""

    details: dict[str, tuple[str, ...]] = field(default_factory=dict)
    answers: list[str] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)

    def add(self, name: str, *values: str) -> None:
        """Adds values to a detail, each once."""
        had = self.details.get(name, ())
        self.details[name] = had + tuple(dict.fromkeys(value for value in values if value not in had))


def coded(text: str, kind: Kind | None, agency: str) -> Coded:
    """Reads `key=value; key=a,b`. `kind` is None where the row has no kind we know: then nothing is held to it."""
    found = Coded()
    for piece in re.split(r"[;\n]", text):
        name, equals, value = (part.strip() for part in piece.partition("="))
        name = folded(name)
        if equals and name and value:
            take(found, name, value, kind, agency)
        elif piece.strip():
            found.add(UNREAD, piece.strip())
            found.faults.append((f"'{piece.strip()[:60]}' is not a key and a value.", "Write it as key=value."))
    return found


def take(found: Coded, name: str, value: str, kind: Kind | None, agency: str) -> None:
    """Takes one detail: as its kind wants it, or as written with a fault that says so."""
    if name == "answers":
        refs = [qualified(ref.strip(), agency) for ref in value.split(",") if ref.strip()]
        found.answers += [ref for ref in refs if ref not in found.answers]
        return
    detail = kind.details.get(name) if kind else None
    if kind and not detail:
        found.add(name, value)
        known = f"It has: {', '.join(kind.details)}." if kind.details else ""
        found.faults.append((f"'{name}' is not a detail of {kind.name}; kept as written.", known))
        return
    split = detail is None or detail.many or detail.type not in ("text", "interval", "until", "date")
    values = [part.strip() for part in value.split(",") if part.strip()] if split else [value]
    for part in values:
        made, fault = _fitted(name, part, detail, agency) if detail else (part, None)
        found.add(name, made)
        if fault:
            found.faults.append(fault)


def _fitted(name: str, value: str, detail: Detail, agency: str) -> tuple[str, tuple[str, str] | None]:
    """The value as its type wants it; what is wrong where it does not fit (then the value stays as written)."""
    if detail.values:
        plain = folded(value)
        for allowed in detail.values:
            if folded(allowed) == plain:
                return allowed, None
        return value, (f"{name} is '{value[:60]}'.", f"Use one of: {', '.join(_nearest(plain, detail.values))}.")
    if detail.type in ("agency", "agencies"):
        return agency_of(value) or value, None
    if detail.type in ("person", "ref", "refs"):
        return qualified(value, agency), None
    if detail.type == "conditions":
        return re.sub(r"[\s-]+", "_", value.upper()), None
    if detail.type == "number" and not re.fullmatch(r"-?\d+(?:\.\d+)?", value):
        return value, (f"{name} is '{value[:60]}', which is not a number.", "Write figures only.")
    if detail.type == "interval" and not _INTERVAL.fullmatch(value):
        return value, (f"{name} is '{value[:60]}'.", "Write it as 10 working days, 6 weeks or 6 months.")
    if detail.type in ("date", "until"):
        return _date(name, value, detail.type)
    return value, None


def _date(name: str, value: str, of: str) -> tuple[str, tuple[str, str] | None]:
    if of == "until" and value.casefold() in ("life", "indefinite"):
        return value.casefold(), None
    try:
        return told(value).written(), None
    except UnreadableDate as trouble:
        return value, (f"{name}: {trouble.what}", trouble.do)


@lru_cache(maxsize=8192)
def folded(value: str) -> str:
    """A word as the lists have it: small letters, underscores for blanks."""
    return re.sub(r"[\s_-]+", "_", value.casefold())


def _nearest(value: str, allowed: tuple[str, ...]) -> list[str]:
    """The allowed words in the order people look for them: all where they are few, else those most like it."""
    if len(allowed) <= MOST_NAMED:
        return sorted(allowed)
    return sorted(sorted(allowed, key=lambda word: -SequenceMatcher(None, value, word).ratio())[:MOST_NAMED])

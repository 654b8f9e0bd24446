"""Coding: what a narrative seems to say, for a person to confirm, change or refuse, one by one or many at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from heeded.reference.kinds import kinds
from heeded.review.lines import UncodedLine
from heeded.sources.coding import Suggestion
from heeded.web.asked import Asked
from heeded.words.trouble import Trouble

path = "coding"
name = "coding"
template = "coding.html"
purpose = "coding records"
menu = (4, "Coding")

A_PAGE = 25
MOST_ROWS = 10_000_000
LONGEST_DETAILS = 500
OURS = frozenset({"identity", "casework", "ledger", "staff"})  # families that Heeded itself writes

Coded = tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]


def view(asked: Asked) -> dict[str, Any] | HttpResponse:
    """A page of uncoded records with their suggestions; with ticks, what was decided of them."""
    if asked.posted:
        return decided(asked)
    offset = asked.number("from", MOST_ROWS)
    rows = asked.look.uncoded(A_PAGE + 1, offset)
    return {
        "rows": [row_of(record) for record in rows[:A_PAGE]],
        "counts": asked.look.counts(),
        "families": families(),
        "done": asked.number("done", MOST_ROWS),
        "offset": offset,
        "later": offset + A_PAGE if len(rows) > A_PAGE else 0,
        "earlier": max(offset - A_PAGE, 0) if offset else None,
    }


@dataclass(frozen=True, slots=True)
class Row:
    """An uncoded record with the best suggestion, its details as they are written, and what else it may be."""

    record: UncodedLine
    best: Suggestion | None
    details: str
    others: tuple[str, ...]


def row_of(record: UncodedLine) -> Row:
    """A record as its row shows it."""
    best = record.suggestions[0] if record.suggestions else None
    details = "; ".join(f"{name}={', '.join(values)}" for name, values in best.details.items()) if best else ""
    return Row(record, best, details, tuple(each.kind for each in record.suggestions[1:]))


def decided(asked: Asked) -> HttpResponse:
    """Confirm or refuse what was ticked; each confirmation becomes a record of who said so."""
    refs = list(dict.fromkeys(asked.fields("ref")))
    if not refs:
        raise Trouble("Coding", "No record was ticked, so nothing was done.", "Go back and tick the ones you mean.")
    if asked.field("answer", 10) == "refuse":
        asked.workspace.refuse(refs)
    else:
        for (kind, details), together in grouped(asked, refs).items():
            asked.workspace.confirm(together, kind, dict(details))
    return asked.to(name, f"?done={len(refs)}")


def grouped(asked: Asked, refs: list[str]) -> dict[Coded, list[str]]:
    """The records ticked, by the kind and details that their rows say; Trouble before any of them is confirmed."""
    together: dict[Coded, list[str]] = {}
    for ref in refs:
        kind = asked.field(f"kind {ref}", 60)
        if kind not in kinds() or kinds()[kind].family in OURS:
            raise Trouble(ref, "No kind was chosen for it.", "Go back and choose one, or take its tick away.")
        details = tuple(read(asked.field(f"details {ref}", LONGEST_DETAILS), ref).items())
        together.setdefault((kind, details), []).append(ref)
    return together


def read(text: str, where: str) -> Mapping[str, tuple[str, ...]]:
    """`result=seen; observed=cot, toys` as a mapping; Trouble where a piece is not name=value."""
    details: dict[str, tuple[str, ...]] = {}
    for piece in filter(None, (piece.strip() for piece in text.split(";"))):
        detail, sign, values = piece.partition("=")
        if not sign or not detail.strip() or not values.strip():
            raise Trouble(where, f"'{piece}' is not a detail.", "Write it as name=value; other=value.")
        details[detail.strip()] = tuple(v.strip() for v in values.split(",") if v.strip())
    return details


def families() -> list[tuple[str, list[str]]]:
    """Every kind that an agency writes, under its family, for the list to choose from."""
    found: dict[str, list[str]] = {}
    for kind in kinds().values():
        if kind.family not in OURS:
            found.setdefault(kind.family, []).append(kind.name)
    return list(found.items())

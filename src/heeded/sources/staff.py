"""Rows of a staff table: who works for which agency, in which team and role, from when until when, under whom."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from heeded.reference.agencies import agency_of
from heeded.reference.roles import roles
from heeded.sources.dates import told
from heeded.sources.days import UnreadableDate
from heeded.sources.handover import pieces
from heeded.sources.headers import SEARCHED, STAFF, Headings, headings
from heeded.sources.reading import opened_file
from heeded.sources.receipt import Remark
from heeded.sources.rows import Limits, Note, Piece, Row, Table, Unreadable
from heeded.sources.table import HEEDED, Refused

MOST_ROWS = 50_000
LONGEST_NAME = 120
NOBODY = {"", "-", "n/a", "none", "nobody"}


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One role of one member of staff. `until` and `back` are the first days on which it no longer holds."""

    row: int
    name: str
    agency: str
    team: str
    role: str
    since: date
    until: date | None
    manager: str
    away: date | None
    back: date | None


@dataclass(frozen=True, slots=True)
class StaffTable:
    """A staff file as read: its rows, and what could not be taken, each with a sentence."""

    file: str
    rows: tuple[StaffRow, ...]
    refused: tuple[Remark, ...]


def read_staff(path: Path, on: date, limits: Limits | None = None) -> StaffTable:
    """The staff that a file gives: docx, xlsx, ods or csv with a table of Name, Agency, Team, Role, From and Until.

    A row without From holds from `on`. Unreadable where the file has no such table, or cannot be opened.
    """
    limits = limits or Limits(rows=MOST_ROWS)
    rows: list[StaffRow] = []
    refused: list[Remark] = []
    with opened_file(path, limits) as file:
        for row, head, table in _rows(pieces(file, path.name, limits)):
            try:
                rows.append(_row(row, head, on))
            except Refused as trouble:
                column, what, do = trouble.fault
                refused.append(Remark(path.name, row.number, head.name(column), what, do, table, row.cells))
    if not rows and not refused:
        raise Unreadable(
            path.name, "it has no table with the headings Name and Role.",
            "Give it the headings Name, Agency, Team, Role, From, Until.",
        )  # fmt: skip
    return StaffTable(path.name, tuple(rows), tuple(refused))


def _rows(told_pieces: Iterable[Piece]) -> Iterator[tuple[Row, Headings, str]]:
    """The rows below the headings of every staff table in a file."""
    head, table, above = None, "", 0
    for piece in told_pieces:
        if isinstance(piece, Table):
            head, table, above = None, piece.name, 0
        elif isinstance(piece, Note):
            continue
        elif head is None:
            above += 1
            head = headings(piece.cells, (STAFF,)) if above <= SEARCHED else None
        elif any(cell.strip() for cell in piece.cells) and piece.cells != head.written[: len(piece.cells)]:
            yield piece, head, table


def _row(row: Row, head: Headings, on: date) -> StaffRow:
    cells = {name: " ".join(row.cells[n].split()) for name, n in head.columns.items() if n < len(row.cells)}
    name, role = cells.get("name", ""), _role(cells.get("role", ""))
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise Refused("name", "it names nobody, or its name is too long.", "Write the person's name.")
    agency = agency_of(cells.get("agency", "")) or roles()[role].agency
    if agency == HEEDED:
        raise Refused("agency", "'heeded' is this program, and no agency.", "Write the agency that employs them.")
    since, until = _day(cells, "from") or on, _day(cells, "until")
    away, back = _day(cells, "away"), _day(cells, "back")
    if until is not None and until <= since:
        raise Refused("until", f"{until} is not after {since}.", "Write the first day on which it no longer holds.")
    if away is not None and (back is None or back <= away):
        raise Refused("back", "it does not say until when they are away.", "Write the day on which they are back.")
    manager = cells.get("manager", "")
    return StaffRow(
        row.number, name, agency, cells.get("team", "")[:LONGEST_NAME], role, since, until,
        "" if manager.casefold() in NOBODY else manager[:LONGEST_NAME], away, back,
    )  # fmt: skip


def _role(written: str) -> str:
    """The role that a cell means, by its name or its title."""
    known = {each.title.casefold(): name for name, each in roles().items()}
    known |= {name.replace("_", " "): name for name in roles()}
    plain = " ".join(written.replace("_", " ").casefold().split())
    if plain not in known:
        near = get_close_matches(plain[:LONGEST_NAME], known, 3) or sorted(known)[:3]
        what = f"'{written[:60]}' is no role we know." if written else "it gives no role."
        raise Refused("role", what, f"Write a role of docs/reference/roles.md, such as: {', '.join(near)}.")
    return known[plain]


def _day(cells: dict[str, str], column: str) -> date | None:
    text = cells.get(column, "")
    if text.casefold() in NOBODY:
        return None
    try:
        return told(text).first_day
    except UnreadableDate as trouble:
        raise Refused(column, trouble.what, trouble.do) from None

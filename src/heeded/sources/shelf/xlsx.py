"""Excel workbooks (.xlsx): every sheet, cell by cell as stored; a formula is its stored value, never worked out."""

from collections.abc import Iterator
from functools import lru_cache
from typing import BinaryIO

from heeded.sources.archive import Archive, packed
from heeded.sources.format import Example, Format
from heeded.sources.markup import CHUNK, Attributes, named, parser, streamed
from heeded.sources.merges import Merges
from heeded.sources.relations import of_type, relations
from heeded.sources.rows import Budget, Note, Piece, Table, Unreadable, tidy
from heeded.sources.serials import shape_of, written
from heeded.sources.workbook import SPACES, Workbook, unescaped, workbook

NAME = "an Excel workbook (.xlsx)"
_MOST_MERGES, _LAST_SERIAL, _LONGEST_NUMBER = 100_000, 2_958_466, 40
_FIGURES = "0123456789"


@lru_cache(maxsize=4096)
def _column(letters: str) -> int:
    """A column's place from 0 (`A`); -1 for what is no column."""
    place = 0
    for letter in letters[:4]:
        if not "A" <= letter <= "Z":
            return -1
        place = place * 26 + ord(letter) - 64
    return place - 1


class _Sheet:
    """What the parser has seen of one sheet. `ready` holds the rows that are whole."""

    def __init__(self, book: Workbook, merges: Merges, budget: Budget) -> None:
        self.book, self.merges, self.budget = book, merges, budget
        self.ready: list[Piece] = []
        self.number = self.column = self.length = 0
        self.kind = ""
        self.style = -1
        self.on = self.formula = self.stored = self.hidden = False
        self.text: list[str] = []
        self.cells: dict[int, str] = {}

    def row(self, attributes: Attributes) -> None:
        written_number = attributes.get("r", "")
        self.number = int(written_number[:9]) if written_number.isdecimal() else self.number + 1
        self.cells, self.column = {}, -1

    def row_ends(self) -> None:
        if self.cells:
            cells = [""] * (max(self.cells) + 1)
            for column, said in self.cells.items():
                cells[column] = said
            self.merges.fill(self.number, cells)
            self.ready.append(self.budget.row(self.number, cells))

    def cell(self, attributes: Attributes) -> None:
        place = attributes.get("r")
        self.column = _column(place.rstrip(_FIGURES)) if place else self.column + 1
        self.kind = attributes.get("t", "n")
        style = attributes.get("s", "")
        self.style = int(style) if style.isdecimal() and len(style) < 7 else 0
        self.text, self.length, self.formula, self.stored = [], 0, False, False

    def cell_ends(self) -> None:
        if said := tidy(self._said("".join(self.text))):
            if self.column < 0:
                raise Unreadable(f"row {self.number}", "a cell has no place in the sheet.", "Save the file again.")
            self.budget.column(self.number, self.column)
            self.budget.length(self.number, len(said))
            self.cells[self.column] = said
        elif self.formula and not self.stored:
            what = "a formula has no stored value, so the cell was read as empty."
            self.ready.append(
                Note(self.number, f"column {self.column + 1}", what, "Open the file in Excel and save it.")
            )

    def formula_begins(self, _: Attributes) -> None:
        self.formula = True

    def value(self, _: Attributes) -> None:
        self.on = self.stored = True

    def inline(self, _: Attributes) -> None:
        self.on = not self.hidden

    def value_ends(self) -> None:
        self.on = False

    def hide(self, _: Attributes) -> None:
        self.hidden = True

    def show(self) -> None:
        self.hidden = False

    def characters(self, text: str) -> None:
        if self.on:
            self.length += len(text)
            self.budget.length(self.number, self.length)
            self.text.append(text)

    def _said(self, stored: str) -> str:
        if self.kind == "s":
            place = int(stored) if stored.isdecimal() and len(stored) < 9 else -1
            return self.book.strings[place] if 0 <= place < len(self.book.strings) else ""
        if self.kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(stored, stored)
        if self.kind != "n":
            return unescaped(stored)
        return _number(stored, self.style, self.book) if stored else ""


def _number(stored: str, style: int, book: Workbook) -> str:
    """A number as written, or the date that its style shows, no more exact than that."""
    if len(stored) > _LONGEST_NUMBER:
        return stored
    try:
        number = float(stored)
    except ValueError:
        return stored
    code, pattern = book.styles[style] if 0 <= style < len(book.styles) else (0, "")
    if shape_of(code, pattern) and 0 <= number < _LAST_SERIAL:
        return written(number, code, pattern, book.since_1904)
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def _merges(archive: Archive, part: str) -> Merges:
    """The vertical merges of a sheet, which stand after its rows; a sheet that has none is not parsed for them."""
    found, count = Merges(), 0

    def merge(attributes: Attributes) -> None:
        nonlocal count
        count += 1
        first, _, last = attributes.get("ref", "").partition(":")
        if count > _MOST_MERGES:
            raise Unreadable("", "it has more merged cells than a table needs.", "Take the merges out.")
        top, bottom = first.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), last.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        if top.isdecimal() and bottom.isdecimal() and len(top) < 9 and len(bottom) < 9:
            found.begin(int(top), _column(first.rstrip(_FIGURES)), int(bottom))

    if _mentions(archive, part, b"mergeCell"):
        with archive.open(part) as stream:
            for _ in streamed(stream, parser(named(*SPACES, mergeCell=merge), {})):
                pass
    return found


def _mentions(archive: Archive, part: str, word: bytes) -> bool:
    """Whether the raw markup has this word; a sheet in UTF-16 is always parsed."""
    with archive.open(part) as stream:
        tail = b""
        try:
            while chunk := stream.read(CHUNK):
                if word in tail + chunk or (not tail and chunk[:2] in (b"\xff\xfe", b"\xfe\xff")):
                    return True
                tail = chunk[-len(word) :]
        except Exception:  # noqa: BLE001 - whatever is wrong with the part, the parser says it better
            return True
    return False


def read(file: BinaryIO, budget: Budget) -> Iterator[Piece]:
    """Every worksheet under its name; row numbers are the sheet's own."""
    archive = Archive(file, budget.limits, NAME)
    part = of_type(relations(archive), "officeDocument")
    if not part.startswith("xl/"):
        raise Unreadable("", f"it is not {NAME}, whatever its name says.", f"Save it as {NAME}.")
    book = workbook(archive, part, budget)
    for name, sheet_part in book.sheets:
        yield Table(name)
        sheet = _Sheet(book, _merges(archive, sheet_part), budget)
        starts = named(
            *SPACES, row=sheet.row, c=sheet.cell, f=sheet.formula_begins, v=sheet.value, t=sheet.inline, rPh=sheet.hide
        )
        ends = named(
            *SPACES, row=sheet.row_ends, c=sheet.cell_ends, v=sheet.value_ends, t=sheet.value_ends, rPh=sheet.show
        )
        with archive.open(sheet_part) as stream:
            for _ in streamed(stream, parser(starts, ends, sheet.characters)):
                yield from sheet.ready
                sheet.ready.clear()


def _example() -> bytes:
    def row(*cells: str) -> str:
        inside = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
        return f"<row>{inside}</row>"

    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    listing = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r"'
    rows = row("Date", "What happened") + row("9 Apr 2007", "Home visit, nobody in")
    return packed(
        {
            "_rels/.rels": f'{listing} Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/_rels/workbook.xml.rels": f'{listing} Type="{office}/worksheet" Target="sheet.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{SPACES[0]}" xmlns:r="{office}"><sheets><sheet name="Chronology" '
            'sheetId="1" r:id="r"/></sheets></workbook>',
            "xl/sheet.xml": f'<worksheet xmlns="{SPACES[0]}"><sheetData>{rows}</sheetData></worksheet>',
        }
    )


FORMAT = Format(
    "Excel workbook",
    (".xlsx", ".xlsm"),
    read,
    Example(_example, "health.xlsx", {"agency": "health", "happened": "2007-04-09", "says": "Home visit, nobody in"}),
)

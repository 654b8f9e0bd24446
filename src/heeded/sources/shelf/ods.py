"""OpenDocument spreadsheets (.ods): every sheet; what a file says is repeated is counted before it is laid out."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from heeded.sources.archive import Archive, packed
from heeded.sources.format import Example, Format
from heeded.sources.markup import Attributes, named, parser, streamed
from heeded.sources.merges import Merges
from heeded.sources.rows import Budget, Piece, Row, Table, Unreadable, tidy

NAME = "an OpenDocument spreadsheet (.ods)"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _TEXT = (f"{_OASIS}{name}:1.0" for name in ("office", "table", "text"))
_LOCKED = b"encryption-data"
_MOST_BLANKS = 1000
_MONTH_SHOWN = re.compile(r"[^\W\d]{3,}[ -]\d{4}|\d{4}")


class _Sheet:
    """What the parser has seen of one sheet. Comments, tracked changes and tables inside cells are not its text."""

    def __init__(self, budget: Budget) -> None:
        self.budget, self.merges = budget, Merges()
        self.ready: list[Piece] = []
        self.number = self.depth = self.hidden = self.length = 0
        self.repeated = self.times = self.spanned = 1
        self.on = False
        self.cells: list[str] = []
        self.pending = 0
        self.typed = ("", "")
        self.text: list[str] = []

    def table(self, attributes: Attributes) -> None:
        self.depth += 1
        if self.depth == 1 and not self.hidden:
            self.number, self.merges = 0, Merges()
            self.ready.append(Table(tidy(attributes.get(f"{_TABLE} name", ""))))

    def table_ends(self) -> None:
        self.depth -= 1

    def row(self, attributes: Attributes) -> None:
        if self._here():
            self.number += 1
            self.times = _count(attributes, "number-rows-repeated")
            self.cells, self.pending = [], 0

    def row_ends(self) -> None:
        if not self._here():
            return
        if any(self.cells):
            # what is repeated is counted whole before the first of its rows is laid out
            own = self.budget.row(self.number, self.cells, self.times).cells
            for number in range(self.number, self.number + self.times):
                cells = list(own)
                self.merges.fill(number, cells)
                self.ready.append(Row(number, tuple(cells)))
        self.number += self.times - 1

    def cell(self, attributes: Attributes) -> None:
        if self._here():
            self.repeated = _count(attributes, "number-columns-repeated")
            self.spanned = _count(attributes, "number-rows-spanned")
            kind = attributes.get(f"{_OFFICE} value-type", "")
            value = attributes.get(f"{_OFFICE} {'date-value' if kind == 'date' else 'value'}", "")
            self.typed = (kind, value[:40])
            self.text, self.length, self.on = [], 0, True

    def covered(self, attributes: Attributes) -> None:
        self.cell(attributes)
        self.on = False

    def cell_ends(self) -> None:
        if not self._here():
            return
        said = _said(*self.typed, tidy("".join(self.text)))
        self.on = False
        if not said:
            self.pending += self.repeated
            return
        column = len(self.cells) + self.pending
        self.budget.column(self.number, column + self.repeated - 1)
        self.cells += [""] * self.pending + [said] * self.repeated
        self.pending = 0
        if self.spanned > 1:
            self.merges.begin(self.number, column, self.number + self.spanned - 1)

    def paragraph(self, _: Attributes) -> None:
        if self.text:
            self._sign("\n")

    def blanks(self, attributes: Attributes) -> None:
        count = attributes.get(f"{_TEXT} c", "1")
        self._sign(" " * min(int(count[:4]) if count.isdecimal() else 1, _MOST_BLANKS))

    def tab(self, _: Attributes) -> None:
        self._sign(" ")

    def line(self, _: Attributes) -> None:
        self._sign("\n")

    def hide(self, _: Attributes) -> None:
        self.hidden += 1

    def show(self) -> None:
        self.hidden -= 1

    def characters(self, text: str) -> None:
        if self.on and not self.hidden and self.depth == 1:
            self._sign(text)

    def _sign(self, text: str) -> None:
        if self.on and not self.hidden and self.depth == 1:
            self.length += len(text)
            self.budget.length(self.number, self.length)
            self.text.append(text)

    def _here(self) -> bool:
        return self.depth == 1 and not self.hidden


def _count(attributes: Attributes, name: str) -> int:
    digits = attributes.get(f"{_TABLE} {name}", "1")
    return max(1, int(digits)) if digits.isdecimal() and len(digits) < 10 else 1


def _said(kind: str, value: str, shown: str) -> str:
    """The cell as text: a date by its value unless the sheet shows less of it, a number by its value."""
    if kind == "date" and value and not _MONTH_SHOWN.fullmatch(shown):
        day, _, clock = value.partition("T")
        return day if not clock or clock.startswith("00:00") else f"{day} {clock[:8]}"
    if kind == "float" and value:
        try:
            number = float(value)
        except ValueError:
            return shown
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
    return shown


def read(file: BinaryIO, budget: Budget) -> Iterator[Piece]:
    """Every sheet under its name; row numbers are the sheet's own."""
    archive = Archive(file, budget.limits, NAME)
    if "META-INF/manifest.xml" in archive.names:
        with archive.open("META-INF/manifest.xml") as stream:
            if _LOCKED in stream.read(1_000_000):
                raise Unreadable("", "it is locked with a password.", "Take the password off and save it again.")
    if "content.xml" not in archive.names:
        raise Unreadable("", f"it is not {NAME}, whatever its name says.", f"Save it as {NAME}.")
    sheet = _Sheet(budget)
    starts = {
        **named(
            _TABLE, **{"table": sheet.table, "table-row": sheet.row, "table-cell": sheet.cell,
                       "covered-table-cell": sheet.covered, "tracked-changes": sheet.hide},
        ),
        **named(_TEXT, p=sheet.paragraph, s=sheet.blanks, tab=sheet.tab, **{"line-break": sheet.line}),
        **named(_OFFICE, annotation=sheet.hide),
    }  # fmt: skip
    ends = {
        **named(
            _TABLE, **{"table": sheet.table_ends, "table-row": sheet.row_ends, "table-cell": sheet.cell_ends,
                       "covered-table-cell": sheet.cell_ends, "tracked-changes": sheet.show},
        ),
        **named(_OFFICE, annotation=sheet.show),
    }  # fmt: skip
    with archive.open("content.xml") as stream:
        for _ in streamed(stream, parser(starts, ends, sheet.characters)):
            yield from sheet.ready
            sheet.ready.clear()


def _example() -> bytes:
    def row(*cells: str) -> str:
        inside = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
        return f"<table:table-row>{inside}</table:table-row>"

    rows = row("Date", "What happened") + row("9 Apr 2007", "Home visit, nobody in")
    spaces = f'xmlns:office="{_OFFICE}" xmlns:table="{_TABLE}" xmlns:text="{_TEXT}"'
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="Chronology">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )


FORMAT = Format(
    "OpenDocument spreadsheet",
    (".ods",),
    read,
    Example(
        _example, "education.ods", {"agency": "education", "happened": "2007-04-09", "says": "Home visit, nobody in"}
    ),
)

"""Rows as a file holds them, and the bounds that no file may pass."""

import re
from dataclasses import dataclass, field

from heeded.words.trouble import Trouble


class Unreadable(Trouble):
    """A file that is not read: broken, hostile, locked, too large, or not what its name says."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `number` as the program that made the file counts it, from 1; `cells` from the first column on."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The beginning of a table or sheet; the rows that follow are its own."""

    name: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader saw and could not read as it stands: `column` is a letter or heading, '' for the whole row."""

    row: int
    column: str
    what: str
    do: str


Piece = Table | Row | Note


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may hold. Declared sizes are never believed: everything is counted as it is read.

    A table as narrow as a chronology (`narrow` columns) is bounded by its rows, a wider one by its used cells.
    `memory` is in bytes of address space, `seconds` of processor time, `waiting` of wall clock.
    """

    bytes: int = 200_000_000
    rows: int = 250_000
    columns: int = 500
    narrow: int = 20
    cells: int = 1_000_000
    cell: int = 100_000
    row: int = 1_000_000
    text: int = 150_000_000
    entries: int = 5_000
    expanded: int = 1_500_000_000
    ratio: int = 300
    unpacked_freely: int = 32_000_000
    memory: int = 256_000_000
    seconds: int = 60
    waiting: int = 120


_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\ufffe\uffff]")


@dataclass(slots=True)
class Budget:
    """Counts what has been read of one file and raises Unreadable at the first bound it passes."""

    limits: Limits = field(default_factory=Limits)
    rows: int = 0
    cells: int = 0
    text: int = 0
    widest: int = 0

    def row(self, number: int, cells: list[str], times: int = 1) -> Row:
        """A row of these cells, counted; `times`: how often the file says it is repeated."""
        while cells and not cells[-1]:
            cells.pop()
        size = sum(map(len, cells))
        self.rows += times
        self.cells += times * (len(cells) - cells.count(""))
        self.text += times * size
        self.widest = max(self.widest, len(cells))
        self._check(number, size)
        return Row(number, tuple(cells))

    def column(self, number: int, column: int) -> None:
        """Checks a column's place (from 0) before anything is laid out for it."""
        if column >= self.limits.columns:
            raise Unreadable(
                f"row {number}", f"it has something in column {column + 1:,}; {self.limits.columns} is the most.",
                "Delete what stands far to the right of the table, and save it again.",
            )  # fmt: skip

    def length(self, number: int, characters: int) -> None:
        """Checks the length of one cell."""
        if characters > self.limits.cell:
            raise Unreadable(
                f"row {number}", f"a cell is longer than {self.limits.cell:,} characters.",
                "Shorten it, or put the document it holds beside the table.",
            )  # fmt: skip

    def _check(self, number: int, size: int) -> None:
        most = self.limits
        if self.rows > most.rows:
            raise Unreadable(f"row {number}", f"there are more than {most.rows:,} rows.", "Split the file in two.")
        if self.widest > most.narrow and self.cells > most.cells:
            raise Unreadable(f"row {number}", f"more than {most.cells:,} cells are used.", "Split the file in two.")
        if size > most.row:
            raise Unreadable(f"row {number}", f"it is longer than {most.row:,} characters.", "Shorten its texts.")
        if self.text > most.text:
            raise Unreadable(f"row {number}", "there is more text than can be read at once.", "Split the file in two.")


def tidy(text: str) -> str:
    """A cell's text: no control characters but line ends, no blanks at its ends, no more than one empty line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    if not text.isprintable():
        text = _CONTROLS.sub(" ", text.replace("\t", " "))
    return re.sub(r"\n{3,}", "\n\n", text.strip()) if "\n" in text else text.strip()

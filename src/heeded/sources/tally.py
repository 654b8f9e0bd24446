"""What a load has counted and remarked so far, file by file."""

from dataclasses import dataclass, field

from heeded.sources.headers import Headings
from heeded.sources.people import PersonRow
from heeded.sources.receipt import FileRead, Remark, Remarks, TableRead
from heeded.sources.rows import Note, Row
from heeded.sources.table import Fault
from heeded.words.told import Told


@dataclass(slots=True)
class Tally:
    """Counts, remarks, the people that wait, and the day each key was first written of.

    `rows` = `taken` + `people` + refused rows; a refusal of row 0 is a whole file.
    """

    rows: int = 0
    taken: int = 0
    people: int = 0
    uncoded: int = 0
    refused: Remarks = field(default_factory=Remarks)
    remarks: Remarks = field(default_factory=Remarks)
    files: list[FileRead] = field(default_factory=list)
    tables: list[TableRead] = field(default_factory=list)
    waiting: dict[str, PersonRow] = field(default_factory=dict)
    earliest: dict[str, Told] = field(default_factory=dict)
    refs: set[str] = field(default_factory=set)
    agencies: set[str] = field(default_factory=set)

    def refuse(self, file: str, table: str, row: Row, headings: Headings, fault: Fault) -> None:
        """A row that was not taken, kept as it was written."""
        column, what, do = fault
        self.refused.add(Remark(file, row.number, headings.name(column), what, do, table, row.cells))

    def remark(self, file: str, table: str, number: int, column: str, what: str, do: str) -> None:
        """Something to know about a row that was taken."""
        self.remarks.add(Remark(file, number, column, what, do, table))

    def noted(self, file: str, table: str, note: Note) -> None:
        """What the reader of the format could not read as it stands."""
        self.remark(file, table, note.row, note.column, note.what, note.do)

    def named(self, key: str, recorded: Told) -> None:
        """A key that a row of its own agency names, known from the earliest of them."""
        had = self.earliest.get(key)
        if had is None or (recorded.last, recorded.first) < (had.last, had.first):
            self.earliest[key] = recorded

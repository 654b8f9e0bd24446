"""Word documents (.docx): every table of the body, as it reads once tracked changes are accepted."""

from collections.abc import Iterator
from typing import BinaryIO

from heeded.sources.archive import Archive, packed
from heeded.sources.format import Example, Format
from heeded.sources.markup import Attributes, named, parser, streamed
from heeded.sources.relations import of_type, relations
from heeded.sources.rows import Budget, Piece, Table, Unreadable, tidy

NAME = "a Word document (.docx)"
_SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_VALUES = tuple(f"{space} val" for space in _SPACES)
_LONGEST_HEADING = 200


def _value(attributes: Attributes) -> str:
    return next((attributes[name] for name in _VALUES if name in attributes), "")


class _Body:
    """What the parser has seen so far.

    Text counts only outside deletions (`hidden`). A table inside a cell is part of that cell's text. `above` holds,
    for each column, the text of a vertical merge that goes on. A row with nothing of its own is part of the one above.
    """

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.ready: list[Piece] = []
        self.depth = self.hidden = self.number = self.tables = self.length = 0
        self.heading, self.merged, self.span = "", "", 1
        self.in_text = self.in_row_mark = self.row_gone = self.own = False
        self.above: dict[int, str] = {}
        self.cells: list[str] = []
        self.text: list[str] = []

    def table(self, _: Attributes) -> None:
        self.depth += 1
        if self.depth == 1:
            self.tables += 1
            self.number, self.above = 0, {}
            self.ready.append(Table(self.heading or f"table {self.tables}"))

    def table_ends(self) -> None:
        self.depth -= 1
        self.heading, self.text = ("", []) if not self.depth else (self.heading, self.text)

    def row(self, _: Attributes) -> None:
        if self.depth == 1:
            self.number += 1
            self.cells, self.own, self.row_gone = [], False, False

    def row_ends(self) -> None:
        if self.depth == 1 and self.own and not self.row_gone:
            self.ready.append(self.budget.row(self.number, self.cells))

    def row_mark(self, _: Attributes) -> None:
        self.in_row_mark = self.depth == 1

    def row_mark_ends(self) -> None:
        self.in_row_mark = False

    def skipped(self, attributes: Attributes) -> None:
        if self.depth == 1:
            self.cells += [""] * self._count(attributes)

    def gone(self, _: Attributes) -> None:
        self.hidden += 1
        self.row_gone = self.row_gone or self.in_row_mark

    def gone_ends(self) -> None:
        self.hidden -= 1

    def cell(self, _: Attributes) -> None:
        if self.depth == 1:
            self.text, self.length, self.span, self.merged = [], 0, 1, ""

    def spans(self, attributes: Attributes) -> None:
        if self.depth == 1:
            self.span = self._count(attributes)

    def merges(self, attributes: Attributes) -> None:
        if self.depth == 1:
            self.merged = _value(attributes) or "continue"

    def cell_ends(self) -> None:
        if self.depth == 1:
            column, said = len(self.cells), tidy("".join(self.text))
            self.budget.column(self.number, column + self.span - 1)
            self.own = self.own or bool(said and self.merged != "continue")
            said = self.above.get(column, "") if self.merged == "continue" else said
            self.above.pop(column, None)
            if self.merged:
                self.above[column] = said
            self.cells += [said, *[""] * (self.span - 1)]

    def paragraph_ends(self) -> None:
        if self.depth:
            self.text.append("\n")
        else:
            self.heading = tidy("".join(self.text)) or self.heading
            self.text, self.length = [], 0

    def begin_text(self, _: Attributes) -> None:
        self.in_text = not self.hidden

    def end_text(self) -> None:
        self.in_text = False

    def characters(self, text: str) -> None:
        if not self.in_text:
            return
        self.length += len(text)
        if self.depth:
            self.budget.length(self.number, self.length)
        if self.depth or self.length < _LONGEST_HEADING:
            self.text.append(text)

    def line(self, _: Attributes) -> None:
        self._sign("\n")

    def tab(self, _: Attributes) -> None:
        self._sign(" ")

    def hyphen(self, _: Attributes) -> None:
        self._sign("-")

    def _sign(self, sign: str) -> None:
        self.in_text, before = not self.hidden, self.in_text
        self.characters(sign)
        self.in_text = before

    def _count(self, attributes: Attributes) -> int:
        """How many columns a mark covers, checked before anything is laid out for them."""
        digits = _value(attributes)[:9]
        count = max(1, int(digits)) if digits.isdecimal() else 1
        self.budget.column(self.number, len(self.cells) + count - 1)
        return count


def read(file: BinaryIO, budget: Budget) -> Iterator[Piece]:
    """Every table, headed by the paragraph above it. Row numbers count from the table's first row."""
    archive = Archive(file, budget.limits, NAME)
    part = of_type(relations(archive), "officeDocument")
    if not part.startswith("word/"):
        raise Unreadable("", f"it is not {NAME}, whatever its name says.", f"Save it as {NAME}.")
    body = _Body(budget)
    gone = {"del": body.gone, "moveFrom": body.gone}
    starts = named(
        *_SPACES, tbl=body.table, tr=body.row, trPr=body.row_mark, gridBefore=body.skipped, tc=body.cell,
        gridSpan=body.spans, vMerge=body.merges, t=body.begin_text, br=body.line, cr=body.line, tab=body.tab,
        noBreakHyphen=body.hyphen, **gone,
    )  # fmt: skip
    ends = named(
        *_SPACES, tbl=body.table_ends, tr=body.row_ends, trPr=body.row_mark_ends, tc=body.cell_ends, t=body.end_text,
        p=body.paragraph_ends, **dict.fromkeys(gone, body.gone_ends),
    )  # fmt: skip
    starts[_FALLBACK], ends[_FALLBACK] = body.gone, body.gone_ends
    with archive.open(part) as stream:
        for _ in streamed(stream, parser(starts, ends, body.characters)):
            yield from body.ready
            body.ready.clear()


def _example() -> bytes:
    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>' for cell in cells)}</w:tr>"

    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    table = row("Date", "What happened") + row("9 Apr 2007", "Home visit, nobody in")
    return packed(
        {
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r" Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{_SPACES[0]}"><w:body><w:tbl>{table}</w:tbl></w:body>'
            "</w:document>",
        }
    )


FORMAT = Format(
    "Word document",
    (".docx", ".docm"),
    read,
    Example(_example, "police.docx", {"agency": "police", "happened": "2007-04-09", "says": "Home visit, nobody in"}),
)

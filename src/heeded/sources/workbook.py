"""What the sheets of an Excel workbook share: their names and parts, the strings, and how each style shows a number."""

import re
from dataclasses import dataclass, field

from heeded.sources.archive import Archive
from heeded.sources.markup import Attributes, named, parser, read_all
from heeded.sources.relations import of_type, relations
from heeded.sources.rows import Budget, Unreadable, tidy

SPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_OFFICE = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)
_MOST_SHEETS, _MOST_STYLES = 200, 65_536
_ESCAPED = re.compile(r"_x00(0[9ADad]|5[Ff])_")


@dataclass(slots=True)
class Workbook:
    """`sheets` are (name, part); `styles` give for each cell style the (code, pattern) of its number format."""

    sheets: list[tuple[str, str]] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    styles: list[tuple[int, str]] = field(default_factory=list)
    since_1904: bool = False


def workbook(archive: Archive, part: str, budget: Budget) -> Workbook:
    """The workbook that this part describes; Unreadable where it is unsound."""
    book, found = Workbook(), relations(archive, part)

    def sheet(attributes: Attributes) -> None:
        key = next((attributes[name] for name in _OFFICE if name in attributes), "")
        if len(book.sheets) < _MOST_SHEETS and key in found and found[key][0] == "worksheet":
            book.sheets.append((tidy(attributes.get("name", "")), found[key][1]))

    def properties(attributes: Attributes) -> None:
        book.since_1904 = attributes.get("date1904") in ("1", "true")

    with archive.open(part) as stream:
        read_all(stream, parser(named(*SPACES, sheet=sheet, workbookPr=properties), {}))
    _read_styles(archive, of_type(found, "styles"), book)
    _read_strings(archive, of_type(found, "sharedStrings"), book, budget)
    return book


def _read_styles(archive: Archive, part: str, book: Workbook) -> None:
    patterns: dict[int, str] = {}
    inside = [False]

    def pattern(attributes: Attributes) -> None:
        if len(patterns) < _MOST_STYLES:
            patterns[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")[:200]

    def begin(_: Attributes) -> None:
        inside[0] = True

    def end() -> None:
        inside[0] = False

    def style(attributes: Attributes) -> None:
        if inside[0] and len(book.styles) < _MOST_STYLES:
            code = _whole(attributes.get("numFmtId"))
            book.styles.append((code, patterns.get(code, "")))

    if part in archive.names:
        with archive.open(part) as stream:
            starts = named(*SPACES, numFmt=pattern, cellXfs=begin, xf=style)
            read_all(stream, parser(starts, named(*SPACES, cellXfs=end)))


def _read_strings(archive: Archive, part: str, book: Workbook, budget: Budget) -> None:
    """The shared strings without the readings that Japanese text may carry; bounded one by one and together."""
    strings = _Strings(book.strings, budget)
    if part in archive.names:
        with archive.open(part) as stream:
            starts = named(*SPACES, si=strings.begin, t=strings.begin_text, rPh=strings.hide)
            ends = named(*SPACES, si=strings.end, t=strings.end_text, rPh=strings.show)
            read_all(stream, parser(starts, ends, strings.characters))


class _Strings:
    def __init__(self, kept: list[str], budget: Budget) -> None:
        self._kept, self._budget = kept, budget
        self._text: list[str] = []
        self._length = self._total = 0
        self._on = self._hidden = False

    def begin(self, _: Attributes) -> None:
        self._text, self._length = [], 0

    def end(self) -> None:
        self._kept.append(unescaped("".join(self._text)))
        if len(self._kept) > 2 * self._budget.limits.cells:
            raise Unreadable("", "it holds more strings than a table needs.", "Split the file in two.")

    def begin_text(self, _: Attributes) -> None:
        self._on = not self._hidden

    def end_text(self) -> None:
        self._on = False

    def hide(self, _: Attributes) -> None:
        self._hidden = True

    def show(self) -> None:
        self._hidden = False

    def characters(self, text: str) -> None:
        if self._on:
            self._length += len(text)
            self._budget.length(0, self._length)
            self._text.append(text)


def unescaped(text: str) -> str:
    """Excel's own escapes for control characters, undone."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x00" in text else text


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else -1

"""Delimited text (.csv): commas, semicolons, tabs or bars; UTF-8 with or without a mark, UTF-16, Windows-1252."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from heeded.sources.format import Example, Format
from heeded.sources.rows import Budget, Piece, Table, Unreadable, tidy

_SEPARATORS = ",;\t|"
_CHUNK, _LONGEST_LINE, _SAMPLE = 1_048_576, 2_000_000, 65_536
_HEADING = re.compile(r"\s*[^\W\d][^\d=;,|\t]{0,39}")
_SAVE = "Save it as 'CSV UTF-8' and load the new file."
_OTHERS = {
    b"PK": "an office document",
    b"\xd0\xcf": "an old office document",
    b"%P": "a PDF",
    b"{\\": "a rich text file",
}


def read(file: BinaryIO, budget: Budget) -> Iterator[Piece]:
    """One table without a name. Row numbers count as a spreadsheet shows them, empty rows too."""
    encoding = _encoding(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    sample = text.read(_SAMPLE)
    marked = re.match(r"sep=(.)\r?\n", sample)
    separator = marked[1] if marked else _separator(sample)
    csv.field_size_limit(budget.limits.cell)
    yield Table("")
    text.seek(0)
    reader = csv.reader(_lines(text), delimiter=separator)
    number = 0
    try:
        for cells in reader:
            number += 1
            if cells and not (marked and number == 1):
                if len(cells) > budget.limits.columns:
                    budget.column(number, max((n for n, cell in enumerate(cells) if cell), default=0))
                row = budget.row(number, [tidy(cell) for cell in cells])
                if row.cells:
                    yield row
    except csv.Error as error:
        raise Unreadable(
            f"row {number + 1}", f"a cell is longer than {budget.limits.cell:,} characters, or a quotation mark is "
            "opened and never closed.", "Look for a single \" in that row.",
        ) from error  # fmt: skip


def _encoding(file: BinaryIO) -> str:
    """Looks at every byte once: marks of order first, UTF-8 where it is sound, else what Windows writes."""
    file.seek(0)
    beginning = file.read(4)
    for magic, what in _OTHERS.items():
        if beginning.startswith(magic) and beginning[2:] in (b"\x03\x04", b"\x11\xe0", b"DF", b"rt"):
            raise Unreadable("", f"it is {what}, whatever its name says.", "Give it the ending that it should have.")
    if beginning[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    decoder, sound = codecs.getincrementaldecoder("utf-8-sig")(), True
    file.seek(0)
    while chunk := file.read(_CHUNK):
        if b"\0" in chunk:
            raise Unreadable("", "it holds NUL bytes, which no text has.", _SAVE)
        sound = sound and _decodes(decoder, chunk, final=False)
    return "utf-8-sig" if sound and _decodes(decoder, b"", final=True) else "cp1252"


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, final: bool) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _separator(sample: str) -> str:
    """The separator that makes the most headings of one line: words, without figures or `=`."""
    best, most = ",", 0
    for line in sample.splitlines()[:60]:
        for separator in _SEPARATORS:
            parts = [part.strip().strip('"') for part in line.split(separator)]
            while parts and not parts[-1]:
                parts.pop()
            if len(parts) > most and len(parts) > 1 and all(not part or _HEADING.fullmatch(part) for part in parts):
                best, most = separator, len(parts)
    return best


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    while line := text.readline(_LONGEST_LINE):
        if len(line) >= _LONGEST_LINE:
            raise Unreadable("", f"a line is longer than {_LONGEST_LINE:,} characters.", _SAVE)
        if "\0" in line:
            raise Unreadable("", "it holds NUL characters, which no text has.", _SAVE)
        yield line


FORMAT = Format(
    "table of text",
    (".csv", ".tsv"),
    read,
    Example(
        lambda: b"Date;Event\n9 Apr 2007;Home visit, nobody in\n",
        "social-care.csv",
        {"agency": "social-care", "happened": "2007-04-09", "says": "Home visit, nobody in"},
    ),
)

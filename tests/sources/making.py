"""Makes the files that tests read: by Word's and Excel's own libraries, and by hand where those cannot misbehave."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import docx
import xlsxwriter

from heeded.ledger.record import Draft
from heeded.reference.kinds import kinds
from heeded.sources.handover import pieces
from heeded.sources.reading import Reading, read_files
from heeded.sources.receipt import Receipt
from heeded.sources.rows import Limits, Note, Row, Table

ON = datetime(2026, 11, 23, 9, tzinfo=UTC)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
X = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
HEADINGS = ("Ref", "Date", "Recorded", "Shared", "About", "With", "Place", "Kind", "Details", "Event", "Action")
Rows = Iterable[Sequence[str]]


def zipped(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def word(path: Path, *tables: tuple[str, Rows]) -> Path:
    """A Word document as python-docx makes it: a heading and a table each."""
    document = docx.Document()
    for heading, rows in tables:
        document.add_paragraph(heading)
        listed = [list(row) for row in rows]
        table = document.add_table(rows=0, cols=max(map(len, listed)))
        for row in listed:
            for cell, text in zip(table.add_row().cells, row, strict=False):
                cell.text = text
    document.save(str(path))
    return path


def word_by_hand(path: Path, body: str, **more: str | bytes) -> Path:
    return zipped(
        path,
        {
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{OFFICE}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
            **more,
        },
    )


def excel(path: Path, *sheets: tuple[str, Rows]) -> Path:
    """A workbook of texts as XlsxWriter makes it."""
    book = xlsxwriter.Workbook(str(path))
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                if text:
                    sheet.write_string(number, column, text)
    book.close()
    return path


def excel_by_hand(path: Path, data: str, after: str = "", **more: str | bytes) -> Path:
    listing = f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r"'
    return zipped(
        path,
        {
            "_rels/.rels": f'{listing} Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/_rels/workbook.xml.rels": f'{listing} Type="{OFFICE}/worksheet" Target="sheet.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{X}" xmlns:r="{OFFICE}"><sheets><sheet name="Chronology" '
            'sheetId="1" r:id="r"/></sheets></workbook>',
            "xl/sheet.xml": f'<worksheet xmlns="{X}"><sheetData>{data}</sheetData>{after}</worksheet>',
            **more,
        },
    )


def inline(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def open_document(path: Path, *sheets: tuple[str, str], before: str = "") -> Path:
    spaces = " ".join(f'xmlns:{name}="{OASIS}{name}:1.0"' for name in ("office", "table", "text"))
    tables = "".join(f'<table:table table:name="{name}">{rows}</table:table>' for name, rows in sheets)
    return zipped(
        path,
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content {spaces}><office:body><office:spreadsheet>{before}{tables}"
            "</office:spreadsheet></office:body></office:document-content>",
        },
    )


def ods_rows(rows: Rows) -> str:
    def cell(text: str) -> str:
        return f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" if text else "<table:table-cell/>"

    return "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)


def delimited(path: Path, rows: Rows, separator: str = ",", encoding: str = "utf-8") -> Path:
    made = io.StringIO()
    csv.writer(made, delimiter=separator).writerows(rows)
    path.write_bytes(made.getvalue().encode(encoding))
    return path


def reading(*paths: Path, about: str | None = None, agency: str | None = None, load: str = "L1") -> Reading:
    return read_files(paths, load=load, on=ON, known=kinds(), about=about, agency=agency)


def read(*paths: Path, about: str | None = None, agency: str | None = None) -> tuple[list[Draft], Receipt]:
    """Every draft of these files, and the receipt."""
    made = reading(*paths, about=about, agency=agency)
    drafts = [draft for batch in made.slices() for draft in batch]
    return drafts, made.finish()


def rows_of(path: Path) -> list[tuple[int, tuple[str, ...]]]:
    """The rows that a file holds, through the child process."""
    with path.open("rb") as file:
        return [(p.number, p.cells) for p in pieces(file, path.name, Limits()) if isinstance(p, Row)]


def tables_of(path: Path) -> list[str]:
    with path.open("rb") as file:
        return [p.name for p in pieces(file, path.name, Limits()) if isinstance(p, Table)]


def notes_of(path: Path) -> list[Note]:
    with path.open("rb") as file:
        return [p for p in pieces(file, path.name, Limits()) if isinstance(p, Note)]

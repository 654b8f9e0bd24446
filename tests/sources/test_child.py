"""Hostile and broken files: each is refused with a sentence, soon and in little memory, and nothing of it is taken."""

import json
import os
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heeded.sources.handover import pieces
from heeded.sources.rows import Limits, Unreadable
from tests.sources.making import (
    OFFICE,
    PACKAGE,
    W,
    X,
    delimited,
    excel_by_hand,
    inline,
    ods_rows,
    open_document,
    read,
    word,
    word_by_hand,
)  # fmt: skip

GENEROUS = 20.0  # seconds against hanging, on a busy machine; alone each takes well under one
MEMORY = 256_000_000  # bytes of address space, for the reader and for the one who asked
HEAD = (
    "<w:tr><w:tc><w:p><w:r><w:t>Date</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Event</w:t></w:r></w:p></w:tc></w:tr>"
)


def entry(text: str) -> str:
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in ("2007", text))
    return f"<w:tr>{cells}</w:tr>"


def body(rows: str) -> str:
    return f"<w:tbl>{HEAD}{rows}</w:tbl>"


def with_dtd(path: Path, dtd: str, reference: str) -> Path:
    text = f'<!DOCTYPE a [{dtd}]><w:document xmlns:w="{W}"><w:body>{body(entry(reference))}</w:body></w:document>'
    return word_by_hand(path, "", **{"word/document.xml": text})


def outside(path: Path) -> Path:
    return with_dtd(path, '<!ENTITY x SYSTEM "file:///etc/hostname">', "&x;")


def laughs(path: Path) -> Path:
    more = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return with_dtd(path, f'<!ENTITY e0 "ha">{more}', "&e9;")


def parameter(path: Path) -> Path:
    return with_dtd(path, '<!ENTITY % x SYSTEM "http://invalid.example/x.dtd"> %x;', "x")


def bomb(path: Path) -> Path:
    return word_by_hand(path, body(entry("x")) + " " * 60_000_000)


def binary_bomb(path: Path) -> Path:
    return word_by_hand(path, body(entry("x")), **{"word/media/a.bin": b"\0" * 60_000_000})


def two_cells(path: Path) -> Path:
    rows = f'<row r="1">{inline("A1", "Date")}</row><row r="1048576">{inline("XFD1048576", "x")}</row>'
    return excel_by_hand(path, rows)


def repeated_cells(path: Path) -> Path:
    row = '<table:table-row table:number-rows-repeated="1048576">'
    cell = '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
    return open_document(path, ("a", f"{ods_rows([('Date', 'Event')])}{row}{cell}</table:table-row>"))


def repeated_rows(path: Path) -> Path:
    row = '<table:table-row table:number-rows-repeated="1048576">'
    cell = '<table:table-cell table:number-columns-repeated="2"><text:p>2007</text:p></table:table-cell>'
    return open_document(path, ("a", f"{ods_rows([('Date', 'Event')])}{row}{cell}</table:table-row>"))


def repeated_string(path: Path) -> Path:
    relations = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{OFFICE}/worksheet" Target="sheet.xml"/>'
        f'<Relationship Id="s" Type="{OFFICE}/sharedStrings" Target="strings.xml"/></Relationships>'
    )
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 20_000))
    strings = f'<sst xmlns="{X}"><si><t>{"y" * 99_000}</t></si></sst>'
    return excel_by_hand(path, rows, **{"xl/_rels/workbook.xml.rels": relations, "xl/strings.xml": strings})


def outside_names(name: str) -> Callable[[Path], Path]:
    return lambda path: word_by_hand(path, body(entry("x")), **{name: "x"})


def linked(path: Path) -> Path:
    word_by_hand(path, body(entry("x")))
    with zipfile.ZipFile(path, "a") as archive:
        link = zipfile.ZipInfo("word/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return path


def twice(path: Path) -> Path:
    word_by_hand(path, body(entry("x")))
    with zipfile.ZipFile(path, "a") as archive, warnings.catch_warnings(action="ignore"):
        archive.writestr("word/document.xml", "<other/>")
    return path


def many_parts(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(30_000):
            archive.writestr(str(number), "")
    return path


def locked(path: Path) -> Path:
    made = bytearray(word_by_hand(path, body(entry("x"))).read_bytes())
    at = made.find(b"PK\x01\x02")
    while at >= 0:
        made[at + 8] |= 1
        at = made.find(b"PK\x01\x02", at + 4)
    path.write_bytes(made)
    return path


def cut(path: Path) -> Path:
    path.write_bytes(word(path, ("a", [("Date", "Event"), ("2007", "x")])).read_bytes()[:-900])
    return path


def spoilt(path: Path) -> Path:
    made = bytearray(word_by_hand(path, body("".join(entry(str(n)) for n in range(5000)))).read_bytes())
    for place in range(1000, len(made) - 1000, 101):
        made[place] ^= 0x55
    path.write_bytes(made)
    return path


def bytes_of(content: bytes) -> Callable[[Path], Path]:
    def made(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return made


def wide(path: Path) -> Path:
    return word_by_hand(path, body('<w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr></w:tc></w:tr>'))


HOSTILE = [
    ("outside.docx", outside, "document type"),
    ("laughs.docx", laughs, "document type"),
    ("parameter.docx", parameter, "document type"),
    ("bomb.docx", bomb, "far more than a table needs"),
    ("binary.docx", binary_bomb, "far more than a table needs"),
    ("cells.xlsx", two_cells, "column 16,384"),
    ("cells.ods", repeated_cells, "column 16,384"),
    ("rows.ods", repeated_rows, "more than 250,000 rows"),
    ("string.xlsx", repeated_string, "more text than"),
    ("up.docx", outside_names("../../etc/x"), "path that leads outside"),
    ("root.docx", outside_names("/etc/x"), "path that leads outside"),
    ("drive.docx", outside_names("C:\\x"), "path that leads outside"),
    ("link.docx", linked, "path that leads outside"),
    ("twice.docx", twice, "in it twice"),
    ("parts.docx", many_parts, "far more parts"),
    ("locked.docx", locked, "locked with a password"),
    ("old.xlsx", bytes_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096), "locked with a password, or saved"),
    ("cut.docx", cut, "damaged or was cut short"),
    ("spoilt.docx", spoilt, "damaged"),
    ("empty.docx", bytes_of(b""), "is empty"),
    ("empty.csv", bytes_of(b""), "no table"),
    ("noise.docx", bytes_of(os.urandom(50_000)), "is not a Word document"),
    ("wide.docx", wide, "column 999,999,999"),
    ("cell.docx", lambda path: word_by_hand(path, body(entry("x" * 10_000_000))), "longer than 100,000"),
    ("mark.docx", lambda path: word_by_hand(path, f'<w:p w:x="{"x" * 10_000_000}"/>'), "one piece of markup"),
    ("nul.docx", lambda path: word_by_hand(path, body(entry("x\0y"))), "damaged"),
    ("cell.csv", bytes_of(b"Date,Event\n2007," + b"x" * 10_000_000), "line is longer"),
    ("wide.csv", bytes_of(b"Date,Event\n2007,x" + b"," * 600_000 + b"x\n"), "column 600,002"),
    ("quote.csv", bytes_of(b'Date,Event\n2007,"' + b"x\n" * 200_000), "never closed"),
    ("nul.csv", bytes_of(b"Date,Event\n2007,a\0b\n"), "NUL"),
    ("page.csv", bytes_of(b"%PDF-1.7\n"), "it is a PDF"),
    ("program.exe", bytes_of(b"MZ"), "cannot be read"),
]
LOOK = f"""
import json, resource, sys, time
from datetime import datetime, UTC
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))  # the parent's own bound; its children inherit it
from heeded.sources.reading import read_files
for path in map(Path, sys.argv[1:]):
    began, reading = time.monotonic(), read_files([path], load="L", on=datetime.now(UTC), known={{}})
    drafts = sum(map(len, reading.slices()))
    refused = [remark.line() for remark in reading.finish().refused]
    print(json.dumps([path.name, drafts, refused, time.monotonic() - began]), flush=True)
"""
Answer = tuple[int, list[str], float]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Answer]:
    """What came of every hostile file, read one after another by one process that may use 256 MB."""
    folder = tmp_path_factory.mktemp("hostile")
    paths = [str(make(folder / name)) for name, make, _ in HOSTILE]
    told = subprocess.run([sys.executable, "-c", LOOK, *paths], capture_output=True, check=True, timeout=300)
    lines = [json.loads(line) for line in told.stdout.splitlines()]
    return {name: (drafts, refused, seconds) for name, drafts, refused, seconds in lines}


@pytest.mark.parametrize(("name", "why"), [(name, why) for name, _, why in HOSTILE])
def test_a_hostile_file_is_refused_with_a_sentence_in_little_memory(
    answers: dict[str, Answer], name: str, why: str
) -> None:
    drafts, refused, seconds = answers[name]
    assert drafts == 0
    assert [why in line and line.startswith(name) for line in refused] == [True], refused
    assert seconds < GENEROUS


@pytest.mark.parametrize("given_as", ["a.xlsx", "a.ods", "a.csv"])
def test_a_file_with_the_wrong_ending_is_refused_and_says_so(tmp_path: Path, given_as: str) -> None:
    made = word(tmp_path / "a.docx", ("Chronology", [("Date", "Event"), ("2007", "x")]))
    drafts, receipt = read(made.rename(tmp_path / given_as))
    assert drafts == []
    assert "whatever its name says" in receipt.refused[0].what


def test_one_bad_file_holds_up_no_other(tmp_path: Path) -> None:
    good = delimited(tmp_path / "police.csv", [("Date", "Event"), ("2007", "x")])
    drafts, receipt = read(two_cells(tmp_path / "health.xlsx"), good, tmp_path / "absent.csv")
    assert [d.says for d in drafts] == ["x"]
    assert [r.file for r in receipt.refused] == ["health.xlsx", "absent.csv"]


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    path = delimited(tmp_path / "police.csv", [("Date", "Event"), ("2007", "x")])
    with path.open("rb") as file, pytest.raises(Unreadable, match="takes longer"):
        list(pieces(file, path.name, replace(Limits(), waiting=0)))


def test_a_child_that_dies_is_a_sentence(tmp_path: Path) -> None:
    deep = word_by_hand(tmp_path / "deep.docx", "<w:p>" * 1_500_000)
    drafts, receipt = read(deep)
    assert drafts == []
    assert "memory" in receipt.refused[0].what or "damaged" in receipt.refused[0].what


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_file_is_read_or_refused_and_never_anything_else(tmp_path: Path, data: st.DataObject) -> None:
    made = bytearray(
        word_by_hand(tmp_path / "a.docx", body("".join(entry(f"text {n}") for n in range(30)))).read_bytes()
    )
    for place in data.draw(st.lists(st.integers(0, len(made) - 1), min_size=1, max_size=6)):
        made[place] ^= data.draw(st.integers(1, 255))
    (tmp_path / "a.docx").write_bytes(made)
    drafts, receipt = read(tmp_path / "a.docx")
    assert len(drafts) + receipt.refused_count - (receipt.rows == 0) == receipt.rows

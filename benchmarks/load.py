"""Loads 100,000 rows as csv, xlsx and docx while another process writes single records: seconds, memory, waiting.

    python benchmarks/load.py [--rows 100000] [--people 10000]

Everybody in the files is made up by a seeded generator. Prints a table and writes benchmarks/results/load.md.
"""

import argparse
import csv
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter

RESULTS = Path(__file__).parent / "results/load.md"
COLUMNS = ("Ref", "Date", "Recorded", "About", "Kind", "Details", "Event")
PEOPLE = ("Key", "Name", "Born", "Sex", "Address")
KINDS = (
    ("visit", "purpose=child; result=seen; child_seen=yes"),
    ("visit", "purpose=child; result=no_reply; child_seen=no"),
    ("contact", "reporter=neighbour; harm=neglect"),
    ("concern", "reporter=teacher; harm=neglect"),
    ("injury", "explained=no; site=arm"),
    ("attendance", "setting=gp"),
)
OPEN = "http://schemas.openxmlformats.org"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = (
    f'<?xml version="1.0"?><Types xmlns="{OPEN}/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>'
)
RELATIONS = (
    f'<?xml version="1.0"?><Relationships xmlns="{OPEN}/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{OPEN}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
WRITER = """
import sys, time
from pathlib import Path
sys.path[:0] = [sys.argv[3]]
from tests.written import draft
from heeded.workspace import Workspace
workspace, until, waited, n = Workspace(Path(sys.argv[1])), Path(sys.argv[2]), [], 0
while not until.exists():
    n += 1
    began = time.perf_counter()
    workspace.write([draft("police", f"w{n}", "visit", "2021-03-04", f"about:N{n % 50}", result="seen")])
    waited.append(time.perf_counter() - began)
    time.sleep(0.02)
workspace.close()
waited.sort()
print(len(waited), waited[len(waited) // 2], waited[int(len(waited) * 0.99)], waited[-1])
"""


def people(count: int, chance: random.Random) -> Iterator[tuple[str, ...]]:
    """Made-up people, four to an address."""
    parts = [a + b for a in "bcdfgklmnprstvw" for b in "aeiou"]
    names = ["".join(chance.sample(parts, 3)).title() for _ in range(1500)]
    for n in range(count):
        home = n // 4
        born = date(1970, 1, 1) + timedelta(days=chance.randrange(19_000))
        where = f"{home % 90 + 1} {names[home * 7 % 1500]} Street LS{home % 29 + 1} {home % 9 + 1}AB"
        yield f"C{n}", f"{chance.choice(names)} {names[home % 1500]}", str(born), chance.choice("MF"), where


def rows(count: int, persons: int, chance: random.Random) -> Iterator[tuple[str, ...]]:
    """Made-up records, some written down days late."""
    for n in range(count):
        day = date(2018, 1, 1) + timedelta(days=chance.randrange(2000))
        kind, details = chance.choice(KINDS)
        late = day + timedelta(days=chance.choice((0, 0, 1, 5)))
        yield f"r{n}", str(day), str(late), f"C{chance.randrange(persons)}", kind, details, "Written down in a sentence"


def made(folder: Path, form: str, count: int, persons: int) -> list[Path]:
    """The files of one format, one for people and one for the chronology where it is csv."""
    chance = random.Random(7)
    tables = [("people", PEOPLE, people(persons, chance)), ("chronology", COLUMNS, rows(count, persons, chance))]
    if form == "csv":
        return [_csv(folder / f"social-care.{name}.csv", head, body) for name, head, body in tables]
    path = folder / f"social-care.{form}"
    if form == "xlsx":
        with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
            for name, head, body in tables:
                sheet = book.add_worksheet(name.title())
                for number, row in enumerate((head, *body)):
                    sheet.write_row(number, 0, row)
        return [path]
    return [_docx(path, tables)]


def _csv(path: Path, head: tuple[str, ...], body: Iterator[tuple[str, ...]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows((head, *body))
    return path


def _docx(path: Path, tables: list[tuple[str, tuple[str, ...], Iterator[tuple[str, ...]]]]) -> Path:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        with archive.open("word/document.xml", "w") as file:
            file.write(f'<?xml version="1.0"?><w:document {space}><w:body>'.encode())
            for _, head, body in tables:
                file.write(b"<w:tbl>")
                for row in (head, *body):
                    cells = "".join(f"<w:tc><w:p><w:r><w:t>{escape(v)}</w:t></w:r></w:p></w:tc>" for v in row)
                    file.write(f"<w:tr>{cells}</w:tr>".encode())
                file.write(b"</w:tbl><w:p/>")
            file.write(b"</w:body></w:document>")
    return path


def measured(form: str, count: int, persons: int) -> tuple[str, ...]:
    """One load in its own process, with another process writing single records meanwhile."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = made(folder, form, count, persons)
        heeded = [sys.executable, "-m", "heeded"]
        subprocess.run(
            [*heeded, "init", str(folder / "w"), "--viewer", "A", "--last-owner", "B"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        root = str(Path(__file__).parents[1])
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder / "w"), str(folder / "done"), root],
            stdout=subprocess.PIPE,
            text=True,
        )
        began = time.perf_counter()
        loader = subprocess.Popen(
            [*heeded, "load", "--json", "--workspace", str(folder / "w"), *map(str, files)],
            stdout=subprocess.PIPE,
            text=True,
        )
        peak = _watched(loader)
        seconds = time.perf_counter() - began
        (folder / "done").touch()
        told = (writer.communicate(timeout=120)[0] or "").split()
        receipt = json.loads(loader.stdout.read() if loader.stdout else "{}")
        assert receipt["outcomes"]["new"] == count + persons, f"{form}: {receipt['refused']}"
        assert len(told) == 4, "the other process did not finish"
        return (
            form,
            f"{count:,}",
            f"{seconds:.1f}",
            f"{peak:.0f}",
            told[0],
            *(f"{float(t) * 1000:.0f}" for t in told[1:]),
        )


def _watched(process: "subprocess.Popen[str]") -> float:
    """The peak memory of a process in MB, by asking until it ends."""
    peak = 0.0
    status = Path(f"/proc/{process.pid}/status")
    while process.poll() is None:
        try:
            line = next(v for v in status.read_text().splitlines() if v.startswith("VmHWM"))
            peak = max(peak, int(line.split()[1]) / 1024)
        except (OSError, StopIteration):
            pass
        time.sleep(0.2)
    return peak


def main() -> None:
    """Measure each format and write the page."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=100_000)
    asked.add_argument("--people", type=int, default=10_000)
    asked.add_argument("--formats", default="csv,xlsx,docx")
    told = asked.parse_args()
    heads = ("format", "rows", "seconds", "peak MB", "writes meanwhile", "p50 ms", "p99 ms", "longest ms")
    table = [measured(form, told.rows, told.people) for form in told.formats.split(",")]
    lines = [f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *table)]
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    about = (
        f"{datetime.now(UTC):%d %B %Y}; Python {platform.python_version()}; {platform.machine()}, "
        f"{os.cpu_count()} cores; load average at the end {load}. Rows and people are synthetic. "
        f"Goal: 100,000 rows in under 60 s and 500 MB, single writes of another process at p99 of 500 ms at most."
    )
    print("\n".join(lines), about, sep="\n")
    RESULTS.write_text("# Loading\n\n" + "\n".join(lines) + f"\n\n{about}\n", encoding="utf-8")


if __name__ == "__main__":
    main()

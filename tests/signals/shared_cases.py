"""Reads the shared cases' tables by hand, so that the signals are tested before and beside the real importers."""

import csv
import re
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from defusedxml import ElementTree
from docx import Document

from heeded.chronology.entry import Scene
from heeded.chronology.membership import always
from heeded.chronology.scene import scene_of
from heeded.ledger.record import EVERYONE, Draft, Part, Record, Share, recorded
from heeded.words.told import Told

CASES = Path(__file__).parents[2] / "../shared/cases"
ENTERED = datetime(2100, 1, 1, tzinfo=UTC)
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
Rows = list[list[str]]


class Case:
    """One folder: its records, who is who by name, and what is expected."""

    def __init__(self, name: str) -> None:
        self.folder = CASES / name
        if not self.folder.exists():
            pytest.skip("the shared cases are not beside the project")
        told_of = tomllib.loads((self.folder / "case.toml").read_text(encoding="utf-8"))
        self.expect, self.until = told_of["expect"], told_of["until"]
        self.persons: dict[str, str] = {}
        self.records: list[Record] = []
        for agency, people, chronology in tables(self.folder):
            self._people(agency, people)
            self._chronology(agency, chronology)

    def scene(self, vantage: str) -> Scene:
        """The case from one vantage."""
        return scene_of(self.records, vantage, beliefs=always(self.persons), place_key=place)

    def person(self, agency: str, key: str) -> str:
        """The Person whose key it is."""
        return self.persons[f"{agency}:{key}"]

    def _add(self, draft: Draft) -> None:
        self.records.append(recorded(draft, len(self.records) + 1, ENTERED, 1))

    def _people(self, agency: str, rows: Rows) -> None:
        for row in named(rows):
            key = f"{agency}:{row['Key']}"
            self.persons[key] = row["Name"].lower().replace(" ", "-")
            details = {k: (told(row[c]).written(),) for k, c in (("born", "Born"), ("died", "Died")) if row[c]}
            first = Told.on(date(1900, 1, 1))
            self._add(
                Draft(
                    agency, "people", row["Key"], "person", first, first, (), (Part("about", key),), row["Address"],
                    MappingProxyType(details),
                )
            )  # fmt: skip

    def _chronology(self, agency: str, rows: Rows) -> None:
        for row in named(rows):
            details = dict(part.strip().partition("=")[::2] for part in row["Details"].split(";") if "=" in part)
            answers = tuple(f"{agency}:{r.strip()}" for r in details.pop("answers", "").split(",") if r)
            people = [Part("about", f"{agency}:{row['About']}")]
            for part in (p.strip() for p in row["With"].split(";") if p.strip()):
                role, _, key = part.partition(":")
                people.append(Part(role, f"{agency}:{key}"))
            happened = told(row["Date"])
            self._add(
                Draft(
                    agency, "chronology", row["Ref"], row["Kind"], happened,
                    told(row["Recorded"]) if row["Recorded"] else happened, shares(row["Shared"]), tuple(people),
                    row["Place"], MappingProxyType({k: tuple(v.split(",")) for k, v in details.items()}),
                    row["Event"], answers=answers,
                )
            )  # fmt: skip


def told(text: str) -> Told:
    """A date of the cases."""
    day, _, month_year = text.partition("/")
    if month_year:
        month, _, year = month_year.partition("/")
        return Told.on(date(int(year), int(month), int(day)))
    return Told.on(date.fromisoformat(text))


def shares(text: str) -> tuple[Share, ...]:
    """Who was told, and when."""
    found = []
    for part in (p.strip() for p in text.split(";") if p.strip()):
        day, _, to = part.partition(" ")
        found += [Share(agency.strip(), told(day)) for agency in (to or EVERYONE).split(",")]
    return tuple(found)


def place(written: str) -> str:
    """Postcode, number and flat."""
    postcode = re.search(r"[A-Z]{1,2}\d{1,2}[A-Z]? ?\d[A-Z]{2}", written)
    rest = written.replace(postcode.group(), "") if postcode else written
    return f"{postcode.group().replace(' ', '')} {re.findall(r'[0-9]+', rest)}" if postcode else written.lower()


def named(rows: Rows) -> Iterator[dict[str, str]]:
    """Rows by their headers."""
    for row in rows[1:]:
        if any(row):
            yield dict(zip(rows[0], [*row, *[""] * (len(rows[0]) - len(row))], strict=False))


def tables(folder: Path) -> Iterator[tuple[str, Rows, Rows]]:
    """Each agency with its two tables."""
    for file in sorted(folder.iterdir()):
        if file.suffix == ".docx":
            found = [[[c.text for c in row.cells] for row in t.rows] for t in Document(str(file)).tables]
            yield file.stem, found[0], found[1]
        elif file.suffix == ".xlsx":
            yield file.stem, *xlsx(file)
        elif file.suffix == ".ods":
            yield file.stem, *ods(file)
        elif file.name.endswith(".people.csv"):
            agency = file.name.removesuffix(".people.csv")
            chronology = folder / f"{agency}.chronology.csv"
            yield agency, csv_rows(file), csv_rows(chronology)


def csv_rows(file: Path) -> Rows:
    """A csv file."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.reader(opened))


def xlsx(file: Path) -> tuple[Rows, Rows]:
    """The two sheets of a workbook."""
    with zipfile.ZipFile(file) as archive:
        strings: Iterable[Any] = (
            ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
            if "xl/sharedStrings.xml" in archive.namelist()
            else []
        )
        texts = ["".join(t.text or "" for t in item.iter(f"{SHEET}t")) for item in strings]
        people, chronology = (sheet(archive.read(f"xl/worksheets/sheet{n}.xml"), texts) for n in (1, 2))
    return people, chronology


def sheet(body: bytes, texts: list[str]) -> Rows:
    """One sheet, every cell in its column."""
    rows = []
    for row in ElementTree.fromstring(body).iter(f"{SHEET}row"):
        cells: dict[int, str] = {}
        for cell in row:
            value = cell.find(f"{SHEET}v")
            text = "".join(t.text or "" for t in cell.iter(f"{SHEET}t"))
            if value is not None:
                text = texts[int(value.text or 0)] if cell.get("t") == "s" else value.text or ""
            cells[ord((cell.get("r") or "A")[0]) - ord("A")] = text
        rows.append([cells.get(i, "") for i in range(max(cells, default=-1) + 1)])
    return rows


def ods(file: Path) -> tuple[Rows, Rows]:
    """The two tables of a spreadsheet."""
    with zipfile.ZipFile(file) as archive:
        root = ElementTree.fromstring(archive.read("content.xml"))
    found = []
    for each in root.iter(f"{TABLE}table"):
        rows = []
        for row in each.iter(f"{TABLE}table-row"):
            cells: list[str] = []
            for cell in row:
                cells += ["".join(cell.itertext())] * min(int(cell.get(f"{TABLE}number-columns-repeated") or 1), 12)
            rows.append(cells)
        found.append(rows)
    return found[0], found[1]

"""Reads the agreed vocabulary page in place, so that the shelf can be held to it."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / ".." / "shared" / "VOCABULARY.md"


@dataclass(frozen=True)
class Row:
    """One row of the table: its family, kinds, and details with the values the page lists."""

    family: str
    kinds: tuple[str, ...]
    details: dict[str, tuple[str, ...]]


def text() -> str:
    """The page; the test skips where it is absent."""
    if not PAGE.exists():
        pytest.skip("the agreed vocabulary page is not beside this copy of the project")
    return PAGE.read_text(encoding="utf-8")


def rows() -> list[Row]:
    """Every row of the table of kinds."""
    found, family = [], ""
    for line in text().splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|") or len(cells) != 3 or cells[0] == "family" or set(cells[0]) == {"-"}:
            continue
        family = cells[0].strip("*") or family
        found.append(Row(family, tuple(re.split(r",\s*", cells[1])), details(cells[2])))
    return found


def details(cell: str) -> dict[str, tuple[str, ...]]:
    """`type (a, b), until` as {"type": ("a", "b"), "until": ()}; `x = any of a, b` takes the rest."""
    found: dict[str, tuple[str, ...]] = {}
    cell, _, any_of = cell.partition("= any of ")
    if any_of:
        cell, name = (part.strip() for part in cell.rsplit(",", 1))
        found[name] = tuple(re.split(r",\s*", any_of))
    for name, _, listed in re.findall(r"(\w+)\s*(=\s*\w+)?\s*(\([^)]*\))?", cell):
        values = re.split(r",\s*", listed.strip("()"))
        found[name] = tuple(values) if listed and all(re.fullmatch(r"\w+", value) for value in values) else ()
    return found


def own_families() -> dict[str, tuple[str, ...]]:
    """The families that Heeded itself writes, with their kinds."""
    sentence = text().split("Families that Heeded itself writes:")[1].split("Agencies are")[0]
    return {
        family: tuple(re.split(r",\s*", kinds)) for family, kinds in re.findall(r"\*\*(\w+)\*\* \(([^)]*)\)", sentence)
    }


def listed_after(words: str) -> tuple[str, ...]:
    """The comma list that follows these words, up to the full stop."""
    return tuple(re.split(r",\s*", " ".join(text().split(words)[1].split(".")[0].split()).strip(": ")))

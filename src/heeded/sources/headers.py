"""Which column is which: finds a table's heading row among the first rows and reads people's own headings."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from heeded.reference.shelf import read

CHRONOLOGY, PEOPLE, STAFF = "chronology", "people", "staff"
SEARCHED = 30
_SAYS = ("event", "kind", "action", "details")
_NUMBERS = ("identifiers", "nhs", "pnc", "upn", "la", "crn", "nomis", "uln")


@dataclass(frozen=True, slots=True)
class Headings:
    """A heading row: which sort of table it heads, where each column we know stands (from 0), and the others.

    `others` maps a column to the name it will have as a detail; `written` has every heading as it stands.
    """

    table: str
    columns: Mapping[str, int]
    others: Mapping[int, str]
    written: tuple[str, ...]

    def name(self, column: str) -> str:
        """The heading as the file has it, or the column's own name where the file has none."""
        return self.written[self.columns[column]] if column in self.columns else column.capitalize()


@lru_cache(maxsize=1)
def _meanings() -> Mapping[str, Mapping[str, str]]:
    """For each sort of table, the column that each heading means."""
    page = read((files("heeded.sources") / "headers.yaml").read_text(encoding="utf-8"), "headers.yaml")
    found: dict[str, dict[str, str]] = {}
    for table, block in page.entries():
        meanings = found.setdefault(table, {})
        for column in block:
            for heading in block.texts(column):
                if meanings.setdefault(plain(heading), column) != column:
                    raise block.trouble(column, f"'{heading}' stands in two lists.", "Keep one of them.")
    return found


@lru_cache(maxsize=4096)
def plain(heading: str) -> str:
    """A heading without case, punctuation and what stands in brackets."""
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", heading) if len(heading) < 200 else heading[:200]
    return " ".join(re.sub(r"[^\w]+", " ", bare.replace("'", "").replace("’", "").replace("_", " ").casefold()).split())


def headings(cells: Sequence[str], tables: Sequence[str] = (CHRONOLOGY, PEOPLE)) -> Headings | None:
    """The headings that a row is, of one of these sorts of table; None where it is not a heading row."""
    if len([cell for cell in cells if cell]) < 2 or any(len(cell) > 120 for cell in cells):
        return None
    for table in tables:
        columns: dict[str, int] = {}
        for place, cell in enumerate(cells):
            column = _meanings()[table].get(plain(cell))
            if column:
                columns.setdefault(column, place)
        if _is_whole(table, columns) and _mostly_headings(cells):
            used = set(columns.values())
            others = {n: _slug(cell) for n, cell in enumerate(cells) if cell and n not in used}
            return Headings(table, columns, others, tuple(cells))
    return None


def _is_whole(table: str, columns: Mapping[str, int]) -> bool:
    """Whether the columns make such a table: a date and words; name and role; or two of key, name, birth date, number."""
    if table == CHRONOLOGY:
        return "date" in columns and any(column in columns for column in _SAYS)
    if table == STAFF:
        return "name" in columns and "role" in columns
    named = "name" in columns or "surname" in columns
    return ("key" in columns) + named + ("born" in columns) >= 2 or (named and any(n in columns for n in _NUMBERS))


def _mostly_headings(cells: Sequence[str]) -> bool:
    """Whether the row has no figures and no `=`: a row of facts under the headings may hold the word 'date' too."""
    return not any("=" in cell or re.search(r"\d\d", cell) for cell in cells)


def _slug(heading: str) -> str:
    return plain(heading).replace(" ", "_")[:60] or "column"

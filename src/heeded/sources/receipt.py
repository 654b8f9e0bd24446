"""What became of a load, row by row: nothing is dropped silently, and a load can be withdrawn whole."""

from dataclasses import asdict, dataclass, field
from typing import Any

from heeded.ledger.record import Draft
from heeded.words.instants import Instant
from heeded.words.told import Told

MOST_SHOWN = 10_000
HEEDED, SOURCE = "heeded", "load"


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file of the load: `sha256` of its bytes, `format` in plain words ('' where it was not read)."""

    name: str
    sha256: str
    format: str = ""


@dataclass(frozen=True, slots=True)
class TableRead:
    """What a table was taken for: `chronology`, `people`, '' where it was not read; `rows` are below its headings."""

    file: str
    table: str
    kind: str
    rows: int = 0
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to know or put right: where it is, what is wrong, what to write instead. Row 0 is the whole file.

    `cells` keeps the row as it was written where the row was refused.
    """

    file: str
    row: int
    column: str
    what: str
    do: str = ""
    table: str = ""
    cells: tuple[str, ...] = ()

    def line(self) -> str:
        """The remark as one line of text: `police.docx row 12, Date: 'soon' is not a date. Write it as …`"""
        place = f" row {self.row}" if self.row else ""
        table = f" ({self.table})" if self.table and self.row else ""
        column = f", {self.column}" if self.column else ""
        return f"{self.file}{table}{place}{column}: {self.what} {self.do}".strip()


@dataclass(slots=True)
class Remarks:
    """Remarks in order, the first MOST_SHOWN of them kept, all of them counted."""

    kept: list[Remark] = field(default_factory=list)
    count: int = 0

    def add(self, remark: Remark) -> None:
        """Keeps one more, or only counts it."""
        self.count += 1
        if len(self.kept) < MOST_SHOWN:
            self.kept.append(remark)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What the ledger made of the drafts: how many were new, the same as before, corrections of what it held."""

    new: int = 0
    same: int = 0
    corrections: int = 0


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything that a load did. rows = chronology rows taken + person rows taken + refused rows.

    `uncoded`: rows kept but not judged, for want of a kind. `missing`: refs that earlier loads of these agencies gave
    and these files do not; they are listed, never retracted. The counts of refusals and remarks go beyond those listed.
    """

    load: str
    files: tuple[FileRead, ...]
    tables: tuple[TableRead, ...]
    rows: int
    taken: int
    people: int
    uncoded: int
    outcomes: Outcomes
    refused: tuple[Remark, ...]
    refused_count: int
    remarks: tuple[Remark, ...]
    remarks_count: int
    missing: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The receipt as plain values."""
        return asdict(self)

    def lines(self) -> list[str]:
        """The receipt as lines of plain text."""
        made = self.outcomes
        said = [f"Load {self.load}: {len(self.files)} file(s), {self.rows:,} rows read."]
        said += [f"  {file.name}: {file.format or 'not read'}, {file.sha256[:12]}" for file in self.files]
        if self.agencies:
            said.append(f"Taken as the records of: {', '.join(self.agencies)}.")
        said.append(
            f"{self.taken:,} chronology rows and {self.people:,} people taken:"
            f" {made.new:,} new, {made.same:,} the same as before, {made.corrections:,} corrected."
        )
        said.append(
            f"{self.uncoded:,} rows have no kind, and are not judged until somebody codes them (heeded code)."
            if self.uncoded
            else "Every row has a kind."
            if self.taken
            else "No row was taken."
        )
        said += _listed(
            "Refused", "put them right and load again; nothing else was held up", self.refused, self.refused_count
        )
        said += _listed("Worth knowing", "these rows were taken", self.remarks, self.remarks_count)
        if self.missing:
            said.append(f"{len(self.missing):,} rows of earlier loads are not in these files (kept as they were):")
            said.append("  " + ", ".join(self.missing[:50]) + (" …" if len(self.missing) > 50 else ""))
        return said


def _listed(title: str, what: str, remarks: tuple[Remark, ...], count: int) -> list[str]:
    if not count:
        return []
    rest = [f"  … and {count - len(remarks):,} more"] if count > len(remarks) else []
    return [f"{title}: {count:,} ({what})", *(f"  {remark.line()}" for remark in remarks), *rest]


def loaded(receipt: Receipt, on: Instant, backlog: bool = False) -> Draft:
    """The record that says a load took place: heeded's own, kind `loaded`, one ref for each load id."""
    at = Told.at(on)
    details = {
        "load": (receipt.load,),
        "files": tuple(f"{file.name} {file.sha256}" for file in receipt.files),
        "rows": (str(receipt.rows),),
        "backlog": ("yes" if backlog else "no",),
    }
    says = receipt.lines()[0]
    return Draft(HEEDED, SOURCE, receipt.load, "loaded", at, at, details=details, says=says, load=receipt.load)


def withdrawn(load: str, reason: str, on: Instant) -> Draft:
    """The record that takes a whole load out of every vantage but `live`, because the load was wrong."""
    at = Told.at(on)
    details = {"load": (load,), "reason": (reason,)}
    answers = (f"{HEEDED}:{load}",)
    return Draft(
        HEEDED, SOURCE, f"{load}-withdrawn", "withdrawn", at, at, details=details, says=reason, answers=answers
    )

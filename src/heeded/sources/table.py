"""Rows of a chronology table become drafts; a row that cannot be one comes back as what is wrong with it."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from heeded.ledger.record import Draft, Share
from heeded.reference.agencies import agency_of
from heeded.reference.kinds import Kind
from heeded.sources.dates import told
from heeded.sources.days import UnreadableDate
from heeded.sources.details import UNREAD, Coded, coded, folded, take
from heeded.sources.headers import Headings
from heeded.sources.keys import Parts, qualified
from heeded.sources.rows import Row
from heeded.sources.sharing import shares
from heeded.words.instants import Instant
from heeded.words.told import Told

SOURCE, UNCODED, WRITTEN, HEEDED = "chronology-table", "uncoded", "written_", "heeded"
BASES = ("fact", "allegation", "opinion", "finding")
LONGEST_REF = 100
_NOTHING = {"-", "–", "—", "n/a", "na", "nil", "same", "as date"}  # what people write in a cell with nothing to say
_MAY_BE_EMPTY = ("ref", "recorded", "agency", "about", "with", "place", "kind", "details", "time")
Fault = tuple[str, str, str]  # the column, what is wrong, what to write instead


class Refused(Exception):
    """A row that cannot be a record: the column, what is wrong, what to write instead."""

    def __init__(self, column: str, what: str, do: str) -> None:
        self.fault: Fault = (column, what, do)
        super().__init__(what)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a load was told: agency and key where the table gives none, its id, its instant, the kinds known."""

    agency: str
    about: str
    load: str
    on: Instant
    known: Mapping[str, Kind]


@dataclass(slots=True)
class Chronology:
    """One chronology table being read. It remembers refs and like rows, so that every row has an origin of its own."""

    headings: Headings
    terms: Terms
    _refs: dict[str, tuple[int, bytes, Told]] = field(default_factory=dict)
    _alike: Counter[bytes] = field(default_factory=Counter)
    _kinds_told: set[str] = field(default_factory=set)

    def draft(self, row: Row) -> tuple[Draft, list[Fault]]:
        """The draft that a row is, and what could not be read as written; Refused where it can be none."""
        cells, faults = _Cells(row, self.headings), list[Fault]()
        if not any(cells[name] for name in ("event", "action", "kind", "details")) and not cells.others():
            raise Refused("event", "the row says nothing but where and when.", "Write what happened under Event.")
        happened = _date(cells, "date", _with_time(cells))
        recorded = _date(cells, "recorded", cells["recorded"]) if cells["recorded"] else happened
        agency = agency_of(cells["agency"]) or self.terms.agency
        if not agency or agency == HEEDED:
            what = (
                "no agency is named." if not agency else "'heeded' is what this program writes itself, and no agency."
            )
            raise Refused("agency", what, "Name the file after the agency, or load with --agency.")
        self._look_at_clocks(happened, recorded, faults)
        kind, says, found = self._kind_and_words(cells, agency, faults)
        about = cells["about"] or (qualified(self.terms.about, self.terms.agency or agency) if self.terms.about else "")
        told = (happened.written(), cells["kind"].casefold(), about, cells["with"])
        origin = self._origin(cells, row, told, says, recorded)
        parts = Parts(agency, origin)
        parts.about(about)
        parts.others(cells["with"])
        faults += parts.faults
        shared = _shares(cells, found, faults)
        if parts.unread:
            found.add(UNREAD, *parts.unread)
        basis = cells["basis"].casefold()
        return Draft(
            agency=agency, source=SOURCE, origin=origin, kind=kind, happened=happened, recorded=recorded, shared=shared,
            people=tuple(parts.people), place=" ".join(cells["place"].split()), details=found.details, says=says,
            action=cells["action"], answers=tuple(found.answers), basis=basis if basis in BASES else BASES[0],
            marking=cells["marking"].upper() or "OFFICIAL-SENSITIVE", load=self.terms.load,
            handling=tuple(item.strip() for item in cells["handling"].split(";") if item.strip()),
        ), faults  # fmt: skip

    def _kind_and_words(self, cells: "_Cells", agency: str, faults: list[Fault]) -> tuple[str, str, Coded]:
        """The kind, the narrative, and the details. Details without any `=` are narrative, as in most Word tables."""
        name = folded(cells["kind"])
        kind = self.terms.known.get(name)
        details, says = cells["details"], cells["event"]
        if details and "=" not in details:
            details, says = "", f"{says}\n{details}".strip()
        found = coded(details, kind, agency)
        faults += [("details", *fault) for fault in found.faults]
        if name and name != UNCODED and not kind:
            found.add(f"{WRITTEN}kind", cells["kind"])
            if name not in self._kinds_told and len(self._kinds_told) < 1000:
                self._kinds_told.add(name)
                faults.append(("kind", f"'{cells['kind'][:60]}' is not a kind we know; rows of it are not judged.",
                               "Use a kind from the list, or code the rows after loading."))  # fmt: skip
        for column, value in cells.others():
            _other(found, column, value, kind, agency)
        if cells["basis"] and cells["basis"].casefold() not in BASES:
            found.add(f"{WRITTEN}basis", cells["basis"])
            faults.append(("basis", f"'{cells['basis'][:60]}' is not a basis.", f"Use one of: {', '.join(BASES)}."))
        return kind.name if kind else UNCODED, says, found

    def _look_at_clocks(self, happened: Told, recorded: Told, faults: list[Fault]) -> None:
        if recorded.last < happened.first and recorded.day < happened.first_day:
            faults.append(("recorded", f"recorded on {recorded.day}, before it happened ({happened.first_day}).",
                           "Check both dates; the row was taken as written."))  # fmt: skip
        if recorded.first > self.terms.on:
            column = "recorded" if "recorded" in self.headings.columns else "date"
            faults.append(
                (column, f"{recorded.first_day} is still to come.", "Check the date; it was taken as written.")
            )

    def _origin(self, cells: "_Cells", row: Row, about: tuple[str, ...], says: str, recorded: Told) -> str:
        """The agency's ref, or a hash of day, kind, people, text and the how-manieth such row of the file it is.

        A ref that comes twice with other words is a correction where it says that it was recorded later, else refused.
        """
        whole = blake2b("\x1f".join((*about, says, *row.cells)).encode(), digest_size=8).digest()
        ref = re.sub(r"[~?\s]+", "-", cells["ref"])
        if not ref:
            text = says or "\x1f".join((cells["action"], cells["place"], cells["details"]))
            alike = blake2b("\x1f".join((*about, text)).encode(), digest_size=8).digest()
            self._alike[alike] += 1
            return f"row-{blake2b(alike + str(self._alike[alike]).encode(), digest_size=8).hexdigest()}"
        if len(ref) > LONGEST_REF:
            raise Refused(
                "ref", f"it is longer than {LONGEST_REF} characters.", "Write the agency's own short reference."
            )
        held = f"{cells['agency']}:{ref}"
        first, same, before = self._refs.setdefault(held, (row.number, whole, recorded))
        if same != whole and not (cells["recorded"] and recorded.last > before.last):
            raise Refused("ref", f"'{ref}' is already the ref of row {first}.", "Give each row a ref of its own.")
        if same != whole:
            self._refs[held] = (row.number, whole, recorded)
        return ref


class _Cells(dict[str, str]):
    """One row by column name; a column that the table does not have is ''."""

    def __init__(self, row: Row, headings: Headings) -> None:
        self._cells, self._headings = row.cells, headings
        width = len(row.cells)
        super().__init__((name, row.cells[n]) for name, n in headings.columns.items() if n < width)
        for name in _MAY_BE_EMPTY:
            if self.get(name, "").casefold() in _NOTHING:
                self[name] = ""

    def __missing__(self, column: str) -> str:
        return ""

    def others(self) -> list[tuple[str, str]]:
        """The columns that have no place in the table, with what this row says in them."""
        beyond = [(f"column_{n + 1}", cell) for n, cell in enumerate(self._cells) if n >= len(self._headings.written)]
        named = [(name, self._cells[n]) for n, name in self._headings.others.items() if n < len(self._cells)]
        return [(name, cell) for name, cell in (*named, *beyond) if cell]


def _with_time(cells: _Cells) -> str:
    return f"{cells['date']} {cells['time']}".strip() if cells["date"] and cells["time"] else cells["date"]


def _date(cells: _Cells, column: str, text: str) -> Told:
    try:
        return told(text)
    except UnreadableDate as trouble:
        raise Refused(column, trouble.what, trouble.do) from None


def _shares(cells: _Cells, found: Coded, faults: list[Fault]) -> tuple[Share, ...]:
    try:
        return shares(cells["shared"])
    except UnreadableDate as trouble:
        found.add(f"{WRITTEN}shared", cells["shared"])
        faults.append(("shared", f"{trouble.what} The row counts as not shared.", trouble.do))
        return ()


def _other(found: Coded, column: str, value: str, kind: Kind | None, agency: str) -> None:
    """A column that the table does not have: a detail where the kind has one of that name and allows it, else kept."""
    detail = kind.details.get(column) if kind else None
    if detail and detail.allows(folded(value)) and not found.details.get(column):
        take(found, column, value, kind, agency)
    else:
        found.add(f"{WRITTEN}{column}", value)

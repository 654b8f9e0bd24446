"""Rows of a People table become drafts of kind `person`: what one agency says of somebody it knows."""

from dataclasses import dataclass, field

from heeded.ledger.record import Draft, Part
from heeded.reference.agencies import agency_of
from heeded.sources.dates import told
from heeded.sources.days import UnreadableDate
from heeded.sources.headers import Headings
from heeded.sources.keys import LONGEST_KEY, several
from heeded.sources.rows import Row
from heeded.sources.table import HEEDED, WRITTEN, Fault, Refused, Terms
from heeded.words.told import Told

SOURCE, PERSON = "people-table", "person"
_SEXES = {"male": "M", "m": "M", "boy": "M", "female": "F", "f": "F", "girl": "F"}
_TYPES = ("nhs", "pnc", "upn", "la", "crn", "nomis", "uln")
_UNKNOWN = {"", "-", "n/a", "n/k", "nk", "not known", "unknown", "no"}
_KNOWN = {
    "key",
    "name",
    "forename",
    "surname",
    "aka",
    "born",
    "died",
    "sex",
    "address",
    "postcode",
    "identifiers",
    "agency",
}


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as one row gives them, waiting for the day their agency first wrote of them."""

    agency: str
    key: str
    place: str
    details: dict[str, tuple[str, ...]]

    @property
    def about(self) -> str:
        """The qualified key: `police:N500`."""
        return f"{self.agency}:{self.key}"

    def draft(self, known: Told, load: str) -> Draft:
        """The draft, known from that day."""
        return Draft(
            agency=self.agency, source=SOURCE, origin=self.key, kind=PERSON, happened=known, recorded=known,
            people=(Part("about", self.about),), place=self.place, details=self.details, load=load,
        )  # fmt: skip


@dataclass(slots=True)
class People:
    """One People table being read."""

    headings: Headings
    terms: Terms
    _rows: dict[str, tuple[int, PersonRow]] = field(default_factory=dict)

    def person(self, row: Row) -> tuple[PersonRow, list[Fault]]:
        """The person that a row gives, and what could not be read as written; Refused where it gives none."""
        cells = {name: row.cells[n] for name, n in self.headings.columns.items() if n < len(row.cells)}
        agency = agency_of(cells.get("agency", "")) or self.terms.agency
        if not agency or agency == HEEDED:
            what = (
                "no agency is named." if not agency else "'heeded' is what this program writes itself, and no agency."
            )
            raise Refused("agency", what, "Name the file after the agency, or load with --agency.")
        name = cells.get("name") or f"{cells.get('forename', '')} {cells.get('surname', '')}".strip()
        key = cells.get("key") or (name if "key" not in self.headings.columns else "") or self.terms.about
        if not key or len(key) > LONGEST_KEY or "?" in key:
            raise Refused("key", f"'{key[:40]}' is no key for a person.", "Write the agency's own number for them.")
        details, faults = self._details(cells, name, row)
        person = PersonRow(agency, key.removeprefix(f"{agency}:"), _address(cells), details)
        first, had = self._rows.setdefault(person.about, (row.number, person))
        if had != person:
            raise Refused("key", f"'{key}' is already the key of row {first}.", "Keep one row for each person.")
        return person, faults

    def _details(self, cells: dict[str, str], name: str, row: Row) -> tuple[dict[str, tuple[str, ...]], list[Fault]]:
        faults: list[Fault] = []
        sex = cells.get("sex", "")
        found: dict[str, tuple[str, ...]] = {
            "name": (name,), "aka": tuple(several(cells.get("aka", ""))),
            "sex": (_SEXES.get(sex.casefold(), sex),),
        }  # fmt: skip
        for column in ("born", "died"):
            if cells.get(column, "").casefold() not in _UNKNOWN:
                written, fault = _day(column, cells[column])
                found[written[0]] = (written[1],)
                faults += [fault] if fault else []
        for kind, value, fault in _identifiers(cells):
            found[kind] = (*found.get(kind, ()), value)
            faults += [fault] if fault else []
        for place, column in self.headings.others.items():
            if place < len(row.cells):
                found[f"{WRITTEN}{column}"] = (row.cells[place],)
        return {key: kept for key, values in found.items() if (kept := tuple(v for v in values if v))}, faults


def _day(column: str, text: str) -> tuple[tuple[str, str], Fault | None]:
    try:
        return (column, told(text).written()), None
    except UnreadableDate as trouble:
        return (f"{WRITTEN}{column}", text), (column, trouble.what, trouble.do)


def _address(cells: dict[str, str]) -> str:
    address, postcode = " ".join(cells.get("address", "").split()), cells.get("postcode", "").strip()
    bare = address.replace(" ", "").casefold()
    return address if postcode.replace(" ", "").casefold() in bare else f"{address}, {postcode}".strip(", ")


def _identifiers(cells: dict[str, str]) -> list[tuple[str, str, Fault | None]]:
    """(type, value, fault) of each identifier: `nhs=…; pnc=…` in one column, or a column of its own."""
    found: list[tuple[str, str, Fault | None]] = [
        (kind, _plain(kind, cells[kind]), None) for kind in _TYPES if cells.get(kind)
    ]
    for item in several(cells.get("identifiers", "")):
        separator = "=" if "=" in item else ":"
        kind, _, value = (part.strip() for part in item.partition(separator))
        kind = "_".join(kind.casefold().split())
        if kind and value and kind not in _KNOWN:
            found.append((kind, _plain(kind, value), None))
        else:
            fault = ("identifiers", f"'{item[:60]}' does not say what number it is.", "Write nhs=…; pnc=…")
            found.append((f"{WRITTEN}identifiers", item, fault))
    return found


def _plain(kind: str, value: str) -> str:
    return value.replace(" ", "") if kind in ("nhs", "upn", "uln") else value

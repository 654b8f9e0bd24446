"""Numbers that agencies give people, written one way, and trusted only where their own check says they are right."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from heeded.linkage.clean import fold

LONGEST = 40
MOST = 20  # identifiers of one person that are read
_OTHER_NAMES = {
    "nhs number": "nhs", "nhs no": "nhs", "nhsnumber": "nhs", "noms": "nomis", "noms number": "nomis",
    "prison number": "nomis", "prisoner number": "nomis", "pnc id": "pnc", "pncid": "pnc", "cro number": "cro",
    "unique pupil number": "upn", "la child id": "la",
}  # fmt: skip
_NOT_LETTERS = re.compile(r"[^A-Z0-9]")
_PNC = re.compile(r"^(\d{2}|\d{4})/?(\d{1,7})([A-Z])$")
_CRO = re.compile(r"^(\d{1,6})/(\d{2})([A-Z])$")
_CRO_FILE = re.compile(r"^SF(\d{2})/?(\d{1,6})([A-Z])$")
# Both check letters: the remainder by 23 names a letter (I, O and S are never used; for a UPN, I, O and S likewise).
_POLICE_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
_PUPIL_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


@dataclass(frozen=True, slots=True, order=True)
class Identifier:
    """A number of one type. `trusted` where its check digit or form holds and it means one person everywhere."""

    type: str
    value: str
    trusted: bool


def identifiers(told: Mapping[str, Iterable[str]]) -> tuple[Identifier, ...]:
    """The identifiers in a record's details, each type with its values; empty ones are left out."""
    found = {read(kind, value) for kind, values in told.items() for value in values if fold(value)}
    return tuple(sorted(found))[:MOST]


@lru_cache(maxsize=65536)
def read(kind: str, value: str) -> Identifier:
    """One identifier, normalised: `NHS Number`, `943 476 5919` is `nhs`, `9434765919`, trusted."""
    kind = fold(kind)[:LONGEST]
    kind = _OTHER_NAMES.get(kind, kind)
    written = value.strip().upper()[:LONGEST]
    check = _CHECKS.get(kind)
    if check is None:
        return Identifier(kind, _NOT_LETTERS.sub("", written) or fold(value), False)
    normal, trusted = check(written)
    return Identifier(kind, normal, trusted)


def _nhs(written: str) -> tuple[str, bool]:
    """Ten digits, the last a modulus 11 check (NHS Data Dictionary, NHS NUMBER)."""
    digits = re.sub(r"\D", "", written)
    if len(digits) != 10 or len(set(digits)) == 1:
        return digits or written, False
    check = 11 - sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
    return digits, check % 11 == int(digits[9])


def _pnc(written: str) -> tuple[str, bool]:
    """Year, serial of seven and a check letter: `05/33910T` and `2005/0033910T` are one number."""
    found = _PNC.match(re.sub(r"[^A-Z0-9/]", "", written))
    if not found:
        return written, False
    year, serial = found[1][-2:], found[2].zfill(7)
    return f"{year}/{serial}{found[3]}", _POLICE_LETTERS[int(year + serial) % 23] == found[3]


def _cro(written: str) -> tuple[str, bool]:
    """Serial, year and check letter (`123456/08C`), or a file number (`SF05/482703J`)."""
    compact = re.sub(r"[^A-Z0-9/]", "", written)
    if found := _CRO_FILE.match(compact):
        year, serial = found[1], found[2]
        normal = f"SF{year}/{serial}{found[3]}"
    elif found := _CRO.match(compact):
        year, serial = found[2], found[1].zfill(6)
        normal = f"{serial}/{year}{found[3]}"
    else:
        return compact or written, False
    return normal, _POLICE_LETTERS[int(year + serial) % 23] == found[3]


def _upn(written: str) -> tuple[str, bool]:
    """A check letter and twelve digits weighted 2 to 13, modulus 23 (Department for Education, UPN guide).

    A temporary number (its last place a letter) is kept and not trusted: schools may issue several.
    """
    compact = _NOT_LETTERS.sub("", written)
    if not re.fullmatch(r"[A-Z]\d{12}", compact):
        return compact or written, False
    total = sum(int(d) * w for d, w in zip(compact[1:], range(2, 14), strict=True))
    return compact, _PUPIL_LETTERS[total % 23] == compact[0]


def _formed(pattern: str) -> Callable[[str], tuple[str, bool]]:
    """A number without a check digit, trusted when it has the right form."""
    shape = re.compile(pattern)

    def check(written: str) -> tuple[str, bool]:
        compact = _NOT_LETTERS.sub("", written)
        return compact or written, bool(shape.fullmatch(compact))

    return check


_CHECKS: Mapping[str, Callable[[str], tuple[str, bool]]] = {
    "nhs": _nhs,
    "pnc": _pnc,
    "cro": _cro,
    "upn": _upn,
    "nomis": _formed(r"[A-Z]\d{4}[A-Z]{2}"),
    "crn": _formed(r"[A-Z]\d{6}"),
}

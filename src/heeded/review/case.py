"""A case folder: the agencies' own files, and what a reviewer expects the signals to say of them."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from heeded.words.instants import day_of
from heeded.words.trouble import Trouble

FORMATS = {".docx", ".xlsx", ".ods", ".csv"}
KNOWN = {"signal", "agency", "about", "vantage", "by", "after", "never", "never_before", "other", "why"}


class BadCase(Trouble):
    """A case folder that cannot be read."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """One `[[expect]]` of case.toml: a raise of `signal` about `agency:about`, by London days."""

    signal: str
    about: str
    vantage: str
    by: date | None = None
    after: date | None = None
    never_before: date | None = None
    never: bool = False
    other: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A folder to replay: its name, the files in it, the day it ends, what is expected, and what was not understood."""

    name: str
    title: str
    jurisdiction: str
    until: date
    files: tuple[Path, ...]
    expects: tuple[Expectation, ...]
    remarks: tuple[str, ...] = ()


def read_case(folder: Path, today: date) -> Case:
    """The case in a folder. Without a case.toml it is every readable file, up to today."""
    if not folder.is_dir():
        raise BadCase(str(folder), "is not a folder.", "Give the folder that holds the agencies' files.")
    files = tuple(
        sorted(p for p in folder.iterdir() if p.suffix.lower() in FORMATS and not p.name.startswith((".", "~")))
    )
    if not files:
        raise BadCase(str(folder), "holds no file to read.", "Put docx, xlsx, ods or csv files in it, one an agency.")
    facts = _facts(folder / "case.toml")
    expects = tuple(_expectation(folder, n, each) for n, each in enumerate(facts.get("expect", ()), 1))
    until = _day(f"{folder.name}/case.toml", "until", facts) or today
    told = [(n, name) for n, each in enumerate(facts.get("expect", ()), 1) for name in sorted(set(each) - KNOWN)]
    remarks = tuple(
        f"{folder.name}/case.toml, expectation {n}: '{name}' is not known and was passed over." for n, name in told
    )
    return Case(folder.name, str(facts.get("title", folder.name)), str(facts.get("jurisdiction", "england")), until,
                files, expects, remarks)  # fmt: skip


def _facts(path: Path) -> Mapping[str, Any]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise BadCase(f"{path.parent.name}/case.toml", f"cannot be read: {problem}.", "Correct that line.") from problem


def _expectation(folder: Path, number: int, facts: Mapping[str, Any]) -> Expectation:
    where = f"{folder.name}/case.toml, expectation {number}"
    if "signal" not in facts or "about" not in facts:
        raise BadCase(where, "signal or about is missing.", "Give both.")
    agency = str(facts.get("agency", ""))
    return Expectation(
        str(facts["signal"]), _key(agency, str(facts["about"])), str(facts.get("vantage", "pooled")), _day(where, "by", facts),
        _day(where, "after", facts), _day(where, "never_before", facts), bool(facts.get("never", False)),
        _key(agency, str(facts["other"])) if "other" in facts else "", str(facts.get("why", "")),
    )  # fmt: skip


def _day(where: str, name: str, facts: Mapping[str, Any]) -> date | None:
    """A day of case.toml; of a date with a time its day is taken."""
    told = facts.get(name)
    if isinstance(told, datetime):
        return day_of(told) if told.tzinfo else told.date()
    if told is not None and not isinstance(told, date):
        raise BadCase(where, f"{name} is '{told}'.", f"Write it as {name} = 2024-03-31.")
    return told


def _key(agency: str, key: str) -> str:
    return key if ":" in key or not agency else f"{agency}:{key}"


def holds(
    expect: Expectation, raised: Sequence[tuple[str, str, frozenset[str], date]], person_of: Mapping[str, str]
) -> bool:
    """Whether an expectation holds. `raised` are (signal, vantage, keys of its people, London day raised)."""
    if expect.signal == "SAME":
        one, other = person_of.get(expect.about, expect.about), person_of.get(expect.other, expect.other)
        return one != other
    days = [d for s, v, keys, d in raised if s == expect.signal and v == expect.vantage and expect.about in keys]
    if expect.never:
        return not days
    if expect.never_before is not None and any(d < expect.never_before for d in days):
        return False
    if expect.by is None:
        return expect.never_before is not None or bool(days)
    return any((expect.after is None or expect.after <= d) and d <= expect.by for d in days)

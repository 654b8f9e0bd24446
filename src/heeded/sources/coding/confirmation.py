"""A person's word on a suggestion, as a record of its own, and the record as coded; the text is never touched."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from heeded.ledger.record import Draft, Record
from heeded.reference.kinds import kinds
from heeded.words.instants import Instant
from heeded.words.told import Told
from heeded.words.trouble import Trouble

AGENCY, SOURCE, KIND = "heeded", "coding", "coded"
MOST_VALUES, LONGEST_VALUE = 50, 500
# A coded detail is kept under this prefix: some kinds have a detail `kind` or `author` of their own.
DETAIL = "coded."


class CodingTrouble(Trouble):
    """A coding that cannot be recorded or applied."""


def confirmed(record: Record, kind: str, details: Mapping[str, Sequence[str]], by: str, on: Instant) -> Draft:
    """The record that says: `by` coded this record as this kind with these details, at this instant.

    Its details are `kind`, `author`, `rests_on` (the edition that was read) and each coded detail as `coded.NAME`.
    Coding the same record again is a correction of the first. CodingTrouble where the kind, a detail or a value is
    not in the vocabulary.
    """
    where = f"coding of {record.ref}"
    if kind not in kinds():
        raise CodingTrouble(where, f"'{kind}' is not a kind of record.", "Choose one of the kinds in the list.")
    for name, values in details.items():
        _check(where, kind, name, values)
    coded = {f"{DETAIL}{name}": tuple(values) for name, values in details.items() if values}
    return _said(record, {"kind": (kind,), **coded}, by, on)


def refused(record: Record, by: str, on: Instant) -> Draft:
    """The record that says: `by` read this record and none of the suggestions fits; it stays as it is."""
    return _said(record, {}, by, on)


def apply_coding(record: Record, coded: Record) -> Record:
    """The record as a person coded it: kind and details replaced, everything else (the text too) untouched.

    A refusal leaves the record as it is. CodingTrouble where the coding is of another record.
    """
    if coded.kind != KIND or record.ref not in coded.answers:
        raise CodingTrouble(record.ref, f"{coded.id} is not a coding of it.", "Use the coding that answers it.")
    kind = coded.details.get("kind", ())
    if not kind:
        return record
    details = {name.removeprefix(DETAIL): v for name, v in coded.details.items() if name.startswith(DETAIL)}
    return replace(record, kind=kind[0], details=MappingProxyType(details))


def _said(record: Record, details: Mapping[str, tuple[str, ...]], by: str, on: Instant) -> Draft:
    if not by.strip() or len(by) > LONGEST_VALUE:
        raise CodingTrouble(f"coding of {record.ref}", "it does not say who coded it.", "Give a name.")
    when = Told.at(on)
    return Draft(
        agency=AGENCY, source=SOURCE, origin=record.ref, kind=KIND, happened=when, recorded=when,
        details=MappingProxyType({**details, "author": (by.strip(),), "rests_on": (record.id,)}),
        answers=(record.ref,), marking=record.marking, handling=record.handling, regime=record.regime,
    )  # fmt: skip


def _check(where: str, kind: str, name: str, values: Sequence[str]) -> None:
    known = kinds()[kind].details
    if name not in known:
        raise CodingTrouble(where, f"'{kind}' has no detail '{name}'.", f"It has: {', '.join(known) or 'none'}.")
    if isinstance(values, str) or len(values) > MOST_VALUES:
        raise CodingTrouble(where, f"'{name}' needs a list of at most {MOST_VALUES} values.", "Leave some out.")
    for value in values:
        if not value or len(value) > LONGEST_VALUE or not known[name].allows(value):
            allowed = ", ".join(known[name].values) or f"a text of at most {LONGEST_VALUE} characters"
            raise CodingTrouble(where, f"'{name}' cannot be '{value[:60]}'.", f"Use {allowed}.")

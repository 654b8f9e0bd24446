"""The record that a raise began, and so became a warning."""

from types import MappingProxyType

from heeded.casework.warning import Standing
from heeded.ledger.record import Draft, Part
from heeded.words.instants import day_of
from heeded.words.spoken import written_day
from heeded.words.told import Told

RAISED = "raised"
HEEDED, SOURCE = "heeded", "casework"


def raised_draft(held: Standing, name: str, version: str, people: tuple[Part, ...], backlog: str = "") -> Draft:
    """The record that a raise began. The same raise gives the same origin, so that it is written once."""
    details = {
        "signal": held.signal, "version": version, "raise": held.id, "level": held.level_at(held.raised),
        "trigger": held.trigger, "backlog": backlog,
    }  # fmt: skip
    when = Told.at(held.raised)
    return Draft(
        agency=HEEDED, source=SOURCE, origin=f"raise-{held.id}", kind=RAISED, happened=when, recorded=when,
        people=people, details=MappingProxyType({key: (value,) for key, value in details.items() if value}),
        basis="finding",
        says=held.says or f"{held.signal} {name.replace('_', ' ')}, {written_day(day_of(held.raised))}",
    )  # fmt: skip

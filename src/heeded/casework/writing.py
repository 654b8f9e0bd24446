"""Acts as records, and back."""

from types import MappingProxyType

from heeded.casework.raising import HEEDED, SOURCE
from heeded.casework.staff import plain
from heeded.casework.warning import Act, Standing
from heeded.chronology.state import day_told
from heeded.ledger.record import Draft, Part, Record
from heeded.words.instants import NEVER, day_of
from heeded.words.told import Told


def act_draft(act: Act, held: Standing, number: int, people: tuple[Part, ...]) -> Draft:
    """The record of an act, the `number`th about its warning."""
    until = day_of(act.until).isoformat() if act.until != NEVER else ""
    details = {
        "warning": act.warning, "signal": held.signal, "level": held.level_at(act.at), "by": act.by, "to": act.to,
        "until": until, "approver": act.approver, "outcome": act.outcome, "action": act.action, "reason": act.reason,
        "known": str(act.known),
    }  # fmt: skip
    when = Told.at(act.at)
    return Draft(
        HEEDED, SOURCE, f"{act.kind}-{act.warning}-{number}", act.kind, when, when, people=people, basis="opinion",
        details=MappingProxyType({key: (value,) for key, value in details.items() if value}),
    )  # fmt: skip


def act_read(record: Record) -> Act:
    """What a record of an act says; it counts from its entering."""
    told = {key: values[0] for key, values in record.details.items() if values}
    known = told.get("known", "0")
    return Act(
        told["warning"], record.kind, plain(told.get("by", "")), record.entered, told.get("reason", ""),
        plain(told.get("to", "")), day_told(told.get("until", "")), plain(told.get("approver", "")),
        told.get("outcome", ""), told.get("action", ""), int(known) if known.isdecimal() else 0,
    )  # fmt: skip

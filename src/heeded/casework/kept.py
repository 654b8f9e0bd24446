"""A raise as a row of its table, and back; and what is left of it when the rules have changed."""

import json
from collections.abc import Callable, Sequence

from heeded.casework.warning import Involvement, Move, Standing
from heeded.ledger.record import Record
from heeded.words.instants import Instant, parsed


def written(held: Standing) -> tuple[str, ...]:
    """The row of a raise: id, signal, raised, cleared ('' while open), level, trigger, and the rest as JSON."""
    more = {
        "levels": [[level, when.isoformat()] for level, when in held.levels],
        "evidence": held.evidence,
        "later": [when.isoformat() for when in held.later],
        "lapsed": held.lapsed,
        "says": held.says,
        "involved": [[i.worker, i.agency, i.since.isoformat(), i.until.isoformat()] for i in held.involved],
        "moves": [[m.at.isoformat(), m.key, m.was, m.became] for m in held.moves],
    }
    cleared = held.cleared.isoformat() if held.cleared else ""
    told = json.dumps({key: value for key, value in more.items() if value}, ensure_ascii=False)
    return (held.id, held.signal, held.raised.isoformat(), cleared, held.level, held.trigger, told)


def read(row: Sequence[str], people: tuple[tuple[str, str], ...]) -> Standing:
    """The inverse of `written`; the row's last column is what its record says (see `told_of`), '' where it has none."""
    told = row[7]
    more = json.loads(row[6])
    return Standing(
        row[0], row[1], people, parsed(row[2]), _instant(row[3]), row[4], row[5],
        tuple((level, parsed(when)) for level, when in more.get("levels", ())),
        more.get("evidence", 0),
        tuple(parsed(when) for when in more.get("later", ())),
        more.get("lapsed", ""), more.get("says", ""),
        tuple(Involvement(w, a, parsed(s), parsed(u)) for w, a, s, u in more.get("involved", ())),
        tuple(Move(parsed(at), key, was, became) for at, key, was, became in more.get("moves", ())),
        backlog=bool(told) and json.loads(told)["backlog"],
    )  # fmt: skip


def told_of(record: Record) -> tuple[str, str]:
    """What the record of a raise says, by the raise's id: kept so that no warning is lost with a change of rules."""
    details = {name: values[0] for name, values in record.details.items() if values}
    told = {
        "signal": details.get("signal", ""), "raised": record.happened.first.isoformat(),
        "level": details.get("level", "amber"), "trigger": details.get("trigger", ""),
        "backlog": details.get("backlog") == "yes", "says": record.says, "people": [[p.role, p.key] for p in record.people],
    }  # fmt: skip
    return details["raise"], json.dumps(told, ensure_ascii=False)


def once_raised(
    raise_id: str, told: str, person_of: Callable[[str], str], reopened: tuple[Instant, ...] = ()
) -> Standing:
    """A raise of which only the record is left: by the rules as they are now it would not be raised.

    What opened it again was something to answer, and still is: `reopened` stand for the evidence that joined.
    """
    said = json.loads(told)
    raised = parsed(said["raised"])
    people = tuple((role, person_of(key)) for role, key in said["people"])
    return Standing(
        raise_id, said["signal"], people, raised, raised, said["level"], said["trigger"], ((said["level"], raised),),
        later=reopened, says=said["says"], backlog=said["backlog"], judged=False,
    )  # fmt: skip


def _instant(text: str) -> Instant | None:
    return parsed(text) if text else None

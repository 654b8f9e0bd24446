"""The work list and one warning in words, for whoever was let in."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from heeded.casework.acting import Facts, approvers, said
from heeded.casework.history import CLEARED, CLIMBED, EVIDENCE, HANDED_ON, MOVED, RAISED, REOPENED, ROSE, Event, events
from heeded.casework.keeping import Held, Keeping
from heeded.casework.register.row import Row
from heeded.casework.warning import CLOSED, COMING, DECIDED, Standing
from heeded.reference.roles import titled
from heeded.review.lines import Subject
from heeded.review.warned import EarlierLine, HistoryLine, WarningLine, WarningView
from heeded.words.instants import Instant

Names = Callable[[str], str]


def lines(keeping: Keeping, names: Names, rows: Sequence[Row]) -> list[WarningLine]:
    """Rows as lines, in the same order."""
    found = ((row, keeping.standing(row.id)) for row in rows)
    return [line(keeping, names, row, held) for row, held in found if held is not None]


def line(keeping: Keeping, names: Names, row: Row, held: Standing) -> WarningLine:
    """One row as a line."""
    signal = keeping.signals.get(held.signal)
    name = signal.name.replace("_", " ") if signal else "no longer on the shelf"
    role = titled(row.role) if row.role else ""
    return WarningLine(row, name, held.says or f"{held.signal} {name}", subjects(held, names), role, held.judged)


def subjects(held: Standing, names: Names) -> tuple[Subject, ...]:
    """The people a warning is about."""
    return tuple(Subject(role, person, names(person)) for role, person in held.people)


def of_person(keeping: Keeping, person: str, now: Instant) -> list[Row]:
    """Every warning about a person, decided ones too, by the time to decide."""
    ids = [held.id for held in keeping.raises.about(person)]
    made = (keeping.row(w, now, listed=True) for w in sorted(keeping.register.listed(ids)))
    found = [row for row in made if row is not None and row.status != COMING]
    return sorted(found, key=lambda row: (row.status == CLOSED, row.decide_by, row.id))


def view(
    keeping: Keeping, names: Names, warning: str, now: Instant, moved: Callable[[Held], str]
) -> WarningView | None:
    """One warning with its history; None for what is none."""
    held, row = keeping.held(warning), keeping.row(warning, now, listed=True)
    if held is None or row is None or keeping.state(warning, now) is None:
        return None
    staffing = keeping.staffing()
    state = held.at(now, staffing)  # of the same acts as the history: whatever comes in meanwhile was not seen
    facts = Facts(staffing, now, "", moved)
    told = moved(held)
    present = tuple(member.name for member in staffing.everybody(now) if member.present)
    return WarningView(
        line(keeping, names, row, held.standing), state, keeping.signals.get(held.standing.signal),
        tuple(_told(event, names) for event in events(held, staffing, now)), tuple(_earlier(keeping, held, now)),
        tuple(told.split("; ")) if told else (), tuple(sorted(approvers(held, state, facts))), present,
    )  # fmt: skip


def _earlier(keeping: Keeping, held: Held, now: Instant) -> Iterator[EarlierLine]:
    """Decisions about the same signal, people and trigger, the one in force now apart, in order of time."""
    mine = held.standing
    kin = {
        each.id
        for each in (keeping.raises.about(mine.people[0][1]) if mine.people else ())
        if (each.signal, each.people, each.trigger) == (mine.signal, mine.people, mine.trigger)
    } | {mine.id}
    state = held.at(now, keeping.staffing())
    told = [act for acts in keeping.register.acts_of(kin).values() for act in acts if act.kind == DECIDED]
    for act in sorted(told, key=lambda act: act.at):
        if act != state.decision or state.open:
            yield EarlierLine(act.warning, act.at, act.by, act.outcome, act.action, act.reason)


WHY: Mapping[str, str] = {
    "new evidence": "new evidence came in", "higher level": "it reached a higher level",
    "still there": "the pattern was still there long after the decision",
    "gone": "its owner left, is away, or may not answer for it any longer", "filled": "somebody took the role it is for",
}  # fmt: skip


def _told(event: Event, names: Names) -> HistoryLine:
    """One event in words."""
    if event.act is not None:
        return HistoryLine(event.at, event.what, event.act.by, f"{said(event.act)}.")
    role = f" ({titled(event.role)})" if event.role else ""
    to = f"{event.owner}{role}"
    words = {
        RAISED: f"Raised, and came to {to}.",
        REOPENED: f"Opened again: {WHY.get(event.why, event.why)}. It came to {to}.",
        CLIMBED: f"Nobody decided in time. It climbed to {to}.",
        HANDED_ON: f"It went to {to}: {WHY.get(event.why, event.why)}.",
        EVIDENCE: "New evidence joined it.",
        ROSE: f"It reached the level {event.why}.",
        CLEARED: f"The pattern went{f' ({event.why}; never answered)' if event.why else ''}.",
        MOVED: f"The record {event.why} was moved to another person.",
    }
    return HistoryLine(event.at, event.what, "", words[event.what])

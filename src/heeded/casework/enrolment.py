"""A staff file becomes records of staff; nobody is ever taken off by being left out of one."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from heeded.casework.staff import absent, folded, holds_role, joined, plain
from heeded.ledger.record import Draft
from heeded.reference.roles import roles
from heeded.sources.staff import StaffRow

MOST_NAMED = 6  # names of a circle written out


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What a staff file comes to: records, sentences worth knowing, and who is on record and not in it."""

    drafts: tuple[Draft, ...]
    remarks: tuple[str, ...]
    missing: tuple[str, ...]


def enrolled(rows: Iterable[StaffRow], known: Collection[str]) -> Enrolment:
    """The records of some rows of a staff table. `known` are the names of those who work here now.

    Where people answer to one another in a circle nobody would stand above them, so that column is left out for them
    and said; whoever they answer to must be in the file or on record.
    """
    written: dict[str, str] = {}
    theirs: dict[str, list[StaffRow]] = {}
    for row in rows:
        theirs.setdefault(written.setdefault(folded(row.name), plain(row.name)), []).append(row)
    here = {folded(name) for name in known}
    above = {name: plain(next((p.manager for p in some if p.manager), "")) for name, some in theirs.items()}
    managers = {name: written.get(folded(manager), manager) for name, manager in above.items()}
    remarks, wrong = _circles(managers)
    for name, manager in managers.items():
        if manager and manager not in theirs and folded(manager) not in here:
            wrong.add(name)
            remarks.append(f"{name} answers to {manager}, who is neither in the file nor on record; that was left out.")
    for name, some in theirs.items():
        if len(agencies := sorted({p.agency for p in some})) > 1:
            said = f"{name} is in {' and '.join(agencies)}: taken as one person. If they are two, tell them apart."
            remarks.append(said)
    remarks += _foreign(theirs.values())
    drafts = [
        draft for name, some in theirs.items() for draft in _records(name, some, "" if name in wrong else managers[name])
    ]  # fmt: skip
    missing = sorted(name for name in known if folded(name) not in written)
    return Enrolment(tuple(drafts), tuple(remarks), tuple(missing))


def _records(name: str, rows: Sequence[StaffRow], manager: str) -> Iterable[Draft]:
    first = min(rows, key=lambda p: p.since)
    ends = [p.until for p in rows if p.until is not None]
    until = max(ends) if len(ends) == len(rows) else None
    yield joined(name, first.agency, first.since, team=first.team, answers_to=manager, until=until)
    for row in rows:
        yield holds_role(name, row.role, row.since, team=row.team, until=row.until)
    for away, back in sorted({(p.away, p.back) for p in rows if p.away and p.back}):
        yield absent(name, away, back)


def _foreign(rows: Iterable[Sequence[StaffRow]]) -> Iterator[str]:
    """A sentence for each role held from another agency: its warnings come to that person all the same."""
    for each in (row for some in rows for row in some):
        role = roles()[each.role]
        if role.agency != each.agency:
            yield (
                f"{plain(each.name)} of {each.agency} holds a role of {role.agency} ({role.title}): its warnings will "
                "come to them. Put the role or the agency right if that is not meant."
            )


def _circles(managers: Mapping[str, str]) -> tuple[list[str], set[str]]:
    """A sentence for each circle of people who answer to one another, and all who are in one."""
    remarks: list[str] = []
    caught: set[str] = set()
    seen: set[str] = set()  # everybody above whom we have looked
    for name in managers:
        passed, above = dict[str, None](), name
        while above and above not in passed and above not in seen:
            passed[above] = None
            above = managers.get(above, "")
        seen |= set(passed)
        if above in passed:
            circle = list(passed)[list(passed).index(above) :]
            caught |= set(circle)
            named = ", who answers to ".join([*circle, above][: MOST_NAMED + 1])
            more = " …" if len(circle) > MOST_NAMED else ""
            remarks.append(
                f"{named}{more}: that is a circle, so nobody would stand above them. Who they answer to was left out; "
                "put it right and load the file again."
            )
    return remarks, caught

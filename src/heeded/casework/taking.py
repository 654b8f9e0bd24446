"""Takes casework and staff records into the register, and says which warnings they may have changed."""

from collections.abc import Sequence

from heeded.casework.history import CLIMBED, REOPENED
from heeded.casework.keeping import Keeping
from heeded.casework.kept import told_of
from heeded.casework.raising import HEEDED, RAISED
from heeded.casework.register.store import Register
from heeded.casework.staff import STAFF, event
from heeded.casework.store import Raises
from heeded.casework.warning import ACTS, DECIDED
from heeded.casework.writing import act_read
from heeded.ledger.record import Record

PASSED = (CLIMBED, REOPENED)
OURS = frozenset({RAISED, *ACTS, *PASSED})


def quiet(record: Record) -> bool:
    """Whether a record of ours tells nothing new about the people it names. A decision may: dismissals are counted."""
    return record.agency == HEEDED and record.kind in OURS and record.kind != DECIDED


def take(records: Sequence[Record], raises: Raises, register: Register) -> None:
    """Take in what these records say of warnings and of staff; the same records twice change nothing."""
    ours = [record for record in records if record.agency == HEEDED]
    raises.take_raised(told_of(r) for r in ours if r.kind == RAISED and "raise" in r.details)
    register.take_acts((r.seq, act_read(r)) for r in ours if r.kind in ACTS and "warning" in r.details)
    register.take_staff(event(r) for r in ours if r.kind in STAFF and "name" in r.details)
    reopened = [r for r in ours if r.kind == REOPENED and "warning" in r.details]
    register.take_reopened((r.details["warning"][0], r.happened.first) for r in reopened)
    register.note(r.origin for r in ours if r.kind in PASSED)


def concerned(records: Sequence[Record], keeping: Keeping) -> set[str]:
    """The warnings that these records may have changed: those they name, and those of the staff they name."""
    ours = [record for record in records if record.agency == HEEDED]
    found = {r.details["raise"][0] for r in ours if r.kind == RAISED and "raise" in r.details}
    found |= {r.details["warning"][0] for r in ours if r.kind in (*ACTS, REOPENED) and "warning" in r.details}
    staff = [event(r) for r in ours if r.kind in STAFF and "name" in r.details]
    if staff:
        names = {keeping.staffing().named(each.name) for each in staff}
        found |= set(keeping.register.hinging_on(names, min(each.at for each in staff)))
    return found

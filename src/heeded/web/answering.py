"""What somebody wrote into the forms of a warning: read, checked next to its fields, and handed to casework."""

from dataclasses import dataclass
from datetime import date

from heeded.casework.acting import FEWEST_WORDS, CaseworkTrouble
from heeded.casework.warning import OUTCOMES, WITH_ACTION
from heeded.web.asked import Asked
from heeded.web.settings import LARGEST_FORM
from heeded.words.trouble import Trouble

ACKNOWLEDGE, DECIDE, ASSIGN, DEFER = "acknowledge", "decide", "assign", "defer"
NOTHING_SEEN = -1


@dataclass(frozen=True, slots=True)
class Typed:
    """What was written into one of the forms. `act` says which; `seen` is how far they had read."""

    act: str = ""
    seen: int = NOTHING_SEEN
    outcome: str = ""
    action: str = ""
    reason: str = ""
    to: str = ""
    until: str = ""
    approver: str = ""

    @property
    def day(self) -> date | None:
        """The day written under `until`; None where it is none."""
        try:
            return date.fromisoformat(self.until)
        except ValueError:
            return None

    @property
    def words(self) -> list[tuple[str, str]]:
        """What was written in words of one's own, for somebody who has to begin again."""
        return [(name, text) for name, text in (("action", self.action), ("reason", self.reason)) if text]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to be put right: the id of the field, and what to write there."""

    field: str
    says: str


def typed_in(asked: Asked) -> Typed:
    """What was sent. Nothing is cut here: whatever is too long comes back to whoever wrote it."""
    seen = asked.field("seen", LARGEST_FORM)
    return Typed(
        asked.field("act", LARGEST_FORM),
        int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else NOTHING_SEEN,
        *(asked.field(each, LARGEST_FORM) for each in ("outcome", "action", "reason", "to", "until", "approver")),
    )


def problems(typed: Typed) -> list[Problem]:
    """What is missing, field by field, in the order of the form."""
    found: list[Problem] = []
    if typed.act == DECIDE:
        if typed.outcome not in OUTCOMES:
            found.append(Problem("decide-outcome", "Choose what you decided"))
        if typed.outcome in WITH_ACTION and not typed.action:
            found.append(Problem("decide-action", "Say what was done, or what is in place"))
    if typed.act == ASSIGN and not typed.to:
        found.append(Problem("assign-to", "Choose who is to answer it"))
    if typed.act == DEFER:
        if typed.day is None:
            found.append(Problem("defer-until", "Give the day until which it is to wait"))
        if not typed.approver:
            found.append(Problem("defer-approver", "Choose who approved that it waits"))
    if typed.act in (DECIDE, ASSIGN, DEFER) and len(typed.reason.split()) < FEWEST_WORDS:
        found.append(Problem(f"{typed.act}-reason", "Say why, in a few words"))
    return found


def answered(asked: Asked, warning: str, typed: Typed) -> list[Problem]:
    """Do what was asked for; what is in its way, where it could not be done."""
    found = problems(typed)
    if found:
        return found
    try:
        _do(asked, warning, typed)
    except Trouble as trouble:  # a full disk too: what was written comes back
        return [Problem(f"{typed.act}-form", f"{trouble.what[:1].upper()}{trouble.what[1:]} {trouble.do}".strip())]
    return []


def _do(asked: Asked, warning: str, typed: Typed) -> None:
    casework, by = asked.workspace.casework, asked.acting
    if typed.act == ACKNOWLEDGE:
        casework.acknowledge(warning, by, typed.seen)
    elif typed.act == ASSIGN:
        casework.assign(warning, by, typed.seen, to=typed.to, reason=typed.reason)
    elif typed.act == DEFER and typed.day:
        casework.defer(warning, by, typed.seen, until=typed.day, reason=typed.reason, approver=typed.approver)
    elif typed.act == DECIDE:
        casework.decide(warning, by, typed.seen, outcome=typed.outcome, reason=typed.reason, action=typed.action)
    else:
        raise CaseworkTrouble("The form", "it does not say what is to be done.", "Use one of the buttons.")

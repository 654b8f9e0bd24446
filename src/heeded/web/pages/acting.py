"""Who uses this browser: a name chosen from the staff who are here, until people sign in."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from heeded.casework.staffing import Member, Staffing
from heeded.reference.roles import titled
from heeded.web.asked import Asked
from heeded.web.saying import agency
from heeded.words.instants import Instant

path = "acting"
name = "acting"
template = "acting.html"
purpose = "saying who uses this browser"


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody who may be chosen, and what they do here in words."""

    name: str
    does: str


def view(asked: Asked) -> dict[str, Any] | HttpResponse:
    """The names to choose from; with one chosen, the work list of that person."""
    staffing, now = asked.workspace.casework.staffing(), asked.workspace.clock()
    found = choices(staffing, asked.workspace.viewer.name, now)
    trouble = ""
    if asked.posted:
        chosen = asked.field("name", 200)
        if chosen in {choice.name for choice in found}:
            asked.session.acting = chosen
            return asked.to("work")
        trouble = "Choose one of the names"
    return {"choices": found, "trouble": trouble}


def choices(staffing: Staffing, viewer: str, now: Instant) -> list[Choice]:
    """Everybody who is here, the last owner and the local viewer among them, in alphabetical order."""
    found = {m.name: Choice(m.name, does(m)) for m in staffing.everybody(now) if m.present}
    found.setdefault(staffing.last_owner, Choice(staffing.last_owner, "last owner"))
    if not staffing.known(viewer):
        found.setdefault(viewer, Choice(viewer, "not on the staff list"))
    return [found[each] for each in sorted(found)]


def does(member: Member) -> str:
    """What somebody does here: `team manager, North team, social care`."""
    said = [*(titled(role) for role in sorted(member.roles)), *sorted(member.teams), agency(member.agency).lower()]
    return ", ".join(filter(None, said))

"""A warning: what it says, what it rests on, whose it is and by when; what became of it; and the forms to answer it."""

import re
from datetime import timedelta
from typing import Any

from django.http import HttpResponse

from heeded.casework.warning import OUTCOMES
from heeded.reference.responses import responses
from heeded.review.lines import RaiseView
from heeded.review.warned import WarningView
from heeded.web.answering import ACKNOWLEDGE, ASSIGN, DECIDE, DEFER, Typed, answered, typed_in
from heeded.web.asked import Asked
from heeded.web.evidence import lacking, marked_entries
from heeded.web.rule import rule_of
from heeded.words.instants import Instant, day_of

path = "warning/<str:warning>"
name = "warning"
template = "warning.html"
purpose = "answering a warning"

OTHER = re.compile(r"warning (\w+) (.+)", re.DOTALL)
DONE = {
    ACKNOWLEDGE: "It is written down that you have read it.", ASSIGN: "It was handed on.",
    DEFER: "It was put off.", DECIDE: "The decision is written down.",
}  # fmt: skip


def view(asked: Asked, warning: str) -> dict[str, Any] | HttpResponse | None:
    """The warning; with a form, what was asked for is done, or comes back with everything that was written."""
    typed, problems = Typed(), []
    if asked.posted:
        typed = typed_in(asked)
        problems = answered(asked, warning, typed)
        if not problems:
            return asked.to(name, f"?done={typed.act}", warning=warning)
    seen = asked.look.warning(warning)
    if seen is None:
        return None
    return {
        "seen": seen,
        "line": seen.line,
        "state": seen.state,
        "rule": rule_of(seen.signal) if seen.signal else None,
        "moved": [told(each) for each in seen.moved],
        "done": DONE.get(asked.text("done", 20), ""),
        **explained(asked.look.raise_(warning), seen.state.at),
        **forms(asked, seen, typed),
        "problems": problems,
        "wrong": {problem.field: problem.says for problem in problems},
    }


def told(moved: str) -> tuple[str, str]:
    """A sentence about where its people went, and the warning that it names ('' where it names none)."""
    found = OTHER.match(moved)
    return (found[2], found[1]) if found else (moved, "")


def forms(asked: Asked, seen: WarningView, typed: Typed) -> dict[str, Any]:
    """What the forms need. `changed`: something happened since the page was read that this form was sent from."""
    today = day_of(asked.workspace.clock())
    return {
        "typed": {act: typed if typed.act == act else Typed() for act in (ACKNOWLEDGE, DECIDE, ASSIGN, DEFER)},
        "sent": typed,
        "changed": asked.posted and typed.seen != seen.state.seen,
        "by": asked.acting,
        "outcomes": OUTCOMES,
        "others": [each for each in seen.present if each != seen.state.owner],
        "soonest": today + timedelta(days=1),
        "latest": today + timedelta(days=responses().longest_deferral),
    }


def explained(found: RaiseView | None, now: Instant) -> dict[str, Any]:
    """The evidence in the order in which it happened, and who knew of it; nothing where it is not raised any more."""
    if found is None:
        return {"raised": None}
    evidence = sorted(found.evidence, key=lambda e: (e.happened.last, e.seq))
    return {
        "raised": found,
        "evidence": marked_entries(evidence),
        "later": [(entry, when, marks) for (entry, when), (_, marks) in zip(
            found.later, marked_entries(e for e, _ in found.later), strict=True
        )],
        "vantages": [(v, r, c if c and c <= now else None) for v, r, c in found.by_vantage],
        "knowing": sorted({agency for row in found.knowledge for agency in row.agencies}),
        **lacking(found),
    }  # fmt: skip

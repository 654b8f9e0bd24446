"""A person: who each agency says they are, what happened in order, what was raised, and what could not be judged."""

from typing import Any

from heeded.chronology.entry import Entry
from heeded.review.lines import PersonView
from heeded.web.asked import Asked
from heeded.web.lanes import picture

path = "person/<str:person>"
name = "person"
template = "person.html"
purpose = "reading a person's chronology"

A_PAGE = 100
MOST_PAGES = 100_000
DOUBTFUL = 0.95  # below it a link asks for a person's judgement (SIGNALS.md, "For all")


def view(asked: Asked, person: str) -> dict[str, Any] | None:
    """Everything that this viewer may know of the person; the chronology of one agency where one is asked for."""
    seen = asked.look.person(person)
    if seen is None:
        return None
    agencies = sorted({entry.agency for entry in seen.entries} | {s.agency for s in seen.statements})
    chosen = asked.text("agency")
    entries = [e for e in seen.entries if chosen not in agencies or e.agency == chosen]
    return {
        "seen": seen,
        "signals": asked.workspace.signals(),
        "agencies": agencies,
        "chosen": chosen if chosen in agencies else "",
        "raises": sorted(seen.raises, key=lambda each: (each.cleared is not None, each.raised)),
        "raised_by": raised_by(seen),
        "warned": {line.id: line.row for line in asked.look.warnings_of(person)},
        "picture": picture(seen.entries, seen.raises),
        "doubtful": [link for link in seen.links if link.probability is not None and link.probability < DOUBTFUL],
        "uncoded": sum(entry.kind == "uncoded" for entry in seen.entries),
        **paged(entries, asked.number("page", MOST_PAGES)),
    }


def paged(entries: list[Entry], number: int) -> dict[str, Any]:
    """One page of a long chronology; pages are numbered from 1."""
    pages = max(-(-len(entries) // A_PAGE), 1)
    number = min(max(number, 1), pages)
    start = (number - 1) * A_PAGE
    return {
        "entries": entries[start : start + A_PAGE],
        "total": len(entries),
        "first": start + 1,
        "last": min(start + A_PAGE, len(entries)),
        "number": number,
        "pages": pages,
        "earlier": number - 1,
        "later": number + 1 if number < pages else 0,
    }


def raised_by(seen: PersonView) -> dict[str, str]:
    """For each record that is evidence, the signals that rest on it."""
    signals: dict[str, set[str]] = {}
    for each in seen.raises:
        for ref in each.evidence:
            signals.setdefault(ref, set()).add(each.signal)
    return {ref: ", ".join(sorted(found)) for ref, found in signals.items()}

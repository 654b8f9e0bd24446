"""A raise: what pattern, about whom, since when from each vantage, on what evidence, and by what rule."""

from typing import Any

from heeded.review.lines import RaiseView
from heeded.web.asked import Asked
from heeded.web.evidence import lacking, marked_entries
from heeded.web.rule import rule_of
from heeded.words.instants import Instant

path = "raise/<str:raised>"
name = "raise"
template = "raise.html"
purpose = "weighing a raise"


def view(asked: Asked, raised: str) -> dict[str, Any] | None:
    """The raise with its evidence in the order in which it happened."""
    seen = asked.look.raise_(raised)
    if seen is None:
        return None
    each, now = seen.raise_, asked.workspace.clock()
    evidence = sorted(seen.evidence, key=lambda e: (e.happened.last, e.seq))
    return {
        "seen": seen,
        "each": each,
        "rule": rule_of(seen.signal),
        "since": each.sentence,
        "evidence": marked_entries(evidence),
        "vantages": [(v, r, c if c and c <= now else None) for v, r, c in seen.by_vantage],
        "closed": len(set(each.evidence) - {e.ref for e in evidence} - {e.id for e in evidence}),
        "could": earlier(seen),
        **lacking(seen),
        "warning": asked.look.warning(raised),
        "roles": {subject.person: subject.role for subject in each.subject},
    }


def earlier(seen: RaiseView) -> Instant | None:
    """When it would have been raised with all records put together, where that was before it was raised here."""
    pooled = next((raised for vantage, raised, _ in seen.by_vantage if vantage == "pooled"), None)
    return pooled if pooled and pooled < seen.raise_.raised else None

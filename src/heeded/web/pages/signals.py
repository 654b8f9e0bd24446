"""The catalogue of signals: what each one asks, in plain words."""

from collections.abc import Iterable
from typing import Any

from heeded.signals.shelf import Signal, families
from heeded.web.asked import Asked

path = "signals"
name = "signals"
template = "signals.html"
purpose = "reading the catalogue of signals"
menu = (6, "Signals")


def view(asked: Asked) -> dict[str, Any]:
    """Every signal of the shelf by its code, each family together."""
    return {"families": by_family(found for _, found in sorted(asked.workspace.signals().items()))}


def by_family(signals: Iterable[Signal]) -> list[tuple[str, list[Signal]]]:
    """Signals under the titles of their families, in the order in which the first of each comes."""
    found: dict[str, list[Signal]] = {}
    for each in signals:
        found.setdefault(each.family, []).append(each)
    return [(families()[code].title if code in families() else code, theirs) for code, theirs in found.items()]

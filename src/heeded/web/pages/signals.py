"""The catalogue of signals: what each one asks, in plain words."""

from typing import Any

from heeded.web.asked import Asked

path = "signals"
name = "signals"
template = "signals.html"
purpose = "reading the catalogue of signals"
menu = (4, "Signals")


def view(asked: Asked) -> dict[str, Any]:
    """Every signal of the shelf by its code."""
    return {"signals": [found for _, found in sorted(asked.workspace.signals().items())]}

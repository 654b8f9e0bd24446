"""One signal: its question, why it is asked, whose duty it is, its numbers, what clears it, its rule, its examples."""

from typing import Any

from heeded.web.asked import Asked
from heeded.web.rule import examples_of, rule_of

path = "signals/<str:code>"
name = "signal"
template = "signal.html"
purpose = "reading the catalogue of signals"


def view(asked: Asked, code: str) -> dict[str, Any] | None:
    """The signal under this code."""
    signal = asked.workspace.signals().get(code)
    return None if signal is None else {"rule": rule_of(signal), "examples": examples_of(signal)}

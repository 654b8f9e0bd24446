"""Health: whether this installation answers, what it holds and what it could not judge."""

from importlib.metadata import version
from typing import Any

from heeded.web.asked import Asked

path = "health"
name = "health"
template = "health.html"
purpose = "checking the installation"


def view(asked: Asked) -> dict[str, Any]:
    """Counts, the clock and the version."""
    counts = asked.look.counts()
    return {"counts": counts, "now": asked.workspace.clock(), "version": version("heeded")}

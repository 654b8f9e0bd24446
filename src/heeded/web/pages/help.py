"""How it works: the clocks, the vantages, what a raise is and is not, and how to use the pages by keyboard."""

from typing import Any

from heeded.web.asked import Asked

path = "help"
name = "help"
template = "help.html"
purpose = "reading the help"
menu = (7, "How it works")


def view(asked: Asked) -> dict[str, Any]:
    """Nothing but words."""
    return {}

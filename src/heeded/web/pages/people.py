"""People: the search, and who knows each of them. What was searched for never stands in an address."""

from typing import Any

from django.http import HttpResponse

from heeded.web.asked import Asked

path = "people"
name = "people"
template = "people.html"
purpose = "finding a person"
menu = (2, "People")

MOST = 100


def view(asked: Asked) -> dict[str, Any] | HttpResponse:
    """The people whose name, key or address has the words sought; everybody where nothing was sought."""
    if asked.posted:
        wanted = asked.field("sought", 200)
        return asked.to(name, f"?search={asked.installation.searches.keep(wanted)}" if wanted else "")
    search = asked.text("search", 40)
    remembered = asked.installation.searches.get(search)
    sought = remembered or ""
    lines = asked.look.people(sought, MOST + 1)
    return {
        "sought": sought,
        "forgotten": bool(search) and remembered is None,
        "lines": lines[:MOST],
        "more": len(lines) > MOST,
        "most": MOST,
        "counts": asked.look.counts(),
    }

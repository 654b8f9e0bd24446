"""The work list: the warnings that want a decision, by the time left; one's own first where it is known who asks."""

from typing import Any
from urllib.parse import urlencode

from heeded.review.worklist import Wanted, WorkPage
from heeded.signals.raised import LEVELS
from heeded.web.asked import Asked

path = ""
name = "work"
template = "work.html"
purpose = "reading the work list"
menu = (1, "Warnings")

A_PAGE = 50
MOST_PAGES = 100_000
EVERYBODY = "everybody"


def view(asked: Asked) -> dict[str, Any]:
    """One page of what was asked for; without a question, one's own, and everybody's where nobody has said who asks."""
    owner = asked.text("owner", 120) or asked.session.acting
    wanted = Wanted(
        "" if owner == EVERYBODY else owner, asked.text("team", 120), asked.text("level", 10),
        asked.text("overdue", 3) == "yes", asked.text("decided", 3) == "yes",
    )  # fmt: skip
    number = max(asked.number("page", MOST_PAGES), 1)
    page = asked.look.work(wanted, (number - 1) * A_PAGE, A_PAGE)
    return {
        "page": page,
        "wanted": wanted,
        "owner": owner or EVERYBODY,
        "everybody": EVERYBODY,
        "mine": bool(wanted.owner) and wanted.owner == asked.session.acting,
        "narrowed": bool(wanted.team or wanted.level or wanted.overdue),
        "levels": LEVELS[::-1],
        "signals": asked.workspace.signals(),
        "counts": asked.look.counts(),
        **paged(asked, page, number),
    }


def paged(asked: Asked, page: WorkPage, number: int) -> dict[str, Any]:
    """The numbers under a long list, and the addresses of the pages beside it."""
    asks = {key: asked.text(key, 120) for key in ("owner", "team", "level", "overdue", "decided")}
    query = urlencode({key: value for key, value in asks.items() if value})
    return {
        "query": f"{query}&" if query else "",
        "last": page.first + len(page.lines),
        "earlier": number - 1,
        "later": number + 1 if page.first + len(page.lines) < page.total else 0,
    }

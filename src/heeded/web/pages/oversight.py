"""Oversight: how many warnings were answered in time, how old the others grow, and what is dismissed again and again."""

from collections.abc import Sequence
from typing import Any

from heeded.review.warned import Figure
from heeded.web.asked import Asked
from heeded.web.charted import Chart, chart
from heeded.web.saying import agency, percent, words

path = "oversight"
name = "oversight"
template = "oversight.html"
purpose = "seeing how warnings are answered"
menu = (5, "Oversight")

GROUPS = {"agency": "Agency", "team": "Team", "role": "Role", "signal": "Signal"}
ANSWERS = ("decided in time", "decided late", "open and in time", "overdue")
AGES = ("under 1 day", "1 to 3 days", "3 to 10 days", "10 to 30 days", "30 days or more")


def view(asked: Asked) -> dict[str, Any]:
    """The figures of all, and of each agency, team, role or signal, as asked for."""
    by = asked.text("by", 10)
    by = by if by in GROUPS else "team"
    seen = asked.look.oversight()
    figures = [figure for figure in seen.figures if figure.by == by]
    whole = next((figure for figure in seen.figures if figure.by == "all"), None)
    return {
        "seen": seen,
        "whole": whole,
        "in_time": percent(whole.in_time / whole.decided) if whole and whole.decided else "",
        "by": by,
        "groups": list(GROUPS.items()),
        "rows": [(named(figure), figure, answers(figure)) for figure in figures],
        "answered": drawn("answered", "How warnings were answered", ANSWERS, figures),
        "ageing": drawn("ageing", "How old the open warnings are", AGES, figures),
        "ages": AGES,
        "signals": asked.workspace.signals(),
    }


def answers(figure: Figure) -> tuple[int, int, int, int]:
    """Decided in time, decided late, open and in time, overdue."""
    return (figure.in_time, figure.decided - figure.in_time, figure.open - figure.overdue, figure.overdue)


def named(figure: Figure) -> str:
    """The group in words."""
    if figure.by == "agency":
        return agency(figure.of)
    return figure.of if figure.by == "signal" else words(figure.of)


def drawn(key: str, title: str, counts: Sequence[str], figures: Sequence[Figure]) -> Chart | None:
    """The chart of the same numbers."""
    rows = [(named(f), answers(f) if counts is ANSWERS else f.ages) for f in figures]
    return chart(key, title, counts, rows)

"""Withdraw a load: it was wrong, so all of it stops counting; it stays in the ledger with the reason."""

from typing import Any

from django.http import HttpResponse

from heeded.web.asked import Asked

path = "withdraw/<str:load>"
name = "withdraw"
template = "withdraw.html"
purpose = "withdrawing a load"

LONGEST_REASON = 500


def view(asked: Asked, load: str) -> dict[str, Any] | HttpResponse | None:
    """The question, with the reason to be given; then the deed."""
    line = next((each for each in asked.look.loads() if each.id == load), None)
    if line is None or line.broken_off:
        return None
    trouble = ""
    if asked.posted and not line.withdrawn:
        reason = asked.field("reason", LONGEST_REASON)
        if reason:
            asked.workspace.withdraw(load, reason)
            return asked.to("load")
        trouble = "Say why the load is withdrawn"
    return {"line": line, "trouble": trouble, "longest": LONGEST_REASON}

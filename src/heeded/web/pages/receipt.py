"""The receipt of a load: first of the dry run, to be confirmed or dropped, then of the load itself."""

from typing import Any

from django.http import HttpResponse

from heeded.web.asked import Asked

path = "load/<str:load>"
name = "receipt"
template = "receipt.html"
purpose = "loading files"


def view(asked: Asked, load: str) -> dict[str, Any] | HttpResponse | None:
    """How far it is, or what came of it."""
    here = asked.installation.loading.get(load)
    if here is None:
        return None
    if asked.posted:
        if asked.field("answer", 10) != "confirm":
            asked.installation.loading.drop(here)
            return asked.to("load")
        if here.dry_run and here.finished.is_set() and not here.dropped:
            asked.installation.loading.run(here, dry_run=False)
        return asked.to(name, load=load)
    return {
        "load": here,
        "running": not here.finished.is_set(),
        "files": [path.name for path in here.files],
        "receipt": here.receipt,
        "trouble": here.trouble,
    }

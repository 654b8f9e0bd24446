"""Load files: choose them, see first what would become of them, then confirm; and the loads there have been."""

from typing import Any

from django.http import HttpResponse

from heeded.web.asked import Asked
from heeded.web.loading import SUFFIXES
from heeded.web.settings import LARGEST_UPLOAD, MEBIBYTE, MOST_FILES

path = "load"
name = "load"
template = "load.html"
purpose = "loading files"
menu = (3, "Load files")

BACKLOG = {"": None, "yes": True, "no": False}


def view(asked: Asked) -> dict[str, Any] | HttpResponse:
    """The form and the list of loads; with files, the dry run."""
    trouble = ""
    if asked.posted:
        uploads = asked.request.FILES.getlist("files")
        if uploads:
            backlog = BACKLOG.get(asked.field("backlog", 10))
            agency, about = asked.field("agency", 100), asked.field("about", 200)
            called, born = asked.field("called", 200), asked.field("born", 40)
            load = asked.installation.loading.keep(uploads, agency, about, backlog, called, born)
            asked.installation.loading.run(load, dry_run=True)
            return asked.to("receipt", load=load.id)
        trouble = "Choose at least one file"
    return {
        "trouble": trouble,
        "loads": asked.look.loads(),
        "endings": ",".join(SUFFIXES),
        "most_files": MOST_FILES,
        "most_bytes": LARGEST_UPLOAD,
        "most_megabytes": LARGEST_UPLOAD // MEBIBYTE,
    }

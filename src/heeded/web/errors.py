"""What went wrong, as a page in the look: a sentence, what to do, and never a trace of the program."""

import logging
import traceback

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from heeded.words.trouble import Trouble

HEADINGS = {
    400: "This cannot be done as it was sent",
    403: "Not open to this browser",
    404: "Nothing was found",
    405: "This cannot be done here",
    413: "Too large to read",
    500: "Something went wrong in Heeded",
}
NOT_FOUND = "There is nothing at this address, or it is not open to you."
LOOK_AGAIN = "Check the address, or start again from the work list."


def page(request: HttpRequest, status: int, what: str, do: str = "", where: str = "") -> HttpResponse:
    """A refusal or a failure as a page."""
    told = {"heading": HEADINGS[status], "where": where, "what": what, "do": do, "status": status}
    return HttpResponse(render_to_string("error.html", told), status=status)


def troubled(request: HttpRequest, trouble: Trouble, status: int = 400) -> HttpResponse:
    """A Trouble as a page."""
    return page(request, status, trouble.what, trouble.do, trouble.where)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The one page for what does not exist and for what the viewer may not see."""
    return page(request, 404, NOT_FOUND, LOOK_AGAIN)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that Django would not read."""
    if isinstance(exception, RequestDataTooBig):
        return page(request, 413, "The form is larger than Heeded reads, so nothing was done.", "Send less at a time.")
    if isinstance(exception, TooManyFilesSent | TooManyFieldsSent):
        return page(request, 400, "Too much was sent at once, so nothing was done.", "Send fewer at a time.")
    return page(request, 400, "What was sent could not be read, so nothing was done.", "Go back and try again.")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not allowed looks exactly like not found."""
    return not_found(request)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from one of our own pages, or from one that is too old."""
    what = "The form did not come from a page that Heeded opened in this browser, so nothing was done."
    return page(request, 403, what, "Open the page again and send the form once more.")


def failed(request: HttpRequest) -> HttpResponse:
    """A defect of ours. What was being done is said in the log by kind and line only."""
    what = "It is not something you did. What was already written down is safe."
    return page(request, 500, what, "Try again; if it happens again, tell whoever looks after this installation.")


class Bare(logging.Formatter):
    """Log lines without anything that could name a person: no message of an exception, no address, no arguments."""

    def format(self, record: logging.LogRecord) -> str:
        """The logger, and for an exception its type and the line of the program it came from."""
        said = f"{record.levelname} {record.name}"
        if not record.exc_info or record.exc_info[0] is None:
            return f"{said} {getattr(record, 'status_code', '')}".strip()
        frames = traceback.extract_tb(record.exc_info[2])
        at = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"
        return f"{said} {record.exc_info[0].__name__} at {at}"

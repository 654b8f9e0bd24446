"""The gate: who may ask for a page at all. This machine only, the right Host, the printed address, a bounded body."""

from collections.abc import Callable
from typing import cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from heeded.web import errors
from heeded.web.installation import Installation, Session
from heeded.web.settings import LARGEST_UPLOAD, MEBIBYTE

INSTALLATION = "heeded.installation"  # its name in the WSGI environment
METHODS = ("GET", "HEAD", "POST")

Answer = Callable[[HttpRequest], HttpResponseBase]


def installation_of(request: HttpRequest) -> Installation:
    """The installation that this request came to."""
    return cast(Installation, request.META[INSTALLATION])


def session_of(request: HttpRequest) -> Session | None:
    """The session of the browser that asks; None where it was not let in."""
    here = installation_of(request)
    return here.session(request.COOKIES.get(here.cookie, ""))


def gate(answer: Answer) -> Answer:
    """Django middleware: refuse, admit, or let through; nothing but the style sheet and scripts may be kept."""

    def through(request: HttpRequest) -> HttpResponseBase:
        static = request.path_info.startswith(str(settings.STATIC_URL))
        response = refused(request) or (None if static else admitted(request)) or answer(request)
        if not static:
            response["Cache-Control"] = "no-store"
        return response

    return through


def refused(request: HttpRequest) -> HttpResponse | None:
    """A refusal of what no browser of ours would send; None where all is well."""
    if request.META.get("HTTP_HOST", "").lower() not in installation_of(request).hosts:
        what = "It was asked for under a name that is not this machine's."
        return errors.page(request, 400, what, "Use the address that Heeded printed, which begins with 127.0.0.1.")
    if request.method not in METHODS:
        return errors.page(request, 405, "This page cannot be used in that way.", "Open it with a browser.")
    if too_large(request):
        most = LARGEST_UPLOAD // MEBIBYTE
        return errors.page(
            request,
            413,
            f"What was sent is larger than {most} MB, so none of it was read and nothing was loaded.",
            "Send fewer files at a time, or load a large file with: heeded load FILE",
        )
    return None


def too_large(request: HttpRequest) -> bool:
    """Whether the body is larger than anything a page may be sent; a length that is no number counts as too large."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not (length.isascii() and length.isdecimal()) or len(length) > 12 or int(length) > LARGEST_UPLOAD + MEBIBYTE


def admitted(request: HttpRequest) -> HttpResponse | None:
    """None for a browser with a session; with the token, a session and the same page again; else a refusal."""
    here = installation_of(request)
    token = request.GET.get("token", "")[:200]
    if session_of(request):
        return elsewhere(request) if token else None
    admitted_as = here.admitted(token) if token and request.method == "GET" else None
    if admitted_as is None:
        what = "This page is for whoever started Heeded on this machine."
        do = "Open the address that Heeded printed when it started. If it was used before, a new one has been printed."
        return errors.page(request, 403, what, do)
    response = elsewhere(request)
    response.set_cookie(here.cookie, admitted_as, httponly=True, samesite="Strict", path="/")
    return response


def elsewhere(request: HttpRequest) -> HttpResponse:
    """The same page without the token, so that the token stays out of history and of links."""
    rest = urlencode([(k, v) for k, values in request.GET.lists() for v in values if k != "token"])
    path = "/" + request.path_info.lstrip("/")
    return HttpResponseRedirect(f"{path}?{rest}" if rest else path)

"""The pages as a WSGI application, and the server that serves them on this machine only."""

import logging
import secrets
import signal
import threading
from collections.abc import Callable, Iterable
from typing import Any

from heeded.web.facade import Workspace
from heeded.web.installation import Installation
from heeded.web.settings import LARGEST_UPLOAD, MEBIBYTE, settings
from heeded.web.ticking import Ticking
from heeded.words.trouble import Trouble

LOOPBACK = ("127.0.0.1", "localhost")
THREADS = 8
SILENCE = 30  # seconds after which a connection that says nothing is closed

Started = Callable[..., Any]
Wsgi = Callable[[dict[str, Any], Started], Iterable[bytes]]

_once = threading.Lock()


class NotHere(Trouble):
    """The pages cannot be served under the address asked for."""


def loopback_only(host: str) -> None:
    """Trouble for any address that another machine could reach: there is no sign-in yet."""
    if host not in LOOPBACK:
        what = (
            f"Heeded does not serve its pages on {host}: other machines could open them, and there is no sign-in yet."
        )
        raise NotHere("serve", what, "Leave the host out, or write 127.0.0.1.")


def django() -> Wsgi:
    """Django, set up once for the process. Imported here so that commands without pages never wait for it."""
    from django import setup
    from django.conf import settings as configured
    from django.core.handlers.wsgi import WSGIHandler

    with _once:
        if not configured.configured:
            configured.configure(**settings())
        setup()
    return WSGIHandler()


class Pages:
    """The WSGI application of one installation."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self._django = django()

    def __call__(self, environ: dict[str, Any], start_response: Started) -> Iterable[bytes]:
        """Answer one request."""
        environ["heeded.installation"] = self.installation
        return self._django(environ, start_response)


def application(
    workspace: Workspace, token: str, host: str, port: int, *, say: Callable[[str], object] = lambda _: None
) -> Pages:
    """The pages of one workspace. A browser gets in with the token, from this machine, under this host and port."""
    loopback_only(host)
    return Pages(Installation(workspace, token, host, port, say=say))


def serve(
    workspace: Workspace, host: str = "127.0.0.1", port: int = 8000, *, say: Callable[[str], object] = print
) -> None:
    """Serve the pages until stopped, and say the address with its token. Trouble where the port is taken."""
    loopback_only(host)
    from waitress.server import create_server

    token = secrets.token_urlsafe(24)
    answer = application(workspace, token, host, port, say=say)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    try:
        server = create_server(
            answer, host=host, port=port, threads=THREADS, ident=None, channel_timeout=SILENCE,
            max_request_body_size=LARGEST_UPLOAD * 2, inbuf_overflow=MEBIBYTE, clear_untrusted_proxy_headers=True,
        )  # fmt: skip
    except OSError as error:
        raise NotHere("serve", f"Port {port} is in use already.", "Write another: --port 8001.") from error
    _stoppable()
    say(f"Open {answer.installation.address}")
    ticking = Ticking(workspace.casework.tick)
    ticking.start()
    try:
        server.run()  # until Ctrl+C, which it takes for its end
    finally:
        server.close()
        ticking.stop()
        answer.installation.loading.close()
        say("Stopped.")


def _stoppable() -> None:
    """Let Ctrl+C, and a polite ending, stop the server, also where it was started with them ignored (as with `&`)."""
    if threading.current_thread() is threading.main_thread():
        for ending in (signal.SIGINT, signal.SIGTERM):
            signal.signal(ending, signal.default_int_handler)

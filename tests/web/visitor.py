"""A served installation on a free port, and a plain visitor without scripts who asks it over HTTP."""

import http.client
import re
import secrets
import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from waitress.server import create_server

from heeded.web.app import Pages, application
from heeded.web.facade import Workspace

TOKEN = "a-token-for-tests"  # noqa: S105


@dataclass
class Served:
    """What is being served, and where."""

    pages: Pages
    port: int
    said: list[str]

    @property
    def root(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def visitor(self) -> "Visitor":
        """Somebody who opened the printed address."""
        visitor = Visitor(self.port)
        visitor.get(f"/?token={TOKEN}")
        return visitor


@contextmanager
def serving(workspace: Workspace) -> Iterator[Served]:
    """Serve a workspace's pages until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    said: list[str] = []
    pages = application(workspace, TOKEN, "127.0.0.1", port, say=said.append)
    sockets: dict[int, Any] = {}
    server = create_server(pages, map=sockets, host="127.0.0.1", port=port, threads=4, ident=None)
    stopping = threading.Event()

    def run() -> None:
        while not stopping.is_set():
            server.asyncore.loop(timeout=0.02, map=sockets, count=1)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield Served(pages, port, said)
    finally:
        stopping.set()
        thread.join(timeout=10)
        server.task_dispatcher.shutdown()
        server.close()
        pages.installation.loading.close()


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    text: str


@dataclass
class Visitor:
    """Keeps cookies and sends forms, as a browser without scripts does."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a page; `Host` may be given."""
        return self._ask("GET", path, b"", headers)

    def post(self, path: str, fields: Sequence[tuple[str, str]], *, seen: str = "") -> Answer:
        """Send a form of the page `seen` (the same page where none is named), with that page's secret."""
        pairs = [("csrfmiddlewaretoken", self.secret(seen or path)), *fields]
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(pairs).encode(), kind)

    def upload(self, files: Mapping[str, bytes], **fields: str) -> Answer:
        """Send files by the form of the load page."""
        edge = secrets.token_hex(12)
        parts = {"csrfmiddlewaretoken": self.secret("/load"), "agency": "", "about": "", "backlog": "", **fields}
        body = b"".join(
            f'--{edge}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'.encode() for n, v in parts.items()
        )
        for name, data in files.items():
            head = f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
            body += head.encode() + data + b"\r\n"
        kind = {"Content-Type": f"multipart/form-data; boundary={edge}"}
        return self._ask("POST", "/load", body + f"--{edge}--\r\n".encode(), kind)

    def secret(self, path: str) -> str:
        """The secret in a page's form."""
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path).text)
        return found[1] if found else ""

    def follow(self, answer: Answer) -> Answer:
        """The page that an answer sends on to."""
        return self.get(answer.headers["Location"])

    def _ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent: dict[str, Any] = {"Host": f"127.0.0.1:{self.port}", **headers}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(method, path, body=body or None, headers=sent)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        for set_cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = set_cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return Answer(answer.status, answer.headers, text)

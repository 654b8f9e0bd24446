"""One served workspace and what is remembered about its browsers while it runs: sessions, searches, waiting loads."""

import hmac
import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Generic, TypeVar

from heeded.web.facade import Workspace
from heeded.web.loading import Loading

TOKEN_LIVES = 600.0  # seconds from its first use: a preview or a second window is let in, browser history is not
MOST_SESSIONS = 64
MOST_SEARCHES = 500

Kept = TypeVar("Kept")


class Remembered(Generic[Kept]):
    """A few things under ids that nobody can guess; the oldest is forgotten first."""

    def __init__(self, most: int) -> None:
        self._most, self._kept = most, OrderedDict[str, Kept]()

    def keep(self, thing: Kept) -> str:
        """Remember a thing and give its id."""
        key = secrets.token_urlsafe(18)
        self._kept[key] = thing
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return key

    def get(self, key: str) -> Kept | None:
        """The thing, or None where the id is unknown or forgotten."""
        return self._kept.get(key)


@dataclass(slots=True)
class Session:
    """A browser that was let in. `acting` is the member of staff it was said to be used by; '' for nobody yet."""

    acting: str = ""


class Installation:
    """A workspace with the token and the addresses it is served under."""

    def __init__(
        self,
        workspace: Workspace,
        token: str,
        host: str,
        port: int,
        *,
        say: Callable[[str], object] = lambda _: None,
        ticking: Callable[[], float] = monotonic,
    ) -> None:
        self.workspace = workspace
        self.port = port
        self.hosts = frozenset(f"{name}:{port}" for name in (host, "127.0.0.1", "localhost"))
        self.cookie = f"heeded-{port}"  # browsers share cookies between the ports of a machine
        self.searches = Remembered[str](MOST_SEARCHES)
        self.loading = Loading(workspace)
        self._sessions = Remembered[Session](MOST_SESSIONS)
        self._token, self._say, self._ticking = token, say, ticking
        self._first_used: float | None = None

    @property
    def address(self) -> str:
        """The address to open, with the token in force."""
        return f"http://127.0.0.1:{self.port}/?token={self._token}"

    def admitted(self, token: str) -> str | None:
        """A new session for the bearer of the token; None, and a new address in the terminal, once it is spent."""
        if not hmac.compare_digest(token.encode(), self._token.encode()):
            return None
        now = self._ticking()
        if self._first_used is None:
            self._first_used = now
        elif now - self._first_used > TOKEN_LIVES:
            self._token, self._first_used = secrets.token_urlsafe(24), None
            self._say(f"That address has been used. Open this one instead: {self.address}")
            return None
        return self._sessions.keep(Session())

    def session(self, key: str) -> Session | None:
        """The session of a browser that was admitted; None for any other."""
        return self._sessions.get(key)

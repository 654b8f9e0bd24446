"""The one way a page reads: what was asked, by whom, and the door opened for it."""

from datetime import date
from functools import cached_property

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from heeded.web.facade import Look, Workspace
from heeded.web.gate import installation_of, session_of
from heeded.web.installation import Session
from heeded.words.trouble import Trouble

LONGEST_FIELD = 2000


class Asked:
    """A request for a page. `look` opens the door for this page's purpose, which is written down before it answers."""

    def __init__(self, request: HttpRequest, purpose: str) -> None:
        self.request, self.purpose = request, purpose
        self.installation = installation_of(request)

    @property
    def workspace(self) -> Workspace:
        """For what changes something, and for what is not about anybody. People are read through `look` only."""
        return self.installation.workspace

    @cached_property
    def look(self) -> Look:
        """The door, opened once for each request; who the browser was said to be used by is written down too."""
        acting = f", acting as {self.session.acting}" if self.session.acting else ""
        return self.workspace.look(self.workspace.viewer, self.purpose + acting)

    @cached_property
    def session(self) -> Session:
        """What is remembered of this browser."""
        return session_of(self.request) or Session()

    @property
    def acting(self) -> str:
        """Who does what is done on this page: whoever the browser was said to be used by, else the local viewer."""
        return self.session.acting or self.workspace.viewer.name

    @property
    def posted(self) -> bool:
        """Whether a form was sent that may change something."""
        return self.request.method == "POST"

    def text(self, name: str, most: int = 200) -> str:
        """A field of the address, without surrounding space, cut at `most` characters."""
        return self.request.GET.get(name, "").replace("\0", "").strip()[:most]

    def field(self, name: str, most: int = LONGEST_FIELD) -> str:
        """A field of the form; Trouble where it is longer than `most` characters, so that nothing is cut silently."""
        value = self.request.POST.get(name, "").replace("\0", "").strip()
        if len(value) > most:
            raise Trouble("The form", f"A field holds more than {most} characters.", "Write less and send it again.")
        return value

    def fields(self, name: str) -> list[str]:
        """Every value that was ticked under one name."""
        return [value[:LONGEST_FIELD] for value in self.request.POST.getlist(name)]

    def number(self, name: str, most: int) -> int:
        """A whole number of the address from 0 to `most`; 0 where it is none."""
        value = self.text(name, 12)
        return min(int(value), most) if value.isascii() and value.isdecimal() else 0

    def day(self, name: str) -> date | None:
        """A day of the address (2019-03-12); None where it is none."""
        try:
            return date.fromisoformat(self.text(name, 10))
        except ValueError:
            return None

    def to(self, page: str, query: str = "", **named: str) -> HttpResponseRedirect:
        """Go on to another page after a form was sent, so that going back sends nothing twice."""
        return HttpResponseRedirect(reverse(page, kwargs=named) + query)

"""What the pages ask of a workspace; mypy holds both sides to it, and the pages read nothing any other way.

A look is opened with a viewer and a purpose and is written down before it answers. What the viewer may not know comes
back as None, exactly as what does not exist.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol

from heeded.access.viewer import Viewer
from heeded.casework.staffing import Staffing
from heeded.casework.warning import State
from heeded.review.lines import Counts, LoadLine, PersonLine, PersonView, RaiseView, ReplayView, UncodedLine
from heeded.review.warned import Oversight, WarningLine, WarningView
from heeded.review.worklist import Wanted, WorkPage
from heeded.signals.signal import Signal
from heeded.sources.receipt import Receipt
from heeded.words.instants import Instant


class Look(Protocol):
    """The door, opened: every answer is within what this viewer may know for this purpose."""

    def people(self, text: str, limit: int) -> Sequence[PersonLine]:
        """People whose name, key or address has this text; all of them for ''."""

    def person(self, person: str) -> PersonView | None:
        """One person as known now."""

    def raise_(self, raise_id: str) -> RaiseView | None:
        """One raise with what explains it."""

    def replay(self, person: str, day: date | None, vantage: str) -> ReplayView | None:
        """What was known at the end of a day; the last day for None."""

    def uncoded(self, limit: int, offset: int) -> Sequence[UncodedLine]:
        """Records that nobody has coded, with what they may be."""

    def loads(self) -> Sequence[LoadLine]:
        """The loads, newest first."""

    def counts(self) -> Counts:
        """How much there is, and how much of it nobody could judge."""

    def work(self, wanted: Wanted, first: int, most: int) -> WorkPage:
        """A page of the work list."""

    def warning(self, warning: str) -> WarningView | None:
        """One warning with its history."""

    def warnings_of(self, person: str) -> Sequence[WarningLine]:
        """Every warning about a person, decided ones last."""

    def oversight(self) -> Oversight:
        """How warnings are answered here."""


class Casework(Protocol):
    """What people do about warnings. An act that is refused is a Trouble, and nothing of it is done."""

    def acknowledge(self, warning: str, by: str, seen: int) -> State:
        """Say that it was read."""

    def assign(self, warning: str, by: str, seen: int, *, to: str, reason: str) -> State:
        """Give it to somebody."""

    def defer(self, warning: str, by: str, seen: int, *, until: date, reason: str, approver: str) -> State:
        """Put the decision off until the end of a day."""

    def decide(self, warning: str, by: str, seen: int, *, outcome: str, reason: str, action: str = "") -> State:
        """Decide it."""

    def tick(self) -> object:
        """Write down what the clock alone has done."""

    def last_tick(self) -> Instant | None:
        """When the clock was last looked at; None if it never was."""

    def staffing(self) -> Staffing:
        """The staff over time."""


class Workspace(Protocol):
    """One opened installation, as far as the pages need it; used from several threads at once."""

    @property
    def viewer(self) -> Viewer: ...
    @property
    def clock(self) -> Callable[[], Instant]: ...
    def held_up(self) -> timedelta:
        """By how much the last entry is later than the machine's clock."""

    @property
    def casework(self) -> Casework: ...
    def look(self, viewer: Viewer, purpose: str) -> Look:
        """Open the door."""

    def signals(self) -> Mapping[str, Signal]:
        """The shelf, by code."""

    def load(
        self,
        paths: Sequence[Path],
        *,
        agency: str,
        about: str,
        backlog: bool | None,
        dry_run: bool,
        called: str = "",
        born: str = "",
        progress: Callable[[str, int], None] | None = None,
    ) -> Receipt:
        """Load files, or say what would become of them. `backlog` None: the default. `progress`: (what, how many)."""

    def withdraw(self, load: str, reason: str) -> object:
        """Take a whole load out of what counts."""

    def confirm(self, refs: Sequence[str], kind: str, details: Mapping[str, tuple[str, ...]]) -> object:
        """Code these records; a record of who said so."""

    def refuse(self, refs: Sequence[str]) -> object:
        """Say that no kind fits these records."""

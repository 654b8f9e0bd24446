"""One opened installation: its settings, its databases, its clock. The only place where rooms are wired together."""

import re
import threading
import weakref
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, timedelta
from pathlib import Path

from heeded.access.door import Door
from heeded.access.store import Looks
from heeded.access.viewer import Viewer
from heeded.casework.desk import Casework
from heeded.casework.enrolment import Enrolment, enrolled
from heeded.casework.keeping import Held, Keeping
from heeded.casework.moving import moved_to
from heeded.casework.projections import Projections
from heeded.casework.register.store import Register
from heeded.casework.store import Connection, Database, Kept, Raises, connected, removed
from heeded.chronology.people import Believed
from heeded.chronology.sight import Sight
from heeded.chronology.store import Chronology
from heeded.ledger.asking import Request, asked
from heeded.ledger.checkpoint import Signer, Verifier
from heeded.ledger.editions import Written
from heeded.ledger.lane import Lane
from heeded.ledger.record import Draft, Record
from heeded.ledger.store import Store
from heeded.ledger.turnstile import Turnstile
from heeded.ledger.verify import Verdict
from heeded.linkage.linker import Linker
from heeded.linkage.places import institution, place_key
from heeded.review.desk import Desk, Sources
from heeded.signals.shelf import Signal, signals
from heeded.sources import intake
from heeded.sources.coding import confirmed, refused
from heeded.sources.intake import Wanted
from heeded.sources.receipt import Receipt
from heeded.sources.repeats import finished_again, said_too
from heeded.sources.staff import StaffRow
from heeded.words.instants import Instant
from heeded.workspace.clock import now
from heeded.workspace.copies import copied
from heeded.workspace.failing import plainly
from heeded.workspace.proving import proved
from heeded.workspace.settings import (
    KEY,
    LEDGER,
    LOOKS,
    PROJECTIONS,
    SETTINGS,
    Settings,
    WorkspaceTrouble,
    made_folder,
    read_settings,
)  # fmt: skip

MOST_CODED = 500  # records coded in one go


@dataclass(frozen=True, slots=True)
class Rooms:
    """The projections as one thread sees them."""

    linker: Linker
    index: Chronology
    raises: Raises
    keeping: Keeping

    def moved_to(self, held: Held) -> str:
        """Where the people of a warning went."""
        return moved_to(held, self.linker, self.raises)


class Workspace:
    """One opened installation. Safe from several threads; each has its own read connection to the projections."""

    def __init__(self, folder: Path, clock: Callable[[], Instant] = now) -> None:
        """Open; brings the projections up to the ledger first."""
        self.folder, self._machine_clock, self.settings = folder, clock, read_settings(folder)
        self.viewer = Viewer(self.settings.viewer, self.settings.agency)
        self.store = Store(folder / LEDGER)
        self._looks = Looks(folder / LOOKS)
        self.door = Door(self.store, self._looks, self.viewer, clock)
        self._threads, self._connections, self._closed = threading.local(), weakref.WeakSet[Connection](), False
        self._turnstile = Turnstile(folder)
        try:
            connection = self._connection()
            self._projections = self._projections_of(connection)
            self.lane = Lane(self.store, self._projections, self._turnstile, clock)
            self.casework = Casework(
                self.lane, self._projections, lambda: self.rooms().keeping, self._moved_to, self.clock,
                self.viewer.name,
            )  # fmt: skip
            self.lane.catch_up()
            self.lane.consider(lambda: self._projections.succeeded(self.settings.last_owner))
            self.judge_waiting()
        except BaseException:
            self.close()
            raise

    @classmethod
    def init(cls, folder: Path, settings: Settings, clock: Callable[[], Instant] = now) -> "Workspace":
        """Make a workspace in an empty or absent folder, and open it."""
        if folder.exists() and any(folder.iterdir()):
            raise WorkspaceTrouble(str(folder), "is not empty.", "Name a new folder.")
        written = settings.written()
        made_folder(folder)
        Store.create(folder / LEDGER).close()
        Signer.create(folder / KEY, f"heeded/{_origin(folder.name)}")
        (folder / SETTINGS).write_text(written, encoding="utf-8")
        return cls(folder, clock)

    def close(self) -> None:
        """Finish writing and close every file; closing twice is closing once."""
        if self._closed:
            return
        self._closed = True
        if hasattr(self, "lane"):
            self.lane.close()
        self._turnstile.close()
        self._looks.close()
        self.store.close()
        for connection in list(self._connections):
            connection.close()

    def clock(self) -> Instant:
        """Now; never before the last entry, where the machine's clock was set back: what was told is known."""
        return max(self._machine_clock().astimezone(UTC), self.store.last_entered())

    def held_up(self) -> timedelta:
        """By how much the last entry is later than the machine's clock: until that is over no time passes here."""
        return max(self.clock() - self._machine_clock(), timedelta())

    def write(self, drafts: Sequence[Draft]) -> list[Written]:
        """Record drafts and all that follows; back when it is durable."""
        return self.lane.write(drafts)

    def judge_waiting(self, progress: Callable[[str, int], None] | None = None) -> None:
        """Judge everybody whom loads left waiting, a few at a turn so that others can write in between."""
        while left := self._projections.waiting():
            if progress:
                progress("people left to judge", left)
            self.lane.consider(lambda: self._projections.judge_some(self.clock()))

    def watch(self, progress: Callable[[str, int], None] | None = None) -> int:
        """Judge everybody again, by the rules as they are now; how many people that were."""
        everybody = self.rooms().linker.everybody()
        self.lane.consider(lambda: self._projections.leave(everybody))
        self.judge_waiting(progress)
        return len(everybody)

    def enrol(self, rows: Sequence[StaffRow]) -> tuple[Enrolment, int]:
        """Take in the rows of a staff file: what it came to, and how many of its records were new or changed."""
        here = {member.name for member in self.casework.staffing().everybody(self.clock())}
        told = enrolled(rows, here)
        written = self.write(told.drafts)
        return told, sum(each.outcome != "same" for each in written)

    def waiting(self) -> int:
        """How many people still wait to be judged after a load."""
        return self._projections.waiting()

    def rooms(self) -> Rooms:
        """The projections, over this thread's own connection."""
        if not hasattr(self._threads, "rooms"):
            connection = self._connection()
            keeping, linker = self._keeping_of(connection), Linker(connection)
            self._threads.rooms = Rooms(linker, Chronology(connection, place_key), keeping.raises, keeping)
        rooms: Rooms = self._threads.rooms
        return rooms

    def sight(self, viewer: Viewer, purpose: str, what: str, which: str = "") -> Sight:
        """Scenes for a person who looks at one thing; that look is checked and written down first."""
        rooms = self.rooms()
        reader = self.door.look(viewer, purpose, what, which)
        return Sight(reader, rooms.index, Believed(rooms.linker), place_key, institution, self.settings.jurisdiction)

    def load(
        self,
        paths: Sequence[Path],
        *,
        agency: str = "",
        about: str = "",
        backlog: bool | None = None,
        dry_run: bool = False,
        called: str = "",
        born: str = "",
        names: Mapping[Path, str] | None = None,
        progress: Callable[[str, int], None] | None = None,
    ) -> Receipt:
        """Load files (see `sources.intake`), judge everybody in them once, and give the receipt."""
        wanted = Wanted(tuple(paths), agency, about, backlog, dry_run, called, born, tuple((names or {}).items()))

        def judge() -> None:
            self.judge_waiting(progress)

        receipt = intake.load(
            wanted, write=self.write, preview=self._preview, loads=self.rooms().index, judge=judge, on=self.clock(),
            progress=progress,
        )  # fmt: skip
        if not dry_run:
            self.checkpoint()
        return receipt

    def withdraw(self, load: str, reason: str) -> dict[str, int]:
        """Take a whole load back: it was our mistake, and leaves every vantage but `live`.

        Rows that a standing load said too stay, as rows of that load: how many of each.
        """
        index, kept = self.rooms().index, Counter[str]()
        self.write([intake.withdrawal(load, reason, index, self.clock())])
        for standing, rows in said_too(load, index, self.store.records):
            self.write([*rows, finished_again(standing, load, self.clock())])
            kept[standing.origin] += len(rows)
        self.judge_waiting()
        return dict(kept)

    def confirm(self, refs: Sequence[str], kind: str, details: Mapping[str, tuple[str, ...]]) -> None:
        """Code these records as the local viewer says; each confirmation is a record."""
        now = self.clock()
        self.write([confirmed(r, kind, details, self.viewer.name, now) for r in self._latest(refs)])

    def refuse(self, refs: Sequence[str]) -> None:
        """Say of these records that no kind fits; they are kept, shown and not judged."""
        now = self.clock()
        self.write([refused(r, self.viewer.name, now) for r in self._latest(refs)])

    def _latest(self, refs: Sequence[str]) -> list[Record]:
        found: dict[str, Record | None] = dict.fromkeys(refs[:MOST_CODED])
        # A person may have the key that one of the agency's rows has for its ref.
        index = self.rooms().index
        editions, gone = self.store.records(index.seqs_of(found)), index.withdrawn_loads()
        found.update((each.ref, each) for each in editions if each.kind != "person" and each.load not in gone)
        missing = [ref for ref, record in found.items() if record is None or record.kind != "uncoded"]
        if missing:
            raise WorkspaceTrouble(
                "coding", f"'{missing[0][:80]}' is no record that waits for a kind.", "See: heeded code"
            )
        return [record for record in found.values() if record is not None]

    def _preview(self, drafts: Sequence[Draft]) -> list[Written]:
        """What would become of drafts, with nothing written."""
        with self._turnstile.held():
            self.store.begin()
            try:
                return self.store.stage(drafts, self.clock())
            finally:
                self.store.rollback()

    def verify(self, progress: Callable[[int], None] = lambda done: None) -> Verdict:
        """Re-read every record of the ledger and prove its history, checkpoints included."""
        return proved(self.folder, progress)

    def public_key(self) -> Verifier:
        """What partners hold the ledger's checkpoints against."""
        return Signer.open(self.folder / KEY).verifier

    def request(self, old: int) -> Request:
        """What a witness that has seen `old` entries is to be given: the ledger signed as it is now, and the proof."""
        return asked(old, self.checkpoint(), self.store.leaves())

    def checkpoint(self) -> str:
        """Sign the ledger as it is now, and keep the signed note with it."""
        return self.lane.checkpoint(Signer.open(self.folder / KEY))

    def backup(self, to: Path) -> Verdict:
        """Copy the workspace to a new folder while work goes on; the copy is verified before this returns."""
        return copied(self.folder, self._looks, to)

    def look(self, viewer: Viewer, purpose: str) -> Desk:
        """Everything a person may look at; each look is checked and written down before it is answered."""
        rooms = self.rooms()
        sources = Sources(
            rooms.index, rooms.linker, rooms.raises, rooms.keeping, rooms.moved_to, place_key, institution, signals(),
            self.settings.jurisdiction,
        )  # fmt: skip
        return Desk(self.door, viewer, purpose, sources, self.clock)

    def signals(self) -> Mapping[str, Signal]:
        """The shelf."""
        return signals()

    def rebuild(self, progress: Callable[[int], None] | None = None) -> int:
        """Make the projections anew from the ledger alone; how many records were read.

        They are made beside the old ones and take their place in one step: whoever reads meanwhile sees all or all,
        and one that is broken off leaves the old ones.
        """
        beside, position = self.folder / f"{PROJECTIONS}.new", 0
        with self._turnstile.held():
            removed(beside)
            made, ticked = connected(beside), self.casework.last_tick()
            fresh = self._projections_of(made)
            while position < self.store.size():
                records, position = self.store.page(position)
                fresh.replay(records)
                fresh.commit(position)
                if progress:
                    progress(position)
            fresh.keeping.register.succeeded(self.settings.last_owner)
            if ticked:
                fresh.keeping.register.ticked(ticked)
            made.backup(self._connection())
            made.close()
            removed(beside)
        self.judge_waiting()
        return position

    def _moved_to(self, held: Held) -> str:
        return self.rooms().moved_to(held)

    def _connection(self) -> Database:
        connection = connected(self.folder / PROJECTIONS)
        self._connections.add(connection)
        return connection

    def _projections_of(self, connection: Database) -> Projections:
        return Projections(
            Kept(connection), Linker(connection), Chronology(connection, place_key), self._keeping_of(connection),
            self.store, place_key=place_key, institution=institution, jurisdiction=self.settings.jurisdiction,
        )  # fmt: skip

    def _keeping_of(self, connection: Database) -> Keeping:
        person_of, last_owner = Linker(connection).person_of, self.settings.last_owner
        return Keeping(Raises(connection), Register(connection), signals(), person_of, last_owner)


def _origin(name: str) -> str:
    """A folder's name as a log's origin line: without spaces or plus signs."""
    return re.sub(r"[^a-z0-9.-]+", "-", name.lower()).strip("-") or "workspace"


@contextmanager
def opened(folder: Path, clock: Callable[[], Instant] = now) -> Iterator[Workspace]:
    """A workspace for as long as it is needed."""
    with plainly(folder):
        workspace = Workspace(folder, clock)
        try:
            yield workspace
        finally:
            workspace.close()

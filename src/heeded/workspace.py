"""One opened installation: its settings, its databases, its clock. The only place where rooms are wired together."""

import errno
import re
import shutil
import sqlite3
import threading
import tomllib
import weakref
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from heeded.access.door import Door
from heeded.access.store import Looks
from heeded.access.viewer import Viewer
from heeded.casework.projections import Projections
from heeded.casework.store import Connection, Kept, Raises, connected, removed
from heeded.chronology.people import Believed
from heeded.chronology.sight import Sight
from heeded.chronology.store import Chronology
from heeded.ledger.backup import backup, restore
from heeded.ledger.checkpoint import Signer
from heeded.ledger.editions import Written
from heeded.ledger.lane import Lane
from heeded.ledger.record import Draft, Record
from heeded.ledger.store import Store
from heeded.ledger.turnstile import Turnstile
from heeded.ledger.verify import Verdict, verify
from heeded.linkage.linker import Linker
from heeded.linkage.places import institution, place_key
from heeded.review.desk import Desk, Sources
from heeded.signals.shelf import Signal, signals
from heeded.sources import intake
from heeded.sources.coding import confirmed, refused
from heeded.sources.intake import Wanted
from heeded.sources.receipt import Receipt
from heeded.sources.repeats import finished_again, said_too
from heeded.words.instants import Instant
from heeded.words.trouble import Trouble

SETTINGS, LEDGER, PROJECTIONS, LOOKS, KEY = "heeded.toml", "ledger.db", "projections.db", "looks.db", "checkpoint.key"
MOST_CODED = 500  # records coded in one go
FORM = 1  # of the workspace; a newer one is refused


class WorkspaceTrouble(Trouble):
    """A workspace that cannot be made or opened."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a workspace was told at `init`. `last_owner` answers for every warning that nobody else does."""

    viewer: str
    agency: str
    last_owner: str
    jurisdiction: str = "england"
    form: int = FORM

    def written(self) -> str:
        """As heeded.toml says it."""
        values = (("viewer", self.viewer), ("agency", self.agency), ("last_owner", self.last_owner),
                  ("jurisdiction", self.jurisdiction))  # fmt: skip
        lines = [f'{name} = "{_plain(name, value)}"' for name, value in values]
        return "\n".join(
            ["# One installation of Heeded. Change it with the program closed.", *lines, f"form = {self.form}\n"]
        )


def _plain(name: str, value: str) -> str:
    if len(value) > 120 or any(c in value for c in '"\\') or not value.isprintable():
        raise WorkspaceTrouble(
            name, f"'{value[:40]}' has quotes, control characters or is too long.", "Use a plain name."
        )
    return value


def read_settings(folder: Path) -> Settings:
    """The settings of a workspace; a sentence for each thing that can be wrong with them."""
    path = folder / SETTINGS
    if not path.is_file():
        raise WorkspaceTrouble(str(folder), "is not a workspace.", "Make one with: heeded init FOLDER")
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise WorkspaceTrouble(
            str(path), f"cannot be read: {problem}.", "Correct it, or restore a backup."
        ) from problem
    if told.get("form", 0) > FORM:
        raise WorkspaceTrouble(str(folder), "was written by a newer Heeded.", "Upgrade this program: heeded upgrade")
    unknown = sorted(set(told) - set(Settings.__dataclass_fields__))
    if unknown or not told.get("viewer"):
        what = f"'{unknown[0]}' is not a setting." if unknown else "viewer is missing."
        raise WorkspaceTrouble(str(path), what, f"Settings are: {', '.join(Settings.__dataclass_fields__)}.")
    return Settings(**told)


def now() -> Instant:
    """The machine's clock, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Rooms:
    """The projections as one thread sees them."""

    linker: Linker
    index: Chronology
    raises: Raises


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
            self._projections = self._projections_of(self._connection())
            self.lane = Lane(self.store, self._projections, self._turnstile, clock)
            self.lane.catch_up()
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
        _made(folder)
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
        return max(self._machine_clock(), self.store.last_entered())

    def write(self, drafts: Sequence[Draft]) -> list[Written]:
        """Record drafts and all that follows; back when it is durable."""
        return self.lane.write(drafts)

    def judge_waiting(self, progress: Callable[[str, int], None] | None = None) -> None:
        """Judge everybody whom loads left waiting, a few at a turn so that others can write in between."""
        while left := self._projections.waiting():
            if progress:
                progress("people left to judge", left)
            self.lane.consider(lambda: self._projections.judge_some(self.clock()))

    def waiting(self) -> int:
        """How many people still wait to be judged after a load."""
        return self._projections.waiting()

    def rooms(self) -> Rooms:
        """The projections, over this thread's own connection."""
        if not hasattr(self._threads, "rooms"):
            connection = self._connection()
            self._threads.rooms = Rooms(Linker(connection), Chronology(connection, place_key), Raises(connection))
        rooms: Rooms = self._threads.rooms
        return rooms

    def sight(self, viewer: Viewer, purpose: str, what: str, which: str = "") -> Sight:
        """Scenes for a person who looks at one thing; that look is checked and written down first."""
        rooms = self.rooms()
        reader = self.door.look(viewer, purpose, what, which)
        return Sight(reader, rooms.index, Believed(rooms.linker), place_key, institution)

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
        return verify(self.folder / LEDGER, Signer.open(self.folder / KEY).verifier, progress)

    def checkpoint(self) -> str:
        """Sign the ledger as it is now, and keep the signed note with it."""
        return self.lane.checkpoint(Signer.open(self.folder / KEY))

    def backup(self, to: Path) -> Verdict:
        """Copy the workspace to a new folder while work goes on; the copy is verified before this returns."""
        if to.exists():
            raise WorkspaceTrouble(str(to), "is there already.", "Name a new folder; a backup is never written over.")
        _made(to)
        verdict = backup(self.folder / LEDGER, to / LEDGER, Signer.open(self.folder / KEY).verifier)
        for name in (SETTINGS, KEY):
            shutil.copy2(self.folder / name, to / name)
        self._looks.copy(to / LOOKS)
        return verdict

    def look(self, viewer: Viewer, purpose: str) -> Desk:
        """Everything a person may look at; each look is checked and written down before it is answered."""
        rooms = self.rooms()
        sources = Sources(rooms.index, rooms.linker, rooms.raises, place_key, institution, signals())
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
            made = connected(beside)
            fresh = self._projections_of(made)
            while position < self.store.size():
                records, position = self.store.page(position)
                fresh.replay(records)
                fresh.commit(position)
                if progress:
                    progress(position)
            made.backup(self._connection())
            made.close()
            removed(beside)
        self.judge_waiting()
        return position

    def _connection(self) -> sqlite3.Connection:
        connection = connected(self.folder / PROJECTIONS)
        self._connections.add(connection)
        return connection

    def _projections_of(self, connection: sqlite3.Connection) -> Projections:
        return Projections(
            Kept(connection), Linker(connection), Chronology(connection, place_key), Raises(connection), self.store,
            signals=signals(), place_key=place_key, institution=institution,
        )  # fmt: skip


def _made(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as problem:
        raise WorkspaceTrouble(
            str(folder), f"cannot be made ({problem.strerror}).", "Name another folder."
        ) from problem


_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO}


@contextmanager
def plainly(folder: Path) -> Iterator[None]:
    """Whatever the disk or a database refuses, in a sentence. What had been acknowledged is kept all the same."""
    try:
        yield
    except (sqlite3.Error, OSError) as problem:
        if isinstance(problem, OSError) and problem.errno not in _DISK:
            raise
        raise WorkspaceTrouble(
            str(folder), f"could not be read or written ({problem}).",
            "Free some disk space, or see that you may write there; then do it again. Nothing recorded is lost.",
        ) from problem  # fmt: skip


def _origin(name: str) -> str:
    """A folder's name as a log's origin line: without spaces or plus signs."""
    return re.sub(r"[^a-z0-9.-]+", "-", name.lower()).strip("-") or "workspace"


def restored(copy: Path, to: Path, clock: Callable[[], Instant] = now) -> Verdict:
    """Make a workspace of a backup in a new folder: erasures applied again, every record verified."""
    if to.exists() and any(to.iterdir()):
        raise WorkspaceTrouble(str(to), "is not empty.", "Name a new folder.")
    read_settings(copy)
    _made(to)
    for name in (SETTINGS, KEY, LOOKS):
        if (copy / name).is_file():
            shutil.copy2(copy / name, to / name)
    return restore(copy / LEDGER, to / LEDGER, clock, verifier=Signer.open(to / KEY).verifier)


def found_folder(named: Path | None, environment: Mapping[str, str], here: Path) -> Path:
    """Which workspace is meant: the one named, else HEEDED_WORKSPACE, else the nearest heeded.toml upward."""
    if named is not None:
        return named
    if environment.get("HEEDED_WORKSPACE"):
        return Path(environment["HEEDED_WORKSPACE"])
    for folder in (here, *here.parents):
        if (folder / SETTINGS).is_file():
            return folder
    raise WorkspaceTrouble(
        str(here), "no workspace was found here.", "Make one with: heeded init FOLDER, or name it: --workspace FOLDER"
    )


@contextmanager
def opened(folder: Path, clock: Callable[[], Instant] = now) -> Iterator[Workspace]:
    """A workspace for as long as it is needed."""
    with plainly(folder):
        workspace = Workspace(folder, clock)
        try:
            yield workspace
        finally:
            workspace.close()

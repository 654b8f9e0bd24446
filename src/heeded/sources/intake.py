"""A load from beginning to end: read, written in slices, its own record last, and then everybody in it judged."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from heeded.ledger.editions import Written
from heeded.ledger.record import Draft
from heeded.reference.kinds import Kind, kinds
from heeded.sources.dates import told
from heeded.sources.people import PersonRow
from heeded.sources.reading import Reading, read_files
from heeded.sources.receipt import HEEDED, Outcomes, Receipt, loaded, withdrawn
from heeded.sources.repeats import REPEATS, stretches
from heeded.words.instants import Instant
from heeded.words.told import Told
from heeded.words.trouble import Trouble

SLICE = 300  # drafts written in one turn at the lane: well under 200 ms
MOST_FILES = 200
LONGEST_REASON, LONGEST_REFUSED = 1000, 2000
LARGEST_REFUSED = 400_000  # bytes of refused rows that a load's own record keeps
OUR_OWN = frozenset({"identity", "casework", "ledger", "staff"})  # families of kinds that Heeded writes itself
ALLOWED = frozenset({"retracted"})  # but an agency may take its own record back
Write = Callable[[Sequence[Draft]], Sequence[Written]]


class LoadTrouble(Trouble):
    """A load that cannot be begun or withdrawn."""


class Loads(Protocol):
    """What the chronology's index knows of earlier loads."""

    def settled_agencies(self) -> set[str]: ...
    def unfinished_loads(self) -> list[str]: ...
    def withdrawn_loads(self) -> set[str]: ...
    def finished_loads(self) -> set[str]: ...
    def refs_of(self, agencies: Iterable[str], source: str) -> Iterable[str]: ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a load is asked to do. `backlog` None: yes for an agency's first load.

    `called` and `born` say the name and birth date of the person `about`, where no People table does.
    """

    paths: tuple[Path, ...]
    agency: str = ""
    about: str = ""
    backlog: bool | None = None
    dry_run: bool = False
    called: str = ""
    born: str = ""
    names: tuple[tuple[Path, str], ...] = ()


def load(
    wanted: Wanted,
    *,
    write: Write,
    preview: Write,
    loads: Loads,
    judge: Callable[[], None],
    on: Instant,
    progress: Callable[[str, int], None] | None = None,
) -> Receipt:
    """Carry out a load and give its receipt. `write` records drafts, `preview` says what would become of them.

    Loading the same files again writes nothing. `judge` is called once, at the end.
    """
    if not wanted.paths or len(wanted.paths) > MOST_FILES:
        raise LoadTrouble("load", f"{len(wanted.paths)} files were named.", f"Name from 1 to {MOST_FILES} files.")
    known_agencies = loads.settled_agencies()
    name = load_id(wanted, loads.withdrawn_loads())
    count = (lambda rows: progress("rows read", rows)) if progress else None
    reading = read_files(
        wanted.paths, load=name, on=on, known=of_agencies(), agency=wanted.agency or None, about=wanted.about or None,
        names=dict(wanted.names), progress=count,
    )  # fmt: skip
    outcomes, met, repeated = _written(name, reading, preview if wanted.dry_run else write, _described(wanted, name))
    draft = reading.finish(outcomes)
    held = loads.refs_of(draft.agencies, "chronology-table") if draft.taken else ()
    receipt = reading.finish(outcomes, held)
    # A load broken off earlier is finished by whoever brings its rows again; another may be under way just now.
    unfinished = [each for each in loads.unfinished_loads() if each != name and each in met]
    broken_off = name in loads.unfinished_loads()
    # A load that only says again what others said is kept once all the same: its rows outlast their withdrawal.
    vouches = repeated and name not in loads.finished_loads()
    if wanted.dry_run or not (outcomes.new or outcomes.corrections or broken_off or unfinished or vouches):
        return receipt
    backlog = wanted.backlog if wanted.backlog is not None else not set(receipt.agencies) <= known_agencies
    record = loaded(receipt, on, backlog)
    details = {**record.details, "load": (name, *unfinished), "refused": _kept(receipt), REPEATS: stretches(repeated)}
    write([replace(record, details=MappingProxyType(details))])
    judge()
    return receipt


def of_agencies() -> Mapping[str, Kind]:
    """The kinds that an agency's table may give: not those that Heeded writes itself, such as an erasure or a link."""
    return {name: kind for name, kind in kinds().items() if kind.family not in OUR_OWN or name in ALLOWED}


def _kept(receipt: Receipt) -> tuple[str, ...]:
    """The refused rows as they were written, with what was wrong, so that the ledger keeps them too.

    As many as one record may hold; the rest are counted, and stand whole in the receipt.
    """
    lines: list[str] = []
    room = LARGEST_REFUSED
    for remark in receipt.refused:
        line = f"{remark.line()} | {' | '.join(remark.cells)}"[:LONGEST_REFUSED]
        room -= len(line.encode()) + 8
        if room < 0:
            break
        lines.append(line)
    rest = receipt.refused_count - len(lines)
    return (*lines, f"and {rest:,} more") if rest > 0 else tuple(lines)


def load_id(wanted: Wanted, gone: set[str]) -> str:
    """The same files, for the same agency and person, are the same load; after a withdrawal a new one."""
    digest = hashlib.sha256("\n".join((wanted.agency, wanted.about, wanted.called, wanted.born)).encode())
    names = dict(wanted.names)
    for path in sorted(wanted.paths, key=lambda p: names.get(p, p.name)):
        digest.update(names.get(path, path.name).encode())
        digest.update(_content(path))
    base = f"L-{digest.hexdigest()[:12]}"
    attempt, name = 1, base
    while name in gone:
        attempt += 1
        name = f"{base}-{attempt}"
    return name


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except (OSError, ValueError):
        return b"unreadable"  # the reading says so, with the file's name


def _described(wanted: Wanted, name: str) -> Callable[[Iterable[Draft]], list[Draft]]:
    """What makes the person rows of `about` for the agencies of the drafts, from `called` and `born`."""
    if not (wanted.called or wanted.born):
        return lambda drafts: []
    if not wanted.about:
        raise LoadTrouble("load", "a name or a birth date was given, and no person.", "Add --about with a key.")
    details: dict[str, tuple[str, ...]] = {"name": (wanted.called or wanted.about,)}
    if wanted.born:
        details["born"] = (told(wanted.born).written(),)

    def rows(drafts: Iterable[Draft]) -> list[Draft]:
        known: dict[str, Told] = {}
        for draft in drafts:
            if any(part.key == f"{draft.agency}:{wanted.about}" for part in draft.people):
                known[draft.agency] = min(known.get(draft.agency, draft.recorded), draft.recorded)
        return [PersonRow(agency, wanted.about, "", details).draft(first, name) for agency, first in known.items()]

    return rows


def _written(
    load_name: str, reading: Reading, write: Write, described: Callable[[Iterable[Draft]], list[Draft]]
) -> tuple[Outcomes, set[str], set[int]]:
    """What became of the drafts; of the rows that were here already, the loads they came in, and the others' numbers."""
    counts = {"new": 0, "same": 0, "correction": 0}
    said: set[str] = set()
    met: set[str] = set()
    repeated: set[int] = set()
    for drafts in reading.slices(SLICE):
        if any(draft.agency == HEEDED for draft in drafts):
            raise LoadTrouble(
                "load", "a file or a row says that it comes from Heeded itself.", "Name the agency that wrote it."
            )
        more = [row for row in described(drafts) if row.ref not in said]
        said |= {row.ref for row in more}
        for each in write([*drafts, *more]):
            counts[each.outcome] += 1
            met.add(each.record.load)
            if each.outcome == "same" and each.record.load not in ("", load_name):
                repeated.add(each.record.seq)
    return Outcomes(counts["new"], counts["same"], counts["correction"]), met, repeated


def withdrawal(load_name: str, reason: str, loads: Loads, on: Instant) -> Draft:
    """The draft that withdraws a load whole; LoadTrouble where there is none of that id, or no reason."""
    if load_name not in loads.finished_loads():
        raise LoadTrouble("withdraw", f"there is no load '{load_name[:40]}'.", "List them with: heeded load --loads")
    if load_name in loads.withdrawn_loads():
        raise LoadTrouble("withdraw", f"load {load_name} is withdrawn already.", "")
    if not 3 <= len(reason.strip()) <= LONGEST_REASON:
        raise LoadTrouble("withdraw", "a reason is needed.", "Say in a sentence why the load was wrong.")
    return withdrawn(load_name, reason.strip(), on)

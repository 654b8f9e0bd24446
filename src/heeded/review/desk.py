"""What one viewer may look at, for one purpose: every answer is a look, written down before it is given."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from heeded.access.door import Door, Reader
from heeded.access.viewer import Viewer
from heeded.casework.keeping import Held, Keeping
from heeded.casework.store import Raises
from heeded.chronology.entry import Entry, Scene
from heeded.chronology.people import Believed
from heeded.chronology.sight import Sight, about
from heeded.chronology.store import Chronology
from heeded.chronology.vantage import LIVE, checked
from heeded.ledger.record import Record
from heeded.linkage.linker import Linker
from heeded.reference.rules import EVERYWHERE
from heeded.review import warnings
from heeded.review.knowledge import Fact
from heeded.review.lines import (
    Counts,
    FactRow,
    LinkLine,
    LoadLine,
    PersonLine,
    PersonView,
    RaiseLine,
    RaiseView,
    ReplayView,
    SilenceRow,
    Subject,
    UncodedLine,
    sentence,
    written,
)
from heeded.review.oversight import oversight
from heeded.review.replay import Replay, replay
from heeded.review.silence import Line
from heeded.review.warned import Oversight, WarningLine, WarningView
from heeded.review.worklist import Wanted, WorkPage, work_page
from heeded.signals.kernel import judge
from heeded.signals.raised import Raise
from heeded.signals.shelf import Signal
from heeded.sources.coding import suggest, text_of
from heeded.words.instants import Instant, day_of, start_of

MOST_LISTED = 200
MOMENT = timedelta(microseconds=1)
HOUSEKEEPING = frozenset({"loaded", "withdrawn", "linked", "unlinked", "judged", "raised", "coded", "person"})


@dataclass(frozen=True, slots=True)
class Sources:
    """What the desk reads from, once let in."""

    index: Chronology
    linker: Linker
    raises: Raises
    keeping: Keeping
    moved_to: Callable[[Held], str]
    place_key: Callable[[str], str]
    institution: Callable[[str], bool]
    signals: Mapping[str, Signal]
    jurisdiction: str = EVERYWHERE


class Desk:
    """The answers to what a page asks. None means unknown or not allowed: the two look the same."""

    def __init__(
        self, door: Door, viewer: Viewer, purpose: str, sources: Sources, clock: Callable[[], Instant]
    ) -> None:
        self._door, self._viewer, self._purpose, self._from, self._clock = door, viewer, purpose, sources, clock

    def people(self, text: str, limit: int = 50) -> list[PersonLine]:
        """People whose name, key, identifier or address has this text; all of them for ''."""
        self._look("people", text[:100])
        lines = self._from.linker.persons(text[:100], min(limit, MOST_LISTED))
        raised = self._from.raises.open_by_person(self._clock())
        return [
            PersonLine(
                line.person,
                line.name or line.keys[0],
                line.born,
                _agencies(line.keys),
                line.keys,
                raised.get(line.person, 0),
            )
            for line in lines
        ]

    def person(self, person: str) -> PersonView | None:
        """Everything of one person as known here now."""
        sight = self._sight("person", person)
        if not self._from.linker.members(person):
            return None
        circle = sight.circle([person])
        scene = sight.scene(circle.seen, LIVE, cut=circle.cut)
        found = judge(scene, signals=self._from.signals, only=[person], institution=self._from.institution)
        stated = tuple(s for s in scene.statements if s.person == person and s.until > self._clock())
        entries = tuple(e for e in about(scene, [person]) if e.until > self._clock())
        raises = tuple(self._line(r) for r in found.raises if r.raised <= self._clock())
        mine = tuple(n for n in found.not_judged if n.person == person)
        return PersonView(person, self._name(person), stated, self._links(person), entries, raises, mine)

    def raise_(self, raise_id: str) -> RaiseView | None:
        """One raise: its evidence, its rule, and when each vantage would first have raised it."""
        sight = self._sight("raise", raise_id)
        held = self._from.raises.one(raise_id)
        if held is None or held.signal not in self._from.signals:
            return None
        persons = [p for _, p in held.people]
        told = self._replay(sight, persons, day_of(self._clock()))
        mine = next((r for r in told.raises[LIVE] if r.id == raise_id), None)
        if mine is None:
            return None
        wanted = set(mine.evidence)
        evidence = tuple(e for e in about(told.scenes[LIVE], persons, decisions=True) if e.ref in wanted)
        vantages = tuple((v, *_first(found, mine)) for v, found in told.raises.items() if v != LIVE)
        people = tuple(self._person_line(p) for p in persons)
        joined = dict(mine.later)
        later = tuple((e, joined[e.ref]) for e in about(told.scenes[LIVE], persons, decisions=True) if e.ref in joined)
        known = tuple(self._fact(f) for f in told.facts if f.ref in wanted or f.ref in joined)
        lacking = tuple(n for n in told.not_judged if n.person in persons)
        return RaiseView(
            self._line(mine), self._from.signals[mine.signal], evidence, people, vantages, later, known, lacking
        )

    def replay(self, person: str, day: date | None, vantage: str) -> ReplayView | None:
        """What one vantage knew of a person at the end of a day, and what silence cost; the last day for None."""
        checked(vantage)
        sight = self._sight("replay", person)
        if not self._from.linker.members(person):
            return None
        told = self._replay(sight, [person], day_of(self._clock()))
        days = told.days or [day_of(self._clock())]
        on = min(max(day or days[-1], days[0]), days[-1])
        entries, raises = self._then(told, person, on, vantage)
        table = tuple(self._row(line) for line in told.silence)
        known = tuple(self._fact(f) for f in told.facts)
        return ReplayView(
            person, self._name(person), entries, raises, tuple(told.raises), days[0], days[-1], days, table, known
        )

    def work_list(
        self, owner: str | None = None, *, decided: bool = False, limit: int = MOST_LISTED, offset: int = 0
    ) -> list[WarningLine]:
        """Warnings that want a decision (or, `decided`, have one) by the time left; of one owner, or of all for None."""
        self._look("warnings", owner or "")
        keeping, first = self._from.keeping, max(0, offset)
        rows = keeping.listed(self._clock(), owner=owner, decided=decided, most=first + max(0, limit))
        return warnings.lines(keeping, self._name, rows[first:])

    def work(self, wanted: Wanted, first: int, most: int) -> WorkPage:
        """A page of the work list, narrowed to what is wanted."""
        self._look("warnings", wanted.owner)
        return work_page(self._from.keeping, self._name, wanted, self._clock(), first, min(most, MOST_LISTED))

    def work_count(self, owner: str | None = None, *, decided: bool = False) -> int:
        """How many lines the whole work list has."""
        self._look("warnings", owner or "")
        return self._from.keeping.count(self._clock(), owner=owner, decided=decided)

    def warnings_of(self, person: str) -> list[WarningLine]:
        """Every warning about a person, decided ones last."""
        self._look("warnings", person)
        rows = warnings.of_person(self._from.keeping, person, self._clock())
        return warnings.lines(self._from.keeping, self._name, rows)

    def warning(self, warning: str) -> WarningView | None:
        """One warning with its history; see `raise_` for its evidence and its rule."""
        self._look("warning", warning)
        return warnings.view(self._from.keeping, self._name, warning, self._clock(), self._from.moved_to)

    def oversight(self) -> Oversight:
        """How warnings are answered here."""
        self._look("oversight", "")
        return oversight(self._from.keeping, self._name, self._clock())

    def uncoded(self, limit: int, offset: int) -> list[UncodedLine]:
        """Records that nobody has coded yet, oldest first, with what they may be."""
        found = self._look("uncoded", "").records(self._from.index.uncoded(min(limit, MOST_LISTED), offset))
        return [
            UncodedLine(
                r.ref,
                r.agency,
                written(r.happened),
                text_of(r.says, r.action),
                tuple(suggest(r.says, r.action, r.agency)),
            )
            for r in found
        ]

    def loads(self) -> list[LoadLine]:
        """The loads, those broken off first, then newest first."""
        index, reader = self._from.index, self._look("loads", "")
        found = reader.records(index.loads())
        reasons = {r.details["load"][0]: "".join(r.details.get("reason", ())) for r in self._withdrawals()}
        begun = ((load, reader.records(index.seqs_in_load(load)[:1])) for load in index.unfinished_loads())
        return [
            LoadLine(load, first[0].agency, first[0].entered, index.rows_in_load(load), "", broken_off=True)
            for load, first in begun if first
        ] + [
            LoadLine(r.origin, ", ".join(_files(r)), r.entered, index.rows_in_load(r.origin), reasons.get(r.origin, ""))
            for r in found
        ]  # fmt: skip

    def _refused(self) -> int:
        """Rows that could not be read, in loads that stand."""
        gone = self._from.index.withdrawn_loads()
        loads = self._look("counts", "").records(self._from.index.loads())
        return sum(len(r.details.get("refused", ())) for r in loads if r.origin not in gone)

    def _withdrawals(self) -> list[Record]:
        return self._look("loads", "").records(self._from.index.seqs_of_kind("withdrawn", MOST_LISTED))

    def counts(self) -> Counts:
        """How much there is."""
        self._look("counts", "")
        kinds, raises = self._from.index.counts(), self._from.raises
        known = sum(n for kind, n in kinds.items() if kind not in HOUSEKEEPING)
        return Counts(
            known, self._from.linker.count(), self._from.index.uncoded_count(), self._refused(),
            len(raises.open(self._clock())), raises.pending_count(),
        )  # fmt: skip

    def _look(self, what: str, which: str) -> Reader:
        return self._door.look(self._viewer, self._purpose, what, which)

    def _sight(self, what: str, which: str) -> Sight:
        some = self._from
        reader, people = self._look(what, which), Believed(some.linker)
        return Sight(reader, some.index, people, some.place_key, some.institution, some.jurisdiction)

    def _replay(self, sight: Sight, persons: Collection[str], until: date) -> Replay:
        return replay(sight, persons, self._from.index.agencies(), self._from.signals, until, live=True)

    def _then(
        self, told: Replay, person: str, day: date, vantage: str
    ) -> tuple[tuple[Entry, ...], tuple[RaiseLine, ...]]:
        scene: Scene = told.scenes.get(vantage, told.scenes[LIVE])
        at = start_of(day + timedelta(days=1))
        entries = tuple(e for e in about(scene, [person]) if e.known < at <= e.until)
        raises = tuple(self._line(r, at) for r in told.raises.get(vantage, ()) if r.open_at(at - MOMENT))
        return entries, raises

    def _line(self, found: Raise, at: Instant | None = None) -> RaiseLine:
        now = at or self._clock()
        subject = tuple(Subject(role, p, self._name(p)) for role, p in found.subject)
        closed = found.cleared if found.cleared and found.cleared <= now else None
        return RaiseLine(
            found.id, found.signal, found.name, found.level_at(now), found.raised, closed,
            sentence(found, now), found.evidence, subject, found.lapsed,
        )  # fmt: skip

    def _row(self, line: Line) -> SilenceRow:
        who = ", ".join(f"{self._name(p)} ({role})" for role, p in line.people)
        return SilenceRow(line.signal, who, line.pooled, line.shared, line.alone, line.lost)

    def _fact(self, fact: Fact) -> FactRow:
        return FactRow(fact.says, written(fact.happened.happened), fact.known)

    def _person_line(self, person: str) -> PersonLine:
        keys = tuple(sorted({m.key for m in self._from.linker.members(person)}))
        raised = self._from.raises.open_by_person(self._clock()).get(person, 0)
        return PersonLine(person, self._name(person), "", _agencies(keys), keys, raised)

    def _name(self, person: str) -> str:
        return self._from.linker.name(person)

    def _links(self, person: str) -> tuple[LinkLine, ...]:
        return tuple(
            LinkLine(m.key, m.key.partition(":")[0], m.since, m.author, m.weight, m.probability, m.why)
            for m in self._from.linker.members(person)
        )


def _files(load: Record) -> list[str]:
    return [told.partition(" ")[0] for told in load.details.get("files", ())]


def _agencies(keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({key.partition(":")[0] for key in keys}))


def _first(found: Sequence[Raise], like: Raise) -> tuple[Instant | None, Instant | None]:
    same = [r for r in found if r.signal == like.signal and r.subject == like.subject and r.trigger == like.trigger]
    return (same[0].raised, same[0].cleared) if same else (None, None)

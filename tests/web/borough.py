"""An invented borough in memory, behind the same facade as a workspace: for pages that need hostile or unusual data."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from heeded.access.viewer import Viewer
from heeded.casework.acting import CaseworkTrouble
from heeded.casework.staffing import Staffing
from heeded.casework.warning import State
from heeded.chronology.entry import Entry, Role, Statement
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
    written,
)
from heeded.review.warned import Oversight, WarningLine
from heeded.review.worklist import Wanted, WorkPage
from heeded.signals.raised import NotJudged
from heeded.signals.shelf import load_text
from heeded.signals.signal import Signal
from heeded.sources.coding import Suggestion
from heeded.sources.receipt import FileRead, Outcomes, Receipt, Remark
from heeded.words.instants import Instant, day_of, parsed, start_of
from heeded.words.told import Precision, Told
from heeded.words.trouble import Trouble

NOW = parsed("2024-06-03T09:30:00+01:00")
CHILD, ADULT = "person-child", "person-adult"


def on(text: str) -> Told:
    """A plain day."""
    return Told.on(date.fromisoformat(text))


def entry(ref: str, kind: str, when: str, says: str, *, recorded: str = "", action: str = "", **details: str) -> Entry:
    """One entry about the child, known when it was recorded."""
    known = on(recorded or when)
    agency = ref.partition(":")[0]
    return Entry(
        ref, ref, 1, agency, kind, on(when), known, (Role("about", CHILD, "health:H71"),), "flat", "14 Alder Street",
        {name: (value,) for name, value in details.items()}, says, action, (), known.first,
    )  # fmt: skip


ENTRIES = (
    entry("police:v1", "registered", "2019-03-12", "Registered at 14 Alder Street following release.", until="life"),
    replace(
        entry("health:g2", "injury", "2019-04-01", "Bruise to left arm, mother said he fell.", site="arm", explained="no"),
        happened=Told.days(date(2019, 4, 1), date(2019, 4, 30), Precision.MONTH),
    ),
    entry("social-care:s3", "visit", "2019-05-14", "Home visit. Cot and toys seen, no reply to questions about visitors.",
          recorded="2019-05-20", action="Return next week", purpose="child", result="seen", child_seen="yes"),
    entry("education:e4", "absence", "2019-06-03", "Absent for ten sessions.", sessions="10"),
    entry("housing:h5", "uncoded", "2019-06-21", "Neighbour reports shouting. A man would not give his name."),
)  # fmt: skip

RAISES = (
    RaiseLine("raise-open", "OFF01", "rso_child_same_address", "red", start_of(date(2019, 4, 30)), None,
              "Is a child living with somebody who poses a risk to children? Raised on 30 April 2019; it rests on 2 records.",
              ("police:v1", "health:g2"), (Subject("supervised", ADULT, "Dale Pruett"), Subject("child", CHILD, "Rowan Marsh"))),
    RaiseLine("raise-cleared", "SEE03", "failed_child_visits", "amber", start_of(date(2019, 5, 1)),
              start_of(date(2019, 5, 14)), "Has anybody seen this child? Raised on 1 May 2019.", ("social-care:s3",),
              (Subject("child", CHILD, "Rowan Marsh"),)),
)  # fmt: skip

STATEMENTS = (
    Statement(CHILD, "health:H71", "health", ("Rowan Marsh",), on("2014-02-03"), None, "F", "flat", "14 Alder Street",
              {"nhs": ("943 476 5919",)}, on("2014-02-03"), start_of(date(2014, 2, 3))),
    Statement(CHILD, "education:U3", "education", ("Rowan Marsh", "Rowan Pruett"), on("2014-02-03"), None, "F", "flat",
              "Flat 1, 14 Alder St", {}, on("2018-09-03"), start_of(date(2018, 9, 3))),
)  # fmt: skip

LINKS = (
    LinkLine("health:H71", "health", NOW, "linker", None, 1.0, "the first key"),
    LinkLine("education:U3", "education", NOW, "linker", 11.4, 0.93, "same name, same birth date, address alike"),
)


@dataclass
class Borough:
    """The facade over a few invented values. Everything that a page changed is kept in `done`."""

    entries: tuple[Entry, ...] = ENTRIES
    name: str = "Rowan Marsh"
    uncoded_records: list[UncodedLine] = field(default_factory=lambda: waiting())
    shelf: Mapping[str, Signal] = field(default_factory=lambda: shelf())
    done: list[tuple[Any, ...]] = field(default_factory=list)
    looks: list[str] = field(default_factory=list)
    viewer: Viewer = field(default_factory=lambda: Viewer("Ines Okafor", "social-care"))
    empty: bool = False
    loaded: list[LoadLine] = field(default_factory=list)

    def held_up(self) -> timedelta:
        return timedelta()

    def clock(self) -> Instant:
        """A morning in June."""
        return NOW

    def look(self, viewer: Viewer, purpose: str) -> "BoroughLook":
        """The door; the purpose is written down."""
        self.looks.append(purpose)
        return BoroughLook(self)

    def signals(self) -> Mapping[str, Signal]:
        """The shelf given."""
        return self.shelf

    @property
    def casework(self) -> "BoroughCasework":
        """Nobody is asked to answer anything here."""
        return BoroughCasework(self)

    def load(
        self, paths: Sequence[Path], *, agency: str, about: str, backlog: bool | None, dry_run: bool,
        called: str = "", born: str = "", progress: Callable[[str, int], None] | None = None,
    ) -> Receipt:  # fmt: skip
        """Says what it was asked; refuses a file that says 'broken'."""
        if any(b"broken" in path.read_bytes() for path in paths):
            raise Trouble(paths[0].name, "It is not a table.", "Save it as csv.")
        self.done.append(("load", tuple(path.name for path in paths), agency, about, backlog, dry_run))
        if not dry_run:
            self.loaded.append(LoadLine("load-one", "health.csv", NOW, 3, ""))
        return receipt([path.name for path in paths])

    def withdraw(self, load: str, reason: str) -> None:
        """Written down."""
        self.done.append(("withdraw", load, reason))

    def confirm(self, refs: Sequence[str], kind: str, details: Mapping[str, tuple[str, ...]]) -> None:
        """Written down."""
        self.done.append(("confirm", tuple(refs), kind, dict(details)))

    def refuse(self, refs: Sequence[str]) -> None:
        """Written down."""
        self.done.append(("refuse", tuple(refs)))


@dataclass
class BoroughCasework:
    """A minute hand that always moves, and no warnings: those are tested over a real workspace."""

    borough: Borough

    def tick(self) -> None:
        """Written down."""
        self.borough.done.append(("tick",))

    def last_tick(self) -> Instant:
        """Just now."""
        return NOW

    def staffing(self) -> Staffing:
        """Nobody but the last owner."""
        return Staffing((), self.borough.viewer.name)

    def acknowledge(self, warning: str, by: str, seen: int) -> State:
        """There is nothing to acknowledge."""
        raise NO_WARNING

    def assign(self, warning: str, by: str, seen: int, *, to: str, reason: str) -> State:
        """There is nothing to hand on."""
        raise NO_WARNING

    def defer(self, warning: str, by: str, seen: int, *, until: date, reason: str, approver: str) -> State:
        """There is nothing to put off."""
        raise NO_WARNING

    def decide(self, warning: str, by: str, seen: int, *, outcome: str, reason: str, action: str = "") -> State:
        """There is nothing to decide."""
        raise NO_WARNING


NO_WARNING = CaseworkTrouble("warning", "there is no such warning.", "Look it up in the work list.")


@dataclass
class BoroughLook:
    """What a look answers."""

    borough: Borough

    def people(self, text: str, limit: int) -> list[PersonLine]:
        """Both people, or those whose name has the text."""
        lines = [
            PersonLine(CHILD, self.borough.name, "3 February 2014", ("education", "health"), ("health:H71", "education:U3"), 1),
            PersonLine(ADULT, "Dale Pruett", "9 July 1981", ("police",), ("police:N500",), 1),
        ]  # fmt: skip
        return [] if self.borough.empty else [line for line in lines if text.lower() in line.name.lower()][:limit]

    def person(self, person: str) -> PersonView | None:
        """The child alone is known."""
        if person != CHILD:
            return None
        missing = (NotJudged("*", CHILD, "1 record has no kind"), NotJudged("OFF06", CHILD, "no interval is on record"))
        return PersonView(CHILD, self.borough.name, STATEMENTS, LINKS, self.borough.entries, RAISES, missing)

    def raise_(self, raise_id: str) -> RaiseView | None:
        """One of the two raises."""
        each = next((r for r in RAISES if r.id == raise_id), None)
        signal = self.borough.shelf.get(each.signal) if each else None
        if each is None or signal is None:
            return None
        evidence = tuple(e for e in self.borough.entries if e.ref in each.evidence)
        vantages = (("pooled", each.raised, each.cleared), ("shared", None, None), ("agency:police", None, None))
        return RaiseView(each, signal, evidence, tuple(self.people("", 9)[::-1]), vantages)

    def replay(self, person: str, day: date | None, vantage: str) -> ReplayView | None:
        """What was known by a day."""
        if person != CHILD:
            return None
        days = sorted({day_of(e.known) for e in self.borough.entries})
        asked = min(max(day or days[-1], days[0]), days[-1])
        end = start_of(asked + timedelta(days=1))
        known = tuple(e for e in self.borough.entries if e.known < end)
        opened = tuple(r for r in RAISES if r.raised < end and (r.cleared is None or r.cleared >= end))
        agencies = sorted({e.agency for e in self.borough.entries})
        rows = (
            SilenceRow("OFF01", "Dale Pruett (supervised), Rowan Marsh (child)", date(2019, 4, 30), None,
                       dict.fromkeys(agencies), "1,861 or more, never shared"),
        )  # fmt: skip
        facts = tuple(
            FactRow(e.says, written(e.happened), {a: day_of(e.known) if a == e.agency else None for a in agencies})
            for e in self.borough.entries
        )
        vantages = ("pooled", "shared", *(f"agency:{a}" for a in agencies), "live")
        return ReplayView(CHILD, self.borough.name, known, opened, vantages, days[0], days[-1], days, rows, facts)

    def loads(self) -> list[LoadLine]:
        """What was loaded."""
        return self.borough.loaded

    def uncoded(self, limit: int, offset: int) -> list[UncodedLine]:
        """A page of the records given."""
        return self.borough.uncoded_records[offset : offset + limit]

    def work(self, wanted: Wanted, first: int, most: int) -> WorkPage:
        """An empty list."""
        return WorkPage((), 0, 0, 0, 0, (), ())

    def warning(self, warning: str) -> None:
        """None."""
        return

    def warnings_of(self, person: str) -> list[WarningLine]:
        """None."""
        return []

    def oversight(self) -> Oversight:
        """Nothing to see."""
        return Oversight((), (), NOW, NOW)

    def counts(self) -> Counts:
        """Small numbers."""
        if self.borough.empty:
            return Counts(0, 0, 0, 0, 0)
        return Counts(5, 2, len(self.borough.uncoded_records), 1, 1)


def uncoded(number: int, text: str, *suggestions: Suggestion) -> UncodedLine:
    """A row of a Word table that has only a date and an event."""
    return UncodedLine(f"housing:r{number}", "housing", "2 January 2020", text, suggestions)


def suggestion(kind: str, text: str, words: str, **details: str) -> Suggestion:
    """A suggestion that rests on some words of a text."""
    start = text.index(words)
    named = {name: (value,) for name, value in details.items()}
    return Suggestion(kind, named, ((start, start + len(words)),), f"“{words}” suggests {kind}.", "fact", "clear")


def waiting() -> list[UncodedLine]:
    """Three rows: two with a suggestion, one without."""
    visit, bruise = "Home visit, no reply. Cot seen through the window.", "Bruise to left cheek, mother said he fell."
    return [
        uncoded(1, visit, suggestion("visit", visit, "no reply", result="no_reply")),
        uncoded(
            2, bruise, suggestion("injury", bruise, "Bruise", explained="no"), suggestion("concern", bruise, "fell")
        ),
        uncoded(3, "Letter sent"),
    ]


def receipt(names: Sequence[str]) -> Receipt:
    """A receipt of three rows, one of them refused and one without a kind."""
    wrong = Remark(names[0], 4, "Date", "'soon' is not a date.", "Write it as 2019-03-12.", cells=("soon", "Seen"))
    files = tuple(FileRead(name, "00", "csv") for name in names)
    return Receipt("load-one", files, (), 3, 2, 1, 1, Outcomes(2, 0, 0), (wrong,), 1, (), 0)


def shelf() -> dict[str, Signal]:
    """A shelf of two signals."""
    asks = {
        "OFF01": ("rso_child_same_address", "Is a child living with somebody who poses a risk to children?"),
        "SEE03": ("failed_child_visits", "Has anybody seen this child?"),
    }
    return {code: _signal(code, name, question) for code, (name, question) in asks.items()}


def _signal(code: str, name: str, asks: str) -> Signal:
    """A signal of two people at one address, read by the loader as every other one."""
    text = WRITTEN.replace("OFF01 rso_child_same_address", f"{code} {name}").replace("QUESTION", asks)
    return load_text(text, f"{code.lower()}.yaml")


WRITTEN = """\
signal: OFF01 rso_child_same_address
asks: QUESTION
why: Police knew of him and health knew of her; nobody saw both.
says: A person who poses a risk to children and a child have had the same address since {since}.
clears when: One of the two has left the address.
duty:
  text: Agencies share what is needed to protect a child
  source: Working Together 2023
  confidence: secondary
subject: [supervised, child]
owner: offender_manager
levels:
  red: {respond: 1 hour}
false positives:
  - flats of one building
parameters:
  visiting: {value: {2000-01-01: 60 days, 2020-01-01: 90 days}, from: practice}
raise when:
  red:
    living with: child
    staying as: [registered, notified, enrolled, returned_home, staying]
    visiting lasts: visiting
    while: poses a risk to children
examples:
  - fires: a child is registered there later
    given: |
      child  born 2019-01-02; by health
      2019-03-01  police  registered  place 14 Alder Street; until=life
      2019-03-14  health  residence   about child; status=registered; place 14 Alder Street
    raised: 2019-03-14
    says: A person who poses a risk to children and a child have had the same address since 14 March 2019.
    level: red
    evidence: [1, 2]
  - quiet: the flat next door
    survives: flats of one building
    given: |
      child  born 2019-01-02
      2019-03-01  police  registered  place Flat 1, 14 Alder Street; until=life
      2019-03-14  health  residence   about child; status=registered; place Flat 2, 14 Alder Street
  - late: the surgery enters it two months afterwards
    given: |
      child  born 2019-01-02
      2019-03-01  police  registered  place 14 Alder Street; until=life
      2019-03-14  health  residence   about child; status=registered; place 14 Alder Street; recorded 2019-05-13
    raised: 2019-05-13
    says: A person who poses a risk to children and a child have had the same address since 14 March 2019.
  - clears: he moves away
    given: |
      child  born 2019-01-02
      2019-03-01  police  registered    place 14 Alder Street; until=life
      2019-03-14  health  residence     about child; status=registered; place 14 Alder Street
      2019-03-20  police  notification  type=change; what=address; place 31 Weir Lane; recorded 2019-03-22
    raised: 2019-03-14
    says: A person who poses a risk to children and a child have had the same address since 14 March 2019.
    cleared: 2019-03-22
"""

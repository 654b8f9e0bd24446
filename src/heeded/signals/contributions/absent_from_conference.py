"""An agency that knows of harm to a child, and neither came to the child's conference nor sent a report.

In words: within some days before a conference an agency told of an injury, an arrest or the like; the conference names
who came and who sent a report, and that agency is not among them. Those who held the conference are never missing.
What is waited for is the report: put in when the conference's record is corrected, given by coming to a later
conference or reporting to it, or a record that names this one. It is judged only where the records of those who held
the conference, or of the agency itself, are seen, and where somebody wrote down who came.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from heeded.chronology.entry import Entry
from heeded.chronology.spans import Spans, holds, joined, meet, minus
from heeded.chronology.state import known
from heeded.reference.agencies import agency_of
from heeded.reference.shelf import Block
from heeded.signals.bench import Bench, Match, Piece
from heeded.signals.clauses.accounts import Account, Refs, about, answered, as_events, counting, names_of, refs_of
from heeded.signals.clauses.grammar import Clause, Grammar
from heeded.signals.measure import Dated, Length
from heeded.signals.selection import Answering, Selection
from heeded.signals.sentence import Figures
from heeded.words.instants import Instant, start_of

KEYS = ("found by", "holding", "within", "not answered by")
CONFERENCE = "conference"
CONCERNED = ("about", "child", "victim", "household")  # in whose part a record tells of harm to the child
CAME = ("attended", "reports")
NOT_SAID = "nobody wrote down who came to the conference"
UNSEEN = "the records of {}, who held the conference, are not seen from here"


@dataclass(frozen=True, slots=True)
class Held:
    """One conference about one child, as all who told of it tell it; `spans` is when it is known, and who came."""

    entries: tuple[Entry, ...]
    spans: Spans
    names: tuple[tuple[Spans, str], ...]
    refs: Refs

    def came(self, agency: str) -> Spans:
        """When it is known that an agency came or sent a report; one that itself tells of the conference did."""
        return joined(known(e) for e in self.entries if agency in (*came(e), e.agency))


@dataclass(frozen=True, slots=True)
class AbsentFromConference:
    """Finds missing agencies: `holding` is what such an agency told of `within` a time before the conference."""

    holding: tuple[Selection, ...]
    within: Dated[Length]
    answers: Answering

    offers: ClassVar[Mapping[str, str]] = {
        "agency": "the agency that is missing", "day": "the day of the conference",
        "count": "how many of its records tell of harm before it", "last": "the day of the latest of them",
    }  # fmt: skip

    def find(self, bench: Bench) -> Iterator[Match]:
        """One match for each conference and missing agency, which together are the trigger."""
        for child, entries in about(bench, (Selection(CONFERENCE, (CONFERENCE,)),), "child").items():
            told = self._told(bench, child)
            conferences = list(_held(bench, child, entries)) if told else []
            for conference in conferences:
                for agency in sorted(told.keys() - {conference.entries[0].agency}):
                    evidence = self._before(bench, conference, told[agency])
                    if evidence and self._may_judge(bench, child, conference, agency):
                        later = _came_later(conference, conferences, agency)
                        yield from self._missing(bench, child, conference, agency, evidence, later)

    def _told(self, bench: Bench, child: str) -> dict[str, list[Entry]]:
        """What each agency told of harm to the child."""
        found: dict[str, list[Entry]] = {}
        for entry in bench.states.entries.get(child, ()):
            if child in entry.people(*CONCERNED) and any(selection(entry) for selection in self.holding):
                found.setdefault(entry.agency, []).append(entry)
        return found

    def _before(self, bench: Bench, conference: Held, told: Iterable[Entry]) -> list[Entry]:
        when = conference.entries[0].happened
        first = start_of(bench.value(self.within, when.day).day_before(when.day))
        return [e for e in told if first <= e.happened.last and e.happened.first_day <= when.day]

    def _may_judge(self, bench: Bench, child: str, conference: Held, agency: str) -> bool:
        holder = conference.entries[0].agency
        if not (bench.sees(holder) or bench.sees(agency)):
            bench.not_judged(child, UNSEEN.format(holder))
        elif not conference.spans:
            bench.not_judged(child, NOT_SAID)
        else:
            return True
        return False

    def _missing(
        self, bench: Bench, child: str, conference: Held, agency: str, evidence: list[Entry], later: Spans
    ) -> Iterator[Match]:
        spans = meet(conference.spans, joined(known(e) for e in evidence))
        spans = minus(spans, joined((conference.came(agency), later)))
        account = Account(conference.entries[0], 0, spans)
        spans = minus(spans, answered(bench, child, account, self.answers, (CONFERENCE,), conference.refs))
        for at, name in conference.names:
            both = meet(spans, at)
            if both:
                pieces = [Piece(e.ref, known(e)) for e in (*conference.entries, *evidence)]
                figures = partial(_figures, conference.entries[0], agency, evidence)
                yield Match((("child", child),), f"{agency} {name}", both, partial(tuple, pieces), figures=figures)


def came(conference: Entry) -> frozenset[str]:
    """The agencies that came to a conference or sent it a report."""
    return frozenset(agency_of(name) for detail in CAME for name in conference.all(detail))


def _held(bench: Bench, child: str, entries: Iterable[Entry]) -> Iterator[Held]:
    numbered = as_events(entries)
    names, refs = names_of(numbered), refs_of(numbered)
    events: dict[int, list[Entry]] = {}
    for entry, number in numbered:
        events.setdefault(number, []).append(entry)
    for number, theirs in events.items():
        spans = joined(counting(bench, child, e, "child") for e in theirs if e.all("attended"))
        yield Held(tuple(theirs), spans, names[number], refs[number])


def _came_later(conference: Held, conferences: Iterable[Held], agency: str) -> Spans:
    """When it is known that the agency came, or reported, to a conference after this one."""
    day = conference.entries[0].happened.day
    return joined(each.came(agency) for each in conferences if each.entries[0].happened.first_day > day)


def _figures(conference: Entry, agency: str, evidence: Iterable[Entry], when: Instant) -> Figures:
    live = [e for e in evidence if holds(known(e), when)]
    last = max((e.happened.day for e in live), default=conference.happened.day)
    events = {number for _, number in as_events(live)}
    return {"agency": agency.replace("-", " "), "day": conference.happened.day, "count": len(events), "last": last}


def read(block: Block, grammar: Grammar, inherited: Answering) -> Clause:
    """The clause from its words."""
    block.only(*KEYS)
    return AbsentFromConference(
        grammar.selections(block, "holding"), grammar.length(block, "within"), grammar.answering(block, inherited)
    )

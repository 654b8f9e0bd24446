"""Reports for one review that recommend different things; with `facts`, only where what is told of a fact differs too.

In words: two reports about one person, with no decision or release between them, and another recommendation in each. A
later report of somebody who has but one voice in a review (`one voice`) takes the place of the earlier one. An opinion
is not a fact: the facts are events of which two accounts are on record that say different things, from the same time.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import ClassVar

from heeded.chronology.entry import Entry
from heeded.chronology.spans import Spans, holds, joined, meet, minus
from heeded.chronology.state import known
from heeded.reference.shelf import Block
from heeded.signals.bench import Bench, Match, Piece
from heeded.signals.clauses.accounts import Account, about, answered
from heeded.signals.clauses.counting import Counting, read_counting
from heeded.signals.clauses.grammar import Clause, Grammar
from heeded.signals.selection import Answering, Selection
from heeded.signals.sentence import Figures, listed
from heeded.words.instants import Instant, day_of

KEYS = ("found by", "of", "differing in", "one voice", "review ended by", "noted by", "facts")
ROLE = "supervised"
MANY = 50  # of one person's reports, the nearest before a report are compared with it


@dataclass(frozen=True, slots=True)
class Report:
    """One report and when it counts: known, and not yet taken back by a later one of the same author."""

    entry: Entry
    spans: Spans

    @property
    def day(self) -> date:
        """The day it was made, of a vague one the last."""
        return self.entry.happened.day


@dataclass(frozen=True, slots=True)
class DifferingReports:
    """Finds them; `detail` is what differs, `ended_by` ends a review, `noted` is what the panel does about it."""

    of: tuple[Selection, ...]
    detail: str
    one_voice: frozenset[str]
    ended_by: tuple[Selection, ...]
    noted: Answering
    facts: Counting | None

    offers: ClassVar[Mapping[str, str]] = {
        "count": "how many reports", "values": "what they recommend, each once", "first": "the day of the earlier report",
        "last": "the day of the later report",
    }  # fmt: skip

    def find(self, bench: Bench) -> Iterator[Match]:
        """One match for each report that differs from an earlier one of its review."""
        told: dict[str, list[Match]] = {}
        ended = about(bench, self.ended_by, ROLE) if bench.kind("report") else {}
        for person, entries in about(bench, self.of, ROLE).items():
            reports = self._reports(entries)
            if len({r.entry.one(self.detail) for r in reports}) < 2:
                continue
            if self.facts is not None and not told:
                for match in self.facts.find(bench):
                    told.setdefault(match.subject[0][1], []).append(match)
            ends = sorted(ended.get(person, []), key=lambda e: e.happened.day)
            for number, latest in enumerate(reports):
                earlier = reports[max(number - MANY, 0) : number]
                yield from self._of_report(bench, person, latest, earlier, ends, told.get(person, []))

    def _reports(self, entries: Iterable[Entry]) -> list[Report]:
        told = sorted((e for e in entries if e.one(self.detail)), key=lambda e: (e.happened.last, e.known, e.id))
        found, later = [], dict[str, Spans]()
        for entry in reversed(told):
            author = entry.one("author")
            found.append(Report(entry, minus(known(entry), later.get(author, ()))))
            if author in self.one_voice:
                later[author] = joined((later.get(author, ()), known(entry)))
        return found[::-1]

    def _of_report(
        self, bench: Bench, person: str, latest: Report, earlier: list[Report], ends: list[Entry], facts: list[Match]
    ) -> Iterator[Match]:
        others = []
        for other in earlier:
            if other.entry.one(self.detail) != latest.entry.one(self.detail):
                spans = minus(meet(other.spans, latest.spans), _apart(ends, other.day, latest.day))
                if spans:
                    others.append(Report(other.entry, spans))
        spans = joined(other.spans for other in others)
        if self.facts is not None and spans:
            facts = list(_of_review(facts, latest, ends))
            spans = meet(spans, joined(m.spans for m in facts))
        if spans:
            account = Account(latest.entry, 0, latest.spans)
            refs = [(r.entry.ref, r.spans) for r in (latest, *others)]
            spans = minus(spans, answered(bench, person, account, self.noted, ("report",), refs))
        if spans:
            pieces: Callable[[], Iterable[Piece]] = partial(_pieces, latest, others, facts if self.facts else [])
            yield Match(((ROLE, person),), "", spans, pieces, figures=partial(self._figures, latest, others))

    def _figures(self, latest: Report, others: list[Report], when: Instant) -> Figures:
        live = [r for r in others if holds(r.spans, when)] or others
        values = list(dict.fromkeys(CALLED.get(v, v) for r in (*live, latest) if (v := r.entry.one(self.detail))))
        return {"count": len(live) + 1, "values": listed(values), "first": live[0].day, "last": latest.day}


CALLED = {"release": "release", "open": "open conditions", "stay": "no release"}


def _apart(ends: list[Entry], one: date, other: date) -> Spans:
    """When something is known that ended a review between two days: what was written on that day belongs before it."""
    first, last = (bisect_left(ends, day, key=lambda e: e.happened.day) for day in (one, other))
    return joined(known(e) for e in ends[first:last])


def _of_review(facts: Iterable[Match], latest: Report, ends: list[Entry]) -> Iterator[Match]:
    """The contradictions about what happened up to a report and since the review before it ended."""
    for match in facts:
        began = match.spans[0][0]
        last = match.figures(began)["last"]
        day = last if isinstance(last, date) else day_of(began)
        spans = minus(match.spans, _apart(ends, day, latest.day))
        if spans and day <= latest.day:
            yield replace(match, spans=spans)


def _pieces(latest: Report, others: Iterable[Report], facts: Iterable[Match]) -> Iterator[Piece]:
    for report in (latest, *others):
        yield Piece(report.entry.ref, report.spans)
    for match in facts:
        for piece in match.pieces():
            spans = meet(piece.known, match.spans)
            if spans:
                yield Piece(piece.ref, spans)


def read(block: Block, grammar: Grammar, inherited: Answering) -> Clause:
    """The clause from its words; `facts` is a counting clause of accounts that differ."""
    block.only(*KEYS)
    facts = read_counting(block.block("facts"), grammar, Answering(naming=False)) if "facts" in block else None
    return DifferingReports(
        grammar.selections(block, "of"), block.text("differing in"), frozenset(block.texts("one voice")),
        grammar.selections(block, "review ended by"), Answering(grammar.selections(block, "noted by")), facts,
    )  # fmt: skip

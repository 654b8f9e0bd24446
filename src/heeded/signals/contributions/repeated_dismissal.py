"""One signal about one person, dismissed again and again: told to be looked at by somebody who has not dismissed it.

In words: at least so many decisions "not relevant" on warnings of one signal about one person within a time of one
another. A decision of somebody else than those who dismissed it, or any other outcome, answers them; and is itself no
further dismissal to be answered, though it counts towards a later one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from heeded.chronology.entry import Entry
from heeded.chronology.spans import NONE, Spans, at_least, holds, joined, meet, minus
from heeded.chronology.state import known
from heeded.reference.shelf import Block
from heeded.signals.bench import Bench, Match, Piece
from heeded.signals.clauses.grammar import Clause, Grammar
from heeded.signals.measure import Dated, Length
from heeded.signals.selection import Answering
from heeded.signals.sentence import Figures, span_of
from heeded.words.instants import Instant, start_of

KEYS = ("found by", "dismissals", "within")
DISMISSED = "not_relevant"


@dataclass(frozen=True, slots=True)
class RepeatedDismissal:
    """At least `dismissals` of one signal about one person `within` a time. The trigger is the signal: `signal:OFF02`."""

    dismissals: Dated[int]
    within: Dated[Length]

    offers: ClassVar[Mapping[str, str]] = {
        "count": "how many dismissals", "people": "how many different people dismissed it",
        "over": "the time between: in 61 days", "signal": "the signal's code", "last": "the day of the last",
    }  # fmt: skip

    def find(self, bench: Bench) -> Iterator[Match]:
        """Each dismissal as the last of a run of them, for everybody whom it is about."""
        decided: dict[tuple[str, str], list[Entry]] = {}
        for entry in bench.scene.decisions:
            for person in dict.fromkeys(entry.people()):
                if bench.wanted(person):
                    decided.setdefault((person, entry.one("signal")), []).append(entry)
        for (person, code), decisions in decided.items():
            decisions.sort(key=lambda e: (e.happened.last, e.seq))
            dismissed = [e for e in decisions if e.one("outcome") == DISMISSED]
            if len(dismissed) >= min(self.dismissals.values):
                yield from self._matches(bench, person, code, decisions, dismissed)

    def _matches(
        self, bench: Bench, person: str, code: str, decisions: Sequence[Entry], dismissed: Sequence[Entry]
    ) -> Iterator[Match]:
        for number, last in enumerate(dismissed):
            first = start_of(bench.value(self.within, last.happened.day).day_before(last.happened.day))
            window = [e for e in dismissed[: number + 1] if e.happened.last >= first]
            spans = meet(known(last), self._enough(bench, window))
            spans = minus(spans, meet(self._enough(bench, window[:-1]), _by_another(last, window[:-1])))
            if spans:
                spans = minus(spans, _answered(last, window, decisions))
            if spans:
                pieces = [Piece(e.ref, known(e)) for e in window]
                subject, figures = (("person", person),), partial(_figures, code, window)
                yield Match(subject, f"signal:{code}", spans, partial(tuple, pieces), figures=figures)

    def _enough(self, bench: Bench, window: Sequence[Entry]) -> Spans:
        each = [known(e) for e in window]
        return bench.across(self.dismissals, lambda count: at_least(count, each))


def _answered(last: Entry, window: Sequence[Entry], decisions: Sequence[Entry]) -> Spans:
    """When a later decision by somebody else, or with another outcome, is known."""
    later = [e for e in decisions if (e.happened.last, e.seq) > (last.happened.last, last.seq)]
    return joined(known(e) if e.one("outcome") != DISMISSED else _by_another(e, window) for e in later)


def _by_another(decision: Entry, dismissals: Sequence[Entry]) -> Spans:
    """When a decision is known, and no dismissal among these by whoever made it; never where nobody is named."""
    by = decision.one("by").casefold()
    own = joined(known(e) for e in dismissals if e.one("by").casefold() == by)
    return minus(known(decision), own) if by else NONE


def _figures(code: str, window: Sequence[Entry], when: Instant) -> Figures:
    live = [e for e in window if holds(known(e), when)] or list(window)
    days = (live[-1].happened.day - live[0].happened.day).days
    return {
        "count": len(live), "people": len({e.one("by").casefold() for e in live}), "over": span_of(days),
        "signal": code, "last": live[-1].happened.day,
    }  # fmt: skip


def read(block: Block, grammar: Grammar, inherited: Answering) -> Clause:
    """The clause from its words."""
    block.only(*KEYS)
    return RepeatedDismissal(grammar.number(block, "dismissals"), grammar.length(block, "within"))

"""An adult who is neither parent nor carer, known at the home of a child that social care knows, and not checked.

In words: while a child has an open referral, case, assessment or plan, or was referred in the last months, an adult is
known at its home: by any address, stay or frequent visiting, as a member of the household, named at a visit there, or
as an adult whom the visitor did not know. From the day on which all this was first recorded, that day counted, there
is so much time for a check of what is known about the adult. One who was gone again by then was only a visitor, and the
adult's death ends the wait.

`on record` asks for records that speak against the adult as well; `check: found` asks not for a missing check, but for
one that found something. A missing check is judged only where the records of those whose `duty` it is are seen.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import ClassVar

from heeded.chronology.entry import Entry
from heeded.chronology.spans import ALWAYS, NONE, Spans, joined, meet, minus, since
from heeded.chronology.state import State, known
from heeded.chronology.states import main_people
from heeded.reference.agencies import agencies
from heeded.reference.shelf import Block
from heeded.signals.bench import Bench, Match, Piece
from heeded.signals.clauses.accounts import OF_RECORDS
from heeded.signals.clauses.company import NO_ADDRESS
from heeded.signals.clauses.grammar import Clause, Grammar
from heeded.signals.clauses.household import Presence, first_recorded, homes, present, related
from heeded.signals.measure import Dated, Length
from heeded.signals.selection import Answering, Selection
from heeded.signals.sentence import Figures
from heeded.words.instants import Instant, start_of
from heeded.words.told import Told

KEYS = (
    "found by", "within", "referred within", "on record", "check", "duty of", "not answered by", "also answered by",
)  # fmt: skip
OPENING = ("referral", "case_opened", "assessment_started", "plan_started", "plan_changed")
OPEN = ("referral", "case", "assessment", "plan")
KIN = ("parent", "carer")
CHECK, DONE, FOUND = "background_check", ("done", ""), "found"
NO_ANSWER = (*OF_RECORDS, CHECK, "referral", "referral_decision")  # what is decided on a referral checks nobody
UNSEEN = "the records of {}, whose duty the check is, are not seen from here"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wait:
    """A check that is waited for, while it is the first of that adult: since when adult and reason were both there.

    `recorded` is the day on which all of it was first written down; `reason` is why social care knows the child.
    """

    presence: Presence
    reason: State
    both: Told
    recorded: date
    spans: Spans


@dataclass(frozen=True, slots=True)
class UncheckedAdult:
    """Finds adults at a child's home whom nobody checked `within` a time; one trigger an adult ('' for one unnamed)."""

    within: Dated[Length]
    referred: Dated[Length]
    on_record: tuple[Selection, ...]
    check_found: bool
    duty_of: str
    answers: Answering

    offers: ClassVar[Mapping[str, str]] = {
        "who": "an adult, or an adult whom nobody named", "since": "the day on which it was first recorded",
        "due": "the last day in time for the check",
    }  # fmt: skip

    def find(self, bench: Bench) -> Iterator[Match]:
        """The adults at the home of every child that social care knows."""
        for child in dict.fromkeys(p for kind in OPENING for e in bench.kind(kind) for p in main_people(e)):
            reasons = [s for s in self._reasons(bench, child) if bench.states.child_during(child, s.begins)]
            if reasons and not homes(bench, child):
                bench.not_judged(child, NO_ADDRESS)
            for adult, presences in bench.once(("at home", child), partial(_by_person, bench, child)).items():
                if bench.wanted(child, adult):
                    key = ("waits", child, adult, self.within, self.referred)  # the levels of a signal share them
                    for wait in bench.once(key, partial(self._waits, bench, child, presences, reasons)):
                        yield from self._matches(bench, child, wait)

    def _reasons(self, bench: Bench, child: str) -> Iterator[State]:
        """Why social care knows the child: what is open, and each referral for some months."""
        for name in OPEN:
            yield from bench.states.of(child, name)
        for entry in bench.states.of_kind(child, "referral"):
            until = start_of(bench.value(self.referred, entry.happened.day).day_after(entry.happened.day) + DAY)
            refs, begins = (entry.ref,), entry.happened
            yield State("referred", child, refs, entry.agency, begins, known(entry), until=until, entry=entry)

    def _waits(self, bench: Bench, child: str, presences: Iterable[Presence], reasons: Iterable[State]) -> list[Wait]:
        """Each wait of one adult while it is the first that was recorded, of those that anybody knows of."""
        opened = [(_recorded(bench, child, reason), reason) for reason in reasons]
        pairs = [_wait(presence, reason, day) for presence in presences for day, reason in opened]
        kin = related(bench, child, pairs[0].presence.person, *KIN) if pairs else ALWAYS
        left, found = ALWAYS, []
        for wait in sorted(pairs, key=_order):
            spans = meet(wait.spans, left)
            spans = meet(spans, self._counts(bench, child, wait)) if spans else spans
            if spans:
                left = minus(left, spans)
                found.append(replace(wait, spans=minus(spans, kin)))
        return found

    def _counts(self, bench: Bench, child: str, wait: Wait) -> Spans:
        """When it is known that both held then, that the adult was one, and not gone again before a check was due."""
        presence, both = wait.presence, wait.both
        spans = meet(bench.states.child_during(child, both), wait.reason.during(both))
        if presence.stays and spans:
            spans = meet(spans, presence.still(both))
            spans = meet(spans, presence.still(Told.on(self._too_late(bench, both.day))))  # not only a visitor
        elif wait.reason.begins.first_day > presence.begins.day:
            return NONE  # seen there once, before there was a reason to ask
        return minus(spans, bench.states.child_during(presence.person, both)) if presence.person else spans

    def _too_late(self, bench: Bench, day: date) -> date:
        """The first day on which a check is late: the time begins with the day, which counts."""
        return bench.value(self.within, day).day_after(day)

    def _matches(self, bench: Bench, child: str, wait: Wait) -> Iterator[Match]:
        person = wait.presence.person
        checks = [e for e in bench.kind(CHECK) if e.one("status") in DONE and _answers(e, wait.presence, child)]
        if self.check_found:
            for check in (e for e in checks if e.one("result") == FOUND):
                told = max(wait.both, check.happened, key=lambda told: (told.last, told.first))
                yield from self._match(bench, child, wait, meet(wait.spans, known(check)), told, [check])
        elif bench.sees(self.duty_of):
            overdue = start_of(self._too_late(bench, wait.recorded))
            spans = minus(meet(wait.spans, since(overdue)), joined(known(e) for e in checks))
            theirs = bench.states.entries.get(person, ()) if self.on_record else ()
            against = [e for e in theirs if _speaks_against(e, person) and any(s(e) for s in self.on_record)]
            spans = meet(spans, joined(known(e) for e in against)) if self.on_record else spans
            yield from self._match(bench, child, wait, spans, wait.both, against)
        elif wait.spans:
            bench.not_judged(child, UNSEEN.format(self.duty_of))

    def _match(
        self, bench: Bench, child: str, wait: Wait, spans: Spans, told: Told, beside: Iterable[Entry]
    ) -> Iterator[Match]:
        spans = minus(spans, self._answered(bench, child, wait, told, spans)) if spans else spans
        if spans:
            refs = dict.fromkeys((*wait.presence.evidence, *wait.reason.refs))
            pieces = [*(Piece(ref, wait.spans) for ref in refs), *(Piece(e.ref, known(e)) for e in beside)]
            figures = partial(_figures, wait, self._too_late(bench, wait.recorded) - DAY)
            dead = meet(spans, bench.states.dead(wait.presence.person)) if wait.presence.person else NONE
            yield Match((("child", child),), wait.presence.person, spans, partial(tuple, pieces), dead, figures=figures)

    def _answered(self, bench: Bench, child: str, wait: Wait, told: Told, spans: Spans) -> Spans:
        """When something is known that answers, on or after a day: for the child, or naming how the adult was known."""
        chosen = self.answers.chosen
        names = tuple(s.name for s in chosen)
        theirs = bench.answers(("of a child", child, names), lambda: _chosen(bench, child, chosen))
        naming = [e for ref in wait.presence.refs for e in bench.naming(ref)] if self.answers.naming else []
        later = (known(e) for e in naming if e.kind not in NO_ANSWER and e.happened.first_day >= told.day)
        return joined((theirs.since(told, spans), *later))


def _by_person(bench: Bench, child: str) -> dict[str, list[Presence]]:
    found: dict[str, list[Presence]] = {}
    for presence in present(bench, child):
        found.setdefault(presence.person, []).append(presence)
    return found


def _wait(presence: Presence, reason: State, opened: date) -> Wait:
    both = max(presence.begins, reason.begins, key=lambda told: (told.last, told.first))
    return Wait(presence, reason, both, max(presence.recorded, opened), meet(presence.spans, reason.known))


def _order(wait: Wait) -> tuple[object, ...]:
    """By when it was first recorded; ties so that the order of arrival makes no difference."""
    return (wait.recorded, wait.both.last, wait.presence.begins.last, wait.presence.refs, wait.reason.refs)


def _recorded(bench: Bench, child: str, reason: State) -> date:
    days = (first_recorded(bench, ref, child) for ref in reason.refs)
    return min((day for day in days if day is not None), default=reason.begins.day)


def _chosen(bench: Bench, child: str, chosen: Iterable[Selection]) -> Iterator[Entry]:
    kinds = dict.fromkeys(kind for selection in chosen for kind in selection.kinds)
    return (e for e in bench.states.of_kind(child, *kinds) if any(selection(e) for selection in chosen))


def _answers(check: Entry, presence: Presence, child: str) -> bool:
    """Whether a check is of that adult, on or after the day the adult was there; of one unnamed, for that child."""
    if check.happened.first_day < presence.begins.first_day:
        return False
    if presence.person:
        return presence.person in check.people()
    return child in check.people() or not set(presence.refs).isdisjoint(check.answers)


def _speaks_against(entry: Entry, person: str) -> bool:
    """Whether a record is of something that person is said or found to have done, not of what was done to them."""
    suspects = entry.people("suspect")
    return person in (suspects or entry.people("about", "supervised")) and person not in entry.people("victim")


def _figures(wait: Wait, due: date, when: Instant) -> Figures:
    who = "an adult" if wait.presence.person else "an adult whom nobody named"
    return {"who": who, "since": wait.recorded, "due": due}


def read(block: Block, grammar: Grammar, inherited: Answering) -> Clause:
    """The clause from its words."""
    block.only(*KEYS)
    return UncheckedAdult(
        grammar.length(block, "within"),
        grammar.length(block, "referred within"),
        grammar.selections(block, "on record"),
        "check" in block and block.choice("check", FOUND) == FOUND,
        block.choice("duty of", *agencies()),
        grammar.answering(block, inherited),
    )

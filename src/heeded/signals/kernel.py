"""The kernel: judges one scene by every signal, in plain Python.

Each relevant record counts during one stretch of knowledge time; clauses turn such stretches into matches, and maximal
runs of matches are raises. A record changes nothing before it is known, so what was judged with all that is known now,
clipped at any earlier day, is what would have been judged on that day.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date

from heeded.chronology.entry import Entry, Scene
from heeded.chronology.states import States
from heeded.signals.bench import Bench, Match, Subject
from heeded.signals.raised import Judgement, NotJudged
from heeded.signals.runs import raises
from heeded.signals.shelf import Signal
from heeded.signals.shelf import signals as on_the_shelf

UNCODED = "uncoded"
EVERY_SIGNAL = "*"


def judge(
    scene: Scene,
    *,
    signals: Mapping[str, Signal] | None = None,
    rules_on: date | None = None,
    only: Collection[str] | None = None,
    institution: Callable[[str], bool] | None = None,
) -> Judgement:
    """Every raise of every signal in a scene, past and future, and what could not be judged.

    `signals` by code (None: the shelf's). `rules_on` judges all by the rules of one day; None by those in force on
    each day. `only` are the Persons whose raises are wanted (in any part of the subject). `institution` says of a
    place key that it joins nobody.
    """
    scene = in_one_order(scene)
    bench = Bench(scene, States(scene, institution), rules_on, only)
    for signal in in_turn(on_the_shelf() if signals is None else signals):
        bench.signal, found = signal.code, []
        for (subject, trigger), by_level in _matches(bench, signal).items():
            found += raises(bench, signal, subject, trigger, by_level)
        bench.found += found
    _uncoded(bench)
    ordered = sorted(bench.found, key=lambda r: (r.raised, r.signal, r.subject, r.trigger))
    return Judgement(tuple(ordered), tuple(sorted(bench.missing)))


def in_one_order(scene: Scene) -> Scene:
    """The scene with what became known at one instant in an order of its own, whatever the order of arrival."""
    return replace(
        scene, entries=tuple(sorted(scene.entries, key=_told)), decisions=tuple(sorted(scene.decisions, key=_told)),
        statements=tuple(sorted(scene.statements, key=lambda s: (s.known, s.key, s.place, s.person))),
    )  # fmt: skip


def _told(entry: Entry) -> tuple[object, ...]:
    return (entry.known, entry.ref, entry.id, entry.roles)


def in_turn(signals: Mapping[str, Signal]) -> list[Signal]:
    """Signals in the order in which they are judged: those that rest on the raises of others last."""
    return sorted(signals.values(), key=lambda s: s.rests_on_raises)


def _matches(bench: Bench, signal: Signal) -> dict[tuple[Subject, str], dict[str, list[Match]]]:
    found: dict[tuple[Subject, str], dict[str, list[Match]]] = {}
    for level, clauses in signal.rule.items():
        for clause in clauses:
            for match in clause.find(bench):
                found.setdefault((match.subject, match.trigger), {}).setdefault(level, []).append(match)
    return found


def _uncoded(bench: Bench) -> None:
    """Records that no signal could read, counted for each person they name."""
    refs: dict[str, set[str]] = {}
    for entry in bench.kind(UNCODED):
        for person in dict.fromkeys(entry.people()):
            refs.setdefault(person, set()).add(entry.ref)
    for person, theirs in refs.items():
        if bench.wanted(person) and "?" not in person:
            count = len(theirs)
            records = "1 record is" if count == 1 else f"{count} records are"
            bench.missing.add(NotJudged(EVERY_SIGNAL, person, f"{records} not coded, so no signal has read them"))

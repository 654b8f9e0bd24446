"""What an examination, a conference and a new adult should raise, asked in plain words at every instant that matters."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heeded.chronology.entry import Entry, Scene
from heeded.signals.kernel import judge
from heeded.signals.shelf import signals
from heeded.words.instants import Instant, start_of
from heeded.words.told import Precision
from heeded.world.telling import instants, known_by

from .histories.children import history

DAY = timedelta(days=1)
ANSWERS = (
    "strategy_discussion", "s47_started", "assessment_completed", "plan_started", "plan_changed", "proceedings_issued",
    "emergency_protection",
)  # fmt: skip
HARM = ("injury", "medical_exam", "arrest", "allegation", "domestic_abuse_incident", "concern")
SEEDS = st.integers(min_value=0, max_value=10**9)


def standing(scene: Scene, now: Instant) -> Scene:
    """What is known at an instant and not taken back by then."""
    then = known_by(scene, now)
    return replace(then, entries=tuple(e for e in then.entries if e.until > now))


def of(scene: Scene, *kinds: str, who: str = "child", **details: str) -> list[Entry]:
    """The records of some kinds that name somebody and say so."""
    return [
        e
        for e in scene.entries
        if (not kinds or e.kind in kinds)
        and who in e.people()
        and all(value in e.all(name) for name, value in details.items())
    ]


def since(answers: Iterable[Entry], when: Instant, day: date) -> bool:
    """Whether one happened on or after that: told as a day, on that day or later; told by the hour, then or later."""
    return any(
        e.happened.first >= when if e.happened.precision is Precision.INSTANT else e.happened.first_day >= day
        for e in answers
    )


def named(scene: Scene, refs: set[str], day: date, *never: str) -> bool:
    """Whether a record on or after the day answers one of these by name."""
    return any(refs & set(e.answers) and e.happened.first_day >= day and e.kind not in never for e in scene.entries)


def seen(scene: Scene, *agencies: str) -> bool:
    return scene.agencies is None or any(agency in scene.agencies for agency in agencies)


def on_plan(scene: Scene, event: Entry) -> bool:
    """Whether some plan was in force on some day of it."""
    ends = [e.happened.last for e in of(scene, "plan_ended")]
    begun = [e.happened.first for e in of(scene, "plan_started") if e.happened.first <= event.happened.last]
    return any(not any(first <= end <= event.happened.first for end in ends) for first in begun)


def same_event(scene: Scene, event: Entry, **details: str) -> set[str]:
    """The refs of every account of an event."""
    told = (event.happened.first_day, event.happened.day)
    return {e.ref for e in of(scene, event.kind, **details) if (e.happened.first_day, e.happened.day) == told}


def unfinished_examination(scene: Scene, now: Instant) -> bool:
    """HLT04, as SIGNALS says it."""
    for exam in of(scene, "medical_exam", completed="no"):
        last, day = exam.happened.last, exam.happened.day
        first = start_of(day - timedelta(days=90))
        hurt = [e for e in of(scene, "injury", explained="no") if e.happened.last >= first]
        asked = on_plan(scene, exam) or any(e.happened.first_day <= day for e in hurt)
        answers = [*of(scene, *ANSWERS), *of(scene, "medical_exam", completed="yes")]
        answered = since(answers, last, day) or named(
            scene, same_event(scene, exam, completed="no"), day, "medical_exam"
        )
        if asked and seen(scene, exam.agency) and now >= last + timedelta(hours=24) and not answered:
            return True
    return False


def missing_agency(scene: Scene, now: Instant) -> bool:
    """CLK06, as SIGNALS says it."""
    conferences = of(scene, "conference")
    for held in conferences:
        day, first = held.happened.day, start_of(held.happened.day - timedelta(days=60))
        together = [e for e in conferences if e.ref in same_event(scene, held)]
        harm = [e for e in of(scene, *HARM) if e.happened.last >= first and e.happened.first_day <= day]
        for agency in {e.agency for e in harm}:
            later = [e for e in conferences if e.happened.first_day > day or e in together]
            came = any(agency in (e.agency, *e.all("attended"), *e.all("reports")) for e in later)
            answered = named(scene, {e.ref for e in together}, day, "conference")
            if not came and not answered and seen(scene, together[0].agency, agency):
                return True
    return False


def simple(scene: Scene) -> bool:
    """Whether nobody died or grew up in it, every day is exact, and no event is one because it answers the same."""
    born = [s.born.day for s in scene.statements if s.person == "child" and s.born]
    plain = all(
        (not e.happened.vague and not e.answers) or e.kind not in ("conference", "medical_exam") for e in scene.entries
    )
    return (
        bool(born)
        and max(born).year < 2019
        and min(born).year > 2005
        and plain
        and not any(s.died for s in scene.statements)
    )


@pytest.mark.parametrize(("code", "plainly"), [("HLT04", unfinished_examination), ("CLK06", missing_agency)])
@settings(max_examples=250, deadline=None, derandomize=True)
@given(seed=SEEDS)
def test_it_is_open_just_when_the_plain_words_say_so(
    code: str, plainly: Callable[[Scene, Instant], bool], seed: int
) -> None:
    scene = history(seed)
    if not simple(scene):
        return
    found = judge(scene, signals={code: signals()[code]}).raises
    moments = {*instants(scene), *(e.happened.last + timedelta(hours=24) for e in scene.entries)}
    for now in sorted(moments):
        assert any(r.open_at(now) for r in found) == plainly(standing(scene, now), now), (now, found)

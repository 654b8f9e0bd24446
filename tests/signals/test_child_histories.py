"""Properties of the signals of health, school, home and conference, over made-up histories of one child."""

from dataclasses import replace
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heeded.chronology.entry import Scene
from heeded.signals.kernel import judge
from heeded.signals.raised import Raise
from heeded.signals.shelf import signals
from heeded.words.instants import Instant
from heeded.world.telling import Someone, Teller, instants, known_by

CODES = ("HLT01", "HLT04", "HLT05", "HLT06", "EDU01", "EDU02", "HSE01", "HSE02", "CLK06")
MINE = {code: signals()[code] for code in CODES}
SEEDS = st.integers(min_value=0, max_value=10**9)
DAYS = 500
Choice = tuple[str, str, str, dict[str, str]]  # agency, kind, who is in it, details

HEALTH: list[Choice] = [
    ("health", "injury", "about", {"explained": "no"}),
    ("health", "injury", "about", {"explained": "yes", "mobile": "no"}),
    ("health", "medical_exam", "about", {"completed": "no"}),
    ("health", "medical_exam", "about", {"completed": "yes"}),
    ("health", "attendance", "about", {"setting": "ae"}),
    ("health", "attendance", "about", {"setting": "clinic"}),
    *3 * [("health", "appointment", "about", {"result": "was_not_brought"})],
]
SCHOOL: list[Choice] = [
    ("education", "injury", "about", {"explained": "no"}),
    ("education", "concern", "about", {"harm": "neglect"}),
    ("education", "off_roll", "about", {"reason": "home_education"}),
    ("education", "off_roll", "about", {"reason": "moved"}),
    ("education", "residence", "about", {"status": "enrolled", "place": "hill road school"}),
    ("education", "referral", "about", {"source": "school"}),
]
HOME: list[Choice] = [
    ("health", "residence", "man", {"status": "registered", "place": "3 mill row"}),
    ("social-care", "residence", "man", {"status": "frequent_visitor", "place": "3 mill row"}),
    ("social-care", "residence", "man", {"status": "registered", "place": "8 cross lane"}),
    ("social-care", "residence", "about", {"status": "registered", "place": "8 cross lane"}),
    ("social-care", "visit", "about other", {"result": "seen", "place": "3 mill row"}),
    ("social-care", "visit", "about", {"result": "seen", "observed": "unknown_adult"}),
    ("police", "background_check", "man", {"status": "done", "result": "clear"}),
    ("police", "background_check", "man", {"status": "done", "result": "found"}),
    ("police", "conviction", "man", {"category": "violent"}),
    ("police", "domestic_abuse_incident", "mother child", {"child_present": "yes"}),
    ("police", "domestic_abuse_incident", "mother", {"child_present": "yes", "risk": "high", "place": "3 mill row"}),
    ("police", "domestic_abuse_incident", "mother", {"child_present": "yes", "risk": "high"}),
]
CARE: list[Choice] = [
    ("social-care", "referral", "about parent", {"source": "neighbour"}),
    ("social-care", "case_opened", "about", {}),
    ("social-care", "case_closed", "about", {}),
    ("social-care", "plan_started", "about", {"type": "child_protection"}),
    ("social-care", "plan_ended", "about", {}),
    ("social-care", "s47_started", "about", {}),
    ("social-care", "assessment_completed", "about", {}),
    ("social-care", "strategy_discussion", "about", {}),
    ("social-care", "supervision_note", "about", {}),
    ("social-care", "conference", "about", {"attended": "social-care,police"}),
    ("social-care", "conference", "about", {"attended": "social-care,health", "reports": "education"}),
    ("police", "arrest", "mother victim", {}),
]


def history(seed: int) -> Scene:
    """About twenty records in sixteen months: late, vague, corrected or told twice, from a vantage chosen by chance."""
    teller = Teller(Random(seed))
    chance = teller.chance
    child = teller.someone("child", chance.choice((-0.5, 0.2, 6.0, 17.5)))
    mother, man = teller.someone("mother", 30), teller.someone("man", chance.choice((None, 40)))
    child.homes["social-care"] = child.homes["health"] = "3 mill row"
    cast = {"about": child, "child": child, "victim": child, "other": man, "parent": mother}
    if teller.often(0.05):
        child.died = teller.day(chance.randrange(DAYS))
    several = [*chance.choice((HEALTH, SCHOOL, HOME)), *chance.choice((HEALTH, SCHOOL, HOME)), *CARE]
    for _ in range(chance.randint(5, 22)):
        agency, kind, who, details = chance.choice(several)
        roles: dict[str, Someone] = {}
        for role in who.split():
            named = {"man": man, "mother": mother}.get(role)
            roles["about" if named else role] = named or cast[role]
        told = [e.ref for e in teller.entries]
        answers = (chance.choice(told),) if told and teller.often(0.08) else ()
        said = {name: value for name, value in details.items() if name != "place"}
        teller.tell(
            agency, kind, chance.randrange(DAYS), roles,
            place=details.get("place", ""), answers=answers, exactly=False, **said,
        )  # fmt: skip
    return teller.scene()


def raised(scene: Scene) -> tuple[Raise, ...]:
    return judge(scene, signals=MINE).raises


def clipped(found: tuple[Raise, ...], when: Instant) -> list[tuple[object, ...]]:
    """Raises as they stood at an instant: later levels, evidence and endings are not there yet."""
    rows: list[tuple[object, ...]] = []
    for r in (r for r in found if r.raised <= when):
        over = r.cleared is not None and r.cleared <= when
        levels = tuple(each for each in r.levels if each[1] <= when)
        later = tuple(each for each in r.later if each[1] <= when)
        rows.append(
            (r.id, r.raised, r.cleared if over else None, r.lapsed if over else "", levels, r.evidence, later, r.says)
        )
    return rows


@settings(max_examples=250, deadline=None, derandomize=True)
@given(seed=SEEDS)
def test_what_was_judged_on_a_day_is_what_is_judged_now_up_to_that_day(seed: int) -> None:
    scene = history(seed)
    now = raised(scene)
    for when in instants(scene):
        assert clipped(raised(known_by(scene, when)), when) == clipped(now, when)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(seed=SEEDS)
def test_the_order_in_which_records_arrive_at_one_instant_changes_nothing(seed: int) -> None:
    scene, chance = history(seed), Random(seed)
    entries = tuple(sorted(scene.entries, key=lambda e: (e.known, chance.random())))
    assert raised(replace(scene, entries=entries)) == raised(scene)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(seed=SEEDS)
def test_a_record_delivered_twice_changes_nothing(seed: int) -> None:
    scene = history(seed)
    twice = tuple(e for entry in scene.entries for e in (entry, entry))
    assert raised(replace(scene, entries=twice)) == raised(scene)


@cache
def many() -> tuple[Raise, ...]:
    """The raises of many histories."""
    return tuple(r for seed in range(300) for r in raised(history(seed)))


@pytest.mark.parametrize("code", CODES)
def test_these_histories_make_each_signal_fire_and_clear(code: str) -> None:
    found = [r for r in many() if r.signal == code]
    assert len(found) >= 10
    assert any(r.cleared and not r.lapsed for r in found)
    assert any(r.lapsed for r in found)

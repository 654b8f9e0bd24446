"""Properties of the kernel: no hindsight, no matter in what order, nothing twice."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heeded.chronology.entry import Scene
from heeded.signals.example import played
from heeded.signals.kernel import judge
from heeded.signals.raised import Raise
from heeded.signals.shelf import signals
from heeded.words.instants import NEVER, Instant

CHILD = (
    ("health", "injury", ("explained=no", "explained=yes", "explained=inconsistent", "explained=no; answers=1")),
    ("social-care", "visit", ("purpose=child; result=no_reply", "purpose=child; result=seen; child_seen=yes")),
    ("social-care", "referral", ("reporter=father", "reporter=neighbour", "reporter=teacher")),
    ("education", "concern", ("reporter=teacher", "")),
    ("social-care", "strategy_discussion", ("",)),
    ("social-care", "assessment_started", ("",)),
    ("social-care", "assessment_completed", ("",)),
    ("social-care", "plan_started", ("type=child_protection",)),
    ("social-care", "case_closed", ("",)),
    ("social-care", "legal_advice", ("threshold=met", "threshold=not_met")),
    ("police", "residence", ("about him; status=registered; place A", "about him; status=registered; place B")),
    ("health", "residence", ("status=registered; place A", "status=staying; place A", "status=registered; place B")),
)
HIM = (
    ("police", "registered", ("place A; until=indefinite",)),
    ("police", "risk_assessment", ("visit_every=6 months; level=medium", "visit_every=3 months; level=high")),
    ("police", "visit", ("purpose=offender; result=seen; observed=cot", "purpose=offender; result=no_reply")),
    ("police", "custody_started", ("type=remand",)),
    ("police", "custody_ended", ("type=remand",)),
    ("probation", "order_made", ("type=licence; conditions=DISCLOSE_RELATIONSHIPS,NO_DELETE_HISTORY",)),
    ("probation", "device_inspection", ("result=history_deleted", "result=contact_found; partner:jo")),
    ("police", "relationship", ("type=partner; status=started; partner:jo",)),
    ("probation", "self_report", ("what=relationship; with=jo",)),
    ("police", "breach_decision", ("",)),
    ("health", "residence", ("about child; status=registered; place A", "about child; status=registered; place B")),
)
LONGEST = {"child": 400, "him": 700}


def history(seed: int, about: str) -> Scene:
    """A made-up history of about fifteen records, some late and some corrected."""
    rng = random.Random(seed)
    lines = ["child  born 2012-05-01", "him  born 1980-01-01"]
    for number in range(1, rng.randint(4, 16)):
        agency, kind, details = rng.choice(CHILD if about == "child" else HIM)
        day = date(2019, 1, 1) + timedelta(days=rng.randrange(LONGEST[about]))
        late = f"; recorded {day + timedelta(days=rng.randrange(60))}" if rng.random() < 0.3 else ""
        text = rng.choice(details)
        lines.append(f"{day}  {agency}  {kind}  {text}{late}")
        if rng.random() < 0.1:
            moved = day - timedelta(days=rng.randrange(200))
            lines.append(
                f"{moved}  {agency}  {kind}  {text}; replaces {len(lines) - 2}; recorded {day + timedelta(days=70)}"
            )
        assert number
    return played("\n".join(lines), about).scene


HISTORIES = st.tuples(st.integers(0, 100_000), st.sampled_from(("child", "him")))


def as_of(scene: Scene, instant: Instant) -> Scene:
    """What was known then, without what is known later."""
    entries = (replace(e, until=e.until if e.until <= instant else NEVER) for e in scene.entries if e.known <= instant)
    statements = (s for s in scene.statements if s.known <= instant)
    return replace(scene, entries=tuple(entries), statements=tuple(statements))


def clipped(found: tuple[Raise, ...], instant: Instant) -> list[tuple[object, ...]]:
    """Raises as they stood at an instant."""
    rows: list[tuple[object, ...]] = []
    for r in found:
        if r.raised <= instant:
            cleared = r.cleared if r.cleared is not None and r.cleared <= instant else None
            levels = tuple((level, when) for level, when in r.levels if when <= instant)
            later = tuple((ref, when) for ref, when in r.later if when <= instant)
            rows.append((r.id, r.raised, cleared, levels, r.evidence, later, r.lapsed if cleared else ""))
    return rows


@settings(max_examples=60, deadline=None, derandomize=True)
@given(HISTORIES, st.integers(0, 800))
def test_what_was_known_then_gives_what_is_judged_now_clipped_at_that_day(chosen: tuple[int, str], days: int) -> None:
    scene = history(*chosen)
    then = scene.entries[0].known + timedelta(days=days)
    assert clipped(judge(as_of(scene, then)).raises, then) == clipped(judge(scene).raises, then)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(HISTORIES, st.randoms(use_true_random=False))
def test_the_order_in_which_records_arrive_makes_no_difference(chosen: tuple[int, str], rng: random.Random) -> None:
    scene = history(*chosen)
    entries = list(scene.entries)
    rng.shuffle(entries)
    shuffled = replace(scene, entries=tuple(sorted(entries, key=lambda e: e.known)))
    assert judge(shuffled).raises == judge(scene).raises


@settings(max_examples=40, deadline=None, derandomize=True)
@given(HISTORIES)
def test_the_same_record_twice_changes_nothing(chosen: tuple[int, str]) -> None:
    scene = history(*chosen)
    twice = replace(scene, entries=tuple(e for entry in scene.entries for e in (entry, entry)))
    assert judge(twice).raises == judge(scene).raises


@pytest.mark.parametrize("about", ["child", "him"])
def test_these_histories_make_every_signal_fire(about: str) -> None:
    fired = {r.signal for seed in range(250) for r in judge(history(seed, about)).raises}
    on_children = {code for code, signal in signals().items() if signal.subject == ("child",)}
    assert (on_children if about == "child" else set(signals()) - on_children) <= fired

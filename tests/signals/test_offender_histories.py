"""Properties of the signals about offenders and about dismissals, over made-up histories of one man, a woman, a child."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heeded.chronology.entry import Entry, Scene
from heeded.signals.example import played
from heeded.signals.kernel import judge
from heeded.signals.raised import Raise
from heeded.signals.shelf import signals
from heeded.words.instants import NEVER, Instant

CODES = ("OFF04", "OFF05", "OFF07", "OFF08", "OFF12", "GOV05")
MINE = {code: signals()[code] for code in CODES}
LINES = (
    ("police", "registered", ("place A; until=indefinite", "until=2021-01-01")),
    ("police", "notification", ("type=initial", "type=periodic", "type=weekly", "type=change; what=address; place B")),
    ("police", "risk_assessment", ("tool=ARMS; level=medium", "level=high; to=children", "tool=OSP; level=low")),
    ("police", "visit", ("purpose=offender; result=no_reply", "purpose=offender; result=refused")),
    ("police", "visit", ("purpose=offender; result=seen; observed=unknown_adult", "purpose=offender; result=seen; child:mia")),
    ("police", "arrest", ("offence=theft",)),
    ("police", "custody_started", ("type=remand",)),
    ("police", "custody_ended", ("type=remand",)),
    ("police", "warrant", ("decision=granted",)),
    ("police", "allegation", ("suspect:him; victim:ann; harm=sexual", "suspect:him; victim:bea; harm=sexual; victim_age=15")),
    ("police", "relationship", ("type=partner; status=started; partner:jo", "type=partner; status=ended; partner:jo")),
    ("probation", "self_report", ("what=relationship; with=jo", "what=address; place B")),
    ("health", "antenatal_booking", ("about jo; due=2019-12-01", "about jo; partner:him", "about jo; answers=1")),
    ("health", "birth", ("about mia; parent:jo",)),
    ("health", "residence", ("about jo; status=registered; place A", "about him; status=registered; place B")),
    ("health", "residence", ("about mia; status=registered; place A", "about mia; status=registered; place B")),
    ("heeded", "decided", ("signal=OFF02; outcome=not_relevant; by=Ann", "signal=OFF02; outcome=not_relevant; by=Tom")),
    ("heeded", "decided", ("signal=OFF02; outcome=not_relevant; by=Ann", "signal=OFF02; outcome=acted; by=Ann")),
)  # fmt: skip


def history(seed: int, *kinds: str) -> Scene:
    """About twenty records within two years, some late, some corrected; of these kinds only, where any are named."""
    rng = random.Random(seed)
    lines = ["mia  born 2017-05-01", "him  born 1980-01-01"]
    for _ in range(rng.randint(4, 24)):
        agency, kind, details = rng.choice([line for line in LINES if not kinds or line[1] in kinds])
        text, day = rng.choice(details), date(2019, 1, 1) + timedelta(days=rng.randrange(700))
        late = f"; recorded {day + timedelta(days=rng.randrange(60))}" if rng.random() < 0.3 else ""
        lines.append(f"{day}  {agency}  {kind}  {text}{late}")
        if rng.random() < 0.1 and agency != "heeded":
            moved, told = day - timedelta(days=rng.randrange(200)), day + timedelta(days=70)
            lines.append(f"{moved}  {agency}  {kind}  {text}; replaces {len(lines) - 2}; recorded {told}")
    return played("\n".join(lines), "him").scene


def as_of(scene: Scene, instant: Instant) -> Scene:
    """What was known then, without what is known later."""

    def then(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        known = (e for e in entries if e.known <= instant)
        return tuple(replace(e, until=e.until if e.until <= instant else NEVER) for e in known)

    statements = tuple(s for s in scene.statements if s.known <= instant)
    return replace(scene, entries=then(scene.entries), decisions=then(scene.decisions), statements=statements)


def clipped(found: tuple[Raise, ...], instant: Instant) -> list[tuple[object, ...]]:
    """Raises as they stood at an instant."""
    rows: list[tuple[object, ...]] = []
    for r in found:
        if r.raised <= instant:
            cleared = r.cleared if r.cleared is not None and r.cleared <= instant else None
            levels = tuple((level, when) for level, when in r.levels if when <= instant)
            later = tuple((ref, when) for ref, when in r.later if when <= instant)
            rows.append((r.id, r.raised, cleared, levels, r.evidence, later, r.says, r.lapsed if cleared else ""))
    return rows


def raised(scene: Scene) -> tuple[Raise, ...]:
    return judge(scene, signals=MINE).raises


@settings(max_examples=120, deadline=None, derandomize=True)
@given(st.integers(0, 100_000), st.integers(0, 900))
def test_what_was_known_then_gives_what_is_judged_now_clipped_at_that_day(seed: int, days: int) -> None:
    scene = history(seed)
    then = min(e.known for e in (*scene.entries, *scene.decisions)) + timedelta(days=days)
    assert clipped(raised(as_of(scene, then)), then) == clipped(raised(scene), then)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(0, 100_000), st.randoms(use_true_random=False))
def test_the_order_in_which_records_arrive_makes_no_difference(seed: int, rng: random.Random) -> None:
    scene = history(seed)
    entries = list(scene.entries)
    rng.shuffle(entries)
    assert raised(replace(scene, entries=tuple(sorted(entries, key=lambda e: e.known)))) == raised(scene)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(0, 100_000))
def test_the_same_record_twice_changes_nothing(seed: int) -> None:
    scene = history(seed)
    twice = replace(scene, entries=tuple(e for entry in scene.entries for e in (entry, entry)))
    assert raised(twice) == raised(scene)


@pytest.mark.parametrize("code", CODES)
def test_these_histories_make_each_of_them_fire(code: str) -> None:
    assert any(r.signal == code for seed in range(60) for r in raised(history(seed)))

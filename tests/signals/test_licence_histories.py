"""Properties of the signals about licence, recall and parole, over made-up histories of one man and two victims."""

import random
import re
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from heeded.chronology.entry import Scene
from heeded.signals.example import played
from heeded.signals.kernel import judge
from heeded.signals.raised import Raise
from heeded.signals.shelf import signals
from heeded.words.instants import NEVER, Instant

CODES = ("LIC01", "LIC02", "LIC03", "LIC05", "LIC06", "LIC11", "LIC12", "LIC13", "LIC14", "LIC15")
MINE = {code: signals()[code] for code in CODES}
ASKED = "about him; victim:ann; condition=ZONE"
LINES = (
    ("prison", "released", ("type=licence", "type=automatic", "type=licence; sentence=life", "type=temporary")),
    ("probation", "order_made", ("type=licence; until=2019-12-31; conditions=CURFEW", "type=licence; until=life")),
    ("court", "order_made", ("type=curfew; until=2020-03-01; place A", "type=community; conditions=CURFEW")),
    ("probation", "order_varied", ("type=licence; conditions=KEEP_IN_TOUCH", "type=community; conditions=REPORT")),
    ("probation", "order_ended", ("type=curfew", "type=licence")),
    ("probation", "background_check", ("status=done; sources=police", "status=done; sources=police,social-care; place A")),
    ("probation", "appointment", ("result=missed", "result=missed; first=no", "result=kept")),
    ("health", "admission", ("",)),
    ("health", "discharge", ("",)),
    ("probation", "breach", ("condition=CURFEW", "condition=ZONE,CURFEW", "condition=ZONE")),
    ("police", "breach", ("condition=CURFEW", "condition=ZONE")),
    ("probation", "breach_decision", ("outcome=warning; answers=2", "outcome=recall", "outcome=decision_not_to_recall")),
    ("police", "arrest", ("offence=theft", "suspect:jay; victim:him")),
    ("police", "conviction", ("category=violent", "category=sexual,violent", "category=other")),
    ("police", "custody_started", ("type=remand",)),
    ("probation", "recall_recommended", ("type=STANDARD", "type=EMERGENCY", "type=INDETERMINATE")),
    ("probation", "part_a_sent", ("",)),
    ("prison", "revoked", ("",)),
    ("police", "arrest_attempt", ("result=found",)),
    ("prison", "returned_to_custody", ("type=FTR_28", "type=STANDARD")),
    ("parole-board", "parole_referred", ("",)),
    ("parole-board", "hearing_held", ("public=no",)),
    ("parole-board", "parole_decision", ("outcome=stay", "outcome=release; answers=2")),
    ("prison", "report", ("author=POM; recommendation=open", "author=psychologist; recommendation=stay")),
    ("probation", "report", ("author=COM; recommendation=stay", "author=COM; recommendation=release")),
    ("police", "address_check", ("result=confirmed", "result=not_there")),
    ("probation", "address_check", ("result=confirmed",)),
    ("probation", "risk_assessment", ("tool=RoSH; level=medium", "tool=OASys; level=high", "tool=ARMS; level=low")),
    ("prison", "intelligence", ("topic=weapon; setting=custody",)),
    ("police", "domestic_abuse_incident", ("suspect:him; victim:jo",)),
    ("victim-liaison", "victim_condition_requested", (ASKED, "about him; victim:bea; condition=ZONE")),
    ("victim-liaison", "victim_condition_acknowledged", ("about him; victim:ann", "about him; victim:bea; answers=3")),
    ("victim-liaison", "victim_condition_answered", ("about him; victim:ann", "about him; victim:bea; answers=3")),
)  # fmt: skip
THEMES = (
    (), ("appointment", "released"), ("breach",), ("arrest", "released", "order_made"), ("report", "address_check"),
    ("conviction", "risk_assessment", "intelligence", "breach"), ("victim_condition_requested",), ("order_made",),
)  # fmt: skip


def history(seed: int) -> Scene:
    """About twenty records within two years, some of them late, corrected, or with an hour; most of one theme."""
    rng = random.Random(seed)
    theme = rng.choice(THEMES)
    likely = [line for line in LINES if line[1] in theme]
    lines: list[str] = ["him  born 1980-01-01"]
    for _ in range(rng.randint(4, 22)):
        agency, kind, details = rng.choice(likely if likely and rng.random() < 0.6 else LINES)
        text, day = rng.choice(details), date(2019, 1, 1) + timedelta(days=rng.randrange(rng.choice((3, 30, 60, 500))))
        hour = f"T{rng.randrange(24):02}:30" if rng.random() < 0.2 else ""
        late = f"; recorded {day + timedelta(days=1 + rng.randrange(60))}" if rng.random() < 0.3 else ""
        lines.append(f"{day}{hour}  {agency}  {kind}  {text}{late}")
        if rng.random() < 0.1:
            moved, told = day - timedelta(days=rng.randrange(100)), day + timedelta(days=70)
            lines.append(f"{moved}  {agency}  {kind}  {text}; replaces {len(lines) - 1}; recorded {told}")
    return played("\n".join(lines), "him").scene


def as_of(scene: Scene, instant: Instant) -> Scene:
    """What was known then, without what is known later."""
    entries = (replace(e, until=e.until if e.until <= instant else NEVER) for e in scene.entries if e.known <= instant)
    return replace(scene, entries=tuple(entries), statements=tuple(s for s in scene.statements if s.known <= instant))


def clipped(found: tuple[Raise, ...], instant: Instant) -> list[tuple[object, ...]]:
    """Raises as they stood at an instant, sentences and all."""
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


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.integers(0, 1_000_000), st.integers(0, 700))
def test_what_was_known_then_gives_what_is_judged_now_clipped_at_that_day(seed: int, days: int) -> None:
    scene = history(seed)
    then = scene.entries[0].known + timedelta(days=days)
    assert clipped(raised(as_of(scene, then)), then) == clipped(raised(scene), then)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.integers(0, 1_000_000), st.randoms(use_true_random=False))
def test_the_order_in_which_records_arrive_makes_no_difference(seed: int, rng: random.Random) -> None:
    scene = history(seed)
    entries = list(scene.entries)
    rng.shuffle(entries)
    assert raised(replace(scene, entries=tuple(sorted(entries, key=lambda e: e.known)))) == raised(scene)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.integers(0, 1_000_000))
def test_the_same_record_twice_changes_nothing(seed: int) -> None:
    scene = history(seed)
    twice = replace(scene, entries=tuple(e for entry in scene.entries for e in (entry, entry)))
    assert raised(twice) == raised(scene)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.integers(0, 1_000_000))
def test_no_raise_says_broken_english_or_names_anybody(seed: int) -> None:
    for found in raised(history(seed)):
        assert re.fullmatch(r"[A-Z0-9][^{}]*\.", found.says), found.says
        assert not re.search(r"None|  | [,.;:]", found.says), found.says
        assert not {"him", "ann", "bea", "jay", "jo"} & set(re.findall(r"\w+", found.says)), found.says


def test_these_histories_make_every_signal_fire_and_every_level() -> None:
    fired = {(r.signal, level) for seed in range(500) for r in raised(history(seed)) for level, _ in r.levels}
    wanted = {(code, level) for code, signal in MINE.items() for level in signal.levels}
    assert wanted <= fired, wanted - fired

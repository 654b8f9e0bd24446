"""What allegations, closed doors, dismissals and a pregnancy should raise, asked in plain words at every instant."""

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heeded.chronology.entry import Entry, Scene
from heeded.signals.kernel import judge
from heeded.signals.shelf import signals
from heeded.words.instants import NEVER, Instant, months_later, start_of

from .histories.offenders import history

SEEDS = st.integers(min_value=0, max_value=10**9)
ANSWERS = ("breach_decision", "recall_recommended", "revoked", "order_varied", "risk_assessment")
OUTCOMES = ("allegation", "arrest", "charge", "caution", "conviction", "referral_decision", "management_decision")
ABOUT_RECORDS = ("retracted", "shared", "share_refused", "opened", "coded")
HOMES = ("registered", "notified", "staying")


def standing(entries: Iterable[Entry], now: Instant) -> list[Entry]:
    """What is known at an instant and not taken back by then."""
    return [e for e in entries if e.known <= now < e.until]


def about_him(entries: Iterable[Entry], *kinds: str) -> list[Entry]:
    return [e for e in entries if e.kind in kinds and "him" in e.people("about", "supervised")]


def answered(told: list[Entry], latest: date, refs: set[str], kinds: tuple[str, ...], never: tuple[str, ...]) -> bool:
    """Whether a record of that day or later answers, or names what it answers."""
    since = [e for e in told if e.happened.first_day >= latest]
    named = (e for e in since if refs & set(e.answers) and e.kind not in (*never, *ABOUT_RECORDS))
    return bool(about_him(since, *kinds)) or any(named)


def three_allegations(scene: Scene, now: Instant) -> str:
    """The level of OFF12 at an instant, '' while it is quiet."""
    told = standing(scene.entries, now)
    mine = [e for e in told if e.kind == "allegation" and "him" in e.people("suspect")]
    levels = set()
    for latest in mine:
        refs = {e.ref for e in mine if e.happened == latest.happened}
        if answered(told, latest.happened.day, refs, ANSWERS, OUTCOMES):
            continue
        before = [e for e in mine if e.happened.last <= latest.happened.last]
        if enough(before):
            young = any(int(e.one("victim_age") or 99) < 16 for e in before)
            levels.add("red" if young else "amber")
        first = months_later(latest.happened.day, -12)
        if enough([e for e in before if e.happened.day >= first]):
            levels.add("red")
    return max(levels, default="")


def enough(allegations: list[Entry]) -> bool:
    victims = {v for e in allegations for v in e.people("victim")}
    return len({e.happened for e in allegations}) >= 3 and len(victims) >= 2


def no_warrant(scene: Scene, now: Instant) -> str:
    """The level of OFF07."""
    told = standing(scene.entries, now)
    visits = about_him(told, "visit")
    seen = [e for e in visits if e.one("result") == "seen"]
    shut = [e for e in visits if e.one("result") in ("refused", "no_reply", "not_home")]
    shut = [e for e in shut if not any(s.happened.first_day >= e.happened.day for s in seen)]
    shut = [e for e in shut if not answered(told, e.happened.day, {e.ref}, (), ("visit", "referral_decision"))]
    for latest in shut:
        near = {e.happened for e in shut if 0 <= (latest.happened.day - e.happened.day).days <= 28}
        if len(near) >= 2 and not answered(told, latest.happened.day, set(), ("warrant", *ANSWERS), ()):
            return "amber"
    return ""


def dismissed_again(scene: Scene, now: Instant) -> str:
    """The level of GOV05."""
    decided = sorted(standing(scene.decisions, now), key=lambda e: (e.happened.last, e.seq))
    run: list[Entry] = []
    for number, decision in enumerate(decided):
        if decision.one("outcome") != "not_relevant":
            continue
        run.append(decision)
        near = [e for e in run if (decision.happened.day - e.happened.day).days <= 180]
        before = near[:-1]
        second = len(before) >= 3 and decision.one("by") not in {e.one("by") for e in before}
        later = decided[number + 1 :]
        by = {e.one("by") for e in near}
        looked_at = any(e.one("outcome") != "not_relevant" or e.one("by") not in by for e in later)
        if len(near) >= 3 and not second and not looked_at:
            return "amber"
    return ""


PLAIN = {"OFF12": three_allegations, "OFF07": no_warrant, "GOV05": dismissed_again}
KINDS = {
    "OFF12": ("allegation", "risk_assessment", "antenatal_booking"), "GOV05": ("decided",),
    "OFF07": ("visit", "warrant", "registered", "risk_assessment", "antenatal_booking"),
}  # fmt: skip
NEAR = (
    "antenatal_booking",
    "registered",
    "residence",
    "relationship",
    "self_report",
    "birth",
    "risk_assessment",
    "notification",
)


def instants(scene: Scene) -> list[Instant]:
    """Every instant at which anything begins or stops to be known."""
    told = (*scene.entries, *scene.decisions)
    return sorted({when for e in told for when in (e.known, e.until) if when < NEVER})


@pytest.mark.parametrize("code", sorted(PLAIN))
@settings(max_examples=60, deadline=None, derandomize=True)
@given(SEEDS)
def test_at_every_instant_what_is_raised_is_what_the_plain_words_say(code: str, seed: int) -> None:
    scene = history(seed, *KINDS[code])
    found = judge(scene, signals={code: signals()[code]}).raises
    for now in instants(scene):
        level = max((r.level_at(now) for r in found if r.open_at(now)), default="")
        said = PLAIN[code](scene, now)
        assert bool(level) == bool(said), now
        assert level >= said, now  # a level once reached stands as long as the raise


@pytest.mark.parametrize("code", sorted(PLAIN))
def test_these_histories_are_raised_in_and_stay_quiet(code: str) -> None:
    raised = [bool(judge(history(seed, *KINDS[code]), signals={code: signals()[code]}).raises) for seed in range(40)]
    assert 5 < sum(raised) < 38


def expecting(scene: Scene, now: Instant) -> bool:
    """Whether OFF04 should stand about jo, but for what answers it and for the end of the register."""
    told = standing(scene.entries, now)
    births = [e.happened.last for e in told if e.kind == "birth" and "jo" in e.people()]
    due = start_of(date(2019, 12, 1))
    for booking in (e for e in told if e.kind == "antenatal_booking" and "jo" in e.people("about")):
        until = due if booking.one("due") else start_of(months_later(booking.happened.day, 9))
        until = min([until, *(b for b in births if b >= booking.happened.first)])
        for begins, ends in [*couples(told), *one_address(told)]:
            for risky, safe in risks(told):
                start = max(booking.happened.first, begins, risky)
                if start < min(until, ends, safe) and start <= now:
                    return True
    return False


Stretch = tuple[Instant, Instant]


def couples(told: list[Entry]) -> list[Stretch]:
    over = [e.happened.last for e in told if e.kind == "relationship" and e.one("status") == "ended"]
    ties = [e for e in told if e.kind == "relationship" and e.one("status") == "started"]
    ties += [e for e in told if e.kind == "antenatal_booking" and "him" in e.people("partner")]
    ties += [e for e in told if e.kind == "self_report" and "jo" in e.all("with") and known_name(told, "jo", e)]
    return [(t.happened.first, min((o for o in over if o >= t.happened.first), default=NEVER)) for t in ties]


def known_name(told: list[Entry], name: str, entry: Entry) -> bool:
    """A key in a `with` means somebody only where a record of that agency names them by it."""
    return any(f"{entry.agency}:{name}" == role.key for e in told for role in e.roles)


def one_address(told: list[Entry]) -> list[Stretch]:
    his, hers = (homes(told, who) for who in ("him", "jo"))
    return [(max(a[1], b[1]), min(a[2], b[2])) for a in his for b in hers if a[0] == b[0]]


def homes(told: list[Entry], who: str) -> list[tuple[str, Instant, Instant]]:
    """The addresses that each agency gives, each until it gives the next."""
    found = []
    mine = [e for e in told if e.place and who in e.people("about", "supervised")]
    mine = [
        e
        for e in mine
        if e.kind in ("registered", "residence") or (e.kind == "notification" and "address" in e.all("what"))
    ]
    for e in mine:
        later = [o.happened.last for o in mine if o.agency == e.agency and o.happened.last > e.happened.last]
        found.append((e.place, e.happened.first, min(later, default=NEVER)))
    return found


def risks(told: list[Entry]) -> list[Stretch]:
    ends = {"2021-01-01": start_of(date(2021, 1, 1))}
    found = [(e.happened.first, ends.get(e.one("until"), NEVER)) for e in told if e.kind == "registered"]
    to_children = [e for e in told if e.kind == "risk_assessment" and "children" in e.all("to")]
    for e in to_children:  # another assessment of the risk to children takes its place, and no other
        later = [o.happened.last for o in to_children if o.happened.last > e.happened.last]
        found.append((e.happened.first, min(later, default=NEVER)))
    return found


@settings(max_examples=150, deadline=None, derandomize=True)
@given(SEEDS)
def test_nothing_is_raised_of_a_pregnancy_that_did_not_come_near_him(seed: int) -> None:
    scene = history(seed, *NEAR)
    found = judge(scene, signals={"OFF04": signals()["OFF04"]}).raises
    for now in instants(scene):
        if any(r.open_at(now) and r.trigger == "jo" for r in found):
            assert expecting(scene, now), now


@settings(max_examples=150, deadline=None, derandomize=True)
@given(SEEDS)
def test_a_pregnancy_that_came_near_him_is_raised_unless_answered_or_over(seed: int) -> None:
    scene = history(seed, *NEAR)
    found = judge(scene, signals={"OFF04": signals()["OFF04"]}).raises
    for now in instants(scene):
        told = standing(scene.entries, now)
        excused = about_him(told, "risk_assessment") or any(e.answers for e in told)
        ended = [
            e
            for e in told
            if e.kind == "registered" and e.one("until") == "2021-01-01" and now >= start_of(date(2021, 1, 1))
        ]
        if expecting(scene, now) and not excused and not ended:
            assert any(r.open_at(now) and r.trigger == "jo" for r in found), now

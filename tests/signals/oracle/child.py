"""The signals about a child: repeated concerns, injuries, failed visits, and advice that was not followed."""

from collections.abc import Iterable

from heeded.chronology.entry import Entry
from heeded.words.instants import day_of, months_later, start_of
from heeded.words.told import Precision

from .calendar import working_day
from .states import plans_at
from .view import Event, Finding, View, day_after, events, first_account, qualified, within

CONCERNS = ("contact", "concern", "referral", "police_notice")
CHILD_ANSWERS = (
    "strategy_discussion", "s47_started", "assessment_completed", "plan_started", "plan_changed", "proceedings_issued",
    "emergency_protection",
)  # fmt: skip


def answered(view: View, person: str, kinds: tuple[str, ...], latest: Event) -> bool:
    """Whether a record answers: one of these kinds about the person, or naming the latest, on its day or after."""
    named = [e for e in view.entries if latest.refs & set(e.answers) and e.ref not in latest.refs]
    return any(follows(e, latest) for e in (*view.of(person, *kinds), *named))


def follows(answer: Entry, event: Event) -> bool:
    """Whether a record happened on or after an event: a day without a time may be any time of that day."""
    told = answer.happened
    same_day = told.precision is not Precision.INSTANT and told.first_day >= day_of(event.last)
    return told.first >= event.last or same_day


def refs_of(found: Iterable[Event]) -> frozenset[str]:
    """The refs of every account of these events."""
    return frozenset(ref for event in found for ref in event.refs)


def finding(
    view: View, child: str, levels: Iterable[str], evidence: Iterable[Event], states: Iterable[str] = (),
    beside: Iterable[Event] = (),
) -> list[Finding]:  # fmt: skip
    """The one finding about a child, at the highest of the levels, if there is any."""
    order = [level for level in ("red", "amber") if level in set(levels)]
    refs = refs_of(evidence) | frozenset(states)
    return [Finding(frozenset({child}), "", order[0], refs, view.finished(child), refs_of(beside))] if order else []


def repeated_concerns(view: View) -> list[Finding]:
    """REF01."""
    found = []
    for child in view.children(*CONCERNS):
        counting = [c for c in events(view.of(child, *CONCERNS)) if not dropped(view, child, c)]
        evidence: set[Event] = set()
        for latest in counting:
            near = [c for c in counting if within(180, c, latest)]
            if len(near) >= 3 and len({r for c in near for r in reporters(c)}) >= 2:
                evidence.update(near)
        found += finding(view, child, ["amber"] if evidence else [], evidence)
    return found


def reporters(concern: Event) -> set[str]:
    """Who reported it, by each account: the reporter, else the source, else the agency."""
    return {e.one("reporter") or e.one("source") or e.agency for e in concern.accounts}


def dropped(view: View, child: str, concern: Event) -> bool:
    """Whether something that followed the concern is open, or was done about it."""
    done = view.of(child, "plan_started", "plan_changed", "proceedings_issued", "emergency_protection")
    if any(follows(e, concern) for e in done):
        return True
    closings = {
        "assessment_started": ("assessment_completed", "case_closed"),
        "s47_started": ("s47_completed", "case_closed"),
        "strategy_discussion": ("assessment_completed", "s47_completed", "conference", "case_closed"),
    }
    for opening, closing in closings.items():
        for start in view.of(child, opening):
            if follows(start, concern) and still_open(view, start, view.of(child, *closing)):
                return True
    named = [
        e for e in view.entries if set(e.answers) & concern.refs and e.kind not in ("referral_decision", *CONCERNS)
    ]
    return any(follows(e, concern) for e in named)


def still_open(view: View, start: Entry, closings: list[Entry]) -> bool:
    """Whether nothing has closed it yet."""
    closed = [view.reached(c.happened.last) for c in closings if c.happened.last >= start.happened.first]
    return not any(closed)


def unexplained(injury: Entry) -> bool:
    """Whether an account leaves the injury unexplained."""
    return injury.one("explained") in ("no", "inconsistent") or injury.one("finding") == "inflicted"


def repeated_injury(view: View) -> list[Finding]:
    """HLT02."""
    found = []
    for child in view.children("injury"):
        injuries = qualified(events(view.of(child, "injury")), unexplained)
        levels, evidence, plans = [], set(), set()
        for latest in injuries:
            planned = held_plans(view, child, latest)
            for days, number, level in ((90, 2, "amber"), (365, 3, "amber"), (365, 2, "red")):
                near = [i for i in injuries if within(days, i, latest)]
                if len(near) < number or (level == "red" and not planned):
                    continue
                if not answered(view, child, CHILD_ANSWERS, latest):
                    levels.append(level)
                    evidence.update(near)
                    plans |= planned if level == "red" else set()
        found += finding(view, child, levels, evidence, plans)
    return found


def explanation_mismatch(view: View) -> list[Finding]:
    """HLT03."""
    found = []
    for child in view.children("injury"):
        injuries = events(view.of(child, "injury"))
        doubtful = [i for i in injuries if len(i.says("explained")) > 1] + qualified(injuries, inconsistent)
        fresh = [i for i in doubtful if not answered(view, child, CHILD_ANSWERS, i)]
        found += finding(view, child, ["red"] if fresh else [], fresh, beside=doubtful)
    return found


def inconsistent(injury: Entry) -> bool:
    """Whether an account says that the explanation does not fit."""
    return injury.one("explained") == "inconsistent"


def failed_visits(view: View) -> list[Finding]:
    """SEE03."""
    found = []
    for child in view.children("visit"):
        visits = [e for e in view.of(child, "visit") if e.one("purpose") == "child"]
        failed = qualified(events(visits), failing)
        seen = [e for e in view.of(child, "visit") if e.one("child_seen") == "yes"]
        evidence: set[Event] = set()
        plans: set[str] = set()
        for latest in failed:
            if any(follows(e, latest) for e in seen):
                continue
            near = [v for v in failed if within(10, v, latest)]
            if len(near) >= 2:
                evidence.update(near)
            if small(view, child, latest) and (held := held_plans(view, child, latest)):
                evidence.add(latest)
                plans |= held
        found += finding(view, child, ["amber"] if evidence else [], evidence, plans, beside=failed)
    return found


def failing(visit: Entry) -> bool:
    """Whether a child visit failed: any result but seen, or the child not seen."""
    return visit.one("result") not in ("seen", "") or visit.one("child_seen") == "no"


def small(view: View, child: str, visit: Event) -> bool:
    """Whether the child was under 2 when it failed."""
    return any(start_of(months_later(born, 24)) > visit.first for born in view.births(child))


def held_plans(view: View, child: str, event: Event) -> set[str]:
    """The records of the plans in force on any day of an event."""
    return {ref for e in event.accounts for ref in plans_at(view, child, e.happened)}


def threshold_not_followed(view: View) -> list[Finding]:
    """CLK07."""
    found = []
    for child in view.children("legal_advice"):
        met = [e for e in view.of(child, "legal_advice") if e.one("threshold") == "met"]
        for advice in events(met):
            if not any(view.sees(e.agency) for e in advice.accounts):
                continue
            stops = view.of(child, "proceedings_issued", "pre_proceedings", "management_decision")
            stops += [e for e in view.of(child, "legal_advice") if e.one("threshold") == "not_met"]
            stops += [e for e in view.entries if set(e.answers) & advice.refs]
            late = view.reached(day_after(working_day(max(e.happened.day for e in advice.accounts), 10)))
            if late and not any(follows(e, advice) for e in stops):
                trigger = first_account(view, advice)
                core = frozenset(e.ref for e in advice.accounts if view.sees(e.agency))
                over = view.finished(child)
                found.append(Finding(frozenset({child}), trigger, "amber", core, over, advice.refs))
    return found

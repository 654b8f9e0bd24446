"""The signals about a supervised person: children near him, partners he keeps quiet about, visits, wiped devices."""

from datetime import timedelta

from heeded.chronology.entry import Entry
from heeded.words.instants import NEVER, Instant, day_of
from heeded.words.told import Told

from .calendar import months_on, working
from .child import answered, refs_of
from .states import approvals, conditions, custody, orders, overlap, registrations, risk, risk_then, suspended
from .stays import Stay, stays
from .view import Event, Finding, View, day_after, events, first_account, main, qualified, until

OFFENDER_ANSWERS = ("breach_decision", "recall_recommended", "revoked", "order_varied", "risk_assessment")
OFFENDER_VISIT = ("offender", "")
SIGNS = {"toys", "cot", "nappies", "child_clothing", "school_bag", "child_voice", "photograph"}


def people(view: View, *kinds: str) -> set[str]:
    """Everybody whom records of these kinds are about."""
    return {p for e in view.entries if e.kind in kinds for p in main(e)}


def same_address(view: View) -> list[Finding]:
    """OFF01."""
    found = []
    everyone = {s.person for s in view.statements} | {r.person for e in view.entries for r in e.roles}
    for him in everyone:
        dangerous, ever = risk(view, him)
        if not ever:
            continue
        for child in everyone - {him}:
            if not view.births(child):
                continue
            shared = [
                (one, other)
                for one in stays(view, him)
                for other in stays(view, child)
                if one.place == other.place and current(view, one) and current(view, other)
            ]
            if shared and not approved_now(view, him, child):
                over = not dangerous or view.finished(child) or view.dead(him)
                beside = {s.ref for pair in shared for s in pair} | dangerous | refs_of(assessments(view, him))
                level = "red" if any(other.lasting for _, other in shared) else "amber"
                found.append(Finding(frozenset({him, child}), child, level, frozenset(), over, frozenset(beside)))
    return found


def assessments(view: View, him: str) -> list[Event]:
    """What was said of the risk he poses, and the orders made because of it."""
    return events(view.of(him, "risk_assessment", "order_made", "order_varied"))


def current(view: View, stay: Stay) -> bool:
    """Whether somebody is staying there now."""
    begun, over = view.reached(stay.start), view.reached(stay.end)
    return begun and not over


def approved_now(view: View, him: str, child: str) -> bool:
    """Whether contact between these two is approved now."""
    found = []
    for approval in approvals(view, him):
        if meant(view, approval, child):
            over = view.reached(until(approval))
            found.append(view.reached(approval.happened.first) and not over)
    return any(found)


def meant(view: View, entry: Entry, person: str) -> bool:
    """Whether a record's `with` or its roles mean this person, or name nobody at all."""
    named = set(entry.people("child", "partner", "other"))
    if named or entry.all("with"):
        return person in named or bool(set(entry.all("with")) & keys(view, person))
    return True


def keys(view: View, person: str) -> set[str]:
    """Every key by which agencies call the person, and the person's own id."""
    held = {s.key for s in view.scene.statements if s.person == person}
    return held | {r.key for e in view.scene.entries for r in e.roles if r.person == person} | {person}


def child_signs(view: View) -> list[Finding]:
    """OFF02."""
    found = []
    for him in people(view, "visit"):
        visits = [e for e in view.of(him, "visit") if to_him(view, him, e)]
        signs = [v for v in qualified(events(visits), sign) if not approved_then(view, him, v)]
        fresh = [v for v in signs if not answered(view, him, OFFENDER_ANSWERS, v)]
        if fresh:
            level = "red" if any(len([s for s in signs if s.last <= v.last]) > 1 for v in fresh) else "amber"
            rests = signs if level == "red" else fresh
            held = {ref for v in rests for e in v.accounts for ref in risk_then(view, him, e.happened)}
            beside = refs_of(signs) | held
            found.append(Finding(frozenset({him}), "", level, refs_of(fresh), view.dead(him), beside))
    return found


def to_him(view: View, him: str, visit: Entry) -> bool:
    """Whether a visit is one to a supervised person: it says so, or he poses a risk to children then."""
    return visit.one("purpose") == "offender" or bool(risk_then(view, him, visit.happened))


def sign(visit: Entry) -> bool:
    """Whether a visit shows a sign of a child."""
    return bool(SIGNS & set(visit.all("observed"))) or visit.one("child_seen") == "yes"


def approved_then(view: View, him: str, visit: Event) -> bool:
    """Whether contact with a child was approved on any day of the visit's span."""
    return any(overlap(e.happened, a.happened.first, until(a)) for a in approvals(view, him) for e in visit.accounts)


def partners(view: View, him: str) -> dict[str, list[Entry]]:
    """The records that name each partner of his, either way round; inspections that found contact under ''."""
    found: dict[str, list[Entry]] = {}
    for entry in view.entries:
        if him in entry.people("about", "supervised"):
            named = set(entry.people("partner")) - {him}
        elif him in entry.people("partner"):
            named = set(entry.people("about", "supervised")) - {him}
        else:
            continue
        if entry.kind == "self_report":
            continue
        if not named and entry.kind == "device_inspection" and "contact_found" in entry.all("result"):
            named = {""}
        for partner in named:
            found.setdefault(partner, []).append(entry)
    return found


def undeclared_partner(view: View) -> list[Finding]:
    """OFF03."""
    found = []
    for him in people(view, "order_made", "order_varied"):
        for partner, records in partners(view, him).items():
            late = [
                (event, held)
                for event in events(records)
                if (held := duties(view, him, event))
                and overdue(view, him, partner, event, {kind for kind, _, _ in held})
            ]
            fresh = [(e, held) for e, held in late if not answered(view, him, OFFENDER_ANSWERS, e)]
            if fresh:
                over = all(view.reached(end) for _, held in fresh for _, _, end in held)
                refs = {e.ref for event, _ in fresh for e in event.accounts if duties(view, him, Event((e,)))}
                refs |= {step.ref for _, held in fresh for _, step, _ in held}
                beside = refs_of(e for e, _ in late) | {step.ref for _, held in late for _, step, _ in held}
                bound = him if over and any(still_bound(view, him, event, held) for event, held in fresh) else ""
                both, ended = frozenset({him, partner} - {""}), over or view.dead(him)
                found.append(Finding(both, partner, "amber", frozenset(refs), ended, beside, bound))
    return found


def duties(view: View, him: str, event: Event) -> list[tuple[str, Entry, Instant]]:
    """The orders that obliged him to tell of a relationship then, as far as this vantage can know that he did not."""
    return [
        held
        for e in event.accounts
        for held in conditions(view, him, e.happened, {"DISCLOSE_RELATIONSHIPS"})
        if view.sees(held[1].agency) or e.agency == held[1].agency
    ]


def still_bound(view: View, him: str, event: Event, held: list[tuple[str, Entry, Instant]]) -> bool:
    """Whether the order was still in force when the time to declare ran out; at once, it was."""
    if any(kind == "licence" for kind, _, _ in held):
        return True
    due = Told.at(day_after(day_of(event.last) + timedelta(days=3)))
    spans = [(order.kind, a, b) for order in orders(view, him) for a, b, _, _ in order.spans()]
    return any(kind == k and overlap(due, a, b) for k, _, _ in held for kind, a, b in spans)


def overdue(view: View, him: str, partner: str, event: Event, kinds: set[str]) -> bool:
    """Whether the time to declare this partner has passed without his doing so."""
    if "licence" in kinds:
        by, late = day_after(day_of(event.last)), True
    else:
        by = day_after(day_of(event.last) + timedelta(days=3))
        late = view.reached(by)
    told = [e for e in view.of(him, "self_report") if partner and meant(view, e, partner)]
    return late and not any(e.happened.first < by for e in told)


def visit_overdue(view: View) -> list[Finding]:
    """OFF06."""
    found = []
    for him in people(view, "registered", "risk_assessment"):
        intervals = [e for e in view.of(him, "risk_assessment", "plan_started", "plan_changed") if e.one("visit_every")]
        bases = registrations(view, him)
        visits = [
            v for v in view.of(him, "visit") if v.one("purpose") in ("offender", "") and v.one("result") == "seen"
        ]
        if not intervals:
            continue
        newest = max(e.happened.last for e in intervals)
        plans = [e for e in intervals if e.happened.last == newest]
        since = [*events(bases), *events(visits)] or [Event((min(intervals, key=lambda e: (e.happened.last, e.seq)),))]
        base = max(since, key=lambda e: (e.last, e.accounts[0].kind))
        plan = min(plans, key=lambda e: due_at(base, e.one("visit_every"), []))
        holders = [e for e in bases if e.agency == "police"] or bases or plans
        if not all(view.sees(e.agency) for e in holders):
            continue
        due = due_at(base, plan.one("visit_every"), custody(view, him))
        if view.reached(due):
            over = (bool(bases) and all(view.reached(until(b)) for b in bases)) or view.dead(him)
            far = view.reached(due_at(base, half_more(base, plan), custody(view, him)))
            level = "red" if far or very_high(view, him) else "amber"
            trigger = first_account(view, base)
            beside = frozenset(e.ref for e in plans)
            found.append(Finding(frozenset({him}), trigger, level, base.refs, over, beside))
    return found


def very_high(view: View, him: str) -> bool:
    """Whether a latest assessment of him puts his risk at very high."""
    told = [e for e in view.of(him, "risk_assessment") if e.one("level")]
    newest = max((e.happened.last for e in told), default=None)
    return any(e.one("level") == "very_high" for e in told if e.happened.last == newest)


def half_more(base: Event, plan: Entry) -> str:
    """An interval and a half, as days from its base: whole days, a half rounded up."""
    due = day_of(due_at(base, plan.one("visit_every"), []))
    return f"{-(-3 * ((due - day_of(base.last)).days - 1) // 2)} days"


def due_at(base: Event, interval: str, spells: list[tuple[Instant, Instant]]) -> Instant:
    """The midnight at which a visit is overdue; days of which any part is in custody are not counted."""
    number, unit = int(interval.split()[0]), " ".join(interval.split()[1:]).rstrip("s")
    day = day_of(base.last)
    if unit == "month":
        number, unit = (months_on(day, number) - day).days, "day"
    if unit == "week":
        number, unit = number * 7, "day"
    while number:
        day += timedelta(days=1)
        if any(end == NEVER for start, end in spells if suspended([(start, end)], day)):
            return NEVER
        if not suspended(spells, day) and (unit == "day" or working(day)):
            number -= 1
    return day_after(day)


def history_deleted(view: View) -> list[Finding]:
    """LIC07."""
    found = []
    for him in people(view, "device_inspection"):
        forbade = []
        for event in events(view.of(him, "device_inspection")):
            held = [(e, breached(view, him, e)) for e in event.accounts]
            if any(orders for _, orders in held):
                accounts = tuple(e for e, orders in held if orders)
                forbade.append((Event(accounts), [order for _, orders in held for order in orders]))
        fresh = [(e, h) for e, h in forbade if not answered(view, him, OFFENDER_ANSWERS, e)]
        if fresh:
            over = all(view.reached(end) for _, held in fresh for _, _, end in held)
            refs = refs_of(e for e, _ in fresh) | {step.ref for _, held in fresh for _, step, _ in held}
            beside = refs_of(e for e, _ in forbade) | {step.ref for _, held in forbade for _, step, _ in held}
            found.append(
                Finding(frozenset({him}), "", "amber", refs, over or view.dead(him), beside, him if over else "")
            )
    return found


def breached(view: View, him: str, inspection: Entry) -> list[tuple[str, Entry, Instant]]:
    """The orders that forbade what an inspection found."""
    forbidden = {"history_deleted": "NO_DELETE_HISTORY", "concealment_software": "NO_CONCEALMENT_SOFTWARE"}
    codes = {forbidden[result] for result in inspection.all("result") if result in forbidden}
    return conditions(view, him, inspection.happened, codes)

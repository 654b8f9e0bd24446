"""What is in force when, as naively as possible: plans, custody, approvals, registration, orders and conditions."""

from datetime import date, timedelta

from heeded.chronology.entry import Entry
from heeded.words.instants import NEVER, Instant, start_of
from heeded.words.told import Told

from .view import View, until

CHILD_CONDITIONS = {
    "NO_OVERNIGHT_CHILD_HOUSEHOLD", "NO_UNSUP_CHILD_CONTACT", "NO_CHILD_ACTIVITY", "NO_CHILD_PLACES",
    "DISCLOSE_CHILD_HOUSEHOLD_REL",
}  # fmt: skip
RISK_ORDERS = {"shpo", "interim_shpo", "sro"}


def ends(start: Entry, endings: list[Entry]) -> Instant:
    """When what `start` began is over: at the end of the first ending told, of the same type or of none."""
    when = [until(start)]
    for end in endings:
        same = end.one("type") in ("", start.one("type"))
        if same and end.happened.last >= start.happened.first:
            when.append(end.happened.last)
    return min(when)


def overlap(told: Told, start: Instant, end: Instant) -> bool:
    """Whether `[start, end)` holds on any part of a told span."""
    return start <= told.last and end > told.first


def plans_at(view: View, child: str, told: Told) -> set[str]:
    """The records of plans in force on any day of the span."""
    endings = view.of(child, "plan_ended")
    starts = view.of(child, "plan_started", "plan_changed")
    return {s.ref for s in starts if overlap(told, s.happened.first, ends(s, endings))}


def approvals(view: View, him: str) -> list[Entry]:
    """The approvals of contact between him and children."""
    return [e for e in view.of(him, "contact_approved") if e.one("kind") != "adult"]


def custody(view: View, person: str) -> list[tuple[Instant, Instant]]:
    """The spells in custody known."""
    endings = view.of(person, "custody_ended")
    released = [e.happened.last for e in view.of(person, "released")]
    spells = []
    for start in view.of(person, "custody_started", "returned_to_custody"):
        out = [r for r in released if r >= start.happened.first]
        spells.append((start.happened.first, min([ends(start, endings), *out])))
    return spells


def registrations(view: View, person: str) -> list[Entry]:
    """The records that began notification requirements."""
    return view.of(person, "registered")


class Order:
    """Everything known of one person's orders of one type: when which conditions were in force."""

    def __init__(self, view: View, person: str, kind: str) -> None:
        steps = [e for e in view.of(person, "order_made", "order_varied") if e.one("type") == kind]
        self.kind, self.steps = kind, sorted(steps, key=lambda e: (e.happened.last, e.seq))
        self.endings = [e for e in view.of(person, "order_ended") if e.one("type") in (kind, "")]
        if kind == "licence":
            self.endings += view.of(person, "revoked", "returned_to_custody")

    def spans(self) -> list[tuple[Instant, Instant, set[str], Entry]]:
        """For each making and variation: from when to when its conditions were in force."""
        found = []
        for i, step in enumerate(self.steps):
            earlier = [s for s in self.steps[: i + 1] if s.all("conditions")]
            conditions = set(earlier[-1].all("conditions")) if earlier else set()
            varied = [s for s in self.steps[i + 1 :] if s.kind == "order_varied"]
            replaced = [s.happened.last for s in varied if not (s.happened == step.happened and s.kind == step.kind)]
            end = min([self.over(step), *replaced[:1]])
            found.append((step.happened.first, end, conditions, step))
        return found

    def over(self, step: Entry) -> Instant:
        """When the order that this step made or varied is over."""
        given = [s for s in self.steps if s.one("until") and s.happened.last <= step.happened.last]
        after = [s for s in self.steps if s.one("until") and s.kind == "order_varied" and s not in given]
        last = [*given[-1:], *after][-1:]
        told = [e.happened.last for e in self.endings if e.happened.last >= step.happened.first]
        return min([until(s) for s in last] + told, default=NEVER)


def orders(view: View, person: str) -> list[Order]:
    """The person's orders, one for each type."""
    kinds = {e.one("type") for e in view.of(person, "order_made", "order_varied")}
    return [Order(view, person, kind) for kind in sorted(kinds)]


def conditions(view: View, person: str, told: Told, codes: set[str]) -> list[tuple[str, Entry, Instant]]:
    """Orders that held one of these conditions on any day of the span: type, record, and when that order is over."""
    found = []
    for order in orders(view, person):
        for start, end, held, step in order.spans():
            if held & codes and overlap(told, start, end):
                found.append((order.kind, step, order.over(step)))
    return found


def risk(view: View, person: str) -> tuple[set[str], bool]:
    """The records now in force that say the person poses a risk to children, and whether there ever were any."""
    refs: set[str] = set()
    spans = [(e.happened.first, until(e), e.ref) for e in registrations(view, person)]
    for order in orders(view, person):
        spans += [
            (a, b, step.ref)
            for a, b, held, step in order.spans()
            if order.kind in RISK_ORDERS or held & CHILD_CONDITIONS
        ]
    for start, end, ref in spans:
        if view.reached(start) and not view.reached(end):
            refs.add(ref)
    told = [e for e in view.of(person, "risk_assessment") if "children" in e.all("to") and e.one("level")]
    latest = max(told, key=lambda e: (e.happened.last, e.seq), default=None)
    high = latest is not None and latest.one("level") in ("high", "very_high")
    if high and latest is not None:
        refs.add(latest.ref)
    return refs, bool(spans) or high


def risk_then(view: View, person: str, told: Told) -> set[str]:
    """The records that said on any day of a span that the person posed a risk to children."""
    spans = [(e.happened.first, until(e), e.ref) for e in registrations(view, person)]
    for order in orders(view, person):
        spans += [
            (a, b, step.ref)
            for a, b, held, step in order.spans()
            if order.kind in RISK_ORDERS or held & CHILD_CONDITIONS
        ]
    levels = [e for e in view.of(person, "risk_assessment") if "children" in e.all("to") and e.one("level")]
    before = [e for e in levels if e.happened.first <= told.last]
    latest = max(before, key=lambda e: (e.happened.last, e.seq), default=None)
    high = {latest.ref} if latest is not None and latest.one("level") in ("high", "very_high") else set()
    return {ref for start, end, ref in spans if overlap(told, start, end)} | high


def suspended(spells: list[tuple[Instant, Instant]], day: date) -> bool:
    """Whether any part of a day was spent in custody."""
    return any(start < start_of(day + timedelta(days=1)) and start_of(day) < end for start, end in spells)

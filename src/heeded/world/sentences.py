"""Made-up histories of supervised people: addresses, visits, orders and partners, each near the edges of its signal."""

from heeded.world.childhoods import child
from heeded.world.telling import Someone, Teller

OFFENDER_ANSWERS = ("breach_decision", "recall_recommended", "revoked", "order_varied", "risk_assessment")
SIGNS = ("toys", "cot", "nappies", "child_clothing", "school_bag", "child_voice", "photograph")
HERE, THERE = "e2 8qq 9 flat 2", "e2 8qq 9 flat 3"


def him(teller: Teller) -> Someone:
    """A supervised man, who now and then dies."""
    person = teller.someone("supervised", 40)
    if teller.often(0.06):
        offset = teller.chance.choice((40, 100, 250, 500))
        if teller.often(0.5):
            person.died = teller.day(offset)
        teller.tell("police", "death", offset, {"about": person})
    return person


def registered(teller: Teller, person: Someone, place: str = "") -> None:
    """He becomes subject to notification requirements, sometimes for a short time."""
    until = str(teller.day(teller.chance.choice((60, 200, 420)))) if teller.often(0.15) else "indefinite"
    teller.tell("police", "registered", teller.chance.choice((-40, -5, 0)), {"about": person}, place=place, until=until)


def answered(teller: Teller, person: Someone, offset: int, named: str) -> None:
    """A decision about him, or a record that names what it answers."""
    if teller.often(0.15):
        teller.tell("police", "action", offset, {"about": person}, answers=(named,), what="spoken to")
    else:
        teller.tell("police", teller.chance.choice(OFFENDER_ANSWERS), offset, {"about": person})


def addresses(teller: Teller) -> None:
    """For OFF01: he and a child come to live at one place, or just miss each other."""
    person, chance = him(teller), teller.chance
    small = child(teller, (0.3, 4, 9, 17.6))
    risk = chance.choice(("registered", "order", "condition", "assessed", "none"))
    if risk == "registered":
        registered(teller, person, chance.choice((HERE, "")))
    elif risk == "assessed":
        for offset in (-10, chance.choice((50, 150))):
            level = chance.choice(("medium", "high", "very_high"))
            teller.tell("probation", "risk_assessment", offset, {"about": person}, to="children,public", level=level)
    elif risk != "none":
        kind = chance.choice(("shpo", "interim_shpo", "sro")) if risk == "order" else "licence"
        order(teller, person, kind, "NO_UNSUP_CHILD_CONTACT" if risk == "condition" else "INTERNET")
    for offset in sorted(chance.choices((0, 5, 30, 60, 89, 90, 91, 150), k=chance.choice((1, 2, 3)))):
        where, status = (
            chance.choice((HERE, HERE, THERE)),
            chance.choice(("registered", "notified", "enrolled", "staying", "staying", "staying")),
        )
        until = str(teller.day(offset + chance.choice((3, 30)))) if teller.often(0.1) else ""
        if teller.often(0.4):
            teller.tell("police", "notification", offset, {"about": person}, place=where, what="address")
        else:
            teller.tell("police", "residence", offset, {"about": person}, place=where, status=status, until=until)
    for offset in sorted(chance.choices((0, 5, 30, 60, 90, 120, 180), k=chance.choice((1, 2, 3)))):
        where = chance.choice((HERE, HERE, THERE))
        status = chance.choice(("registered", "enrolled", "notified", "staying", "staying", "frequent_visitor"))
        agency = chance.choice(("health", "education"))
        teller.tell(agency, "residence", offset, {"about": small}, place=where, status=status)
    if teller.often(0.25):
        small.homes[chance.choice(("health", "education"))] = HERE
    if teller.often(0.3):
        approved(teller, person, small, chance.choice((0, 40, 100)))


def approved(teller: Teller, person: Someone, small: Someone | None, offset: int) -> None:
    """Contact is approved, with this child or in general, for good or for a while."""
    until = str(teller.day(offset + teller.chance.choice((10, 80)))) if teller.often(0.3) else ""
    kind = teller.chance.choice(("child", "child", "overnight", "adult"))
    which = f"police:{small.id}" if small else ""
    roles = {"about": person, "child": small} if small and teller.often(0.5) else {"about": person}
    teller.tell("police", "contact_approved", offset, roles, kind=kind, until=until, with_=which)


def signs(teller: Teller) -> None:
    """For OFF02: visits to him, with and without a sign of a child, and decisions after them."""
    person, chance = him(teller), teller.chance
    registered(teller, person)
    if teller.often(0.25):
        approved(teller, person, None, chance.choice((-20, 30, 90)))
    offset = 0
    for _ in range(chance.choice((1, 2, 3, 4))):
        observed = chance.choice((*SIGNS, *SIGNS, "cot,nappies", *("",) * 8, "unknown_adult", "weapon", "child_asleep"))
        seen = chance.choice(("", "", "", "no", "yes"))
        purpose = chance.choice(("offender", "offender", "offender", "welfare"))
        visit = teller.tell(
            "police", "visit", offset, {"about": person}, purpose=purpose, result=chance.choice(("seen", "no_reply")),
            observed=observed, child_seen=seen,
        )  # fmt: skip
        if teller.often(0.4):
            answered(teller, person, offset + chance.choice((-1, 0, 1, 20)), visit.ref)
        offset += chance.choice((0, 1, 30, 180))


def order(teller: Teller, person: Someone, kind: str, conditions: str) -> None:
    """An order or licence with conditions, perhaps varied, perhaps ended, perhaps with an end given beforehand."""
    chance = teller.chance
    begun = chance.choice((-100, -10, 0, 20))
    until = str(teller.day(begun + chance.choice((60, 150, 400)))) if teller.often(0.3) else chance.choice(("life", ""))
    agency = "probation" if kind == "licence" else "police"
    teller.tell(agency, "order_made", begun, {"about": person}, type=kind, conditions=conditions, until=until)
    if teller.often(0.15):
        changed = chance.choice((conditions, "INTERNET", ""))
        after = begun + chance.choice((30, 90))
        teller.tell(agency, "order_varied", after, {"about": person}, type=kind, conditions=changed)
    if teller.often(0.3):
        over = begun + chance.choice((25, 100, 120, 300))
        ended = chance.choice(("order_ended", "order_ended", "revoked"))
        teller.tell(
            agency, ended, over, {"about": person}, type=chance.choice((kind, "")) if ended != "revoked" else ""
        )


def partners(teller: Teller) -> None:
    """For OFF03: records that name a partner, before or after he told of her himself."""
    person, chance = him(teller), teller.chance
    women = [teller.someone("woman", 35), teller.someone("other-woman", 33)]
    kind = chance.choice(("licence", "licence", "shpo"))
    order(teller, person, kind, chance.choice(("DISCLOSE_RELATIONSHIPS,KEEP_IN_TOUCH",) * 5 + ("KEEP_IN_TOUCH",)))
    offset = chance.choice((0, 20, 40))
    for _ in range(chance.choice((1, 1, 2, 3))):
        woman = chance.choice(women)
        ways = ({"about": person, "partner": woman}, {"about": woman, "partner": person})
        agency, what = (
            chance.choice(("police", "health", "probation")),
            chance.choice(("relationship", "visit", "phone")),
        )
        if what == "phone":
            roles = {"about": person} if teller.often(0.6) else ways[0]
            named = teller.tell("probation", "device_inspection", offset, roles, result="contact_found")
        elif what == "visit":
            named = teller.tell("police", "visit", offset, ways[0], purpose="offender", result="seen")
        else:
            status = chance.choice(("started", "married"))
            named = teller.tell(agency, what, offset, chance.choice(ways), type="partner", status=status)
        if teller.often(0.55):
            report = offset + chance.choice((-10, 0, 0, 1, 2, 3, 4, 30))
            roles = {"about": person, "partner": woman} if teller.often(0.5) else {"about": person}
            teller.tell("probation", "self_report", report, roles, what="relationship", with_=f"police:{woman.id}")
        if teller.often(0.35):
            answered(teller, person, offset + chance.choice((0, 1, 9)), named.ref)
        offset += chance.choice((0, 1, 30, 100))


def devices(teller: Teller) -> None:
    """For LIC07: inspections of his devices under conditions that forbid what they find, or do not."""
    person, chance = him(teller), teller.chance
    both = "NO_DELETE_HISTORY,NO_CONCEALMENT_SOFTWARE"
    conditions = chance.choice((both, both, "NO_DELETE_HISTORY", "NO_CONCEALMENT_SOFTWARE", "INTERNET"))
    order(teller, person, chance.choice(("licence", "shpo")), conditions)
    offset = chance.choice((0, 10, 40))
    for _ in range(chance.choice((1, 1, 2, 3))):
        result = chance.choice(("history_deleted", "concealment_software", "clear", "contact_found"))
        found = teller.tell("police", "device_inspection", offset, {"about": person}, result=result)
        if teller.often(0.5):
            answered(teller, person, offset + chance.choice((-1, 0, 1, 9)), found.ref)
        offset += chance.choice((0, 1, 30, 100))


def supervision_visits(teller: Teller) -> None:
    """For OFF06: two years of visits at, before and after their interval, some of them failed, with time in custody."""
    person, chance = him(teller), teller.chance
    registered(teller, person)
    intervals = (("6 months", 182), ("90 days", 90), ("8 weeks", 56), ("10 working days", 14), ("1 month", 30))
    every, about = chance.choice(intervals)
    if teller.often(0.92):
        level = chance.choice(("low", "medium", "high", "very_high"))
        offset = chance.choice((-4, 0, 10))
        teller.tell("police", "risk_assessment", offset, {"about": person}, level=level, visit_every=every)
    offset = 0
    for _ in range(chance.choice((1, 2, 3, 4, 5))):
        offset += about + chance.choice((-20, -1, 0, 1, 2, 3, 10, about))
        result = chance.choice(("seen", "seen", "no_reply", "refused"))
        purpose = chance.choice(("offender", "offender", "offender", "welfare"))
        teller.tell("police", "visit", offset, {"about": person}, purpose=purpose, result=result)
    for _ in range(chance.choice((0, 0, 1, 2))):
        inside = chance.randrange(0, max(offset, 1))
        teller.tell("police", "custody_started", inside, {"about": person}, type="sentence")
        if teller.often(0.8):
            out = inside + chance.choice((0, 1, 5, 60))
            teller.tell("police", "custody_ended", out, {"about": person})
    if teller.often(0.25):
        later, _ = chance.choice(intervals)
        after = chance.randrange(0, max(offset, 1))
        teller.tell("police", "risk_assessment", after, {"about": person}, level="medium", visit_every=later)

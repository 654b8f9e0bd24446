"""Made-up histories of children: concerns, injuries, visits and legal advice, each near the edges of its signal."""

from heeded.world.telling import Someone, Teller

REPORTERS = ("father", "grandmother", "health visitor", "neighbour")
CHILD_ANSWERS = (
    "strategy_discussion", "s47_started", "assessment_completed", "plan_started", "plan_changed", "proceedings_issued",
    "emergency_protection",
)  # fmt: skip


def child(teller: Teller, ages: tuple[float, ...] = (0.3, 1.5, 4, 9, 17.6)) -> Someone:
    """A child, sometimes near 18, sometimes with a birth month only, and now and then one who dies."""
    person = teller.someone("child", teller.chance.choice(ages), born_vaguely=teller.often(0.1))
    if teller.often(0.08):
        offset = teller.chance.choice((20, 60, 120, 300))
        agency = teller.chance.choice(("health", "police"))
        if teller.often(0.5):
            person.died = teller.day(offset)
        teller.tell(agency, "death", offset, {"about": person})
    return person


def plan(teller: Teller, who: Someone, chance: float, length: tuple[int, ...] = (20, 90, 400)) -> None:
    """Perhaps a plan, perhaps one that ends."""
    if teller.often(chance):
        begun = teller.chance.choice((-30, 0, 10, 60, 200))
        kind = teller.chance.choice(("child_protection", "child_in_need"))
        teller.tell("social-care", "plan_started", begun, {"about": who}, type=kind)
        if teller.often(0.4):
            ended = begun + teller.chance.choice(length)
            which = teller.chance.choice((kind, "", "care"))
            teller.tell("social-care", "plan_ended", ended, {"about": who}, type=which)


def answer(teller: Teller, who: Someone, offset: int, named: str, kinds: tuple[str, ...]) -> None:
    """A record that answers: of a kind that does, or one that names the evidence."""
    if teller.often(0.15):
        teller.tell("social-care", "action", offset, {"about": who}, answers=(named,), what="spoke to the family")
    else:
        teller.tell("social-care", teller.chance.choice(kinds), offset, {"about": who})


def concerns(teller: Teller) -> None:
    """For REF01: worries from several people, decisions, and things opened and closed after them."""
    who = child(teller)
    offset, chance = 0, teller.chance
    people = chance.choice(((*REPORTERS, ""), REPORTERS[:1], ("", REPORTERS[0]), ("",)))
    for _ in range(chance.choice((2, 3, 4, 5, 6))):
        kind = chance.choice(("contact", "concern", "referral", "referral", "police_notice"))
        agency = {"police_notice": "police", "concern": "health"}.get(kind, "social-care")
        reporter, source = chance.choice(people), chance.choice(("family", "school", ""))
        told = teller.tell(agency, kind, offset, {"about": who}, reporter=reporter, source=source)
        if teller.often(0.1):
            teller.told_again(told, reporter=chance.choice(REPORTERS))
        if teller.often(0.3):
            after = offset + chance.choice((0, 1, 3))
            outcome = chance.choice(("nfa", "assessment"))
            teller.tell("social-care", "referral_decision", after, {"about": who}, answers=(told.ref,), outcome=outcome)
        if teller.often(0.25):
            opened(teller, who, offset + chance.choice((-2, 0, 1, 20)))
        offset += chance.choice((0, 1, 10, 30, 60, 89, 90, 91, 120, 180, 181))
    if teller.often(0.5):
        opened(teller, who, offset)


def opened(teller: Teller, who: Someone, offset: int) -> None:
    """Something opened after concerns, perhaps closed, perhaps with something done."""
    kind, chance = teller.chance.choice(("assessment", "s47", "strategy_discussion", "plan", "legal")), teller.chance
    if kind == "legal":
        done = chance.choice(("proceedings_issued", "emergency_protection", "plan_changed"))
        teller.tell("social-care", done, offset, {"about": who})
        return
    started = kind if kind == "strategy_discussion" else f"{kind}_started"
    teller.tell("social-care", started, offset, {"about": who})
    if kind != "plan" and teller.often(0.6):
        closed = offset + chance.choice((0, 3, 20, 45))
        closing = {"assessment": "assessment_completed", "s47": "s47_completed"}.get(
            kind, chance.choice(("conference", "assessment_completed", "s47_completed"))
        )
        teller.tell("social-care", chance.choice((closing, "case_closed")), closed, {"about": who})
        if teller.often(0.2):
            teller.tell("social-care", "plan_started", closed + chance.choice((0, 5)), {"about": who})


def injuries(teller: Teller) -> None:
    """For HLT02 and HLT03: injuries with and without an explanation, told by one agency or two, and a plan."""
    who, chance = child(teller), teller.chance
    plan(teller, who, 0.5)
    # A third of them are three injuries around a year apart, where the year's edge is.
    gaps: tuple[int, ...] = chance.choice(((182, 183), (183, 183), (95, 270), (95, 271), (0,)))
    if not teller.often(0.33):
        choices = (0, 1, 30, 89, 90, 90, 91, 91, 182, 183, 184, 274, 364, 365, 366)
        gaps = tuple(chance.choices(choices, k=chance.choice((0, 1, 2, 3, 4))))
    offset = 0
    for gap in (0, *gaps):
        offset += gap
        explained = chance.choice(
            ("yes", "yes", "no", "inconsistent", "no", "") if len(gaps) != 2 else ("no", "yes", "no")
        )
        finding = chance.choice(("", "", "accidental", "inflicted", "uncertain"))
        agency = chance.choice(("health", "education"))
        hurt = teller.tell(agency, "injury", offset, {"about": who}, explained=explained, finding=finding, site="arm")
        if teller.often(0.2):
            teller.told_again(hurt, explained=chance.choice(("yes", "no", "inconsistent")))
        if teller.often(0.3):
            answer(teller, who, offset + chance.choice((-1, 0, 0, 1, 14)), hurt.ref, CHILD_ANSWERS)


def visits(teller: Teller) -> None:
    """For SEE03: visits that fail, visits at which the child is seen, some of them to a small child on a plan."""
    who, chance = child(teller, (0.3, 1.5, 1.93, 1.98, 2, 9, 17.9)), teller.chance
    plan(teller, who, 0.4)
    offset = 0
    for _ in range(chance.choice((1, 2, 4, 6, 8))):
        result = chance.choice(("seen", "seen", "no_reply", "refused", "not_home", "no_reply"))
        seen = chance.choice(("yes", "yes", "no", "")) if result == "seen" else chance.choice(("no", ""))
        purpose = chance.choice(("child", "child", "child", "child", "welfare", "offender"))
        roles = {"about": who} if teller.often(0.8) else {"child": who, "about": teller.cast[-1]}
        visit = teller.tell("social-care", "visit", offset, roles, purpose=purpose, result=result, child_seen=seen)
        if teller.often(0.1):
            answer(teller, who, offset + 1, visit.ref, CHILD_ANSWERS)
        offset += chance.choice((0, 1, 3, 5, 9, 10, 10, 11, 30))


def advice(teller: Teller) -> None:
    """For CLK07: lawyers say the threshold is met, and something is done in time, late or never."""
    who, chance = child(teller), teller.chance
    offset = chance.choice((0, 20, 35, 290, 293))
    for _ in range(chance.choice((1, 1, 2, 3))):
        threshold = chance.choice(("met", "met", "met", "not_met"))
        told = teller.tell("social-care", "legal_advice", offset, {"about": who}, threshold=threshold)
        if teller.often(0.6):
            after = offset + chance.choice((-1, 0, 5, 10, 13, 14, 15, 16, 20, 60))
            kind = chance.choice(("proceedings_issued", "pre_proceedings", "management_decision", "plan_started"))
            if teller.often(0.15):
                teller.tell("social-care", "action", after, {"about": who}, answers=(told.ref,), what="wait for expert")
            else:
                teller.tell("social-care", kind, after, {"about": who})
        offset += chance.choice((0, 3, 14, 60))

"""Referrals, and seeing the child: made-up histories of one child."""

from random import Random

from heeded.chronology.entry import Scene
from heeded.world.telling import Teller

Choice = tuple[str, str, dict[str, str]]  # agency, kind, details

REPORTS: list[Choice] = [
    ("social-care", "referral", {"reporter": "father", "harm": "physical"}),
    ("social-care", "referral", {"source": "neighbour", "harm": "neglect"}),
    ("social-care", "contact", {"reporter": "grandmother"}),
    ("education", "concern", {"reporter": "teacher", "harm": "neglect"}),
    ("health", "injury", {"explained": "no"}),
    ("social-care", "referral_decision", {"outcome": "nfa", "label": "malicious"}),
    ("social-care", "referral_decision", {"outcome": "nfa"}),
    ("social-care", "case_closed", {"reason": "nfa"}),
    ("social-care", "case_closed", {"reason": "nfa"}),
    ("social-care", "transfer", {"status": "accepted"}),
]
VISITS: list[Choice] = [
    *4 * [("social-care", "visit", {"purpose": "child", "result": "seen", "child_seen": "yes", "seen_alone": "no", "announced": "yes"})],
    ("social-care", "visit", {"purpose": "child", "result": "seen", "child_seen": "yes", "seen_alone": "yes", "announced": "no"}),
    ("social-care", "visit", {"purpose": "child", "result": "seen", "child_seen": "yes"}),
    ("social-care", "visit", {"purpose": "child", "result": "no_reply", "announced": "no"}),
    ("police", "visit", {"purpose": "welfare", "result": "seen", "child_seen": "yes", "observed": "injury"}),
    ("health", "attendance", {"setting": "gp"}),
    ("social-care", "child_voice", {"method": "play"}),
    ("health", "disability", {"what": "non-verbal"}),
    ("health", "admission", {}),
    ("health", "discharge", {}),
]  # fmt: skip
CARE: list[Choice] = [
    *2 * [("social-care", "plan_started", {"type": "child_protection", "visit_every": "10 working days"})],
    ("social-care", "plan_started", {"type": "child_in_need"}),
    ("social-care", "plan_started", {"type": "care"}),
    ("social-care", "plan_started", {}),
    ("social-care", "plan_changed", {"visit_every": "5 working days"}),
    ("social-care", "plan_ended", {}),
    ("social-care", "strategy_discussion", {}),
    ("social-care", "assessment_completed", {}),
    ("social-care", "management_decision", {"outcome": "wait"}),
]


def history(seed: int) -> Scene:
    """Up to thirty records in half a year or two: late, vague, corrected or told twice, from some vantage."""
    teller = Teller(Random(seed))
    chance = teller.chance
    child = teller.someone("child", chance.choice((None, 0.2, 3.7, 9.0, 9.0, 17.7, 17.9)))
    days = chance.choice((60, 120, 500))
    if teller.often(0.15):
        child.died = teller.day(chance.randrange(days))
    several = [
        *chance.choice((REPORTS, VISITS)),
        *chance.choice((REPORTS, VISITS, CARE)),
        *chance.choice((VISITS, CARE)),
    ]
    for _ in range(chance.randint(5, 30)):
        agency, kind, details = chance.choice(several)
        told = [e.ref for e in teller.entries if e.kind in ("referral", "visit", "case_closed")]
        answers = (chance.choice(told),) if told and teller.often(0.4 if kind == "referral_decision" else 0.04) else ()
        teller.tell(agency, kind, chance.randrange(days), {"about": child}, answers=answers, exactly=False, **details)
    return teller.scene()

"""Health, school, home and conference: made-up histories of one child, a mother and a man."""

from random import Random

from heeded.chronology.entry import Scene
from heeded.world.telling import Someone, Teller

DAYS = 500
Choice = tuple[str, str, str, dict[str, str]]  # agency, kind, who is in it, details

HEALTH: list[Choice] = [
    ("health", "injury", "about", {"explained": "no"}),
    ("health", "injury", "about", {"explained": "yes", "mobile": "no"}),
    ("health", "medical_exam", "about", {"completed": "no"}),
    ("health", "medical_exam", "about", {"completed": "yes"}),
    ("health", "attendance", "about", {"setting": "ae"}),
    ("health", "attendance", "about", {"setting": "clinic"}),
    *3 * [("health", "appointment", "about", {"result": "was_not_brought"})],
]
SCHOOL: list[Choice] = [
    ("education", "injury", "about", {"explained": "no"}),
    ("education", "concern", "about", {"harm": "neglect"}),
    ("education", "off_roll", "about", {"reason": "home_education"}),
    ("education", "off_roll", "about", {"reason": "moved"}),
    ("education", "residence", "about", {"status": "enrolled", "place": "hill road school"}),
    ("education", "referral", "about", {"source": "school"}),
]
HOME: list[Choice] = [
    ("health", "residence", "man", {"status": "registered", "place": "3 mill row"}),
    ("social-care", "residence", "man", {"status": "frequent_visitor", "place": "3 mill row"}),
    ("social-care", "residence", "man", {"status": "registered", "place": "8 cross lane"}),
    ("social-care", "residence", "about", {"status": "registered", "place": "8 cross lane"}),
    ("social-care", "visit", "about other", {"result": "seen", "place": "3 mill row"}),
    ("social-care", "visit", "about", {"result": "seen", "observed": "unknown_adult"}),
    ("police", "background_check", "man", {"status": "done", "result": "clear"}),
    ("police", "background_check", "man", {"status": "done", "result": "found"}),
    ("police", "conviction", "man", {"category": "violent"}),
    ("police", "domestic_abuse_incident", "mother child", {"child_present": "yes"}),
    ("police", "domestic_abuse_incident", "mother", {"child_present": "yes", "risk": "high", "place": "3 mill row"}),
    ("police", "domestic_abuse_incident", "mother", {"child_present": "yes", "risk": "high"}),
]
CARE: list[Choice] = [
    ("social-care", "referral", "about parent", {"source": "neighbour"}),
    ("social-care", "case_opened", "about", {}),
    ("social-care", "case_closed", "about", {}),
    ("social-care", "plan_started", "about", {"type": "child_protection"}),
    ("social-care", "plan_ended", "about", {}),
    ("social-care", "s47_started", "about", {}),
    ("social-care", "assessment_completed", "about", {}),
    ("social-care", "strategy_discussion", "about", {}),
    ("social-care", "supervision_note", "about", {}),
    ("social-care", "conference", "about", {"attended": "social-care,police"}),
    ("social-care", "conference", "about", {"attended": "social-care,health", "reports": "education"}),
    ("police", "arrest", "mother victim", {}),
]


def history(seed: int) -> Scene:
    """About twenty records in sixteen months: late, vague, corrected or told twice, from a vantage chosen by chance."""
    teller = Teller(Random(seed))
    chance = teller.chance
    child = teller.someone("child", chance.choice((-0.5, 0.2, 6.0, 17.5)))
    mother, man = teller.someone("mother", 30), teller.someone("man", chance.choice((None, 40)))
    child.homes["social-care"] = child.homes["health"] = "3 mill row"
    cast = {"about": child, "child": child, "victim": child, "other": man, "parent": mother}
    if teller.often(0.05):
        child.died = teller.day(chance.randrange(DAYS))
    several = [*chance.choice((HEALTH, SCHOOL, HOME)), *chance.choice((HEALTH, SCHOOL, HOME)), *CARE]
    for _ in range(chance.randint(5, 22)):
        agency, kind, who, details = chance.choice(several)
        roles: dict[str, Someone] = {}
        for role in who.split():
            named = {"man": man, "mother": mother}.get(role)
            roles["about" if named else role] = named or cast[role]
        told = [e.ref for e in teller.entries]
        answers = (chance.choice(told),) if told and teller.often(0.08) else ()
        said = {name: value for name, value in details.items() if name != "place"}
        teller.tell(
            agency, kind, chance.randrange(DAYS), roles,
            place=details.get("place", ""), answers=answers, exactly=False, **said,
        )  # fmt: skip
    return teller.scene()

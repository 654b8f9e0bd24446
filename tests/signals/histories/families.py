"""A child or a man, with everything that the first signals ask about: made-up histories of about fifteen records."""

import random
from datetime import date, timedelta

from heeded.chronology.entry import Scene
from heeded.signals.example import played

CHILD = (
    ("health", "injury", ("explained=no", "explained=yes", "explained=inconsistent", "explained=no; answers=1")),
    ("social-care", "visit", ("purpose=child; result=no_reply", "purpose=child; result=seen; child_seen=yes")),
    ("social-care", "referral", ("reporter=father", "reporter=neighbour", "reporter=teacher")),
    ("education", "concern", ("reporter=teacher", "")),
    ("social-care", "strategy_discussion", ("",)),
    ("social-care", "assessment_started", ("",)),
    ("social-care", "assessment_completed", ("",)),
    ("social-care", "plan_started", ("type=child_protection",)),
    ("social-care", "case_closed", ("",)),
    ("social-care", "legal_advice", ("threshold=met", "threshold=not_met")),
    ("police", "residence", ("about him; status=registered; place A", "about him; status=registered; place B")),
    ("health", "residence", ("status=registered; place A", "status=staying; place A", "status=registered; place B")),
)
HIM = (
    ("police", "registered", ("place A; until=indefinite",)),
    ("police", "risk_assessment", ("visit_every=6 months; level=medium", "visit_every=3 months; level=high")),
    ("police", "visit", ("purpose=offender; result=seen; observed=cot", "purpose=offender; result=no_reply")),
    ("police", "custody_started", ("type=remand",)),
    ("police", "custody_ended", ("type=remand",)),
    ("probation", "order_made", ("type=licence; conditions=DISCLOSE_RELATIONSHIPS,NO_DELETE_HISTORY",)),
    ("probation", "device_inspection", ("result=history_deleted", "result=contact_found; partner:jo")),
    ("police", "relationship", ("type=partner; status=started; partner:jo",)),
    ("probation", "self_report", ("what=relationship; with=jo",)),
    ("police", "breach_decision", ("",)),
    ("health", "residence", ("about child; status=registered; place A", "about child; status=registered; place B")),
)
LONGEST = {"child": 400, "him": 700}


def history(seed: int) -> Scene:
    """A made-up history of about fifteen records, some late and some corrected."""
    rng = random.Random(seed)
    about = rng.choice(("child", "him"))
    lines = ["child  born 2012-05-01", "him  born 1980-01-01"]
    for _ in range(1, rng.randint(4, 16)):
        agency, kind, details = rng.choice(CHILD if about == "child" else HIM)
        day = date(2019, 1, 1) + timedelta(days=rng.randrange(LONGEST[about]))
        late = f"; recorded {day + timedelta(days=rng.randrange(60))}" if rng.random() < 0.3 else ""
        text = rng.choice(details)
        lines.append(f"{day}  {agency}  {kind}  {text}{late}")
        if rng.random() < 0.1:
            moved = day - timedelta(days=rng.randrange(200))
            lines.append(
                f"{moved}  {agency}  {kind}  {text}; replaces {len(lines) - 2}; recorded {day + timedelta(days=70)}"
            )
    return played("\n".join(lines), about).scene

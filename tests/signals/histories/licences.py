"""Licence, recall and parole: made-up histories of one man and two victims."""

import random
from datetime import date, timedelta

from heeded.chronology.entry import Scene
from heeded.signals.example import played

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

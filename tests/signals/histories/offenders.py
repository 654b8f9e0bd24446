"""The register, homes, partners, allegations and dismissals: made-up histories of one man, a woman and a child."""

import random
from datetime import date, timedelta

from heeded.chronology.entry import Scene
from heeded.signals.example import played

LINES = (
    ("police", "registered", ("place A; until=indefinite", "until=2021-01-01")),
    ("police", "notification", ("type=initial", "type=periodic", "type=weekly", "type=change; what=address; place B")),
    ("police", "risk_assessment", ("tool=ARMS; level=medium", "level=high; to=children", "tool=OSP; level=low")),
    ("police", "visit", ("purpose=offender; result=no_reply", "purpose=offender; result=refused")),
    ("police", "visit", ("purpose=offender; result=seen; observed=unknown_adult", "purpose=offender; result=seen; child:mia")),
    ("police", "arrest", ("offence=theft",)),
    ("police", "custody_started", ("type=remand",)),
    ("police", "custody_ended", ("type=remand",)),
    ("police", "warrant", ("decision=granted",)),
    ("police", "allegation", ("suspect:him; victim:ann; harm=sexual", "suspect:him; victim:bea; harm=sexual; victim_age=15")),
    ("police", "relationship", ("type=partner; status=started; partner:jo", "type=partner; status=ended; partner:jo")),
    ("probation", "self_report", ("what=relationship; with=jo", "what=address; place B")),
    ("health", "antenatal_booking", ("about jo; due=2019-12-01", "about jo; partner:him", "about jo; answers=1")),
    ("health", "birth", ("about mia; parent:jo",)),
    ("health", "residence", ("about jo; status=registered; place A", "about him; status=registered; place B")),
    ("health", "residence", ("about mia; status=registered; place A", "about mia; status=registered; place B")),
    ("heeded", "decided", ("signal=OFF02; outcome=not_relevant; by=Ann", "signal=OFF02; outcome=not_relevant; by=Tom")),
    ("heeded", "decided", ("signal=OFF02; outcome=not_relevant; by=Ann", "signal=OFF02; outcome=acted; by=Ann")),
)  # fmt: skip


def history(seed: int, *kinds: str) -> Scene:
    """About twenty records within two years, some late, some corrected; of these kinds only, where any are named."""
    rng = random.Random(seed)
    lines = ["mia  born 2017-05-01", "him  born 1980-01-01"]
    for _ in range(rng.randint(4, 24)):
        agency, kind, details = rng.choice([line for line in LINES if not kinds or line[1] in kinds])
        text, day = rng.choice(details), date(2019, 1, 1) + timedelta(days=rng.randrange(700))
        late = f"; recorded {day + timedelta(days=rng.randrange(60))}" if rng.random() < 0.3 else ""
        lines.append(f"{day}  {agency}  {kind}  {text}{late}")
        if rng.random() < 0.1 and agency != "heeded":
            moved, told = day - timedelta(days=rng.randrange(200)), day + timedelta(days=70)
            lines.append(f"{moved}  {agency}  {kind}  {text}; replaces {len(lines) - 2}; recorded {told}")
    return played("\n".join(lines), "him").scene

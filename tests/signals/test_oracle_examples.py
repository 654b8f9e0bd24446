"""Worked by hand from the settled meaning: what the oracle must say before anything is compared with it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from heeded.chronology.entry import Scene
from heeded.words.instants import NEVER, day_of, days_later
from heeded.words.told import Told as When
from heeded.world.telling import Someone, Teller

from .oracle import Told, raises
from .oracle.compare import Plain, engine

CHILD = Someone("child", date(2016, 5, 1))
HIM = Someone("him", date(1980, 1, 1))
HER = Someone("her", date(1985, 1, 1))
ROLES = {"child": CHILD, "him": HIM, "her": HER}


def told(lines: str) -> Scene:
    """A pooled scene from lines `day agency kind about [partner=who] [late=days] name=value…`."""
    teller = Teller(Random(0), [CHILD, HIM, HER], start=date(2020, 1, 1))
    for line in filter(None, map(str.strip, lines.splitlines())):
        day, agency, kind, about, *rest = line.split(" ")
        details = dict(part.split("=") for part in rest)
        roles = {"about": ROLES[about]} | {k: ROLES[details.pop(k)] for k in ("partner", "child") if k in details}
        details = {name: value.replace("_", " ") if name == "visit_every" else value for name, value in details.items()}
        late = int(details.pop("late", "0"))
        answers = tuple(filter(None, [details.pop("answers", "")]))
        when = happened(day)
        offset = (when.first_day - teller.start).days
        place = details.pop("place", "")
        if "with" in details:
            details["with_"] = details.pop("with")
        entry = teller.tell(agency, kind, offset, roles, place=place, answers=answers, exactly=True, **details)
        teller.entries[-1] = replace(entry, happened=when, known=days_later(when.last, late))
    return teller.everything()


def happened(day: str) -> When:
    """A day, an instant or a span of days."""
    return When.read(f"{day} range" if "/" in day else day)


def days(found: Sequence[Told | Plain]) -> list[tuple[str, str]]:
    """(raised, cleared) London days of each raise; '' where it never ends, '!' before a day on which it lapsed."""
    return [
        (str(day_of(r.raised)), "" if r.cleared == NEVER else ("!" if r.lapsed else "") + str(day_of(r.cleared)))
        for r in found
    ]


GROWN = "!2034-05-01"
THREE = """
    2020-05-05 social-care referral child reporter=great-grandmother
    2020-05-06 social-care referral_decision child outcome=nfa answers=social-care:e1
    2020-05-20 health concern child reporter=visitor
    2020-06-21 social-care referral child reporter=father
"""


CASES = [
    ("REF01", THREE, [("2020-06-21", GROWN)]),
    ("REF01", THREE + "2020-06-23 social-care referral_decision child outcome=nfa answers=social-care:e4",
     [("2020-06-21", GROWN)]),
    ("REF01", THREE + "2020-07-01 social-care strategy_discussion child", [("2020-06-21", "2020-07-01")]),
    ("REF01", THREE + "2020-07-01 social-care assessment_started child\n2020-08-01 social-care case_closed child",
     [("2020-06-21", "2020-07-01"), ("2020-08-01", GROWN)]),
    ("REF01", ("2020-01-01 health concern child reporter=a\n2020-01-02 health concern child reporter=b\n"
              "2020-02-29 health concern child reporter=a late=11"), [("2020-03-11", GROWN)]),
    ("REF01", THREE.replace("2020-05-20 health concern", "2020-05-05 social-care referral"), []),
    ("HLT02", "2020-01-01 health injury child explained=no\n2020-03-31 health injury child finding=inflicted",
     [("2020-03-31", GROWN)]),
    ("HLT02", "2020-01-01 health injury child explained=no\n2020-04-01 health injury child finding=inflicted", []),
    ("HLT02", ("2020-01-01 health injury child explained=no\n2020-01-05 social-care plan_started child\n"
              "2020-11-01 health injury child explained=no\n2020-11-02 social-care strategy_discussion child"),
     [("2020-11-01", "2020-11-02")]),
    ("HLT03", "2020-01-01 health injury child explained=yes\n2020-01-01 education injury child explained=no late=3",
     [("2020-01-04", GROWN)]),
    ("SEE03", ("2020-09-02 social-care visit child purpose=child result=no_reply\n"
              "2020-09-04 social-care visit child purpose=child result=seen child_seen=no\n"
              "2020-09-05 social-care strategy_discussion child\n"
              "2020-09-09 police visit child purpose=welfare result=seen child_seen=yes"),
     [("2020-09-04", "2020-09-09")]),
    ("CLK07", "2020-12-18 social-care legal_advice child threshold=not_met", []),
    ("CLK07", ("2021-12-17 social-care legal_advice child threshold=met\n"
              "2022-01-07 social-care proceedings_issued child"), [("2022-01-06", "2022-01-07")]),
    ("CLK07", ("2021-12-17 social-care legal_advice child threshold=met\n"
              "2022-01-04 social-care pre_proceedings child late=5"), [("2022-01-06", "2022-01-09")]),
    ("OFF01", ("2020-01-01 police registered him place=here until=indefinite\n"
              "2020-02-01 health residence child status=registered place=here\n"
              "2020-03-01 police notification him what=address place=there"), [("2020-02-01", "2020-03-01")]),
    ("OFF01", ("2020-01-01 police registered him place=here until=indefinite\n"
              "2020-02-01 health residence child status=staying place=here"), [("2020-02-01", "2020-05-01")]),
    ("OFF02", ("2020-01-01 police visit him purpose=offender result=seen observed=cot\n"
              "2020-01-05 police risk_assessment him level=low"), [("2020-01-01", "2020-01-05")]),
    ("OFF02", ("2020-01-01 police contact_approved him kind=child\n"
              "2020-01-02 police visit him purpose=offender result=seen observed=cot"), []),
    ("OFF03", ("2020-01-01 probation order_made him type=licence conditions=DISCLOSE_RELATIONSHIPS\n"
              "2020-02-01 police relationship her partner=him type=partner\n"
              "2020-02-02 probation self_report him partner=her what=relationship\n"
              "2020-02-09 probation recall_recommended him"), [("2020-02-01", "2020-02-09")]),
    ("OFF03", ("2020-01-01 police order_made him type=shpo conditions=DISCLOSE_RELATIONSHIPS until=2020-06-01\n"
              "2020-02-01 police relationship her partner=him type=partner"), [("2020-02-05", "!2020-06-01")]),
    ("OFF06", ("2018-01-15 police registered him until=indefinite\n"
              "2018-01-15 police risk_assessment him visit_every=6_months\n"
              "2018-07-10 police visit him purpose=offender result=seen\n"
              "2019-01-22 police visit him purpose=offender result=seen late=1\n"
              "2019-02-01 police death him"), [("2019-01-11", "2019-01-23")]),
    ("LIC07", ("2020-01-01 probation order_made him type=licence conditions=NO_DELETE_HISTORY\n"
              "2020-02-01 police device_inspection him result=history_deleted"), [("2020-02-01", "")]),
    ("LIC07", ("2020-01-01 probation order_made him type=licence conditions=NO_CONCEALMENT_SOFTWARE\n"
              "2020-02-01 police device_inspection him result=history_deleted"), []),
    # One advice told twice: an answer to either account answers it.
    ("CLK07", ("2021-12-17 social-care legal_advice child threshold=met\n"
               "2021-12-17 social-care legal_advice child threshold=met\n"
               "2022-01-04 social-care action child answers=social-care:e2"), []),
    # Clearing takes nothing out of later counts, except here.
    ("REF01", THREE + ("2020-07-01 social-care proceedings_issued child\n"
                       "2020-07-09 health concern child reporter=a"), [("2020-06-21", "2020-07-01")]),
    # A record that names the evidence answers it; no further action on a referral does not.
    ("REF01", THREE + "2020-07-01 social-care action child answers=social-care:e4", [("2020-06-21", "2020-07-01")]),
    # Writing down the time of day silences nothing.
    ("SEE03", ("2020-03-26 social-care visit child purpose=child result=no_reply\n"
               "2020-04-05T14:00:00+01:00 social-care visit child purpose=child result=no_reply"),
     [("2020-04-05", GROWN)]),
    ("HLT02", ("2020-01-01 health injury child explained=no\n"
               "2020-03-31T14:00:00+01:00 health injury child explained=no\n"
               "2020-03-31 social-care strategy_discussion child late=1"), [("2020-03-31", "2020-04-01")]),
    # Nothing but the sign is asked for on a visit to an offender.
    ("OFF02", "2020-01-01 police visit him purpose=offender result=seen observed=cot", [("2020-01-01", "")]),
    # An answer counts from the first day of its span, also one that names what it answers.
    ("LIC07", ("2020-01-01 probation order_made him type=licence conditions=NO_DELETE_HISTORY\n"
               "2020-02-05/2020-02-09 police device_inspection him result=history_deleted\n"
               "2020-02-04/2020-02-12 police risk_assessment him level=low"), [("2020-02-09", "")]),
    ("LIC07", ("2020-01-01 probation order_made him type=licence conditions=NO_DELETE_HISTORY\n"
               "2020-02-05/2020-02-09 police device_inspection him result=history_deleted\n"
               "2020-02-04/2020-02-12 police action him answers=police:e2"), [("2020-02-09", "")]),
    # The second sign is not answered by an answer to the first.
    ("OFF02", ("2020-01-01 police visit him purpose=offender result=seen observed=cot\n"
               "2020-01-09 police visit him purpose=offender result=seen observed=toys\n"
               "2020-01-12 police action him answers=police:e1"), [("2020-01-01", "")]),
    # What a later variation took away, an order made earlier and written down later does not bring back.
    ("LIC07", ("2020-01-20 police order_varied him type=shpo conditions=INTERNET\n"
               "2020-01-01 police order_made him type=shpo conditions=NO_DELETE_HISTORY late=25\n"
               "2020-02-05 police device_inspection him result=history_deleted"), []),
    # Suspended days are not counted, working days neither.
    ("OFF06", ("2019-08-25 police registered him until=indefinite\n"
               "2019-08-25 police risk_assessment him visit_every=10_working_days level=low\n"
               "2019-09-01 police custody_started him type=sentence\n2019-12-08 police visit him purpose=offender "
               "result=seen\n2020-01-08 police custody_ended him"), [("2020-01-22", "")]),
    # A variation that says nothing of the end leaves it.
    ("OFF03", ("2020-01-01 police order_made him type=shpo conditions=DISCLOSE_RELATIONSHIPS until=2020-06-01\n"
               "2020-01-09 police order_varied him type=shpo\n"
               "2020-02-01 police relationship her partner=him type=partner"), [("2020-02-05", "!2020-06-01")]),
    # A frequent visitor has not left.
    ("OFF01", ("2020-01-01 police registered him place=here until=indefinite\n"
               "2020-02-01 health residence child status=staying place=here\n"
               "2020-03-01 health residence child status=frequent_visitor place=here"), [("2020-02-01", "2020-05-01")]),
    # The end of what made him a risk leaves the raise unanswered.
    ("OFF01", ("2020-01-01 police registered him place=here until=2021-01-01\n"
               "2020-02-01 health residence child status=registered place=here"), [("2020-02-01", "!2021-01-01")]),
]  # fmt: skip


@pytest.mark.parametrize(("signal", "lines", "expected"), CASES)
def test_worked_by_hand(signal: str, lines: str, expected: list[tuple[str, str]]) -> None:
    assert days(raises(told(lines), signal)) == expected


@pytest.mark.parametrize(("signal", "lines", "expected"), CASES)
def test_the_engine_says_what_was_worked_by_hand(signal: str, lines: str, expected: list[tuple[str, str]]) -> None:
    assert days(engine(told(lines), signal)) == expected


def test_an_explained_injury_of_another_day_is_no_evidence_of_two_stories() -> None:
    (said,) = engine(
        told(
            "2019-02-20 police injury child explained=yes\n2020-02-20 education injury child explained=yes\n"
            "2020-02-20 health injury child explained=inconsistent"
        ),
        "HLT03",
    )
    assert said.evidence == {"education:e2", "health:e3"}


def test_a_concern_that_dropped_out_is_no_evidence() -> None:
    (said,) = engine(
        told(
            "2020-01-01 health concern child reporter=a\n2020-02-01 social-care assessment_started child type=single\n"
            "2020-03-01 health concern child reporter=b\n2020-03-05 health concern child reporter=b\n"
            "2020-03-08 health concern child reporter=c"
        ),
        "REF01",
    )
    assert said.evidence == {"health:e3", "health:e4", "health:e5"}


def test_a_second_injury_on_a_plan_is_red_from_the_day_it_is_known() -> None:
    scene = told(
        "2020-01-01 health injury child explained=no\n2020-01-05 social-care plan_started child\n"
        "2020-02-01 health injury child explained=no\n2020-01-20 health injury child explained=no late=3"
    )
    (only,) = raises(scene, "HLT02")
    assert [(level, day_of(when)) for level, when in only.levels] == [("red", date(2020, 1, 23))]
    assert only.evidence == {"health:e1", "health:e4", "social-care:e2"}
    assert only.cleared - only.raised > timedelta(days=365)

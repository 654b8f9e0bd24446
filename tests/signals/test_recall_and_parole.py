"""The steps of recall and the time limits of parole: one raise a clock, and what ends it."""

import pytest

from .judging import days, judgement, levels, raised

RETURNED = "2024-06-03  prison  returned_to_custody"


def clocks(*lines: str) -> list[str]:
    return [r.trigger.partition(" ")[0] for r in raised("LIC03", *lines)]


def test_each_step_that_is_late_is_a_raise_of_its_own() -> None:
    assert clocks("2024-06-01  probation  recall_recommended  type=STANDARD") == ["recall_part_a"]
    assert clocks("2024-06-01  probation  part_a_sent") == ["recall_assessed"]
    assert clocks("2024-06-01  prison  revoked") == ["arrest_after_revocation"]
    assert clocks(RETURNED) == ["recall_part_b", "recall_dossier"]


def test_in_an_emergency_there_are_two_hours() -> None:
    asked = "2024-06-03T09:00  probation  recall_recommended  type=EMERGENCY"
    sent = "{}  probation  part_a_sent"
    revoked = ("2024-06-03T12:00  prison  revoked", "2024-06-03T13:00  police  arrest_attempt")
    assert clocks(asked, sent.format("2024-06-03T11:00"), *revoked) == []
    assert clocks(asked, sent.format("2024-06-03T11:01"), *revoked) == ["recall_part_a_emergency"]


def test_nobody_is_to_be_arrested_who_is_in_custody_until_he_is_let_go() -> None:
    remand = "2024-06-01  police  custody_started  type=remand"
    revoked = "2024-06-03T12:00  prison  revoked"
    let_go = "2024-06-10T12:00  police  custody_ended  type=remand"
    assert clocks(remand, revoked) == []
    assert days(raised("LIC03", remand, revoked, let_go)) == [("2024-06-11", "")]


def test_a_decision_not_to_recall_ends_the_request() -> None:
    asked = "2024-06-03  probation  recall_recommended  type=STANDARD"
    decided = "2024-06-05  probation  breach_decision  outcome=decision_not_to_recall"
    assert days(raised("LIC03", asked, decided)) == [("2024-06-04", "2024-06-05")]


@pytest.mark.parametrize("sort", ["type=STANDARD", "type=INDETERMINATE", "type=FTR_14", "type=FTR_56", ""])
def test_every_return_on_recall_starts_the_clock_of_referral(sort: str) -> None:
    (found,) = raised("LIC11", f"{RETURNED}  {sort}")
    assert levels(found) == [("blue", "2024-06-25"), ("amber", "2024-07-01")]


def test_a_time_limit_ends_at_release_and_the_next_return_starts_another() -> None:
    released, again = "2024-07-10  prison  released  type=licence", "2025-01-06  prison  returned_to_custody"
    found = raised("LIC11", RETURNED, released, again)
    assert days(found) == [("2024-06-25", "2024-07-10"), ("2025-01-28", "")]


def test_for_the_referral_the_records_of_any_who_could_make_it_will_do() -> None:
    shared = f"{RETURNED}  shared 2024-06-03"
    assert len(raised("LIC11", shared, "2024-06-04  probation  supervision_note", vantage="agency:probation")) == 1
    found = judgement("LIC11", shared, vantage="agency:police")
    assert (found.raises, {n.person for n in found.not_judged}) == ((), {"him"})


def test_after_a_refusal_a_date_for_the_next_review_is_enough() -> None:
    refused, dated = "2024-06-03  parole-board  parole_decision  outcome=stay", "2024-07-01  parole-board  next_review"
    assert days(raised("LIC11", refused)) == [("2025-05-29", "")]
    assert raised("LIC11", refused, dated) == ()

"""Judgements are records with an author and a reason, or they are not made."""

from datetime import UTC, datetime

import pytest

from heeded.linkage.judging import JudgementTrouble, judged, own_person

ON = datetime(2024, 5, 1, 9, tzinfo=UTC)


def test_a_judgement_is_a_record_about_both_keys_in_one_order() -> None:
    one = judged("police:N1", "health:H1", "same", "Asha Verity", "met her", ON)
    other = judged("health:H1", "police:N1", "same", "Asha Verity", "met her", ON)
    assert one == other
    assert [p.key for p in one.people] == ["health:H1", "police:N1"]
    assert (one.kind, one.says, one.details["by"]) == ("judged", "met her", ("Asha Verity",))


def test_two_judgements_are_two_records() -> None:
    same = judged("police:N1", "health:H1", "same", "Asha Verity", "met her", ON)
    different = judged("police:N1", "health:H1", "different", "Asha Verity", "met her", ON)
    assert same.origin != different.origin


@pytest.mark.parametrize(
    ("one", "other", "verdict", "by", "reason"),
    [
        ("police:N1", "police:N1", "same", "Asha", "x"),
        ("", "police:N1", "same", "Asha", "x"),
        ("police:r1?1", "police:N1", "same", "Asha", "x"),
        ("police:N2", "police:N1", "perhaps", "Asha", "x"),
        ("police:N2", "police:N1", "same", " ", "x"),
        ("police:N2", "police:N1", "same", "Asha", ""),
    ],
)
def test_a_judgement_that_says_too_little_is_refused_with_a_sentence(
    one: str, other: str, verdict: str, by: str, reason: str
) -> None:
    with pytest.raises(JudgementTrouble, match=r"\."):
        judged(one, other, verdict, by, reason, ON)  # type: ignore[arg-type]


def test_an_id_is_stable_and_short() -> None:
    assert own_person("police:N1") == own_person("police:N1") != own_person("police:N2")
    assert own_person("police:N1").startswith("P-")
    assert len(own_person("police:N1")) == 12

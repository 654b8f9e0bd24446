"""Details, keys and sharing: read as their kind wants them, and kept as written where they do not fit."""

import pytest

from heeded.ledger.record import Part
from heeded.reference.kinds import kinds
from heeded.sources.days import UnreadableDate
from heeded.sources.details import coded
from heeded.sources.keys import Parts, qualified, several
from heeded.sources.sharing import shares


def test_a_value_that_is_not_allowed_is_kept_and_the_allowed_ones_are_named() -> None:
    found = coded("result=gone; announced=yes", kinds()["visit"], "police")
    assert found.details == {"result": ("gone",), "announced": ("yes",)}
    assert found.faults == [("result is 'gone'.", "Use one of: no_reply, not_home, refused, seen.")]


def test_several_values_and_other_spellings_of_allowed_ones_are_read() -> None:
    found = coded("Observed = cot, Child voice; Result=No reply\nseen alone=No", kinds()["visit"], "police")
    assert found.details == {"observed": ("cot", "child_voice"), "result": ("no_reply",), "seen_alone": ("no",)}
    assert found.faults == []


def test_an_unknown_detail_is_kept_as_written_and_told() -> None:
    found = coded("collected_by=Colin, his uncle", kinds()["residence"], "education")
    assert found.details == {"collected_by": ("Colin, his uncle",)}
    assert found.faults[0][0] == "'collected_by' is not a detail of residence; kept as written."


def test_words_that_are_no_pair_are_kept_and_told() -> None:
    found = coded("result=seen; told to come back", kinds()["visit"], "police")
    assert found.details["unread"] == ("told to come back",)
    assert "key=value" in found.faults[0][1]


def test_agencies_go_by_one_name_whatever_they_are_called() -> None:
    found = coded("attended=Children's Services,GP,The Police", kinds()["conference"], "health")
    assert found.details["attended"] == ("social-care", "health", "police")


def test_answers_become_refs_of_the_row_s_own_agency_unless_they_name_another() -> None:
    found = coded("outcome=nfa; answers=r2, health:h1", kinds()["referral_decision"], "social-care")
    assert found.answers == ["social-care:r2", "health:h1"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("until=9 Apr 2018", "2018-04-09"),
        ("until=Life", "life"),
        ("until=indefinite", "indefinite"),
        ("until=soon", "soon"),
    ],
)
def test_until_is_a_date_life_or_indefinite_or_stays_as_written(text: str, value: str) -> None:
    assert coded(text, kinds()["registered"], "police").details["until"] == (value,)


def test_text_with_commas_stays_one_text() -> None:
    assert coded("offence=theft, burglary", kinds()["arrest"], "police").details["offence"] == ("theft, burglary",)


@pytest.mark.parametrize(
    ("key", "whole"),
    [
        ("N500", "police:N500"),
        ("health:H71", "health:H71"),
        ("Children's Services:C9", "social-care:C9"),
        ("05/33910T", "police:05/33910T"),
        ("12:30", "police:12:30"),
    ],
)
def test_keys_belong_to_the_row_s_agency_unless_they_name_another(key: str, whole: str) -> None:
    assert qualified(key, "police") == whole


def test_people_are_read_with_their_roles() -> None:
    parts = Parts("police", "r7")
    parts.about("N500; N501")
    parts.others("child:?2; partner:health:H70; mother: N9; N8; health:H1; uncle:N7; child:?2")
    assert parts.people == [
        Part("about", "police:N500"), Part("about", "police:N501"), Part("child", "police:r7?2"),
        Part("partner", "health:H70"), Part("parent", "police:N9"), Part("other", "police:N8"),
        Part("other", "health:H1"), Part("other", "police:N7"),
    ]  # fmt: skip
    assert [fault[1] for fault in parts.faults] == ["'uncle' is not a role; 'N7' is taken as other."]


def test_somebody_with_a_doubtful_key_is_unnamed_and_never_joined() -> None:
    parts = Parts("police", "r7")
    parts.about("Colin?")
    assert [part.placeholder for part in parts.people] == [True]
    assert parts.unread == ["Colin?"]


def test_keys_are_parted_by_commas_and_names_are_not() -> None:
    assert several("C1,C2, C3") == ["C1", "C2", "C3"]
    assert several("Penfold, Mia") == ["Penfold, Mia"]
    assert several("Penfold, Mia Rose") == ["Penfold, Mia Rose"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", []),
        ("Not shared", []),
        ("2019-08-09", [("*", "2019-08-09")]),
        ("2019-08-09 health,social-care; 2019-09-01 education",
         [("health", "2019-08-09"), ("social-care", "2019-08-09"), ("education", "2019-09-01")]),
        ("9 Aug 2019 with Children's Services and A&E", [("social-care", "2019-08-09"), ("health", "2019-08-09")]),
        ("9 Aug 2019 14:30 health", [("health", "2019-08-09T13:30:00+00:00")]),
        ("w/c 5 Aug 2019 police", [("police", "2019-08-05/2019-08-11 range")]),
    ],
)  # fmt: skip
def test_sharing_is_read_for_all_or_for_some(text: str, told: list[tuple[str, str]]) -> None:
    assert [(share.to, share.when.written()) for share in shares(text)] == told


def test_sharing_without_a_date_is_refused() -> None:
    with pytest.raises(UnreadableDate, match="does not begin with a date"):
        shares("with health")

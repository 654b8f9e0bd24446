"""The shelf of kinds says everything that the agreed vocabulary says, in words a practitioner reads."""

import re

import pytest

from heeded.reference.kinds import ROLES, kinds, kinds_of, states
from heeded.reference.shelf import ReferenceTrouble, read

from . import vocabulary_page


def test_every_kind_of_the_vocabulary_is_on_the_shelf_in_its_family() -> None:
    rows = vocabulary_page.rows()
    assert sum(len(row.kinds) for row in rows) > 100
    wanted = {name: row.family for row in rows for name in row.kinds}
    wanted |= {name: family for family, names in vocabulary_page.own_families().items() for name in names}
    assert {name: kinds()[name].family for name in wanted if name in kinds()} == wanted


def test_every_detail_and_every_allowed_value_of_the_vocabulary_is_on_the_shelf() -> None:
    for row in vocabulary_page.rows():
        for name in row.kinds:
            details = kinds()[name].details
            assert set(row.details) == set(details), name
            for detail, values in row.details.items():
                if values:
                    assert details[detail].values == values, f"{name} {detail}"


def test_the_page_is_read_right() -> None:
    found = {name: row.details for row in vocabulary_page.rows() for name in row.kinds}
    assert found["visit"]["observed"][-1] == "drugs"
    assert found["visit"]["seen_alone"] == ()
    assert found["referral_decision"] == {
        "outcome": ("nfa", "information", "early_help", "assessment", "strategy"),
        "label": ("malicious", "duplicate"),
        "answers": (),
    }
    assert set(found["conference"]) == {"type", "outcome", "invited", "attended", "reports", "quorate"}
    assert found["disability"] == {"what": ()}
    assert found["registered"] == {"until": ()}


def test_roles_are_those_of_the_vocabulary() -> None:
    words = vocabulary_page.listed_after("Roles a person can have in a record")
    assert tuple(re.sub(r"[`]|\s*\(.*\)", "", word) for word in words) == ROLES


def test_no_kind_is_left_out_that_heeded_writes_or_falls_back_on() -> None:
    assert {"person", "uncoded", "linked", "decided", "erased", "holds_role"} <= set(kinds())


def test_every_meaning_is_a_sentence_and_not_the_name_again() -> None:
    for kind in kinds().values():
        assert len(kind.meaning.split()) >= 3, kind.name
        assert kind.meaning[0].isupper()
        assert kind.meaning.lower().replace(" ", "_") != kind.name
        for detail in kind.details.values():
            assert detail.meaning, f"{kind.name} {detail.name}"
            assert detail.meaning != detail.name


def test_every_state_is_started_by_some_kind() -> None:
    started = {change.state for kind in kinds().values() for change in kind.starts}
    assert started == set(states())


def test_an_ended_relationship_ends_and_any_other_starts() -> None:
    relationship = kinds()["relationship"]
    assert relationship.started({"type": ("partner",), "status": ("pregnant",)}) == ("relationship",)
    assert relationship.ended({"type": ("partner",), "status": ("pregnant",)}) == ()
    assert relationship.ended({"status": ("ended",)}) == ("relationship",)


def test_a_notification_gives_an_address_only_when_it_is_of_an_address() -> None:
    assert kinds()["notification"].started({"type": ("change",), "what": ("address",)}) == ("stay",)
    assert kinds()["notification"].started({"type": ("change",), "what": ("name",)}) == ()


def test_closing_a_case_closes_all_that_is_open() -> None:
    assert set(kinds()["case_closed"].ended({})) >= {"case", "assessment", "strategy_discussion", "s47", "allocated"}


def test_remand_does_not_end_a_licence_but_revocation_does() -> None:
    assert "licence" not in kinds()["custody_started"].ended({"type": ("remand",)})
    assert "licence" in kinds()["revoked"].ended({})


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("family: f\nkinds:\n  a:\n    meanings: x\n", 4, "'meanings' is not known here"),
        (
            "family: f\nkinds:\n  a:\n    meaning: x\n    roles: [uncle]\n",
            5,
            "'uncle' is not known here",
        ),
        ("family: f\nkinds:\n  a:\n    meaning: x\n    starts: [dancing]\n", 5, "'dancing' is not a state"),
        ("family: f\nkinds:\n  a:\n    meaning: x\n    starts:\n      plan: {colour: red}\n", 6, "not a detail"),
        (
            "family: f\nkinds:\n  a:\n    meaning: x\n    details:\n      d: {type: choice, meaning: y}\n",
            6,
            "lists its",
        ),
        ("family: f\nkinds:\n  a:\n    meaning: x\n    details:\n      d: {type: colour, meaning: y}\n", 6, "colour"),
        ("family: f\nkinds:\n  a:\n    roles: [about]\n", 4, "'meaning' needs a text"),
        ("family: f\nkinds:\n  a: {meaning: x}\n  a: {meaning: x}\n", 4, "written twice"),
        ("family: f\nkinds:\n  a: [\n", 4, "not YAML"),
    ],
)
def test_a_mistake_is_told_with_its_file_and_line(text: str, line: int, says: str) -> None:
    with pytest.raises(ReferenceTrouble) as caught:
        list(kinds_of(read(text, "kinds/mine.yaml"), states()))
    assert f"kinds/mine.yaml line {line}" in str(caught.value)
    assert says in str(caught.value)


def test_yes_and_no_stay_words() -> None:
    assert kinds()["injury"].details["explained"].values == ("yes", "no", "inconsistent")

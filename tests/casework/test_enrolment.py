"""A staff file becomes records; nobody is lost by it, and nobody stands in a circle."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from time import monotonic

from heeded.casework.enrolment import enrolled
from heeded.sources.staff import StaffRow

ADA = StaffRow(2, "Ada Quill", "social-care", "North", "team_manager", date(2024, 2, 1), None, "", None, None)
BEN = replace(ADA, row=3, name="Ben Marsh", role="head_of_service")
CY = replace(ADA, row=4, name="Cy Dole", role="social_worker")


def test_each_person_joins_once_and_holds_each_role() -> None:
    second = replace(ADA, row=5, role="independent_chair", until=date(2026, 1, 1))
    kinds = [(d.kind, d.details.get("role")) for d in enrolled([ADA, second], ()).drafts]
    assert kinds == [("joined", None), ("holds_role", ("team_manager",)), ("holds_role", ("independent_chair",))]


def test_somebody_whose_every_role_ends_leaves_with_the_last() -> None:
    rows = [replace(ADA, until=date(2025, 1, 1)), replace(ADA, role="independent_chair", until=date(2026, 1, 1))]
    assert enrolled(rows, ()).drafts[0].details["until"] == ("2026-01-01",)
    assert "until" not in enrolled([rows[0], ADA], ()).drafts[0].details


def test_the_same_file_twice_makes_the_same_records() -> None:
    rows = [replace(ADA, manager="Ben Marsh", away=date(2026, 3, 9), back=date(2026, 3, 23)), BEN]
    assert enrolled(rows, ()) == enrolled(rows, ())
    origins = [d.origin for d in enrolled(rows, ()).drafts]
    assert len(origins) == len(set(origins)) == 5


def test_people_who_answer_to_one_another_in_a_circle_are_taken_without_it_and_it_is_said() -> None:
    rows = [replace(ADA, manager="Ben Marsh"), replace(BEN, manager="Ada Quill"), replace(CY, manager="Ada Quill")]
    found = enrolled(rows, ())
    managers = {d.details["name"][0]: d.details.get("answers_to") for d in found.drafts if d.kind == "joined"}
    assert managers == {"Ada Quill": None, "Ben Marsh": None, "Cy Dole": ("Ada Quill",)}
    (said,) = found.remarks
    assert "Ada Quill, who answers to Ben Marsh, who answers to Ada Quill" in said
    assert "circle" in said


def test_somebody_who_answers_to_themself_is_a_circle_too() -> None:
    found = enrolled([replace(ADA, manager="Ada Quill")], ())
    assert len(found.remarks) == 1
    assert "answers_to" not in found.drafts[0].details


def test_a_very_long_circle_is_found_and_named_in_short() -> None:
    names = [f"Person {n}" for n in range(500)]
    rows = [replace(ADA, name=a, manager=b) for a, b in zip(names, [*names[1:], names[0]], strict=True)]
    (said,) = enrolled(rows, ()).remarks
    assert len(said) < 400
    assert all("answers_to" not in d.details for d in enrolled(rows, ()).drafts)


def test_whom_they_answer_to_must_be_known_from_somewhere() -> None:
    row = replace(ADA, manager="Ben Marsh")
    assert enrolled([row], ()).remarks
    assert not enrolled([row], ("Ben Marsh",)).remarks
    assert not enrolled([row, BEN], ()).remarks


def test_whoever_is_not_in_the_file_stays_and_is_listed() -> None:
    assert enrolled([ADA], ("Ada Quill", "Di Orr")).missing == ("Di Orr",)


def test_capitals_in_a_file_make_nobody_another_person() -> None:
    rows = [replace(ADA, manager="BEN MARSH"), BEN, replace(ADA, row=5, name="ADA quill", role="independent_chair")]
    found = enrolled(rows, ("ada QUILL", "Di Pell"))
    assert {d.details["name"][0] for d in found.drafts} == {"Ada Quill", "Ben Marsh"}
    assert found.drafts[0].details["answers_to"] == ("Ben Marsh",)
    assert (found.remarks, found.missing) == ((), ("Di Pell",))
    (said,) = enrolled([replace(ADA, manager="ada quill")], ()).remarks
    assert "circle" in said


def test_two_agencies_under_one_name_are_asked_about() -> None:
    (said,) = enrolled([ADA, replace(ADA, row=3, agency="police", role="offender_manager_sergeant")], ()).remarks
    assert said == "Ada Quill is in police and social-care: taken as one person. If they are two, tell them apart."


def test_a_very_long_line_of_managers_is_read_at_once() -> None:
    names = [f"Person {n}" for n in range(20_000)]
    rows = [replace(ADA, name=a, manager=b) for a, b in pairwise(names)] + [replace(ADA, name=names[-1])]
    begun = monotonic()
    assert enrolled(rows, ()).remarks == ()
    assert monotonic() - begun < 30


def test_a_role_held_from_another_agency_is_taken_and_said() -> None:
    found = enrolled([replace(ADA, agency="police")], ())
    assert [d.kind for d in found.drafts] == ["joined", "holds_role"]
    (said,) = found.remarks
    assert "Ada Quill of police holds a role of social-care" in said
    assert enrolled([ADA], ()).remarks == ()

"""Numbers that agencies give people: one form, and trust only where the check holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heeded.linkage.identifiers import identifiers, read


def test_an_nhs_number_is_trusted_only_with_a_right_check_digit() -> None:
    assert read("nhs", "943 476 5919") == read("NHS Number", "9434765919")
    assert read("nhs", "9434765919").trusted
    wrong = read("nhs", "9434765918")
    assert (wrong.value, wrong.trusted) == ("9434765918", False)
    assert not read("nhs", "0000000000").trusted


def nhs_check(nine: str) -> int:
    """The check digit by the published rule, written out: 10 means that no number has these nine digits."""
    total = sum(int(digit) * (10 - place) for place, digit in enumerate(nine))
    return (11 - total % 11) % 11


@given(st.from_regex(r"[1-9]\d{8}", fullmatch=True), st.integers(0, 9))
def test_exactly_the_right_check_digit_is_trusted(nine: str, last: int) -> None:
    expected = nhs_check(nine) == last and len({*nine, str(last)}) > 1
    assert read("nhs", f"{nine}{last}").trusted == expected


@given(st.from_regex(r"[1-9]\d{8}", fullmatch=True), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_always_caught(nine: str, place: int, by: int) -> None:
    check = nhs_check(nine)
    if check < 10:
        slipped = f"{nine[:place]}{(int(nine[place]) + by) % 10}{nine[place + 1 :]}{check}"
        assert not read("nhs", slipped).trusted


def test_police_numbers_are_one_number_with_long_or_short_years() -> None:
    assert read("pnc", "05/33910J") == read("pnc", "2005/0033910J")
    assert read("pnc", "05/33910J").trusted
    assert not read("pnc", "05/33910T").trusted


def test_prison_probation_and_pupil_numbers() -> None:
    assert read("nomis", "a1234bc").trusted
    assert not read("nomis", "A12BC").trusted
    assert read("crn", "X700700").trusted
    assert read("upn", "R823432100001").trusted
    assert not read("upn", "A823432100001").trusted
    assert not read("upn", "R82343210000A").trusted
    assert not read("la", "901").trusted


@pytest.mark.parametrize("told", [{}, {"nhs": [""]}, {"": ["x"]}, {"nhs": ["\x00" * 50]}, {"zzz": ["é" * 9000]}])
def test_odd_identifiers_are_kept_or_left_out_and_never_trusted(told: dict[str, list[str]]) -> None:
    assert all(not n.trusted and len(n.value) <= 9000 for n in identifiers(told))


@given(st.dictionaries(st.text(max_size=20), st.lists(st.text(max_size=60), max_size=4), max_size=8))
def test_any_identifiers_can_be_read(told: dict[str, list[str]]) -> None:
    found = identifiers(told)
    assert list(found) == sorted(found)
    assert len(found) <= 20

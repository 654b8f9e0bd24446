"""Names as agencies write them, made comparable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heeded.linkage.clean import fold, names, sex, sound


@pytest.mark.parametrize(
    "written",
    [
        "Rowan Ashdown",
        "ASHDOWN, Rowan",
        "  rowan   ashdown ",
        "Mr Rowan Ashdown",
        "Röwan Áshdown",
        "Rowan\u200b Ashdown",
    ],
)
def test_one_name_written_many_ways_is_one_name(written: str) -> None:
    (name,) = names(written)
    assert (name.given, name.family) == (("rowan",), ("ashdown",))


@pytest.mark.parametrize(
    ("written", "family"),
    [
        ("Jan van der Berg", ("berg",)),
        ("van der Berg, Jan", ("berg",)),
        ("Karim al-Hassan", ("hassan",)),
        ("Ann Mc Donald", ("mcdonald",)),
        ("Seán O'Neill", ("oneill",)),
        ("Jo Penn-Hallam", ("penn", "hallam")),
    ],
)
def test_particles_apostrophes_and_hyphens_of_a_family_name(written: str, family: tuple[str, ...]) -> None:
    assert names(written)[0].family == family


@pytest.mark.parametrize(
    "written", ["Baby Ashdown", "Baby boy Ashdown", "Newborn Ashdown", "Ashdown, Baby", "Unborn Ashdown"]
)
def test_a_baby_not_yet_named_has_a_family_name_alone(written: str) -> None:
    (name,) = names(written)
    assert name.unnamed
    assert (name.given, name.family) == ((), ("ashdown",))


def test_unnamed_twins_are_told_apart() -> None:
    assert names("Twin 1 Ashdown")[0].generation != names("Twin 2 Ashdown")[0].generation


@pytest.mark.parametrize("written", ["Mark Ashdown Jr", "Mark Ashdown Junior", "Mark Ashdown, Jnr"])
def test_a_generation_is_read_and_is_not_a_name(written: str) -> None:
    (name,) = names(written)
    assert (name.given, name.family, name.generation) == (("mark",), ("ashdown",), "junior")


def test_brackets_and_maiden_names_are_further_names() -> None:
    def told(written: str) -> set[tuple[str, str]]:
        return {(n.first, n.last) for n in names(written)}

    assert told("Ruth Hallam (née Cole)") == {("ruth", "hallam"), ("ruth", "cole")}
    assert told("Robert (Bob) Carter") == {("robert", "carter"), ("bob", "carter")}
    assert told("Dana Marsh; Dana Ash") == {("dana", "marsh"), ("dana", "ash")}


@pytest.mark.parametrize(
    "written", ["", "   ", "?", "Unknown male", "Family of Child W", "Child W", "N/K", "M", "12345", "Baby", "\x00"]
)
def test_what_names_nobody_is_no_name(written: str) -> None:
    assert names(written) == ()


def test_initials_alone_are_kept_as_initials() -> None:
    assert names("L. Mace")[0].given == ("l",)
    assert names("J.R. Mace")[0].given == ("j", "r")


@pytest.mark.parametrize(
    ("one", "two"), [("hussein", "hossain"), ("smith", "smyth"), ("catherine", "kathryn"), ("philip", "filip")]
)
def test_spellings_that_sound_alike_have_one_sound(one: str, two: str) -> None:
    assert sound(one) == sound(two)


def test_sex_is_told_in_words_or_codes_or_not_at_all() -> None:
    assert [sex(t) for t in ("F", "female", "M", "Male", "", "unknown", "9", "X")] == [
        "f",
        "f",
        "m",
        "m",
        "",
        "",
        "",
        "",
    ]


@given(st.text(max_size=600))
def test_any_text_at_all_can_be_read_as_a_name(text: str) -> None:
    for name in names(text):
        assert name.given or name.family
        assert all(word and word == fold(word) for word in (*name.given, *name.family))
        assert len(name.written) <= 200
    assert fold(fold(text)) == fold(text)

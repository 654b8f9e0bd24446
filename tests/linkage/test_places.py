"""Addresses written several ways are one place; two flats are two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heeded.linkage.places import institution, place, place_key, weak


@pytest.mark.parametrize(
    "written",
    [
        ["Flat 2, 9 Tanner Street E2 8QQ", "Flat 2 9 Tanner Street London E2 8QQ", "Flat 2, 9 Tanner St, E2 8QQ",
         "2/9 Tanner St E2 8QQ", "9 Tanner Street, Flat 2, e28qq", "Apartment 2, 9 Tanner Street, E2 8QQ",
         "FLAT 2, 9 TANNER STREET, LONDON, E2  8QQ"],
        ["14 Larch Rd, London N15 4QX", "14 Larch Road N15 4QX", "14, Larch Rd. N15 4QX"],
        ["3 Mill Row Keighley BD21 3AB", "3 Mill Row, BD21 3AB"],
        ["Elm House, 4 Park Terrace, LS6 2AA", "4 Park Terr, LS6 2AA"],
        ["12 Elm House, 4 Park Terrace LS6 2AA", "Flat 12, 4 Park Terrace LS6 2AA"],
        ["Ground Floor Flat, 9 Tanner St E2 8QQ", "9 Tanner Street, ground floor flat, E2 8QQ"],
        ["8 Cross Lane", "8 Cross Ln", "8, cross lane, Bradford"],
        ["UPRN 100023336956", "9 Tanner Street E2 8QQ (UPRN: 100023336956)"],
    ],
)  # fmt: skip
def test_one_place_written_many_ways_has_one_key(written: list[str]) -> None:
    assert len({place_key(text) for text in written}) == 1
    assert place_key(written[0])


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Flat 1, 22 Mill Lane NE6 2AA", "Flat 2, 22 Mill Lane NE6 2AA"),
        ("Flat 1, 22 Mill Lane NE6 2AA", "22 Mill Lane NE6 2AA"),
        ("22 Mill Lane NE6 2AA", "22a Mill Lane NE6 2AA"),
        ("22 Mill Lane NE6 2AA", "24 Mill Lane NE6 2AA"),
        ("22 Mill Lane NE6 2AA", "22 Mill Lane NE6 2AB"),
        ("Elm Cottage LS6 2AA", "Oak Cottage LS6 2AA"),
        ("8 Cross Lane", "8 Mill Lane"),
        ("Flat 2, 8 Cross Lane", "8 Cross Lane"),
        ("Ground floor flat, 9 Tanner St E2 8QQ", "First floor flat, 9 Tanner St E2 8QQ"),
    ],
)
def test_two_places_have_two_keys(one: str, two: str) -> None:
    assert place_key(one) != place_key(two)


@pytest.mark.parametrize("written", ["", "  ", "No fixed abode", "NFA", "of no fixed address", "homeless", "unknown",
                                     "Address withheld",
                                     "c/o 4 Park Terrace LS6 2AA", "ZZ99 3VZ", "?", "\x00"])  # fmt: skip
def test_what_is_no_place_has_no_key(written: str) -> None:
    assert place_key(written) == ""


def test_without_a_postcode_a_place_is_weak() -> None:
    assert weak(place_key("8 Cross Lane"))
    assert not weak(place_key("8 Cross Lane BD2 4TT"))
    assert weak(place_key("E2 8QQ"))


def test_a_house_with_a_name_is_one_place_with_and_without_its_article() -> None:
    assert place_key("The Old Forge, Mill Lane, Ashby AB1 2CD") == place_key("Old Forge, Mill Ln, AB1 2CD")


def test_a_storey_is_no_postcode() -> None:
    assert place("Flat E1 2nd Floor, 9 Tanner Street").postcode == ""


@pytest.mark.parametrize("written", ["HMP Leeds", "St Mary's Hospital, 10 High Rd, E1 1AA", "Derwent Ward, St Anne's Hospital, Park Road NE1 1AA", "Mill Lane Primary School",
                                     "Oak Care Home LS6 2AA",
                                     "The Women's Refuge", "Approved Premises, 3 Mill Row BD21 3AB"])  # fmt: skip
def test_institutions_are_known_by_text_and_by_key(written: str) -> None:
    assert institution(written)
    assert institution(place_key(written))


@pytest.mark.parametrize(
    "written",
    [
        "14 School Lane LS1 1AA",
        "3 Hospital Road E1 1AA",
        "4 Church Street NE1 1AA",
        "1 Elm Court LS6 2AA",
        "2 Old School House LS6 2AA",
    ],
)
def test_a_street_named_after_an_institution_is_a_home(written: str) -> None:
    assert not institution(written)
    assert not institution(place_key(written))


@given(st.text(max_size=400))
def test_any_text_has_a_short_key_and_keeps_it(text: str) -> None:
    key = place_key(text)
    assert key == place_key(text)
    assert len(key) <= 121
    assert place(text).key == key
    assert isinstance(institution(text), bool)


@given(st.integers(1, 400), st.sampled_from(["Larch", "Mill", "Tanner"]), st.sampled_from(["", "Flat 3, ", "Flat B, "]),
       st.sampled_from([("Road", "Rd"), ("Street", "St"), ("Lane", "Ln")]), st.booleans())  # fmt: skip
def test_short_and_long_forms_always_meet(
    number: int, name: str, flat: str, forms: tuple[str, str], upper: bool
) -> None:
    plain = f"{flat}{number} {name} {forms[0]}, N15 4QX"
    short = f"{flat.replace(',', '')}{number} {name} {forms[1]} London N154QX"
    assert place_key(plain) == place_key(short.upper() if upper else short)

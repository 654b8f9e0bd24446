"""Scores: every field counts as it should, a common name proves less, and the reasons are said in words."""

import json
from importlib.resources import files

import pytest

from heeded.linkage import compare
from heeded.linkage.births import birth
from heeded.linkage.clean import names
from heeded.linkage.compare import FAMILY_ORDER, GIVEN_ORDER
from heeded.linkage.identifiers import identifiers
from heeded.linkage.places import place
from heeded.linkage.portrait import Portrait
from heeded.linkage.score import _SENTENCES, score, shipped

WEIGHTS = shipped()


def person(key: str, name: str, born: str = "", sex: str = "", home: str = "", **numbers: str) -> Portrait:
    """A portrait of few words."""
    told = {kind: [value] for kind, value in numbers.items()}
    homes = (place(home),) if home else ()
    return Portrait(key, key.partition(":")[0], names(name), birth(born), sex, homes, identifiers(told))


def weight(one: Portrait, two: Portrait) -> float:
    """Bits for the pair."""
    return score(one, two, WEIGHTS).weight


def test_the_weights_file_is_marked_provisional_and_has_every_level_and_sentence() -> None:
    told = json.loads(files("heeded.linkage").joinpath("data", "weights.json").read_text(encoding="utf-8"))
    assert told["provisional"] is True
    assert set(told["levels"]["given"]) == set(GIVEN_ORDER)
    assert set(told["levels"]["family"]) == set(FAMILY_ORDER)
    said = {(f, name) for f, levels in told["levels"].items() for name in levels if name != "missing"}
    assert said == set(_SENTENCES)
    assert told["break"] < told["join"][0] < told["join"][1] < told["join"][2]


def test_a_common_name_proves_less_than_an_uncommon_one() -> None:
    common = weight(person("a:1", "John Smith"), person("b:1", "John Smith"))
    uncommon = weight(person("a:1", "Kerensa Orrell"), person("b:1", "Kerensa Orrell"))
    assert uncommon > common + 5


def test_each_agreement_adds_and_each_clash_takes_away() -> None:
    plain = weight(person("a:1", "Mia Orrell", "2019-06-20"), person("b:1", "Mia Orrell", "2019-06-20"))
    base = person("a:1", "Mia Orrell", "2019-06-20", "f", "14 Larch Road N15 4QX")
    same = weight(base, person("b:1", "Mia Orrell", "2019-06-20", "f", "14 Larch Rd N15 4QX"))
    moved = weight(base, person("b:1", "Mia Orrell", "2019-06-20", "f", "3 Mill Row BD21 3AB"))
    other_sex = weight(base, person("b:1", "Mia Orrell", "2019-06-20", "m", "14 Larch Rd N15 4QX"))
    assert moved < plain + 1 < same
    assert other_sex < same - 10


def test_an_address_shared_by_people_of_two_forenames_counts_for_nothing() -> None:
    home = "14 Larch Road N15 4QX"
    shared = weight(person("a:1", "Mia Orrell", home=home), person("b:1", "Zoe Orrell", home=home))
    assert shared == weight(person("a:1", "Mia Orrell"), person("b:1", "Zoe Orrell"))


def test_the_reasons_name_the_number_and_leave_out_what_is_missing() -> None:
    found = score(person("a:1", "Mia Orrell", nhs="9434765919"), person("b:1", "Mia Webley", nhs="9434765919"), WEIGHTS)
    assert found.certain
    assert any("NHS number, and its check holds" in sentence for sentence in found.why)
    assert len(found.why) == 3


@pytest.mark.parametrize(
    ("one", "two", "level"),
    [
        ("bob", "robert", "form"),
        ("muhammad", "mohamed", "form"),
        ("jonathon", "jonathan", "close"),
        ("jayden", "kayden", "alike"),
        ("ella", "emma", "different"),
        ("mia", "zoe", "different"),
        ("oliver", "olivia", "different"),
        ("al", "al", "same"),
    ],
)
def test_how_two_forenames_agree(one: str, two: str, level: str) -> None:
    assert compare.word_level(one, two) == compare.word_level(two, one) == level


@pytest.mark.parametrize(
    ("one", "two", "level"),
    [
        ("8 Cross Lane", "8 Cross Lane BD2 4TT", "loose"),
        ("8 Cross Lane", "Flat 2, 8 Cross Lane BD2 4TT", "different"),
        ("8 Cross Lane", "9 Cross Lane BD2 4TT", "missing"),
        ("Flat 1, 22 Mill Lane NE6 2AA", "Flat 2, 22 Mill Lane NE6 2AA", "different"),
        ("22 Mill Lane NE6 2AA", "24 Mill Lane NE6 2AA", "postcode"),
        ("HMP Leeds", "HMP Leeds", "missing"),
    ],
)
def test_how_two_addresses_agree(one: str, two: str, level: str) -> None:
    assert compare.places([place(one)], [place(two)]) == level

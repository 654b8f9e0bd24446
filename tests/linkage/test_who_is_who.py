"""Who is one person across agencies, and who never is: the errors that real files have, with invented people."""

import itertools

import pytest

from heeded.ledger.record import Draft
from tests.linkage.telling import Lane, event, loaded, row

HOME = "14 Larch Road N15 4QX"

SAME: dict[str, tuple[Draft, ...]] = {
    "the same particulars, the address in three forms": (
        row("health:H1", "Tamsin Orrell", "2006-02-20", "M", "14 Larch Road N15 4QX"),
        row("police:N44", "Tamsin Orrell", "2006-02-20", "M", "14 Larch Rd, London N15 4QX"),
        row("social-care:C901", "Tamsin Orrell", "2006-02-20", "M", "14 Larch Road, N15 4QX", aka="Baby Orrell"),
    ),
    "a birth date written differently": (
        row("health:H2", "Wren Orrell", "1980-11-03", "F", HOME),
        row("social-care:C902", "Wren Orrell", "03/11/1980", "F", HOME),
    ),
    "an adult without a birth date, the address without its postcode": (
        row("social-care:C79", "Kit Dorling", "", "F", "8 Cross Lane"),
        row("police:N10", "Kit Dorling", "1992-10-03", "F", "8 Cross Lane BD2 4TT"),
    ),
    "an adult without a birth date, with the same uncommon name and address": (
        row("social-care:C79", "Kerensa Dorling", "", "", HOME),
        row("police:N10", "Kerensa Dorling", "1992-10-03", "F", HOME),
    ),
    "an alias": (
        row("police:N660", "Petra Marsh", "1981-06-20", "F", aka="Petra Whitwell; Pet Marsh"),
        row("health:H3", "Petra Whitwell", "1981-06-20", "F"),
    ),
    "a prison number and nothing in common but name and birth date": (
        row("prison:A7007AA", "Petra Whitwell", "1981-06-20", "F", nomis="A7007AA"),
        row("probation:X7", "Petra Whitwell", "1981-06-20", "F", "Elm House, 4 Park Terrace LS6 2AA", nomis="a7007aa"),
        row("parole-board:PB7", "Petra Whitwell", "1981-06-20", "F", nomis="A7007AA"),
    ),
    "a short form of the forename": (
        row("police:N1", "Bob Carter", "1981-06-20", "M"),
        row("health:H1", "Robert Carter", "1981-06-20", "M"),
    ),
    "a name carried into Latin letters twice": (
        row("police:N1", "Mohammed Hussein", "1981-06-20", "M"),
        row("health:H1", "Muhammad Hussain", "1981-06-20", "M"),
    ),
    "a changed family name and one NHS number": (
        row("police:N1", "Sara Coleford", "1981-06-20", "F", nhs="9434765919"),
        row("health:H1", "Sara Webley", "1981-06-20", "F", "1 Elm Street LS1 1AA", nhs="943 476 5919"),
    ),
    "a changed family name and one NHS number whose check digit is wrong": (
        row("police:N1", "Sara Coleford", "1981-06-20", "F", nhs="9434765918"),
        row("health:H1", "Sara Webley", "1981-06-20", "F", nhs="9434765918"),
    ),
    "a maiden name in brackets": (
        row("health:H1", "Ruth Hallam (née Coleford)", "1990-05-06", "F"),
        row("police:N1", "Ruth Coleford", "1990-05-06", "F"),
    ),
    "day and month exchanged": (
        row("police:N1", "Sara Coleford", "1981-06-07", "F"),
        row("health:H1", "Sara Coleford", "1981-07-06", "F"),
    ),
    "one digit of the birth date wrong, at one address": (
        row("police:N1", "Sara Coleford", "1981-06-07", "F", HOME),
        row("health:H1", "Sara Coleford", "1981-06-17", "F", HOME),
    ),
    "a birth date of 1 January at one address": (
        row("police:N1", "Kerensa Coleford", "1981-01-01", "F", HOME),
        row("health:H1", "Kerensa Coleford", "1981-06-17", "F", HOME),
    ),
    "a birth date of 1 January 1900 at one address": (
        row("police:N1", "Kerensa Coleford", "1900-01-01", "F", HOME),
        row("health:H1", "Kerensa Coleford", "1981-06-17", "F", HOME),
    ),
    "a baby later named": (
        row("health:H1", "Baby Orrell", "2019-06-20", "M", HOME),
        row("social-care:C1", "Tamsin Orrell", "2019-06-20", "M", HOME),
    ),
    "forename and family name exchanged": (
        row("police:N1", "Orrell Tamsin", "1985-10-03", "F"),
        row("health:H1", "Tamsin Orrell", "1985-10-03", "F"),
    ),
    "a slip in the family name": (
        row("police:N1", "Jonathon Penfold", "1982-04-12", "M"),
        row("health:H1", "Jonathan Pennfold", "1982-04-12", ""),
    ),
    "only an initial": (
        row("police:N1", "L Macefield", "1991-08-19", "M"),
        row("probation:X1", "Leon Macefield", "1991-08-19", "M"),
    ),
    "a child without a birth date whom records show as a child": (
        row("education:S1", "Mia Penfold", "", "F", HOME),
        event("education:S1", "2023-09-05", "absence"),
        row("health:H1", "Mia Penfold", "2019-03-02", "F", HOME),
        event("health:H1", "2019-04-02", "attendance"),
    ),
}

APART: dict[str, tuple[Draft, ...]] = {
    "father and son of one name and address": (
        row("police:N1", "Mark Orrell", "1970-06-20", "M", HOME),
        row("health:H1", "Mark Orrell", "1999-03-02", "M", HOME),
    ),
    "father and son whose birthdays fall on one day": (
        row("police:N1", "Mark Orrell", "1979-06-20", "M", HOME),
        row("health:H1", "Mark Orrell", "1999-06-20", "M", HOME),
    ),
    "an adult and a child whose birth dates differ in one digit, ten years apart": (
        row("police:N1", "Nell Hallam", "2009-04-30", "F", HOME),
        row("health:H1", "Nell Hallam", "2019-04-30", "F", HOME),
    ),
    "a grown woman and a girl of one name whose birth years have two figures exchanged": (
        row("police:N1", "Jo Leigh", "2001-01-02", "F", HOME),
        row("health:H1", "Jo Leigh", "2010-01-02", "F", HOME),
    ),
    "an adult of unknown age and a child of one name": (
        row("police:N1", "Mark Orrell", "", "M", HOME),
        event("police:N1", "2010-01-01", "contact"),
        row("health:H1", "Mark Orrell", "2004-03-02", "M", HOME),
        event("health:H1", "2010-01-01", "attendance"),
    ),
    "a child known only by role and an adult of one name": (
        row("social-care:C1", "Nell Hallam", "", "F", HOME),
        event("social-care:C9", "2020-01-01", with_="child:social-care:C1"),
        row("police:N1", "Nell Hallam", "1985-10-03", "F", HOME),
    ),
    "a child and a convicted man of one name, neither with a birth date": (
        row("social-care:C1", "Mark Orrell", "", "M", HOME),
        event("social-care:C9", "2020-01-01", with_="child:social-care:C1"),
        row("police:N1", "Mark Orrell", "", "M", HOME),
        event("police:N1", "2011-01-01", "conviction"),
    ),
    "a child and a namesake of no known age, known from People tables alone": (
        row("police:N1", "Mark Orrell", "", "M", HOME),
        row("health:H1", "Mark Orrell", "2014-03-02", "M", HOME),
    ),
    "senior and junior": (
        row("police:N1", "Mark Orrell Sr", "", "M", HOME),
        row("health:H1", "Mark Orrell Jr", "", "M", HOME),
    ),
    "twins": (
        row("health:H1", "Mia Orrell", "2019-06-20", "F", HOME),
        row("social-care:C1", "Zoe Orrell", "2019-06-20", "F", HOME),
    ),
    "twins with names one letter apart": (
        row("health:H1", "Jayden Orrell", "2019-06-20", "M", HOME),
        row("social-care:C1", "Kayden Orrell", "2019-06-20", "M", HOME),
    ),
    "twins, brother and sister, with forms of one name": (
        row("health:H1", "Daniel Orrell", "2019-06-20", "M", HOME),
        row("social-care:C1", "Danielle Orrell", "2019-06-20", "F", HOME),
    ),
    "twins one of whom was given the other's NHS number": (
        row("health:H1", "Mia Orrell", "2019-06-20", "F", HOME, nhs="9434765919"),
        row("social-care:C1", "Zoe Orrell", "2019-06-20", "F", HOME, nhs="9434765919"),
    ),
    "everything the same but two NHS numbers in order": (
        row("police:N1", "Sara Coleford", "1981-06-20", "F", HOME, nhs="9434765919"),
        row("health:H1", "Sara Coleford", "1981-06-20", "F", HOME, nhs="9434765870"),
    ),
    "a common name and address without a birth date": (
        row("police:N1", "John Smith", "", "M", HOME),
        row("health:H1", "John Smith", "1970-05-03", "M", HOME),
    ),
    "an uncommon name alone": (
        row("police:N1", "Kerensa Orrell", "", "F"),
        row("health:H1", "Kerensa Orrell", "1970-05-03", "F"),
    ),
    "two without birth dates at one address": (
        row("police:N1", "Mark Orrell", "", "M", HOME),
        row("health:H1", "Mark Orrell", "", "M", HOME),
    ),
    "two people in one hospital": (
        row("police:N1", "Kerensa Smith", "", "F", "St Mary's Hospital, 10 High Road, E1 1AA"),
        row("health:H1", "Kerensa Smith", "1970-05-03", "F", "St Mary's Hospital, 10 High Road, E1 1AA"),
    ),
    "names that are nobody's": (
        row("victim-liaison:V2", "Family of Child W"),
        row("health:V2", "Family of Child W"),
        row("police:V2", "Unknown male", "", "M", HOME),
        row("social-care:V2", "Unknown male", "", "M", HOME),
    ),
    "no name at all": (row("police:N1", "", "1981-06-20", "M", HOME), row("health:H1", "", "1981-06-20", "M", HOME)),
    "flats of one house": (
        row("health:H900", "Ivy Nolan", "2019-05-02", "F", "Flat 2, 22 Mill Lane NE6 2AA"),
        row("health:H901", "Sam Okorie", "2017-08-08", "M", "Flat 1, 22 Mill Lane NE6 2AA"),
        row("police:N900", "Alan Pryce", "1970-05-17", "M", "Flat 1, 22 Mill Lane NE6 2AA"),
    ),
    "seen alive years after the other had died": (
        row("health:H1", "Sara Coleford", "1981-06-20", "F", HOME),
        event("health:H1", "2015-01-01", "death"),
        row("police:N1", "Sara Coleford", "1981-06-20", "F", HOME),
        event("police:N1", "2020-01-01", "arrest"),
    ),
    "on record before the other was born": (
        row("police:N1", "Kerensa Orrell", "", "F", HOME),
        event("police:N1", "1994-01-01", "contact"),
        row("health:H1", "Kerensa Orrell", "1999-03-02", "F", HOME),
    ),
}


def keys_in(drafts: tuple[Draft, ...]) -> list[str]:
    """The keys that have a People row."""
    return [d.people[0].key for d in drafts if d.kind == "person"]


@pytest.mark.parametrize("told", SAME.values(), ids=SAME)
def test_one_person_whatever_the_order_they_came_in(told: tuple[Draft, ...]) -> None:
    for order in itertools.islice(itertools.permutations(told), 6):
        at_once, one_by_one = loaded(order), Lane()
        for draft in order:
            one_by_one.load(draft)
        assert at_once.same(*keys_in(told))
        assert one_by_one.same(*keys_in(told))


@pytest.mark.parametrize("told", APART.values(), ids=APART)
def test_two_people_whatever_the_order_they_came_in(told: tuple[Draft, ...]) -> None:
    for order in itertools.islice(itertools.permutations(told), 6):
        at_once, one_by_one = loaded(order), Lane()
        for draft in order:
            one_by_one.load(draft)
        for lane in (at_once, one_by_one):
            persons = [lane.linker.person_of(key) for key in keys_in(told)]
            assert len(set(persons)) == len(persons)


@pytest.mark.parametrize(
    "case",
    [
        "an adult of unknown age and a child of one name",
        "everything the same but two NHS numbers in order",
        "a common name and address without a birth date",
        "an uncommon name alone",
        "two without birth dates at one address",
        "twins with names one letter apart",
        "twins one of whom was given the other's NHS number",
        "seen alive years after the other had died",
        "an adult and a child whose birth dates differ in one digit, ten years apart",
        "a grown woman and a girl of one name whose birth years have two figures exchanged",
    ],
)
def test_a_doubtful_pair_is_asked_about(case: str) -> None:
    lane = loaded(APART[case])
    assert lane.asked() == {frozenset(keys_in(APART[case]))}
    (question,) = lane.linker.unsure(5)
    assert all(sentence[0].isupper() for sentence in question.why)


@pytest.mark.parametrize("case", ["twins", "senior and junior", "father and son of one name and address"])
def test_people_known_to_be_different_are_not_asked_about(case: str) -> None:
    assert loaded(APART[case]).asked() == set()


def test_a_record_without_birth_date_joins_neither_father_nor_son() -> None:
    lane = loaded(
        [
            row("police:N1", "Mark Orrell", "1970-06-20", "M", HOME),
            row("health:H1", "Mark Orrell", "1999-03-02", "M", HOME),
            row("social-care:C1", "Mark Orrell", "", "M", HOME),
            event("social-care:C1", "2022-01-01"),
        ]
    )
    assert len(lane.groups()) == 3
    assert lane.asked() == {frozenset({"police:N1", "social-care:C1"}), frozenset({"health:H1", "social-care:C1"})}


def test_an_unnamed_baby_joins_neither_of_two_twins() -> None:
    lane = loaded(
        [
            row("police:N1", "Baby Orrell", "2019-06-20", "M", HOME),
            row("health:H1", "Tamsin Orrell", "2019-06-20", "M", HOME),
            row("health:H2", "Noah Orrell", "2019-06-20", "M", HOME),
        ]
    )
    assert len(lane.groups()) == 3
    assert len(lane.asked()) == 2


def test_two_keys_of_one_agency_are_left_to_a_person_and_do_not_hide_the_link_to_another() -> None:
    twice = [row(f"police:N{n}", "Kerensa Orrell", "1985-10-03", "F", HOME) for n in "12"]
    lane = loaded([*twice, row("health:H1", "Kerensa Orrell", "1985-10-03", "F", HOME)])
    assert not lane.same("police:N1", "police:N2")
    assert lane.same("health:H1", "police:N1")
    assert lane.asked()
    numbered = loaded([row(f"police:N{n}", "Kerensa Orrell", "1985-10-03", nhs="9434765919") for n in "12"])
    assert numbered.same("police:N1", "police:N2")

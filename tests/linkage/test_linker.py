"""The linker in its lane: persons over time, judgements obeyed and reversed, replay, search and doubt."""

import sqlite3
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest

from heeded.ledger.record import Draft
from heeded.linkage.judging import own_person
from heeded.linkage.linker import Linker
from heeded.words.instants import NEVER
from heeded.words.told import Told
from tests.linkage.telling import BEGAN, Lane, event, loaded, row

HOME = "14 Larch Road N15 4QX"
POLICE = row("police:N1", "Sara Coleford", "1981-06-20", "F", HOME)
HEALTH = row("health:H1", "Sara Coleford", "1981-06-20", "F", HOME)
SCHOOL = row("education:S1", "Sara Coleford", "1981-06-20", "F", HOME)


def ours(kind: str, **details: str) -> Draft:
    """A record that the house itself writes."""
    named = MappingProxyType({k: (v,) for k, v in details.items()})
    return Draft("heeded", "loads", f"{kind}/{details}", kind, Told.at(BEGAN), Told.at(BEGAN), details=named)


def dumped(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Every table of linkage."""
    tables = [n for (n,) in connection.execute("select name from sqlite_master where type='table' order by name")]
    return {t: sorted(connection.execute(f"select * from {t}").fetchall(), key=repr) for t in tables}  # noqa: S608


def test_every_key_is_a_person_from_its_first_mention() -> None:
    lane = loaded([event("police:N1", with_="child:police:N2")])
    assert lane.linker.person_of("police:N2") == own_person("police:N2")
    assert [m.key for m in lane.linker.members(own_person("police:N2"))] == ["police:N2"]
    assert lane.linker.person_of("police:never-heard-of") == own_person("police:never-heard-of")
    assert lane.linker.person_of("police:r7?2") == "police:r7?2"


def test_a_placeholder_is_never_a_person() -> None:
    lane = loaded([event("police:N1", with_="child:police:r7?2")])
    assert lane.linker.count() == 1


def test_the_older_person_stays_and_the_other_leads_to_it() -> None:
    lane = Lane()
    lane.load(HEALTH)
    touched = lane.load(POLICE)
    old, new = own_person("health:H1"), own_person("police:N1")
    assert lane.linker.person_of("police:N1") == old
    assert lane.linker.now_known_as(new) == old
    assert {old, new} <= touched


def test_membership_is_knowledge_from_one_instant_to_another() -> None:
    lane = Lane()
    lane.load(HEALTH)
    lane.load(POLICE)
    before, after = lane.linker.memberships("police:N1")
    assert (before.person, after.person) == (own_person("police:N1"), own_person("health:H1"))
    assert before.until == after.since
    assert after.until == NEVER
    assert lane.linker.person_of("police:N1", before.since) == before.person
    assert lane.linker.person_of("police:N1", after.since) == after.person
    assert lane.linker.person_of("police:N1", BEGAN - timedelta(days=1)) == own_person("police:N1")
    assert (after.author, before.author) == ("linker", "own")
    assert after.weight is not None
    assert after.weight > 8
    assert "family name" in after.why


def test_taking_in_the_same_rows_again_moves_nobody() -> None:
    lane = loaded([POLICE, HEALTH])
    count = len(lane.ledger)
    lane.load(replace(POLICE, origin="again"), event("police:N1"), event("health:H1"))
    assert [r.kind for r in lane.ledger[count:]] == ["person", "contact", "contact"]


def test_a_person_judged_different_leaves_and_a_later_judgement_brings_them_back() -> None:
    lane = loaded([HEALTH, POLICE])
    lane.judge("police:N1", "health:H1", "different")
    assert not lane.same("police:N1", "health:H1")
    assert lane.linker.person_of("police:N1") == own_person("police:N1")
    lane.load(SCHOOL)
    assert not lane.same("police:N1", "health:H1")
    lane.judge("health:H1", "police:N1", "same", "the mother confirmed it")
    assert lane.same("police:N1", "health:H1", "education:S1")
    back = lane.linker.memberships("police:N1")[-1]
    assert (back.author, back.probability, back.why) == ("Asha Verity", 1.0, "the mother confirmed it")


def test_a_judgement_joins_what_the_machine_never_would() -> None:
    twins = [row("health:H1", "Mia Orrell", "2019-06-20", "F", HOME), row("police:N1", "Zoe Orrell", "2012-06-20", "F")]
    lane = loaded(twins)
    lane.judge("health:H1", "police:N1", "same")
    assert lane.same("health:H1", "police:N1")
    assert lane.linker.doubt(lane.linker.person_of("health:H1")) == 1.0
    lane.judge("health:H1", "police:N1", "unsure")
    assert not lane.same("health:H1", "police:N1")


def test_whoever_fits_one_of_two_keys_judged_the_same_still_fits() -> None:
    wrong = row("social-care:C1", "Sara Coleford", "1968-01-05", "F", "3 Mill Row BD21 3AB")
    lane = loaded([HEALTH, POLICE, wrong])
    lane.judge("police:N1", "social-care:C1", "same")
    assert lane.same("police:N1", "social-care:C1", "health:H1")


def test_an_unsure_pair_stays_on_the_list_with_who_could_not_tell() -> None:
    lane = loaded(
        [row("police:N1", "John Smith", "", "M", HOME), row("health:H1", "John Smith", "1970-05-03", "M", HOME)]
    )
    lane.judge("police:N1", "health:H1", "unsure", "no photograph")
    (question,) = lane.linker.unsure(10)
    assert question.why[-1] == "Asha Verity could not tell: no photograph"
    lane.judge("police:N1", "health:H1", "different")
    assert lane.linker.unsure(10) == []


def test_one_record_that_names_both_parts_them() -> None:
    other_agency = row("health:H9", "Sara Coleford", "1981-06-20", "F", HOME)
    lane = loaded([POLICE, other_agency])
    assert lane.same("police:N1", "health:H9")
    lane.load(event("police:N1", "2023-07-01", with_="other:health:H9"))
    assert not lane.same("police:N1", "health:H9")


def test_a_child_role_seen_later_parts_a_link_made_too_early() -> None:
    adult = row("police:N1", "Kerensa Orrell", "1985-10-03", "F", HOME)
    lane = loaded([adult, row("social-care:C1", "Kerensa Orrell", "", "F", HOME)])
    assert lane.same("police:N1", "social-care:C1")
    touched = lane.load(event("social-care:C9", "2022-01-01", with_="child:social-care:C1"))
    assert not lane.same("police:N1", "social-care:C1")
    assert {own_person("police:N1"), own_person("social-care:C1")} <= touched


def test_a_new_statement_replaces_a_birth_date_and_keeps_the_former_name() -> None:
    lane = loaded([row("police:N1", "Sara Coleford", "1990-01-02", "F")])
    lane.load(replace(row("police:N1", "Sara Webley", "1981-06-20", "F", HOME), origin="second"))
    portrait = lane.linker.portraits(["police:N1"])["police:N1"]
    assert [n.last for n in portrait.names] == ["webley", "coleford"]
    assert portrait.born is not None
    assert portrait.born.first.year == 1981
    lane.load(HEALTH)
    assert lane.same("police:N1", "health:H1")


def test_a_withdrawn_load_takes_its_people_out_again() -> None:
    lane = loaded([HEALTH, replace(POLICE, load="load-1")])
    assert lane.same("health:H1", "police:N1")
    lane.load(ours("withdrawn", load="load-1"))
    assert not lane.same("health:H1", "police:N1")
    assert lane.linker.persons("police", 5)[0].name == ""


def test_replaying_the_ledger_gives_the_same_tables_without_deciding_anything() -> None:
    lane = loaded(
        [HEALTH, POLICE, SCHOOL, event("police:N1", with_="child:police:N2"), event("health:H1", kind="death")]
    )
    lane.judge("police:N1", "health:H1", "different")
    lane.judge("police:N1", "health:H1", "same")
    connection = sqlite3.connect(":memory:")
    again = Linker(connection)
    for record in lane.ledger:
        again.replay([record])
    assert dumped(connection) == dumped(lane.connection)


def test_looking_at_everybody_anew_changes_nothing() -> None:
    lane = loaded([HEALTH, POLICE, SCHOOL, row("police:N2", "Mark Orrell", "1970-06-20", "M", HOME)])
    assert lane.linker.relink(BEGAN) == []


def test_people_are_found_by_name_key_number_and_address() -> None:
    lane = loaded([row("health:H1", "Zoë Coleford", "1981-06-20", "F", HOME, nhs="943 476 5919"), event("police:N7")])
    for text in ("zoe", "COLEFORD zo", "health:H1", "9434765919", "n15 4qx"):
        (line,) = lane.linker.persons(text, 10)
        assert (line.name, line.born, line.keys) == ("Zoë Coleford", "1981-06-20", ("health:H1",))
    assert len(lane.linker.persons("", 10)) == 2
    assert lane.linker.persons("", 1) != []
    assert lane.linker.persons("nobody of this name", 10) == []
    assert lane.linker.persons("100%_", 10) == []
    assert lane.linker.name(own_person("police:N7")) == "police:N7"


def test_doubt_is_the_weakest_link_and_a_better_one_lifts_it() -> None:
    weak = row("social-care:C1", "Kit Dorling", "", "F", "8 Cross Lane")
    lane = loaded([row("police:N1", "Kit Dorling", "1992-10-03", "F", "8 Cross Lane BD2 4TT"), weak])
    person = lane.linker.person_of("police:N1")
    assert 0.9 < lane.linker.doubt(person) < 1.0
    assert lane.linker.doubt(own_person("police:N99")) == 1.0
    lane.judge("police:N1", "social-care:C1", "same")
    assert lane.linker.doubt(person) == 1.0


def test_a_pair_stays_together_above_the_lower_weight() -> None:
    lane = loaded(
        [row("police:N1", "Kerensa Orrell", "1985-10-03", "F", HOME), row("health:H1", "Kerensa Orrell", "", "F", HOME)]
    )
    assert lane.same("police:N1", "health:H1")
    lane.load(replace(row("health:H1", "Kerensa Orrell", "", "F", "3 Mill Row BD21 3AB"), origin="moved"))
    assert lane.same("police:N1", "health:H1")
    fresh = loaded([row("police:N1", "Kerensa Orrell", "1985-10-03", "F"), row("health:H1", "Kerensa Orrell", "", "F")])
    assert not fresh.same("police:N1", "health:H1")


@pytest.mark.parametrize("size", [300])
def test_a_crowd_of_one_name_is_passed_over_and_nobody_is_lost(size: int) -> None:
    lane = loaded([row(f"police:N{n}", "John Smith", "", "M") for n in range(size)])
    assert lane.linker.count() == size

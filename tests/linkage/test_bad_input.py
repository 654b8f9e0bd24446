"""Bad input: nothing crashes, nothing is lost, nobody is joined because two files are equally bad."""

from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heeded.ledger.record import Draft, Part
from heeded.linkage.reading import facts_from, facts_written, shown, statement_from
from heeded.words.told import Told
from tests.linkage.telling import BEGAN, SOMEDAY, Lane, event, loaded, row

ODD = ["", "x" * 500, "محمد علي", "e\u0301\u0301\u0301" * 60, "\u202eadA nworB", "\x00\x01", "-", "J S", "O'", "a,,,",
       "1234", "Baby", "🙂🙂", "; ; ;", "née", "((", "Mc", "van der", "Jr"]  # fmt: skip
odd = st.one_of(st.sampled_from(ODD), st.text(max_size=60))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(odd, odd, odd, odd, odd, odd), min_size=2, max_size=4))
def test_any_people_rows_are_taken_in_and_kept(rows: list[tuple[str, str, str, str, str, str]]) -> None:
    lane = Lane()
    for number, (name, aka, born, sex, home, nhs) in enumerate(rows):
        details = MappingProxyType(
            {"name": (name,), "aka": (aka,), "born": (born,), "sex": (sex,), "nhs": (nhs,), "": ("",)}
        )
        part = Part("about", f"agency{number}:K1")
        when = Told.on(SOMEDAY)
        lane.load(
            Draft(f"agency{number}", "table", "row", "person", when, when, people=(part,), place=home, details=details)
        )
    keys = [f"agency{n}:K1" for n in range(len(rows))]
    assert {k for g in lane.groups() for k in g} == set(keys)
    assert sorted(lane.linker.portraits(keys)) == keys
    lane.linker.unsure(10)
    lane.linker.persons("x", 10)


@pytest.mark.parametrize("name", [n for n in ODD if n not in ("J S",)])
def test_equally_bad_names_join_nobody(name: str) -> None:
    lane = loaded([row("police:N1", name), row("health:H1", name), row("education:S1", name, "1900-01-01")])
    assert len(lane.groups()) == 3


def test_a_record_about_nobody_or_with_an_empty_key_is_passed_over() -> None:
    when = Told.on(SOMEDAY)
    lane = loaded(
        [
            Draft("police", "table", "r1", "contact", when, when),
            Draft("police", "table", "r2", "person", when, when),
            Draft(
                "police", "table", "r3", "contact", when, when, people=(Part("about", ""), Part("child", "police:r3?1"))
            ),
        ]
    )
    assert lane.linker.count() == 0


def test_a_record_that_names_hundreds_is_a_list_and_parts_nobody() -> None:
    crowd = "; ".join(f"other:police:N{n}" for n in range(300))
    lane = loaded([event("police:N999", with_=crowd)])
    assert lane.linker.portraits(["police:N1"])["police:N1"].beside == frozenset()
    assert lane.linker.count() == 301


def test_links_and_judgements_that_cannot_be_read_change_nothing() -> None:
    when = Told.at(BEGAN)
    lane = loaded([row("police:N1", "Mia Orrell")])
    before = lane.groups()
    lane.load(
        Draft("heeded", "linkage", "l1", "linked", when, when),
        Draft("heeded", "linkage", "j1", "judged", when, when, details=MappingProxyType({"one": ("police:N1",)})),
        Draft("heeded", "loads", "w1", "withdrawn", when, when),
        Draft("police", "table", "x1", "retracted", when, when, answers=("police:nothing",)),
    )
    assert lane.groups() == before


def test_what_is_written_down_reads_back() -> None:
    lane = loaded(
        [event("police:N1", "2010-02-03", "conviction", "child:police:N2"), row("police:N1", "Mia; x", nhs="1")]
    )
    for record in lane.ledger[:1]:
        for facts in shown(record).values():
            assert facts_from(facts_written(facts)) == facts
    (body,) = [b for (b,) in lane.connection.execute("select body from linkage_statement")]
    assert statement_from(body).written() == body

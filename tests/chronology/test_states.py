"""States: what is in force when, as known when."""

from datetime import date

from heeded.chronology.spans import at_least, holds, meet, minus, overlapping, span, union
from heeded.chronology.state import End, Endings
from heeded.chronology.states import States, standing
from heeded.chronology.stays import stays
from heeded.signals.example import played
from heeded.words.instants import NEVER, Instant, start_of
from heeded.words.told import Told


def at(text: str) -> Instant:
    return start_of(date.fromisoformat(text))


def on(text: str) -> Told:
    return Told.on(date.fromisoformat(text))


def states(given: str, about: str = "him") -> States:
    return States(played(given, about).scene)


def test_an_address_lasts_until_that_agency_gives_another() -> None:
    seen = states(
        "2019-01-10  police  registered    place A\n"
        "2020-03-01  police  notification  type=change; what=address; place B; recorded 2020-03-02"
    )
    old, new = stays(seen, "him")
    assert old.now() == span(at("2019-01-10"), at("2020-03-02"))
    assert new.now() == span(at("2020-03-02"), NEVER)
    assert holds(old.during(on("2020-02-29")), at("2021-01-01"))
    assert not holds(old.during(on("2020-03-01")), at("2020-03-02"))
    assert holds(old.during(on("2020-03-01")), at("2020-03-01"))


def test_agencies_may_disagree_and_both_addresses_count() -> None:
    seen = states("2019-01-10  police  registered  place A\n2019-05-10  health  residence  status=registered; place B")
    assert all(s.now()[0][1] == NEVER for s in stays(seen, "him"))


def test_the_place_of_a_visit_is_nobodys_home() -> None:
    assert stays(states("2019-01-10  police  visit  purpose=offender; result=seen; place A"), "him") == ()


def test_staying_lasts_ninety_days_from_the_last_record() -> None:
    seen = states(
        "2019-01-01  police  residence  status=staying; place A\n2019-02-01  police  residence  status=staying; place A"
    )
    assert standing(stays(seen, "him")) == span(at("2019-01-01"), at("2019-05-02"))


def test_nobody_found_at_an_address_ends_it() -> None:
    seen = states(
        "2019-01-10  police  registered  place A\n2019-06-10  police  address_check  result=not_there; place A"
    )
    assert stays(seen, "him")[0].now() == span(at("2019-01-10"), at("2019-06-10"))


def test_a_people_row_is_a_stay_from_when_the_agency_first_met_the_person() -> None:
    seen = states("child  born 2015-01-01; place A\n2019-01-10  health  attendance  about child")
    assert [(s.place, s.begins.day.isoformat(), s.refs) for s in stays(seen, "child")] == [
        ("a", "2019-01-10", ("health:1",))
    ]


def test_who_poses_a_risk_to_children() -> None:
    def risky(line: str) -> bool:
        return bool(standing(states(line).risk_to_children("him")))

    assert risky("2019-01-10  police  registered")
    assert risky("2019-01-10  police  order_made  type=shpo")
    assert risky("2019-01-10  police  order_made  type=licence; conditions=NO_UNSUP_CHILD_CONTACT")
    assert risky("2019-01-10  police  risk_assessment  level=high; to=children")
    assert not risky("2019-01-10  police  risk_assessment  level=high; to=public")
    assert not risky("2019-01-10  police  order_made  type=licence; conditions=KEEP_IN_TOUCH")


def test_the_latest_assessment_counts_and_the_end_of_the_register_is_an_end() -> None:
    lower = states(
        "2019-01-10  police  risk_assessment  level=high; to=children\n"
        "2019-06-10  police  risk_assessment  level=low; to=children"
    )
    assert standing(lower.risk_to_children("him")) == span(at("2019-01-10"), at("2019-06-10"))
    over = states("2019-01-10  police  registered  until=2020-01-10")
    assert standing(over.risk_to_children("him")) == span(at("2019-01-10"), at("2020-01-10"))


def test_a_variation_keeps_what_it_leaves_unsaid() -> None:
    seen = states(
        "2019-01-10  police  order_made    type=shpo; until=2024-01-10; conditions=NO_CHILD_PLACES\n"
        "2019-06-10  police  order_varied  type=shpo"
    )
    made, varied = seen.of("him", "order")
    assert (varied.codes, varied.until) == (made.codes, at("2024-01-10"))
    assert made.now() == span(at("2019-01-10"), at("2019-06-10"))


def test_a_licence_ends_when_it_is_revoked() -> None:
    seen = states("2019-01-10  probation  order_made  type=licence\n2019-06-10  probation  revoked")
    assert seen.of("him", "order")[0].now() == span(at("2019-01-10"), at("2019-06-10"))


def test_a_vague_end_takes_effect_at_the_end_of_its_span() -> None:
    seen = states("2019-01-10  police  custody_started\n2019-06  police  custody_ended")
    assert seen.of("him", "custody")[0].now() == span(at("2019-01-10"), at("2019-06-30"))


def test_the_youngest_birth_date_told_counts() -> None:
    seen = states("child  born 2012-05-01\n2019-01-10  health  attendance  about child")
    assert holds(seen.child_during("child", on("2030-04-30")), at("2031-01-01"))
    assert seen.child_during("child", on("2030-05-01")) == ()
    assert seen.grown("child") == span(at("2030-05-01"), NEVER)


def test_without_a_birth_date_the_role_of_child_says_so() -> None:
    seen = states("2019-01-10  police  arrest  child:sam")
    assert seen.age_known("sam")
    assert not seen.age_known("him")


def test_only_ends_that_matter_are_kept() -> None:
    ends = Endings(End(at(f"2019-01-{d:02}"), span(at(f"2019-01-{d:02}"), NEVER)) for d in range(2, 30))
    assert len(ends.of(at("2019-01-01"), span(at("2019-01-01"), NEVER))) == 1


def test_spans_are_half_open_and_edges_of_one_instant_are_applied_together() -> None:
    a, b, c = at("2020-01-01"), at("2020-01-02"), at("2020-01-03")
    assert at_least(2, [span(a, b), span(b, c), span(a, c)]) == span(a, c)
    assert at_least(2, [span(a, b), span(b, c)]) == ()
    assert union([(a, b), (b, c)]) == ((a, c),)
    assert minus(span(a, c), span(a, b)) == span(b, c)
    assert meet(span(a, b), span(b, c)) == ()


def test_overlapping_pairs_are_those_that_meet() -> None:
    days = [at(f"2020-01-{d:02}") for d in range(1, 8)]
    ones = [(span(days[0], days[2]), "a"), (span(days[3], days[4]), "b")]
    others = [(span(days[1], days[3]), "x"), (span(days[4], days[6]), "y")]
    assert list(overlapping(ones, others)) == [(span(days[1], days[2]), "a", "x")]

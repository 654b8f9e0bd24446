"""Whose a warning is: by role and involvement, kept by whoever has it, handed on when they are gone."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from heeded.casework.warning import ASSIGNED, Involvement
from heeded.words.instants import NEVER
from tests.casework.making import DAY, FRIDAY, LAST_OWNER, Told, act, at, now, office, warning

HOUR = timedelta(hours=1)
TUESDAY_NIGHT = at("2024-05-08T00:00+01:00")
NAMES = ("Ada Poole", "Ben Quill", "Cat Rowe", "Dee Sharp", "Eli Tarn")


def workers(names: tuple[str, ...] = NAMES) -> Told:
    told = Told()
    for number, name in enumerate(names):
        told.joins(name, "social_worker", team="North" if number % 2 else "South")
    return told


def test_it_is_the_workers_who_holds_the_case() -> None:
    held = warning(involved=(Involvement("ben  QUILL", "social-care", FRIDAY - DAY),))
    assert now(FRIDAY, held, told=workers()).owner == "Ben Quill"
    over = warning(involved=(Involvement("Ben Quill", "social-care", FRIDAY - 9 * DAY, FRIDAY - DAY),))
    anybody = now(FRIDAY, warning(), told=workers()).owner
    assert now(FRIDAY, over, told=workers()).owner == anybody, "an allocation that ended says nothing"


def test_without_the_worker_it_is_their_teams() -> None:
    told = (
        workers().joins("Fay Underhill", "team_manager", team="South").joins("Gus Vale", "team_manager", team="North")
    )
    told.joins("Hal West", "team_manager", team="West")
    held = warning(involved=(Involvement("Ben Quill", "social-care", FRIDAY - DAY, NEVER),))
    found = now(TUESDAY_NIGHT, held, told=told)
    assert (found.owner, found.role) == ("Gus Vale", "team_manager"), "Ben is in North"


@given(st.permutations(NAMES), st.sampled_from(NAMES))
def test_joiners_change_nobodys_owner(order: list[str], joiner: str) -> None:
    before = tuple(n for n in order if n != joiner)
    owner = now(FRIDAY, told=workers(before)).owner
    later = workers(before).joins(joiner, "social_worker", FRIDAY + HOUR)
    assert now(FRIDAY + 2 * HOUR, told=later).owner == owner


def test_owners_are_spread_over_everybody_in_the_role() -> None:
    found = {now(FRIDAY, replace(warning(), id=f"w{n}"), told=workers()).owner for n in range(60)}
    assert found == set(NAMES)


def test_it_goes_to_a_colleague_when_its_owner_leaves_is_away_or_changes_role() -> None:
    owner = now(FRIDAY, told=workers()).owner
    for told in (
        workers().leaves(owner, FRIDAY + HOUR), workers().away(owner, FRIDAY + HOUR, FRIDAY + 9 * DAY),
        workers().loses(owner, "social_worker", FRIDAY + HOUR),
    ):  # fmt: skip
        found = now(FRIDAY + 2 * HOUR, told=told)
        assert found.owner != owner
        assert found.owner in NAMES
        assert [t.why for t in found.tenures] == ["opened", "gone"]
        assert found.decide_by == TUESDAY_NIGHT, "the time does not start anew"


def test_an_owner_who_comes_back_does_not_take_it_back() -> None:
    owner = now(FRIDAY, told=workers()).owner
    told = workers().away(owner, FRIDAY + HOUR, FRIDAY + 3 * HOUR)
    assert now(FRIDAY + 4 * HOUR, told=told).owner != owner


def test_where_nobody_holds_the_role_it_falls_upwards_and_comes_down_when_somebody_takes_it() -> None:
    told = Told().joins("Cy Hart", "head_of_service").joins("Ann Lee", "social_worker", FRIDAY + 2 * HOUR)
    fallen = now(FRIDAY, told=told)
    assert (fallen.owner, fallen.tenures[-1].empty) == ("Cy Hart", ("social_worker", "team_manager"))
    found = now(FRIDAY + 2 * HOUR, told=told)
    assert (found.owner, found.tenures[-1].why, found.tenures[-1].empty) == ("Ann Lee", "filled", ())


def test_a_fallen_one_climbs_above_whoever_it_fell_to() -> None:
    told = Told().joins("Bob Moss", "team_manager").joins("Cy Hart", "head_of_service")
    assert now(FRIDAY, told=told).owner == "Bob Moss"
    assert now(TUESDAY_NIGHT, told=told).owner == "Cy Hart"


def test_it_climbs_to_the_owners_own_manager_if_there() -> None:
    told = Told().joins("Ann Lee", "social_worker", boss="dot  pike").joins("Dot Pike", "supervisor")
    told.joins("Bob Moss", "team_manager")
    assert now(TUESDAY_NIGHT, told=told).owner == "Dot Pike"
    assert now(TUESDAY_NIGHT + DAY, told=told).owner == LAST_OWNER, "nobody is head of service here"
    told.away("Dot Pike", FRIDAY + HOUR, FRIDAY + 30 * DAY)
    assert now(TUESDAY_NIGHT, told=told).owner == "Bob Moss"


def test_managers_who_answer_to_each_other_do_not_keep_it_for_ever() -> None:
    told = Told().joins("Ann Lee", "social_worker", boss="Bob Moss").joins("Bob Moss", "team_manager", boss="Ann Lee")
    assert now(TUESDAY_NIGHT + 9 * DAY, told=told).owner == LAST_OWNER


def test_given_to_somebody_it_is_theirs_until_they_go_or_it_climbs() -> None:
    given_ = act(ASSIGNED, FRIDAY + HOUR, to="Cy Hart", reason="knows the family")
    assert now(FRIDAY + 2 * HOUR, acts=[given_]).owner == "Cy Hart"
    assert (
        now(FRIDAY + 2 * HOUR, acts=[given_], told=office().leaves("Cy Hart", FRIDAY + 90 * HOUR / 60)).owner
        == "Ann Lee"
    )
    assert now(TUESDAY_NIGHT, acts=[given_]).owner == "Bob Moss"


def test_who_is_barred_never_owns_it_on_any_rung() -> None:
    barred = warning(barred=(("Ann Lee", FRIDAY), ("Bob Moss", FRIDAY)))
    told = office().joins("Dot Pike", "social_worker", boss="Bob Moss")
    assert now(FRIDAY, barred, told=told).owner == "Dot Pike"
    assert now(TUESDAY_NIGHT, barred, told=told).owner == "Cy Hart"


def test_whoever_becomes_barred_hands_it_on_at_once_and_the_past_stays() -> None:
    barred = warning(barred=(("Ann Lee", FRIDAY + HOUR),))
    assert now(FRIDAY, barred).owner == "Ann Lee"
    found = now(FRIDAY + HOUR, barred)
    assert (found.owner, [t.owner for t in found.tenures]) == ("Bob Moss", ["Ann Lee", "Bob Moss"])
    assert now(FRIDAY, barred).next_change == FRIDAY + HOUR

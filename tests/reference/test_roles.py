"""Roles and their ladders: each one ends, and every signal is for a role that exists."""

import pytest

from heeded.reference.agencies import agencies
from heeded.reference.responses import responses
from heeded.reference.roles import ladder, roles, roles_of, titled
from heeded.reference.shelf import ReferenceTrouble, read
from heeded.signals.raised import LEVELS
from heeded.signals.shelf import signals


def test_every_ladder_ends_above_everybody_on_it() -> None:
    for name in roles():
        rungs = ladder(name)
        assert rungs[0] == name
        assert len(set(rungs)) == len(rungs)
        assert roles()[rungs[-1]].climbs_to == ""


def test_nobody_answers_for_an_agency_that_does_not_exist() -> None:
    assert {role.agency for role in roles().values()} <= set(agencies())


def test_every_signal_is_for_a_role_with_somebody_above_it() -> None:
    assert signals()
    for signal in signals().values():
        assert len(ladder(signal.owner)) > 1, f"{signal.code}: nobody is above {signal.owner}"


def test_a_role_that_is_not_known_has_no_ladder_and_its_own_name() -> None:
    assert ladder("lamplighter") == ()
    assert titled("night_nurse") == "night nurse"
    assert titled("social_worker") == "social worker"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: {title: a, agency: police, climbs to: b}\nb: {title: b, agency: police, climbs to: a}", "in a circle"),
        ("a: {title: a, agency: police, climbs to: a}", "in a circle"),
        ("a: {title: a, agency: police, climbs to: c}", "'c' is no role"),
        ("a: {title: a, agency: nowhere}", "'agency' cannot be 'nowhere'"),
        ("a: {title: a, agency: police, up: b}", "'up' is not known"),
    ],
)
def test_a_ladder_that_cannot_be_climbed_is_refused(text: str, says: str) -> None:
    with pytest.raises(ReferenceTrouble, match=says):
        roles_of(read(text, "roles.yaml"))


def test_every_level_has_its_time_to_answer() -> None:
    assert set(responses().levels) == set(LEVELS)
    assert (responses().longest_deferral, responses().looked_at_again) == (90, 90)

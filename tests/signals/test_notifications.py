"""The notifications that somebody on the register owes: when each is overdue, and when nothing is owed any more."""

import pytest

from heeded.signals.example import played
from heeded.signals.kernel import judge
from heeded.signals.raised import Raise
from heeded.signals.shelf import signals
from heeded.words.instants import day_of

HOME = "2019-01-10  police  registered  place 4 Park Terrace; until=2020-07-01"
PRISON = "2020-06-01  police  custody_started  type=sentence"


def raised(*lines: str, vantage: str = "pooled") -> tuple[Raise, ...]:
    scene = played("\n".join(lines), "him", vantage).scene
    return judge(scene, signals={"OFF05": signals()["OFF05"]}).raises


def found(*lines: str) -> list[tuple[str, str]]:
    """Each raise: the clock, and the day."""
    return [(r.trigger.partition(" ")[0], str(day_of(r.raised))) for r in raised(*lines)]


def test_a_registration_with_an_address_is_the_first_notification() -> None:
    assert found(HOME, "2019-12-01  police  custody_started  type=sentence") == []
    without = HOME.replace("place 4 Park Terrace; ", "")
    assert found(without, "2019-01-20  police  custody_started  type=sentence") == [
        ("notification_initial", "2019-01-13")
    ]


def test_what_falls_due_after_the_register_has_ended_is_not_owed() -> None:
    assert found(HOME.replace("2020-07-01", "2019-09-01")) == []


def test_what_was_overdue_and_is_heard_of_after_the_register_has_ended_is_raised_and_lapses() -> None:
    (one,) = raised(HOME.replace("2020-07-01", "2020-02-01") + "; recorded 2020-03-01")
    assert (str(day_of(one.raised)), one.cleared, one.lapsed) == ("2020-03-01", one.raised, "order ended")


def test_a_visit_of_the_police_confirms_nothing() -> None:
    seen = "2019-12-10  police  visit  purpose=offender; result=seen"
    assert found(HOME, seen, PRISON) == [("notification_periodic", "2020-01-11")]


@pytest.mark.parametrize("away", ["custody", "hospital", "abroad"])
def test_days_away_are_added_to_the_year(away: str) -> None:
    gone = ("2019-03-01  police  custody_started", "2019-03-11  police  custody_ended")
    told = "2019-03-11  police  notification  type=travel"
    lines = [line.replace("custody", away) for line in gone]
    clocks = dict(found(HOME, *lines, told, PRISON))
    assert clocks["notification_periodic"] == "2020-01-21"


def test_who_leaves_custody_has_three_days_to_say_so() -> None:
    gone = ("2019-03-01  police  custody_started  type=remand", "2019-03-11  police  custody_ended  type=remand")
    in_time = "2019-03-13  police  notification  type=change; what=release"
    assert found(HOME, *gone, in_time, "2019-12-01  police  custody_started") == []
    assert ("notification_change", "2019-03-14") in found(HOME, *gone, PRISON)


def test_a_temporary_release_is_nothing_to_notify() -> None:
    out = "2019-03-01  prison  released  type=temporary"
    assert found(HOME, out, "2019-12-01  police  custody_started") == []


def test_weekly_reports_are_owed_until_he_has_an_address() -> None:
    weekly = [f"2019-02-{day}  police  notification  type=weekly" for day in ("04", "11")]
    home = "2019-02-15  police  notification  type=change; what=address; place 1 Brook Street"
    end = "2019-12-01  police  custody_started  type=sentence"
    assert found(HOME, *weekly, home, end) == []
    assert found(HOME, *weekly, end) == [("notification_weekly", "2019-02-19")]


def test_a_second_clock_that_is_overdue_is_a_second_raise() -> None:
    clocks = [clock for clock, _ in found(HOME.replace("place 4 Park Terrace; ", ""), PRISON)]
    assert clocks == ["notification_initial", "notification_periodic"]


def test_two_agencies_that_tell_of_one_registration_start_one_clock() -> None:
    assert found(HOME, HOME.replace("police", "probation"), PRISON) == [("notification_periodic", "2020-01-11")]


def test_a_notification_written_down_late_was_owed_as_long_as_nobody_knew_of_it() -> None:
    late = "2020-01-08  police  notification  type=periodic; recorded 2020-02-03"
    (one,) = raised(HOME, late, PRISON)
    assert [str(day_of(when)) for when in (one.raised, one.cleared) if when] == ["2020-01-11", "2020-02-03"]


def test_his_death_lets_it_lapse() -> None:
    (one,) = raised(HOME, "2020-02-01  health  death", PRISON)
    assert (one.lapsed, one.cleared and str(day_of(one.cleared))) == ("died", "2020-02-01")


def test_it_is_judged_only_where_the_records_of_the_police_are_seen() -> None:
    told = f"{HOME}; shared 2019-01-10"
    assert [len(raised(told, PRISON, vantage=v)) for v in ("agency:police", "shared", "agency:health")] == [1, 0, 0]


@pytest.mark.parametrize("day", ["2019-01", "2019"])
def test_a_registration_with_an_address_is_the_first_notification_however_vague_its_day(day: str) -> None:
    assert "notification_initial" not in [clock for clock, _ in found(HOME.replace("2019-01-10", day), PRISON)]


def test_a_registration_that_another_agency_told_of_with_his_address_is_notified_too() -> None:
    bare = HOME.replace("place 4 Park Terrace; ", "").replace("2020-07-01", "2019-12-01")
    named = HOME.replace("police", "probation").replace("2020-07-01", "2019-12-01")
    assert found(bare, PRISON) == [("notification_initial", "2019-01-13")]
    assert found(bare, named, PRISON) == []


MET = "2019-06-03  probation  self_report  what=contact"
TOGETHER = ("him  born 1980-01-01", "kim  born 2010-02-01", "lee  born 1985-02-01", HOME, "2019-12-01  police  notification  type=periodic")  # fmt: skip
STAYED = [("notification_child_household", "2019-06-06")]


@pytest.mark.parametrize(
    ("who", "owed"),
    [
        ("; child:kim", True),
        ("; with=kim", True),
        ("; child:?1", True),
        ("; with=lee", False),
        ("; partner:lee", False),
    ],
)
def test_only_contact_with_a_child_has_to_be_notified(who: str, owed: bool) -> None:
    known = "2019-02-01  probation  relationship  child:kim; partner:lee; type=other"
    assert found(*TOGETHER, known, MET + who, PRISON)[:1] == (STAYED if owed else [])


def test_contact_with_somebody_unknown_or_unnamed_is_not_judged() -> None:
    for who, because in (("", "does not say with whom"), ("; with=zoe", "of whom nothing is known here")):
        scene = played("\n".join((*TOGETHER, MET + who, PRISON)), "him").scene
        told = judge(scene, signals={"OFF05": signals()["OFF05"]})
        assert STAYED[0] not in [(r.trigger.partition(" ")[0], str(day_of(r.raised))) for r in told.raises]
        assert [n.because for n in told.not_judged if because in n.because], who

"""An address that the police were not told of: which addresses are new, and when telling of them is overdue."""

from heeded.signals.example import played
from heeded.signals.kernel import judge
from heeded.signals.raised import Raise
from heeded.signals.shelf import signals
from heeded.words.instants import day_of

HOME = "2019-01-10  police  registered  place 4 Park Terrace; until=indefinite"
FOUND = "2019-06-03  health  residence  status=registered; place 9 Tanner Street"
TOLD = "police  notification  type=change; what=address; place 9 Tanner Street"


def raised(*lines: str, vantage: str = "pooled") -> list[Raise]:
    scene = played("\n".join((*lines, "2019-12-01  police  custody_started  type=sentence")), "him", vantage).scene
    return [r for r in judge(scene, signals={"OFF05": signals()["OFF05"]}).raises if "address" in r.trigger]


def days(*lines: str) -> list[tuple[str, str]]:
    return [(str(day_of(r.raised)), str(day_of(r.cleared)) if r.cleared else "") for r in raised(*lines)]


def test_the_third_day_is_in_time_and_the_fourth_is_not() -> None:
    assert days(HOME, FOUND, f"2019-06-05  {TOLD}") == []
    assert days(HOME, FOUND, f"2019-06-07  {TOLD}") == [("2019-06-06", "2019-06-07")]


def test_what_he_told_before_he_moved_counts() -> None:
    assert days(HOME, f"2019-06-01  {TOLD}", FOUND) == []


def test_an_address_that_he_has_since_left_and_told_so_is_new_again() -> None:
    left = "2019-04-01  police  notification  type=change; what=address; place 1 Brook Street"
    back = FOUND.replace("9 Tanner Street", "4 Park Terrace")
    assert days(HOME, left, back) == [("2019-06-06", "")]
    assert days(HOME, back) == []


def test_an_address_that_he_told_his_probation_officer_is_no_notification() -> None:
    said = "2019-06-03  probation  self_report  what=address; place 9 Tanner Street"
    assert days(HOME, said) == [("2019-06-06", "")]


def test_days_in_custody_are_added() -> None:
    away = ("2019-06-04  police  custody_started  type=remand", "2019-06-13  police  custody_ended  type=remand")
    assert days(HOME, FOUND, *away) == [("2019-06-15", "")]


def test_an_address_from_before_he_was_registered_is_nothing_to_notify() -> None:
    assert days(HOME, FOUND.replace("2019-06-03", "2018-12-03")) == []


def test_it_is_not_judged_where_the_notifications_of_the_police_are_not_seen() -> None:
    assert raised(f"{HOME}; shared 2019-01-10 health", FOUND, vantage="agency:health") == []


def test_it_lapses_when_the_register_ends() -> None:
    (found,) = raised(HOME.replace("indefinite", "2019-09-01"), FOUND)
    assert (found.lapsed, found.cleared and str(day_of(found.cleared))) == ("order ended", "2019-09-01")


def test_a_notification_written_down_late_clears_it_when_it_is_known() -> None:
    assert days(HOME, FOUND, f"2019-06-04  {TOLD}; recorded 2019-06-20") == [("2019-06-06", "2019-06-20")]

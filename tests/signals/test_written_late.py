"""What happened while an order was in force, and was written down when it was over."""

import pytest

from heeded.signals.example import played
from heeded.signals.kernel import judge
from heeded.signals.shelf import signals
from heeded.words.instants import day_of

LICENCE = "2022-01-10  probation  order_made  type=licence; conditions={}; until=2023-02-14\n"
NO_DELETING = LICENCE.format("NO_DELETE_HISTORY")
DISCLOSE = LICENCE.format("DISCLOSE_RELATIONSHIPS")
DISCLOSE_ON_AN_ORDER = DISCLOSE.replace("licence", "shpo")
THERE_AND_THEN = [("2023-03-05", "2023-03-05", "order ended")]


def stood(given: str, signal: str) -> list[tuple[str, str, str]]:
    """Each raise: when it was raised, when it ended, and why it lapsed."""
    found = judge(played(given, "him").scene, signals={signal: signals()[signal]}).raises
    return [(str(day_of(r.raised)), str(day_of(r.cleared)) if r.cleared else "", r.lapsed) for r in found]


def inspected(day: str, recorded: str) -> str:
    return f"{day}  probation  device_inspection  result=history_deleted; recorded {recorded}\n"


def partner(day: str, recorded: str, name: str = "robin") -> str:
    return f"{day}  police  relationship  partner:{name}; type=partner; status=started; recorded {recorded}\n"


def test_a_breach_written_down_when_the_licence_is_over_is_raised_and_lapses_there_and_then() -> None:
    assert stood(NO_DELETING + inspected("2023-02-10", "2023-03-05"), "LIC07") == THERE_AND_THEN


def test_a_breach_of_a_month_in_which_the_licence_ended_is_judged_against_it() -> None:
    assert stood(NO_DELETING + inspected("2023-02", "2023-03-05"), "LIC07") == THERE_AND_THEN


def test_a_breach_of_the_last_month_is_known_from_its_last_day_and_raised_then() -> None:
    given = NO_DELETING + "2023-02  probation  device_inspection  result=history_deleted"
    assert stood(given, "LIC07") == [("2023-02-28", "2023-02-28", "order ended")]


def test_a_breach_after_the_licence_raises_nothing_however_late_it_is_written() -> None:
    assert stood(NO_DELETING + inspected("2023-02-14", "2023-03-05"), "LIC07") == []


def test_a_late_breach_that_was_decided_on_meanwhile_raises_nothing() -> None:
    decided = "2023-02-12  probation  breach_decision  outcome=warning\n"
    assert stood(NO_DELETING + decided + inspected("2023-02-10", "2023-03-05"), "LIC07") == []


def test_a_second_late_account_of_the_same_order_is_not_raised_again() -> None:
    late = inspected("2023-02-10", "2023-03-05") + inspected("2023-02-12", "2023-03-09")
    assert stood(NO_DELETING + late, "LIC07") == THERE_AND_THEN


def test_a_raise_that_lapsed_with_its_order_is_not_raised_again_by_late_writing() -> None:
    given = NO_DELETING + inspected("2023-02-08", "2023-02-08") + inspected("2023-02-10", "2023-03-05")
    assert stood(given, "LIC07") == [("2023-02-08", "2023-02-14", "order ended")]


def test_an_order_that_goes_on_after_all_raises_what_was_found_under_it_openly() -> None:
    longer = NO_DELETING.replace("2023-02-14", "2024-02-14; replaces 1; recorded 2023-04-01")
    found = stood(NO_DELETING + longer + inspected("2023-02-10", "2023-03-05"), "LIC07")
    assert found == [*THERE_AND_THEN, ("2023-04-01", "2024-02-14", "order ended")]


def test_nothing_is_raised_once_a_death_is_known() -> None:
    died = "2023-03-01  health  death\n"
    assert stood(NO_DELETING + died + inspected("2023-02-10", "2023-03-05"), "LIC07") == []


def test_a_death_known_at_the_same_moment_takes_nothing_back() -> None:
    died = "2023-03-05  health  death\n"
    assert stood(NO_DELETING + died + inspected("2023-02-10", "2023-03-05"), "LIC07") == THERE_AND_THEN


def test_a_partner_he_had_on_licence_is_raised_when_heard_of_after_it() -> None:
    assert stood(DISCLOSE + partner("2023-02-13", "2023-03-05"), "OFF03") == THERE_AND_THEN


def test_each_partner_heard_of_late_is_a_raise() -> None:
    late = partner("2023-02-01", "2023-03-05") + partner("2023-02-02", "2023-03-05", "jo")
    assert stood(DISCLOSE + late, "OFF03") == THERE_AND_THEN * 2


@pytest.mark.parametrize(("day", "raised"), [("2023-02-09", THERE_AND_THEN), ("2023-02-10", []), ("2023-02-12", [])])
def test_on_another_order_the_time_to_declare_has_to_run_out_while_it_is_in_force(
    day: str, raised: list[tuple[str, str, str]]
) -> None:
    assert stood(DISCLOSE_ON_AN_ORDER + partner(day, "2023-03-05"), "OFF03") == raised


def test_a_child_who_came_to_live_with_him_after_the_register_raises_nothing() -> None:
    given = """
    child  born 2015-01-01
    2020-01-10  police     registered       about him; place 9 Tanner Street; until=2023-02-14
    2023-03-01  education  residence        about child; status=enrolled; place 9 Tanner Street
    """
    assert stood(given, "OFF01") == []

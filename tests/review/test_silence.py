"""What silence between agencies cost, in days."""

from datetime import date

from heeded.review.silence import lines, lost, people_of
from heeded.signals.raised import Raise
from tests.written import day


def raised(on: str, *, trigger: str = "", people: tuple[tuple[str, str], ...] = (("child", "P-child"),)) -> Raise:
    when = day(on).last
    return Raise(
        on + trigger,
        "REF01",
        "repeated_concerns",
        "1",
        "pooled",
        people,
        trigger,
        when,
        None,
        (("amber", when),),
        "",
        (),
    )


def test_days_lost_are_those_between_the_first_pooled_and_the_first_shared_raise() -> None:
    (line,) = lines(
        {"pooled": [raised("2020-01-10"), raised("2020-05-01")], "shared": [raised("2020-03-10")]}, date(2020, 12, 31)
    )
    assert (line.pooled, line.shared, line.lost) == (date(2020, 1, 10), date(2020, 3, 10), "60")


def test_never_shared_is_said_with_the_days_until_the_end() -> None:
    (line,) = lines({"pooled": [raised("2020-01-10")], "shared": []}, date(2020, 1, 20))
    assert line.lost == "10 or more, never shared"


def test_sharing_that_came_first_lost_nothing() -> None:
    assert lost(date(2020, 1, 10), date(2020, 1, 10), date(2020, 2, 1)) == "0"
    assert lost(None, date(2020, 1, 10), date(2020, 2, 1)) == "never raised on the whole picture"


def test_raises_after_the_last_day_are_left_out() -> None:
    assert lines({"pooled": [raised("2020-01-10")]}, date(2020, 1, 9)) == []


def test_each_agency_alone_is_told_and_a_second_partner_is_a_second_line() -> None:
    found = lines(
        {
            "pooled": [raised("2020-01-10", trigger="P-one"), raised("2020-02-10", trigger="P-two")],
            "agency:police": [raised("2020-02-10", trigger="P-two")],
        },
        date(2020, 12, 31),
    )
    assert [(line.people[-1], line.alone["police"]) for line in found] == [
        (("other", "P-one"), None),
        (("other", "P-two"), date(2020, 2, 10)),
    ]


def test_a_record_that_set_it_off_is_no_person() -> None:
    assert people_of(raised("2020-01-10", trigger="police:v1")) == (("child", "P-child"),)

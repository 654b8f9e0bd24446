"""A worked example in plain words: its records as lines, and what was raised on them."""

from datetime import date

import pytest

from heeded.signals.signal import Example
from heeded.web.worked import Line, Outcome, lines_of, shown
from tests.web.borough import shelf


def line(text: str) -> Line:
    """The one line of a text."""
    (found,) = lines_of(text, ())
    return found


def test_records_are_numbered_and_lines_about_people_are_not() -> None:
    lines = lines_of("child  born 2019-03-02\n2019-04-01  health  injury", {1})
    assert [(each.number, each.evidence) for each in lines] == [(0, False), (1, True)]
    assert lines[0].rest == "Child, born 2 March 2019"


def test_a_line_about_a_person_says_all_that_is_known() -> None:
    said = line("him  born 1980; died 2020-01-02; place 4 Mill Lane; by police").rest
    assert said == "Him, born 1980, died 2 January 2020, lives at 4 Mill Lane, known to police"


def test_the_day_a_record_was_written_down_stands_apart_and_only_where_it_is_another() -> None:
    late = line("2019-04-01  health  injury  site=arm; recorded 2019-05-02; place 4 Mill Lane")
    assert (late.recorded, late.rest) == (date(2019, 5, 2), "site: arm; place 4 Mill Lane")
    assert line("2019-04-01  health  injury  recorded 2019-04-01").recorded is None


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("visit_every=6 months", "visit every: 6 months"),
        ("outcome=nfa", "outcome: no further action"),
        ("site=arms", "site: arms"),
        ("observed=cot,child_voice", "observed: cot, child voice"),
        ("conditions=NO_UNSUP_CHILD_CONTACT", "conditions: NO_UNSUP_CHILD_CONTACT"),
        ("until=2020-01-31", "until: 31 January 2020"),
        ("answers=2", "answers line 2"),
        ("replaces 2", "corrects line 2"),
        ("shared 2019-04-02 health", "shared on 2 April 2019 with Health"),
        ("shared 2019-04-02", "shared on 2 April 2019 with every partner"),
        ("child:C9", "child: C9"),
    ],
)
def test_a_piece_of_a_record_is_said_in_words(written: str, said: str) -> None:
    assert line(f"2019-04-01  health  injury  {written}").rest == said


@pytest.mark.parametrize("text", ["2019-02-31  police  registered", "2019-03-01  police", "nobody asks"])
def test_what_is_no_record_stays_as_text(text: str) -> None:
    assert (line(text).happened, line(text).rest) == (None, text)


def test_a_vague_date_stays_vague() -> None:
    happened = line("2019-03  health  injury").happened
    assert happened
    assert (happened.first_day, happened.day) == (date(2019, 3, 1), date(2019, 3, 31))


def test_an_example_shows_what_its_signal_makes_of_it_now() -> None:
    fires, quiet, late, clears = (shown(shelf()["OFF01"], example) for example in shelf()["OFF01"].examples)
    assert [outcome.raised for outcome in fires.outcomes] == [date(2019, 3, 14)]
    assert [each.evidence for each in fires.lines] == [True, True]
    assert (quiet.outcomes, quiet.survives) == ((), "flats of one building")
    assert late.outcomes[0].raised == date(2019, 5, 13)
    assert [each.evidence for each in late.lines] == [True, True]  # as judged: the example does not name it
    assert clears.outcomes[0].cleared == date(2019, 3, 22)


def test_a_vantage_is_said_in_words() -> None:
    given = shelf()["OFF01"].examples[0].given
    example = shown(shelf()["OFF01"], Example("quiet", "x", given, vantage="agency:police"))
    assert (example.whose, example.outcomes) == ("Police alone", ())


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (
            Outcome(date(2019, 3, 14), (("red", date(2019, 3, 14)),), None, "", "x"),
            "Raised on 14 March 2019 at red; not cleared.",
        ),
        (
            Outcome(
                date(2019, 3, 14), (("amber", date(2019, 3, 14)), ("red", date(2019, 3, 20))), date(2019, 4, 1), "", "x"
            ),
            "Raised on 14 March 2019 at amber, red from 20 March 2019; cleared on 1 April 2019.",
        ),
        (
            Outcome(date(2019, 3, 14), (("red", date(2019, 3, 14)),), date(2037, 1, 2), "turned 18", "x"),
            "Raised on 14 March 2019 at red; lapsed on 2 January 2037, never answered.",
        ),
    ],
)
def test_when_it_was_raised_and_cleared_is_said_in_one_sentence(outcome: Outcome, said: str) -> None:
    assert outcome.said == said

"""Headings as people write them, found wherever they stand."""

import pytest

from heeded.sources.headers import headings

CHRONOLOGY = """Date|Event
Date of event|Significant event
Time/Date of event|Source agency|Significant Event|Outcome
Date/Time of Event|Agency|Event (what happened?)|Action taken/Outcome
DATE|AGENCY|DETAILS|OUTCOME
Date of Incident|Description|Response
When|What happened|Action
Date|Type of contact|Child's name|Summary of event|Agency response
Dyddiad|Digwyddiad|Canlyniad"""
PEOPLE = """Key|Name
Key|Name|Also known as|Born|Died|Sex|Address|Identifiers
Full name|Date of Birth|Gender|Home address
Forename(s)|Surname|D.O.B.|NHS Number
Person ID|Name|DOB
Surname|First name|Date of birth|Relationship"""
NEITHER = """Date|
Name|Role|Telephone
Mia Penfold|2 March 2019
2007-04-09|visit|seen
date=2007|event=visit
Version|Author|Date"""


@pytest.mark.parametrize("line", CHRONOLOGY.splitlines())
def test_a_chronology_is_known_by_its_headings(line: str) -> None:
    found = headings(line.split("|"))
    assert found is not None
    assert found.table == "chronology"
    assert found.columns["date"] == 0
    assert found.others == {}


@pytest.mark.parametrize("line", PEOPLE.splitlines())
def test_a_people_table_is_known_by_its_headings(line: str) -> None:
    found = headings(line.split("|"))
    assert found is not None
    assert found.table == "people"


@pytest.mark.parametrize("line", NEITHER.splitlines())
def test_rows_that_are_no_headings_are_not_taken_for_them(line: str) -> None:
    assert headings(line.split("|")) is None


def test_headings_we_do_not_know_keep_a_name_for_their_text() -> None:
    found = headings(["Date", "Event", "Impact / Analysis (for the child)"])
    assert found is not None
    assert found.others == {2: "impact_analysis"}


def test_a_heading_is_named_in_complaints_as_the_file_has_it() -> None:
    found = headings(["Date of event", "Significant event"])
    assert found is not None
    assert (found.name("date"), found.name("shared")) == ("Date of event", "Shared")

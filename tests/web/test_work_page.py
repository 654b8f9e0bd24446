"""The work list as a person of staff sees it: by time left, narrowed, in words, and who they are said to be."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from heeded.casework.staff import joined
from tests.web.office import ANA, BEN, FARAH, LAST, SERGEI, Office, office
from tests.web.visitor import Visitor, serving


@pytest.fixture
def at_work(tmp_path: Path) -> Iterator[Office]:
    """The office on a Monday morning."""
    with office(tmp_path) as opened:
        yield opened


@pytest.fixture
def visitor(at_work: Office) -> Iterator[Visitor]:
    """Somebody who was let in to its pages."""
    with serving(at_work.workspace) as served:
        yield served.visitor()


def listed(text: str) -> list[str]:
    """The warnings of a page, in order."""
    return re.findall(r'href="/warning/\w+">([^<]+)</a>', text)


def test_the_warning_with_the_least_time_left_comes_first(visitor: Visitor, at_work: Office) -> None:
    found = listed(visitor.get("/").text)
    assert found[0].startswith("A person who poses a risk to children and a child")
    assert found == [line.says for line in at_work.lines()]
    assert len(found) > 2


def test_each_line_says_level_people_owner_and_time_in_words(visitor: Visitor) -> None:
    row = visitor.get("/").text.partition("<tbody")[2].partition("</tr>")[0]
    assert ">Red</span>" in row
    assert "4 hours left" in row
    assert "to decide by 3 June 2019 at 13:00" in row
    assert "Not acknowledged: 1 hour left" in row
    assert "Isla Reed (child)" in row
    assert ANA in row
    assert "police offender manager" in row


def test_what_nobody_decided_is_overdue_and_says_since_when(visitor: Visitor, at_work: Office) -> None:
    at_work.passes(hours=5)
    page = visitor.get("/").text
    assert "Overdue since 3 June 2019 at 13:00" in page
    assert "1 deadline missed; 3 hours left for Sergei Holt" in page
    assert '<strong class="overdue">1 overdue</strong>' in page


def test_the_list_can_be_narrowed_to_an_owner_a_team_a_level_and_what_is_overdue(
    visitor: Visitor, at_work: Office
) -> None:
    at_work.passes(hours=5)
    everything = listed(visitor.get("/?owner=everybody").text)
    assert 0 < len(listed(visitor.get(f"/?owner={FARAH.replace(' ', '+')}").text)) < len(everything)
    north = listed(visitor.get("/?team=North").text)
    assert 0 < len(north) < len(everything)
    assert len(listed(visitor.get("/?level=red").text)) == 1
    assert listed(visitor.get("/?overdue=yes").text) == listed(visitor.get("/?level=red").text)
    assert "No warning fits what you asked for" in visitor.get("/?level=blue").text
    assert listed(visitor.get("/?owner=Nobody&level=%00%ff&page=99999999").text) == []


def test_a_name_is_chosen_once_and_the_list_is_then_ones_own(visitor: Visitor, at_work: Office) -> None:
    page = visitor.get("/acting").text
    assert f"{ANA} (police offender manager, North, police)" in page
    assert f"{LAST} (last owner)" in page
    assert BEN not in page  # away
    answer = visitor.post("/acting", [("name", FARAH)])
    assert (answer.status, answer.headers["Location"]) == (302, "/")
    mine = visitor.get("/").text
    assert "Your warnings" in mine
    assert "acting as Farah Lindqvist" in mine
    assert set(listed(mine)) == {line.says for line in at_work.lines() if line.row.owner == FARAH}
    assert len(listed(visitor.get("/?owner=everybody").text)) == len(at_work.lines())


def test_another_browser_is_not_taken_for_the_same_person(at_work: Office) -> None:
    with serving(at_work.workspace) as served:
        one, other = served.visitor(), served.visitor()
        one.post("/acting", [("name", FARAH)])
        assert "acting as" not in other.get("/").text


@pytest.mark.parametrize("name", ["", BEN, "Mallory Keen", "x" * 199])
def test_whoever_is_not_here_cannot_be_chosen(visitor: Visitor, name: str) -> None:
    answer = visitor.post("/acting", [("name", name)])
    assert answer.status == 200
    assert "Choose one of the names" in answer.text
    assert "acting as" not in visitor.get("/").text


def test_a_look_says_who_was_said_to_be_looking(visitor: Visitor, at_work: Office) -> None:
    visitor.post("/acting", [("name", SERGEI)])
    visitor.get("/?owner=Sergei+Holt")
    purposes = {look[2] for look in at_work.workspace.door.looks_at(SERGEI)}
    assert purposes == {"reading the work list, acting as Sergei Holt"}


def test_every_page_says_when_nothing_ticked_for_five_minutes(visitor: Visitor, at_work: Office) -> None:
    said = "The clock of the warnings stands still."
    at_work.passes(minutes=5)
    assert said not in visitor.get("/").text
    at_work.passes(minutes=1)
    for path in ("/", "/people", "/oversight", "/signals", "/help", "/health", "/load", "/coding"):
        assert said in visitor.get(path).text, path
    assert "since 3 June 2019 at 09:00" in visitor.get("/").text
    at_work.workspace.casework.tick()
    assert said not in visitor.get("/").text


def test_every_page_says_when_a_clock_that_was_ahead_has_stopped_time(visitor: Visitor, at_work: Office) -> None:
    said = "Time stands still here"
    assert said not in visitor.get("/").text
    at_work.passes(days=366)
    at_work.workspace.write([joined("Nia Park", "health", date(2020, 1, 1))])
    at_work.passes(days=-366)
    for path in ("/", "/people", "/oversight"):
        assert said in visitor.get(path).text, path
    assert "3 June 2020" in visitor.get("/").text


def test_without_staff_every_warning_is_with_the_last_owner_and_says_so(tmp_path: Path) -> None:
    with office(tmp_path, staff=False) as opened, serving(opened.workspace) as served:
        text = served.visitor().get("/").text
    assert text.count("Nobody holds the role it is for.") == len(listed(text)) > 0
    assert LAST in text


def test_a_long_list_comes_in_pages(visitor: Visitor, at_work: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("heeded.web.pages.work.A_PAGE", 2)
    first, second = visitor.get("/?owner=everybody").text, visitor.get("/?owner=everybody&page=2").text
    assert f"1 to 2 of {len(at_work.lines())} warnings" in first
    assert 'href="?owner=everybody&amp;page=2"' in first
    assert listed(first) + listed(second) == [line.says for line in at_work.lines()][:4]

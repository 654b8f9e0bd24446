"""The pages over a real workspace: from four small files to a raise, a replay, a coding and a withdrawal."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from heeded.workspace import Settings, Workspace
from tests.web.visitor import Visitor, serving

NOW = datetime(2019, 6, 3, 9, 0, tzinfo=UTC)
POLICE = (
    "Ref,Date,About,Place,Kind,Details,Event\n"
    "v1,2018-01-15,N7,Flat 2 9 Tanner Street Leeds LS9 1AA,registered,until=indefinite,Registered at the flat\n"
    "v2,2019-05-10,N7,Flat 2 9 Tanner Street Leeds LS9 1AA,visit,purpose=offender; result=seen,Seen at home\n"
)
POLICE_PEOPLE = "Key,Name,Born,Address\nN7,Corin Vale,1982-04-12,Flat 2 9 Tanner Street Leeds LS9 1AA\n"
HEALTH_PEOPLE = "Key,Name,Born,Address\nH4,Isla Reed,2017-03-02,Flat 2 9 Tanner Street Leeds LS9 1AA\n"
HEALTH = (
    "Ref,Date,About,Place,Kind,Details,Event\n"
    "g1,2019-03-12,H4,Flat 2 9 Tanner Street Leeds LS9 1AA,residence,status=registered,Registered with the surgery\n"
    'g2,2019-04-02,H4,,,,"Bruise to left cheek, mother said she fell"\n'
)
FILES = {
    "police.chronology.csv": POLICE, "police.people.csv": POLICE_PEOPLE,
    "health.chronology.csv": HEALTH, "health.people.csv": HEALTH_PEOPLE,
}  # fmt: skip


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    """Somebody before a workspace into which the four files were loaded by the pages."""
    workspace = Workspace.init(tmp_path / "borough", Settings("Ines Okafor", "social-care", "Ines Okafor"), lambda: NOW)
    with serving(workspace) as served:
        visitor = served.visitor()
        place = visitor.upload({name: text.encode() for name, text in FILES.items()}).headers["Location"]
        assert "What would be loaded" in visitor.get(place).text
        assert "There is nobody here yet" in visitor.get("/people").text
        visitor.post(place, [("answer", "confirm")])
        assert "Receipt" in visitor.get(place).text
        yield visitor
    workspace.close()


def person(visitor: Visitor, name: str) -> str:
    """The address of the page of a person."""
    found = visitor.follow(visitor.post("/people", [("sought", name)])).text
    match = re.search(r'href="(/person/[^"]+)"', found)
    assert match, found
    return match[1]


def test_from_files_to_a_raise_its_evidence_and_its_replay(visitor: Visitor) -> None:
    page = visitor.get(person(visitor, "Isla Reed"))
    assert page.status == 200
    link = re.search(r'href="(/raise/[^"]+)"', page.text)
    assert link, page.text
    raised = visitor.get(link[1]).text
    assert "OFF01" in raised
    assert "Corin Vale" in raised
    assert raised.index("Registered at the flat") < raised.index("Registered with the surgery")
    replay = visitor.get(person(visitor, "Isla Reed").replace("person", "replay", 1) + "?day=2019-03-12").text
    assert "At the end of 12 March 2019" in replay
    assert "OFF01" in replay
    assert "never shared" in replay


def test_what_was_not_coded_is_counted_everywhere_until_it_is_coded(visitor: Visitor) -> None:
    assert "1 record is not coded, and so not judged" in visitor.get("/people").text
    page = visitor.get("/coding").text
    assert "<mark>Bruise</mark>" in page
    ref = re.search(r'name="ref" value="([^"]+)"', page)
    kind = re.search(r'<option value="(\w+)" selected>', page)
    assert ref
    assert kind
    assert kind[1] == "injury"
    fields = [
        ("ref", ref[1]),
        (f"kind {ref[1]}", "injury"),
        (f"details {ref[1]}", "explained=no"),
        ("answer", "confirm"),
    ]
    assert "1 record was decided" in visitor.follow(visitor.post("/coding", fields)).text
    assert "Every record is coded." in visitor.get("/coding").text
    assert "Injury" in visitor.get(person(visitor, "Isla Reed")).text


def test_loading_the_same_files_again_changes_nothing(visitor: Visitor) -> None:
    before = visitor.get("/health").text
    place = visitor.upload({name: text.encode() for name, text in FILES.items()}).headers["Location"]
    visitor.post(place, [("answer", "confirm")])
    assert "0 new" in visitor.get(place).text
    rows = re.compile(r"(Records|People|Raises open)</dt>.*?>(\d+)<")
    assert rows.findall(visitor.get("/health").text) == rows.findall(before)


def test_a_load_can_be_withdrawn_whole(visitor: Visitor) -> None:
    link = re.search(r'href="(/withdraw/[^"]+)"', visitor.get("/load").text)
    assert link
    assert visitor.post(link[1], [("reason", "The wrong borough")]).status == 302
    assert "Withdrawn: The wrong borough" in visitor.get("/load").text


def test_every_page_of_a_real_workspace_answers(visitor: Visitor) -> None:
    for path in (
        "/",
        "/people",
        "/oversight",
        "/acting",
        "/load",
        "/coding",
        "/signals",
        "/signals/OFF01",
        "/help",
        "/health",
    ):
        assert visitor.get(path).status == 200, path
    assert visitor.get("/person/p-unknown").status == visitor.get("/replay/p-unknown").status == 404
    assert visitor.get("/raise/unknown").status == 404


def test_a_vantage_that_does_not_exist_is_said_to_be_none(visitor: Visitor) -> None:
    answer = visitor.get(person(visitor, "Isla Reed").replace("person", "replay", 1) + "?vantage=everything")
    assert answer.status == 400

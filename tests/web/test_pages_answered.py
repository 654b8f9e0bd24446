"""Every page as a browser without scripts gets it: what it says, and what it does not."""

import io
import logging
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heeded.web import errors
from heeded.web.pages import people
from tests.web.borough import ENTRIES, Borough, suggestion, uncoded
from tests.web.visitor import Visitor, serving

HOSTILE = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "{{ 7|add:7 }}{% debug %}",
    "=HYPERLINK(\"http://evil.example\")",
    "</title></textarea></select><svg/onload=alert(1)>",
    "‮ltr 𝒻 \x0b\x1b[31m",
)  # fmt: skip
CASE = ("/people", "/person/person-child", "/raise/raise-open", "/replay/person-child", "/coding")


def hostile(text: str) -> Borough:
    """The borough with a text in every place that an agency fills in."""
    entries = tuple(replace(e, says=text, action=text, written_place=text, details={"site": (text,)}) for e in ENTRIES)
    waiting = [uncoded(1, text, suggestion("injury", text, text[: len(text) // 2], explained=text))]
    return Borough(entries=entries, name=text, uncoded_records=waiting)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_an_agency_wrote_is_shown_as_text_and_never_becomes_markup(text: str) -> None:
    with serving(hostile(text)) as served:
        visitor = served.visitor()
        for path in CASE:
            answer = visitor.get(path)
            assert answer.status == 200, path
            assert "<script>alert" not in answer.text
            assert "<img" not in answer.text
            assert "<svg/onload" not in answer.text
            if "{{" in text:
                assert "{{ 7|add:7 }}" in answer.text, path


def test_any_text_at_all_leaves_the_markup_of_the_page_as_it_was() -> None:
    borough = hostile("plain")
    with serving(borough) as served:
        visitor = served.visitor()
        expected = re.findall(r"<\w+", visitor.get("/person/person-child").text)

        @settings(max_examples=60, deadline=None, database=None)
        @given(st.text(st.characters(exclude_categories=["Cs"]), min_size=2, max_size=60))
        def holds(text: str) -> None:
            strange = hostile(text)
            borough.entries, borough.name = strange.entries, strange.name
            assert re.findall(r"<\w+", visitor.get("/person/person-child").text) == expected

        holds()


def test_what_was_searched_for_never_stands_in_an_address(visitor: Visitor) -> None:
    answer = visitor.post("/people", [("sought", "Rowan Marsh")])
    assert answer.status == 302
    assert "owan" not in answer.headers["Location"]
    found = visitor.follow(answer).text
    assert "Rowan Marsh" in found
    assert "Dale Pruett" not in found


def test_a_search_that_finds_nobody_says_what_to_try(visitor: Visitor) -> None:
    found = visitor.follow(visitor.post("/people", [("sought", "Zebedee")])).text
    assert "Nobody was found" in found
    assert "another spelling" in found
    assert "3 records are not coded, and so not judged" in found


def test_an_empty_workspace_says_how_to_begin() -> None:
    with serving(Borough(empty=True, uncoded_records=[])) as served:
        assert "There is nobody here yet" in served.visitor().get("/people").text


def test_unknown_and_not_allowed_are_the_same_page(visitor: Visitor) -> None:
    unknown = visitor.get("/person/person-adult")
    nothing = visitor.get("/no-such-page")
    assert unknown.status == nothing.status == 404
    assert "There is nothing at this address, or it is not open to you." in unknown.text
    menu = re.compile(r"<nav.*?</nav>|<span class=\"top__viewer.*?</span>", re.DOTALL)
    assert menu.sub("", unknown.text) == menu.sub("", nothing.text)


def test_every_look_has_a_purpose_that_is_written_down(visitor: Visitor, borough: Borough) -> None:
    visitor.get("/person/person-child")
    visitor.get("/replay/person-child")
    assert borough.looks[-2:] == ["reading a person's chronology", "replaying what was known"]


def test_a_chronology_can_be_narrowed_to_one_agency(visitor: Visitor) -> None:
    chronology = visitor.get("/person/person-child?agency=health").text.partition('<ol class="moj-timeline"')[2]
    assert "Bruise to left arm" in chronology
    assert "Absent for ten sessions" not in chronology


def test_a_long_chronology_comes_in_pages_and_says_where_it_is() -> None:
    many = tuple(replace(ENTRIES[3], ref=f"education:n{n}", says=f"Absence {n}.") for n in range(250))
    with serving(Borough(entries=many)) as served:
        text = served.visitor().get("/person/person-child?page=3").text
    assert "Entries 201 to 250 of 250" in text
    assert "Absence 249." in text
    assert "Absence 199." not in text


def test_dates_are_said_as_exactly_as_they_were_told(visitor: Visitor) -> None:
    text = visitor.get("/person/person-child").text
    assert '<time datetime="2019-03-12">12 March 2019</time>' in text
    assert ">April 2019</time>" in text


def test_a_raise_shows_its_evidence_its_rule_and_its_examples(visitor: Visitor) -> None:
    text = visitor.get("/raise/raise-open").text
    assert text.index("Registered at 14 Alder Street") < text.index("to left arm")
    assert "<mark>Bruise</mark>" in text
    assert "90 days since 1 January 2020; before that 60 days until 1 January 2020" in text
    assert 'href="/signals/OFF01"' in text


def test_a_signal_shows_its_examples_with_a_picture_a_table_and_its_sentence(visitor: Visitor) -> None:
    text = visitor.get("/signals/OFF01").text
    first = text.partition('<article class="example"')[2].partition("</article>")[0]
    assert "had the same address since 14 March 2019." in first
    assert "Raised on 14 March 2019 at red; lapsed on 2 January 2037, never answered." in first
    assert "2 records. 1: 1 March 2019, Police, registered. 2: 14 March 2019, Health, residence." in first
    assert first.count('<th scope="row"') == 2
    assert text.count("<svg") == 4
    assert "Nothing is raised." in text
    assert "It looks like it and is not: flats of one building." in text


def test_a_defect_is_a_sentence_and_the_log_names_nobody(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    log = io.StringIO()
    monkeypatch.setattr(logging.getLogger("django").handlers[0], "stream", log)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("Rowan Marsh, 14 Alder Street")

    monkeypatch.setattr("tests.web.borough.BoroughLook.person", broken)
    answer = visitor.get("/person/person-child")
    assert answer.status == 500
    assert "It is not something you did." in answer.text
    assert "Traceback" not in answer.text
    assert "Rowan" not in answer.text
    logged = log.getvalue()
    assert "RuntimeError at" in logged
    assert "Rowan" not in logged
    assert "person-child" not in logged


def test_every_refusal_has_a_heading() -> None:
    assert set(errors.HEADINGS) == {400, 403, 404, 405, 413, 500}


def test_the_list_of_people_is_bounded(monkeypatch: pytest.MonkeyPatch, visitor: Visitor) -> None:
    monkeypatch.setattr(people, "MOST", 1)
    text = visitor.get("/people").text
    assert "The first 1 people" in text
    assert "Dale Pruett" not in text

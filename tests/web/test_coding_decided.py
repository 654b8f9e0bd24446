"""Coding by the page: confirm, change, refuse, many at once, and nothing by halves."""

import pytest

from heeded.web.pages.coding import read
from heeded.words.trouble import Trouble
from tests.web.borough import Borough
from tests.web.visitor import Visitor, serving


def test_the_words_that_a_suggestion_rests_on_are_marked(visitor: Visitor) -> None:
    text = visitor.get("/coding").text
    assert "Home visit, <mark>no reply</mark>. Cot" in text
    assert '<option value="visit" selected>' in text
    assert "No suggestion: none of its words is known." in text


def test_only_the_ticked_are_confirmed_each_as_its_row_says(visitor: Visitor, borough: Borough) -> None:
    fields = [
        ("ref", "housing:r1"), ("kind housing:r1", "visit"), ("details housing:r1", "result=no_reply; observed=cot, toys"),
        ("kind housing:r2", "injury"), ("details housing:r2", ""),
        ("ref", "housing:r3"), ("kind housing:r3", "action"), ("details housing:r3", ""), ("answer", "confirm"),
    ]  # fmt: skip
    answer = visitor.post("/coding", fields)
    assert borough.done == [
        ("confirm", ("housing:r1",), "visit", {"result": ("no_reply",), "observed": ("cot", "toys")}),
        ("confirm", ("housing:r3",), "action", {}),
    ]
    assert "2 records were decided" in visitor.follow(answer).text


def test_records_of_one_kind_are_confirmed_together(visitor: Visitor, borough: Borough) -> None:
    fields = [pair for n in (1, 2) for pair in (("ref", f"housing:r{n}"), (f"kind housing:r{n}", "visit"))]
    visitor.post("/coding", [*fields, ("answer", "confirm")])
    assert borough.done == [("confirm", ("housing:r1", "housing:r2"), "visit", {})]


def test_no_kind_fits_is_an_answer_too(visitor: Visitor, borough: Borough) -> None:
    visitor.post("/coding", [("ref", "housing:r1"), ("ref", "housing:r2"), ("answer", "refuse")])
    assert borough.done == [("refuse", ("housing:r1", "housing:r2"))]


@pytest.mark.parametrize("kind", ["", "no_such_kind", "raised", "linked"])
def test_a_row_without_a_kind_of_ours_to_give_stops_all_of_them(visitor: Visitor, borough: Borough, kind: str) -> None:
    fields = [("ref", "housing:r1"), ("kind housing:r1", "visit"), ("ref", "housing:r2"), ("kind housing:r2", kind)]
    answer = visitor.post("/coding", [*fields, ("answer", "confirm")])
    assert answer.status == 400
    assert "housing:r2" in answer.text
    assert borough.done == []


def test_no_tick_says_so(visitor: Visitor) -> None:
    assert "No record was ticked" in visitor.post("/coding", [("answer", "confirm")]).text


@pytest.mark.parametrize("text", ["seen", "=yes", "result=", "a=b; c"])
def test_a_detail_that_is_not_name_and_value_is_said_to_be_so(text: str) -> None:
    with pytest.raises(Trouble, match="is not a detail"):
        read(text, "housing:r1")


def test_when_all_is_coded_the_page_says_so() -> None:
    with serving(Borough(uncoded_records=[])) as served:
        assert "Every record is coded." in served.visitor().get("/coding").text

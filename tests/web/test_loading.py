"""Loading by the pages: see first, confirm, receipt; hostile names; too large; withdrawal."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from heeded.web import gate
from heeded.web.loading import SUFFIXES, plain_name
from heeded.words.trouble import Trouble
from tests.web.borough import Borough
from tests.web.visitor import Served, Visitor

TABLE = b"Ref,Date,Event\nr1,2019-03-12,Seen at home\n"


def waiting_files(served: Served) -> list[Path]:
    """Every file that lies in the loading folder."""
    room = served.pages.installation.loading._room
    return [path for path in room.rglob("*") if path.is_file()] if room else []


def test_nothing_is_loaded_before_it_is_confirmed(served: Served, visitor: Visitor, borough: Borough) -> None:
    shown = visitor.follow(visitor.upload({"health.csv": TABLE}, about="H71", backlog="yes"))
    assert "What would be loaded" in shown.text
    assert borough.done == [("load", ("health.csv",), "", "H71", True, True)]
    assert len(waiting_files(served)) == 1


def test_confirming_loads_the_same_files_and_takes_them_away(
    served: Served, visitor: Visitor, borough: Borough
) -> None:
    place = visitor.upload({"health.csv": TABLE}).headers["Location"]
    receipt = visitor.follow(visitor.post(place, [("answer", "confirm")])).text
    assert [done[-1] for done in borough.done] == [True, False]
    assert '<h1 class="govuk-heading-l">Receipt</h1>' in receipt
    assert "health.csv, row 4" in receipt
    assert "Write it as 2019-03-12." in receipt
    assert waiting_files(served) == []
    assert visitor.post(place, [("answer", "confirm")], seen="/load").status == 302
    assert len(borough.done) == 2


def test_files_that_are_put_away_leave_nothing_behind(served: Served, visitor: Visitor, borough: Borough) -> None:
    place = visitor.upload({"health.csv": TABLE}).headers["Location"]
    visitor.post(place, [("answer", "drop")], seen="/load")
    assert waiting_files(served) == []
    assert "These files were put away" in visitor.get(place).text
    visitor.post(place, [("answer", "confirm")], seen="/load")
    assert len(borough.done) == 1


def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(visitor: Visitor) -> None:
    text = visitor.follow(visitor.upload({"health.csv": b"broken"})).text
    assert "Nothing was loaded" in text
    assert "Save it as csv." in text


def test_no_file_at_all_is_said(visitor: Visitor) -> None:
    answer = visitor.upload({})
    assert "Choose at least one file" in answer.text
    assert "<title>Error: Load files" in answer.text


def test_what_is_too_large_is_refused_with_a_sentence(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, borough: Borough
) -> None:
    monkeypatch.setattr(gate, "LARGEST_UPLOAD", 1024)
    monkeypatch.setattr(gate, "MEBIBYTE", 1024)
    answer = visitor.upload({"health.csv": b"x" * 5000})
    assert answer.status == 413
    assert "larger than 1 MB" in answer.text
    assert borough.done == []


def test_a_form_larger_than_any_of_ours_is_refused_with_a_sentence(visitor: Visitor, borough: Borough) -> None:
    answer = visitor.post("/coding", [("ref", "x" * 1_100_000)])
    assert answer.status == 413
    assert "nothing was done" in answer.text
    many = visitor.post("/coding", [("ref", str(n)) for n in range(2000)])
    assert many.status == 400
    assert borough.done == []


def test_two_files_of_one_name_are_not_taken_for_one(visitor: Visitor) -> None:
    answer = visitor.upload({"a/health.csv": TABLE, "b\\health.csv": TABLE})
    assert answer.status == 400
    assert "Two of the files have this name." in answer.text


@given(st.text(max_size=200))
@example("../../etc/passwd.csv")
@example("C:\\temp\\..\\health.csv")
@example("....csv")
@example("\0.csv")
@example("‮fdp.csv")
def test_a_file_name_never_becomes_a_path(written: str) -> None:
    try:
        name = plain_name(written)
    except Trouble:
        return
    assert Path(name).name == name
    assert not name.startswith(".")
    assert len(name) <= 120
    assert name.lower().endswith(SUFFIXES)
    assert name.isprintable()


@pytest.mark.parametrize("written", ["care/health.csv", "C:\\temp\\health.csv", "../../health.csv", ".health.csv"])
def test_only_the_last_part_of_a_file_name_is_kept(written: str) -> None:
    assert plain_name(written) == "health.csv"


def test_a_load_is_withdrawn_only_with_a_reason(visitor: Visitor, borough: Borough) -> None:
    place = visitor.upload({"health.csv": TABLE}).headers["Location"]
    visitor.post(place, [("answer", "confirm")])
    assert "Say why the load is withdrawn" in visitor.post("/withdraw/load-one", [("reason", "  ")]).text
    assert visitor.post("/withdraw/load-one", [("reason", "The wrong year")]).status == 302
    assert borough.done[-1] == ("withdraw", "load-one", "The wrong year")


def test_an_unknown_load_is_not_found(visitor: Visitor) -> None:
    assert visitor.get("/load/nothing").status == 404
    assert visitor.get("/withdraw/nothing").status == 404

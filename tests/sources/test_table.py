"""A row of a chronology becomes a record as it was written, or comes back with what to put right."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heeded.ledger.record import Draft, Part
from tests.sources.making import HEADINGS, delimited, read, word

FULL = (
    "v5",
    "2019-08-06",
    "2019-08-09",
    "2019-08-09 health",
    "N500",
    "partner:N501; child:?1",
    "Flat 2, 9 Tanner Street",
    "visit",
    "purpose=offender; result=seen; observed=cot,toys",
    "Cot in hallway",
    "none",
)


def one(tmp_path: Path, **cells: str) -> tuple[list[Draft], list[str]]:
    """The drafts of one row with these columns, and every complaint about it."""
    drafts, receipt = read(delimited(tmp_path / "police.csv", [tuple(cells), tuple(cells.values())]))
    return drafts, [f"{r.column}: {r.what} {r.do}".strip() for r in (*receipt.refused, *receipt.remarks) if r.row]


def test_a_whole_row_becomes_a_record(tmp_path: Path) -> None:
    drafts, receipt = read(delimited(tmp_path / "police.csv", [HEADINGS, FULL]))
    body = drafts[0].body()
    assert body == {
        "agency": "police", "source": "chronology-table", "origin": "v5", "kind": "visit", "happened": "2019-08-06",
        "recorded": "2019-08-09", "shared": [["health", "2019-08-09"]],
        "people": [["about", "police:N500"], ["partner", "police:N501"], ["child", "police:v5?1"]],
        "place": "Flat 2, 9 Tanner Street", "details": {"purpose": ["offender"], "result": ["seen"],
        "observed": ["cot", "toys"]}, "says": "Cot in hallway", "action": "none", "answers": [], "replaces": "",
        "basis": "fact", "marking": "OFFICIAL-SENSITIVE", "handling": [], "regime": "ukgdpr",
        "load": "L1", "vocabulary": 1,
    }  # fmt: skip
    assert receipt.remarks == receipt.refused == ()


def test_recorded_is_the_date_where_it_is_not_given(tmp_path: Path) -> None:
    drafts, _ = one(tmp_path, Date="9-11 Apr 2007", Event="x")
    assert drafts[0].recorded == drafts[0].happened


def test_a_dash_is_nothing_said(tmp_path: Path) -> None:
    drafts, complaints = one(tmp_path, Ref="n/a", Date="2007", Recorded="-", About="–", Kind="N/A", Event="x")
    assert (drafts[0].recorded, drafts[0].people, drafts[0].kind, complaints) == (drafts[0].happened, (), "uncoded", [])
    assert drafts[0].origin.startswith("row-")


@pytest.mark.parametrize(
    ("cells", "complaint"),
    [
        ({"Date": "soon", "Event": "x"}, "Date: 'soon' is not a date. Write it as"),
        ({"Date": "", "Event": "x"}, "Date: there is no date."),
        ({"Date": "2007", "Recorded": "later", "Event": "x"}, "Recorded: 'later' is not a date."),
        ({"Date": "2007", "Event": ""}, "Event: the row says nothing"),
        ({"Ref": "r" * 101, "Date": "2007", "Event": "x"}, "Ref: it is longer than"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_with_what_to_write(
    tmp_path: Path, cells: dict[str, str], complaint: str
) -> None:
    drafts, complaints = one(tmp_path, **cells)
    assert drafts == []
    assert len(complaints) == 1
    assert complaints[0].startswith(complaint)


@pytest.mark.parametrize(
    ("cells", "complaint"),
    [
        ({"Date": "2007-04-09", "Recorded": "2007-04-08", "Event": "x"}, "Recorded: recorded on 2007-04-08, before"),
        ({"Date": "2030-01-01", "Event": "x"}, "Date: 2030-01-01 is still to come."),
        ({"Date": "2007", "Shared": "yes", "Event": "x"}, "Shared: 'yes' does not begin with a date. The row counts"),
        ({"Date": "2007", "Kind": "home call", "Event": "x"}, "Kind: 'home call' is not a kind we know"),
        ({"Date": "2007", "Kind": "visit", "Details": "result=gone", "Event": "x"},
         "Details: result is 'gone'. Use one of: no_reply, not_home, refused, seen."),
        ({"Date": "2007", "Basis": "rumour", "Event": "x"}, "Basis: 'rumour' is not a basis."),
    ],
)  # fmt: skip
def test_a_row_with_something_odd_is_kept_and_told(tmp_path: Path, cells: dict[str, str], complaint: str) -> None:
    drafts, complaints = one(tmp_path, **cells)
    assert len(drafts) == 1
    assert [line[: len(complaint)] for line in complaints] == [complaint]


def test_an_unknown_kind_is_uncoded_and_keeps_its_word(tmp_path: Path) -> None:
    drafts, _ = one(tmp_path, Date="2007", Kind="Home call", Event="x")
    assert (drafts[0].kind, drafts[0].details) == ("uncoded", {"written_kind": ("Home call",)})


def test_a_kind_is_known_however_it_is_spelt(tmp_path: Path) -> None:
    assert one(tmp_path, Date="2007", Kind="Strategy Discussion", Event="x")[0][0].kind == "strategy_discussion"


def test_details_without_pairs_are_part_of_what_is_said(tmp_path: Path) -> None:
    drafts, complaints = one(tmp_path, Date="2007", Event="Seen at home", Details="Child in a cot")
    assert (drafts[0].says, drafts[0].details, complaints) == ("Seen at home\nChild in a cot", {}, [])


def test_a_column_we_do_not_know_is_kept_with_its_row(tmp_path: Path) -> None:
    drafts, complaints = one(tmp_path, Date="2007", Event="x", Impact="He was frightened")
    assert drafts[0].details == {"written_impact": ("He was frightened",)}
    assert complaints[0].startswith("Impact: it is not a column that we know; its text is kept")


def test_a_column_named_after_a_detail_of_the_kind_is_that_detail(tmp_path: Path) -> None:
    drafts, _ = one(tmp_path, Date="2007", Kind="visit", Event="x", Result="No reply")
    assert drafts[0].details == {"result": ("no_reply",)}
    drafts, _ = one(tmp_path, Date="2007", Kind="visit", Event="x", Result="Went well")
    assert drafts[0].details == {"written_result": ("Went well",)}


def test_a_time_column_makes_the_date_exact(tmp_path: Path) -> None:
    drafts, _ = one(tmp_path, Date="09/04/2007", Time="14:30", Event="x")
    assert drafts[0].happened.written() == "2007-04-09T13:30:00+00:00"


def test_an_agency_column_gives_each_row_its_agency(tmp_path: Path) -> None:
    rows = [
        ("Date", "Source agency", "Event"),
        ("2007", "Children's Services", "a"),
        ("2007", "", "b"),
        ("2007", "GP", "c"),
    ]
    drafts, _ = read(word(tmp_path / "police.docx", ("Chronology", rows)))
    assert [draft.agency for draft in drafts] == ["social-care", "police", "health"]


def test_rows_without_a_ref_have_an_origin_of_their_own_that_stays(tmp_path: Path) -> None:
    rows = [("Date", "Event", "Action"), ("2007", "call", "a"), ("2007", "call", "b"), ("2008", "call", "a")]
    first, _ = read(delimited(tmp_path / "police.csv", rows))
    added = [*rows[:1], ("2006", "earlier", ""), *rows[1:3], ("2008", "call", "another outcome")]
    second, _ = read(delimited(tmp_path / "police.csv", added))
    assert len({draft.origin for draft in first}) == 3
    assert [draft.origin for draft in second[1:]] == [draft.origin for draft in first]


def test_one_ref_for_two_rows_is_refused_and_for_the_same_row_twice_is_not(tmp_path: Path) -> None:
    rows = [("Ref", "Date", "Event"), ("r1", "2007", "a"), ("r1", "2007", "a"), ("r1", "2008", "b")]
    drafts, receipt = read(delimited(tmp_path / "police.csv", rows))
    assert [draft.says for draft in drafts] == ["a", "a"]
    assert [(r.row, r.what) for r in receipt.refused] == [(4, "'r1' is already the ref of row 2.")]


def test_one_ref_again_with_a_later_recorded_is_a_correction(tmp_path: Path) -> None:
    rows = [
        ("Ref", "Date", "Recorded", "Event"),
        ("r1", "2007-03-01", "2007-03-02", "a"),
        ("r1", "2007-03-01", "2007-05-01", "b"),
    ]
    drafts, receipt = read(delimited(tmp_path / "police.csv", rows))
    assert [(draft.origin, draft.says) for draft in drafts] == [("r1", "a"), ("r1", "b")]
    assert receipt.refused == ()


def test_rows_that_name_nobody_are_about_the_key_given(tmp_path: Path) -> None:
    path = delimited(
        tmp_path / "police.csv",
        [("Date", "Agency", "Event", "About"), ("2007", "GP", "x", ""), ("2007", "", "y", "N2")],
    )
    drafts, _ = read(path, about="N500")
    assert [draft.people for draft in drafts] == [(Part("about", "police:N500"),), (Part("about", "police:N2"),)]
    drafts, receipt = read(path)
    assert drafts[0].people == ()
    assert any(remark.what == "1 rows name nobody." for remark in receipt.remarks)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(len(HEADINGS))))
def test_the_order_of_the_columns_changes_nothing(tmp_path: Path, order: list[int]) -> None:
    rows = [[row[n] for n in order] for row in (HEADINGS, FULL, ("", *FULL[1:]))]
    plain, _ = read(delimited(tmp_path / "police.csv", [HEADINGS, FULL, ("", *FULL[1:])]))
    assert read(delimited(tmp_path / "police.csv", rows))[0] == plain


CELL = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12) | st.sampled_from(
    ["2007", "9/4/07", "visit", "a=b", "x:y", "?"]
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELL, min_size=len(HEADINGS), max_size=len(HEADINGS)), min_size=1, max_size=12))
def test_no_row_is_dropped(tmp_path: Path, rows: list[list[str]]) -> None:
    drafts, receipt = read(delimited(tmp_path / "police.csv", [HEADINGS, *rows]))
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    assert receipt.rows == len(filled) == len(drafts) + receipt.refused_count


def test_a_row_that_says_it_is_heededs_own_is_refused(tmp_path: Path) -> None:
    path = delimited(tmp_path / "police.csv", [("Date", "Agency", "Event"), ("2007", "Heeded", "x"), ("2008", "", "y")])
    drafts, receipt = read(path)
    assert [draft.agency for draft in drafts] == ["police"]
    assert "no agency" in receipt.refused[0].what

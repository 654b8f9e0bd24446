"""Excel workbooks: texts, dates as shown, stored values of formulas, merges; declared sizes mean nothing."""

from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from tests.sources.making import OFFICE, PACKAGE, X, excel, excel_by_hand, inline, notes_of, read, rows_of, tables_of


def test_texts_are_read_from_shared_strings_and_in_their_places(tmp_path: Path) -> None:
    path = excel(tmp_path / "a.xlsx", ("People", [("Key",)]), ("Chronology", [("Date", "", "Event"), ("", "", "x")]))
    assert tables_of(path) == ["People", "Chronology"]
    assert rows_of(path) == [(1, ("Key",)), (1, ("Date", "", "Event")), (2, ("", "", "x"))]


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("dd/mm/yyyy", "2007-04-09"),
        ("[$-809]d mmmm yyyy;@", "2007-04-09"),
        ("mmm yyyy", "Apr 2007"),
        ("mmm-yy", "Apr 2007"),
        ("yyyy", "2007"),
        ("dd/mm/yyyy hh:mm", "2007-04-09 14:30"),
        ("hh:mm", "14:30"),
        ("h:mm AM/PM", "14:30"),
        ('yyyy"h"', "2007"),
    ],
)
def test_a_date_cell_is_no_more_exact_than_it_shows(tmp_path: Path, form: str, text: str) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    book.add_worksheet().write_datetime(0, 0, datetime(2007, 4, 9, 14, 30), book.add_format({"num_format": form}))  # noqa: DTZ001
    book.close()
    assert rows_of(tmp_path / "a.xlsx") == [(1, (text,))]


@pytest.mark.parametrize("form", ["0.00", '"day "0', "General", "[Red]0", "@"])
def test_a_number_that_is_not_shown_as_a_date_stays_a_number(tmp_path: Path, form: str) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    book.add_worksheet().write_number(0, 0, 39181.5, book.add_format({"num_format": form}))
    book.close()
    assert rows_of(tmp_path / "a.xlsx") == [(1, ("39181.5",))]


def test_a_day_with_a_clock_at_midnight_is_only_a_day(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    shown = book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"})
    book.add_worksheet().write_datetime(0, 0, datetime(2007, 4, 9), shown)  # noqa: DTZ001
    book.close()
    assert rows_of(tmp_path / "a.xlsx") == [(1, ("2007-04-09",))]


def test_dates_counted_from_1904_are_the_same_days(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"), {"date_1904": True})
    sheet = book.add_worksheet()
    sheet.write_datetime(0, 0, datetime(2007, 4, 9), book.add_format({"num_format": "d/m/yy"}))  # noqa: DTZ001
    book.close()
    assert rows_of(tmp_path / "a.xlsx") == [(1, ("2007-04-09",))]


def test_a_formula_is_its_stored_value_and_never_worked_out(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_formula(0, 0, "=1+1", value="stored")
    sheet.write_formula(0, 1, '=HYPERLINK("http://invalid.example","x")', value="seen")
    sheet.write_formula(0, 2, "=1+1", value=7)
    book.close()
    assert rows_of(tmp_path / "a.xlsx") == [(1, ("stored", "seen", "7"))]


def test_a_formula_without_a_stored_value_is_empty_and_is_told(tmp_path: Path) -> None:
    path = excel_by_hand(tmp_path / "a.xlsx", f'<row r="3">{inline("A3", "x")}<c r="B3"><f>1+1</f></c></row>')
    assert rows_of(path) == [(3, ("x",))]
    assert [(note.row, note.column) for note in notes_of(path)] == [(3, "column 2")]


def test_whole_numbers_have_no_decimal_point(tmp_path: Path) -> None:
    cells = '<c r="A1"><v>9212044.0</v></c><c r="B1"><v>0.1</v></c><c r="C1" t="b"><v>1</v></c><c r="D1"><v>1E3</v></c>'
    assert rows_of(excel_by_hand(tmp_path / "a.xlsx", f'<row r="1">{cells}</row>')) == [
        (1, ("9212044", "0.1", "TRUE", "1000"))
    ]


def test_a_merge_downwards_counts_for_each_row_it_covers(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "police.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Date", "Event"])
    sheet.merge_range(1, 0, 3, 0, "9 Apr 2007")
    sheet.merge_range(4, 0, 4, 1, "December 2007")
    for number, text in enumerate(("visit", "call", "letter"), start=1):
        sheet.write_string(number, 1, text)
    book.close()
    assert rows_of(tmp_path / "police.xlsx")[1:] == [
        (2, ("9 Apr 2007", "visit")),
        (3, ("9 Apr 2007", "call")),
        (4, ("9 Apr 2007", "letter")),
        (5, ("December 2007",)),
    ]
    drafts, receipt = read(tmp_path / "police.xlsx")
    assert len(drafts) == 3
    assert [r.row for r in receipt.refused] == [5]


def test_cells_and_rows_that_name_no_place_follow_each_other(tmp_path: Path) -> None:
    rich = "<r><t>b</t></r><r><t>c</t></r><rPh><t>z</t></rPh>"
    cells = f'<c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is>{rich}</is></c>'
    assert rows_of(excel_by_hand(tmp_path / "a.xlsx", f"<row>{cells}</row><row>{cells}</row>")) == [
        (1, ("a", "bc")), (2, ("a", "bc")),
    ]  # fmt: skip


def test_a_sheet_that_declares_the_whole_grid_but_uses_little_is_read(tmp_path: Path) -> None:
    data = f'<row r="1">{inline("A1", "Date")}{inline("B1", "Event")}<c r="XFD1" s="0"/></row>'
    sheet = f'<worksheet xmlns="{X}"><dimension ref="A1:XFD1048576"/><sheetData>{data}</sheetData></worksheet>'
    assert rows_of(excel_by_hand(tmp_path / "a.xlsx", "", **{"xl/sheet.xml": sheet})) == [(1, ("Date", "Event"))]


def test_a_string_that_is_not_on_the_list_is_empty(tmp_path: Path) -> None:
    listing = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{OFFICE}/worksheet" Target="/xl/sheet.xml"/>'
        f'<Relationship Id="s" Type="{OFFICE}/sharedStrings" Target="strings.xml"/></Relationships>'
    )
    strings = f'<sst xmlns="{X}"><si><t>one_x000D_</t></si></sst>'
    cells = "".join(f'<c r="{c}1" t="s"><v>{v}</v></c>' for c, v in (("A", 0), ("B", 7), ("C", -1), ("D", "x")))
    path = excel_by_hand(
        tmp_path / "a.xlsx", f'<row r="1">{cells}</row>',
        **{"xl/_rels/workbook.xml.rels": listing, "xl/strings.xml": strings},
    )  # fmt: skip
    assert rows_of(path) == [(1, ("one",))]

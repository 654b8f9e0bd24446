"""OpenDocument spreadsheets: texts, dates as shown, repeats, spans; comments and old versions are not text."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.sources.making import delimited, ods_rows, open_document, read, rows_of, tables_of

OFFICE_PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")


def dated(value: str, shown: str) -> str:
    kind = f'office:value-type="date" office:date-value="{value}"'
    return f"<table:table-cell {kind}><text:p>{shown}</text:p></table:table-cell>"


def made(tmp_path: Path, *rows: str) -> Path:
    return open_document(tmp_path / "education.ods", ("Chronology", "".join(rows)))


def test_each_sheet_is_named_and_its_rows_are_read(tmp_path: Path) -> None:
    path = open_document(
        tmp_path / "a.ods", ("People", ods_rows([("Key", "", "Name")])), ("Chronology", ods_rows([("x",)]))
    )
    assert tables_of(path) == ["People", "Chronology"]
    assert rows_of(path) == [(1, ("Key", "", "Name")), (1, ("x",))]


def test_a_date_cell_is_no_more_exact_than_it_shows(tmp_path: Path) -> None:
    cells = dated("2007-04-09", "09/04/07") + dated("2007-04-01", "April 2007") + dated("2007-01-01", "2007")
    cells += dated("2007-04-09T14:30:00", "09/04/07 14:30") + dated("2007-04-09T00:00:00", "9 Apr")
    assert rows_of(made(tmp_path, f"<table:table-row>{cells}</table:table-row>")) == [
        (1, ("2007-04-09", "April 2007", "2007", "2007-04-09 14:30:00", "2007-04-09"))
    ]


def test_a_formula_is_its_stored_value_and_a_number_is_not_rounded(tmp_path: Path) -> None:
    cells = (
        '<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="7"><text:p>7.00</text:p>'
        '</table:table-cell><table:table-cell table:formula="of:=WEBSERVICE()" office:value-type="string">'
        "<text:p>stored</text:p></table:table-cell>"
    )
    assert rows_of(made(tmp_path, f"<table:table-row>{cells}</table:table-row>")) == [(1, ("7", "stored"))]


def test_empty_repeats_cost_nothing_and_keep_the_count(tmp_path: Path) -> None:
    row = '<table:table-row table:number-rows-repeated="1048570">'
    empty = f'{row}<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    cells = (
        '<table:table-cell/><table:table-cell table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell>'
    )
    far = '<table:table-cell table:number-columns-repeated="16384"/>'
    path = made(tmp_path, empty, f'<table:table-row table:number-rows-repeated="2">{cells}{far}</table:table-row>')
    assert rows_of(path) == [(1048571, ("", "x", "x")), (1048572, ("", "x", "x"))]


def test_a_cell_that_spans_rows_counts_for_each_of_them(tmp_path: Path) -> None:
    top = '<table:table-cell table:number-rows-spanned="2"><text:p>9 Apr 2007</text:p></table:table-cell>'
    under = "<table:covered-table-cell><text:p>hidden</text:p></table:covered-table-cell>"
    said = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    rows = [
        f"<table:table-row>{first}{said.format(text)}</table:table-row>" for first, text in ((top, "a"), (under, "b"))
    ]
    assert rows_of(made(tmp_path, *rows)) == [(1, ("9 Apr 2007", "a")), (2, ("9 Apr 2007", "b"))]


def test_comments_and_tracked_changes_are_not_text(tmp_path: Path) -> None:
    cell = (
        "<table:table-cell><office:annotation><text:p>a comment</text:p></office:annotation>"
        '<text:p>one<text:s text:c="2"/>two<text:tab/>three<text:line-break/>four</text:p>'
        "<text:p>five</text:p></table:table-cell>"
    )
    old = f"<table:tracked-changes><table:table>{ods_rows([('gone',)])}</table:table></table:tracked-changes>"
    path = open_document(tmp_path / "a.ods", ("Chronology", f"<table:table-row>{cell}</table:table-row>"), before=old)
    assert tables_of(path) == ["Chronology"]
    assert rows_of(path) == [(1, ("one  two three\nfour\nfive",))]


@pytest.mark.skipif(not OFFICE_PROGRAM, reason="LibreOffice is not installed; its own ods is not tested here")
def test_what_libreoffice_saves_is_read_like_the_csv_it_came_from(tmp_path: Path) -> None:
    source = delimited(tmp_path / "education.csv", [("Date", "Event"), ("2007-04-09", "absent"), ("Apr 2008", "moved")])
    made_by = [str(OFFICE_PROGRAM), "--headless", "--convert-to", "ods", "--outdir", str(tmp_path), str(source)]
    subprocess.run(made_by, check=True, timeout=120, capture_output=True)
    assert [d.says for d in read(tmp_path / "education.ods")[0]] == ["absent", "moved"]

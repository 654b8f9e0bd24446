"""Delimited text: separators and encodings as programs really write them."""

from pathlib import Path

import pytest

from tests.sources.making import delimited, rows_of

ROWS = [
    ("Date", "Event", "Action"),
    ("2007-04-09", "Siân’s “visit”; no reply, left a card", "£20 café"),
    ("w/c 9 Apr 2007", "two\nlines", ""),
]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_separator_and_encoding_gives_the_same_rows(tmp_path: Path, separator: str, encoding: str) -> None:
    path = delimited(tmp_path / "a.csv", ROWS, separator, encoding)
    assert [cells for _, cells in rows_of(path)] == [ROWS[0], ROWS[1], ROWS[2][:2]]


def test_semicolons_inside_details_do_not_make_a_semicolon_file(tmp_path: Path) -> None:
    rows = [("Date", "Details", "Event"), *[("2007-04-09", "a=b; c=d; e=f; g=h", "x")] * 30]
    assert rows_of(delimited(tmp_path / "a.csv", rows))[1][1] == rows[1]


def test_commas_in_a_title_do_not_make_a_comma_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Chronology, Smith family\n\nDate;Event;Action\n2007;a, b, c, d;none\n", encoding="utf-8")
    assert rows_of(path)[-1] == (4, ("2007", "a, b, c, d", "none"))


def test_a_separator_that_the_file_names_is_obeyed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"sep=|\r\nDate|Event\r\n2007|x\r\n")
    assert rows_of(path) == [(2, ("Date", "Event")), (3, ("2007", "x"))]


def test_empty_rows_are_counted_and_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"Date,Event\n\n,,,\n2007,x\n")
    assert rows_of(path) == [(1, ("Date", "Event")), (4, ("2007", "x"))]


def test_a_character_cut_in_two_between_blocks_is_still_utf_eight(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    line = "2007," + "é" * 300
    path.write_bytes(("Date,Event\n" + f"{line}\n" * 4000).encode())
    assert rows_of(path)[-1] == (4001, ("2007", "é" * 300))

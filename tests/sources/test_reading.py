"""Whole loads: the shared cases, large files in little memory, the same files twice, and what the receipt says."""

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from heeded.sources.format import Format
from heeded.sources.reading import agency_of_file
from heeded.sources.receipt import Outcomes, loaded, withdrawn
from heeded.sources.shelf import formats
from tests.sources.making import ON, delimited, read, reading, word

CASES = Path(__file__).parents[2] / "../shared/cases"
FOLDERS = sorted(path.parent for path in CASES.glob("*/case.toml"))


@pytest.mark.skipif(not FOLDERS, reason="the shared cases are not here: ../shared/cases beside the project")
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: str(path.name))
def test_every_row_of_a_shared_case_is_taken_with_its_kind(folder: Path) -> None:
    files = sorted(path for path in folder.iterdir() if path.suffix != ".toml")
    drafts, receipt = read(*files)
    assert receipt.refused == ()
    assert (receipt.uncoded, len(receipt.files)) == (0, len(files))
    assert len(drafts) == receipt.rows == receipt.taken + receipt.people
    assert {part.key for draft in drafts for part in draft.people} == {
        part.key for draft in drafts if draft.kind == "person" for part in draft.people
    }
    assert read(*files)[0] == drafts


@pytest.mark.parametrize("form", formats(), ids=lambda form: str(form.name))
def test_the_example_of_every_format_on_the_shelf_gives_its_record(tmp_path: Path, form: Format) -> None:
    path = tmp_path / form.example.name
    path.write_bytes(form.example.file())
    drafts, receipt = read(path)
    assert receipt.files[0].format == form.name
    assert len(drafts) == 1
    assert form.example.gives
    assert {name: drafts[0].body()[name] for name in form.example.gives} == form.example.gives


@pytest.mark.parametrize(
    ("name", "agency"),
    [
        ("police.docx", "police"),
        ("social-care.chronology.csv", "social-care"),
        ("Children's Services.xlsx", "social-care"),
        ("Health chronology 2024 final v2.docx", "health"),
        ("GP.csv", "health"),
        ("night-shelter.csv", "night-shelter"),
        ("chronology.docx", "chronology"),
        ("parole-board.people.csv", "parole-board"),
    ],
)
def test_a_file_is_named_after_its_agency(name: str, agency: str) -> None:
    assert agency_of_file(name) == agency


def test_the_agency_can_be_given_and_goes_by_its_one_name(tmp_path: Path) -> None:
    path = delimited(tmp_path / "smith family.csv", [("Date", "Event"), ("2007", "x")])
    assert read(path, agency="Children's Services")[0][0].agency == "social-care"
    assert any("was taken for the agency's name" in r.what for r in read(path)[1].remarks)


def test_titles_above_the_headings_and_tables_of_other_things_are_no_rows(tmp_path: Path) -> None:
    path = word(
        tmp_path / "police.docx",
        ("Contacts", [("Professional", "Telephone"), ("A Officer", "0")]),
        ("Events", [("Chronology of the family", ""), ("Date", "Event"), ("2007", "x")]),
    )
    drafts, receipt = read(path)
    assert [draft.says for draft in drafts] == ["x"]
    assert [(table.table, table.kind, table.rows) for table in receipt.tables] == [
        ("Events", "chronology", 1), ("Contacts", "", 2),
    ]  # fmt: skip
    assert "the table 'Contacts' (2 rows) was not read" in receipt.remarks[0].what


def test_a_file_without_any_table_we_know_is_refused(tmp_path: Path) -> None:
    drafts, receipt = read(word(tmp_path / "police.docx", ("Contacts", [("Professional", "Telephone"), ("A", "0")])))
    assert drafts == []
    assert "no table with headings that we know" in receipt.refused[0].what
    assert "Date and Event" in receipt.refused[0].do


def test_slices_are_no_larger_than_asked_and_lose_nothing(tmp_path: Path) -> None:
    path = delimited(tmp_path / "police.csv", [("Date", "Event"), *(("2007", str(n)) for n in range(1000))])
    batches = list(reading(path).slices(300))
    assert list(map(len, batches)) == [300, 300, 300, 100]
    assert [draft.says for batch in batches for draft in batch] == [str(n) for n in range(1000)]


def test_progress_is_told_while_a_large_file_is_read(tmp_path: Path) -> None:
    path = delimited(tmp_path / "police.csv", [("Date", "Event"), *(("2007", str(n)) for n in range(12_000))])
    told: list[int] = []
    made = reading(path)
    made.progress = told.append
    assert sum(map(len, made.slices())) == 12_000
    assert told
    assert all(before < after for before, after in pairwise(told))


def test_the_receipt_lists_what_was_held_before_and_is_not_in_the_files(tmp_path: Path) -> None:
    made = reading(delimited(tmp_path / "police.csv", [("Ref", "Date", "Event"), ("v1", "2007", "x")]))
    assert len(list(made.slices())) == 1
    receipt = made.finish(Outcomes(new=1), held=["police:v1", "police:v0"])
    assert (receipt.missing, receipt.agencies) == (("police:v0",), ("police",))
    text = "\n".join(receipt.lines())
    assert "1 new" in text
    assert "police:v0" in text
    assert "1 rows have no kind, and are not judged until somebody codes them" in text
    assert json.loads(json.dumps(receipt.as_json()))["rows"] == 1


def test_refusals_and_remarks_are_lines_that_say_where_what_and_what_to_do(tmp_path: Path) -> None:
    rows = [("Date of event", "Kind", "Details", "Event"), ("soon", "", "", "x"), ("2007", "visit", "result=gone", "y")]
    _, receipt = read(word(tmp_path / "police.docx", ("Chronology", rows)))
    lines = [line.strip() for line in receipt.lines()]
    assert any(
        line.startswith("police.docx (Chronology) row 2, Date of event: 'soon' is not a date. Write") for line in lines
    )
    assert (
        "police.docx (Chronology) row 3, Details: result is 'gone'. Use one of: no_reply, not_home, refused, seen."
        in lines
    )
    assert receipt.refused[0].cells == ("soon", "", "", "x")


def test_a_load_and_its_withdrawal_are_records_of_our_own(tmp_path: Path) -> None:
    receipt = read(delimited(tmp_path / "police.csv", [("Date", "Event"), ("2007", "x")]))[1]
    record, taken_back = loaded(receipt, ON, backlog=True), withdrawn("L1", "wrong file", ON)
    assert (record.ref, record.kind, record.load) == ("heeded:L1", "loaded", "L1")
    assert (record.details["rows"], record.details["backlog"]) == (("1",), ("yes",))
    assert record.details["files"][0].startswith("police.csv ")
    assert (taken_back.kind, taken_back.answers, taken_back.says) == ("withdrawn", ("heeded:L1",), "wrong file")


LOOK = """
import resource, sys
from datetime import datetime, UTC
from pathlib import Path
from heeded.reference.kinds import kinds
from heeded.sources.reading import read_files
resource.setrlimit(resource.RLIMIT_AS, (500_000_000, 500_000_000))
reading = read_files([Path(sys.argv[1])], load="L", on=datetime.now(UTC), known=kinds())
print(sum(map(len, reading.slices())), reading.finish().refused_count)
"""


def test_a_hundred_thousand_rows_stream_through_little_memory(tmp_path: Path) -> None:
    says = "Visited the home and saw the child, who was well; mother present throughout and talked freely"
    rows = (
        (f"r{n}", f"{1 + n % 28}/{1 + n % 12}/{1990 + n % 30}", f"N{n % 5000}", f"{says} {n}") for n in range(100_000)
    )
    path = delimited(tmp_path / "police.csv", [("Ref", "Date", "About", "Event"), *rows])
    told = subprocess.run(
        [sys.executable, "-c", LOOK, str(path)], capture_output=True, check=True, timeout=240, text=True
    )
    assert told.stdout.split() == ["100000", "0"]

"""A row of a People table becomes what one agency says of somebody, known from the day it first wrote of them."""

from pathlib import Path

from heeded.ledger.record import Draft, Part
from tests.sources.making import delimited, read, word

HEAD = ("Key", "Name", "Also known as", "Born", "Died", "Sex", "Address", "Identifiers")
RUSK = (
    "N500",
    "Colin Rusk",
    "Col Rusk; C Rusk",
    "12/04/1982",
    "",
    "male",
    "Flat 2,\n9 Tanner Street",
    "pnc=09/40012X; NHS: 999 003 0018",
)


def person(tmp_path: Path, *rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> Draft:
    return read(delimited(tmp_path / "police.people.csv", [head, *rows]))[0][-1]


def test_a_person_keeps_names_birth_sex_address_and_numbers(tmp_path: Path) -> None:
    draft = person(tmp_path, RUSK)
    assert (draft.agency, draft.source, draft.origin, draft.kind) == ("police", "people-table", "N500", "person")
    assert draft.people == (Part("about", "police:N500"),)
    assert draft.place == "Flat 2, 9 Tanner Street"
    assert draft.details == {
        "name": ("Colin Rusk",), "aka": ("Col Rusk", "C Rusk"), "sex": ("M",), "born": ("1982-04-12",),
        "pnc": ("09/40012X",), "nhs": ("9990030018",),
    }  # fmt: skip


def test_a_person_is_known_from_the_earliest_row_that_names_them(tmp_path: Path) -> None:
    rows = [("Date", "Recorded", "About", "With", "Event"), ("2019-03-01", "2019-03-05", "N500", "", "x"),
            ("2019-03-02", "2019-03-03", "N9", "partner:N500", "y"),
            ("2018", "", "N9", "other:health:N500", "z"),
            ("2019-03-01", "2019-04-01", "N500", "", "w")]  # fmt: skip
    people = delimited(tmp_path / "police.people.csv", [HEAD, RUSK])
    chronology = delimited(tmp_path / "police.chronology.csv", rows)
    for order in ((people, chronology), (chronology, people)):
        draft = read(*order)[0][-1]
        assert draft.recorded.written() == draft.happened.written() == "2019-03-03"


def test_a_person_nobody_wrote_of_is_known_from_the_day_of_the_load(tmp_path: Path) -> None:
    assert person(tmp_path, RUSK).recorded.written() == "2026-11-23"


def test_columns_of_their_own_make_names_numbers_and_addresses(tmp_path: Path) -> None:
    head = ("Person ID", "First name", "Surname", "DOB", "NHS Number", "Address", "Postcode", "Ethnicity")
    draft = person(
        tmp_path, ("H7", "Mia", "Penfold", "c. 2019", "999 003 0026", "9 Tanner St", "E2 8QQ", "Any"), head=head
    )
    assert draft.place == "9 Tanner St, E2 8QQ"
    assert draft.details == {
        "name": ("Mia Penfold",), "born": ("2019-01-01/2019-12-31 circa",), "nhs": ("9990030026",),
        "written_ethnicity": ("Any",),
    }  # fmt: skip


def test_a_birth_date_that_cannot_be_read_is_kept_as_written_and_told(tmp_path: Path) -> None:
    drafts, receipt = read(
        delimited(tmp_path / "police.people.csv", [("Key", "Name", "Born"), ("N1", "A B", "31/02/1990")])
    )
    assert drafts[0].details["written_born"] == ("31/02/1990",)
    assert receipt.remarks[0].line().startswith("police.people.csv row 2, Born: '31/02/1990' cannot be")


def test_a_person_without_a_key_is_refused_unless_there_is_no_column_for_it(tmp_path: Path) -> None:
    _, receipt = read(delimited(tmp_path / "police.people.csv", [("Key", "Name", "Born"), ("", "A B", "1990")]))
    assert [(r.row, r.column) for r in receipt.refused] == [(2, "Key")]
    assert person(tmp_path, ("A B", "1990"), head=("Name", "DOB")).origin == "A B"


def test_two_rows_for_one_key_that_differ_are_not_both_taken(tmp_path: Path) -> None:
    rows = [("Key", "Name"), ("N1", "A B"), ("N1", "A B"), ("N1", "C D")]
    drafts, receipt = read(delimited(tmp_path / "police.people.csv", rows))
    assert [draft.details["name"] for draft in drafts] == [("A B",)]
    assert [(r.row, r.what) for r in receipt.refused] == [(4, "'N1' is already the key of row 2.")]


def test_people_and_chronology_may_stand_in_one_document(tmp_path: Path) -> None:
    path = word(
        tmp_path / "Health chronology 2024.docx",
        ("People", [("Key", "Name"), ("H1", "Rowan")]),
        ("Chronology", [("Date", "About", "Event"), ("2007", "H1", "Seen")]),
    )
    drafts, receipt = read(path)
    assert [(draft.agency, draft.kind) for draft in drafts] == [("health", "uncoded"), ("health", "person")]
    assert [table.kind for table in receipt.tables] == ["people", "chronology"]

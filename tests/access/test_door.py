"""Nobody sees a record without a look that was written down first."""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from heeded.access.door import Door
from heeded.access.store import LookNotWritten, Looks
from heeded.access.viewer import Refused
from heeded.ledger.record import Record
from tests.cast import IDRIS, MALLORY, ROSA
from tests.written import draft, noon, record

VISIT = record(1, draft("police", "v1", "visit", "2020-03-01"))


class Shelf:
    """One record, as a ledger would hold it."""

    def records(self, seqs: Sequence[int]) -> list[Record]:
        return [VISIT for seq in seqs if seq == 1]

    def since(self, seq: int, limit: int) -> Iterator[Record]:
        return iter([VISIT][seq:limit])


@pytest.fixture
def looks(tmp_path: Path) -> Iterator[Looks]:
    found = Looks(tmp_path / "looks.db")
    yield found
    found.close()


@pytest.fixture
def door(looks: Looks) -> Door:
    return Door(Shelf(), looks, ROSA, lambda: noon("2024-05-05"))


def test_the_local_viewer_reads_and_the_look_is_written(door: Door) -> None:
    assert door.look(ROSA, "duty", "person", "P-1").record(1) == VISIT
    assert door.looks_at("P-1") == [("2024-05-05T12:00:00+00:00", "Rosa Brandt", "duty", "person", True)]


@pytest.mark.parametrize("somebody", [MALLORY, IDRIS], ids=lambda v: v.name)
def test_anybody_else_is_refused_and_that_is_written_too(door: Door, somebody: object) -> None:
    with pytest.raises(Refused, match="Nothing was found"):
        door.look(somebody, "duty", "person", "P-1")  # type: ignore[arg-type]
    assert [allowed for *_, allowed in door.looks_at("P-1")] == [False]


@pytest.mark.parametrize("purpose", ["", "   ", "x" * 201])
def test_a_look_needs_a_purpose_of_sensible_length(door: Door, purpose: str) -> None:
    with pytest.raises(Refused):
        door.look(ROSA, purpose, "person", "P-1")


def test_nothing_is_shown_when_the_look_cannot_be_written(door: Door, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "looks.db", isolation_level=None)
    other.execute("drop table look")
    other.close()
    with pytest.raises(LookNotWritten, match="nothing is shown"):
        door.look(ROSA, "duty", "person", "P-1")


@pytest.mark.parametrize(
    "change",
    ["update look set viewer='x'", "delete from look", "insert into look values(9,'','','','','','',1)",
     "insert or replace into look values(1,'','','','','','',1)"],
)  # fmt: skip
def test_the_log_of_looks_is_only_added_to(door: Door, tmp_path: Path, change: str) -> None:
    door.look(ROSA, "duty", "person", "P-1")
    with pytest.raises(sqlite3.IntegrityError), sqlite3.connect(tmp_path / "looks.db") as other:
        other.execute(change)
    assert len(door.looks_at("P-1")) == 1

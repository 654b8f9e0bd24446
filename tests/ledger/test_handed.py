"""Files handed over are read with a bound, and files that must stay are written in one step."""

import stat
from pathlib import Path

import pytest

from heeded.ledger.handed import keep, key_text, text_of
from heeded.ledger.notes import LONGEST, NoteTrouble
from tests.ledger.test_cosigning import WITNESS


def test_a_key_is_taken_as_it_is_or_from_the_file_that_holds_it(tmp_path: Path) -> None:
    (tmp_path / "a+b.pub").write_text(WITNESS + "\n")
    assert key_text(WITNESS) == WITNESS
    assert key_text(str(tmp_path / "a+b.pub")) == WITNESS + "\n"


@pytest.mark.parametrize("said", ["nowhere", "a+b+c", "é" * 300, "x" * 10_000, ""])
def test_what_is_neither_a_key_nor_a_file_is_a_sentence(said: str) -> None:
    with pytest.raises(NoteTrouble, match="cannot be read"):
        key_text(said)


def test_a_file_that_is_too_long_or_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "note"
    path.write_bytes(b"a" * (2 * LONGEST))
    assert len(text_of(path)) == 2 * LONGEST
    path.write_bytes(b"a" * (2 * LONGEST + 1))
    with pytest.raises(NoteTrouble, match="too long"):
        text_of(path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(NoteTrouble, match="cannot be read"):
        text_of(path)


def test_a_file_kept_replaces_the_old_one_whole_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "seen.json"
    keep(path, "old" * 1000)
    keep(path, "new")
    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["seen.json"]

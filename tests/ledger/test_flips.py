"""A bit flipped anywhere in the file is found, or fell where nothing is stored."""

from pathlib import Path
from random import Random

from heeded.ledger.verify import verify
from tests.ledger.flips import flipped, small_ledger, stored


def test_of_three_hundred_flips_where_something_is_stored_every_one_is_found(tmp_path: Path) -> None:
    key, path = small_ledger(tmp_path), tmp_path / "ledger.db"
    whole = path.read_bytes()
    tally = flipped(path, key, 300, Random(20240302))
    assert (tally.found, tally.missed) == (300, [])
    assert tally.empty < tally.found  # or the flips would have told nothing
    assert path.read_bytes() == whole


def test_the_count_would_tell_a_change_that_the_verifier_does_not_see(tmp_path: Path) -> None:
    key, path = small_ledger(tmp_path), tmp_path / "ledger.db"
    before = stored(path)
    whole = path.read_bytes()
    at = whole.index(b"Seen at home, well.")
    path.write_bytes(whole[:at] + b"Z" + whole[at + 1 :])
    assert stored(path) != before
    assert not verify(path, key).sound

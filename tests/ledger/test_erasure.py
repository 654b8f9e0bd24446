"""A lawful erasure: the words are gone from every byte, the proof that something was there stays."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from heeded.ledger.body import BadDraft
from heeded.ledger.erasure import edition_named, named
from heeded.ledger.merkle import included, inclusion
from heeded.ledger.verify import verify
from tests.ledger.drafts import Workplace, erasure, visit, visits

WORDS = "Kingfisher-Seven told us where."


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    with Workplace(tmp_path) as place:
        place.lane.write([*visits(30), visit("s1", WORDS), *visits(30, 31)])
        yield place


def test_the_words_are_in_no_file_of_the_ledger_any_more(place: Workplace) -> None:
    place.lane.write([erasure("police:s1")])
    for path in place.store.path.parent.glob("ledger.db*"):
        assert WORDS.encode() not in path.read_bytes(), path.name


def test_the_words_were_in_its_files_before(place: Workplace) -> None:
    assert any(WORDS.encode() in path.read_bytes() for path in place.store.path.parent.glob("ledger.db*"))


def test_its_leaf_is_still_shown_to_be_in_the_tree_and_verify_says_under_which_entry_it_went(place: Workplace) -> None:
    before = place.store.leaves()
    place.lane.write([erasure("police:s1")])
    leaves = place.store.leaves()
    assert leaves[:61] == before
    assert included(before[30], 30, 62, inclusion(30, leaves), place.store.root())
    verdict = verify(place.store.path)
    assert (verdict.fault, verdict.erased) == (None, {31: 62})


def test_readers_pass_over_it_and_the_rest_reads_on(place: Workplace) -> None:
    place.lane.write([erasure("police:s1")])
    assert [r.seq for r in place.store.since(29)] == [30, *range(32, 63)]
    assert place.store.records([31, 32])[0].seq == 32
    assert place.store.latest("police:s1") is None


def test_projections_can_be_made_again_without_it(place: Workplace) -> None:
    place.lane.write([erasure("police:s1")])
    (place.store.path.parent / "again").mkdir()
    with Workplace(place.store.path.parent) as other:
        other.projections.file.executescript("DELETE FROM listed; DELETE FROM at")
        assert other.lane.catch_up() == 62
        assert "police:s1" not in other.projections.ids()
        assert other.projections.position() == 62


def test_loading_its_file_again_does_not_bring_it_back(place: Workplace) -> None:
    place.lane.write([erasure("police:s1")])
    (written,) = place.lane.write([visit("s1", WORDS)])
    assert (written.outcome, place.store.size()) == ("same", 62)


def test_one_edition_goes_and_the_others_stay(place: Workplace) -> None:
    place.lane.write([visit("s1", "Corrected.")])
    place.lane.write([erasure("police:s1")])
    latest = place.store.latest("police:s1")
    assert latest is not None
    assert latest.says == "Corrected."


@pytest.mark.parametrize("wrong", [
    {"by": ("A. Ash",)}, {"by": ("A. Ash", "A. Ash")}, {"authority": ()}, {"reason": ("",)}, {"records": ()},
])  # fmt: skip
def test_without_authority_reason_and_two_people_nothing_is_erased(
    place: Workplace, wrong: dict[str, tuple[str, ...]]
) -> None:
    draft = erasure("police:s1")
    with pytest.raises(BadDraft, match="an erasure needs its"):
        place.lane.write([replace(draft, details={**draft.details, **wrong})])
    assert place.store.latest("police:s1") is not None


def test_what_is_not_there_cannot_be_erased(place: Workplace) -> None:
    with pytest.raises(BadDraft, match="there is no record police:nobody"):
        place.lane.write([erasure("police:s1", "police:nobody")])
    assert place.store.latest("police:s1") is not None


def test_an_erasure_cannot_be_erased(place: Workplace) -> None:
    place.lane.write([erasure("police:s1")])
    with pytest.raises(BadDraft, match="itself an erasure"):
        place.lane.write([erasure("heeded:e1", origin="e2")])
    assert verify(place.store.path).sound


def test_erasing_twice_is_once_under_the_first_entry(place: Workplace) -> None:
    place.lane.write([erasure("police:s1")])
    place.lane.write([erasure("police:s1", "police:v1", origin="e2")])
    assert verify(place.store.path).erased == {31: 62, 1: 63}


def test_ids_are_read_as_refs_and_editions() -> None:
    assert [edition_named(i) for i in ("police:v1", "police:v1~12", "police:v~x")] == [
        ("police:v1", 1),
        ("police:v1", 12),
        ("police:v~x", 1),
    ]
    assert named(erasure("police:v1", "police:v1~2")) == [("police:v1", 1), ("police:v1", 2)]

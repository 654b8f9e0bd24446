"""Backups count only when they verify, and a restore brings back nothing that was erased."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from heeded.ledger.backup import BackupTrouble, backup, restore
from heeded.ledger.checkpoint import Signer
from heeded.ledger.store import Store
from heeded.ledger.verify import verify
from tests.ledger.drafts import Ticking, Workplace, erasure, visit, visits


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    (tmp_path / "here").mkdir()
    with Workplace(tmp_path / "here") as place:
        place.lane.write([*visits(300), visit("s1", "Kingfisher")])
        yield place


def test_a_backup_restored_elsewhere_is_the_same_ledger_and_can_be_written_to(place: Workplace, tmp_path: Path) -> None:
    signer = Signer.create(tmp_path / "key", "heeded/leeds")
    place.lane.checkpoint(signer)
    assert backup(place.store.path, tmp_path / "copy", signer.verifier).sound
    (tmp_path / "there").mkdir()
    restored = restore(tmp_path / "copy", tmp_path / "there" / "ledger.db", Ticking(), verifier=signer.verifier)
    assert (restored.fault, restored.size, restored.checkpoints) == (None, 301, 1)
    with Workplace(tmp_path / "there") as there:
        assert list(there.store.since(0)) == list(place.store.since(0))
        assert there.store.root() == place.store.root()
        there.lane.write([visit("new")])


def test_a_backup_is_one_whole_state_though_it_is_written_to_meanwhile(place: Workplace, tmp_path: Path) -> None:
    stop = Event()

    def go_on() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            place.lane.write(visits(20, 1000 + 20 * number))

    writer = Thread(target=go_on)
    writer.start()
    try:
        verdicts = [backup(place.store.path, tmp_path / f"copy{n}") for n in range(3)]
    finally:
        stop.set()
        writer.join(30)
    assert all(v.sound and (v.size - 301) % 20 == 0 for v in verdicts)
    assert verdicts[0].size <= verdicts[1].size <= verdicts[2].size
    for number, verdict in enumerate(verdicts):
        assert place.store.root(verdict.size) == verify(tmp_path / f"copy{number}").root


def test_a_damaged_ledger_is_not_backed_up_and_leaves_no_file(place: Workplace, tmp_path: Path) -> None:
    place.lane.close()
    place.store.close()
    path = place.store.path
    path.write_bytes(path.read_bytes().replace(b"Kingfisher", b"Kingfishes"))
    with pytest.raises(BackupTrouble, match="Entry 301: its content"):
        backup(path, tmp_path / "copy")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["here"]


def test_a_damaged_backup_is_not_restored(place: Workplace, tmp_path: Path) -> None:
    backup(place.store.path, tmp_path / "copy")
    copy = tmp_path / "copy"
    copy.write_bytes(copy.read_bytes().replace(b"Kingfisher", b"Kingfishes"))
    with pytest.raises(BackupTrouble, match="not sound"):
        restore(copy, tmp_path / "ledger.db", Ticking())
    assert not (tmp_path / "ledger.db").exists()


def test_what_was_erased_after_the_backup_is_erased_again_by_the_restore(place: Workplace, tmp_path: Path) -> None:
    backup(place.store.path, tmp_path / "copy")
    place.lane.write([*visits(5, 500), erasure("police:s1", "police:v500")])
    verdict = restore(
        tmp_path / "copy", tmp_path / "ledger.db", Ticking(), erasures=Store.erasures_beside(place.store.path)
    )
    assert (verdict.fault, verdict.size, verdict.erased) == (None, 302, {301: 302})
    assert b"Kingfisher" not in (tmp_path / "ledger.db").read_bytes()


def test_what_was_erased_before_the_backup_stays_erased_under_its_own_entry(place: Workplace, tmp_path: Path) -> None:
    place.lane.write([erasure("police:s1")])
    backup(place.store.path, tmp_path / "copy")
    verdict = restore(tmp_path / "copy", tmp_path / "ledger.db", Ticking())
    assert (verdict.fault, verdict.size, verdict.erased) == (None, 302, {301: 302})


def test_a_list_of_erasures_that_was_lost_is_made_again_on_opening(place: Workplace) -> None:
    place.lane.write([erasure("police:s1")])
    listed = Store.erasures_beside(place.store.path)
    before = listed.read_text()
    listed.unlink()
    Store(place.store.path).close()
    assert listed.read_text() == before
    assert "police:s1" in before


def test_nothing_is_ever_copied_over_a_file_that_is_there(place: Workplace, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("mine")
    with pytest.raises(BackupTrouble, match="a file here already"):
        backup(place.store.path, tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "mine"


def test_a_backup_of_nothing_says_so(tmp_path: Path) -> None:
    with pytest.raises(BackupTrouble, match="nothing here to copy"):
        backup(tmp_path / "absent", tmp_path / "copy")
    (tmp_path / "present").write_text("x" * 5000)
    with pytest.raises(BackupTrouble, match="could not be made"):
        backup(tmp_path / "present", tmp_path / "no such folder" / "copy")

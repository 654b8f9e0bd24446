"""The ledger file: what it gives back, and what it refuses to do to itself."""

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest

from heeded.ledger import schema
from heeded.ledger.body import BadDraft
from heeded.ledger.merkle import root
from heeded.ledger.store import LedgerTrouble, Store, connect
from heeded.ledger.verify import verify
from tests.ledger.drafts import NOON, visit, visits, written


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store.create(tmp_path / "ledger.db")) as store:
        yield store


def test_records_come_back_as_they_were_written(store: Store) -> None:
    drafts = [visit("v1"), visit("v2", "No reply. Ünïcödé 😀\x00")]
    written(store, drafts)
    assert [(r.id, r.says, r.seq, r.entered) for r in store.since(0)] == [
        ("police:v1", drafts[0].says, 1, NOON),
        ("police:v2", drafts[1].says, 2, NOON),
    ]


def test_records_are_read_by_number_in_the_order_asked(store: Store) -> None:
    written(store, visits(1200))
    asked = [*range(1200, 0, -7), 5000]
    assert [r.seq for r in store.records(asked)] == asked[:-1]


def test_reading_on_from_a_number_gives_all_that_follows_up_to_a_limit(store: Store) -> None:
    written(store, visits(2500))
    assert [r.seq for r in store.since(3)] == list(range(4, 2501))
    assert [r.seq for r in store.since(3, 1500)] == list(range(4, 1504))
    assert list(store.since(2500)) == []


def test_the_latest_edition_under_a_ref_is_found(store: Store) -> None:
    written(store, [visit("v1"), visit("v1", "No reply."), visit("v2")])
    latest = store.latest("police:v1")
    assert latest is not None
    assert (latest.id, latest.says) == ("police:v1~2", "No reply.")
    assert store.latest("police:v9") is None


def test_the_head_holds_the_root_over_all_leaves_however_they_were_grouped(store: Store) -> None:
    for start, count in ((1, 1), (2, 6), (8, 100), (108, 3)):
        written(store, visits(count, start))
    assert store.root() == root(store.leaves())
    assert store.root(7) == root(store.leaves()[:7])


def test_appending_again_after_reopening_changes_nothing(store: Store, tmp_path: Path) -> None:
    written(store, visits(50))
    before = store.root()
    with closing(Store(tmp_path / "ledger.db")) as again:
        written(again, visits(50))
        assert (again.size(), again.root()) == (50, before)


def test_what_was_rolled_back_was_never_there(store: Store) -> None:
    store.begin()
    store.stage(visits(3), NOON)
    store.rollback()
    written(store, visits(1))
    assert [r.id for r in store.since(0)] == ["police:v1"]


def test_a_reader_sees_the_last_commit_while_a_writer_writes(store: Store) -> None:
    written(store, visits(1))
    store.begin()
    store.stage(visits(5, 2), NOON)
    seen: list[int] = []
    reader = Thread(target=lambda: seen.append(len(list(store.since(0)))))
    reader.start()
    reader.join(10)
    store.commit()
    assert seen == [1]
    assert store.size() == 6


def test_entries_never_go_back_in_time_though_the_clock_does(store: Store) -> None:
    written(store, visits(1))
    store.begin()
    store.stage([visit("v2")], NOON - timedelta(days=365))
    store.commit()
    assert [r.entered for r in store.since(0)] == [NOON, NOON]


def test_a_bad_draft_is_refused_and_nothing_of_its_batch_stays(store: Store) -> None:
    store.begin()
    with pytest.raises(BadDraft):
        store.stage([visit("v1"), visit("v2", "\ud83d")], NOON)
    store.rollback()
    assert store.size() == 0


def test_only_its_owner_may_read_the_file(store: Store) -> None:
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600


CHANGES = [
    "UPDATE leaf SET hash = x'00' WHERE seq = 2",
    "UPDATE body SET body = 'x' WHERE seq = 2",
    "UPDATE checkpoint SET note = ''",
    "UPDATE erasure SET under = 9",
    "UPDATE head SET size = 1",
    "UPDATE head SET size = 3, frontier = x'00'",
    "DELETE FROM leaf WHERE seq = 3",
    "DELETE FROM body WHERE seq = 3",
    "DELETE FROM checkpoint",
    "DELETE FROM erasure",
    "DELETE FROM head",
    "INSERT OR REPLACE INTO leaf VALUES (2, 'police:x', 'table', 1, x'00')",
    "INSERT OR REPLACE INTO leaf VALUES (3, 'police:x', 'table', 1, x'00')",
    "INSERT INTO leaf VALUES (2, 'x', 'y', 1, x'00') ON CONFLICT (seq) DO UPDATE SET hash = x'00'",
    "INSERT INTO leaf VALUES (9, 'police:x', 'table', 1, x'00')",
    "INSERT OR REPLACE INTO body VALUES (2, x'00', x'00')",
    "INSERT OR REPLACE INTO head VALUES (1, 9, x'', '')",
    "INSERT OR REPLACE INTO checkpoint VALUES (3, 'forged')",
    "INSERT OR REPLACE INTO erasure VALUES (1, 3)",
    "INSERT INTO erasure VALUES (3, 2)",
]


@pytest.fixture
def kept(store: Store) -> Store:
    written(store, visits(3))
    store.keep_checkpoint(3, "a note")
    writer = connect(store.path)
    writer.execute("INSERT INTO erasure VALUES (1, 2)")
    writer.close()
    return store


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_written_can_be_changed_or_taken_out(kept: Store, change: str) -> None:
    with closing(connect(kept.path)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(change)


@pytest.mark.parametrize("change", CHANGES)
def test_nor_by_another_program_as_long_as_the_triggers_stand(kept: Store, change: str) -> None:
    with closing(sqlite3.connect(kept.path)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(change)


@pytest.mark.parametrize("change", [
    "DROP TRIGGER leaf_no_update", "DROP TABLE body", "DROP INDEX leaf_ref", "ALTER TABLE leaf RENAME TO l",
    "CREATE TRIGGER t AFTER INSERT ON leaf BEGIN SELECT 1; END", "CREATE TABLE t (x)", "PRAGMA writable_schema=ON",
    "PRAGMA recursive_triggers=OFF", "PRAGMA user_version=0", "ATTACH ':memory:' AS other", "CREATE TEMP TABLE t (x)",
    "PRAGMA journal_mode=DELETE", "PRAGMA synchronous=OFF", "VACUUM INTO '/dev/null'", "REINDEX",
])  # fmt: skip
def test_the_program_cannot_take_off_its_own_guards(kept: Store, change: str) -> None:
    with (
        closing(connect(kept.path)) as connection,
        pytest.raises(sqlite3.DatabaseError, match=r"not authorized|authorization denied"),
    ):
        connection.execute(change)


def test_the_settings_that_its_promises_rest_on_are_in_force(store: Store) -> None:
    settings = {
        "journal_mode": "wal",
        "synchronous": 2,
        "recursive_triggers": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
    }
    with closing(connect(store.path)) as connection:
        assert {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in settings} == settings


def test_a_ledger_of_a_newer_heeded_is_refused_with_a_sentence(store: Store) -> None:
    store.close()
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute(f"PRAGMA user_version={schema.VERSION + 1}")
    with pytest.raises(LedgerTrouble, match="newer Heeded"):
        Store(store.path)


@pytest.mark.parametrize("content", [b"", b"not a database, just some text that is long enough" * 100])
def test_what_is_not_a_ledger_is_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(content)
    with pytest.raises(LedgerTrouble):
        Store(other)
    with pytest.raises(LedgerTrouble, match="there is no ledger here"):
        Store(tmp_path / "absent.db")
    assert other.read_bytes() == content


def test_a_ledger_is_never_made_over_another(store: Store) -> None:
    with pytest.raises(LedgerTrouble, match="cannot be made here"):
        Store.create(store.path)


def test_a_closed_ledger_says_so(store: Store) -> None:
    store.close()
    with pytest.raises(LedgerTrouble, match="closed"):
        store.size()


def test_what_was_known_already_does_not_move_the_time_of_the_last_entry(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "ledger.db")
    store.begin()
    store.stage([visit("v1")], NOON)
    store.stage([visit("v1")], NOON + timedelta(hours=1))
    store.commit()
    assert store.last_entered() == NOON
    store.close()
    assert verify(store.path).sound

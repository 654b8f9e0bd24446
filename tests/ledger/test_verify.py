"""The verifier against somebody who may write every byte of the file, and does it as such a person would."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from heeded.ledger.checkpoint import Signer
from heeded.ledger.merkle import Frontier, leaf
from heeded.ledger.schema import statements
from heeded.ledger.store import Store
from heeded.ledger.verify import verify
from tests.ledger.drafts import NOON, erasure, visit

Tampering = Callable[[sqlite3.Connection], object]


def found(folder: Path) -> str:
    verdict = verify(folder / "ledger.db", Signer.open(folder / "key").verifier)
    return str(verdict.fault)


def attack(folder: Path, tampering: Tampering) -> str:
    """Take off the triggers, tamper, put them back; gives what the verifier then says."""
    with closing(sqlite3.connect(folder / "ledger.db", isolation_level=None)) as ledger:
        triggers = {n: s for n, s in statements().items() if s.startswith("CREATE TRIGGER")}
        for name in triggers:
            ledger.execute(f"DROP TRIGGER {name}")
        tampering(ledger)
        for statement in triggers.values():
            ledger.execute(statement)
    return found(folder)


def test_a_sound_ledger_is_found_sound_and_its_erasures_are_told(folder: Path) -> None:
    verdict = verify(folder / "ledger.db", Signer.open(folder / "key").verifier)
    assert verdict.sound
    assert (verdict.size, verdict.checkpoints, verdict.erased) == (1013, 3, {407: 1012, 9: 1012})
    assert "Entry 9: erased under entry 1,012." in verdict.sentences()


def test_an_attack_that_changes_nothing_is_found_sound(folder: Path) -> None:
    assert attack(folder, lambda ledger: None) == "None"


def swap(ledger: sqlite3.Connection, table: str, a: int, b: int) -> None:
    for was, now in ((a, -1), (b, a), (-1, b)):
        ledger.execute(f"UPDATE {table} SET seq = {now} WHERE seq = {was}")  # noqa: S608


def lengthened(ledger: sqlite3.Connection) -> None:
    """One more entry, by somebody who forgets the head."""
    ledger.execute("INSERT INTO body SELECT 1014, salt, body FROM body WHERE seq = 1013")
    ledger.execute("INSERT INTO leaf SELECT 1014, 'police:new', source, 1, hash FROM leaf WHERE seq = 1013")


NAMED: list[tuple[str, str, int]] = [
    ("an edited body", "UPDATE body SET body = replace(body, 'No reply.', 'Seen all.') WHERE seq = 500", 500),
    ("an edited salt", "UPDATE body SET salt = zeroblob(32) WHERE seq = 321", 321),
    ("an edited leaf", "UPDATE leaf SET hash = zeroblob(32) WHERE seq = 3", 3),
    ("a body of another type", "UPDATE body SET body = 'text' WHERE seq = 3", 3),
    ("a salt of another type", "UPDATE body SET salt = 12 WHERE seq = 3", 3),
    ("a leaf without a hash of the right kind", "UPDATE leaf SET hash = 5 WHERE seq = 9", 9),
    ("a deleted entry", "DELETE FROM body WHERE seq = 77; DELETE FROM leaf WHERE seq = 77", 77),
    ("a deleted body", "DELETE FROM body WHERE seq = 77", 77),
    ("a deleted first entry", "DELETE FROM body WHERE seq = 1; DELETE FROM leaf WHERE seq = 1", 1),
    ("a deleted last entry", "DELETE FROM body WHERE seq = 1013; DELETE FROM leaf WHERE seq = 1013", 1013),
    ("a replaced body", "INSERT OR REPLACE INTO body SELECT 12, salt, 'other' FROM body WHERE seq = 12", 12),
    ("a replaced leaf", "INSERT OR REPLACE INTO leaf VALUES (12, 'police:v12', 'table', 1, zeroblob(32))", 12),
    ("a leaf filed under another ref", "UPDATE leaf SET ref = 'police:other' WHERE seq = 44", 44),
    ("a leaf filed as another edition", "UPDATE leaf SET edition = 2 WHERE seq = 44", 44),
    ("a leaf filed under another source", "UPDATE leaf SET source = 'letters' WHERE seq = 44", 44),
    ("an erasure that never was", "DELETE FROM body WHERE seq = 5; INSERT INTO erasure VALUES (5, 1012)", 5),
    ("an erasure under another entry", "DELETE FROM body WHERE seq = 5; INSERT INTO erasure VALUES (5, 800)", 5),
    ("an erasure under an entry to come", "DELETE FROM body WHERE seq = 5; INSERT INTO erasure VALUES (5, 9000)", 5),
    ("an erasure under an earlier entry", "UPDATE erasure SET under = 2 WHERE seq = 9", 9),
    ("an erasure of what is still here", "INSERT INTO erasure VALUES (5, 1012)", 5),
    ("an erasure forgotten", "DELETE FROM erasure WHERE seq = 9", 9),
    # The verifier reads entries 513 to 1,011 in a quicker way, because nothing among them was erased.
    ("a deleted entry further on", "DELETE FROM body WHERE seq = 777; DELETE FROM leaf WHERE seq = 777", 777),
    ("a leaf further on under another ref", "UPDATE leaf SET ref = 'police:other' WHERE seq = 744", 744),
    ("a leaf further on as another edition", "UPDATE leaf SET edition = 7 WHERE seq = 744", 744),
    ("a leaf further on under another source", "UPDATE leaf SET source = 'letters' WHERE seq = 744", 744),
    ("an erasure of what is still here, further on", "INSERT INTO erasure VALUES (705, 1012)", 705),
    ("a salt further on of another type", "UPDATE body SET salt = 12 WHERE seq = 705", 705),
    ("a body without an entry", "INSERT INTO body VALUES (5000, x'00', x'00')", 5000),
    ("a head set back", "UPDATE head SET size = 900", 901),
    ("a head with another time", "UPDATE head SET entered = '2031-01-01T00:00:00+00:00'", 1013),
    ("a head set forward", "UPDATE head SET size = 2000", 1014),
]  # fmt: skip


@pytest.mark.parametrize(("tampering", "seq"), [case[1:] for case in NAMED], ids=[case[0] for case in NAMED])
def test_the_first_bad_entry_is_named(folder: Path, tampering: str, seq: int) -> None:
    assert attack(folder, lambda ledger: ledger.executescript(tampering)).startswith(f"Entry {seq:,}: ")


@pytest.mark.parametrize("table", ["body", "leaf"])
def test_swapped_rows_of_one_table_are_named(folder: Path, table: str) -> None:
    assert attack(folder, lambda ledger: swap(ledger, table, 60, 61)).startswith("Entry 60: ")


@pytest.mark.parametrize(("one", "other"), [(60, 900), (600, 601), (560, 990)])
def test_two_entries_that_changed_places_whole_are_named(folder: Path, one: int, other: int) -> None:
    def reorder(ledger: sqlite3.Connection) -> None:
        swap(ledger, "leaf", one, other)
        swap(ledger, "body", one, other)

    assert attack(folder, reorder).startswith(f"Entry {one}: its body belongs to another entry")


def test_an_added_entry_is_named(folder: Path) -> None:
    assert attack(folder, lengthened).startswith("Entry 1,014: ")


SIGNED_EARLIER = "UPDATE checkpoint SET note = (SELECT note FROM checkpoint WHERE size = 400) WHERE size = 800"
OTHERS: list[tuple[str, str]] = [
    ("DELETE FROM head", "Entry 1: "),
    ("UPDATE head SET frontier = zeroblob(length(frontier))", "Entry 1,014: "),
    ("UPDATE checkpoint SET note = replace(note, '400', '401') WHERE size = 400", "The checkpoint at 400"),
    (
        "UPDATE checkpoint SET note = (SELECT note FROM checkpoint WHERE size = 400) WHERE size = 800",
        "The checkpoint at 800",
    ),
    ("CREATE TRIGGER quiet AFTER INSERT ON leaf BEGIN SELECT 1; END", "The file's own guards were changed: quiet"),
    ("DROP INDEX leaf_ref", "The file's own guards were changed: leaf_ref"),
    ("PRAGMA user_version = 7", "The file's own head does not say"),
    ("PRAGMA application_id = 7", "The file's own head does not say"),
]


@pytest.mark.parametrize(("tampering", "said"), OTHERS, ids=[case[0][:30] for case in OTHERS])
def test_tampering_beside_the_entries_is_found(folder: Path, tampering: str, said: str) -> None:
    assert attack(folder, lambda ledger: ledger.executescript(tampering)).startswith(said)


def test_a_guard_filed_under_another_type_or_table_is_found_though_its_text_is_whole(folder: Path) -> None:
    path = folder / "ledger.db"
    whole = path.read_bytes()
    for was, now in ((b"triggerbody_erasedbody", b"Triggerbody_erasedbody"), (b"body_erasedbody", b"body_erasedboDy")):
        assert whole.count(was) == 1
        path.write_bytes(whole.replace(was, now))
        assert "The file's own guards were changed: body_erased" in found(folder)


def test_a_table_thrown_away_is_found(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "ledger.db")) as ledger:
        ledger.execute("DROP TABLE body")
    assert found(folder).startswith("Entry 1: the file is damaged")


def test_a_guard_taken_off_is_found(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "ledger.db")) as ledger:
        ledger.execute("DROP TRIGGER body_no_update")
    assert "body_no_update" in found(folder)


def rewritten(ledger: sqlite3.Connection) -> None:
    """A competent forger: a changed body, a right leaf, a right head; all but the key."""
    salt, body = ledger.execute("SELECT salt, body FROM body WHERE seq = 500").fetchone()
    forged = body.replace(b"No reply.", b"Seen, all well.")
    ledger.execute("UPDATE body SET body = ? WHERE seq = 500", (forged,))
    ledger.execute("UPDATE leaf SET hash = ? WHERE seq = 500", (leaf(salt, forged),))
    made_right(ledger)


def made_right(ledger: sqlite3.Connection) -> None:
    """The head recomputed from the leaves."""
    frontier = Frontier()
    frontier.extend([row[0] for row in ledger.execute("SELECT hash FROM leaf ORDER BY seq")])
    ledger.execute("UPDATE head SET size = ?, frontier = ?", (frontier.size, frontier.kept()))


def test_a_competent_rewrite_without_the_key_is_found_by_the_signed_checkpoint(folder: Path) -> None:
    assert attack(folder, rewritten).startswith("Entry 401: from here to 800 the entries are not those")


def test_and_signing_it_with_another_key_does_not_help(folder: Path, tmp_path: Path) -> None:
    forger = Signer.create(tmp_path / "forged", "heeded/leeds")

    def signed_again(ledger: sqlite3.Connection) -> None:
        rewritten(ledger)
        leaves = [row[0] for row in ledger.execute("SELECT hash FROM leaf ORDER BY seq")]
        for size in (800, 1013):
            frontier = Frontier()
            frontier.extend(leaves[:size])
            note = forger.sign(size, frontier.root())
            ledger.execute("UPDATE checkpoint SET note = ? WHERE size = ?", (note, size))

    assert attack(folder, signed_again).startswith("The checkpoint at 800 entries is not sound")


def test_an_end_cut_off_with_the_head_made_right_is_found_while_its_checkpoint_is_there(folder: Path) -> None:
    def cut(ledger: sqlite3.Connection) -> None:
        ledger.executescript("DELETE FROM body WHERE seq > 900; DELETE FROM leaf WHERE seq > 900")
        ledger.execute("DELETE FROM erasure")
        made_right(ledger)

    # Entries 9 and 407 were erased under an entry that was cut off: the first of them is what is met first.
    assert attack(folder, cut).startswith("Entry 9: its body is gone")


def test_an_end_cut_off_after_the_last_erasure_is_found_by_the_last_checkpoint(folder: Path) -> None:
    def cut(ledger: sqlite3.Connection) -> None:
        ledger.executescript("DELETE FROM body WHERE seq = 1013; DELETE FROM leaf WHERE seq = 1013")
        made_right(ledger)

    assert "a checkpoint was signed at 1,013 entries" in attack(folder, cut)


def editions() -> Iterator[Tampering]:
    """Ways of getting edition numbers wrong that leave each single entry right: only its writer could do this."""
    for wrong in ("edition = 3 WHERE seq = 800", "edition = 2 WHERE seq = 1010", "edition = 1 WHERE seq = 799"):
        yield lambda ledger, wrong=wrong: relabelled(ledger, wrong)  # type: ignore[misc]


def relabelled(ledger: sqlite3.Connection, wrong: str) -> None:
    seq = int(wrong.rpartition(" ")[2])
    edition = int(wrong.split()[2])
    ref, salt, body = ledger.execute(
        "SELECT ref, salt, body FROM leaf JOIN body USING (seq) WHERE seq = ?", (seq,)
    ).fetchone()
    start = body.index(b'"entry":"')
    end = body.index(b'"', start + 9)
    name = ref if edition == 1 else f"{ref}~{edition}"
    forged = body[:start] + f'"entry":"{seq} {name} table'.encode() + body[end:]
    ledger.execute("UPDATE body SET body = ? WHERE seq = ?", (forged, seq))
    ledger.execute("UPDATE leaf SET hash = ?, edition = ? WHERE seq = ?", (leaf(salt, forged), edition, seq))
    ledger.execute("DELETE FROM checkpoint WHERE size > 400")
    made_right(ledger)


@pytest.mark.parametrize("tampering", list(editions()))
def test_editions_that_do_not_follow_one_another_are_found(folder: Path, tampering: Tampering) -> None:
    assert "it is not the next edition of police:" in attack(folder, tampering)


def test_flipped_bytes_of_any_entry_are_found(folder: Path) -> None:
    """Bits flipped in the file itself, at places that hold salts, hashes and bodies."""
    path, random = folder / "ledger.db", Random(20240301)
    with closing(sqlite3.connect(path)) as ledger:
        pieces = [piece for row in ledger.execute("SELECT hash FROM leaf") for piece in row]
        pieces += [piece for row in ledger.execute("SELECT salt, body FROM body") for piece in row]
    whole = path.read_bytes()
    for piece in random.sample(pieces, 60):
        at = whole.index(piece[:24]) + random.randrange(24)
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << random.randrange(8)]) + whole[at + 1 :])
        assert found(folder) != "None"
    path.write_bytes(whole)
    assert found(folder) == "None"


def test_editions_in_the_wrong_order_are_found(folder: Path) -> None:
    def turned_round(ledger: sqlite3.Connection) -> None:
        relabelled(ledger, "edition = 2 WHERE seq = 20")
        relabelled(ledger, "edition = 1 WHERE seq = 420")
        ledger.execute("DELETE FROM checkpoint")

    assert attack(folder, turned_round).startswith("Entry 20: it is not the next edition of police:v20")


def test_an_erasure_does_not_cover_what_was_written_after_it(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "ledger.db")
    store.begin()
    store.stage([visit("v1"), erasure("police:v1", "police:v2"), visit("v2")], NOON, absent_ok=True)
    store.commit()
    store.close()
    assert verify(store.path).sound

    def hide(ledger: sqlite3.Connection) -> None:
        ledger.executescript("DELETE FROM body WHERE seq = 3; INSERT INTO erasure VALUES (3, 2)")

    Signer.create(tmp_path / "key", "heeded/leeds")
    assert attack(tmp_path, hide).startswith("Entry 3: its body is gone")


def test_damage_to_an_index_is_found_though_every_entry_is_right(folder: Path) -> None:
    path = folder / "ledger.db"
    whole, name = path.read_bytes(), b"police:v555"
    places = [match.start() for match in re.finditer(re.escape(name), whole)]
    said = []
    for at in places:
        path.write_bytes(whole[: at + 8] + b"9" + whole[at + 9 :])
        said.append(found(folder))
    assert "None" not in said
    assert any(one.startswith("The file is damaged, though every entry can be read") for one in said)


WRONG_TYPES = [
    "UPDATE checkpoint SET note = x'00'", "UPDATE head SET size = 'many'", "UPDATE erasure SET under = 'nothing'",
    "UPDATE leaf SET edition = 'first'", "UPDATE leaf SET ref = x'ff'", "UPDATE leaf SET source = 5",
    "UPDATE head SET frontier = 'x'", "UPDATE checkpoint SET note = 'heeded/leeds'",
]  # fmt: skip


@pytest.mark.parametrize("tampering", WRONG_TYPES)
def test_values_of_the_wrong_type_are_faults_not_failures(folder: Path, tampering: str) -> None:
    assert attack(folder, lambda ledger: ledger.execute(tampering)) != "None"
    assert verify(folder / "ledger.db").sentences()[-1] != "Every entry is as it was written."


def test_bytes_flipped_anywhere_never_make_the_verifier_fail_with_anything_but_a_sentence(folder: Path) -> None:
    path, random = folder / "ledger.db", Random(7)
    whole = path.read_bytes()
    for _ in range(60):
        at = random.randrange(len(whole))
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        assert found(folder)


def test_a_file_cut_short_or_of_another_kind_is_a_fault_not_a_failure(folder: Path) -> None:
    path = folder / "ledger.db"
    path.write_bytes(path.read_bytes()[:40960])
    assert found(folder) != "None"
    path.write_bytes(b"no ledger at all" * 500)
    assert found(folder).startswith("Entry 1: the file is damaged")
    path.unlink()
    assert found(folder).startswith("Entry 1: the file is damaged")


def test_progress_is_told_up_to_the_last_entry(folder: Path) -> None:
    told: list[int] = []
    verify(folder / "ledger.db", progress=told.append)
    assert told[-1] == 1013

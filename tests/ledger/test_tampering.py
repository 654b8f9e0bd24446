"""What somebody who owns the file can do to history, and which layer finds it: entries, signatures or a witness.

The attacker has every byte of the file, and where it says so the ledger's signing key. Whatever they change they make
right as far as they can: hashes, head and checkpoints. What no layer finds is here too, so that nobody believes it is.
"""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from heeded.ledger import standalone
from heeded.ledger.asking import asked
from heeded.ledger.checkpoint import Signer
from heeded.ledger.cosigning import Witnessed
from heeded.ledger.merkle import Frontier, leaf
from heeded.ledger.schema import statements
from heeded.ledger.store import Store
from heeded.ledger.verify import verify
from heeded.ledger.witness import Witness
from tests.ledger.drafts import NOON, Workplace, visit, visits

SIZE = 60


@dataclass(frozen=True)
class Scene:
    """A ledger of 60 entries signed at 20, 40 and 60, seen by a witness at 60; and a copy from when it had 40."""

    folder: Path
    witnessed: Witnessed
    witness: str  # its public key

    @property
    def ledger(self) -> Path:
        return self.folder / "ledger.db"

    @property
    def signer(self) -> Signer:
        return Signer.open(self.folder / "key")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    folder = tmp_path_factory.mktemp("original")
    signer = Signer.create(folder / "key", "heeded/leeds")
    witness = Witness.create(folder / "witness", "police.example/witness")
    witness.trust(signer.verifier)
    for start in (1, 21, 41):
        with Workplace(folder) as place:
            place.lane.write(visits(20, start))
            request = asked(0, place.lane.checkpoint(signer), place.store.leaves())
        if start == 21:
            shutil.copy(folder / "ledger.db", folder / "older.db")
    return Scene(folder, witness.sign(request, NOON), witness.public.written())


@pytest.fixture
def scene(original: Scene, tmp_path: Path) -> Scene:
    return Scene(Path(shutil.copytree(original.folder, tmp_path / "here")), original.witnessed, original.witness)


def opened_up(scene: Scene, change: Callable[[sqlite3.Connection], object]) -> None:
    """Take the triggers off, change, and put them back as they were."""
    with closing(sqlite3.connect(scene.ledger, isolation_level=None)) as ledger:
        triggers = {n: s for n, s in statements().items() if s.startswith("CREATE TRIGGER")}
        for name in triggers:
            ledger.execute(f"DROP TRIGGER {name}")
        change(ledger)
        for statement in triggers.values():
            ledger.execute(statement)


def made_right(ledger: sqlite3.Connection, signer: Signer) -> None:
    """The head and every checkpoint made anew for the entries that are there now, signed by this key."""
    leaves = [row[0] for row in ledger.execute("SELECT hash FROM leaf ORDER BY seq")]
    whole = Frontier()
    whole.extend(leaves)
    ledger.execute("UPDATE head SET size = ?, frontier = ?", (whole.size, whole.kept()))
    ledger.execute("DELETE FROM checkpoint WHERE size > ?", (whole.size,))
    for (size,) in ledger.execute("SELECT size FROM checkpoint").fetchall():
        tree = Frontier()
        tree.extend(leaves[:size])
        ledger.execute("UPDATE checkpoint SET note = ? WHERE size = ?", (signer.sign(size, tree.root()), size))


def forger(scene: Scene) -> Signer:
    """Somebody without the ledger's key, who signs in its name with one of their own."""
    return Signer.create(scene.folder / "forged", "heeded/leeds")


def body_and_leaf_changed(ledger: sqlite3.Connection) -> None:
    salt, body = ledger.execute("SELECT salt, body FROM body WHERE seq = 30").fetchone()
    forged = body.replace(b"Seen at home, well.", b"Nobody came to us.")
    ledger.execute("UPDATE body SET body = ? WHERE seq = 30", (forged,))
    ledger.execute("UPDATE leaf SET hash = ? WHERE seq = 30", (leaf(salt, forged),))


def nothing(scene: Scene) -> None:
    opened_up(scene, lambda ledger: None)


def edit(scene: Scene) -> None:
    opened_up(
        scene, lambda ledger: ledger.execute("UPDATE body SET body = replace(body, 'well', 'ill') WHERE seq = 30")
    )


def delete(scene: Scene) -> None:
    def change(ledger: sqlite3.Connection) -> None:
        ledger.executescript("DELETE FROM body WHERE seq = 30; DELETE FROM leaf WHERE seq = 30")

    opened_up(scene, change)


def reorder(scene: Scene) -> None:
    def change(ledger: sqlite3.Connection) -> None:
        for table in ("leaf", "body"):
            for was, now in ((30, -1), (31, 30), (-1, 31)):
                ledger.execute(f"UPDATE {table} SET seq = {now} WHERE seq = {was}")  # noqa: S608

    opened_up(scene, change)


def replace(scene: Scene) -> None:
    opened_up(
        scene,
        lambda ledger: ledger.execute("INSERT OR REPLACE INTO body SELECT 30, salt, body FROM body WHERE seq = 31"),
    )


def cut(ledger: sqlite3.Connection) -> None:
    ledger.executescript("DELETE FROM body WHERE seq > 40; DELETE FROM leaf WHERE seq > 40")


def truncate(scene: Scene) -> None:
    """The checkpoints that are left stay as they were: they are true of what is left."""

    def change(ledger: sqlite3.Connection) -> None:
        notes = ledger.execute("SELECT note, size FROM checkpoint WHERE size <= 40").fetchall()
        cut(ledger)
        made_right(ledger, scene.signer)  # for the head; no key is needed, as the notes are put back
        ledger.executemany("UPDATE checkpoint SET note = ? WHERE size = ?", notes)

    opened_up(scene, change)


def roll_back(scene: Scene) -> None:
    shutil.copy(scene.folder / "older.db", scene.ledger)


def rewrite(scene: Scene) -> None:
    def change(ledger: sqlite3.Connection) -> None:
        body_and_leaf_changed(ledger)
        made_right(ledger, forger(scene))

    opened_up(scene, change)


def rewrite_with_stolen_key(scene: Scene) -> None:
    def change(ledger: sqlite3.Connection) -> None:
        body_and_leaf_changed(ledger)
        made_right(ledger, scene.signer)

    opened_up(scene, change)


def truncate_with_stolen_key(scene: Scene) -> None:
    """Cut at 35, where no checkpoint was; the new end is signed."""

    def change(ledger: sqlite3.Connection) -> None:
        ledger.executescript("DELETE FROM body WHERE seq > 35; DELETE FROM leaf WHERE seq > 35")
        made_right(ledger, scene.signer)

    opened_up(scene, change)
    with closing(Store(scene.ledger)) as store:
        store.keep_checkpoint(35, scene.signer.sign(35, store.root()))


def append_false_record_with_stolen_key(scene: Scene) -> None:
    """Written as Heeded writes, said to have happened long ago, and signed."""
    with Workplace(scene.folder) as place:
        place.lane.write([visit("false", "Seen in February, well.")])
        place.lane.checkpoint(scene.signer)


# For each: does reading the entries find it, do the signatures, does a witness.
LAYERS = [
    (nothing, "no", "no", "no"),
    (edit, "found", "found", "found"),
    (delete, "found", "found", "found"),
    (reorder, "found", "found", "found"),
    (replace, "found", "found", "found"),
    (truncate, "no", "no", "found"),
    (roll_back, "no", "no", "found"),
    (rewrite, "no", "found", "found"),
    (rewrite_with_stolen_key, "no", "no", "found"),
    (truncate_with_stolen_key, "no", "no", "found"),
    (append_false_record_with_stolen_key, "no", "no", "no"),
]


@pytest.mark.parametrize(
    ("attack", "entries", "signatures", "witness"), LAYERS, ids=[case[0].__name__ for case in LAYERS]
)
def test_each_tampering_is_found_by_the_layers_that_can_and_by_no_other(
    scene: Scene, attack: Callable[[Scene], None], entries: str, signatures: str, witness: str
) -> None:
    key = scene.signer.verifier
    attack(scene)
    verdicts = (
        verify(scene.ledger),
        verify(scene.ledger, key),
        verify(scene.ledger, key, witnessed=[scene.witnessed]),
    )
    assert tuple("no" if verdict.sound else "found" for verdict in verdicts) == (entries, signatures, witness)
    keys = standalone.key_of(key.written(), 1), [standalone.key_of(scene.witness, 4)]
    alone = (
        standalone.verified(scene.ledger, None, [], []),
        standalone.verified(scene.ledger, keys[0], [], []),
        standalone.verified(scene.ledger, keys[0], [scene.witnessed.note], keys[1]),
    )
    assert [said[1:] for _, said in alone] == [verdict.sentences()[1:] for verdict in verdicts]


@pytest.mark.parametrize("attack", [truncate, roll_back])
def test_a_cut_end_is_told_as_what_the_witness_saw_and_when(scene: Scene, attack: Callable[[Scene], None]) -> None:
    attack(scene)
    verdict = verify(scene.ledger, scene.signer.verifier, witnessed=[scene.witnessed])
    assert str(verdict.fault) == (
        "Entry 41: it is missing: police.example/witness on 2 Mar 2024, 12:00 UTC saw 60 entries."
    )


def test_a_rewrite_with_the_stolen_key_is_narrowed_to_the_part_before_what_the_witness_saw(scene: Scene) -> None:
    rewrite_with_stolen_key(scene)
    verdict = verify(scene.ledger, scene.signer.verifier, witnessed=[scene.witnessed])
    assert str(verdict.fault).endswith("are not those that police.example/witness on 2 Mar 2024, 12:00 UTC saw.")


def test_a_new_key_with_every_checkpoint_signed_anew_is_found_by_the_witnesss_note(scene: Scene) -> None:
    other = forger(scene)
    opened_up(scene, lambda ledger: made_right(ledger, other))
    assert verify(scene.ledger, other.verifier).sound
    verdict = verify(scene.ledger, other.verifier, witnessed=[scene.witnessed])
    assert str(verdict.fault).startswith("The ledger's key is not the one that signed what police.example/witness")


def test_a_note_about_another_ledger_is_told_as_such(scene: Scene, tmp_path: Path) -> None:
    york = Signer.create(tmp_path / "york", "heeded/york")
    verdict = verify(scene.ledger, york.verifier, witnessed=[scene.witnessed])
    assert not verdict.sound
    opened_up(scene, lambda ledger: ledger.execute("DELETE FROM checkpoint"))
    verdict = verify(scene.ledger, york.verifier, witnessed=[scene.witnessed])
    assert str(verdict.fault).startswith("This ledger is heeded/york; what police.example/witness on 2 Mar 2024")


def test_the_witness_itself_refuses_what_was_cut_or_rewritten(scene: Scene) -> None:
    rewrite_with_stolen_key(scene)
    with Workplace(scene.folder) as place:
        place.lane.write(visits(5, 100))
        request = asked(SIZE, place.lane.checkpoint(scene.signer), place.store.leaves())
    with pytest.raises(Exception, match="does not show that the 60 entries seen"):
        Witness(scene.folder / "witness").sign(request, NOON)

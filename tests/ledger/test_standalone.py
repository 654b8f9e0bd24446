"""The verifier that is handed out, held to the one inside: the same verdicts and words, of sound ledgers and all others."""

import ast
import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from heeded.ledger import standalone
from heeded.ledger.checkpoint import Signer
from heeded.ledger.cosigning import Cosigner, Witnessed, witnessed
from heeded.ledger.notes import Note, PublicKey
from heeded.ledger.schema import statements
from heeded.ledger.verify import verify
from tests.ledger.drafts import NOON
from tests.ledger.test_cosigning import LOG, PUBLISHED, WITNESS
from tests.ledger.test_verify import NAMED, OTHERS, WRONG_TYPES, Tampering, attack, editions

PROGRAM = Path(standalone.__file__)


@pytest.fixture(scope="module")
def cosigner(tmp_path_factory: pytest.TempPathFactory) -> Cosigner:
    return Cosigner.create(tmp_path_factory.mktemp("witness") / "witness.key", "police.example/witness")


@pytest.fixture(scope="module")
def seen(sound: Path, cosigner: Cosigner) -> list[Witnessed]:
    """What a witness saw of the sound ledger, at its first checkpoint and its last."""
    with closing(sqlite3.connect(sound / "ledger.db")) as ledger:
        notes = [row[0] for row in ledger.execute("SELECT note FROM checkpoint WHERE size <> 800 ORDER BY size")]
    return witnessed([cosigner.cosigned(Note.read(note), NOON).written() for note in notes], [cosigner.public])


def inside(folder: Path, seen: list[Witnessed]) -> list[str]:
    return verify(folder / "ledger.db", Signer.open(folder / "key").verifier, witnessed=seen).sentences()


def outside(folder: Path, seen: list[Witnessed], key: PublicKey) -> list[str]:
    ledgers = standalone.key_of(Signer.open(folder / "key").verifier.written(), 1)
    given = [standalone.key_of(key.written(), 4)]
    return standalone.verified(folder / "ledger.db", ledgers, [each.note for each in seen], given)[1]


def plain(sentences: list[str]) -> list[str]:
    """Without what the two may tell differently: where damage begins, a cause in brackets, why a note is unsound, a guard's name."""
    cut = r"[\d,]+(?=: the file is damaged)|\(.*\)|(?<=is not sound: ).*|(?<=guards were changed: ).*|(?<=can be read: ).*"
    return [re.sub(cut, "", each) for each in sentences[1:]]


def test_a_sound_ledger_gets_the_same_words_from_both(sound: Path, seen: list[Witnessed], cosigner: Cosigner) -> None:
    said = outside(sound, seen, cosigner.public)
    assert said == inside(sound, seen)
    assert said[-2:] == [
        "police.example/witness saw 1,013 entries of heeded/leeds on 2 Mar 2024, 12:00 UTC. They are here.",
        "Every entry is as it was written.",
    ]


TAMPERINGS = [*(case[1] for case in NAMED), *(case[0] for case in OTHERS), *WRONG_TYPES]


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_every_tampering_gets_the_same_words_from_both(
    folder: Path, tampering: str, seen: list[Witnessed], cosigner: Cosigner
) -> None:
    attack(folder, lambda ledger: ledger.executescript(tampering))
    said = outside(folder, seen, cosigner.public)
    assert plain(said) == plain(inside(folder, seen))
    assert said[-1] != "Every entry is as it was written."


@pytest.mark.parametrize("tampering", list(editions()))
def test_editions_that_do_not_follow_one_another_get_the_same_words_from_both(
    folder: Path, tampering: Tampering, cosigner: Cosigner
) -> None:
    attack(folder, tampering)
    assert plain(outside(folder, [], cosigner.public)) == plain(inside(folder, []))
    assert "it is not the next edition of police:" in outside(folder, [], cosigner.public)[-1]


def test_bytes_flipped_anywhere_get_the_same_verdict_from_both(
    folder: Path, seen: list[Witnessed], cosigner: Cosigner
) -> None:
    path, random = folder / "ledger.db", Random(11)
    whole = path.read_bytes()
    for _ in range(40):
        at = random.randrange(len(whole))
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << random.randrange(8)]) + whole[at + 1 :])
        assert plain(outside(folder, seen, cosigner.public)) == plain(inside(folder, seen))


def test_the_guards_it_knows_are_those_that_a_ledger_has() -> None:
    with closing(sqlite3.connect(":memory:")) as fresh:
        for statement in statements().values():
            fresh.execute(statement)
        rows = fresh.execute("SELECT name, type, tbl_name, sql FROM sqlite_master ORDER BY name").fetchall()
    assert hashlib.sha256(json.dumps(rows).encode()).hexdigest() == standalone.GUARDS


def test_it_needs_nothing_but_the_standard_library() -> None:
    imported = set()
    for node in ast.walk(ast.parse(PROGRAM.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").split(".")[0])
    assert imported - set(sys.stdlib_module_names) == set()


def run(*words: str, cwd: Path) -> tuple[int, str]:
    """As somebody without Heeded runs it: alone, isolated, without any installed package."""
    done = subprocess.run([sys.executable, "-I", "-S", "verify_ledger.py", *words], cwd=cwd, capture_output=True,
                          text=True, timeout=120, env={"PATH": os.defpath})  # fmt: skip
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def test_the_file_alone_verifies_a_ledger_with_the_notes_and_keys_it_is_given(
    folder: Path, seen: list[Witnessed], cosigner: Cosigner
) -> None:
    shutil.copyfile(PROGRAM, folder / "verify_ledger.py")
    (folder / "ledger.pub").write_text(Signer.open(folder / "key").verifier.written() + "\n")
    (folder / "last.note").write_text(seen[-1].note)
    words = ("ledger.db", "--key", "ledger.pub", "--witness", "last.note", "--witness-key", cosigner.public.written())
    code, said = run(*words, cwd=folder)
    assert (code, said.splitlines()) == (0, inside(folder, seen[-1:]))
    attack(folder, lambda ledger: ledger.execute("DELETE FROM checkpoint"))
    code, said = run("ledger.db", cwd=folder)
    assert code == 0
    assert "who signed its checkpoints was not checked" in said
    assert "No witness was asked" in said
    attack(folder, lambda ledger: ledger.execute("UPDATE body SET salt = zeroblob(32) WHERE seq = 321"))
    code, said = run(*words, cwd=folder)
    assert (code, said.splitlines()[-1]) == (1, "Entry 321: its content is not what was written (police:v321).")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ledger.db", "--key", "nowhere"), "nowhere"),
        (("ledger.db", "--key", "a+00000000+AQID"), "public key"),
        (("ledger.db", "--key", "é" * 300), "too long"),
        (("ledger.db", "--key", WITNESS), "a key for something else"),
        (("ledger.db", "--witness", "key", "--witness-key", WITNESS), "cannot be read"),
        (("ledger.db", "--witness", "published.note"), "none of the witnesses"),
    ],
)
def test_what_it_cannot_go_by_is_a_sentence_and_a_code_of_its_own(
    folder: Path, words: tuple[str, ...], said: str
) -> None:
    shutil.copyfile(PROGRAM, folder / "verify_ledger.py")
    (folder / "published.note").write_text(PUBLISHED)
    code, told = run(*words, cwd=folder)
    assert code == 2
    assert said in told


# Signatures: RFC 8032 section 7.1, tests 1 to 3, as (public key, message, signature).
PUBLISHED_SIGNATURES = [
    ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
    ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
    ("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
]  # fmt: skip


@pytest.mark.parametrize(("public", "message", "signature"), PUBLISHED_SIGNATURES)
def test_published_signatures_hold_and_no_other_byte_does(public: str, message: str, signature: str) -> None:
    key, text, raw = (bytes.fromhex(each) for each in (public, message, signature))
    assert standalone.holds(key, raw, text)
    assert not standalone.holds(key, raw, text + b"!")
    for at in range(0, 64, 7):
        assert not standalone.holds(key, raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :], text)
    order = (int.from_bytes(raw[32:], "little") + standalone.ORDER).to_bytes(32, "little")
    assert not standalone.holds(key, raw[:32] + order, text), "the same signature written another way"
    assert not standalone.holds(b"\xff" * 32, raw, text), "a key that is no point"
    assert not standalone.holds(key, raw[:-1], text)


@given(st.binary(max_size=200), st.integers(0, 63), st.integers(0, 7))
def test_its_signatures_are_those_of_the_library_inside(message: bytes, at: int, bit: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)
    raw, public = key.sign(message), key.public_key().public_bytes_raw()
    assert standalone.holds(public, raw, message)
    flipped = raw[:at] + bytes([raw[at] ^ 1 << bit]) + raw[at + 1 :]
    assert not standalone.holds(public, flipped, message)


def test_the_published_checkpoint_and_cosignature_of_other_programs_hold_in_it_too() -> None:
    ledger = standalone.key_of(LOG, 1)
    assert standalone.signed(PUBLISHED, ledger)
    (head,) = standalone.witnessed(PUBLISHED, [standalone.key_of(WITNESS, 4)], ledger)
    assert head.size == 1432088532

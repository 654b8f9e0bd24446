"""Two agencies on the command line: one's ledger, the other's witness, files handed from one to the other."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_verbs import CHRONOLOGY, PEOPLE, heeded

MORE = "Ref,Date,About,Kind,Details,Event\nv3,2023-05-02,C1,visit,purpose=child; result=seen; child_seen=yes,Seen\n"


@pytest.fixture(scope="module")
def two_agencies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Social care's workspace `w`, seen by the police's witness `police` when it was loaded first."""
    here = tmp_path_factory.mktemp("agencies")
    (here / "social-care.people.csv").write_text(PEOPLE, encoding="utf-8")
    (here / "social-care.chronology.csv").write_text(CHRONOLOGY, encoding="utf-8")
    heeded("init", "w", "--viewer", "Rosa Brandt", "--last-owner", "Lena Orr", cwd=here)
    heeded("load", "--workspace", "w", "social-care.people.csv", "social-care.chronology.csv", cwd=here)
    heeded("witness", "init", "police", "--name", "police.example/witness", cwd=here)
    (here / "w.pub").write_text(heeded("witness", "key", "--workspace", "w", cwd=here), encoding="utf-8")
    heeded("witness", "trust", "w.pub", "--folder", "police", cwd=here)
    heeded("witness", "ask", "--workspace", "w", "--out", "first.checkpoint", cwd=here)
    heeded("witness", "sign", "first.checkpoint", "--folder", "police", "--out", "first.note", cwd=here)
    return here


@pytest.fixture
def here(two_agencies: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(two_agencies, tmp_path / "here"))


def seen(here: Path) -> int:
    shown = json.loads(heeded("witness", "show", "--json", "--folder", "police", cwd=here))
    return int(shown["ledgers"]["heeded/w"]["records"])


def grow(here: Path) -> None:
    (here / "social-care.more.csv").write_text(MORE, encoding="utf-8")
    heeded("load", "--workspace", "w", "--agency", "social-care", "social-care.more.csv", cwd=here)


def witnessed(here: Path, *notes: str, code: int = 0) -> str:
    words = [word for note in notes for word in ("--witness", note)]
    return heeded("verify", "--workspace", "w", *words, "--witness-key", "police/witness.pub", cwd=here, code=code)


def test_a_ledger_grows_is_asked_for_signed_and_verified_against_both_notes(here: Path) -> None:
    before = seen(here)
    grow(here)
    heeded("witness", "ask", "--workspace", "w", "--old", str(before), "--out", "second.checkpoint", cwd=here)
    heeded("witness", "sign", "second.checkpoint", "--folder", "police", "--out", "second.note", cwd=here)
    assert seen(here) > before
    said = witnessed(here, "first.note", "second.note")
    assert f"police.example/witness saw {before} entries of heeded/w on " in said
    assert f"police.example/witness saw {seen(here)} entries of heeded/w on " in said
    assert said.endswith("Every entry is as it was written.\n")


def test_on_one_machine_the_witness_reads_the_workspace_itself(here: Path) -> None:
    before = seen(here)
    grow(here)
    note = heeded("witness", "sign", "--workspace", "../w", cwd=here / "police")
    assert note.startswith("heeded/w\n")
    assert note.splitlines()[-1].startswith("— police.example/witness ")
    assert seen(here) > before
    shown = heeded("witness", "show", cwd=here / "police")
    assert note in shown


def test_a_checkpoint_and_its_proof_may_come_in_two_files(here: Path) -> None:
    grow(here)
    asked = heeded("witness", "ask", "--workspace", "w", "--old", str(seen(here)), cwd=here)
    proof, _, note = asked.partition("\n\n")
    (here / "proof").write_text(proof + "\n", encoding="utf-8")
    (here / "note").write_text(note, encoding="utf-8")
    heeded("witness", "sign", "note", "--proof", "proof", "--folder", "police", cwd=here)


def test_the_same_checkpoint_again_gives_back_the_same_note(here: Path) -> None:
    heeded("witness", "sign", "first.checkpoint", "--folder", "police", "--out", "again.note", cwd=here)
    assert (here / "again.note").read_text() == (here / "first.note").read_text()


def test_a_ledger_put_back_from_an_older_copy_is_refused_by_the_witness_and_found_by_verify(here: Path) -> None:
    shutil.copytree(here / "w", here / "older")
    grow(here)
    heeded("witness", "sign", "--workspace", "w", "--folder", "police", "--out", "second.note", cwd=here)
    shutil.copy(here / "older" / "ledger.db", here / "w" / "ledger.db")
    assert "No witness was asked" in heeded("verify", "--workspace", "w", cwd=here)
    said = witnessed(here, "second.note", code=1)
    assert "it is missing: police.example/witness on" in said
    shutil.rmtree(here / "w")
    shutil.copytree(here / "older", here / "w")
    heeded("witness", "ask", "--workspace", "w", "--out", "older.checkpoint", cwd=here)
    refused = heeded("witness", "sign", "older.checkpoint", "--folder", "police", cwd=here, code=2)
    assert "Either an old checkpoint was sent again, or the ledger was cut or put back" in refused
    asked = heeded("witness", "ask", "--workspace", "w", "--old", str(seen(here)), cwd=here, code=2)
    assert "run heeded verify" in asked


def test_what_was_verified_is_told_as_json(here: Path) -> None:
    words = ("--json", "--witness", "first.note", "--witness-key", "police/witness.pub")
    told = json.loads(heeded("verify", "--workspace", "w", *words, cwd=here))
    assert told["sound"]
    assert [(each["by"], each["records"]) for each in told["witnessed"]] == [("police.example/witness", seen(here))]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("verify", "--workspace", "w", "--witness", "first.note"), "go together"),
        (("verify", "--workspace", "w", "--witness", "nowhere", "--witness-key", "police/witness.pub"), "cannot be read"),
        (("verify", "--workspace", "w", "--witness", "w.pub", "--witness-key", "police/witness.pub"), "not a signed note"),
        (("verify", "--workspace", "w", "--witness", "first.note", "--witness-key", "w.pub"), "a key for something else"),
        (("witness", "init", "police", "--name", "again"), "a witness here already"),
        (("witness", "init", "new", "--name", "two words"), "Leave out spaces"),
        (("witness", "trust", "police/witness.pub", "--folder", "police"), "a key for something else"),
        (("witness", "sign", "--folder", "police"), "Name the checkpoint's file"),
        (("witness", "sign", "w.pub", "--folder", "police"), "not a signed note"),
        (("witness", "sign", "w/ledger.db", "--folder", "police"), "cannot be read"),
        (("witness", "sign", "first.checkpoint", "--folder", "nowhere"), "cannot be read"),
        (("witness", "ask", "--workspace", "w", "--old", "99999"), "has seen 99,999 entries"),
        (("witness", "ask", "--workspace", "w", "--out", "nowhere/x"), "cannot be written"),
        (("verify", "--hand-out", "first.note"), "cannot be written"),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_a_sentence(here: Path, words: tuple[str, ...], said: str) -> None:
    assert said in heeded(*words, cwd=here, code=1 if said == "cannot be written" else 2)


def test_the_verifier_handed_out_says_the_same_without_heeded(here: Path) -> None:
    heeded("verify", "--hand-out", "verify_ledger.py", cwd=here)
    words = ["w/ledger.db", "--key", "w.pub", "--witness", "first.note", "--witness-key", "police/witness.pub"]
    done = subprocess.run(
        [sys.executable, "-I", "-S", "verify_ledger.py", *words], cwd=here, capture_output=True, text=True, timeout=120
    )
    assert (done.returncode, done.stdout) == (0, witnessed(here, "first.note"))

"""The commands, as somebody types them."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

CHRONOLOGY = (
    "Ref,Date,Recorded,About,Kind,Details,Event\n"
    "v1,2023-04-12,,C1,visit,purpose=child; result=no_reply; child_seen=no,Nobody came\n"
    "v2,2023-04-18,2023-04-19,C1,visit,purpose=child; result=no_reply; child_seen=no,Nobody in\n"
    "x9,soon,,C1,visit,,Somebody came\n"
)
PEOPLE = "Key,Name,Born,Sex,Address\nC1,Ada Fenn,2019-05-06,F,\n"


def heeded(*words: str, cwd: Path, code: int = 0) -> str:
    plain = {**os.environ, "HEEDED_WORKSPACE": ""}
    done = subprocess.run(
        [sys.executable, "-m", "heeded", *words], cwd=cwd, capture_output=True, text=True, timeout=120, env=plain
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout if code == 0 else done.stdout + done.stderr


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    here = tmp_path_factory.mktemp("commands")
    (here / "social-care.people.csv").write_text(PEOPLE, encoding="utf-8")
    (here / "social-care.chronology.csv").write_text(CHRONOLOGY, encoding="utf-8")
    heeded("init", "w", "--viewer", "Rosa Brandt", "--last-owner", "Lena Orr", cwd=here)
    heeded("load", "--workspace", "w", "social-care.people.csv", "social-care.chronology.csv", cwd=here)
    return here


def test_help_does_not_wait_for_the_pages_or_the_engine(tmp_path: Path) -> None:
    script = (
        "import sys, click; from heeded.cli import heeded; heeded.get_help(click.Context(heeded)); "
        "print([m for m in ('django', 'rich', 'heeded.workspace', 'yaml', 'sqlite3') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=tmp_path, timeout=60)
    assert done.stdout.strip() == "[]", done.stderr


def test_the_receipt_says_what_is_wrong_with_a_row_and_what_to_write(folder: Path) -> None:
    told = json.loads(
        heeded("load", "--workspace", "w", "--json", "--dry-run", "social-care.chronology.csv", cwd=folder)
    )
    (refused,) = told["refused"]
    assert (refused["file"], refused["row"], refused["column"]) == ("social-care.chronology.csv", 4, "Date")
    assert "soon" in refused["what"]
    assert refused["do"]


def test_a_file_that_cannot_be_read_is_a_sentence_and_a_failure(folder: Path) -> None:
    (folder / "broken.docx").write_bytes(b"not a document")
    told = heeded("load", "--workspace", "w", "broken.docx", cwd=folder, code=1)
    assert "Nothing was taken from this file" in told


def test_people_and_a_chronology_are_listed(folder: Path) -> None:
    (ada,) = json.loads(heeded("people", "--workspace", "w", "--json", "fenn", cwd=folder))
    assert (ada["name"], ada["keys"], ada["open"]) == ("Ada Fenn", ["social-care:C1"], 1)
    told = json.loads(heeded("chronology", "--workspace", "w", "--json", "social-care:C1", cwd=folder))
    assert [e["says"] for e in told] == ["Nobody came", "Nobody in"]


def test_loads_are_listed_and_withdrawn_with_a_reason(folder: Path, tmp_path: Path) -> None:
    heeded("init", "w", "--viewer", "Rosa Brandt", "--last-owner", "Lena Orr", cwd=tmp_path)
    files = [str(folder / name) for name in ("social-care.people.csv", "social-care.chronology.csv")]
    heeded("load", "--workspace", "w", *files, cwd=tmp_path)
    load = heeded("load", "--workspace", "w", "--loads", cwd=tmp_path).split()[0]
    assert "reason is needed" in heeded("load", "--workspace", "w", "--withdraw", load, cwd=tmp_path, code=2)
    heeded("load", "--workspace", "w", "--withdraw", load, "--reason", "another family's file", cwd=tmp_path)
    assert "another family's file" in heeded("load", "--workspace", "w", "--loads", cwd=tmp_path)
    assert json.loads(heeded("people", "--workspace", "w", "--json", "C1", cwd=tmp_path))[0]["open"] == 0
    assert heeded("people", "--workspace", "w", "--json", "fenn", cwd=tmp_path).strip() == "[]", "nor is the name kept"


def test_history_is_verified_backed_up_restored_and_rebuilt(folder: Path, tmp_path: Path) -> None:
    assert json.loads(heeded("verify", "--workspace", "w", "--json", cwd=folder))["sound"] is True
    heeded("backup", "--workspace", "w", str(tmp_path / "copy"), cwd=folder)
    heeded("restore", str(tmp_path / "copy"), str(tmp_path / "again"), cwd=folder)
    assert "Rebuilt from" in heeded("rebuild", "--workspace", str(tmp_path / "again"), cwd=folder)
    assert "Ada Fenn" in heeded("people", "--workspace", str(tmp_path / "again"), cwd=folder)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("people", "--workspace", "nowhere"), "is not a workspace"),
        (("replay", "--workspace", "w", "Nobody Atall"), "nobody is known by"),
        (("chronology", "--workspace", "w", "Nobody Atall"), "nobody is known by"),
        (("load", "--workspace", "w"), "Name from 1 to"),
        (("relink", "--workspace", "w", "a:1", "a:1", "same", "--reason", "x"), ""),
        (("serve", "--workspace", "w", "--host", "192.0.2.1"), ""),
        (("init", "w", "--viewer", "A", "--last-owner", "B"), "is not empty"),
        (("init", "new", "--viewer", 'A "quoted"', "--last-owner", "B"), "quotes"),
    ],
)
def test_a_mistake_gets_a_sentence(folder: Path, words: tuple[str, ...], sentence: str) -> None:
    told = heeded(*words, cwd=folder, code=2)
    assert sentence in told
    assert told.strip()


def test_the_demonstration_prints_its_chronology_and_what_silence_cost(tmp_path: Path) -> None:
    told = heeded("demo", "--once", cwd=tmp_path)
    for words in (
        "Chronology, all agencies",
        "Gareth Tull",
        "Sian Varley",
        "OFF01",
        "LIC07",
        "or more, never",
        "Days lost",
    ):
        assert words in told
    assert "3 records (the housing table) have no kind yet" in told


def test_a_replay_of_a_person_is_a_look_and_is_written_down(folder: Path) -> None:
    def looks() -> list[tuple[str, str]]:
        with sqlite3.connect(folder / "w" / "looks.db") as db:
            found = list(db.execute("select purpose, what from look order by seq"))
        db.close()
        return found

    before = looks()
    heeded("replay", "social-care:C1", "--workspace", "w", cwd=folder)
    assert ("heeded replay", "replay") in looks()[len(before) :]


def test_a_backup_is_never_written_over_another(folder: Path) -> None:
    (folder / "kept").mkdir(exist_ok=True)
    assert "is there already" in heeded("backup", "kept", "--workspace", "w", cwd=folder, code=2)

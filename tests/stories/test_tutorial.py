"""The tutorial, command by command: from a Word table with only a date and an event to a replay."""

import json
import os
import subprocess
import sys
from pathlib import Path

import docx
import pytest

PAGE = Path(__file__).parents[2] / "docs/start/first-chronology.md"
LINES = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
ROWS = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in LINES]  # the page's own table


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    here = tmp_path_factory.mktemp("tutorial")
    document = docx.Document()
    table = document.add_table(rows=0, cols=2)
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(here / "school.docx"))
    return here


def heeded(folder: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "heeded", *words], cwd=folder, capture_output=True, text=True, timeout=120,
        env={**os.environ, "HEEDED_WORKSPACE": ""},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_from_a_word_table_to_a_replay_without_asking_anybody(folder: Path) -> None:
    made = heeded(folder, "init", "my-review", "--viewer", "Rosa Brandt", "--last-owner", "Lena Orr")
    assert "heeded load" in made, "each step names the next one"

    receipt = heeded(
        folder, "load", "--workspace", "my-review", "--about", "sam", "--born", "2016-02-01", "school.docx"
    )
    assert "3 rows read" in receipt
    assert "3 rows have no kind, and are not judged" in receipt

    waiting = json.loads(heeded(folder, "code", "--workspace", "my-review", "--json"))
    assert [line["suggestions"][0]["kind"] for line in waiting] == ["injury", "injury", "appointment"]
    before = json.loads(heeded(folder, "replay", "--workspace", "my-review", "school:sam", "--json"))
    assert before["raises"] == [], "a suggestion never raises a warning"
    assert "No signal would have been raised" in heeded(folder, "replay", "--workspace", "my-review", "sam")

    heeded(folder, "code", "--workspace", "my-review", "--confirm-clear")
    assert "Every row has a kind" in heeded(folder, "code", "--workspace", "my-review")

    told = json.loads(heeded(folder, "replay", "--workspace", "my-review", "school:sam", "--json"))
    raised = {(r["signal"], r["raised"][:10]) for r in told["raises"] if r["vantage"] == "pooled"}
    assert ("HLT02", "2023-03-26") in raised, "two unexplained injuries, the second known from the end of its week"
    assert "HLT02" in heeded(folder, "replay", "--workspace", "my-review", "school:sam")
    assert "Bruise to upper arm" in heeded(folder, "chronology", "--workspace", "my-review", "school:sam")
    assert json.loads(heeded(folder, "verify", "--workspace", "my-review", "--json"))["sound"] is True


def test_every_command_of_the_tutorial_is_a_command() -> None:
    lines = [
        line.split(".venv/bin/heeded ")[1]
        for line in PAGE.read_text(encoding="utf-8").splitlines()
        if line.startswith(".venv/bin/heeded")
    ]
    verbs = {line.split()[0] for line in lines}
    assert verbs >= {"init", "load", "code", "replay", "serve"}
    for verb in sorted(verbs):
        done = subprocess.run([sys.executable, "-m", "heeded", verb, "--help"], capture_output=True, timeout=60)
        assert done.returncode == 0, verb

"""A coding counts for the words that were read, and for no others: corrected text waits to be coded again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from heeded.workspace import Workspace
from tests.cast import ROSA
from tests.test_workspace import SETTINGS

KNOCKED, WRONG_CHILD = "Nobody answered the door", "Entered on the wrong child; ignore"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.init(tmp_path / "workspace", SETTINGS)
    yield made
    made.close()


@pytest.fixture
def police(tmp_path: Path, workspace: Workspace) -> "Police":
    return Police(tmp_path / "police.chronology.csv", workspace)


class Police:
    """The police's file with one row of free text, in whatever words they give it today."""

    def __init__(self, path: Path, workspace: Workspace) -> None:
        self._path, self._workspace = path, workspace

    def say(self, text: str, place: str = "") -> str:
        self._path.write_text(f"Ref,Date,About,Place,Event\nq1,2024-01-01,N1,{place},{text}\n")
        return self._workspace.load([self._path]).load


def kinds(workspace: Workspace, vantage: str = "live") -> list[str]:
    person = workspace.rooms().linker.person_of("police:N1")
    scene = workspace.sight(ROSA, "test", "person").scene([person], vantage)
    now = workspace.clock()
    return [e.kind for e in scene.entries if e.known <= now < e.until]


def waiting(workspace: Workspace) -> int:
    desk = workspace.look(ROSA, "test")
    listed = len(desk.uncoded(50, 0))
    assert desk.counts().uncoded == listed
    return listed


def test_a_corrected_text_is_uncoded_again_and_waits_again(workspace: Workspace, police: Police) -> None:
    police.say(KNOCKED)
    workspace.confirm(["police:q1"], "visit", {"result": ("no_reply",)})
    assert (kinds(workspace), waiting(workspace)) == (["visit"], 0)
    police.say(WRONG_CHILD)
    assert (kinds(workspace), waiting(workspace)) == (["uncoded"], 1)
    assert "uncoded" in kinds(workspace, "pooled")


def test_the_corrected_text_can_be_coded_in_its_turn(workspace: Workspace, police: Police) -> None:
    police.say(KNOCKED)
    workspace.confirm(["police:q1"], "visit", {})
    police.say(WRONG_CHILD)
    workspace.refuse(["police:q1"])
    assert (kinds(workspace), waiting(workspace)) == (["uncoded"], 0)
    workspace.rebuild()
    assert (kinds(workspace), waiting(workspace)) == (["uncoded"], 0)


def test_a_correction_of_something_else_than_the_words_keeps_the_coding(workspace: Workspace, police: Police) -> None:
    police.say(KNOCKED)
    workspace.confirm(["police:q1"], "visit", {})
    police.say(KNOCKED, place="9 Tanner Street")
    assert (kinds(workspace), waiting(workspace)) == (["visit"], 0)


def test_words_that_come_back_are_still_coded(workspace: Workspace, police: Police) -> None:
    police.say(KNOCKED)
    workspace.confirm(["police:q1"], "visit", {})
    police.say(WRONG_CHILD)
    police.say(KNOCKED)
    assert (kinds(workspace), waiting(workspace)) == (["visit"], 0)


def test_what_is_coded_is_the_text_that_stands(workspace: Workspace, police: Police) -> None:
    police.say(KNOCKED)
    wrong = police.say(WRONG_CHILD)
    workspace.withdraw(wrong, "not the police's file")
    assert waiting(workspace) == 1
    workspace.confirm(["police:q1"], "visit", {})
    assert (kinds(workspace), waiting(workspace)) == (["visit"], 0)

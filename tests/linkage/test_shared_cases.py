"""The shared case folders, read as files: who is one person in each of them, and who is not."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from heeded.reference.kinds import kinds
from heeded.sources.reading import read_files
from tests.linkage.telling import Lane

CASES = Path(__file__).parents[3] / "shared" / "cases"
TOGETHER = {
    "adult-m": [{"police:N71", "probation:X100"}],
    "child-p": [{"health:H1", "police:N44", "social-care:C901"}, {"health:H2", "police:N45", "social-care:C902"}],
    "child-s": [{"health:H5", "police:N9", "social-care:C77"}, {"police:N10", "social-care:C79"}],
    "quiet-street": [],
    "register-visits": [{"education:S12", "health:H71"}, {"health:H70", "police:N501"}],
    "two-recalls": [
        {"parole-board:PB7", "police:N660", "prison:A7007AA", "probation:X7", "victim-liaison:V1"},
        {"police:N661", "probation:X8"},
    ],
}


@pytest.mark.parametrize("case", TOGETHER)
@pytest.mark.parametrize("backwards", [False, True])
def test_the_people_of_a_case(case: str, backwards: bool) -> None:
    folder = CASES / case
    if not folder.is_dir():
        pytest.skip(f"the shared case {case} is not beside the project")
    files = sorted((f for f in folder.iterdir() if f.suffix != ".toml"), reverse=backwards)
    reading = read_files(files, load="cases", on=datetime(2026, 1, 1, tzinfo=UTC), known=kinds())
    lane = Lane()
    for drafts in reading.slices():
        lane.load(*drafts)
    assert [set(g) for g in sorted(lane.groups(), key=sorted) if len(g) > 1] == TOGETHER[case]
    for expect in tomllib.loads((folder / "case.toml").read_text(encoding="utf-8")).get("expect", []):
        if expect["signal"] == "SAME":
            one, other = (f"{expect['agency']}:{expect['about']}", expect["other"])
            assert lane.same(one, other) != expect.get("never", False)

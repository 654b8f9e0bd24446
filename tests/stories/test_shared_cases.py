"""The shared cases, through the real files and the real command: what each expects of the signals there are."""

import json
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from heeded.signals.shelf import signals

CASES = Path(__file__).parents[2] / "../shared/cases"
SIGNALS = (*signals(), "SAME")
SECONDS = 120  # only against hanging

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the shared cases are not beside this project")


def folders() -> list[Path]:
    """Every case folder there is."""
    return sorted(path.parent for path in CASES.glob("*/case.toml"))


def expectations() -> list[tuple[str, int]]:
    """Each case with the number of each expectation that names a signal there is."""
    return [
        (folder.name, number)
        for folder in folders()
        for number, expect in enumerate(case(folder.name)["expect"])
        if expect["signal"] in SIGNALS
    ]


@cache
def case(name: str) -> Mapping[str, Any]:
    """What a case.toml says."""
    return tomllib.loads((CASES / name / "case.toml").read_text())


def run(*words: str) -> str:
    """What the command prints; its exit code must be 0."""
    done = subprocess.run(
        [sys.executable, "-m", "heeded", *words], capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def heeded(*words: str) -> Any:  # noqa: ANN401
    """What the command prints as JSON: one object on stdout, and nothing else."""
    return json.loads(run(*words))


@cache
def replayed(name: str) -> Mapping[str, Any]:
    """A case, replayed once for all its expectations."""
    found: Mapping[str, Any] = heeded("replay", str(CASES / name), "--json")
    return found


def london_day(text: str) -> date:
    """The London day of a raise, whose time must carry London's offset of that instant."""
    when = datetime.fromisoformat(text)
    assert when.utcoffset() == when.astimezone(ZoneInfo("Europe/London")).utcoffset(), f"{text} is not London time"
    return when.date()


def met(expect: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    """Whether an expectation holds: judged by the London day of each raise about the key."""
    key = f"{expect['agency']}:{expect['about']}"
    if expect["signal"] == "SAME":
        return not any({key, expect["other"]} <= set(person["keys"]) for person in found["people"])
    days = [
        london_day(each["raised"])
        for each in found["raises"]
        if (each["signal"], each["vantage"]) == (expect["signal"], expect["vantage"])
        and any(key in person["keys"] for person in each["people"])
    ]
    if expect.get("never"):
        return not days
    before = all(day >= expect["never_before"] for day in days) if "never_before" in expect else True
    by = any(expect.get("after", date.min) <= day <= expect["by"] for day in days) if "by" in expect else True
    return before and by


@pytest.mark.parametrize(("name", "number"), expectations())
def test_an_expectation_of_a_shared_case_holds(name: str, number: int) -> None:
    expect = case(name)["expect"][number]
    assert met(expect, replayed(name)), (
        expect,
        [r for r in replayed(name)["raises"] if r["signal"] == expect["signal"]],
    )


@pytest.mark.parametrize("name", [folder.name for folder in folders()])
def test_the_replay_keeps_its_contract(name: str) -> None:
    """Every raise lies within the case, in a vantage there is, on evidence; its own count of expectations agrees."""
    found, until = replayed(name), case(name)["until"]
    keys = {key for person in found["people"] for key in person["keys"]}
    assert found["case"] == name
    assert all(len(person["keys"]) == len(set(person["keys"])) for person in found["people"])
    for each in found["raises"]:
        assert each["vantage"] in ("pooled", "shared") or each["vantage"].startswith("agency:")
        assert each["severity"] in ("blue", "amber", "red")
        assert london_day(each["raised"]) <= until
        assert each["cleared"] is None or each["raised"] <= each["cleared"]
        assert each["evidence"]
        assert all(set(person["keys"]) <= keys for person in each["people"])
    counted = [e for e in case(name)["expect"] if e["signal"] in SIGNALS]
    assert found["expected"]["met"] == sum(met(e, found) for e in counted)
    assert len(found["expected"]["missed"]) == sum(not met(e, found) for e in counted)


@pytest.mark.parametrize("name", [folder.name for folder in folders()])
def test_no_row_of_a_shared_case_is_refused(name: str, tmp_path: Path) -> None:
    files = [str(path) for path in sorted((CASES / name).iterdir()) if path.suffix != ".toml"]
    space = str(tmp_path / "workspace")
    run("init", space, "--viewer", "Ann Example", "--last-owner", "Lou Example")
    receipt = heeded("load", *files, "--workspace", space, "--json")
    assert receipt["refused_count"] == 0, receipt["refused"]
    assert receipt["uncoded"] == 0
    assert receipt["taken"] > 0

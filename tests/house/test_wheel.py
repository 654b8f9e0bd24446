"""What ships works by itself: the wheel, in an empty environment outside the tree, runs the demonstration."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=ROOT)
    (made,) = folder.glob("*.whl")
    return made


def run(*words: str, cwd: Path) -> str:
    plain = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "VIRTUAL_ENV", "HEEDED_WORKSPACE"}}
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, timeout=300, env=plain)
    assert done.returncode == 0, f"{words}: {done.stderr[-2000:]}"
    return done.stdout


def test_the_wheel_runs_the_demonstration_outside_the_tree(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "empty", with_pip=False)
    python = tmp_path / "empty" / "bin" / "python"
    uv = Path(sys.executable).parent / "uv"
    locked = ROOT / "requirements" / "heeded.txt"
    run(str(uv), "pip", "install", "-q", "-p", str(python), "--require-hashes", "-r", str(locked), cwd=tmp_path)
    run(str(uv), "pip", "install", "-q", "-p", str(python), "--no-deps", str(wheel), cwd=tmp_path)
    told = run(str(tmp_path / "empty" / "bin" / "heeded"), "demo", "--once", cwd=tmp_path)
    assert "When each warning would first have been raised" in told
    assert "OFF01" in told
    page = run(str(python), "-c", "import heeded.web.app, heeded; print(heeded.__file__)", cwd=tmp_path)
    assert str(tmp_path) in page, "the package is the installed one"


def test_the_wheel_holds_no_tests_and_no_workplace(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert not [n for n in names if n.startswith(("tests/", "tools/", "benchmarks/"))]
    assert [n for n in names if n.endswith("demonstration/police.docx")]
    assert [n for n in names if "/static/" in n], "the pages' look is inside"

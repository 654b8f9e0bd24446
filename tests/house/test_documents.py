"""What is not documented does not pass, and the documents speak of the project alone."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)#]+?)(?:#[^)]*)?\)")
TRACKED = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split(
    "\0"
)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    local = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in local if not (page.parent / link).exists()] == []


def test_the_reference_pages_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.documents", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs/why/decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_shelf_has_its_how_to() -> None:
    pages = {path.stem for path in (ROOT / "docs/how-to").glob("*.md")}
    assert pages >= {"add-a-signal", "add-a-clock", "add-a-kind", "add-a-source", "add-a-phrase", "add-a-page"}


def test_nothing_names_a_package_registry_or_a_place_on_somebodys_machine() -> None:
    found = []
    telling = re.compile(
        r"--(?:extra-)?index-url\s+\S|\"resolved\":\s*\"http|pypi\.org|pythonhosted|registry\.npmjs|/home/[a-z]+/"
    )
    for name in TRACKED:
        path = ROOT / name
        if (
            name
            and path.suffix in {".py", ".md", ".toml", ".txt", ".in", ".json", ".yaml", ".sh", ""}
            and path.is_file()
        ):
            text = path.read_text(encoding="utf-8", errors="replace")
            found += [
                f"{name}: {match.group(0)}"
                for match in telling.finditer(text)
                if name != "tests/house/test_documents.py"
            ]
    assert found == []


def test_every_package_is_pinned_by_hash_and_by_no_address() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        lines = path.read_text(encoding="utf-8").splitlines()
        pinned = [n for n, line in enumerate(lines) if re.match(r"^[A-Za-z0-9._-]+(\[[a-z,]+\])?==", line)]
        assert pinned
        assert all("--hash=sha256:" in lines[n + 1] for n in pinned), path.name

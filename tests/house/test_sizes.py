"""Files stay near 100 lines and never over 400; functions under 40."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
ALL = [*SOURCES, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "tools").rglob("*.py"))]
LONGEST_FILE, LONGEST_FUNCTION = 400, 40
UNHELPFUL = {"utils", "util", "common", "helpers", "helper", "misc", "manager", "managers", "service", "services"}


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


@pytest.mark.parametrize("path", ALL, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_file_is_over_four_hundred_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_function_is_over_forty_lines(path: Path) -> None:
    long = {f.name: length(f) for f in functions(ast.parse(path.read_text(encoding="utf-8")))}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FUNCTION} == {}


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_module_opens_with_one_sentence(path: Path) -> None:
    opening = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n\n")[0]
    assert opening.rstrip().endswith((".", ":", "?")), f"{path.relative_to(ROOT)} does not say what it is"


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_names_say_what_things_are(path: Path) -> None:
    parts = {*path.relative_to(ROOT / "src").parts[:-1], path.stem}
    assert not parts & UNHELPFUL
    assert not any(character.isdigit() for part in parts for character in part), "no numbers in names"


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_databases_are_reached_only_from_store_modules(path: Path) -> None:
    imports = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [a.name for a in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    allowed = path.stem in {"store", "workspace"} or path.parts[-2:] in {
        ("ledger", "verify.py"),
        ("ledger", "standalone.py"),
        ("ledger", "backup.py"),
    }
    assert allowed or "sqlite3" not in imports

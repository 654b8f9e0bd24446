"""Breaks the code of clauses and contributions in small ways, one at a time, and counts what the tests notice."""

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[1]
BROKEN = ("clauses", "contributions")
FIRST = ("tests/signals/test_examples.py",)  # the quickest, which notices most
SWAPPED = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.In: ast.NotIn}
CUT = ("minus", "meet")  # calls of which only the first part is left


def breaks(tree: ast.Module) -> Iterator[tuple[str, ast.AST, ast.expr]]:
    """Each small break: what it is, the expression it is of, and what takes its place."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPPED:
            ops = [SWAPPED[type(node.ops[0])](), *node.ops[1:]]
            yield "another comparison", node, ast.Compare(node.left, ops, node.comparators)
        elif isinstance(node, ast.BoolOp):
            other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield "and for or", node, ast.BoolOp(other, node.values)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield "without not", node, node.operand
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CUT:
            yield f"without {node.func.id}", node, node.args[0]


def broken(source: str) -> Iterator[tuple[str, str]]:
    """Each break of a file, as a sentence and the file as it then is."""
    lines = source.encode().splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    for what, node, instead in breaks(ast.parse(source)):
        assert isinstance(node, ast.expr)
        first = starts[node.lineno - 1] + node.col_offset
        last = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        was, text = source.encode(), f"({ast.unparse(ast.fix_missing_locations(instead))})"
        said = f"line {node.lineno}, {what}: {ast.unparse(node)[:90]}"
        yield said, (was[:first] + text.encode() + was[last:]).decode()


def noticed(tree: Path, tests: tuple[str, ...]) -> bool:
    """Whether any of these tests fails in a copy of the project."""
    environment = {**os.environ, "PYTHONPATH": str(tree / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-x", "-q", *tests]
    return subprocess.run(command, cwd=tree, env=environment, capture_output=True, check=False).returncode != 0


def main() -> int:
    """Prints each break that no test noticed, and how many were noticed of those tried."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=60, help="breaks to try, chosen by chance")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", nargs="*", default=[], help="only files with these names")
    parser.add_argument(
        "--tests", nargs="*", default=["tests/signals"], help="asked after the examples noticed nothing"
    )
    asked = parser.parse_args()
    folder = Path("src/heeded/signals")
    files = [f.relative_to(ROOT) for part in BROKEN for f in sorted((ROOT / folder / part).glob("*.py"))]
    files = [f for f in files if not asked.files or f.stem in asked.files]
    every = [(f, what, text) for f in files for what, text in broken((ROOT / f).read_text(encoding="utf-8"))]
    chosen = Random(asked.seed).sample(every, min(asked.sample, len(every)))
    alive = 0
    with tempfile.TemporaryDirectory() as temporary:
        tree = Path(temporary) / "project"
        for part in ("src", "tests"):
            shutil.copytree(ROOT / part, tree / part, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", tree)
        if noticed(tree, FIRST) or noticed(tree, tuple(asked.tests)):
            sys.stdout.write("The tests fail as things stand, so nothing can be said.\n")
            return 1
        for file, what, text in chosen:
            whole = (tree / file).read_text(encoding="utf-8")
            (tree / file).write_text(text, encoding="utf-8")
            if not noticed(tree, FIRST) and not noticed(tree, tuple(asked.tests)):
                alive += 1
                sys.stdout.write(f"alive: {file.stem} {what}\n")
                sys.stdout.flush()
            (tree / file).write_text(whole, encoding="utf-8")
    sys.stdout.write(
        f"{len(chosen) - alive} of {len(chosen)} broken pieces of code noticed, {len(every)} to choose from\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

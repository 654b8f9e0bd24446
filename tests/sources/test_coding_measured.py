"""How well the coding does on the invented sentences, and that the documentation says so."""

import csv
import importlib.util
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from heeded.reference.kinds import kinds
from heeded.sources.coding import suggest

ROOT = Path(__file__).parents[2]


def _benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmark_of_coding", ROOT / "benchmarks/coding.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


BENCHMARK: Any = _benchmark()
SCORES: Any = BENCHMARK.measured()


def test_each_family_has_at_least_150_different_sentences_besides_the_unseen() -> None:
    listed = list(BENCHMARK.sentences())
    assert len({s.text.casefold() for s in listed}) == len(listed)
    counts = Counter(s.family for s in listed if not s.unseen)
    assert len(counts) == 11
    assert min(counts.values()) >= 150, counts


def test_every_sentence_has_a_kind_and_details_of_the_vocabulary() -> None:
    for sentence in BENCHMARK.sentences():
        if sentence.kind == "none":
            assert not sentence.details, sentence.text
            continue
        known = kinds()[sentence.kind].details
        for name, values in sentence.details.items():
            assert all(known[name].allows(value) for value in values), sentence.text


@pytest.mark.parametrize("part", ["development", "held out"])
def test_the_halves_keep_their_floors(part: str) -> None:
    score = SCORES[part, "all"]
    assert score.precision >= 0.9
    assert score.recall >= 0.9
    for (where, family), each in SCORES.items():
        assert where != part or each.precision >= 0.8, family


def test_unseen_sentences_are_seldom_given_a_wrong_kind() -> None:
    score = SCORES["unseen", "all"]
    assert score.precision >= 0.8
    assert score.recall >= 0.5
    assert score.details_right >= 0.9 * score.details_given


def test_the_documented_figures_are_those_measured_now() -> None:
    page = (ROOT / "docs/reference/coding.md").read_text(encoding="utf-8")
    assert BENCHMARK.page_with(page, BENCHMARK.table(SCORES)) == page, "run python benchmarks/coding.py --write"
    assert "invented" in page


def test_rows_written_by_others_are_seldom_given_a_wrong_kind() -> None:
    cases = ROOT.parent / "shared/cases"
    if not cases.is_dir():
        pytest.skip("the shared cases are not beside the project")
    rows = [
        (row["Event"], row["Action"] or "", row["Kind"])
        for path in sorted(cases.glob("*/*.chronology.csv"))
        for row in csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())
    ]
    distinct = {row: suggest(row[0], row[1]) for row in rows}
    made = [(kind, found[0].kind) for (_, _, kind), found in distinct.items() if found]
    assert len(made) >= len(distinct) / 2
    assert sum(kind == first for kind, first in made) / len(made) >= 0.8

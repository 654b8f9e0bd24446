"""Measures the suggested coding on the invented sentences, and writes the table of docs/reference/coding.md.

`python benchmarks/coding.py` prints it, `--write` puts it into the page, `--errors` lists what the development half
gets wrong (never the others, so that nobody tunes on them).
"""

import argparse
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from heeded.sources.coding import Suggestion, suggest

ROOT = Path(__file__).parents[1]
SENTENCES = ROOT / "tests/sources/sentences"
PAGE = ROOT / "docs/reference/coding.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
HALVES = ("development", "held out")
PARTS = (*HALVES, "unseen")
NONE = "none"


@dataclass(frozen=True, slots=True)
class Sentence:
    """An invented sentence with its right kind (`none` where nothing happened) and its key details."""

    family: str
    text: str
    kind: str
    details: dict[str, tuple[str, ...]]
    unseen: bool = False

    @property
    def part(self) -> str:
        """Which part it falls in: unseen by its folder, else a half by a hash of its text, so that it never moves."""
        return "unseen" if self.unseen else HALVES[hashlib.sha256(self.text.encode()).digest()[0] % 2]


@dataclass(slots=True)
class Score:
    """Counts over some sentences. A kind is right when the first suggestion has it."""

    sentences: int = 0
    nothing: int = 0  # sentences in which nothing happened
    silent: int = 0  # of these, how many rightly got no suggestion
    suggested: int = 0
    right: int = 0
    among: int = 0  # the right kind is among the suggestions, not only first
    details: int = 0  # key details of the sentences whose kind is right
    details_right: int = 0
    details_given: int = 0  # values suggested for the details that the key names
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Of the first suggestions made, how many are right."""
        return self.right / self.suggested if self.suggested else 0.0

    @property
    def recall(self) -> float:
        """Of the sentences that are something, how many were found."""
        return self.right / max(1, self.sentences - self.nothing)

    def add(self, sentence: Sentence, found: list[Suggestion]) -> None:
        """Counts one sentence."""
        first = found[0].kind if found else NONE
        self.sentences += 1
        self.nothing += sentence.kind == NONE
        self.silent += sentence.kind == first == NONE
        self.suggested += bool(found)
        self.among += any(s.kind == sentence.kind for s in found)
        if first != sentence.kind:
            self.wrong.append(f"{sentence.text!r}: {sentence.kind}, not {first}")
        elif found:
            self.right += 1
            self._add_details(sentence, found[0])

    def _add_details(self, sentence: Sentence, found: Suggestion) -> None:
        for name, values in sentence.details.items():
            given = found.details.get(name, ())
            right = set(values) & set(given)
            self.details += len(values)
            self.details_given += len(given)
            self.details_right += len(right)
            if len(right) < max(len(values), len(given)):
                self.wrong.append(f"{sentence.text!r}: {name} {values}, not {given}")


def sentences() -> Iterator[Sentence]:
    """Every sentence of tests/sources/sentences, in order."""
    for path in sorted(SENTENCES.rglob("*.yaml")):
        for text, kind, details in yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader):  # noqa: S506 (words only)
            given = {name: (v,) if isinstance(v, str) else tuple(v) for name, v in details.items()}
            yield Sentence(path.stem.replace("-", " "), text, kind, given, path.parent.name == "unseen")


def measured() -> dict[tuple[str, str], Score]:
    """The score of each (part, family), and of each (part, "all")."""
    scores: dict[tuple[str, str], Score] = {}
    for sentence in sentences():
        found = suggest(sentence.text)
        for name in (sentence.family, "all"):
            scores.setdefault((sentence.part, name), Score()).add(sentence, found)
    return scores


def table(scores: dict[tuple[str, str], Score]) -> str:
    """The measures as a table of Markdown."""
    lines = [
        "| part | family | sentences | of which nothing | precision | recall | among five | left alone | details right | details found |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for part in PARTS:
        families = sorted(name for where, name in scores if where == part and name != "all")
        lines += [_line(part, name, scores[part, name]) for name in (*families, "all")]
    return "\n".join(lines)


def _line(part: str, name: str, score: Score) -> str:
    found = score.sentences - score.nothing
    cells = (
        part, name, str(score.sentences), str(score.nothing), f"{score.precision:.2f}", f"{score.recall:.2f}",
        f"{score.among / max(1, found):.2f}", f"{score.silent / max(1, score.nothing):.2f}",
        f"{score.details_right / max(1, score.details_given):.2f}", f"{score.details_right / max(1, score.details):.2f}",
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def page_with(text: str, shown: str) -> str:
    """The page with the table put between its two marks."""
    before, _, rest = text.partition(BEGIN)
    return f"{before}{BEGIN}\n{shown}\n{END}{rest.partition(END)[2]}"


def main() -> None:
    """The command."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--write", action="store_true", help="put the table into docs/reference/coding.md")
    asked.add_argument("--errors", action="store_true", help="list what the development half gets wrong")
    args = asked.parse_args()
    scores = measured()
    print(table(scores))
    if args.errors:
        for name in sorted(n for h, n in scores if h == HALVES[0] and n != "all"):
            print(f"\n{name}")
            print("\n".join(f"  {line}" for line in scores[HALVES[0], name].wrong))
    if args.write:
        PAGE.write_text(page_with(PAGE.read_text(encoding="utf-8"), table(scores)), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Breaks the rules of the signals in every small way there is, and counts how many of the breaks the oracle notices."""

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.signals.oracle import SIGNALS
from tests.signals.oracle.compare import Plain, engine, oracle, same

from heeded.chronology.entry import Scene
from heeded.reference.shelf import read
from heeded.signals.loader import load_text
from heeded.signals.selection import Answering, Words, read_words
from heeded.signals.shelf import family, shared_words, signals
from heeded.signals.signal import Signal
from heeded.words.trouble import Trouble
from heeded.world.histories import history

NUMBER = re.compile(r"(value: \{\d{4}-\d\d-\d\d: )(\d+(?:\.\d+)?)")
LIST = re.compile(r"\[([^\[\]]+)\]")
WORD = re.compile(r"^([a-z][a-z ]+):$", re.MULTILINE)
PARTS = (", while: plan", ", at the latest: plan", ", age under: very_young", ", at least: reporters", ", else: source")
# What no history can tell apart, and why.
EQUIVALENT = {
    "OFF06: amber without 'reactive management'": "no history has it: the settled meaning suspends for custody alone",
    "OFF06: red without 'reactive management'": "the same",
    "REF01: without 'plan_changed'": "a changed plan is an open plan, which drops the concern already",
    "OFF02: sign of a child on an offender visit without 'child'": "no visit to a child is about him",
    "OFF01: red without 'returned_home'": "no history says returned home: the settled meaning does not list it",
    "OFF01: amber without 'returned_home'": "the same",
}


@dataclass(frozen=True)
class Mutant:
    """One break: what was done, and the signal as it then is."""

    what: str
    signal: Signal


def rule_breaks(text: str) -> Iterator[tuple[str, str]]:
    """The rule with one number more or less, one word of a list gone, or one clause gone."""
    begins, ends = text.index("parameters:"), text.index("\nexamples:")
    for found in NUMBER.finditer(text, begins, ends):
        for step in (1, -1):
            number = f"{float(found[2]) + step / 4:g}" if "." in found[2] else str(int(found[2]) + step)
            if float(number) >= 0:
                yield f"{found[2]} becomes {number}", text[: found.start(2)] + number + text[found.end(2) :]
    begins = text.index("raise when:")
    for found in LIST.finditer(text, begins, ends):
        words = [word.strip() for word in found[1].split(",")]
        for word in words if len(words) > 1 else ():
            fewer = ", ".join(w for w in words if w != word)
            yield (
                f"{_level(text, found.start())}without '{word}'",
                text[: found.start(1)] + fewer + text[found.end(1) :],
            )
    for found in re.finditer(
        r"^ +(unless|while|not while open|dropped by|distinct|not counting): .*\n", text, re.MULTILINE
    ):
        if begins < found.start() < ends:
            yield f"{_level(text, found.start())}no '{found[0].strip()}'", text[: found.start()] + text[found.end() :]
    for part in PARTS:
        if part in text[begins:ends]:
            yield f"no '{part[2:]}'", text[:begins] + text[begins:ends].replace(part, "", 1) + text[ends:]


def _level(text: str, at: int) -> str:
    levels = re.findall(r"^  (amber|red):", text[text.index("raise when:") : at], re.MULTILINE)
    return f"{levels[-1]} " if levels else ""


def mutants(signal: Signal) -> Iterator[Mutant]:
    """Every break of one signal that the loader accepts: of its rule, of its words, of what answers it."""
    words, answers = shared_words(), family(signal.family).answered_by
    for what, text in rule_breaks(signal.text):
        yield from broken(signal.code, what, text, words, answers)
    for gone in answers.chosen:
        left = replace(answers, chosen=tuple(a for a in answers.chosen if a is not gone))
        yield from broken(signal.code, f"not answered by {gone.kinds}", signal.text, words, left)
    yield from broken(signal.code, "not answered by naming it", signal.text, words, replace(answers, naming=False))
    for what, changed in word_breaks(signal):
        yield from broken(signal.code, what, signal.text, read_words(read(changed, "words.yaml")), answers)


def broken(code: str, what: str, text: str, words: Words, answers: Answering) -> Iterator[Mutant]:
    """The mutant, if the loader lets it pass and it differs."""
    try:
        signal = load_text(text, "mutant", words=words, answered_by=answers)
    except Trouble:
        return
    if signal.rule != load_text(signals()[code].text, "as it stands").rule:
        yield Mutant(f"{code}: {what}", signal)


def word_breaks(signal: Signal) -> Iterator[tuple[str, str]]:
    """The shared words that the rule uses, each with one of its values gone."""
    text = (files("heeded.signals") / "shelf" / "words.yaml").read_text(encoding="utf-8")
    rule = signal.text[signal.text.index("raise when:") : signal.text.index("\nexamples:")]
    for found in LIST.finditer(text):
        word = WORD.findall(text[: found.start()])[-1]
        values = [value.strip() for value in found[1].split(",")]
        for value in values if word in rule and len(values) > 1 and ":" not in found[1] else ():
            fewer = ", ".join(v for v in values if v != value)
            yield f"{word} without '{value}'", text[: found.start(1)] + fewer + text[found.end(1) :]


def agree(said: list[Plain], meant: list[Plain]) -> bool:
    """Whether the engine says what is meant."""
    return len(said) == len(meant) and all(map(same, said, meant))


def killed(mutant: Mutant, cases: list[tuple[Scene, list[Plain]]]) -> bool:
    """Whether some history on which the rule as it stands is right shows that the broken one is wrong."""
    code = mutant.signal.code
    return any(not agree(engine(scene, code, {code: mutant.signal}), meant) for scene, meant in cases)


def main() -> int:
    """Prints each survivor and the number killed of all; fails when fewer than 98 % are killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=600, help="histories for each signal")
    parser.add_argument("--signals", nargs="*", default=sorted(SIGNALS))
    asked = parser.parse_args()
    alive, total = [], 0
    for code in asked.signals:
        told = [(scene, oracle(scene, code)) for scene in (history(code, n) for n in range(asked.examples))]
        cases = [(scene, meant) for scene, meant in told if agree(engine(scene, code), meant)]
        for mutant in mutants(signals()[code]):
            if mutant.what in EQUIVALENT:
                continue
            total += 1
            if not killed(mutant, cases):
                alive.append(mutant.what)
                sys.stdout.write(f"alive: {mutant.what}\n")
    sys.stdout.write(f"{total - len(alive)} of {total} broken rules noticed\n")
    return int(total - len(alive) < 0.98 * total)


if __name__ == "__main__":
    sys.exit(main())

"""Reads one signal file; whatever it cannot read is named by file and line."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from types import MappingProxyType

from heeded.reference.roles import roles
from heeded.reference.shelf import Block, read
from heeded.signals.clauses.grammar import Clause, Grammar, Value, read_template, read_value
from heeded.signals.families import family, shared_words
from heeded.signals.measure import Dated
from heeded.signals.raised import LEVELS
from heeded.signals.rule import read_rule
from heeded.signals.selection import Answering, Words
from heeded.signals.sentence import Template
from heeded.signals.signal import Duty, Example, Level, Parameter, Signal
from heeded.words.respond import parse_respond

FIELDS = (
    "signal", "asks", "why", "says", "clears when", "duty", "subject", "owner", "levels", "false positives", "parameters", "raise when",
    "examples",
)  # fmt: skip
SUBJECTS = (("child",), ("supervised",), ("supervised", "child"), ("victim",), ("victim", "supervised"), ("person",))
CONFIDENCE = ("primary", "secondary", "practice")
SORTS = ("fires", "quiet", "late", "clears")
EXAMPLE = (*SORTS, "survives", "vantage", "given", "raised", "level", "evidence", "says", "cleared")


def load_text(
    text: str, where: str = "signal", *, words: Words | None = None, answered_by: Answering | None = None
) -> Signal:
    """A signal from the text of its file.

    Without `words` or `answered_by` the shelf's own are used (the answers of its family). Trouble names file and line.
    """
    block = read(text, where)
    _in_order(block)
    code, _, name = block.text("signal").partition(" ")
    if not (len(code) == 5 and code[:3].isupper() and code[3:].isdecimal() and name.replace("_", "").isalnum()):
        raise block.trouble("signal", f"'{code} {name}' is no code and name.", "Write it as OFF01 name_of_it.")
    words = shared_words() if words is None else words
    answered_by = family(code[:3]).answered_by if answered_by is None else answered_by
    subject = tuple(block.texts("subject"))
    if subject not in SUBJECTS:
        raise block.trouble(
            "subject",
            f"{subject} is nobody's role.",
            "Write child, supervised, victim, person, [supervised, child] or [victim, supervised].",
        )
    levels = _levels(block)
    parameters = {name: _parameter(name, each) for name, each in block.block("parameters").entries()}
    grammar = Grammar(subject[0], MappingProxyType({n: p.value for n, p in parameters.items()}), words)
    says = read_template(block, "says")
    rule = read_rule(block.block("raise when"), levels, grammar, answered_by)
    _check_figures(block, says, rule)
    for unused in sorted(set(parameters) - grammar.used):
        raise block.block("parameters").trouble(unused, f"the rule never uses '{unused}'.", "Use it or take it out.")
    return Signal(
        code, name, code[:3], sha256(text.encode()).hexdigest()[:12], block.text("asks"), block.text("why"),
        says, block.text("clears when"),
        _duty(block.block("duty")), subject, block.choice("owner", *roles()), MappingProxyType(levels),
        block.texts("false positives"), MappingProxyType(parameters), MappingProxyType(rule),
        _examples(block, tuple(levels)), text,
    )  # fmt: skip


def _in_order(block: Block) -> None:
    block.only(*FIELDS)
    for field in FIELDS:
        if field not in block:
            raise block.trouble(
                field, f"the field '{field}' is missing.", f"A signal has, in this order: {', '.join(FIELDS)}."
            )
    for found, due in zip(block, FIELDS, strict=True):
        if found != due:
            raise block.trouble(
                found, f"'{found}' stands where '{due}' belongs.", "Keep the order of every other signal."
            )


def _check_figures(block: Block, says: Template, rule: Mapping[str, tuple[Clause, ...]]) -> None:
    """Every sentence asks only for figures that its clause has."""
    for clause in (clause for alternatives in rule.values() for clause in alternatives):
        own = getattr(clause, "says", None) or says
        for name in sorted(own.names - clause.offers.keys()):
            known = "; ".join(f"{figure} ({means})" for figure, means in clause.offers.items()) or "none"
            raise block.trouble("says", f"the rule has no figure '{name}'.", f"It has: {known}.")


def _levels(block: Block) -> dict[str, Level]:
    found = {}
    for name, each in block.block("levels").entries():
        if name not in LEVELS:
            raise block.block("levels").trouble(name, f"'{name}' is no level.", f"Use one of: {', '.join(LEVELS)}.")
        each.only("respond")
        parse_respond(each.text("respond"), f"{each.where} line {each.line}")
        found[name] = Level(name, each.text("respond"))
    if not found:
        raise block.trouble("levels", "it has no level.", "Give at least one with its respond-by.")
    return found


def _duty(block: Block) -> Duty:
    block.only("text", "source", "confidence")
    return Duty(block.text("text"), block.text("source"), block.choice("confidence", *CONFIDENCE))


def _parameter(name: str, block: Block) -> Parameter:
    block.only("value", "from")
    dated: list[tuple[date, Value]] = []
    values = block.block("value")
    for written in values:
        value = read_value(values.text(written))
        if value is None:
            raise values.trouble(
                written, f"'{values.text(written)}' is no value.", "Write a number or a length, as 90 days."
            )
        try:
            dated.append((date.fromisoformat(written), value))
        except ValueError:
            raise values.trouble(written, f"'{written}' is not a date.", "Write it as 2024-08-12.") from None
    if not dated or dated != sorted(dated, key=lambda pair: pair[0]):
        raise block.trouble("value", f"'{name}' needs values in order of date.", "Write {2019-01-01: 3}.")
    return Parameter(name, Dated(tuple(d for d, _ in dated), tuple(v for _, v in dated)), block.text("from"))


def _examples(block: Block, levels: tuple[str, ...]) -> tuple[Example, ...]:
    found = tuple(_example(each, levels) for each in block.blocks("examples"))
    for sort in SORTS:
        if not any(e.sort == sort for e in found):
            raise block.trouble(
                "examples", f"no example is of the sort '{sort}'.", f"Give one each of: {', '.join(SORTS)}."
            )
    survived = {e.survives for e in found} - {""}
    harmless = block.texts("false positives")
    for name in harmless:
        if name not in survived:
            raise block.trouble(
                "false positives", f"no example survives '{name}'.", "Add one with `survives:` naming it."
            )
    for name in sorted(survived - set(harmless)):
        raise block.trouble("examples", f"'{name}' is not among the false positives.", "Name it there as it is here.")
    return found


def _example(block: Block, levels: tuple[str, ...]) -> Example:
    block.only(*EXAMPLE)
    sorts = [sort for sort in SORTS if sort in block]
    if len(sorts) != 1:
        raise block.trouble("given", "an example is of one sort.", f"Begin it with one of: {', '.join(SORTS)}.")
    sort, raised, cleared = sorts[0], block.text("raised", ""), block.text("cleared", "")
    if (sort == "quiet") == bool(raised):
        raise block.trouble(sort, "a quiet example raises nothing, and every other says when it raises.", "")
    if raised and "says" not in block:
        raise block.trouble(sort, "it does not say the sentence of its raise.", "Write it by hand: `says: …`.")
    if sort == "clears" and not cleared:
        raise block.trouble(sort, "it does not say when it clears.", "Add `cleared:` with the day.")
    if sort == "late" and "recorded" not in str(block.get("given")):
        raise block.trouble(sort, "nothing in it was written down late.", "Give a line `recorded DATE`.")
    level = block.choice("level", *levels) if "level" in block else ""
    numbers = tuple(int(n) if n.isdecimal() else 0 for n in block.texts("evidence"))
    if not all(numbers):
        raise block.trouble("evidence", "the evidence is the numbers of dated lines.", "Write it as [1, 3].")
    given = block.get("given")
    if not isinstance(given, str) or not given.strip():
        raise block.trouble("given", "it has no time line.", "Write `given: |` and the lines below it.")
    return Example(
        sort, block.text(sort), given, block.text("survives", ""), block.text("vantage", "pooled"), raised, cleared,
        level, numbers, block.text("says", ""), block.line,
    )  # fmt: skip

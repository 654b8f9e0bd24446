"""The phrases by which free text is read: which words suggest which kind and details; the data is in data/phrases."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from heeded.reference.kinds import Kind, kinds
from heeded.reference.shelf import Block, shelf

STRENGTHS = ("weak", "plain", "strong")
EVEN_WHEN = ("negated", "planned")
_FIELDS = (
    "kind", "adds to", "details", "when negated", "any of", "with", "not when", "from agency", "strength",
    "even when", "example", "not example",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """One entry of the phrase list.

    `kind` is what its words suggest; an entry without one only `adds_to` kinds that other words suggest. `details`
    are what it suggests of them, `when_negated` what it suggests instead where a negation reaches its words (without
    it, a negated entry says nothing). `any_of` are the phrases that find it, `beside` phrases one of which must stand
    in the same sentence, `not_when` phrases that silence it there. `from_agency`: only for records of these agencies.
    `strength` orders rival kinds. `even_when`: reads on although negated, or although only planned.
    `example` and `not_example` are sentences that must, and must not, suggest it.
    """

    where: str
    family: str
    kind: str
    adds_to: tuple[str, ...]
    details: Mapping[str, tuple[str, ...]]
    when_negated: Mapping[str, tuple[str, ...]]
    any_of: tuple[str, ...]
    beside: tuple[str, ...]
    not_when: tuple[str, ...]
    from_agency: tuple[str, ...]
    strength: str
    even_when: tuple[str, ...]
    example: tuple[str, ...]
    not_example: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """How words change what is near them, and the lists that phrases may name as `<list>`.

    `lists` are named alternatives, `spellings` what a misspelt word was meant to be. `cues` maps a sort of cue (one
    of CUES) to its phrases: where a sort ends in `_after` the cue stands after what it changes.
    """

    lists: Mapping[str, tuple[str, ...]]
    spellings: Mapping[str, str]
    cues: Mapping[str, tuple[str, ...]]


CUES = ("no", "not", "no_after", "not_a_negation", "ends", "planned", "planned_after", "reported", "reported_after")


@lru_cache(maxsize=1)
def phrases() -> tuple[Phrase, ...]:
    """Every entry of every family's file, in order; Trouble names the file and line of a mistake."""
    return tuple(phrase for block in shelf("phrases") if "family" in block for phrase in phrases_of(block))


@lru_cache(maxsize=1)
def reading() -> Reading:
    """The cues, word lists and spellings of `data/phrases/reading.yaml`."""
    for block in shelf("phrases"):
        if "family" not in block:
            return reading_of(block)
    raise LookupError("reading.yaml is not in the package")


def phrases_of(block: Block) -> Iterator[Phrase]:
    """The entries of one family's file: `family`, `meaning`, then `phrases`."""
    block.only("family", "meaning", "phrases")
    family = block.text("family")
    for entry in block.blocks("phrases"):
        yield _phrase(family, entry)


def reading_of(block: Block) -> Reading:
    """The file of cues: `lists`, `spellings` and one list for each sort of cue."""
    block.only("meaning", "lists", "spellings", "cues")
    block.block("cues").only(*CUES)
    lists = {name: block.block("lists").texts(name) for name in block.block("lists")}
    spellings = {wrong: right for right in block.block("spellings") for wrong in block.block("spellings").texts(right)}
    cues = {sort: block.block("cues").texts(sort) for sort in CUES}
    return Reading(MappingProxyType(lists), MappingProxyType(spellings), MappingProxyType(cues))


def _phrase(family: str, entry: Block) -> Phrase:
    entry.only(*_FIELDS)
    known = kinds()
    named = (*entry.each_of("kind", known), *entry.each_of("adds to", known))
    if not named or ("kind" in entry) == ("adds to" in entry):
        raise entry.trouble("kind", "an entry has either a kind or an 'adds to'.", "Keep the one that is meant.")
    if not entry.texts("any of"):
        raise entry.trouble("any of", "an entry needs at least one phrase under 'any of'.", "Write one in brackets.")
    if not entry.texts("example") or not entry.texts("not example"):
        raise entry.trouble("example", "an entry needs an 'example' and a 'not example'.", "Write one of each.")
    return Phrase(
        where=f"{entry.where} line {entry.line}", family=family,
        kind=entry.text("kind", "-").removeprefix("-"), adds_to=entry.texts("adds to"),
        details=_details(entry, "details", [known[name] for name in named]),
        when_negated=_details(entry, "when negated", [known[name] for name in named]),
        any_of=entry.texts("any of"), beside=entry.texts("with"), not_when=entry.texts("not when"),
        from_agency=entry.texts("from agency"), strength=entry.choice("strength", *STRENGTHS, default="plain"),
        even_when=entry.each_of("even when", EVEN_WHEN), example=entry.texts("example"),
        not_example=entry.texts("not example"),
    )  # fmt: skip


def _details(entry: Block, key: str, named: list[Kind]) -> Mapping[str, tuple[str, ...]]:
    block = entry.block(key)
    found = {name: block.texts(name) for name in block}
    for name, values in found.items():
        for kind in named:
            if name not in kind.details:
                known = ", ".join(kind.details) or "it has none"
                raise block.trouble(name, f"'{kind.name}' has no detail '{name}'.", f"Its details: {known}.")
            for value in values:
                if not kind.details[name].allows(value):
                    allowed = ", ".join(kind.details[name].values)
                    raise block.trouble(name, f"'{name}' cannot be '{value}'.", f"Use one of: {allowed}.")
    return MappingProxyType(found)

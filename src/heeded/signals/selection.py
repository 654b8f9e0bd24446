"""Which records a rule means: kinds of record, with conditions on their details."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from heeded.chronology.entry import Entry
from heeded.reference.agencies import agencies
from heeded.reference.kinds import kinds
from heeded.reference.shelf import Block
from heeded.signals.bench import Bench

Test = Callable[[Entry], bool]


@dataclass(frozen=True, slots=True)
class Selection:
    """Records of some kinds that pass a test on their details (None: all of them). `name` is how rules call it."""

    name: str
    kinds: tuple[str, ...]
    test: Test | None = None
    means: str = ""

    def __call__(self, entry: Entry) -> bool:
        """Whether it means this record."""
        return entry.kind in self.kinds and (self.test is None or self.test(entry))

    def entries(self, bench: Bench) -> Iterable[Entry]:
        """The records of a scene that it means."""
        for kind in self.kinds:
            for entry in bench.kind(kind):
                if self.test is None or self.test(entry):
                    yield entry


@dataclass(frozen=True, slots=True)
class Answering:
    """What answers: some records, and (`naming`) any other whose `answers` names the evidence."""

    chosen: tuple[Selection, ...] = ()
    naming: bool = True


Words = Mapping[str, Selection]


def read_selections(block: Block, key: str, words: Words) -> tuple[Selection, ...]:
    """`of: [injury, unexplained injury]`: each a kind of record or a word of shelf/words.yaml."""
    found = []
    for name in block.texts(key):
        if name in words:
            found.append(words[name])
        elif name in kinds():
            found.append(Selection(name, (name,)))
        else:
            raise block.trouble(key, f"'{name}' is neither a kind of record nor a word of the shelf.", "Look in words.")
    if not found:
        raise block.trouble(key, f"'{key}' names no records.", "Name at least one kind of record.")
    return tuple(found)


def read_words(block: Block) -> Words:
    """The shared words: each `means` in plain language, `of` which kinds, `where` their details say so."""
    found: dict[str, Selection] = {}
    for name, entry in block.entries():
        entry.only("means", "of", "where")
        chosen = entry.texts("of")
        for kind in chosen:
            if kind not in kinds():
                raise entry.trouble("of", f"'{kind}' is not a kind of record.", "Use a kind of reference/kinds.")
        test = read_test(entry.block("where"), chosen) if "where" in entry else None
        found[name] = Selection(name, chosen, test, entry.text("means"))
    return found


def read_test(block: Block, chosen: Iterable[str]) -> Test:
    """`{detail: [values], or: [...], not: {...}, given: [details], told by: [agencies]}`: all of it must be so."""
    chosen = tuple(chosen)
    details = {name: detail for kind in chosen for name, detail in kinds()[kind].details.items()}
    tests: list[Test] = []
    for key in block:
        if key == "or":
            tests.append(_any(tuple(read_test(b, chosen) for b in block.blocks("or"))))
        elif key == "not":
            tests.append(_none(read_test(block.block("not"), chosen)))
        elif key == "given":
            tests += [_given(_known(block, key, name, details)) for name in block.texts("given")]
        elif key == "told by":
            tests.append(_told_by(_agencies(block, key)))
        else:
            detail = details[_known(block, key, key, details)]
            values = block.texts(key)
            for value in values:
                if not detail.allows(value):
                    raise block.trouble(key, f"'{key}' is never '{value}'.", f"Use: {', '.join(detail.values)}.")
            tests.append(_says(key, frozenset(values)))
    return tests[0] if len(tests) == 1 else _all(tuple(tests))


def _known(block: Block, key: str, name: str, details: Mapping[str, object]) -> str:
    if name not in details:
        raise block.trouble(key, f"no such record has a detail '{name}'.", f"Use one of: {', '.join(details)}.")
    return name


def _agencies(block: Block, key: str) -> frozenset[str]:
    for name in block.texts(key):
        if name not in agencies():
            raise block.trouble(key, f"'{name}' is not an agency we know.", f"Use: {', '.join(agencies())}.")
    return frozenset(block.texts(key))


def _told_by(tellers: frozenset[str]) -> Test:
    return lambda entry: entry.agency in tellers


def _says(name: str, values: frozenset[str]) -> Test:
    return lambda entry: not values.isdisjoint(entry.details.get(name, ()))


def _given(name: str) -> Test:
    return lambda entry: any(entry.details.get(name, ()))


def _any(tests: tuple[Test, ...]) -> Test:
    return lambda entry: any(test(entry) for test in tests)


def _all(tests: tuple[Test, ...]) -> Test:
    return lambda entry: all(test(entry) for test in tests)


def _none(test: Test) -> Test:
    return lambda entry: not test(entry)

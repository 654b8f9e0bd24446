"""Reads the YAML of the reference shelves: every value is text, and every complaint names a file and a line."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeAlias

import yaml

from heeded.words.trouble import Trouble

MOST_BYTES = 1_000_000
DEEPEST = 12
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


Node: TypeAlias = "str | tuple[Node, ...] | Block"


class ReferenceTrouble(Trouble):
    """A reference file that says something the program cannot read."""


@dataclass(frozen=True, slots=True)
class Block(Mapping[str, Any]):
    """A YAML mapping that knows where it stands: `where` is the file's name, `line` its first line.

    `values_at` maps a key to its value and the key's line. Words such as yes and no stay words.
    """

    where: str
    line: int
    values_at: "Mapping[str, tuple[Node, int]]"

    def __getitem__(self, key: str) -> Node:
        return self.values_at[key][0]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_at)

    def __len__(self) -> int:
        return len(self.values_at)

    def trouble(self, key: str, what: str, do: str = "") -> ReferenceTrouble:
        """A complaint about one key, or about the block where it has no such key."""
        line = self.values_at[key][1] if key in self.values_at else self.line
        return ReferenceTrouble(f"{self.where} line {line}", what, do)

    def only(self, *known: str) -> None:
        """Trouble for the first key that is not one of those known."""
        for key in self:
            if key not in known:
                raise self.trouble(key, f"'{key}' is not known here.", _one_of(key, known))

    def without(self, key: str) -> "Block":
        """The same block without one key."""
        return Block(self.where, self.line, {k: v for k, v in self.values_at.items() if k != key})

    def text(self, key: str, default: str | None = None) -> str:
        """A text; Trouble where it is missing (and no default is given) or is not text."""
        if key not in self and default is not None:
            return default
        value = self.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.trouble(key, f"'{key}' needs a text.", f"Write {key}: followed by what it is.")
        return " ".join(value.split())

    def whole(self, key: str, default: int | None = None) -> int:
        """A whole number from 0 to 99,999."""
        if key not in self and default is not None:
            return default
        value = self.text(key)
        if not value.isdecimal() or len(value) > 5:
            raise self.trouble(key, f"'{value}' is not a whole number.", "Write digits only.")
        return int(value)

    def choice(self, key: str, *allowed: str, default: str | None = None) -> str:
        """A text that must be one of those allowed."""
        value = self.text(key, default)
        if value not in allowed:
            raise self.trouble(key, f"'{key}' cannot be '{value}'.", _one_of(value, allowed))
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text alone is a list of one; missing is empty."""
        value = self.get(key, ())
        listed = (value,) if isinstance(value, str) else value
        if isinstance(listed, Block) or not all(isinstance(item, str) and item for item in listed):
            raise self.trouble(key, f"'{key}' needs a list of words.", "Write them in brackets, with commas.")
        return tuple(item for item in listed if isinstance(item, str))

    def each_of(self, key: str, allowed: Iterable[str]) -> tuple[str, ...]:
        """A list of texts, each of which must be one of those allowed."""
        known = tuple(allowed)
        for word in self.texts(key):
            if word not in known:
                raise self.trouble(key, f"'{word}' is not known here.", _one_of(word, known))
        return self.texts(key)

    def block(self, key: str) -> "Block":
        """A nested mapping; missing is empty."""
        value = self.get(key, Block(self.where, self.line, {}))
        if not isinstance(value, Block):
            raise self.trouble(key, f"'{key}' needs named values under it.", "Indent them below, one a line.")
        return value

    def blocks(self, key: str) -> tuple["Block", ...]:
        """A list of mappings; missing is empty."""
        value = self.get(key, ())
        if isinstance(value, (str, Block)) or not all(isinstance(item, Block) for item in value):
            raise self.trouble(key, f"'{key}' needs a list.", "Begin each item with a dash.")
        return tuple(item for item in value if isinstance(item, Block))

    def entries(self) -> Iterator[tuple[str, "Block"]]:
        """Each name with the mapping under it."""
        for key in self:
            yield key, self.block(key)


def _one_of(word: str, known: tuple[str, ...]) -> str:
    """What to write instead: the nearest words of a long list, the whole of a short one."""
    offered = known if len(known) <= 20 else tuple(get_close_matches(word, known, 5)) or known[:20]
    return f"Use one of: {', '.join(offered)}."


def read(text: str, where: str) -> Block:
    """A YAML document that is a mapping, as a Block; Trouble with a file and line otherwise."""
    if len(text) > MOST_BYTES:
        raise ReferenceTrouble(where, "it is longer than 1 MB.", "Split it into several files.")
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ReferenceTrouble(
            f"{where} line {line}", f"it is not YAML: {error.problem}.", "Mind the indents."
        ) from error
    value = _made(root, where, 0) if root is not None else Block(where, 1, {})
    if not isinstance(value, Block):
        raise ReferenceTrouble(
            f"{where} line 1", "it is not a list of named entries.", "Begin with a name and a colon."
        )
    return value


def _made(node: yaml.Node, where: str, depth: int) -> Node:
    if depth > DEEPEST:
        raise ReferenceTrouble(f"{where} line {node.start_mark.line + 1}", "it is nested too deep.", "Flatten it.")
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return tuple(_made(item, where, depth + 1) for item in node.value)
    values: dict[str, tuple[Node, int]] = {}
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key in values:
            raise ReferenceTrouble(f"{where} line {line}", f"'{key}' is written twice.", "Keep one of them.")
        values[key] = (_made(value_node, where, depth + 1), line)
    return Block(where, node.start_mark.line + 1, values)


def _shelf(name: str) -> Traversable:
    return files("heeded.reference") / "data" / name


@cache
def shelf(name: str) -> tuple[Block, ...]:
    """Every YAML file of one shelf folder under reference/data, in order of name; no list to edit."""
    found = sorted((f for f in _shelf(name).iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name)
    return tuple(read(f.read_text(encoding="utf-8"), f"{name}/{f.name}") for f in found)


@cache
def page(name: str) -> Block:
    """One YAML file of reference/data, by its file name."""
    return read(_shelf(name).read_text(encoding="utf-8"), name)

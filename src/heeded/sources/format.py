"""What a format on the shelf says of itself: a new format is one new file there."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from heeded.sources.rows import Budget, Piece


@dataclass(frozen=True, slots=True)
class Example:
    """A whole small file and what must come of it: `gives` names fields of the record's body with their values."""

    file: Callable[[], bytes]
    name: str
    gives: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: what people call it, how its names end, what reads it.

    `read` yields a Table, then its Rows (with Notes between), counting each through the Budget; it runs in a process
    of its own with little memory, so it streams. It raises Unreadable where the file is not what it should be.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[BinaryIO, Budget], Iterator[Piece]]
    example: Example

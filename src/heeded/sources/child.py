"""Reads one file in a process of its own, with little memory and time, and hands its rows over once all are read.

Run as `python -m heeded.sources.child NAME` with the file as standard input. It writes lines of JSON: `{"rows": n}`
while it reads; then, when the whole file has been found sound, `["name"]` for a table, `[number, [cells]]` for a row
and `{"note": [row, column, what, do]}`; last `{"end": rows}`. A file that is refused gives one
`{"trouble": [where, what, do]}` and no row, so no half of a bad file is ever loaded.
"""

import json
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import PurePath
from typing import BinaryIO

from heeded.sources.format import Format
from heeded.sources.rows import Budget, Limits, Piece, Row, Table, Unreadable
from heeded.sources.shelf import suffixes

_BLOCK, _EVERY = 262_144, 5_000
TOO_LARGE = ("", "it needs more memory to read than a table should.", "Split the file in two, or save it as csv.")


def bounded(limits: Limits) -> None:
    """Bounds this process for good: memory, processor time, no files of any size, no core.

    A system without one of these bounds (Windows, and memory on macOS) is left without it.
    """
    try:
        import resource
    except ImportError:
        return
    bounds = {
        resource.RLIMIT_AS: limits.memory, resource.RLIMIT_CPU: limits.seconds, resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }  # fmt: skip
    for what, most in bounds.items():
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def format_of(name: str) -> Format:
    """The format that a file's name promises; Unreadable where there is none."""
    ending = PurePath(name).suffix.casefold()
    if ending not in suffixes():
        known = ", ".join(sorted(suffixes()))
        raise Unreadable("", f"files that end in '{ending}' cannot be read.", f"Save it as one of {known}.")
    return suffixes()[ending]


def _line(piece: Piece) -> str:
    if isinstance(piece, Row):
        return json.dumps([piece.number, piece.cells], ensure_ascii=False, separators=(",", ":"))
    if isinstance(piece, Table):
        return json.dumps([piece.name[:200]], ensure_ascii=False)
    return json.dumps({"note": [piece.row, piece.column, piece.what, piece.do]}, ensure_ascii=False)


class _Held:
    """All that was read, packed small, until the file has been found sound to its end."""

    def __init__(self) -> None:
        self._packer, self._packed = zlib.compressobj(1), list[bytes]()
        self._lines, self._size = list[str](), 0

    def keep(self, line: str) -> None:
        self._lines.append(line)
        self._size += len(line)
        if self._size > _BLOCK:
            self._pack()

    def _pack(self) -> None:
        self._packed.append(self._packer.compress(("\n".join(self._lines) + "\n").encode(errors="replace")))
        self._lines, self._size = [], 0

    def handed_over(self) -> Iterator[bytes]:
        if self._lines:
            self._pack()
        self._packed.append(self._packer.flush())
        unpacker = zlib.decompressobj()
        for block in self._packed:
            rest = unpacker.decompress(block, _BLOCK)
            while rest:
                yield rest
                rest = unpacker.decompress(unpacker.unconsumed_tail, _BLOCK)


def hand_over(file: BinaryIO, name: str, out: BinaryIO, limits: Limits) -> None:
    """Reads the file to its end, then writes all its pieces; Unreadable before anything but counts was written."""
    budget, held = Budget(limits), _Held()
    rows = 0
    for piece in format_of(name).read(file, budget):
        held.keep(_line(piece))
        if isinstance(piece, Row):
            rows += 1
            if rows % _EVERY == 0:
                out.write(b'{"rows": %d}\n' % rows)
                out.flush()
    for block in held.handed_over():
        out.write(block)
    out.write(b'{"end": %d}\n' % rows)
    out.flush()


def main() -> None:
    """The process: bounded first, then the file on standard input, then gone."""
    limits = Limits()
    bounded(limits)
    out = os.fdopen(os.dup(1), "wb")
    try:
        try:
            with os.fdopen(0, "rb", closefd=False) as file:
                hand_over(file, sys.argv[1], out, limits)
        except Unreadable as trouble:
            out.write(json.dumps({"trouble": [trouble.where, trouble.what, trouble.do]}).encode() + b"\n")
        except (MemoryError, RecursionError):
            out.write(json.dumps({"trouble": TOO_LARGE}).encode() + b"\n")
        out.flush()
    except BrokenPipeError:
        os._exit(0)  # whoever asked has gone; nothing is left to say
    os._exit(0)


if __name__ == "__main__":
    main()

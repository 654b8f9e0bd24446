"""The parent's side of reading a file: starts the child, takes its rows, and turns every death into a sentence."""

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import heeded
from heeded.sources.rows import Limits, Note, Piece, Row, Table, Unreadable

Progress = Callable[[int], None]
_BLOCK, _LONGEST_LINE = 262_144, 16_000_000
_DAMAGED = ("it could not be read.", "Open it in the program that made it, save it again and load the new file.")
_SLOW = ("it takes longer to read than a table should.", "Split the file in two, or save it as csv.")


def pieces(file: IO[bytes], name: str, limits: Limits, progress: Progress | None = None) -> Iterator[Piece]:
    """The tables, rows and notes of an open file, read by a child process; Unreadable before the first of them.

    `progress` is told the rows read so far. Waiting is bounded by `limits.waiting` seconds in all; time that the
    caller takes between rows does not count.
    """
    child = _started(file, name)
    try:
        yield from _told(_lines(child, limits), progress)
        if child.wait(limits.waiting):
            raise _death(child.returncode)
    finally:
        child.kill()
        child.wait()
        if child.stdout:
            child.stdout.close()


def _started(file: IO[bytes], name: str) -> subprocess.Popen[bytes]:
    """The child: this same Python and package, no settings of ours, nothing but the file to read."""
    home = str(Path(heeded.__file__).parents[1])
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module; the name is an argument, not a command
        [sys.executable, "-P", "-B", "-m", "heeded.sources.child", os.path.basename(name)],
        stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd="/" if os.name == "posix" else None,
        env={"PYTHONPATH": home, "PYTHONIOENCODING": "utf-8", "PATH": os.environ.get("PATH", "")},
    )  # fmt: skip


def _lines(child: subprocess.Popen[bytes], limits: Limits) -> Iterator[bytes]:
    """The child's lines as they come, until it closes the pipe."""
    if child.stdout is None:
        raise Unreadable("", *_DAMAGED)
    left, held = float(limits.waiting), b""
    with selectors.DefaultSelector() as waiting:
        waiting.register(child.stdout, selectors.EVENT_READ)
        while True:
            began = time.monotonic()
            ready = waiting.select(max(left, 0))
            left -= time.monotonic() - began
            if not ready:
                raise Unreadable("", *_SLOW)
            block = os.read(child.stdout.fileno(), _BLOCK)
            if not block:
                break
            *whole, held = (held + block).split(b"\n")
            if len(held) > _LONGEST_LINE:
                raise Unreadable("", *_DAMAGED)
            yield from whole
    if held or child.wait(limits.waiting):
        raise _death(child.wait(limits.waiting))


def _told(lines: Iterator[bytes], progress: Progress | None) -> Iterator[Piece]:
    ended = False
    for line in lines:
        said = json.loads(line)
        if isinstance(said, list):
            yield Table(said[0]) if len(said) == 1 else Row(said[0], tuple(said[1]))
        else:
            note = _said(said, progress)
            ended = ended or "end" in said
            if note:
                yield note
    if not ended:
        raise Unreadable("", *_DAMAGED)


def _said(said: dict[str, Any], progress: Progress | None) -> Note | None:
    if "trouble" in said:
        raise Unreadable(*said["trouble"])
    if "rows" in said and progress:
        progress(said["rows"])
    return Note(*said["note"]) if "note" in said else None


def _death(code: int) -> Unreadable:
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return Unreadable("", *_SLOW)
    if code in (-signal.SIGSEGV, -signal.SIGABRT):
        return Unreadable("", "it needs more memory to read than a table should.", "Split the file in two.")
    return Unreadable("", *_DAMAGED)

"""Opens the zip that an office document is, believing nothing that it says of itself."""

import posixpath
import stat
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import IO, BinaryIO

from heeded.sources.rows import Limits, Unreadable

AGAIN = "Open it in the program that made it, save it again and load the new file."
_OLD_OFFICE, _ZIP, _EMPTY_ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04", b"PK\x05\x06"
_END_SIZE, _LONGEST_COMMENT, _LARGEST_DIRECTORY = 22, 65_535, 2_000_000


class Archive:
    """The parts of an office document by name. Nothing is ever unpacked to disk."""

    def __init__(self, file: BinaryIO, limits: Limits, wanted: str) -> None:
        """Opens `file`; Unreadable where it is no sound archive. `wanted` says in plain words what it should be."""
        self._limits, self._read = limits, 0
        _check_beginning(file, wanted)
        _check_directory(file, limits)
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Unreadable("", "the file is damaged or was cut short.", AGAIN) from error
        self._parts = _checked(self._zip.infolist(), limits)

    @property
    def names(self) -> frozenset[str]:
        """The names of its parts."""
        return frozenset(self._parts)

    def open(self, name: str) -> IO[bytes]:
        """One part as a stream; Unreadable where there is none, or its method of packing is unknown."""
        if name not in self._parts:
            raise Unreadable("", f"the part '{name[:80]}' is missing from the file.", AGAIN)
        try:
            return self._zip.open(self._parts[name])
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
            raise Unreadable("", "the file is damaged, or packed in a way that cannot be read.", AGAIN) from error


def _check_beginning(file: BinaryIO, wanted: str) -> None:
    file.seek(0)
    beginning = file.read(8)
    if beginning == _OLD_OFFICE:
        what = "it is locked with a password, or saved in the form of before 2007."
        raise Unreadable("", what, f"Take the password off and save it as {wanted}.")
    if beginning[:4] == _EMPTY_ZIP or not beginning:
        raise Unreadable("", "the file is empty.", AGAIN)
    if beginning[:4] != _ZIP:
        raise Unreadable("", f"it is not {wanted}, whatever its name says.", f"Save it as {wanted}.")


def _check_directory(file: BinaryIO, limits: Limits) -> None:
    """Looks at the archive's end before its list is read: a list of a million names is itself a weapon."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_SIZE - _LONGEST_COMMENT))
    tail = file.read()
    at = tail.rfind(_EMPTY_ZIP)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise Unreadable("", "the file is damaged or was cut short.", AGAIN)
    entries = int.from_bytes(tail[at + 10 : at + 12], "little")
    directory = int.from_bytes(tail[at + 12 : at + 16], "little")
    if entries > limits.entries or directory > _LARGEST_DIRECTORY or b"PK\x06\x07" in tail[max(0, at - 20) : at]:
        raise Unreadable("", "it holds far more parts than an office document has.", AGAIN)


def _checked(entries: list[zipfile.ZipInfo], limits: Limits) -> dict[str, zipfile.ZipInfo]:
    parts: dict[str, zipfile.ZipInfo] = {}
    if len(entries) > limits.entries:
        raise Unreadable("", "it holds far more parts than an office document has.", AGAIN)
    for entry in entries:
        name = entry.filename
        if name in parts:
            raise Unreadable("", f"the part '{name[:80]}' is in it twice.", AGAIN)
        if _unsafe(entry):
            raise Unreadable(
                "", "it holds a path that leads outside itself; no office program makes such a file.", AGAIN
            )
        if entry.flag_bits & 0x41:
            raise Unreadable("", "it is locked with a password.", "Take the password off and save it again.")
        parts[name] = entry
    unpacked, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    if unpacked > limits.expanded or unpacked > max(limits.unpacked_freely, limits.ratio * packed):
        raise Unreadable("", "it unpacks to far more than a table needs.", AGAIN)
    for entry in entries:
        if entry.file_size > max(limits.unpacked_freely, limits.ratio * entry.compress_size):
            raise Unreadable("", "it unpacks to far more than a table needs.", AGAIN)
    return parts


def _unsafe(entry: zipfile.ZipInfo) -> bool:
    name = entry.orig_filename
    rooted = name.startswith("/") or "\\" in name or "\0" in name or name[1:2] == ":"
    return rooted or ".." in posixpath.normpath(name).split("/") or stat.S_ISLNK(entry.external_attr >> 16)


def packed(parts: Mapping[str, str]) -> bytes:
    """A zip of these parts, in this order: what the examples on the shelf are made of."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text.encode(), zipfile.ZIP_DEFLATED)
    return made.getvalue()

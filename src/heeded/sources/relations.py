"""Finds the parts of an Office Open XML document by what they are, not by the names they usually have."""

import posixpath

from heeded.sources.archive import Archive
from heeded.sources.markup import Attributes, parser, read_all

_SPACE = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"


def relations(archive: Archive, part: str = "") -> dict[str, tuple[str, str]]:
    """What a part refers to (the whole document: ''): id -> (type's last word, part name). Nothing from outside."""
    folder, name = posixpath.split(part)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}
    if listing not in archive.names:
        return found

    def relation(attributes: Attributes) -> None:
        if attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            inside = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], inside)

    with archive.open(listing) as stream:
        read_all(stream, parser({_SPACE: relation}, {}))
    return found


def of_type(found: dict[str, tuple[str, str]], wanted: str) -> str:
    """The part of this type, '' where there is none."""
    return next((part for kind, part in found.values() if kind == wanted), "")

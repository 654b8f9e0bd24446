"""The written form of a record: the RFC 8785 bytes that the ledger keeps and a leaf commits to."""

import json
import re
from json.encoder import encode_basestring
from typing import Any

import rfc8785

from heeded.ledger.record import Draft, Record, from_body
from heeded.words.trouble import Trouble

LONGEST = 1 << 20  # bytes of one record's body
LONGEST_NAME = 512  # characters of an agency, source, origin or kind
_EDITION_MARK = re.compile(r"~\d+\Z")


class BadDraft(Trouble):
    """A draft that cannot be recorded as it is."""


def written(record: Record) -> bytes:
    """The record's body and its label, as RFC 8785 bytes; BadDraft when it is longer than LONGEST.

    The label is inside, so that two entries that changed places, or a ref filed under another, are found and named.
    """
    try:
        text = canonical({**record.body(), "entry": label(record.seq, record.id, record.source)})
    except (UnicodeEncodeError, ValueError, TypeError, RecursionError) as error:
        raise BadDraft(
            record.ref, f"its text cannot be stored ({error}).", "Take the unreadable characters out."
        ) from error
    if len(text) > LONGEST:
        what = f"it is {len(text):,} bytes long; the longest a record may be is {LONGEST:,}."
        raise BadDraft(record.ref, what, "Keep the document elsewhere and record a summary of it.")
    return text


def label(seq: int, record_id: str, source: str) -> str:
    """What an entry is filed under: its number, id and source."""
    return f"{seq} {record_id} {source}"


def labelled(text: bytes, seq: int, record_id: str, source: str) -> bool:
    """Whether a written form bears that label. Quotes within texts are escaped, so these bytes stand nowhere else."""
    return f'"entry":{encode_basestring(f"{seq} {record_id} {source}")}'.encode() in text


def canonical(body: dict[str, Any]) -> bytes:
    """RFC 8785 bytes of a body of text, whole numbers, lists and mappings.

    For such bodies the standard library's encoder, which is written in C, gives the same bytes as long as no key holds
    characters beyond ASCII (RFC 8785 sorts keys by UTF-16 units, Python by code points).
    """
    if all(map(str.isascii, body["details"])):
        return _ENCODE(body).encode()
    return rfc8785.dumps(body)


_ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def read(text: bytes, seq: int) -> Record:
    """The record whose written form `text` is."""
    return from_body(json.loads(text), seq)


def checked(draft: Draft) -> None:
    """BadDraft unless the draft's names are such that its ref and its id can name nothing else."""
    for name in ("agency", "source", "origin", "kind"):
        value = getattr(draft, name)
        if not value or len(value) > LONGEST_NAME:
            shown = value[:40] or "empty"
            raise BadDraft(draft.ref[:80], f"its {name} is {shown}.", f"Give 1 to {LONGEST_NAME} characters.")
    if ":" in draft.agency:
        raise BadDraft(draft.ref, "an agency's name may not hold a colon.", "Write it with a hyphen instead.")
    if _EDITION_MARK.search(draft.origin):
        what = "a ref that ends in ~ and a number is how an edition is named."
        raise BadDraft(draft.ref, what, "Write it with a hyphen instead of the ~.")

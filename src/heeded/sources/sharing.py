"""When a row was shared and with whom: a date for every partner, or a date and the agencies it was for."""

import re

from heeded.ledger.record import EVERYONE, Share
from heeded.reference.agencies import agency_of
from heeded.sources.dates import told
from heeded.sources.days import UnreadableDate
from heeded.words.told import Told

_NOT = {"", "no", "none", "never", "not shared", "n", "-", "n/a", "na", "not yet"}


def shares(text: str) -> tuple[Share, ...]:
    """Reads '', `2019-08-09` (told to all) or `2019-08-09 health,social-care; 2019-09-01 education`.

    UnreadableDate where a part has no date that can be read.
    """
    if text.strip().casefold() in _NOT:
        return ()
    found: list[Share] = []
    for piece in re.split(r"[;\n]", text):
        if piece.strip():
            when, agencies = _parted(piece.strip())
            found += [Share(to, when) for to in agencies or [EVERYONE]]
    return tuple(dict.fromkeys(found))


def _parted(piece: str) -> tuple[Told, list[str]]:
    """The date at the beginning, as long as it can be, and the agencies named after it."""
    words = piece.split()
    for end in range(len(words), 0, -1):
        try:
            when = told(" ".join(words[:end]).rstrip(":"))
        except UnreadableDate:
            continue
        named = re.split(r"(?i),|\band\b|&(?! ?e\b)", re.sub(r"^(?:with|to|:|-)\s+", "", " ".join(words[end:])))
        return when, [agency_of(name.strip()) for name in named if name.strip()]
    raise UnreadableDate(
        "date", f"'{piece[:80]}' does not begin with a date.", "Write 9 Aug 2019, or 9 Aug 2019 health, social-care."
    )

"""Which words a person read before coding a record: a coding counts for those words, and for no others."""

import hashlib
import json

from heeded.ledger.record import Draft, Record


def rests_on(coded: Record) -> str:
    """The id of the edition that was read for this coding, '' where it does not say."""
    return "".join(coded.details.get("rests_on", ())[:1])


def words_of(record: Draft) -> str:
    """A digest of what a record says, equal for editions that say the same."""
    words = json.dumps([record.says, record.action]).encode()
    return hashlib.sha256(words).hexdigest()

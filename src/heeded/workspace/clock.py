"""The machine's clock."""

from datetime import UTC, datetime

from heeded.words.instants import Instant


def now() -> Instant:
    """Now, in UTC."""
    return datetime.now(UTC)

"""A length of time as people write it: `3 days`, `10 working days`, `6 weeks`, `12 months`, `24 hours`."""

import re
from dataclasses import dataclass
from enum import StrEnum

from heeded.words.trouble import Trouble

MOST = 10_000
_WRITTEN = re.compile(r"(?:every\s+)?(\d{1,5})[\s-]*(hour|working day|day|week|month|year)s?", re.IGNORECASE)
_WORDS = {
    "daily": "1 days", "weekly": "1 weeks", "fortnightly": "2 weeks", "monthly": "1 months",
    "quarterly": "3 months", "six-monthly": "6 months", "yearly": "12 months", "annually": "12 months",
}  # fmt: skip


class Unit(StrEnum):
    """What an interval is counted in."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working days"
    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Interval:
    """So many of a unit; `count` is at least 1. Months keep the day of the month, or its month's last day."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        unit = str(self.unit)
        return f"{self.count} {unit[:-1] if self.count == 1 else unit}"


def parse_interval(text: str, where: str = "interval") -> Interval:
    """An interval from its written form, also `weekly`, `monthly`, `6-weekly` or `every 2 years`.

    Trouble, naming `where`, for anything else, for nought and for more than 10,000.
    """
    plain = " ".join(text.replace("_", " ").lower().split())
    plain = re.sub(r"^(\d+)[\s-](week|month)ly$", r"\1 \2s", _WORDS.get(plain, plain))
    found = _WRITTEN.fullmatch(plain)
    if found is None:
        raise Trouble(where, f"'{text[:60]}' is not a length of time.", "Write it as 10 working days, or 6 weeks.")
    count, unit = int(found[1]), found[2].lower()
    if unit == "year":
        count, unit = count * 12, "month"
    if not 1 <= count <= MOST:
        raise Trouble(where, f"'{text[:60]}' is out of range.", f"Use a number from 1 to {MOST}.")
    return Interval(count, Unit(f"{unit}s"))

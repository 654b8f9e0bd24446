"""Dates as spreadsheets keep them: a count of days since the end of 1899, shown through a number format."""

import re
from datetime import datetime, timedelta
from functools import lru_cache

_EPOCH, _EPOCH_OF_MACS = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - a wall clock without a zone
FIRST, LAST = 10_000, 73_415  # 18 May 1927 to 31 Dec 2100: the five-figure numbers a date column can mean
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_QUOTED = re.compile(r'(?i)am/pm|a/p|"[^"]*"|\\.|_.|\*.|\[(?!h|m|s)[^\]]*\]')
_BUILT_IN = {
    **dict.fromkeys((14, 15, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), "d/m/y"), 16: "d/m", 17: "mmm/yy",
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), "h:mm"), 22: "d/m/y h:mm",
}  # fmt: skip


def from_serial(text: str) -> str | None:
    """The date that a bare five-figure number in a date column means (`39181` is 2007-04-09); None for other texts."""
    if not _SERIAL.fullmatch(text) or not FIRST <= float(text) < LAST + 1:
        return None
    return written(float(text), -1, "d/m/y h:mm")


@lru_cache(maxsize=4096)
def shape_of(code: int, pattern: str = "") -> str:
    """What a number format shows of a date: any of the letters y, m, d and t (a time), '' for a plain number."""
    shown = _QUOTED.sub("", (pattern or _BUILT_IN.get(code, "")).split(";")[0]).casefold()
    if (not pattern and code not in _BUILT_IN) or shown in ("general", "@"):
        return ""
    time = "t" if "h" in shown or "s" in shown else ""
    rest = re.sub(r"h+[^a-z]*m+|m+[^a-z]*s+", "", shown) if time else shown
    return "".join(letter for letter in "ymd" if letter in rest) + time


def written(serial: float, code: int, pattern: str, since_1904: bool = False) -> str:
    """A spreadsheet's date as text, no more exact than its format shows: `Apr 2007` where the day is not shown.

    A time of exactly midnight is not written: a cell that holds a day without a time shows one.
    """
    shape = shape_of(code, pattern)
    moment = (_EPOCH_OF_MACS if since_1904 else _EPOCH) + timedelta(seconds=round(serial * 86_400))
    clock = f"{moment:%H:%M:%S}".removesuffix(":00") if moment.second else f"{moment:%H:%M}"
    if not set(shape) & set("ymd"):
        return clock
    if "d" in shape:
        return f"{moment:%Y-%m-%d}" + (f" {clock}" if "t" in shape and clock != "00:00" else "")
    return f"{moment:%b %Y}" if "m" in shape else f"{moment:%Y}"

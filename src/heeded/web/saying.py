"""How the pages say dates, agencies, kinds and vantages: filters that every template has."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from zlib import crc32

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from heeded.words import instants
from heeded.words.instants import BEGINNING, LONDON, NEVER, Instant
from heeded.words.spoken import written_day, written_moment
from heeded.words.told import Precision, Told

register = template.Library()

COLOURS = {
    "police": 0, "health": 1, "social-care": 2, "education": 3, "probation": 4, "prison": 5, "parole-board": 6,
    "victim-liaison": 7, "housing": 8,
}  # fmt: skip
MOST_COLOURS = 10
VANTAGES = {
    "live": "As it stands in Heeded",
    "pooled": "All records put together",
    "shared": "Only what was shared between agencies",
}
WORDS = {
    "s47": "section 47",
    "nfa": "no further action",
    "mappa": "MAPPA",
    "mapp": "MAPP",
    "marac": "MARAC",
    "rso": "registered offender",
    "cpis": "CP-IS",
    "icpc": "ICPC",
    "lac": "looked-after child",
    "da": "domestic abuse",
    "rosh": "RoSH",
    "arms": "ARMS",
    "12m": "within 12 months",
}
MOST_MARKS = 50
DECISIONS = {
    "acted": "Something was done about it",
    "already_managed": "It is being managed already",
    "not_relevant": "It is not relevant here",
    "wrong_identity": "It is about somebody else",
}


@register.filter
def day(value: date | datetime | None) -> str:
    """12 March 2019; an instant is said by its London day, and what is not is said by a dash."""
    if value is None:
        return "–"
    if isinstance(value, datetime):
        if value >= NEVER or value <= BEGINNING:
            return "–"
        value = instants.day_of(value)
    return written_day(value)


@register.filter
def short(value: date | None) -> str:
    """12 Mar 2019, for tables with a column for each agency."""
    return "–" if value is None else f"{value.day} {value:%b %Y}"


@register.filter
def spoken(text: str) -> str:
    """A day written as 2019-03-12, in words; any other text as it is."""
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


@register.filter
def moment(value: Instant | None) -> str:
    """12 March 2019 at 14:05; midnight, which is how a day without a time is kept, is the day alone."""
    if value is None or value >= NEVER or value <= BEGINNING:
        return "–"
    return written_moment(value)


@register.filter
def told(value: Told | None) -> str:
    """A told date, as exactly as it was told and no more."""
    if value is None:
        return "not said"
    if value.precision is Precision.INSTANT:
        return moment(value.first)
    first, last = value.first_day, value.day
    if value.precision is Precision.MONTH:
        return f"{first:%B %Y}"
    if value.precision is Precision.YEAR:
        return str(first.year)
    about = "about " if value.precision is Precision.CIRCA else ""
    if first == last:
        return about + day(first)
    if (first.month, first.year) == (last.month, last.year):
        return f"{about}{first.day} to {day(last)}"
    return f"{about}{day(first)} to {day(last)}"


@register.filter
def machine(value: Told | date | datetime) -> str:
    """The `datetime` attribute of a <time>."""
    if isinstance(value, Told):
        value = value.first if value.precision is Precision.INSTANT else value.day
    return value.astimezone(LONDON).isoformat() if isinstance(value, datetime) else value.isoformat()


@register.filter
def day_of(value: Instant) -> str:
    """The London day of an instant, for an address: 2019-03-12."""
    return instants.day_of(value).isoformat()


@register.filter
def agency(value: str) -> str:
    """social-care becomes Social care."""
    said = value.replace("-", " ").replace("_", " ").strip()
    return said[:1].upper() + said[1:]


@register.filter
def colour(value: str) -> str:
    """The class that gives an agency its colour; the name always stands beside it."""
    return f"agency-{COLOURS.get(value, crc32(value.encode()) % MOST_COLOURS)}"


@register.filter
def words(value: str) -> str:
    """domestic_abuse_incident becomes Domestic abuse incident."""
    said = " ".join(WORDS.get(part, part) for part in str(value).replace("_", " ").split(" "))
    return said[:1].upper() + said[1:]


@register.filter
def decision(value: str) -> str:
    """What was decided of a warning, in words."""
    return DECISIONS.get(value, words(value))


@register.filter
def vantage(value: str) -> str:
    """A vantage in words."""
    if value.startswith("agency:"):
        return f"{agency(value.removeprefix('agency:'))} alone"
    return VANTAGES.get(value, value)


@register.filter
def pairs(details: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """A record's details as (name, values) texts."""
    return [(words(name), ", ".join(v.replace("_", " ") for v in values)) for name, values in details.items()]


@register.filter
def percent(value: float | None) -> str:
    """0.934 becomes 93%, and never 100% short of certainty."""
    if value is None:
        return "–"
    return f"{min(int(value * 100), 99) if value < 1 else 100}%"


@register.filter
def get(mapping: Mapping[str, object], key: str) -> object:
    """The value under a key, None where there is none."""
    return mapping.get(key)


@register.filter
def marked(text: str, spans: Iterable[tuple[int, int]]) -> SafeString:
    """The text with these spans of characters in <mark>; all of it is escaped, marked or not."""
    pieces, at = [], 0
    for start, end in sorted(spans or ())[:MOST_MARKS]:
        if at <= start < end <= len(text):
            pieces += [("{}", text[at:start]), ("<mark>{}</mark>", text[start:end])]
            at = end
    pieces.append(("{}", text[at:]))
    return format_html_join("", "{}", ((format_html(form, piece),) for form, piece in pieces))


@register.filter
def count(number: int, noun: str) -> str:
    """3, "record,records" becomes 3 records; 1200 becomes 1,200."""
    one, many = noun.split(",")
    return f"{number:,} {one if number == 1 else many}"

"""One name for one agency, whatever people call it; the names are in data/agencies.yaml."""

import re
from functools import lru_cache

from heeded.reference.shelf import page

_MOST = 80
_NOISE = re.compile(r"\b(the|teams?|dept|department|services?)\b")


@lru_cache(maxsize=1)
def agencies() -> dict[str, str]:
    """Every agency we know by name, with what it is."""
    return {name: block.text("meaning") for name, block in page("agencies.yaml").entries()}


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for agency, block in page("agencies.yaml").entries():
        block.only("meaning", "others")
        for other in (agency, *block.texts("others")):
            if names.setdefault(_folded(other), agency) != agency:
                raise block.trouble("others", f"'{other}' is also a name of {names[_folded(other)]}.", "Keep one.")
    return names


def _plain(name: str) -> str:
    return re.sub(r"(?:[^\w&]|_)+", " ", name.casefold().replace("'", "").replace("’", "")).strip()


def _folded(name: str) -> str:
    plain = _plain(name)
    return " ".join(_NOISE.sub(" ", plain).split()) or plain


@lru_cache(maxsize=4096)
def known_agency(name: str) -> str:
    """The agency that goes by this name, '' where it is none that we know."""
    return _names().get(_folded(name), "")


@lru_cache(maxsize=4096)
def agency_of(name: str) -> str:
    """The agency that goes by this name; one we do not know keeps its own, in small letters with hyphens.

    >>> agency_of("Children's Services"), agency_of("Night Shelter")
    ('social-care', 'night-shelter')
    """
    return known_agency(name) or _plain(name).replace("&", "and").replace(" ", "-")[:_MOST].strip("-")

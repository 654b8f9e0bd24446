"""A written address made into a place: four ways of writing one home are one key, two flats are two."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from heeded.linkage.clean import fold

LONGEST = 300  # characters of an address that are read
LONGEST_KEY = 120
# Real inward letters leave out c i k m o v; written ones do not always. "2nd floor" is no postcode.
_POSTCODE = re.compile(r"\b(gir ?0aa|[a-z]{1,2}\d[a-z\d]?) ?(\d(?!st|nd|rd|th)[a-z]{2})\b")
_UPRN = re.compile(r"\buprn\D{0,3}(\d{1,12})\b")
_NOWHERE = re.compile(
    r"\b(no fixed (abode|address|addr)|nfa|n f a|homeless|rough sleep\w*|sofa surfing|of no abode|not known|unknown|"
    r"address (withheld|unknown|confidential)|withheld|confidential|care of)\b|\bzz99 ?\d"
)
_THE = re.compile(r"\bthe ")  # The Old Forge is Old Forge
_LINES = re.compile(r"[,;\n]")  # the lines of an address, written in one
_CARE_OF = re.compile(r"(?i)\bc\s*[/.]\s*o\b")
_FLAT = re.compile(
    r"\b(?:flat|apartment|apt|maisonette|unit|room|studio|bedsit|flt|plot|caravan|pitch)\s+"
    r"(?:no |number )?(\d+ ?[a-z]\b|\d+|[a-z]\b)"
)
_STOREY = re.compile(
    r"\b(basement|lower ground|ground|first|second|third|top|garden|upper|lower)(?: floor)? (?:flat|maisonette)\b|"
    r"\bflat (basement|lower ground|ground|first|second|third|top|garden)\b"
)
_SLASHED = re.compile(r"^\s*(\d+[a-z]?|[a-z])\s*/\s*(\d+[a-z]?)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\b(\d+)(?!\d)(?: ?([a-d])\b)?(?![a-z])(?: (?:to )?(\d+)\b)?")
_BLOCK = ("house", "court", "mansions", "tower", "lodge", "heights", "point", "buildings", "block", "apartments")
_STREET_WORDS = {
    "st": "street", "str": "street", "rd": "road", "ave": "avenue", "av": "avenue", "ln": "lane", "cl": "close",
    "dr": "drive", "pl": "place", "sq": "square", "ter": "terrace", "terr": "terrace", "cres": "crescent",
    "gdns": "gardens", "gdn": "garden", "grv": "grove", "gr": "grove", "ct": "court", "hse": "house",
    "bldgs": "buildings", "pk": "park", "mt": "mount", "est": "estate", "wy": "way",
}  # fmt: skip
_STREETS = frozenset(_STREET_WORDS.values()) | {"hill", "row", "mews", "walk", "rise", "view", "green", "quay", "yard"}


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place: `key` names it, '' where it is none. `street` is its first street word, for comparing without postcode.

    `weak`: no postcode or UPRN, so the same words may be another town's. `institution`: living there joins nobody.
    """

    key: str
    postcode: str = ""
    number: str = ""
    flat: str = ""
    street: str = ""
    weak: bool = False
    institution: bool = False


NOWHERE = Place("")


def place_key(text: str) -> str:
    """The key of a written address: '' for no place; `~…` a weak one; `@…` an institution. Never raises."""
    return place(text).key


def institution(text: str) -> bool:
    """Whether a key, or a written address, is an institution."""
    return text.startswith("@") or place(text).institution


def weak(key: str) -> bool:
    """Whether a key has neither postcode nor UPRN behind it."""
    return key.startswith("~")


@lru_cache(maxsize=65536)
def place(text: str) -> Place:
    """The place that an address names. A UPRN wins over the words beside it."""
    written = text[:LONGEST]
    if written[:1] in ("~", "@") and ";" in written:
        return Place(written[:LONGEST_KEY], weak=written[0] == "~", institution=written[0] == "@")
    folded = fold(written) if len(written) <= 200 else f"{fold(written[:150])} {fold(written[150:])}"
    if not folded or _CARE_OF.search(written) or _NOWHERE.search(folded):
        return NOWHERE
    if found := _UPRN.search(folded):
        return Place(f"uprn:{int(found[1])}")
    postcodes = list(_POSTCODE.finditer(folded))
    postcode = f"{postcodes[-1][1]} {postcodes[-1][2]}".upper() if postcodes else ""
    rest = f"{folded[: postcodes[-1].start()]} {folded[postcodes[-1].end() :]}" if postcodes else folded
    rest = _THE.sub("", rest)
    if _names_institution(rest) or any(_names_institution(fold(line)) for line in _LINES.split(written)[:12]):
        return Place(f"@{postcode};{'' if postcode else rest.strip()}"[:LONGEST_KEY], postcode, institution=True)
    return _home(written, rest, postcode)


def _home(written: str, rest: str, postcode: str) -> Place:
    flat, rest = _flat(written, rest)
    number, before, after = _number(rest)
    if number and not flat:
        flat, number, before, after = _block_flat(number, before, after)
    words = [_STREET_WORDS.get(w, w) if i else w for i, w in enumerate((after if number else before).split())]
    if not number and not postcode and not (flat and words) and not _STREETS & set(words):
        return Place(f"~;;{' '.join(words)}"[:LONGEST_KEY], weak=True) if words else NOWHERE
    street = words[0] if number and words else ""
    # A house name counts only where no number does: "Elm House, 4 Park Terrace" is 4 Park Terrace.
    what = number or " ".join(w for w in words[:4])
    if postcode:
        parts = [postcode, what, flat]
        bare = not what and not flat
        return Place(("~" if bare else "") + ";".join(parts)[:LONGEST_KEY], postcode, number, flat, street, bare)
    named = " ".join(_to_street_word(words))
    return Place(f"~;{number};{named};{flat}"[:LONGEST_KEY], "", number, flat, street, True)


def _to_street_word(words: list[str]) -> list[str]:
    """The words up to the first that ends a street's name, so that a town after it does not matter."""
    end = next((i for i, w in enumerate(words) if i and w in _STREETS), None)
    return words[: end + 1] if end is not None else words[:4]


def _flat(written: str, rest: str) -> tuple[str, str]:
    found = _FLAT.search(rest)
    # "Ground floor flat, 9 Tanner Street": what follows "flat" is the house, not the flat.
    if found and not (_STOREY.search(rest) and not _NUMBER.search(rest[found.end() :])):
        return found[1].replace(" ", ""), f"{rest[: found.start()]} {rest[found.end() :]}"
    if found := _STOREY.search(rest):
        return (found[1] or found[2]), f"{rest[: found.start()]} {rest[found.end() :]}"
    if found := _SLASHED.match(written):
        return fold(found[1]), re.sub(rf"^{re.escape(fold(found[1]))} ?", "", rest, count=1)
    return "", rest


def _number(rest: str) -> tuple[str, str, str]:
    """The house number, and the words before and after it."""
    found = _NUMBER.search(rest)
    if not found:
        return "", rest.strip(), ""
    number = str(int(found[1][:9])) + (found[2] or "") + (f"-{int(found[3][:9])}" if found[3] else "")
    return number, rest[: found.start()].strip(), rest[found.end() :].strip()


def _block_flat(number: str, before: str, after: str) -> tuple[str, str, str, str]:
    """`12 Elm House, 4 Park Terrace` is flat 12 at 4 Park Terrace."""
    words = after.split()
    block = next((i for i, w in enumerate(words[:4]) if w in _BLOCK), None)
    if block is None:
        return "", number, before, after
    second, between, rest = _number(" ".join(words[block + 1 :]))
    return (number, second, between, rest) if second and not between else ("", number, before, after)


@lru_cache(maxsize=1)
def _institution_words() -> re.Pattern[str]:
    text = files("heeded.linkage").joinpath("data", "institutions.txt").read_text(encoding="utf-8")
    phrases = sorted((p for p in text.splitlines() if p and not p.startswith("#")), key=len, reverse=True)
    streets = "|".join(sorted(_STREETS | set(_STREET_WORDS) - {"ct"} | {"house", "cottage", "cottages"}))
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b(?! (?:{streets})\b)")


def _names_institution(folded: str) -> bool:
    return bool(_institution_words().search(folded))

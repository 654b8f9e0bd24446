"""How two values of one field agree: names through short forms and spellings, places with and without a postcode."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from heeded.linkage.births import likeness
from heeded.linkage.clean import Name, sound
from heeded.linkage.identifiers import Identifier
from heeded.linkage.places import Place
from heeded.linkage.portrait import Portrait
from heeded.reference.names import forms_of

MISSING, SAME, DIFFERENT = "missing", "same", "different"
# From the nearest agreement to the farthest; the best pair of two people's names is chosen by it.
GIVEN_ORDER = (SAME, "form", "close", "middle", "initial", "alike", "unnamed", MISSING, DIFFERENT)
FAMILY_ORDER = (SAME, "form", "close", "part", MISSING, DIFFERENT)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two names agree: a level for each part, whether the parts stand in the other order, and the shared words."""

    given: str = MISSING
    family: str = MISSING
    swapped: bool = False
    middle_differs: bool = False
    given_word: str = ""
    family_word: str = ""
    generations: tuple[str, str] = ("", "")

    @property
    def rank(self) -> tuple[int, bool]:
        """Smaller is nearer."""
        return GIVEN_ORDER.index(self.given) + 2 * FAMILY_ORDER.index(self.family), self.swapped


def names(ours: Iterable[Name], theirs: Iterable[Name]) -> Likeness:
    """The nearest agreement among all the names of two people."""
    theirs = tuple(theirs)
    found = (two_names(one, two) for one in ours for two in theirs)
    return min(found, key=lambda likeness: likeness.rank, default=Likeness())


@lru_cache(maxsize=131072)
def two_names(one: Name, two: Name) -> Likeness:
    """How two names agree, in either order of their parts."""
    plain = _in_order(one, two)
    if plain.given == SAME or not (one.given and one.family and two.given and two.family):
        return plain
    turned = _in_order(one, Name(two.family, two.given[:1], False, two.generation))
    if turned.given in (SAME, "form") and turned.family in (SAME, "form"):
        return Likeness(
            turned.given, turned.family, True, False, turned.given_word, turned.family_word, plain.generations
        )
    return plain


def _in_order(one: Name, two: Name) -> Likeness:
    given = given_level(one, two)
    family = _family_level(one, two)
    others = [set(n.given[1:]) for n in (one, two)]
    differs = all(others) and given == SAME and not any(a[0] == b[0] for a in others[0] for b in others[1])
    return Likeness(given, family, False, differs, one.first, one.last, (one.generation, two.generation))


def given_level(one: Name, two: Name) -> str:
    """How the forenames agree."""
    if one.unnamed or two.unnamed:
        return "unnamed"
    if not (one.given and two.given):
        return MISSING
    a, b = one.first, two.first
    if len(a) == 1 or len(b) == 1:
        return "initial" if a[0] == b[0] else DIFFERENT
    level = word_level(a, b)
    if level in (DIFFERENT, "alike") and _meet(one.given, two.given):
        return "middle"
    return level


def _meet(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Known by a middle name: the first of one is a later forename of the other; or both written together."""
    if "".join(ours) == "".join(theirs):
        return True
    return any(forms_of(ours[0]) & forms_of(m) for m in theirs[1:] if len(m) > 1) or any(
        forms_of(theirs[0]) & forms_of(m) for m in ours[1:] if len(m) > 1
    )


@lru_cache(maxsize=131072)
def word_level(a: str, b: str) -> str:
    """How two folded words agree: the same, forms of one name, a slip of spelling, merely alike, different."""
    if a == b:
        return SAME
    if forms_of(a) & forms_of(b):
        return "form"
    near = JaroWinkler.similarity(a, b)
    shortest = min(len(a), len(b))
    # Twins are often given names one letter apart (Jayden, Kayden): a slip is believed only after the same beginning.
    if a[0] == b[0] and shortest >= 4 and (OSA.distance(a, b) <= 1 or near >= 0.95):
        return "close"
    if sound(a) == sound(b) and near >= 0.8 and a[0] == b[0] and shortest >= 4:
        return "close"
    if near >= 0.87 or (shortest >= 3 and OSA.distance(a, b) <= 1):
        return "alike"
    return DIFFERENT


def _family_level(one: Name, two: Name) -> str:
    if not (one.family and two.family):
        return MISSING
    if one.last == two.last:
        return SAME
    if set(one.family) & set(two.given[1:]) or set(two.family) & set(one.given[1:]):
        return "part"  # names of three or four parts (Ahmed Ali Hassan) are written in several orders
    levels = {word_level(a, b) for a in one.family for b in two.family}
    if len(one.family) == len(two.family) == 1:
        (level,) = levels
        return DIFFERENT if level == "alike" and one.family[0][0] != two.family[0][0] else _near(level)
    whole = word_level(one.last, two.last)
    if whole in ("form", "close"):
        return whole
    return "part" if levels & {SAME, "form", "close"} else DIFFERENT


def _near(level: str) -> str:
    return "part" if level == "alike" else level


def born(one: Portrait, two: Portrait) -> str:
    """How the birth dates agree."""
    return likeness(*sorted((one.born, two.born))) if one.born and two.born else MISSING


def sexes(one: Portrait, two: Portrait) -> str:
    """How the sexes agree."""
    if not (one.sex and two.sex):
        return MISSING
    return SAME if one.sex == two.sex else DIFFERENT


def places(ours: Iterable[Place], theirs: Iterable[Place]) -> str:
    """The nearest agreement among all the places of two people; an institution says nothing."""
    homes = [[p for p in side if p.key and not p.institution] for side in (ours, theirs)]
    levels = {_place_level(one, two) for one in homes[0] for two in homes[1]}
    return next((level for level in (SAME, "loose", "postcode", DIFFERENT) if level in levels), MISSING)


def _place_level(one: Place, two: Place) -> str:
    if one.key == two.key:
        return "loose" if one.weak else SAME
    if (one.weak or two.weak) and one.number and (one.number, one.street) == (two.number, two.street):
        return "loose" if one.flat == two.flat else DIFFERENT
    if one.weak or two.weak:
        return MISSING
    return "postcode" if one.postcode and one.postcode == two.postcode and one.number != two.number else DIFFERENT


def identifiers(ours: Iterable[Identifier], theirs: Iterable[Identifier]) -> tuple[str, str]:
    """The strongest thing that shared types of number say, and the type: `clash` before `trusted` before the rest."""
    said: dict[str, str] = {}
    theirs = tuple(theirs)
    for one in ours:
        for two in theirs:
            if one.type == two.type:
                said.setdefault(_identifier_level(one, two), one.type)
    return next(((s, said[s]) for s in ("clash", "trusted", "told", "local", "other") if s in said), (MISSING, ""))


def _identifier_level(one: Identifier, two: Identifier) -> str:
    if one.value == two.value:
        if one.trusted:
            return "trusted"
        return "told" if len(one.value) >= 7 and one.type in ("nhs", "pnc", "cro", "upn", "nomis", "crn") else "local"
    return "clash" if one.trusted and two.trusted else "other"

"""What keeps two portraits from ever being one person by machine, and so whole clusters apart."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any

from heeded.linkage import compare
from heeded.linkage.births import mistyped
from heeded.linkage.portrait import Portrait

# Kinds of bar that only a person may lift; the others may also be answered by a number that a third key shares.
FIRM = frozenset({"identifiers", "same record", "ages", "lifetimes", "same agency"})


@dataclass(frozen=True, slots=True)
class Bar:
    """Why two portraits may not be joined by machine.

    `kind` is a word for it, `why` a sentence. `ask`: all the same it may be one person, so somebody should look.
    `people`: the two are known to be different people (so a third who fits both belongs to neither by machine).
    """

    kind: str
    why: str
    ask: bool = False
    people: bool = True


@lru_cache(maxsize=1)
def ages() -> dict[str, Any]:
    """What roles and kinds of record say of a person's age: `data/ages.json`."""
    found: dict[str, Any] = json.loads(
        files("heeded.linkage").joinpath("data", "ages.json").read_text(encoding="utf-8")
    )
    return found


def bar(one: Portrait, two: Portrait) -> Bar | None:
    """The strongest reason against these two being one person, None where there is none.

    A trusted identifier that both bear answers every reason that may rest on a slip of the pen, but not a clash of
    other identifiers, two places in one record, ten years of age, or one not alive when the other was seen.
    """
    if two.key < one.key:
        one, two = two, one
    number, type_ = compare.identifiers(one.identifiers, two.identifiers)
    if number == "clash":
        return Bar("identifiers", f"Their {type_.upper()} numbers are both in order, and different.", ask=True)
    if two.key in one.beside or one.key in two.beside:
        return Bar("same record", "One record names them both, so they are two people.")
    certain = number == "trusted"
    found = _ages(one, two) or _lifetimes(one, two) or _lifetimes(two, one) or _twins(one, two, certain=certain)
    if found or certain:
        return found
    return _names(one, two) or _unclear(one, two)


def _ages(one: Portrait, two: Portrait) -> Bar | None:
    """Born ten years apart, or a child by one's records and grown by the other's."""
    if one.born and two.born:
        if compare.born(one, two) != "far":
            return None
        return Bar("ages", "They were born ten years or more apart.", ask=mistyped(one.born, two.born))
    (a, b), (c, d) = one.lifetime, two.lifetime
    if max(a, c) <= min(b, d):
        return None
    return Bar("ages", "One was a child when the other was grown, or not yet born.")


def _lifetimes(one: Portrait, two: Portrait) -> Bar | None:
    """Seen before the other was born, or alive well after the other had died."""
    if one.born and two.facts.first_seen and two.born is None:
        margin = timedelta(days=ages()["days_before_birth"])
        if two.facts.first_seen < one.born.first and one.born.first - two.facts.first_seen > margin:
            return Bar("lifetimes", "One was on record before the other was born.", ask=True)
    died, alive = one.facts.died, two.facts.last_alive
    if died and alive and alive > died and alive - died > timedelta(days=31 * ages()["months_after_death"]):
        return Bar("lifetimes", "One was seen alive well after the other had died.", ask=True)
    return None


def _twins(one: Portrait, two: Portrait, *, certain: bool) -> Bar | None:
    """Another forename: brother, sister, twin. A shared number is then as likely typed into the wrong twin's record."""
    name = compare.names(one.names, two.names)
    if name.given != compare.DIFFERENT:
        return None
    if not certain:
        return Bar("forenames", "Their forenames differ, and neither is a form of the other.")
    near = compare.born(one, two) in (compare.SAME, "turned", "slip", "month")
    if near and name.family in (compare.DIFFERENT, compare.MISSING):
        return None
    return Bar("forenames", "They bear one number, but their forenames differ, as twins' would.", ask=True)


def _names(one: Portrait, two: Portrait) -> Bar | None:
    name = compare.names(one.names, two.names)
    if all(name.generations) and len(set(name.generations)) > 1:
        return Bar("generations", "Their names tell two generations, or two twins, apart.")
    if compare.sexes(one, two) == compare.DIFFERENT and name.given not in (compare.SAME, "unnamed", compare.MISSING):
        return Bar("sex", "Both sex and forename differ.", ask=name.given == "form")
    if any(name.generations) and compare.born(one, two) not in (compare.SAME, "turned", "slip"):
        return Bar("generations", "Only one of the names says which generation is meant.", ask=True, people=False)
    return None


def _unclear(one: Portrait, two: Portrait) -> Bar | None:
    """Reasons that make it doubtful, and so a question for a person."""
    name, born = compare.names(one.names, two.names), compare.born(one, two)
    if one.born and two.born and abs((one.born.first - two.born.first).days) > 365 * ages()["years_apart"]:
        return Bar(
            "ages", "Years lie between their birth dates: one may be a child where the other is grown.", ask=True
        )
    if born == "near":
        return Bar("birth dates", "Both birth dates are told exactly, and they differ.", ask=True)
    if name.given == "alike":
        return Bar("forenames", "Their forenames are alike, and may be two people's.", ask=True, people=False)
    if any(p.born is None for p in (one, two)) and (_may_be_parent(one, two) or _may_be_parent(two, one)):
        return Bar("age unknown", "One is a child and the other's age is not known.", ask=True, people=False)
    if one.agency == two.agency:
        return Bar("same agency", "One agency keeps them as two people.", ask=True, people=False)
    return None


def _may_be_parent(child: Portrait, other: Portrait) -> bool:
    """A child, and a namesake of no known age: parents name children after themselves.

    Whoever was first known after the child had grown up may be either.
    """
    if other.born is not None or other.facts.child or (child.born is None and not child.facts.child):
        return False
    born = child.born.first if child.born else child.facts.born_after
    grown = date(min(9999, born.year + ages()["child_years"]), born.month, min(born.day, 28))
    return other.facts.first_seen is not None and other.facts.first_seen < grown

"""The keys under which a portrait is found again: two people who share none of them are never compared."""

from itertools import islice

from heeded.linkage.births import Birth
from heeded.linkage.clean import Name, sound
from heeded.linkage.places import Place
from heeded.linkage.portrait import Portrait
from heeded.reference.names import forms_of

MOST = 80  # blocking keys of one portrait
FULLEST = 250  # a block with more people than this says too little, and is passed over


def blocks(portrait: Portrait) -> tuple[str, ...]:
    """The blocking keys of a portrait, in order, at most 80."""
    found: dict[str, None] = {}
    for number in portrait.identifiers:
        found[f"id:{number.type}:{number.value}"] = None
    for name in portrait.names[:6]:
        found.update(dict.fromkeys(_of_name(name, portrait.born)))
        for place in portrait.places[:4]:
            found.update(dict.fromkeys(_of_place(name, place)))
    return tuple(islice(found, MOST))


def _of_name(name: Name, born: Birth | None) -> list[str]:
    family = sound(name.last) if name.last else ""
    given = _given(name)
    found = [f"name:{g}:{family}" for g in given if family]
    # Half of a double-barrelled name, and the two parts in the other order, find the whole name again.
    found += [f"name:{g}:{sound(part)}" for g in given for part in name.family if len(name.family) > 1]
    found += [f"name:{form}:{sound(name.first)}" for form in _forms(name.last) if name.given]
    if born is None or not born.exact:
        year = [str(born.first.year)] if born and born.first.year == born.last.year else []
        return found + [f"year:{y}:{family}" for y in year if family]
    day, month = sorted((born.first.day, born.first.month))
    found.append(f"day:{born.first.year}:{day}:{month}:{family[:1]}")
    found += [f"day:{born.first.year}:{day}:{month}:{g}" for g in given]
    found += [f"year:{born.first.year}:{family}"] if family else []
    return found + [f"turn:{born.first.day}:{born.first.month}:{g}:{family[:1]}" for g in given]


def _of_place(name: Name, place: Place) -> list[str]:
    """The same household: by forename, and by family name (a changed forename, a baby not yet named)."""
    if not place.key or place.institution:
        return []
    family = sound(name.last) if name.last else ""
    found = [f"home:{place.key}:{word}" for word in (*_given(name), family) if word]
    if place.number and place.street:
        found += [f"door:{place.number}:{place.flat}:{place.street}:{g}" for g in _given(name)]
    if place.postcode:
        found += [f"post:{place.postcode}:{g}" for g in _given(name)]
    return found


def _given(name: Name) -> list[str]:
    return [] if not name.given else _forms(name.first)


def _forms(word: str) -> list[str]:
    """The sounds of every group a name belongs to, so that Bob and Robert fall into one block."""
    return sorted({sound(form) for form in forms_of(word)})[:8] if word else []

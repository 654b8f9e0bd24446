"""Where the people of a warning went since it was raised, and which warning carries on there."""

from heeded.casework.keeping import Held
from heeded.casework.store import Raises
from heeded.linkage.linker import Linker


def moved_to(held: Held, linker: Linker, raises: Raises) -> str:
    """Into whom its people were merged or split, in a sentence without its full stop; '' where nobody was moved."""
    standing, told = held.standing, list[str]()
    persons = {person for _, person in standing.people}
    for move in standing.moves:
        if move.was not in persons:
            told.append(f"the record {move.key} was joined to {linker.name(move.became)}")
            continue
        person = linker.person_of(move.key)
        told.append(f"the record {move.key} now belongs to {linker.name(person)}")
        for each in raises.about(person):
            if each.signal == standing.signal and each.id != standing.id:
                told.append(f"warning {each.id} carries on about {linker.name(person)}")
    return "; ".join(dict.fromkeys(told))

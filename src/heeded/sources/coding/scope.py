"""What reaches a word from the words around it: negation, plans, and somebody else's account."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from heeded.reference.phrases import CUES, reading
from heeded.sources.coding.patterns import Finder, Found
from heeded.sources.coding.words import Break, Word

REACH = 8  # words that a negation before them reaches
REACH_BACK = 5  # words that a negation or a plan after them reaches
DOUBLE = 2  # a second negation this near turns the first round ("not without")
Cue = tuple[int, ...]


@dataclass(slots=True)
class Scope:
    """What reaches one word: the positions of the cue's words, or nothing."""

    negated: Cue = ()
    planned: Cue = ()
    reported: Cue = ()
    doubled: bool = False


@dataclass(frozen=True, slots=True)
class Bearing:
    """How a phrase that was found is meant: each is the cue's positions, or nothing."""

    negated: Cue
    planned: Cue
    reported: Cue
    doubled: bool


@lru_cache(maxsize=1)
def _cues() -> Finder:
    known = reading()
    return Finder(
        ((number, cue, f"reading.yaml {sort}") for number, sort in enumerate(CUES) for cue in known.cues[sort]), known
    )


def scopes(words: Sequence[Word], forms: Sequence[str]) -> list[Scope]:
    """What reaches each word, in two passes."""
    cues = _masked(list(_cues().all(words, forms)))
    found = [Scope() for _ in words]
    _forward(words, found, cues)
    _backward(words, found, cues)
    return found


def bearing(at: Sequence[int], reached: Sequence[Scope]) -> Bearing:
    """How a phrase is meant: a cue that is itself among the phrase's words does not change it."""
    own = set(at)
    negated: Cue = ()
    planned: Cue = ()
    for position in at:
        scope = reached[position]
        negated = negated or (scope.negated if not own.issuperset(scope.negated) else ())
        planned = planned or (scope.planned if not own.issuperset(scope.planned) else ())
    # A phrase may open with the cue itself ("mother said he fell"): what it ends with is what was told.
    reported = reached[at[0]].reported or reached[at[-1]].reported
    return Bearing(negated, planned, reported, any(reached[p].doubled for p in at))


def _masked(found: list[Found]) -> dict[str, list[Found]]:
    """Cues by sort; those inside a longer phrase that is none ("no change", "said to be") are left out."""
    sorts = {CUES[number]: [f for f in found if f.owner == number] for number in range(len(CUES))}
    mask = {position for f in sorts["not_a_negation"] for position in f.at}
    for sort in ("no", "not", "no_after", "planned", "planned_after"):
        sorts[sort] = [f for f in sorts[sort] if not mask.issuperset(f.at)]
    return sorts


def _starts(cues: Sequence[Found]) -> dict[int, Found]:
    return {f.at[0]: f for f in sorted(cues, key=lambda f: len(f.at))}


def _forward(words: Sequence[Word], found: list[Scope], cues: dict[str, list[Found]]) -> None:
    listing, single = _starts(cues["no"]), _starts(cues["not"])
    ends, plans, tellers = _starts(cues["ends"]), _starts(cues["planned"]), _starts(cues["reported"])
    negation: Cue = ()
    plan: Cue = ()
    teller: Cue = ()
    through_lists = doubled = False
    for position, word in enumerate(words):
        if word.follows >= Break.SENTENCE:
            teller = ()
        if word.follows >= Break.CLAUSE or position in ends:
            negation, doubled = (), False
            plan = plan if plan and plan[-1] == position - 1 and word.follows < Break.SENTENCE else ()
        elif word.follows == Break.COMMA:
            negation = negation if through_lists else ()
            plan = ()
        if negation and position - negation[-1] > REACH:
            negation = ()
        scope = found[position]
        scope.negated, scope.planned, scope.reported, scope.doubled = negation, plan, teller, doubled
        cue = listing.get(position) or single.get(position)
        if cue:
            doubled = bool(negation) and position - negation[-1] <= DOUBLE and not set(cue.at) & set(negation)
            negation, through_lists = (() if doubled else cue.at), position in listing
        plan = plans[position].at if position in plans else plan
        teller = tellers[position].at if position in tellers else teller


def _backward(words: Sequence[Word], found: list[Scope], cues: dict[str, list[Found]]) -> None:
    for cue in cues["no_after"]:
        for position in _before(cue.at[0], words, Break.COMMA):
            found[position].negated = found[position].negated or cue.at
    for cue in cues["planned_after"]:
        for position in _before(cue.at[0], words, Break.COMMA):
            found[position].planned = found[position].planned or cue.at
    for cue in cues["reported_after"]:
        for position in _before(cue.at[0], words, Break.SENTENCE, REACH + REACH):
            found[position].reported = found[position].reported or cue.at


def _before(start: int, words: Sequence[Word], stop: Break, reach: int = REACH_BACK) -> Iterator[int]:
    for position in range(start - 1, max(-1, start - 1 - reach), -1):
        if words[position + 1].follows >= stop:
            return
        yield position

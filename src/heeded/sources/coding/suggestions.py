"""Suggests what kind of record a text is, and which details, with the words that it rests on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from heeded.reference.kinds import kinds
from heeded.reference.phrases import STRENGTHS, Phrase, phrases, reading
from heeded.sources.coding.patterns import Finder
from heeded.sources.coding.scope import Bearing, Scope, bearing, scopes
from heeded.sources.coding.spelling import put_right
from heeded.sources.coding.words import Break, Word, words_of

MOST_SUGGESTIONS = 5
MOST_FOUND = 2000  # places that one text is read at; a text with more is read from its beginning
SEVERAL = ("agency", "agencies", "conditions")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a text may be. It is advice: it never raises a warning, and counts for nothing until a person confirms it.

    `details` maps a detail's name to its values, `words` are spans of characters (start, end) in the text it rests on
    (`text_of`), in order. `because` is one sentence for the person who decides. `basis` is `allegation` where the text
    gives somebody else's account, else `fact`. `confidence` is `clear` or `unsure`.
    """

    kind: str
    details: Mapping[str, tuple[str, ...]]
    words: tuple[tuple[int, int], ...]
    because: str
    basis: str
    confidence: str


@dataclass(frozen=True, slots=True, eq=False)
class Hit:
    """One entry's phrase in a text, how it is meant, and what it says there."""

    phrase: Phrase
    at: tuple[int, ...]
    bearing: Bearing
    details: Mapping[str, tuple[str, ...]]
    score: float


def text_of(says: str, action: str = "") -> str:
    """The text that a suggestion's spans are counted in: the narrative, and the action on a line of its own."""
    return f"{says}\n{action}" if action else says


def suggest(says: str, action: str = "", agency: str = "") -> list[Suggestion]:
    """What a record that says this may be: best first, at most five, nothing where nothing is found.

    `agency` is the agency's key (`police`), where known. The first 100,000 characters are read. An event that is
    negated ("no bruises") or only planned ("will visit", "ICPC to be held") is not suggested.
    """
    text = text_of(says, action)
    words = words_of(text)
    forms, guessed = put_right(words, _finders().vocabulary)
    hits = _hits(words, forms, agency, len(says))
    by_kind: dict[str, list[Hit]] = {}
    for hit in hits:
        if hit.phrase.kind:
            by_kind.setdefault(hit.phrase.kind, []).append(hit)
    for hit in hits:
        for kind in hit.phrase.adds_to:
            if kind in by_kind:
                by_kind[kind].append(hit)
    ranked = sorted(by_kind.items(), key=lambda item: (-_score(item[1]), item[0]))
    return [_suggestion(kind, found, text, words, guessed) for kind, found in ranked[:MOST_SUGGESTIONS]]


@dataclass(frozen=True, slots=True)
class Finders:
    """The three questions asked of a text, and all the words that any phrase uses."""

    any_of: Finder
    beside: Finder
    not_when: Finder
    vocabulary: frozenset[str]


@lru_cache(maxsize=1)
def _finders() -> Finders:
    known = reading()

    def made(field: str) -> Finder:
        return Finder(
            (
                (number, text, phrase.where)
                for number, phrase in enumerate(phrases())
                for text in getattr(phrase, field)
            ),
            known,
        )

    any_of, beside, not_when = made("any_of"), made("beside"), made("not_when")
    return Finders(any_of, beside, not_when, frozenset(any_of.vocabulary | beside.vocabulary))


def _hits(words: Sequence[Word], forms: Sequence[str], agency: str, says: int) -> list[Hit]:
    finders, reached, listed = _finders(), scopes(words, forms), phrases()
    sentence = _sentences(words)
    beside = {(found.owner, sentence[found.at[0]]) for found in finders.beside.all(words, forms)}
    silenced = {(found.owner, sentence[found.at[0]]) for found in finders.not_when.all(words, forms)}
    hits: list[Hit] = []
    for found in finders.any_of.all(words, forms):
        phrase, where = listed[found.owner], (found.owner, sentence[found.at[0]])
        if (phrase.beside and where not in beside) or where in silenced or not _for(phrase, agency):
            continue
        hit = _read(phrase, found.at, reached, words, says)
        if hit:
            hits.append(hit)
        if len(hits) >= MOST_FOUND:
            break
    return hits


def _read(
    phrase: Phrase, at: tuple[int, ...], reached: Sequence[Scope], words: Sequence[Word], says: int
) -> Hit | None:
    meant = bearing(at, reached)
    if meant.planned and "planned" not in phrase.even_when:
        return None
    details = phrase.details
    if meant.negated and "negated" not in phrase.even_when:
        if not phrase.when_negated:
            return None
        details = phrase.when_negated
    # The narrative comes before the action; earlier and longer phrases before later and shorter ones.
    score = 100 * STRENGTHS.index(phrase.strength) + 4 * min(len(at), 6) - min(at[0], 60)
    score -= 500 if words[at[0]].start > says else 0
    return Hit(phrase, at, meant, details, score)


def _sentences(words: Sequence[Word]) -> list[int]:
    numbers, number = [], 0
    for word in words:
        number += word.follows >= Break.SENTENCE
        numbers.append(number)
    return numbers


def _for(phrase: Phrase, agency: str) -> bool:
    return not phrase.from_agency or agency in phrase.from_agency


def _score(hits: Iterable[Hit]) -> float:
    return max(hit.score for hit in hits if hit.phrase.kind)


def _suggestion(
    kind: str, hits: Sequence[Hit], text: str, words: Sequence[Word], guessed: frozenset[int]
) -> Suggestion:
    ordered = sorted(hits, key=lambda hit: (-hit.score, hit.at))
    details, used = _details(kind, ordered)
    leader = next(hit for hit in ordered if hit.phrase.kind)
    used = [leader, *(hit for hit in used if hit is not leader)]
    basis = "allegation" if leader.bearing.reported or _account(used) else "fact"
    positions = {p for hit in used for p in hit.at}
    unsure = leader.phrase.strength == "weak" or leader.score < 0 or leader.bearing.doubled or bool(positions & guessed)
    return Suggestion(
        kind=kind,
        details=MappingProxyType(details),
        words=_spans(positions, words),
        because=_because(kind, details, [_quoted(hit, text, words) for hit in used], basis),
        basis=basis,
        confidence="unsure" if unsure else "clear",
    )


def _account(used: Iterable[Hit]) -> bool:
    """Whether what explains an injury is somebody's account of it."""
    return any(hit.bearing.reported and "explained" in hit.details for hit in used)


def _details(kind: str, ordered: Sequence[Hit]) -> tuple[dict[str, tuple[str, ...]], list[Hit]]:
    """The details: of rival values the one of an entry that is only about details, then that of the longest phrase."""
    details: dict[str, tuple[str, ...]] = {}
    used: list[Hit] = []
    for hit in sorted(ordered, key=lambda hit: (bool(hit.phrase.kind), -len(hit.at))):
        for name, values in hit.details.items():
            meaning = kinds()[kind].details.get(name)
            if meaning is None:
                continue
            before = details.get(name, ())
            if not before or meaning.many or meaning.type in SEVERAL:
                details[name] = (*before, *(value for value in values if value not in before))
                used.append(hit)
    return details, list(dict.fromkeys(used, None))


def _spans(positions: Iterable[int], words: Sequence[Word]) -> tuple[tuple[int, int], ...]:
    """Spans of characters, words that stand side by side joined."""
    spans: list[tuple[int, int]] = []
    last = -2
    for position in sorted(positions):
        if position == last + 1 and words[position].follows is Break.NONE:
            spans[-1] = (spans[-1][0], words[position].end)
        else:
            spans.append((words[position].start, words[position].end))
        last = position
    return tuple(spans)


def _quoted(hit: Hit, text: str, words: Sequence[Word]) -> str:
    return f"“{' … '.join(text[start:end] for start, end in _spans(hit.at, words))}”"


def _because(kind: str, details: Mapping[str, tuple[str, ...]], quoted: Sequence[str], basis: str) -> str:
    shown = list(dict.fromkeys(quoted))[:4]
    given = "; ".join(f"{name}={','.join(values)}" for name, values in details.items())
    told = ", as somebody's account" if basis == "allegation" else ""
    return f"{' and '.join(shown)} suggests {kind}{f' ({given})' if given else ''}{told}."

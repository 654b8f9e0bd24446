"""Phrases made ready to be found: parsed once, indexed by their first word, matched in bounded work for each word."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from heeded.reference.phrases import Reading
from heeded.sources.coding.words import Break, Word, form_of, words_of
from heeded.words.trouble import Trouble

WIDEST_GAP = 5  # words that "..." may stand for
MOST_GAPS = 2
MOST_FILLERS = 2  # words such as "is" and "the" that may stand between any two words of a phrase
SHORTEST_PLURAL = 6
MOST_FORMS = 400  # ways that one phrase may be written out
NUMBER = "<number>"


class PhraseTrouble(Trouble):
    """A phrase that cannot be read."""


@dataclass(frozen=True, slots=True)
class Step:
    """One word of a phrase: any of `forms`, or a word that begins with one of `stems`; `gap` words may come before."""

    forms: frozenset[str]
    stems: tuple[str, ...]
    number: bool
    gap: int

    def takes(self, form: str) -> bool:
        """Whether a word is this one."""
        return (
            form in self.forms
            or singular(form) in self.forms
            or any(form.startswith(stem) for stem in self.stems)
            or (self.number and form[:1].isdecimal())
        )


@dataclass(frozen=True, slots=True)
class Pattern:
    """A phrase as steps; `at_start` and `at_end` hold it to the first or last word of a sentence."""

    steps: tuple[Step, ...]
    at_start: bool
    at_end: bool

    def may_go_on(self, following: str) -> bool:
        """Whether the word that follows the first may be the second: a quick look before the real one."""
        if len(self.steps) == 1 or self.steps[1].gap:
            return True
        return self.steps[1].takes(following)


@dataclass(frozen=True, slots=True)
class Found:
    """Where an owner's phrase stands: the positions of its words, gaps left out."""

    owner: int
    at: tuple[int, ...]


def parsed(phrase: str, reading: Reading, where: str) -> Iterator[Pattern]:
    """The patterns that a phrase stands for.

    `a/b` is either word, `word*` any word beginning so, `word?` may be missing, `<list>` any of a list's words, `...`
    up to five words, START and END the ends of a sentence. PhraseTrouble (at `where`) for anything else.
    """
    parts = [_alternatives(part, reading, where, phrase) for part in phrase.split()]
    ways = 1
    for part in parts:
        ways *= len(part)
    if not 1 <= ways <= MOST_FORMS or phrase.split().count("...") > MOST_GAPS:
        raise PhraseTrouble(where, f"the phrase '{phrase}' can be written in too many ways.", "Split it in two.")
    for way in product(*parts):
        yield _pattern([step for steps in way for step in steps], phrase, where)


class Finder:
    """All phrases of a list, found together in one pass."""

    def __init__(self, phrases: Iterable[tuple[int, str, str]], reading: Reading) -> None:
        """`phrases` are (owner, phrase, where)."""
        self._by_word: dict[str, list[tuple[int, Pattern]]] = {}
        self._by_stem: dict[str, list[tuple[int, Pattern]]] = {}
        self._numbers: list[tuple[int, Pattern]] = []
        self._fillers = frozenset(reading.lists.get("filler", ()))
        self.vocabulary: set[str] = set()
        for owner, phrase, where in phrases:
            for pattern in parsed(phrase, reading, where):
                self._index(owner, pattern)

    def _index(self, owner: int, pattern: Pattern) -> None:
        first = pattern.steps[0]
        for form in first.forms:
            self._by_word.setdefault(form, []).append((owner, pattern))
        for stem in first.stems:
            self._by_stem.setdefault(stem[:3], []).append((owner, pattern))
        if first.number:
            self._numbers.append((owner, pattern))
        for step in pattern.steps:
            self.vocabulary.update(step.forms)

    def all(self, words: Sequence[Word], forms: Sequence[str]) -> Iterator[Found]:
        """Every place where a phrase stands. `forms` are the words' forms with their spelling put right."""
        for start, form in enumerate(forms):
            seen: set[tuple[int, tuple[int, ...]]] = set()
            following = forms[start + 1] if start + 1 < len(forms) else ""
            free = following in self._fillers
            for owner, pattern in self._candidates(form):
                goes_on = free or pattern.may_go_on(following)
                at = _match(pattern, words, forms, start, self._fillers) if goes_on else ()
                if at and (owner, at) not in seen:
                    seen.add((owner, at))
                    yield Found(owner, at)

    def _candidates(self, form: str) -> Iterator[tuple[int, Pattern]]:
        yield from self._by_word.get(form, ())
        if singular(form) != form:
            yield from self._by_word.get(singular(form), ())
        yield from self._by_stem.get(form[:3], ())
        if form[:1].isdecimal():
            yield from self._numbers


def _match(
    pattern: Pattern, words: Sequence[Word], forms: Sequence[str], start: int, fillers: frozenset[str]
) -> tuple[int, ...]:
    if pattern.at_start and words[start].follows is not Break.SENTENCE:
        return ()
    if not pattern.steps[0].takes(forms[start]):
        return ()
    at = _rest(pattern.steps, 1, words, forms, (start,), fillers)
    return () if pattern.at_end and at and not _ends(words, at[-1]) else at


def _ends(words: Sequence[Word], position: int) -> bool:
    return position == len(words) - 1 or words[position + 1].follows is Break.SENTENCE


def _rest(
    steps: tuple[Step, ...],
    number: int,
    words: Sequence[Word],
    forms: Sequence[str],
    at: tuple[int, ...],
    fillers: frozenset[str],
) -> tuple[int, ...]:
    if number == len(steps):
        return at
    step, here = steps[number], at[-1] + 1
    for position in range(here, min(here + (step.gap or MOST_FILLERS) + 1, len(words))):
        if words[position].follows >= (Break.SENTENCE if step.gap else Break.COMMA):
            return ()
        if step.takes(forms[position]):
            found = _rest(steps, number + 1, words, forms, (*at, position), fillers)
            if found:
                return found
        if not step.gap and forms[position] not in fillers:
            return ()
    return ()


def singular(form: str) -> str:
    """A long word without the s of its plural."""
    return form[:-1] if len(form) >= SHORTEST_PLURAL and form.endswith("s") and not form.endswith("ss") else form


def _alternatives(part: str, reading: Reading, where: str, phrase: str) -> list[list[Step | str]]:
    """The ways to write one part: each a list of steps, or a mark (`...`, START, END) by itself."""
    if part in ("...", "START", "END"):
        return [[part]]
    optional, bare = part.endswith("?"), part.removesuffix("?")
    if bare == NUMBER:
        ways: list[list[Step | str]] = [[Step(frozenset(), (), True, 0)]]
    elif bare.startswith("<"):
        ways = _listed(bare, reading, where, phrase)
    else:
        ways = [[_step(bare.split("/"), reading, where, phrase)]]
    return [*ways, []] if optional else ways


def _listed(name: str, reading: Reading, where: str, phrase: str) -> list[list[Step | str]]:
    if name.strip("<>") not in reading.lists or not name.endswith(">"):
        known = ", ".join(sorted(reading.lists))
        raise PhraseTrouble(where, f"'{name}' in '{phrase}' is not a list of words.", f"The lists: {known}.")
    members = [member.split() for member in reading.lists[name.strip("<>")]]
    single = [member[0] for member in members if len(member) == 1]
    several: list[list[Step | str]] = [
        [_step([word], reading, where, phrase) for word in m] for m in members if len(m) > 1
    ]
    return [[_step(single, reading, where, phrase)], *several] if single else several


def _step(written: Sequence[str], reading: Reading, where: str, phrase: str) -> Step:
    forms, stems = set(), []
    for word in written:
        stem = form_of(word.removesuffix("*"))
        if [w.form for w in words_of(stem)] != [stem] or (word.endswith("*") and len(stem) < 3):
            raise PhraseTrouble(
                where, f"'{word}' in '{phrase}' cannot be read.",
                "Write plain words; use * only after three letters or more, / between whole words.",
            )  # fmt: skip
        if word.endswith("*"):
            stems.append(stem)
        else:
            forms.add(reading.spellings.get(stem, stem))
    return Step(frozenset(forms), tuple(stems), False, 0)


def _pattern(parts: Sequence[Step | str], phrase: str, where: str) -> Pattern:
    steps: list[Step] = []
    gap = 0
    for part in parts:
        if part == "...":
            gap = WIDEST_GAP
        elif isinstance(part, Step):
            steps.append(Step(part.forms, part.stems, part.number, gap if steps else 0))
            gap = 0
    if not steps:
        raise PhraseTrouble(where, f"the phrase '{phrase}' has no word that must be there.", "Add one.")
    return Pattern(tuple(steps), "START" in parts, "END" in parts)

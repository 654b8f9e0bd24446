"""Every phrase keeps its promises, and a wrong one is refused with its file and line."""

import pytest

from heeded.reference.kinds import kinds
from heeded.reference.phrases import Phrase, phrases, phrases_of, reading, reading_of
from heeded.reference.shelf import ReferenceTrouble, read
from heeded.sources.coding import Suggestion, suggest
from heeded.sources.coding.patterns import PhraseTrouble, parsed

ENTRY = """
family: health
phrases:
  - kind: injury
    any of: [bruise]
    example: A bruise
    not example: No bruise
"""
FAMILIES = {
    "concern", "seeing", "child protection", "health", "education", "household", "police", "orders", "recall", "parole",
    "sharing",
}  # fmt: skip


def _says(phrase: Phrase, found: list[Suggestion]) -> bool:
    wanted = (phrase.kind, *phrase.adds_to)
    return any(
        all(set(values) <= set(s.details.get(name, ())) for name, values in phrase.details.items())
        for s in found
        if s.kind in wanted
    )


@pytest.mark.parametrize("phrase", phrases(), ids=lambda phrase: phrase.where)
def test_an_entry_suggests_its_example_and_not_its_counterexample(phrase: Phrase) -> None:
    agency = phrase.from_agency[0] if phrase.from_agency else ""
    for text in phrase.example:
        assert _says(phrase, suggest(text, agency=agency)), text
    for text in phrase.not_example:
        assert not _says(phrase, suggest(text)), text


def test_every_family_has_phrases_and_nothing_outside_the_vocabulary_is_suggested() -> None:
    assert {phrase.family for phrase in phrases()} == FAMILIES
    for phrase in phrases():
        for name in (phrase.kind, *phrase.adds_to):
            assert not name or name in kinds()
            for said in (phrase.details, phrase.when_negated) if name else ():
                for detail, values in said.items():
                    assert all(kinds()[name].details[detail].allows(value) for value in values)


def test_every_kind_that_agencies_write_down_can_be_suggested() -> None:
    suggested = {phrase.kind for phrase in phrases()}
    assert {kind.name for kind in kinds().values() if kind.family in FAMILIES} - suggested == set()


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ("any of:", "anyof:", "'anyof' is not known here"),
        ("kind: injury", "kind: wound", "'wound' is not known here"),
        ("any of: [bruise]", "details: {colour: blue}\n    any of: [bruise]", "no detail 'colour'"),
        ("any of: [bruise]", "details: {explained: perhaps}\n    any of: [bruise]", "cannot be 'perhaps'"),
        ("any of: [bruise]", "strength: huge\n    any of: [bruise]", "cannot be 'huge'"),
        ("    example: A bruise\n", "", "needs an 'example'"),
        ("    any of: [bruise]\n", "", "at least one phrase"),
        ("kind: injury", "kind: injury\n    adds to: [visit]", "either a kind or an 'adds to'"),
        ("  - kind: injury\n    any", "  - any", "either a kind or an 'adds to'"),
    ],
)
def test_a_mistake_in_a_phrase_file_is_refused_with_its_line(wrong: str, right: str, said: str) -> None:
    assert len(list(phrases_of(read(ENTRY, "mine.yaml")))) == 1
    assert wrong in ENTRY
    with pytest.raises(ReferenceTrouble, match=r"mine\.yaml line \d") as refused:
        list(phrases_of(read(ENTRY.replace(wrong, right), "mine.yaml")))
    assert said in str(refused.value)


def test_an_unknown_sort_of_cue_is_refused() -> None:
    with pytest.raises(ReferenceTrouble, match="'perhaps' is not known here"):
        reading_of(read("meaning: x\ncues:\n  perhaps: [maybe]\n", "reading.yaml"))


@pytest.mark.parametrize(
    "phrase", ["a*", "<nobody>", "...", "a ... b ... c ... d", "one-two", "START END", "<child", "a? b?", "x/y* z&"]
)
def test_a_phrase_that_cannot_be_read_is_refused(phrase: str) -> None:
    with pytest.raises(PhraseTrouble, match="mine line 3"):
        list(parsed(phrase, reading(), "mine line 3"))


def test_a_phrase_with_alternatives_and_a_word_that_may_be_missing_is_written_out() -> None:
    patterns = list(parsed("mum/dad home? visit", reading(), "here"))
    assert [[sorted(step.forms) for step in pattern.steps] for pattern in patterns] == [
        [["dad", "mum"], ["home"], ["visit"]],
        [["dad", "mum"], ["visit"]],
    ]

"""What a row's words suggest, and what they must not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heeded.reference.kinds import kinds
from heeded.sources.coding import Suggestion, suggest, text_of


def _first(says: str, action: str = "", agency: str = "") -> Suggestion | None:
    return next(iter(suggest(says, action, agency)), None)


def _kind(says: str) -> str:
    found = _first(says)
    return found.kind if found else "none"


def _details(says: str, kind: str) -> dict[str, tuple[str, ...]]:
    return dict(next(s.details for s in suggest(says) if s.kind == kind))


@pytest.mark.parametrize(
    "says",
    [
        "No bruises", "no bruises, marks or burns", "Nil injuries", "without bruising", "Bruises not seen",
        "Mother denies any bruise", "Fracture ruled out", "denied that a child lives there", "EPO not needed",
        "Not arrested", "never been convicted", "No S47 required",
    ],
)  # fmt: skip
def test_what_is_denied_is_not_suggested(says: str) -> None:
    assert suggest(says) == []


@pytest.mark.parametrize(
    "says", ["No fracture but bruising over ribs", "No fracture; bruising over ribs", "No fracture. Bruising over ribs"]
)
def test_but_and_the_end_of_a_sentence_end_what_is_denied(says: str) -> None:
    assert _kind(says) == "injury"


@pytest.mark.parametrize("says", ["Not without bruises", "did not deny the bruise", "Bruise cannot be ruled out"])
def test_two_denials_are_none(says: str) -> None:
    assert _kind(says) == "injury"


@pytest.mark.parametrize("says", ["Home visit, no concerns", "Home visit. No change", "no concerns at HV today"])
def test_a_visit_without_concerns_is_still_a_visit(says: str) -> None:
    assert _kind(says) == "visit"


@pytest.mark.parametrize(
    "says",
    [
        "will visit next week", "Plan: visit fortnightly", "if a child moves in he must say so", "HV to refer to nursery",
        "ICPC to be convened", "ICPC booked for 3 March", "Awaiting CP medical", "must not contact the victim",
        "Consider referral to MASH", "SHPO application to be made",
    ],
)  # fmt: skip
def test_plans_conditions_and_advice_are_not_events(says: str) -> None:
    assert suggest(says) == []


@pytest.mark.parametrize(
    "says", ["Mother said he fell", "Bruise to cheek, mother said he fell", "Bruise to cheek. He fell, mother said"]
)
def test_an_account_explains_an_injury_as_an_allegation(says: str) -> None:
    found = _first(says)
    assert found is not None
    assert (found.kind, found.details["explained"], found.basis) == ("injury", ("yes",), "allegation")


def test_what_the_writer_saw_is_told_as_fact() -> None:
    found = _first("Bruise to cheek, unexplained")
    assert found is not None
    assert (found.basis, found.details["explained"]) == ("fact", ("no",))


def test_the_words_it_rests_on_are_shown() -> None:
    says = "Unannounced home visit to the flat. NO REPLY again."
    found = _first(says)
    assert found is not None
    assert {says[start:end] for start, end in found.words} == {"Unannounced home visit", "NO REPLY"}
    assert "“NO REPLY”" in found.because
    assert found.because.endswith(".")


def test_a_visit_says_what_was_seen_and_what_was_not() -> None:
    details = _details("Announced home visit: toys and a cot, but no nappies. Child not seen", "visit")
    assert details["observed"] == ("toys", "cot")
    assert (details["announced"], details["child_seen"]) == (("yes",), ("no",))


def test_the_agency_tells_whom_a_visit_was_to() -> None:
    by_police, by_social_care = _first("Home visit", agency="police"), _first("Home visit", agency="social-care")
    assert by_police is not None
    assert by_social_care is not None
    assert (by_police.details["purpose"], by_social_care.details["purpose"]) == (("offender",), ("child",))


def test_what_only_the_action_says_is_unsure_and_comes_last() -> None:
    found = suggest("Bruise to cheek", "Strategy discussion held")
    assert [s.kind for s in found] == ["injury", "strategy_discussion"]
    assert [s.confidence for s in found] == ["clear", "unsure"]
    start, end = found[1].words[0]
    assert text_of("Bruise to cheek", "Strategy discussion held")[start:end] == "Strategy discussion"


def test_a_slip_of_spelling_is_found_and_is_unsure() -> None:
    found = _first("Convcition for robbery")
    assert found is not None
    assert (found.kind, found.confidence) == ("conviction", "unsure")


@pytest.mark.parametrize("says", ["", " ", "...", "🙂🙂", "\x00\x00", "Lorem ipsum dolor sit amet", "1234 5678"])
def test_a_row_that_says_nothing_suggests_nothing(says: str) -> None:
    assert suggest(says) == []


def test_case_typed_apostrophes_and_full_width_letters_change_nothing() -> None:
    plain = _first("Child's bedroom seen")
    for says in ("CHILD’S BEDROOM SEEN", "Childʼs bedroom ｓｅｅｎ"):
        other = _first(says)
        assert plain is not None
        assert other is not None
        assert (other.kind, other.details) == (plain.kind, plain.details)


def test_letters_that_grow_in_lower_case_do_not_shift_the_words() -> None:
    says = "İİİİ ßßß bruise to cheek"
    found = _first(says)
    assert found is not None
    assert says[slice(*found.words[0])] == "bruise"


PIECES = st.sampled_from(
    [
        "no",
        "not",
        "bruise",
        "child",
        "seen",
        "home",
        "visit",
        "mum",
        "said",
        "fell",
        "but",
        ",",
        ".",
        ";",
        ":",
        "-",
        "will",
        "if",
        "recall",
        "ICPC",
        "S47",
        "denied",
        "ruled",
        "out",
        "referral",
        "neighbour",
        "phone",
        "14",
        "\n",
        "İ",
        "’s",
        "#",
    ]
)


@settings(max_examples=200, deadline=None)
@given(says=st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join)), action=st.text(max_size=40))
def test_any_text_gives_at_most_five_of_the_vocabulary_with_words_inside_it(says: str, action: str) -> None:
    found, text = suggest(says, action), text_of(says, action)
    assert len(found) <= 5
    assert len({s.kind for s in found}) == len(found)
    assert found == suggest(says, action)
    for s in found:
        assert s.basis in ("fact", "allegation")
        assert s.confidence in ("clear", "unsure")
        assert s.words
        for name, values in s.details.items():
            assert all(kinds()[s.kind].details[name].allows(value) for value in values)
        last = 0
        for start, end in s.words:
            assert last <= start < end <= len(text)
            last = end

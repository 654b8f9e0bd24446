"""The written form of a record."""

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from heeded.ledger import body
from heeded.ledger.record import recorded
from tests.ledger.drafts import NOON, visit

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(texts, texts, st.dictionaries(texts, st.lists(texts, max_size=3).map(tuple), max_size=4))
def test_it_is_what_rfc_8785_says_and_reads_back_the_same(
    says: str, place: str, details: dict[str, tuple[str, ...]]
) -> None:
    record = recorded(visit("v1", says, place=place, details=details), 17, NOON, 1)
    text = body.written(record)
    assert text == rfc8785.dumps({**record.body(), "entry": "17 police:v1 table"})
    assert body.read(text, 17) == record


def test_keys_beyond_ascii_are_sorted_as_rfc_8785_sorts_them() -> None:
    record = recorded(visit("v1", details={"\uff5e": ("a",), "😀": ("b",)}), 1, NOON, 1)
    assert body.written(record) == rfc8785.dumps({**record.body(), "entry": "1 police:v1 table"})
    assert body.written(record).index("😀".encode()) < body.written(record).index("\uff5e".encode())


@given(texts, texts)
def test_it_bears_its_own_label_and_no_other(origin: str, says: str) -> None:
    forged = f'{says}"entry":"18 police:v1 table"'
    record = recorded(visit("o" + origin, forged, details={"entry": ("18 police:v1 table",)}), 17, NOON, 2)
    text = body.written(record)
    assert body.labelled(text, 17, record.id, "table")
    assert not body.labelled(text, 18, "police:v1", "table")
    assert not body.labelled(text, 17, record.ref, "table")


def test_text_that_is_not_unicode_is_refused_with_a_sentence() -> None:
    with pytest.raises(body.BadDraft, match="cannot be stored"):
        body.written(recorded(visit("v1", "half a \ud83d"), 1, NOON, 1))


def test_a_body_that_is_too_long_is_refused_with_a_sentence() -> None:
    with pytest.raises(body.BadDraft, match="bytes long"):
        body.written(recorded(visit("v1", "x" * (body.LONGEST + 1)), 1, NOON, 1))


@pytest.mark.parametrize("wrong", [
    {"agency": "police:west"}, {"agency": ""}, {"origin": ""}, {"origin": "v1~2"}, {"origin": "o" * 600}, {"kind": ""},
    {"source": ""},
])  # fmt: skip
def test_names_that_could_be_taken_for_another_record_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(body.BadDraft):
        body.checked(visit(**{"origin": "v1", **wrong}))


@pytest.mark.parametrize("origin", ["v1", "~", "v~x", "a:b", "v~2 ", "N°5"])
def test_other_names_are_taken_as_they_are(origin: str) -> None:
    body.checked(visit(origin))

"""A person's word on a suggestion, and the record as coded."""

from datetime import UTC, date, datetime

import pytest

from heeded.ledger.record import Draft, Part, Record, corrected, recorded
from heeded.sources.coding import apply_coding, confirmed, refused
from heeded.sources.coding.confirmation import CodingTrouble
from heeded.words.told import Told

ON = datetime(2024, 5, 1, 9, 30, tzinfo=UTC)
ENTERED = datetime(2024, 5, 1, 9, 31, tzinfo=UTC)


def _row(kind: str = "uncoded") -> Record:
    draft = Draft(
        agency="health", source="chronology", origin="r7", kind=kind, happened=Told.on(date(2024, 4, 1)),
        recorded=Told.on(date(2024, 4, 2)), people=(Part("child", "health:H71"),), says="WNB to eye clinic",
        marking="OFFICIAL", regime="leds",
    )  # fmt: skip
    return recorded(draft, 3, ENTERED, 1)


def test_a_confirmed_coding_is_a_record_that_answers_the_row() -> None:
    draft = confirmed(_row(), "appointment", {"result": ["was_not_brought"]}, "J. Okafor", ON)
    assert (draft.agency, draft.source, draft.kind, draft.origin) == ("heeded", "coding", "coded", "health:r7")
    assert draft.answers == ("health:r7",)
    assert draft.details["kind"] == ("appointment",)
    assert draft.details["author"] == ("J. Okafor",)
    assert (draft.happened, draft.recorded) == (Told.at(ON), Told.at(ON))
    assert (draft.marking, draft.regime) == ("OFFICIAL", "leds")


def test_the_row_as_coded_has_the_kind_and_details_and_its_own_text() -> None:
    row = _row()
    coded = recorded(
        confirmed(row, "appointment", {"result": ["was_not_brought"], "first": []}, "J. O.", ON), 4, ENTERED, 1
    )
    as_coded = apply_coding(row, coded)
    assert (as_coded.kind, dict(as_coded.details)) == ("appointment", {"result": ("was_not_brought",)})
    for name in Record.__dataclass_fields__:
        if name not in ("kind", "details"):
            assert getattr(as_coded, name) == getattr(row, name)


@pytest.mark.parametrize(
    ("kind", "details"), [("contact_approved", {"kind": ["child"]}), ("opened", {"by": ["health"]})]
)
def test_a_detail_called_like_one_of_the_coding_itself_is_kept_apart(kind: str, details: dict[str, list[str]]) -> None:
    row = _row()
    as_coded = apply_coding(row, recorded(confirmed(row, kind, details, "J. O.", ON), 4, ENTERED, 1))
    assert as_coded.kind == kind
    assert dict(as_coded.details) == {name: tuple(values) for name, values in details.items()}


def test_a_refused_suggestion_is_a_record_and_changes_nothing() -> None:
    row = _row()
    draft = refused(row, "J. Okafor", ON)
    assert (draft.kind, draft.answers) == ("coded", ("health:r7",))
    assert apply_coding(row, recorded(draft, 4, ENTERED, 1)) == row


def test_coding_a_row_again_is_the_same_ref_so_that_it_corrects_the_first() -> None:
    row = _row()
    first = confirmed(row, "appointment", {"result": ["missed"]}, "J. Okafor", ON)
    again = confirmed(row, "appointment", {"result": ["was_not_brought"]}, "J. Okafor", ON)
    assert first.ref == again.ref
    second = recorded(corrected(again, "heeded:health:r7"), 9, ENTERED, 2)
    assert apply_coding(row, second).details["result"] == ("was_not_brought",)


def test_a_coding_says_which_edition_was_read() -> None:
    later = recorded(corrected(_row(), "health:r7"), 8, ENTERED, 2)
    assert confirmed(later, "appointment", {}, "J. Okafor", ON).details["rests_on"] == ("health:r7~2",)


@pytest.mark.parametrize(
    ("kind", "details", "by", "said"),
    [
        ("wound", {}, "J. O.", "is not a kind"),
        ("injury", {"colour": ["blue"]}, "J. O.", "no detail 'colour'"),
        ("injury", {"explained": ["perhaps"]}, "J. O.", "cannot be 'perhaps'"),
        ("injury", {"site": ["x" * 501]}, "J. O.", "cannot be"),
        ("injury", {"site": [""]}, "J. O.", "cannot be"),
        ("injury", {"site": ["arm"] * 51}, "J. O.", "at most 50"),
        ("injury", {"explained": "yes"}, "J. O.", "needs a list"),
        ("injury", {}, " ", "does not say who"),
    ],
)
def test_a_coding_outside_the_vocabulary_is_refused_with_a_sentence(
    kind: str, details: dict[str, list[str]], by: str, said: str
) -> None:
    with pytest.raises(CodingTrouble, match="coding of health:r7") as refusal:
        confirmed(_row(), kind, details, by, ON)
    assert said in str(refusal.value)


def test_a_coding_of_another_row_is_not_applied() -> None:
    row, other = _row(), recorded(confirmed(_row(), "injury", {}, "J. O.", ON), 4, ENTERED, 1)
    elsewhere = Record(**{**{n: getattr(row, n) for n in Record.__dataclass_fields__}, "origin": "r8"})
    with pytest.raises(CodingTrouble, match="not a coding of it"):
        apply_coding(elsewhere, other)
    with pytest.raises(CodingTrouble, match="not a coding of it"):
        apply_coding(row, elsewhere)

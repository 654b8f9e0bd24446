"""What becomes of a draft, given what is held under its key."""

from hypothesis import given
from hypothesis import strategies as st

from heeded.ledger.editions import Account, Held, decide
from heeded.ledger.record import Draft
from tests.ledger.drafts import NOON, visit


def decided(*drafts: Draft, after: int = 0) -> list[tuple[str, str, str]]:
    return [(w.record.id, w.outcome, w.record.replaces) for w in decide(drafts, {}, after=after, entered=NOON)]


def test_a_first_account_is_new() -> None:
    assert decided(visit("v1")) == [("police:v1", "new", "")]


def test_the_same_account_again_changes_nothing() -> None:
    assert decided(visit("v1"), visit("v1")) == [("police:v1", "new", ""), ("police:v1", "same", "")]


def test_the_same_account_in_another_load_changes_nothing() -> None:
    assert decided(visit("v1", load="l1"), visit("v1", load="l2", vocabulary=2))[1][1] == "same"


def test_another_account_under_the_same_key_corrects_the_one_before() -> None:
    assert decided(visit("v1"), visit("v1", "No reply."), visit("v1", "Not home.")) == [
        ("police:v1", "new", ""),
        ("police:v1~2", "correction", "police:v1"),
        ("police:v1~3", "correction", "police:v1~2"),
    ]


def test_going_back_to_the_first_account_is_a_correction_too() -> None:
    assert [w[1] for w in decided(visit("v1"), visit("v1", "No reply."), visit("v1"))] == [
        "new",
        "correction",
        "correction",
    ]


def test_a_correction_sent_again_changes_nothing() -> None:
    assert decided(visit("v1"), visit("v1", "No reply."), visit("v1", "No reply."))[2][1] == "same"


def test_a_record_that_the_agency_says_replaces_another_keeps_saying_so() -> None:
    drafts = visit("v2", replaces="police:v1"), visit("v2", replaces="police:v1"), visit("v2", replaces="police:v0")
    assert decided(*drafts) == [
        ("police:v2", "new", "police:v1"),
        ("police:v2", "same", "police:v1"),
        ("police:v2~2", "correction", "police:v0"),
    ]


def test_one_ref_in_two_sources_is_two_records_with_two_ids_and_corrects_neither() -> None:
    assert decided(visit("v1"), visit("v1", source="letters"), visit("v1"), visit("v1", "No reply.")) == [
        ("police:v1", "new", ""),
        ("police:v1~2", "new", ""),
        ("police:v1", "same", ""),
        ("police:v1~3", "correction", "police:v1"),
    ]


def test_what_was_erased_is_not_recorded_again() -> None:
    held = {"police:v1": Account(1, {"table": Held(7, 1, None)})}
    (written,) = decide([visit("v1", "Anything.")], held, after=20, entered=NOON)
    assert (written.outcome, written.record.seq) == ("same", 7)


def test_new_records_are_numbered_on_without_gaps() -> None:
    written = decide([visit("v1"), visit("v1"), visit("v2")], {}, after=41, entered=NOON)
    assert [w.record.seq for w in written] == [42, 42, 43]


accounts = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["table", "letters"]), st.sampled_from("xyz")))


@given(accounts, st.data())
def test_a_batch_is_decided_as_its_drafts_would_be_one_by_one(
    said: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    drafts = [visit(origin, says, source=source) for origin, source, says in said]
    whole = decide(drafts, {}, after=0, entered=NOON)
    cut = data.draw(st.integers(0, len(drafts)))
    first = decide(drafts[:cut], {}, after=0, entered=NOON)
    held: dict[str, Account] = {}
    for written in first:
        account = held.setdefault(written.record.ref, Account())
        account.editions = max(account.editions, written.record.edition)
        account.latest[written.record.source] = Held(written.record.seq, written.record.edition, written.record)
    after = max((w.record.seq for w in first), default=0)
    assert first + decide(drafts[cut:], held, after=after, entered=NOON) == whole


@given(accounts)
def test_no_two_records_ever_bear_one_id_and_each_draft_is_answered_by_its_own_words(
    said: list[tuple[str, str, str]],
) -> None:
    drafts = [visit(origin, says, source=source) for origin, source, says in said]
    written = decide(drafts, {}, after=0, entered=NOON)
    ids = [w.record.id for w in written if w.outcome != "same"]
    assert len(ids) == len(set(ids))
    assert [(w.record.ref, w.record.source, w.record.says) for w in written] == [
        (d.ref, d.source, d.says) for d in drafts
    ]

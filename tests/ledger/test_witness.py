"""A witness signs a history that grew, refuses one that was cut, put back or forked, and forgets nothing."""

import json
import stat
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heeded.ledger.asking import Request, asked
from heeded.ledger.checkpoint import Signer, Verifier
from heeded.ledger.merkle import EMPTY, root
from heeded.ledger.notes import NoteTrouble
from heeded.ledger.witness import KEY, SEEN, Witness, WitnessTrouble
from tests.ledger.drafts import NOON
from tests.ledger.test_merkle import made

LATER = NOON + timedelta(days=1)


class Ledger:
    """A ledger's owner, honest or not: signs any leaves, and proves what can be proved of them."""

    def __init__(self, folder: Path) -> None:
        self.signer = Signer.create(folder / "ledger.key", "heeded/leeds")

    def request(self, leaves: Sequence[bytes], old: int) -> Request:
        return asked(old, self.signer.sign(len(leaves), root(leaves)), leaves)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path)


@pytest.fixture
def witness(tmp_path: Path, ledger: Ledger) -> Witness:
    witness = Witness.create(tmp_path / "w", "police.example/witness")
    witness.trust(ledger.signer.verifier)
    return witness


def evidence(witness: Witness) -> list[str]:
    return [path.read_text() for path in (witness.folder / "refused").iterdir()]


def test_a_ledger_that_grows_is_signed_each_time_and_the_witness_remembers_the_last(
    witness: Witness, ledger: Ledger
) -> None:
    for before, size, when in ((0, 5, NOON), (5, 6, LATER), (6, 300, LATER)):
        said = witness.sign(ledger.request(made(size), before), when)
        assert (said.checkpoint.size, said.checkpoint.root, said.at) == (size, root(made(size)), when)
        assert ledger.signer.verifier.opened(said.note) == said.checkpoint
        again = Witness(witness.folder)
        assert again.seen("heeded/leeds") == size
        assert again.said("heeded/leeds") == said == again.public.opened(said.note)


def test_the_same_checkpoint_sent_again_is_not_signed_again(witness: Witness, ledger: Ledger) -> None:
    first = witness.sign(ledger.request(made(5), 0), NOON)
    replayed = witness.sign(ledger.request(made(5), 0), LATER)
    assert replayed == first  # the note of that day, with that day's time
    assert witness.said("heeded/leeds") == first


def test_an_older_checkpoint_is_refused_and_kept_as_evidence(witness: Witness, ledger: Ledger) -> None:
    witness.sign(ledger.request(made(9), 0), NOON)
    older = ledger.request(made(5), 0)
    with pytest.raises(WitnessTrouble, match=r"counts 5 entries, and 9 were seen on 2 Mar 2024, 12:00 UTC.*cut or put"):
        witness.sign(older, LATER)
    assert evidence(witness) == [older.note]
    assert witness.seen("heeded/leeds") == 9


def test_another_history_of_the_same_length_is_refused_and_both_notes_are_there_to_show(
    witness: Witness, ledger: Ledger
) -> None:
    said = witness.sign(ledger.request(made(9), 0), NOON)
    forked = ledger.request([EMPTY, *made(9)[1:]], 0)
    with pytest.raises(WitnessTrouble, match="another root than the one seen on 2 Mar 2024"):
        witness.sign(forked, LATER)
    (refused,) = evidence(witness)
    both = [ledger.signer.verifier.opened(note) for note in (said.note, refused)]
    assert both[0].size == both[1].size
    assert both[0].root != both[1].root


def test_a_longer_history_with_another_past_is_refused(witness: Witness, ledger: Ledger) -> None:
    witness.sign(ledger.request(made(9), 0), NOON)
    forked = ledger.request([EMPTY, *made(20)[1:]], 9)
    with pytest.raises(WitnessTrouble, match="does not show that the 9 entries seen on 2 Mar 2024"):
        witness.sign(forked, LATER)
    assert evidence(witness) == [forked.note]
    assert witness.sign(ledger.request(made(20), 9), LATER).checkpoint.size == 20


@pytest.mark.parametrize("old", [0, 8, 10])
def test_a_proof_that_begins_elsewhere_is_refused_with_what_to_ask_for(
    witness: Witness, ledger: Ledger, old: int
) -> None:
    witness.sign(ledger.request(made(9), 0), NOON)
    with pytest.raises(WitnessTrouble, match=r"begins at .* this witness has seen 9.*--old 9"):
        witness.sign(ledger.request(made(20), old), LATER)


def test_a_proof_with_a_hash_too_many_or_on_a_first_checkpoint_is_refused(witness: Witness, ledger: Ledger) -> None:
    first = ledger.request(made(9), 0)
    with pytest.raises(WitnessTrouble, match="has nothing to prove"):
        witness.sign(replace(first, proof=(EMPTY,)), NOON)
    witness.sign(first, NOON)
    good = ledger.request(made(20), 9)
    for wrong in ((*good.proof, EMPTY), good.proof[:-1], ()):
        with pytest.raises(WitnessTrouble, match="does not show"):
            witness.sign(replace(good, proof=wrong), LATER)


def test_an_empty_ledger_is_not_signed(witness: Witness, ledger: Ledger) -> None:
    with pytest.raises(WitnessTrouble, match="nothing to witness"):
        witness.sign(ledger.request([], 0), NOON)


def test_a_ledger_that_is_not_followed_is_refused(witness: Witness, tmp_path: Path) -> None:
    (tmp_path / "york").mkdir()
    note = Signer.create(tmp_path / "york" / "key", "heeded/york").sign(3, root(made(3)))
    with pytest.raises(WitnessTrouble, match="does not follow heeded/york"):
        witness.sign(asked(0, note, made(3)), NOON)


def test_a_followed_ledger_signed_by_another_key_is_refused_and_the_key_is_not_taken(
    witness: Witness, ledger: Ledger, tmp_path: Path
) -> None:
    forger = Signer.create(tmp_path / "forged", "heeded/leeds")
    with pytest.raises(WitnessTrouble, match="not signed by the key"):
        witness.sign(asked(0, forger.sign(3, root(made(3))), made(3)), NOON)
    with pytest.raises(WitnessTrouble, match="followed already, by another key"):
        witness.trust(forger.verifier)
    witness.trust(ledger.signer.verifier)  # the same again changes nothing
    assert witness.followed()["heeded/leeds"].key.written() == ledger.signer.verifier.written()


def test_trusting_a_key_again_does_not_make_the_witness_forget(witness: Witness, ledger: Ledger) -> None:
    witness.sign(ledger.request(made(9), 0), NOON)
    witness.trust(ledger.signer.verifier)
    assert witness.seen("heeded/leeds") == 9


def test_a_clock_gone_back_is_refused_and_nothing_is_remembered_of_it(witness: Witness, ledger: Ledger) -> None:
    witness.sign(ledger.request(made(9), 0), NOON)
    with pytest.raises(WitnessTrouble, match=r"clock says 2 Mar 2024, 11:00 UTC, before the last signature"):
        witness.sign(ledger.request(made(10), 9), NOON - timedelta(hours=1))
    assert witness.seen("heeded/leeds") == 9


def test_signatures_of_strangers_beside_the_ledgers_are_not_passed_on(
    witness: Witness, ledger: Ledger, tmp_path: Path
) -> None:
    stranger = Signer.create(tmp_path / "stranger", "somebody/else")
    request = ledger.request(made(3), 0)
    line = stranger.sign(3, root(made(3))).split("\n\n")[1]
    assert "somebody/else" not in witness.sign(replace(request, note=request.note + line), NOON).note


def test_two_ledgers_are_followed_apart(witness: Witness, ledger: Ledger, tmp_path: Path) -> None:
    york = Signer.create(tmp_path / "york.key", "heeded/york")
    witness.trust(york.verifier)
    witness.sign(ledger.request(made(9), 0), NOON)
    witness.sign(asked(0, york.sign(4, root(made(4))), made(4)), NOON)
    assert (witness.seen("heeded/leeds"), witness.seen("heeded/york"), witness.seen("heeded/hull")) == (9, 4, 0)


def tampered(witness: Witness, was: str, now: str) -> str:
    text = (witness.folder / SEEN).read_text()
    assert was in text
    return text.replace(was, now, 1)


@pytest.mark.parametrize(
    "change",
    [
        lambda w: "", lambda w: "[]", lambda w: '{"form": 1}', lambda w: "[" * 100_000, lambda w: "{}",
        lambda w: tampered(w, "\\n9\\n", "\\n8\\n"), lambda w: tampered(w, "police.example", "health.example"),
        lambda w: tampered(w, '"form": 1', '"form": 2'), lambda w: tampered(w, "heeded/leeds", "heeded/leedz"),
    ],
)  # fmt: skip
def test_a_witness_whose_memory_was_damaged_or_changed_signs_nothing(
    witness: Witness, ledger: Ledger, change: object
) -> None:
    witness.sign(ledger.request(made(9), 0), NOON)
    assert callable(change)
    (witness.folder / SEEN).write_text(change(witness))
    with pytest.raises(WitnessTrouble):
        Witness(witness.folder)
    with pytest.raises(WitnessTrouble):
        witness.sign(ledger.request(made(20), 9), LATER)


def test_a_witness_that_lost_its_memory_or_its_key_does_not_begin_anew(witness: Witness) -> None:
    (witness.folder / SEEN).rename(witness.folder / "elsewhere")
    with pytest.raises(WitnessTrouble, match="a witness that forgot must not sign"):
        Witness(witness.folder)
    with pytest.raises(NoteTrouble, match="a key cannot be made here"):
        Witness.create(witness.folder, "police.example/witness")
    (witness.folder / "elsewhere").rename(witness.folder / SEEN)
    (witness.folder / KEY).unlink()
    with pytest.raises(NoteTrouble):
        Witness(witness.folder)


def test_its_files_are_its_owners_alone(witness: Witness, ledger: Ledger) -> None:
    witness.sign(ledger.request(made(9), 0), NOON)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in witness.folder.iterdir() if path.is_file()}
    assert {name for name, mode in modes.items() if mode & 0o077} == set()
    state = json.loads((witness.folder / SEEN).read_text())
    assert [Verifier.read(log["key"]).name for log in state["logs"]] == ["heeded/leeds"]


def test_of_two_forks_sent_at_once_only_one_is_signed(witness: Witness, ledger: Ledger) -> None:
    witness.sign(ledger.request(made(9), 0), NOON)
    forks = [ledger.request([*made(9), bytes([n]) * 32], 9) for n in range(8)]
    signed: list[bytes] = []

    def send(request: Request) -> None:
        with suppress(WitnessTrouble):
            signed.append(Witness(witness.folder).sign(request, LATER).checkpoint.root)

    threads = [Thread(target=send, args=(fork,)) for fork in forks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(signed) == 1
    assert len(evidence(witness)) == len(forks) - 1


STEPS = st.lists(
    st.tuples(st.sampled_from(["grow", "edit", "drop", "swap", "insert"]), st.integers(0, 1000)),
    min_size=1,
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_of_any_history_exactly_what_only_grew_is_signed(steps: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as folder:
        ledger = Ledger(Path(folder))
        witness = Witness.create(Path(folder) / "w", "police.example/witness")
        witness.trust(ledger.signer.verifier)
        leaves, last = made(3), list[bytes]()
        for number, (step, at) in enumerate(steps):
            leaves = changed(leaves, step, at, bytes([number]) * 32)
            request = ledger.request(leaves, min(len(last), len(leaves)))
            if leaves[: len(last)] == last:
                assert witness.sign(request, NOON).checkpoint.root == root(leaves)
                last = list(leaves)
            else:
                with pytest.raises(WitnessTrouble):
                    witness.sign(request, NOON)


def changed(leaves: list[bytes], step: str, at: int, fresh: bytes) -> list[bytes]:
    """The leaves after one honest or dishonest step; there is always one left."""
    at %= len(leaves)
    if step == "grow":
        return [*leaves, *(fresh for _ in range(at % 3 + 1))]
    if step == "edit":
        return [*leaves[:at], fresh, *leaves[at + 1 :]]
    if step == "drop":
        return leaves[: max(1, at)]
    if step == "swap":
        return [*leaves[:at], *reversed(leaves[at : at + 2]), *leaves[at + 2 :]]
    return [*leaves[:at], fresh, *leaves[at:]]

"""Signed checkpoints: a published note opens, ours open, and nothing forged does."""

import stat
from base64 import b64decode, b64encode
from pathlib import Path

import pytest

from heeded.ledger.checkpoint import Checkpoint, Signer, Verifier, claimed
from heeded.ledger.notes import Note, NoteTrouble
from heeded.ledger.verify import verify
from tests.ledger.drafts import Workplace, visits

# The example in the documentation of golang.org/x/mod/sumdb/note, which defined the form.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETERS = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return Signer.create(tmp_path / "key", "heeded/leeds")


def test_the_published_example_of_the_form_is_held_to_be_signed() -> None:
    verifier = Verifier.read(PETER)
    assert verifier.written() == PETER
    assert verifier.signed(PETERS)
    assert not verifier.signed(PETERS.replace("answer", "Answer"))


def test_a_checkpoint_is_three_lines_a_gap_and_a_signature(signer: Signer) -> None:
    lines = signer.sign(5, b"\x01" * 32).split("\n")
    assert lines[:4] == ["heeded/leeds", "5", "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=", ""]
    assert lines[4].startswith("— heeded/leeds ")
    assert lines[5:] == [""]


def test_it_opens_with_the_key_read_back_from_its_written_form(signer: Signer) -> None:
    note = signer.sign(5, b"\x01" * 32)
    assert Verifier.read(signer.verifier.written()).opened(note) == Checkpoint("heeded/leeds", 5, b"\x01" * 32)


def test_signatures_of_others_beside_ours_are_passed_over(signer: Signer, tmp_path: Path) -> None:
    other = Signer.create(tmp_path / "other", "police/witness")
    both = signer.sign(5, b"\x01" * 32) + other.sign(5, b"\x01" * 32).split("\n\n")[1]
    assert signer.verifier.opened(both).size == 5


def test_one_changed_character_anywhere_in_what_is_signed_is_found(signer: Signer) -> None:
    note = signer.sign(12, b"\x01" * 32)
    for at in range(note.index("\n\n")):
        changed = note[:at] + ("x" if note[at] != "x" else "y") + note[at + 1 :]
        with pytest.raises(NoteTrouble):
            signer.verifier.opened(changed)


def test_a_signature_that_says_it_is_by_another_key_does_not_count(signer: Signer) -> None:
    text, _, line = signer.sign(5, b"\x01" * 32).rpartition(" ")
    raw = b64decode(line)
    with pytest.raises(NoteTrouble, match="not signed by"):
        signer.verifier.opened(f"{text} {b64encode(bytes(4) + raw[4:]).decode()}\n")


def test_a_note_that_this_key_signed_for_another_log_is_no_checkpoint_of_this_one(signer: Signer) -> None:
    text = Checkpoint("heeded/york", 5, b"\x01" * 32).text()
    signature = signer.verifier.id + signer.private.sign(text.encode())
    note = f"{text}\n— heeded/leeds {b64encode(signature).decode()}\n"
    assert signer.verifier.signed(note)
    with pytest.raises(NoteTrouble, match="another log"):
        signer.verifier.opened(note)


def test_another_key_of_the_same_name_does_not_open_it(signer: Signer, tmp_path: Path) -> None:
    forged = Signer.create(tmp_path / "forged", "heeded/leeds").sign(5, b"\x01" * 32)
    with pytest.raises(NoteTrouble, match="not signed by"):
        signer.verifier.opened(forged)


def test_the_key_file_is_its_owners_alone_and_is_never_overwritten(signer: Signer, tmp_path: Path) -> None:
    path = tmp_path / "key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert Signer.open(path).verifier.written() == signer.verifier.written()
    with pytest.raises(NoteTrouble):
        Signer.create(path, "heeded/leeds")
    path.chmod(0o644)
    with pytest.raises(NoteTrouble, match="others may read"):
        Signer.open(path)


@pytest.mark.parametrize("text", ["", "x", "PRIVATE+KEY+a+b+c", "PRIVATE+KEY+a+b+AQID", "\x00"])
def test_a_file_that_is_no_key_is_refused_with_a_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad"
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(NoteTrouble):
        Signer.open(path)


@pytest.mark.parametrize("text", ["", "a+b", PETER[:-4], PETER.replace("c74f20a3", "c74f20a4")])
def test_a_verifier_key_copied_badly_is_refused(text: str) -> None:
    with pytest.raises(NoteTrouble):
        Verifier.read(text)


def test_a_key_whose_type_was_changed_is_refused_though_its_id_fits() -> None:
    name, hashed, encoded = PETER.split("+", 2)
    other = b64encode(b"\x04" + b64decode(encoded)[1:]).decode()
    with pytest.raises(NoteTrouble, match="a key for something else"):
        Verifier.read(f"{name}+{hashed}+{other}")


@pytest.mark.parametrize("name", ["", "two words", "a+b", "a\nb"])
def test_a_log_cannot_be_named_so_that_its_notes_are_misread(tmp_path: Path, name: str) -> None:
    with pytest.raises(NoteTrouble):
        Signer.create(tmp_path / "named", name)


@pytest.mark.parametrize("note", ["", "a\nb\nc\n\n", "heeded/leeds\nfive\nAQ==\n\n", "heeded/leeds\n5\n\n"])
def test_what_is_no_checkpoint_is_refused(note: str) -> None:
    with pytest.raises(NoteTrouble):
        claimed(note)


def test_a_ledger_keeps_its_checkpoints_and_they_hold_as_it_grows(tmp_path: Path, signer: Signer) -> None:
    with Workplace(tmp_path) as place:
        assert place.lane.checkpoint(signer) == ""
        for start in (1, 8, 20):
            place.lane.write(visits(5, start))
            note = place.lane.checkpoint(signer)
            assert signer.verifier.opened(note).root == place.store.root()
            place.lane.checkpoint(signer)
        assert [claimed(note).size for note in place.store.checkpoints()] == [5, 10, 15]
        verdict = verify(place.store.path, signer.verifier)
        assert (verdict.fault, verdict.checkpoints) == (None, 3)


def note_of(signer: Signer, text: str) -> str:
    return Note(text, (signer.line(signer.private.sign(text.encode())),)).written()


@pytest.mark.parametrize("size", ["05", "+5", " 5", "5_0", "٥", "-5", "", "5" * 20])
def test_a_size_written_otherwise_than_the_form_says_is_no_checkpoint_though_signed(signer: Signer, size: str) -> None:
    with pytest.raises(NoteTrouble):
        signer.verifier.opened(note_of(signer, f"heeded/leeds\n{size}\n{'AQEB' * 10}AQE=\n"))


def test_lines_that_a_log_adds_are_signed_and_let_be(signer: Signer) -> None:
    note = note_of(signer, Checkpoint("heeded/leeds", 5, b"\x01" * 32).text() + "more\n")
    assert signer.verifier.opened(note).size == 5
    assert not signer.verifier.signed(note.replace("more", "less"))


def test_a_signature_in_our_name_that_does_not_hold_spoils_the_note(signer: Signer) -> None:
    note = signer.sign(5, b"\x01" * 32)
    bad = b64encode(signer.id + bytes(64)).decode()
    assert not signer.verifier.signed(f"{note}— heeded/leeds {bad}\n")


@pytest.mark.parametrize(
    "note",
    ["a\n\n— b AQIDBAU=", "a\n\nb AQIDBAU=\n", "a\n\n— b AQ==\n", "a\n\n— b\n", "a\r\n\n— b AQIDBAU=\n", "\n\n— b AQIDBAU=\n",
     "a\n\n" + "— b AQIDBAU=\n" * 65, "a" * 70_000 + "\n\n— b AQIDBAU=\n", "a\n\n— b+c AQIDBAU=\n", "a\n\n— b AQ!DBAU=\n"],
)  # fmt: skip
def test_what_keeps_not_to_the_form_of_a_note_is_refused(note: str) -> None:
    with pytest.raises(NoteTrouble):
        Note.read(note)


def test_a_note_taken_apart_and_written_again_is_the_same() -> None:
    assert Note.read(PETERS).written() == PETERS

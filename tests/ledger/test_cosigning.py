"""Cosignatures: a published one opens, ours open, and nothing forged, moved or dated otherwise does."""

from base64 import b64decode, b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from heeded.ledger import standalone
from heeded.ledger.checkpoint import Checkpoint, Signer, Verifier
from heeded.ledger.cosigning import Cosigner, WitnessKey, witnessed
from heeded.ledger.notes import Note, NoteTrouble
from tests.ledger.drafts import NOON

# A checkpoint that a public log of Certificate Transparency published, cosigned by public witnesses, with the public
# keys of the log and of one witness as they publish them: signatures made by other programs than this one.
LOG = "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f"
WITNESS = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"
PUBLISHED = """arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
"""
ROOT = b64decode("U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=")


@pytest.fixture
def cosigner(tmp_path: Path) -> Cosigner:
    return Cosigner.create(tmp_path / "witness.key", "police.example/witness")


@pytest.fixture
def note(tmp_path: Path) -> str:
    return Signer.create(tmp_path / "key", "heeded/leeds").sign(5, b"\x01" * 32)


def test_a_published_cosignature_of_another_program_holds_and_says_when_it_was_made() -> None:
    assert WitnessKey.read(WITNESS).written() == WITNESS
    said = WitnessKey.read(WITNESS).opened(PUBLISHED)
    assert said is not None
    assert said.checkpoint == Checkpoint("arche2025h1.staging.ct.transparency.dev", 1432088532, ROOT)
    assert said.at == datetime.fromtimestamp(0x6A122120, UTC)  # as its bytes say
    assert Verifier.read(LOG).opened(PUBLISHED) == said.checkpoint


@pytest.mark.parametrize(("was", "now"), [("1432088532\n", "1432088533\n"), ("U7WM", "U8WM"), ("AABqEiEg", "AABqEiEh")])
def test_and_does_not_when_its_size_its_root_or_its_time_is_another(was: str, now: str) -> None:
    with pytest.raises(NoteTrouble, match=r"in the name of remora\.n621\.de does not hold"):
        WitnessKey.read(WITNESS).opened(PUBLISHED.replace(was, now))


def test_a_cosigned_note_has_the_ledgers_line_and_then_the_witnesss_with_its_time(
    cosigner: Cosigner, note: str
) -> None:
    cosigned = cosigner.cosigned(Note.read(note), NOON + timedelta(microseconds=900_000)).written()
    assert cosigned.startswith(note)
    line = cosigned.removeprefix(note)
    assert line.startswith("— police.example/witness ")
    raw = b64decode(line.split(" ")[2])
    assert len(raw) == 4 + 8 + 64
    assert raw[:4] == cosigner.public.id
    assert int.from_bytes(raw[4:12]) == int(NOON.timestamp())
    (said,) = witnessed([cosigned], [WitnessKey.read(cosigner.public.written())])
    assert (said.by, said.at, said.checkpoint.size) == ("police.example/witness", NOON, 5)
    assert said.sentence() == "police.example/witness saw 5 entries of heeded/leeds on 2 Mar 2024, 12:00 UTC."


def test_a_cosignature_moved_to_another_checkpoint_does_not_hold(cosigner: Cosigner, note: str) -> None:
    line = cosigner.cosigned(Note.read(note), NOON).written().removeprefix(note)
    with pytest.raises(NoteTrouble, match="does not hold"):
        cosigner.public.opened(note.replace("\n5\n", "\n6\n") + line)


def test_of_two_cosignatures_by_one_witness_both_must_hold_and_the_later_counts(cosigner: Cosigner, note: str) -> None:
    once = cosigner.cosigned(Note.read(note), NOON)
    twice = cosigner.cosigned(once, NOON + timedelta(days=1))
    said = cosigner.public.opened(twice.written())
    assert said is not None
    assert said.at == NOON + timedelta(days=1)
    bad = Note(once.text, (*once.signatures, (cosigner.name, cosigner.id + bytes(72))))
    with pytest.raises(NoteTrouble, match="does not hold"):
        cosigner.public.opened(bad.written())


@pytest.mark.parametrize("seconds", [253_370_764_801, 2**63, 2**64 - 1])
def test_a_time_that_no_calendar_holds_is_refused_though_it_was_signed(
    cosigner: Cosigner, note: str, seconds: int
) -> None:
    text = Note.read(note).text
    signature = cosigner.private.sign(f"cosignature/v1\ntime {seconds}\n{text}".encode())
    raw = b64encode(cosigner.id + seconds.to_bytes(8) + signature).decode()
    cosigned = f"{note}— {cosigner.name} {raw}\n"
    with pytest.raises(NoteTrouble, match="does not hold"):
        cosigner.public.opened(cosigned)
    key = standalone.key_of(cosigner.public.written(), 4)
    with pytest.raises(standalone.Wrong, match="does not hold"):
        list(standalone.witnessed(cosigned, [key], None))


def test_a_note_that_none_of_the_witnesses_given_signed_is_refused(
    cosigner: Cosigner, note: str, tmp_path: Path
) -> None:
    other = Cosigner.create(tmp_path / "other", "health.example/witness")
    cosigned = cosigner.cosigned(Note.read(note), NOON).written()
    assert other.public.opened(cosigned) is None
    with pytest.raises(NoteTrouble, match=r"none of the witnesses .* signed it \(health\.example/witness\)"):
        witnessed([cosigned], [other.public])
    assert [said.by for said in witnessed([cosigned], [other.public, cosigner.public])] == ["police.example/witness"]


def test_a_ledgers_key_is_no_witnesss_key_and_the_other_way_round(
    cosigner: Cosigner, note: str, tmp_path: Path
) -> None:
    with pytest.raises(NoteTrouble, match="a key for something else"):
        WitnessKey.read(Signer.open(tmp_path / "key").verifier.written())
    with pytest.raises(NoteTrouble, match="a key for something else"):
        Verifier.read(cosigner.public.written())
    with pytest.raises(NoteTrouble, match="a key for something else"):
        Signer.open(tmp_path / "witness.key")

"""The request to a witness keeps to the open protocol's form, and nothing else is taken for one."""

from pathlib import Path

import pytest

from heeded.ledger.asking import Request, asked
from heeded.ledger.checkpoint import Signer
from heeded.ledger.merkle import consistency, root
from heeded.ledger.notes import LONGEST, NoteTrouble
from tests.ledger.test_merkle import made

# The example request in the document that defines the protocol, c2sp.org/tlog-witness, with one of its signatures.
EXAMPLE = """old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
"""


@pytest.fixture
def note(tmp_path: Path) -> str:
    return Signer.create(tmp_path / "key", "heeded/leeds").sign(20, root(made(20)))


def test_the_published_example_is_read_and_written_as_it_is() -> None:
    request = Request.read(EXAMPLE)
    assert (request.old, len(request.proof)) == (20852014, 4)
    assert request.checkpoint().size == 20852163
    assert request.written() == EXAMPLE


def test_what_is_asked_holds_the_proof_from_what_the_witness_has_seen(note: str) -> None:
    request = asked(7, note, made(25))  # the ledger has grown since the checkpoint
    assert request.proof == tuple(consistency(7, made(20)))
    assert Request.read(request.written()) == request
    assert asked(0, note, made(20)).written() == f"old 0\n\n{note}"


def test_a_witness_that_saw_more_than_the_ledger_holds_is_told_apart(note: str) -> None:
    with pytest.raises(NoteTrouble, match="has seen 21 entries, and the ledger holds 20"):
        asked(21, note, made(20))


def test_a_bare_checkpoint_is_a_first_one_and_a_proof_may_come_in_a_file_of_its_own(note: str) -> None:
    assert Request.read(note) == Request(0, (), note)
    whole = asked(7, note, made(20))
    assert Request.read(note, whole.written().removesuffix("\n" + note)) == whole
    with pytest.raises(NoteTrouble, match="holds a proof already"):
        Request.read(whole.written(), "old 7\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (EXAMPLE.replace("old 20852014", "old 020852014"), "proof is not one"),
        (EXAMPLE.replace("old 20852014", "old many"), "proof is not one"),
        (EXAMPLE.replace("PlRN", "PlR"), "no hash"),
        (EXAMPLE.replace("PlRN", "PlRé"), "no hash"),
        ("old 5\n" + "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n" * 64 + "\n" + EXAMPLE, "proof is not one"),
        ("x" * (2 * LONGEST + 1), "too long"),
    ],
)
def test_what_is_no_request_is_refused_with_a_sentence(text: str, said: str) -> None:
    with pytest.raises(NoteTrouble, match=said):
        Request.read(text)

"""The Merkle tree against published roots, an independent implementation, and every proof of small trees."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from heeded.ledger.merkle import EMPTY, Frontier, consistency, consistent, included, inclusion, leaf, root

# The entries and roots of the Certificate Transparency reference tests (certificate-transparency, merkle_tree_test).
ENTRIES = [bytes.fromhex(e) for e in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
LEAVES = [leaf(b"", entry) for entry in ENTRIES]


def made(count: int) -> list[bytes]:
    return [sha256(number.to_bytes(4, "big")).digest() for number in range(count)]


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_those_that_certificate_transparency_publishes(size: int) -> None:
    assert root(LEAVES[:size]).hex() == ROOTS[size - 1]


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert root([]) == EMPTY == sha256(b"").digest()


def test_roots_agree_with_an_independent_implementation() -> None:
    tree, leaves = InmemoryTree(algorithm="sha256"), []
    for number in range(1, 131):
        entry = number.to_bytes(4, "big")
        tree.append_entry(entry)
        leaves.append(leaf(b"", entry))
        assert root(leaves) == tree.get_root()


def test_every_entry_of_every_small_tree_is_shown_to_be_in_it_and_nothing_else_is() -> None:
    leaves = made(40)
    for size in range(1, len(leaves) + 1):
        whole = root(leaves[:size])
        for index in range(size):
            proof = inclusion(index, leaves[:size])
            assert included(leaves[index], index, size, proof, whole)
            assert not included(EMPTY, index, size, proof, whole)
            assert not included(leaves[index], index ^ 1, size, proof, whole)
            assert not included(leaves[index], index, size, [*proof, EMPTY], whole)
            assert not included(leaves[index], index, 2 << size.bit_length(), proof, whole)
            if proof:
                assert not included(leaves[index], index, size, proof[:-1], whole)


def test_every_small_tree_is_shown_to_be_a_beginning_of_every_larger_one() -> None:
    leaves = made(40)
    roots = [root(leaves[:size]) for size in range(len(leaves) + 1)]
    for size in range(1, len(leaves) + 1):
        for old in range(1, size + 1):
            proof = consistency(old, leaves[:size])
            assert consistent(old, roots[old], size, roots[size], proof)
            assert not consistent(old, EMPTY, size, roots[size], proof)
            assert not consistent(old, roots[old], size, EMPTY, proof)
            assert not consistent(old, roots[old], size, roots[size], [*proof, EMPTY])


@given(st.integers(1, 300), st.data())
def test_a_tree_whose_past_was_changed_cannot_be_shown_to_have_only_grown(size: int, data: st.DataObject) -> None:
    leaves = made(size)
    old = data.draw(st.integers(1, size))
    changed = data.draw(st.integers(0, old - 1))
    rewritten = [EMPTY if number == changed else one for number, one in enumerate(leaves)]
    proof = consistency(old, rewritten)
    assert not consistent(old, root(leaves[:old]), size, root(rewritten), proof)


@given(st.lists(st.integers(0, 70), max_size=8))
def test_a_tree_grown_in_any_steps_and_kept_in_between_is_the_same_tree(steps: list[int]) -> None:
    leaves, frontier = made(sum(steps)), Frontier()
    for step in steps:
        frontier = Frontier(frontier.size, frontier.kept())
        frontier.extend(leaves[frontier.size : frontier.size + step])
    assert frontier.size == len(leaves)
    assert frontier.root() == root(leaves)


@pytest.mark.parametrize("bad", [-1, 5, 6])
def test_a_proof_of_what_is_not_there_cannot_be_made(bad: int) -> None:
    with pytest.raises(IndexError):
        inclusion(bad, made(5))
    with pytest.raises(IndexError):
        consistency(bad if bad != 5 else 0, made(5))

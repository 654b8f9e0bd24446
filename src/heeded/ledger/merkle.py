"""The Merkle tree of RFC 9162: its root, proofs that an entry is in it or that it only grew, and their checks."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

EMPTY = sha256(b"").digest()


def leaf(salt: bytes, body: bytes) -> bytes:
    """The leaf hash of an entry. Salted (32 bytes), so that a short body cannot be guessed from its leaf."""
    return sha256(b"\x00" + salt + body).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The roots of the complete subtrees that a tree of `size` leaves falls into: all that is needed to grow it."""

    def __init__(self, size: int = 0, kept: bytes = b"") -> None:
        """`kept` is what `kept()` gave: one 32-byte hash for each bit set in `size`, the lowest bit first."""
        self.size = size
        hashes = iter([kept[at : at + 32] for at in range(0, len(kept), 32)])
        self._levels: list[bytes | None] = [
            next(hashes) if size >> level & 1 else None for level in range(size.bit_length())
        ]

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add leaf hashes at the end."""
        hashes, level = list(leaves), 0
        self.size += len(hashes)
        while hashes:
            if level == len(self._levels):
                self._levels.append(None)
            waiting = self._levels[level]
            if waiting is not None:
                hashes.insert(0, waiting)
            self._levels[level] = hashes.pop() if len(hashes) % 2 else None
            hashes = [sha256(b"\x01" + a + b).digest() for a, b in zip(hashes[::2], hashes[1::2], strict=True)]
            level += 1

    def root(self) -> bytes:
        """The root of the tree; of an empty one, the hash of nothing."""
        root = None
        for subtree in self._levels:
            if subtree is not None:
                root = subtree if root is None else node(subtree, root)
        return EMPTY if root is None else root

    def kept(self) -> bytes:
        """The subtrees' roots one after another, lowest level first."""
        return b"".join(subtree for subtree in self._levels if subtree is not None)

    def copy(self) -> "Frontier":
        """Another frontier of the same tree."""
        return Frontier(self.size, self.kept())


def root(leaves: Sequence[bytes]) -> bytes:
    """The root over leaf hashes."""
    frontier = Frontier()
    frontier.extend(leaves)
    return frontier.root()


def inclusion(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The proof that leaf `index` (from 0) is in the tree (RFC 9162 section 2.1.3.1)."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion(index, leaves[:split]), root(leaves[split:])]
    return [*inclusion(index - split, leaves[split:]), root(leaves[:split])]


def consistency(old: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The proof that the tree of the first `old` leaves is a beginning of this one (RFC 9162 section 2.1.4.1)."""
    if not 0 < old <= len(leaves):
        raise IndexError(old)
    return _consistency(old, leaves, whole=True)


def _consistency(old: int, leaves: Sequence[bytes], *, whole: bool) -> list[bytes]:
    if old == len(leaves):
        return [] if whole else [root(leaves)]
    split = _split(len(leaves))
    if old <= split:
        return [*_consistency(old, leaves[:split], whole=whole), root(leaves[split:])]
    return [*_consistency(old - split, leaves[split:], whole=False), root(leaves[:split])]


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << (size - 1).bit_length() - 1


def included(leaf_hash: bytes, index: int, size: int, proof: Sequence[bytes], root_hash: bytes) -> bool:
    """Whether the proof shows the leaf at `index` in the tree of that size and root (RFC 9162 section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    at, last, reached = index, size - 1, leaf_hash
    for sibling in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            reached = node(sibling, reached)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            reached = node(reached, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and reached == root_hash


def consistent(old: int, old_root: bytes, size: int, size_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows the old tree to be a beginning of the new one (RFC 9162 section 2.1.4.2)."""
    if not 0 < old <= size:
        return False
    if old == size:
        return not proof and old_root == size_root
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    if not path:
        return False
    at, last = old - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    was = now = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            was, now = node(sibling, was), node(sibling, now)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            now = node(now, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and was == old_root and now == size_root

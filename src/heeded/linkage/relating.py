"""From portraits to scores, and from scores to the moves that put every key with its own Person."""

from collections.abc import Collection, Iterable, Mapping

from heeded.ledger.record import Draft
from heeded.linkage.blocking import blocks
from heeded.linkage.clean import fold
from heeded.linkage.cluster import Cluster, Edge, clusters, ties_to
from heeded.linkage.judging import LINKED, UNLINKED, linked
from heeded.linkage.portrait import Portrait
from heeded.linkage.score import Weights, score
from heeded.linkage.store import Store
from heeded.words.instants import Instant

MOST_AROUND = 400  # keys looked at together around one that changed; beyond it the rest keep their places


def rescored(store: Store, keys: Collection[str], weights: Weights) -> None:
    """Index these keys' portraits anew, and score each against everybody who shares a block with it."""
    ours = store.portraits(keys)
    for key in sorted(ours):
        _describe(store, ours[key])
        store.set_blocks(key, () if ours[key].bare else blocks(ours[key]))
    held: dict[str, Portrait] = dict(ours)
    for key in sorted(ours):
        found = _candidates(store, ours[key]) - {key}
        held.update(store.portraits(found - held.keys()))
        edges = (_edge(ours[key], held[other], weights) for other in sorted(found))
        least = min(weights.ask, weights.stay)
        store.set_edges([key], [e for e in edges if e.score.weight >= least])


def _edge(one: Portrait, two: Portrait, weights: Weights) -> Edge:
    first, second = sorted((one.key, two.key))
    return Edge(first, second, score(one, two, weights))


def _candidates(store: Store, portrait: Portrait) -> set[str]:
    """Everybody who shares a block; one that is too full is passed over, as it says too little."""
    found: set[str] = set()
    for block in () if portrait.bare else blocks(portrait):
        found.update(store.block(block) or ())
    return found


def _describe(store: Store, portrait: Portrait) -> None:
    words = [portrait.key, *(n.written for n in portrait.names), *(p.key for p in portrait.places)]
    words += [w for n in portrait.identifiers for w in (n.type, n.value)]
    born = portrait.born.written() if portrait.born else ""
    died = portrait.facts.died.isoformat() if portrait.facts.died else ""
    called = portrait.called if portrait.names else portrait.key
    store.describe(portrait.key, called, born, died, " ".join(fold(w) for w in words))


def decisions(store: Store, keys: Collection[str], weights: Weights, on: Instant) -> list[Draft]:
    """The moves that follow for these keys and everybody tied to them, each as a draft."""
    around = _around(store, keys, weights)
    now = store.current(around)
    edges = store.edges(around, weights.stay)
    verdicts = store.verdicts(around)

    def together(one: str, other: str) -> bool:
        return now[one][0] == now[other][0]

    found = clusters(store.portraits(around), edges, verdicts, weights, together)
    return [draft for one in _moves(store, found, now) for draft in one.drafts(weights.version, on)]


def _around(store: Store, keys: Collection[str], weights: Weights) -> set[str]:
    """These keys, and whoever is tied to them by a score, a judgement or the same Person, and so on."""
    around: set[str] = set()
    fresh = set(keys)
    most = max(MOST_AROUND, 4 * len(fresh))
    while fresh and len(around) < most:
        around |= fresh
        near = {key for e in store.edges(fresh, weights.stay) for key in (e.one, e.other)}
        near |= {key for v in store.verdicts(fresh) for key in v.pair}
        persons = {person for person, _ in store.current(fresh).values()}
        near |= {key for held in store.keys_of(persons).values() for key in held}
        fresh = near - around
    # A Person is looked at whole or not at all, wherever the circle was cut.
    persons = {person for person, _ in store.current(around).values()}
    return {key for held in store.keys_of(persons).values() for key in held}


class _Move:
    """A cluster on its way to being one Person."""

    def __init__(self, cluster: Cluster, person: str, anchor: str, now: Mapping[str, tuple[str, int]]) -> None:
        self._cluster, self._person, self._anchor, self._now = cluster, person, anchor, now

    def drafts(self, version: str, on: Instant) -> Iterable[Draft]:
        ties = ties_to(self._cluster, self._anchor)
        for key in self._cluster.keys:
            if self._now[key][0] != self._person:
                kind = LINKED if len(self._cluster.keys) > 1 else UNLINKED
                yield linked(kind, key, self._person, self._now[key], ties.get(key), version, on)


def _moves(store: Store, found: Iterable[Cluster], now: Mapping[str, tuple[str, int]]) -> Iterable[_Move]:
    """Each cluster with the Person it is to be.

    A Person's id is that of one of its own keys, and stays with that key: where two Persons meet, the one first heard
    of stays; where one is parted, the rest become the Person of the first of them.
    """
    first = store.first_seqs(now)
    for cluster in found:
        born = sorted((first[key][0], key) for key in cluster.keys)
        standing = [key for _, key in born if now[key][0] == first[key][1]]
        anchor = standing[0] if standing else born[0][1]
        yield _Move(cluster, first[anchor][1], anchor, now)

"""Clustering that knows conflicts: who is one person, given the scores, what keeps people apart and what people judged.

The result is canonical: it depends on the portraits, scores and judgements alone, never on the order they came in.
The one exception is meant: a pair that is together already stays together down to a lower weight (hysteresis), and is
not parted because a second candidate turned up; that is a question for a person.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from heeded.linkage.conflicts import FIRM, Bar, bar
from heeded.linkage.portrait import Portrait
from heeded.linkage.score import Score, Weights

SAME, DIFFERENT, UNSURE = "same", "different", "unsure"


@dataclass(frozen=True, slots=True)
class Edge:
    """Two keys and how strongly they are one person; `one` < `other`."""

    one: str
    other: str
    score: Score


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person judged of two keys; a later one (a higher `number`) of the same pair has taken its place."""

    one: str
    other: str
    verdict: str
    number: int
    by: str = ""
    reason: str = ""

    @property
    def pair(self) -> tuple[str, str]:
        """The two keys in order."""
        return (self.one, self.other) if self.one < self.other else (self.other, self.one)


@dataclass(frozen=True, slots=True)
class Tie:
    """What holds two keys of a cluster together: a score, or a person's verdict."""

    one: str
    other: str
    score: Score | None
    verdict: Verdict | None = None

    @property
    def probability(self) -> float:
        """How sure it is; a person's word is certain."""
        return self.score.probability if self.score else 1.0


@dataclass(frozen=True, slots=True)
class Cluster:
    """Keys of one person, in order, and the ties that hold them together (one fewer than the keys)."""

    keys: tuple[str, ...]
    ties: tuple[Tie, ...] = ()


def clusters(
    portraits: Mapping[str, Portrait],
    edges: Iterable[Edge],
    verdicts: Iterable[Verdict],
    weights: Weights,
    together: Callable[[str, str], bool] = lambda one, other: False,
) -> list[Cluster]:
    """Who is one person. `together` says which pairs are one person at present."""
    return _Clustering(portraits, verdicts, weights, together).result(edges)


class _Clustering:
    def __init__(
        self,
        portraits: Mapping[str, Portrait],
        verdicts: Iterable[Verdict],
        weights: Weights,
        together: Callable[[str, str], bool],
    ) -> None:
        self._portraits, self._weights, self._together = portraits, weights, together
        self._verdicts = {v.pair: v for v in sorted(verdicts, key=lambda v: v.number)}
        self._group = {key: {key} for key in sorted(portraits)}
        self._vouched = {key: frozenset((key,)) for key in portraits}
        self._trusted = self._vouched
        self._ties: list[Tie] = []
        self._bars: dict[tuple[str, str], Bar | None] = {}

    def result(self, edges: Iterable[Edge]) -> list[Cluster]:
        self._obey()
        known = [e for e in edges if e.one in self._portraits and e.other in self._portraits]
        known.sort(key=lambda e: (-e.score.weight, e.one, e.other))
        for edge in (e for e in known if e.score.certain and self._usable(e)):
            self._join(edge, self._firmly_apart)
        self._trusted = {key: frozenset(group) for key, group in self._group.items()}
        usable = [e for e in known if self._usable(e)]
        doubtful = self._doubtful(usable, {(e.one, e.other) for e in known if self._weights.joins(e.score)})
        for edge in usable:
            if edge not in doubtful or self._together(edge.one, edge.other):
                self._join(edge, self._apart)
        return self._clusters()

    def _obey(self) -> None:
        """Join what people judged the same, the latest first, unless that would join what they judged different."""
        for verdict in sorted(self._verdicts.values(), key=lambda v: -v.number):
            one, other = verdict.pair
            if verdict.verdict != SAME or one not in self._group or other not in self._group:
                continue
            if self._group[one] is not self._group[other] and not self._judged_apart(one, other):
                self._merge(one, other, Tie(one, other, None, verdict))
        self._vouched = self._trusted = {key: frozenset(group) for key, group in self._group.items()}

    def _usable(self, edge: Edge) -> bool:
        """Strong enough, and nothing speaks against the pair itself."""
        strong = self._weights.joins(edge.score) or (
            edge.score.weight >= self._weights.stay and self._together(edge.one, edge.other)
        )
        return strong and not self._apart(edge.one, edge.other)

    def _doubtful(self, usable: list[Edge], strong: set[tuple[str, str]]) -> set[Edge]:
        """Edges of a key that fits two people about as well, when those two are known to be different people."""
        partners: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for edge in usable:
            weight = edge.score.weight + (1000 if edge.score.certain else 0)
            partners[edge.one].append((weight, edge.other))
            partners[edge.other].append((weight, edge.one))
        return {
            edge
            for edge in usable
            if not edge.score.certain
            for mine, other in ((edge.one, edge.other), (edge.other, edge.one))
            if self._has_rival(other, edge.score.weight, partners[mine], strong)
        }

    def _has_rival(
        self, key: str, weight: float, partners: list[tuple[float, str]], strong: set[tuple[str, str]]
    ) -> bool:
        return any(
            other != key and theirs >= weight - self._weights.margin and self._two_people(key, other, strong)
            for theirs, other in partners
        )

    def _two_people(self, one: str, other: str, strong: set[tuple[str, str]]) -> bool:
        """Known to be two, not merely kept as two: duplicates within one agency are no rivals of each other."""
        pair = (one, other) if one < other else (other, one)
        if pair in self._verdicts:
            return self._verdicts[pair].verdict == DIFFERENT
        found = self._bar(one, other)
        if found is None or self._group[one] is self._group[other]:
            return False
        return found.people or (found.kind == "same agency" and pair not in strong)

    def _join(self, edge: Edge, apart: Callable[[str, str], bool]) -> None:
        ours, theirs = self._group[edge.one], self._group[edge.other]
        if ours is theirs:
            return
        if any(apart(a, b) for a in ours for b in theirs):
            return
        self._merge(edge.one, edge.other, Tie(edge.one, edge.other, edge.score))

    def _merge(self, one: str, other: str, tie: Tie) -> None:
        ours, theirs = self._group[one], self._group[other]
        ours |= theirs
        self._group.update(dict.fromkeys(theirs, ours))
        self._ties.append(tie)

    def _judged_apart(self, one: str, other: str) -> bool:
        pairs = ((a, b) if a < b else (b, a) for a in self._group[one] for b in self._group[other])
        return any(p in self._verdicts and self._verdicts[p].verdict == DIFFERENT for p in pairs)

    def _apart(self, one: str, other: str) -> bool:
        """Whether the machine must keep these two apart.

        Keys that share a trusted number may differ in much else; whoever fits one of them fits.
        """
        if self._firmly_apart(one, other):
            return True
        if self._bar(one, other) is None or self._judged(one, other) == SAME:
            return False
        return self._none_fits(self._trusted[one], self._trusted[other])

    def _firmly_apart(self, one: str, other: str) -> bool:
        """Whether something keeps these two apart that no number they share can answer.

        Where a person judged that keys with conflicting particulars are one, whoever fits one of those keys fits.
        """
        judged = self._judged(one, other)
        if judged:
            return judged != SAME
        found = self._bar(one, other)
        if found is None or found.kind not in FIRM:
            return False
        return found.kind == "same record" or self._none_fits(self._vouched[one], self._vouched[other])

    def _none_fits(self, ours: frozenset[str], theirs: frozenset[str]) -> bool:
        return all(self._bar(a, b) is not None for a in ours for b in theirs)

    def _judged(self, one: str, other: str) -> str:
        found = self._verdicts.get((one, other) if one < other else (other, one))
        return found.verdict if found else ""

    def _bar(self, one: str, other: str) -> Bar | None:
        pair = (one, other) if one < other else (other, one)
        if pair not in self._bars:
            self._bars[pair] = bar(self._portraits[pair[0]], self._portraits[pair[1]])
        return self._bars[pair]

    def _clusters(self) -> list[Cluster]:
        ties: dict[int, list[Tie]] = defaultdict(list)
        for tie in self._ties:
            ties[id(self._group[tie.one])].append(tie)
        groups = {id(group): group for group in self._group.values()}
        return [Cluster(tuple(sorted(g)), tuple(ties[at])) for at, g in sorted(groups.items(), key=lambda i: min(i[1]))]


def ties_to(cluster: Cluster, anchor: str) -> dict[str, Tie]:
    """For every key but the anchor, the weakest tie on its way to the anchor."""
    beside: dict[str, list[tuple[str, Tie]]] = defaultdict(list)
    for tie in cluster.ties:
        beside[tie.one].append((tie.other, tie))
        beside[tie.other].append((tie.one, tie))
    found: dict[str, Tie] = {}
    waiting: list[tuple[str, Tie | None]] = [(anchor, None)]
    while waiting:
        key, weakest = waiting.pop()
        for other, tie in beside[key]:
            if other != anchor and other not in found:
                found[other] = tie if weakest is None or tie.probability < weakest.probability else weakest
                waiting.append((other, found[other]))
    return found


def weakest(keys: Iterable[str], edges: Iterable[Edge], verdicts: Iterable[Verdict]) -> float | None:
    """The probability of the weakest link that cannot be done without; None where links do not reach every key."""
    group = {key: {key} for key in keys}
    links = [(e.score.probability, e.one, e.other) for e in edges]
    links += [(1.0, *v.pair) for v in verdicts if v.verdict == SAME]
    least = 1.0
    for chance, one, other in sorted(links, reverse=True):
        if one in group and other in group and group[one] is not group[other]:
            least = min(least, chance)
            joined = group[one] | group[other]
            group.update(dict.fromkeys(joined, joined))
    return least if len({id(g) for g in group.values()}) <= 1 else None

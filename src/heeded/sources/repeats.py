"""Rows that several loads said alike: they are written once, and outlast the withdrawal of the load that came first."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType
from typing import Protocol

from heeded.ledger.editions import content
from heeded.ledger.record import Draft, Record
from heeded.sources.receipt import HEEDED
from heeded.words.instants import Instant
from heeded.words.told import Told

REPEATS, MORE, TAKEN_OVER = "repeats", "more", "taken_over"
MOST_STRETCHES = 30_000  # what one record can hold; 120,000 rows loaded again make a few
AT_ONCE = 300
Records = Callable[[Sequence[int]], Sequence[Record]]


class Loads(Protocol):
    """What the chronology's index knows of loads and their rows."""

    def loads(self) -> list[int]: ...
    def finished_loads(self) -> set[str]: ...
    def withdrawn_loads(self) -> set[str]: ...
    def seqs_in_load(self, load: str) -> list[int]: ...
    def seqs_of(self, refs: set[str]) -> list[int]: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """A finished load that stands, and the numbers of the rows that were here already when it said them too."""

    loaded: Record
    repeats: frozenset[int]


def stretches(seqs: Iterable[int]) -> tuple[str, ...]:
    """Ledger numbers as stretches (`3-4021`), at most MOST_STRETCHES and then `more`."""
    ordered = sorted(set(seqs))
    edges = [ordered[:1], *([a, b] for a, b in pairwise(ordered) if b > a + 1), ordered[-1:]] if ordered else []
    ends = [number for edge in edges for number in edge]
    told = [f"{a}-{b}" for a, b in zip(ends[::2], ends[1::2], strict=True)]
    return (*told[:MOST_STRETCHES], MORE) if len(told) > MOST_STRETCHES else tuple(told)


def numbers(told: Iterable[str]) -> frozenset[int]:
    """The ledger numbers in such stretches."""
    pairs = (each.split("-") for each in told if each != MORE)
    return frozenset(number for first, last in pairs for number in range(int(first), int(last) + 1))


def said_too(load: str, loads: Loads, records: Records) -> Iterator[tuple[Record, list[Draft]]]:
    """For a load just withdrawn: the rows that a standing load had said too, to be written as rows of that one.

    Gives, a slice at a time, the record of the standing load and its rows. Where several said a row, the last counts.
    A row is left out where another account of it took its place, or an equal one still stands.
    """
    stands = (loads.finished_loads() - loads.withdrawn_loads() - {load}) | {""}
    finished = (r for r in records(loads.loads()) if r.origin in stands)
    standing = [Standing(r, numbers(r.details[REPEATS])) for r in finished if r.details.get(REPEATS)]
    seqs = loads.seqs_in_load(load) if standing else []
    for start in range(0, len(seqs), AT_ONCE):
        refs = {r.ref for r in records(seqs[start : start + AT_ONCE]) if r.agency != HEEDED}
        accounts: dict[tuple[str, str], list[Record]] = defaultdict(list)
        for record in records(loads.seqs_of(refs)):
            accounts[record.ref, record.source].append(record)
        found: dict[int, tuple[Record, list[Draft]]] = {}
        for editions in accounts.values():
            for whose, row in _last_said(editions, load, stands, standing):
                found.setdefault(whose.seq, (whose, []))[1].append(replace(row, load=whose.origin))
        yield from found.values()


def _last_said(
    editions: Sequence[Record], load: str, stands: set[str], standing: Sequence[Standing]
) -> Iterator[tuple[Record, Record]]:
    """The standing load that said this row last, and the row; nothing where the withdrawal takes nothing away."""
    counted = [e for e in editions if e.load == load or e.load in stands]
    again = [(each.loaded, e) for each in standing for e in editions if e.seq in each.repeats]
    if not again or not counted or counted[-1].load != load:
        return
    whose, row = max(again, key=lambda pair: pair[0].seq)
    rest = [e for e in counted if e.load != load]
    if not rest or (rest[-1].seq < whose.seq and content(rest[-1]) != content(row)):
        yield whose, row


def finished_again(loaded: Record, withdrawn: str, on: Instant) -> Draft:
    """The record that a standing load has taken over rows of a withdrawn one, which count without a break."""
    at = Told.at(on)
    details = MappingProxyType({**loaded.details, "backlog": ("no",), TAKEN_OVER: (withdrawn,)})
    return replace(loaded, happened=at, recorded=at, details=details)

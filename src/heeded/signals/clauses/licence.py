"""Whether a person was in the community on licence: by the licence as it was made, or else by the release alone."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from heeded.chronology.entry import Entry
from heeded.chronology.spans import Spans, joined, meet, minus
from heeded.chronology.state import State
from heeded.signals.bench import Bench
from heeded.words.told import Told

HOLDER = "probation"  # who supervises on a licence that only the release is known of


@dataclass(frozen=True, slots=True)
class OnLicence:
    """One licence on which a person was on some day: when that is known, and when that it is over by now.

    `holder` is the agency whose duty it is to decide on it, `refs` the records that tell of it.
    """

    spans: Spans
    over: Spans
    holder: str
    refs: tuple[str, ...]


def on_licence(bench: Bench, person: str, told: Told, at: Spans) -> Iterator[OnLicence]:
    """The licences that a person was on at some day of the span, as known at some of the instants `at`.

    A release tells no end of its licence, so the last one before the day counts only as long as no licence is known
    that was made for it, or was in force already, and had begun by then.
    """
    made = [s for s in _orders(bench, person) if s.begins.first <= told.last]
    for order in made:
        spans = meet(at, order.during(told))
        if spans:
            yield OnLicence(spans, meet(spans, order.over()), order.agency, order.refs)
    left, releases = at, _releases(bench, person)
    for release in reversed(releases[: bisect_right(releases, told.last, key=lambda s: s.begins.first)]):
        its_own = (s.known if s.begins.last >= release.begins.first else s.during(release.begins) for s in made)
        spans = minus(meet(left, release.during(told)), joined(its_own))
        if spans:
            yield OnLicence(spans, meet(spans, release.over()), HOLDER, release.refs)
        left = minus(left, release.known)
        if not left:
            return


def licence_over(bench: Bench, person: str, entry: Entry, at: Spans) -> Spans:
    """When every licence is known to be over on which something happened; never while no licence is known.

    Another order that asks for the condition a breach is of keeps the matter alive.
    """
    licences = list(on_licence(bench, person, entry.happened, at))
    held, going = joined(each.spans for each in licences), joined(minus(each.spans, each.over) for each in licences)
    condition = entry.one("condition")
    orders = (s for s in bench.states.of(person, "order") if s.sort != "licence" and condition and condition in s.codes)
    bound = joined(minus(s.during(entry.happened), s.over()) for s in orders)
    return minus(held, joined((going, bound)))


def on_licence_for_life(bench: Bench, person: str, told: Told) -> Spans:
    """The instants at which a licence of that day is known to be for life, or from a sentence without an end.

    A release from a shorter sentence since then changes nothing about that.
    """
    orders = (s for s in _orders(bench, person) if _says(s, "until", "life"))
    releases = (s for s in _releases(bench, person) if _says(s, "sentence", "indeterminate", "life"))
    return joined(state.during(told) for state in (*orders, *releases))


def _orders(bench: Bench, person: str) -> list[State]:
    return [s for s in bench.states.of(person, "order") if s.sort == "licence"]


def _releases(bench: Bench, person: str) -> list[State]:
    """A person's releases on licence, in order of when they happened."""
    found = (s for s in bench.states.of(person, "licence") if s.entry is not None and s.entry.kind == "released")
    return bench.once(("releases", person), lambda: sorted(found, key=lambda s: (s.begins.first, s.refs)))


def _says(state: State, detail: str, *values: str) -> bool:
    return state.entry is not None and state.entry.one(detail) in values

"""The replay of a case folder as one JSON object, whose shape other programs rely on."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta
from typing import Any

from heeded.chronology.vantage import LIVE
from heeded.review.case import Case, holds
from heeded.review.replay import Replay
from heeded.signals.raised import Raise
from heeded.words.instants import day_of, in_london, start_of


def as_json(
    case: Case, replay: Replay, keys_of: Callable[[str], Collection[str]], shelf: Collection[str]
) -> dict[str, Any]:
    """The whole answer: people, raises by vantage, what was not judged, and which expectations were met.

    Times carry London's offset of that instant; `severity` is the highest level reached by the case's last day, and
    a `cleared` after it is null. Expectations about signals that are not on the shelf are counted apart.
    """
    keys = {person: sorted(keys_of(person)) for person in replay.persons}
    raises = [
        _raise(each, vantage, keys_of, case.until)
        for vantage, found in replay.raises.items()
        if vantage != LIVE
        for each in found
    ]
    return {
        "case": case.name,
        "people": [{"person": p, "keys": keys[p]} for p in replay.persons],
        "raises": raises,
        "not_judged": [{"signal": n.signal, "person": n.person, "because": n.because} for n in replay.not_judged],
        "expected": _expected(case, replay, keys_of, shelf),
    }


def _raise(each: Raise, vantage: str, keys_of: Callable[[str], Collection[str]], until: date) -> dict[str, Any]:
    end = start_of(until + timedelta(days=1))
    reached = [level for level, when in each.levels if when < end]
    open_still = each.cleared is None or each.cleared >= end
    return {
        "signal": each.signal,
        "name": each.name,
        "says": each.says,
        "severity": max(reached, key=SEVERITY.index, default=""),
        "vantage": vantage,
        "raised": in_london(each.raised),
        "cleared": None if open_still or each.cleared is None else in_london(each.cleared),
        "people": [{"person": p, "role": role, "keys": sorted(keys_of(p))} for role, p in each.subject],
        "evidence": list(each.evidence),
    }


SEVERITY = ("blue", "amber", "red")


def _expected(
    case: Case, replay: Replay, keys_of: Callable[[str], Collection[str]], shelf: Collection[str]
) -> dict[str, Any]:
    person_of: Mapping[str, str] = {key: p for p in replay.persons for key in keys_of(p)}
    raised = [
        (r.signal, v, frozenset(k for _, p in r.subject for k in keys_of(p)), day_of(r.raised))
        for v, found in replay.raises.items()
        for r in found
    ]
    met, missed, elsewhere = 0, [], []
    for expect in case.expects:
        told = {"signal": expect.signal, "about": expect.about, "vantage": expect.vantage, "why": expect.why}
        if expect.signal != "SAME" and expect.signal not in shelf:
            elsewhere.append(told)
        elif holds(expect, raised, person_of):
            met += 1
        else:
            missed.append(told)
    return {"met": met, "missed": missed, "not_on_the_shelf": elsewhere}

"""The shared cases: each expectation that names a signal on the shelf holds."""

from datetime import date

import pytest

from heeded.signals.kernel import judge
from heeded.signals.raised import Raise
from heeded.signals.shelf import signals
from heeded.words.instants import day_of

from .shared_cases import CASES, Case

NAMES = sorted(f.name for f in CASES.iterdir()) if CASES.exists() else ["none"]


@pytest.mark.parametrize("name", NAMES)
def test_a_case_raises_what_its_reviewer_expects_when_he_expects_it(name: str) -> None:
    case = Case(name)
    wrong = []
    for expected in case.expect:
        if expected["signal"] in signals():
            found = _raises(case, expected)
            if not _holds(expected, [day_of(r.raised) for r in found]):
                wrong.append((expected, [(str(day_of(r.raised)), r.subject, r.evidence) for r in found]))
    assert wrong == []


def _raises(case: Case, expected: dict[str, str]) -> list[Raise]:
    person = case.person(expected["agency"], expected["about"])
    found = judge(case.scene(expected["vantage"]), only={person}).raises
    return [r for r in found if r.signal == expected["signal"] and day_of(r.raised) <= case.until]


def _holds(expected: dict[str, object], days: list[date]) -> bool:
    if expected.get("never"):
        return not days
    after, by = expected.get("after", date.min), expected["by"]
    assert isinstance(after, date)
    assert isinstance(by, date)
    return any(after <= day <= by for day in days)

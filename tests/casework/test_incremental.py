"""Judging after each record gives what judging everybody at the end gives: nobody whom a record concerns is left out."""

import tempfile
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heeded.chronology.vantage import LIVE
from heeded.ledger.record import Draft
from heeded.signals.kernel import judge
from heeded.signals.shelf import signals
from heeded.words.told import Told
from heeded.workspace import Settings, Workspace
from tests.written import draft, person

HOMES = ("9 Tanner Street E2 8QQ", "4 Park Terrace LS6 2AA")
BEGAN = datetime(2021, 1, 1, 9, tzinfo=UTC)
FIRED: Counter[str] = Counter()


def rows() -> list[Draft]:
    """Who is who: a man on the register, a woman, two children, by two agencies."""
    return [
        person("police", "N1", "Colin Rusk", "1980-04-12", sex="M"),
        person("police", "N2", "Jade Penfold", "1990-08-30", sex="F"),
        person("health", "H2", "Jade Penfold", "1990-08-30", sex="F"),
        person("health", "H3", "Mia Penfold", "2018-03-02", sex="F"),
        person("social-care", "C3", "Mia Penfold", "2018-03-02", sex="F"),
        person("social-care", "C4", "Noah Penfold", "2019-09-19", sex="M"),
    ]


def dated(made: Draft, on: date, late: int) -> Draft:
    """The draft as happening on a day and written down some days later."""
    return replace(made, happened=Told.on(on), recorded=Told.on(on + timedelta(days=late)))


@st.composite
def stories(data: st.DrawFn) -> list[Draft]:
    """Some beginnings of patterns, shuffled: each record may be early, late, elsewhere, about another child or missing."""
    told: list[Draft] = []
    for number in range(data(st.integers(1, 4))):
        home, child = (
            data(st.sampled_from(HOMES)),
            data(st.sampled_from(("health/H3", "social-care/C3", "social-care/C4"))),
        )
        began = date(2020, 3, 1) + timedelta(days=data(st.integers(0, 200)))
        for made in data(st.sampled_from(PATTERNS))(f"-{number}", child, home):
            if data(st.integers(0, 5)):
                after, late = data(st.sampled_from((0, 1, 2, 4, 7, 9, 30, 55))), data(st.sampled_from((0, 0, 0, 3, 40)))
                told.append(dated(made, began + timedelta(days=after), late))
    return data(st.permutations(told))


def register(n: str, child: str, home: str) -> list[Draft]:
    return [
        draft("police", f"a{n}", "registered", DAY, "about:N1", place=home, until="indefinite"),
        draft("police", f"b{n}", "risk_assessment", DAY, "about:N1", level="medium", visit_every="1 months"),
        draft(child.split("/")[0], f"c{n}", "residence", DAY, f"about:{child}", place=home, status="registered"),
        draft(
            "police", f"d{n}", "visit", DAY, "about:N1", place=home, purpose="offender", result="seen", observed="cot"
        ),
        draft(
            "police", f"e{n}", "visit", DAY, "about:N1", place=home, purpose="offender", result="seen", observed="toys"
        ),
    ]


def licence(n: str, child: str, home: str) -> list[Draft]:
    codes = "DISCLOSE_RELATIONSHIPS,NO_DELETE_HISTORY"
    return [
        draft("police", f"f{n}", "order_made", DAY, "about:N1", type="licence", conditions=codes),
        draft(
            "health", f"g{n}", "relationship", DAY, "about:H2", "partner:police/N1", type="partner", status="started"
        ),
        draft("police", f"h{n}", "device_inspection", DAY, "about:N1", result="history_deleted"),
        draft("police", f"i{n}", "visit", DAY, "about:N1", "partner:N2", place=home, purpose="offender", result="seen"),
    ]


def worried(n: str, child: str, home: str) -> list[Draft]:
    agency = child.split("/")[0]
    told = [draft(agency, f"j{n}{r}", "concern", DAY, f"about:{child}", reporter=r, harm="neglect") for r in "xyz"]
    return [*told, draft(agency, f"k{n}", "strategy_discussion", DAY, f"about:{child}")]


def hurt(n: str, child: str, home: str) -> list[Draft]:
    agency = child.split("/")[0]
    return [
        draft(agency, f"l{n}", "injury", DAY, f"about:{child}", explained="no", mobile="yes"),
        draft(agency, f"m{n}", "injury", DAY, f"about:{child}", explained="inconsistent", mobile="yes"),
    ]


def unseen(n: str, child: str, home: str) -> list[Draft]:
    agency = child.split("/")[0]
    visits = [
        draft(agency, f"o{n}{r}", "visit", DAY, f"about:{child}", purpose="child", result="no_reply", child_seen="no")
        for r in "xyz"
    ]
    return [*visits, draft("social-care", f"p{n}", "legal_advice", DAY, f"about:{child}", threshold="met")]


DAY = "2020-03-01"
PATTERNS = (register, licence, worried, hurt, unseen)


def standing(workspace: Workspace) -> set[tuple[object, ...]]:
    db = workspace.rooms().raises
    return {(s.id, s.raised, s.cleared) for p in workspace.rooms().linker.everybody() for s in db.about(p)}


def judged_from_nothing(workspace: Workspace) -> set[tuple[object, ...]]:
    everybody = workspace.rooms().linker.everybody()
    sight = workspace.sight(workspace.viewer, "test", "everybody")
    found = judge(sight.scene(everybody, LIVE), signals=workspace.signals(), institution=sight.institution)
    FIRED.update(r.signal for r in found.raises)
    return {(r.id, r.raised, r.cleared) for r in found.raises}


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(stories())
def record_by_record_and_everybody_at_once(told: list[Draft]) -> None:
    ticks = iter(BEGAN + timedelta(days=n) for n in range(10_000))
    latest = [BEGAN]

    def clock() -> datetime:
        latest[0] = next(ticks)
        return latest[0]

    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace.init(Path(folder) / "w", Settings("Rosa Brandt", "", "Lena Orr"), clock)
        try:
            workspace.write(rows())
            for each in told:
                workspace.write([each])
            assert standing(workspace) == judged_from_nothing(workspace)
        finally:
            workspace.close()


def test_record_by_record_is_the_same_as_everybody_at_once() -> None:
    FIRED.clear()
    record_by_record_and_everybody_at_once()
    assert set(FIRED) == set(signals()), "each signal has to have fired, or this shows nothing about it"

"""A home that has become an institution joins nobody, whoever is judged, in whatever order its people became known."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from heeded.chronology.vantage import LIVE
from heeded.ledger.record import Draft
from heeded.signals.kernel import judge
from heeded.words.instants import NEVER, Instant
from heeded.workspace import Settings, Workspace
from tests.written import draft, person

PLACE = "9 Tanner Street E2 8QQ"
BEGAN = datetime(2021, 1, 1, 9, tzinfo=UTC)
MANY = 15
GROWN = datetime(2033, 3, 2, tzinfo=UTC)  # when the child turns 18


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    ticks = iter(BEGAN + timedelta(minutes=n) for n in range(100_000))
    opened = Workspace.init(tmp_path / "w", Settings("Rosa Brandt", "", "Lena Orr"), lambda: next(ticks))
    yield opened
    opened.close()


def everybody() -> list[Draft]:
    """A man on the register, a child, and people who have nothing to do with one another."""
    forenames = [
        "Ada",
        "Bert",
        "Cleo",
        "Dov",
        "Esme",
        "Finn",
        "Gwen",
        "Hugo",
        "Iris",
        "Jago",
        "Kit",
        "Luca",
        "Mona",
        "Ned",
        "Olive",
    ]
    surnames = [
        "Abbot",
        "Barlow",
        "Coyle",
        "Dunne",
        "Elgin",
        "Farrow",
        "Gaunt",
        "Hobday",
        "Ivory",
        "Jessop",
        "Kemble",
        "Larkin",
        "Mundy",
        "Nairn",
        "Osgood",
    ]
    others = [
        person("health", f"H{n}", f"{forenames[n]} {surnames[n]}", f"{1950 + 2 * n}-0{1 + n % 9}-1{n % 9}")
        for n in range(MANY)
    ]
    return [
        person("police", "N1", "Colin Rusk", "1980-04-12", sex="M"),
        person("health", "C1", "Mia Penfold", "2015-03-02", sex="F"),
        *others,
    ]


def stays() -> list[Draft]:
    """The man lives there first, then the child; the others come one a week."""
    man = draft("police", "a", "registered", "2019-01-07", "about:N1", place=PLACE, until="indefinite")
    child = draft("health", "c", "residence", "2019-02-04", "about:C1", place=PLACE, status="registered")
    days = [(datetime(2019, 3, 4, tzinfo=UTC) + timedelta(weeks=n)).date().isoformat() for n in range(MANY)]
    others = [
        draft("health", f"r{n}", "residence", day, f"about:H{n}", place=PLACE, status="registered")
        for n, day in enumerate(days)
    ]
    return [man, child, *others]


def standing(workspace: Workspace) -> set[tuple[str, str, Instant, Instant]]:
    held = workspace.rooms().raises
    people = workspace.rooms().linker.everybody()
    return {(s.signal, s.id, s.raised, s.cleared or NEVER) for person in people for s in held.about(person)}


def from_nothing(workspace: Workspace) -> set[tuple[str, str, Instant, Instant]]:
    sight = workspace.sight(workspace.viewer, "test", "everybody")
    scene = sight.scene(workspace.rooms().linker.everybody(), LIVE)
    found = judge(scene, signals=workspace.signals(), institution=sight.institution)
    return {(r.signal, r.id, r.raised, r.cleared or NEVER) for r in found.raises}


def together(workspace: Workspace) -> list[tuple[Instant, Instant]]:
    """When the man and the child were raised to live together."""
    return [(raised, cleared) for signal, _, raised, cleared in standing(workspace) if signal == "OFF01"]


def test_those_who_lived_there_before_are_judged_again_when_it_fills(workspace: Workspace) -> None:
    workspace.write(everybody())
    told = stays()
    for each in told[:12]:
        workspace.write([each])
    ((raised, cleared),) = together(workspace)
    assert cleared == GROWN
    workspace.write([told[12]])  # the man, the child and ten others, and an eleventh
    ((again, cleared),) = together(workspace)
    assert (again, cleared < GROWN) == (raised, True)
    people, sight = workspace.rooms().linker, workspace.sight(workspace.viewer, "test", "one")
    for each in told[13:]:
        workspace.write([each])
    last = people.person_of(f"health:H{MANY - 1}")
    assert last not in sight.afresh().circle([people.person_of("police:N1")]).seen, "nobody is joined through it"


@pytest.mark.parametrize("early", [True, False])
@pytest.mark.parametrize("seed", range(5))
def test_in_whatever_order_it_is_told_the_raises_are_those_of_judging_everybody(
    workspace: Workspace, seed: int, early: bool
) -> None:
    chance, told = Random(seed), stays()
    workspace.write(everybody())
    kin = draft("health", "k", "relationship", "2019-01-01", "about:H0", "child:H1", type="parent")
    moved = replace(told[5], place="4 Park Terrace LS6 2AA", recorded=told[9].recorded)
    back = draft("health", "t", "retracted", "2019-09-01", answers=("health:r8",))
    chance.shuffle(told)
    if early:
        told.sort(key=lambda each: each.origin not in "ac")
    late = chance.sample([kin, moved, back], 2)
    for each in [*told, *late]:
        workspace.write([each])
        assert standing(workspace) == from_nothing(workspace)
    assert together(workspace) or not early, "they have to have been joined, or this shows nothing"
    before = standing(workspace)
    workspace.rebuild()
    assert standing(workspace) == before


def test_loaded_at_once_it_never_joined_anybody(workspace: Workspace) -> None:
    workspace.write(everybody())
    workspace.write([replace(each, happened=stays()[0].happened) for each in stays()])
    assert together(workspace) == []
    assert not [r for r in from_nothing(workspace) if r[0] == "OFF01"]

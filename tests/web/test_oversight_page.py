"""Oversight: the figures in a table and in a picture, by whatever one asks for, and what is dismissed again."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.office import FARAH, SERGEI, Office, office
from tests.web.visitor import Visitor, serving


@pytest.fixture
def at_work(tmp_path: Path) -> Iterator[Office]:
    """The office after a week in which one warning was decided in time, one late, and one dismissed twice."""
    with office(tmp_path) as opened:
        dismissed = opened.line("REF01").id
        decided(opened, dismissed, FARAH)
        opened.passes(days=7)
        decided(opened, opened.line("OFF01").id, SERGEI)
        opened.passes(days=83, hours=1)  # the first was opened again an hour ago
        decided(opened, dismissed, FARAH)
        opened.workspace.casework.tick()
        yield opened


def decided(opened: Office, warning: str, by: str) -> None:
    """A dismissal."""
    state = opened.workspace.casework.state(warning)
    assert state
    opened.workspace.casework.decide(
        warning, by, state.seen, outcome="not_relevant", reason="It was looked at and is nothing."
    )


@pytest.fixture
def visitor(at_work: Office) -> Iterator[Visitor]:
    """Somebody who was let in."""
    with serving(at_work.workspace) as served:
        yield served.visitor()


def table(text: str, section: str) -> dict[str, list[int]]:
    """The rows of a table of figures by their first cell."""
    body = text.partition(f'id="{section}"')[2].partition("<tbody")[2].partition("</tbody>")[0]
    rows = {}
    for row in body.split("</tr>")[:-1]:
        head = re.search(r'scope="row"[^>]*>(?:<a [^>]*>)?([^<]+)', row)
        assert head
        rows[head[1]] = [int(n) for n in re.findall(r">(\d+)</td>", row)]
    return rows


@pytest.mark.parametrize("by", ["agency", "team", "role", "signal"])
def test_the_table_counts_every_warning_whatever_it_is_grouped_by(visitor: Visitor, at_work: Office, by: str) -> None:
    text = visitor.get(f"/oversight?by={by}").text
    answered, ageing = table(text, "answered"), table(text, "ageing")
    is_open = len(at_work.lines())
    assert sum(counts[0] + counts[1] for counts in answered.values()) == 2
    assert sum(counts[2] + counts[3] for counts in answered.values()) == is_open
    assert sum(map(sum, ageing.values())) == is_open


def test_in_time_and_late_are_told_apart(visitor: Visitor) -> None:
    by_signal = table(visitor.get("/oversight?by=signal").text, "answered")
    assert by_signal["REF01"][:2] == [1, 0]
    assert by_signal["OFF01"][:2] == [0, 1]
    assert "1 of them in time (50%)" in visitor.get("/oversight").text


def test_the_picture_says_the_same_figures_as_the_table(visitor: Visitor) -> None:
    text = visitor.get("/oversight?by=signal").text
    said = re.search(r'id="answered-says">([^<]+)<', text)
    assert said
    for signal, counts in table(text, "answered").items():
        sentence = ", ".join(
            f"{n} {what}"
            for n, what in zip(counts, ("decided in time", "decided late", "open and in time", "overdue"), strict=True)
        )
        assert f"{signal}: {sentence}." in said[1]


def test_what_was_dismissed_more_than_once_about_somebody_is_listed(visitor: Visitor) -> None:
    text = visitor.get("/oversight").text.partition('id="dismissed"')[2]
    assert 'href="/signals/REF01"' in text
    assert "Milo Hart" in text
    assert ">2</td>" in text
    assert "90 days" in text
    assert FARAH in text


def test_an_office_without_warnings_says_so(tmp_path: Path) -> None:
    with office(tmp_path, staff=False) as opened:
        for load in opened.workspace.look(opened.workspace.viewer, "a test").loads():
            opened.workspace.withdraw(load.id, "a test")
        with serving(opened.workspace) as served:
            assert served.visitor().get("/oversight?by=nonsense").status == 200

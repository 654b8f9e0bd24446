"""A warning as the person sees it who has to answer it: all that explains it, the forms, and what comes back."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from heeded.casework.staff import left
from heeded.linkage.judging import judged
from heeded.web.pages.warning import told
from tests.web.office import ANA, FARAH, LAST, SERGEI, Office, office
from tests.web.test_pages_answered import HOSTILE
from tests.web.visitor import Answer, Visitor, serving

REASON = "He moved out last week and the flat is empty"


@pytest.fixture
def at_work(tmp_path: Path) -> Iterator[Office]:
    """The office on a Monday morning."""
    with office(tmp_path, says="School is concerned about neglect.") as opened:
        yield opened


@pytest.fixture
def visitor(at_work: Office) -> Iterator[Visitor]:
    """Ana, at work."""
    with serving(at_work.workspace) as served:
        visitor = served.visitor()
        visitor.post("/acting", [("name", ANA)])
        yield visitor


def page_of(at_work: Office, signal: str = "OFF01") -> str:
    """The address of the one warning of a signal."""
    return f"/warning/{at_work.line(signal).id}"


def seen(text: str) -> str:
    """How far whoever has this page before them has read."""
    found = re.search(r'name="seen" value="(\d+)"', text)
    assert found
    return found[1]


def sent(visitor: Visitor, path: str, act: str, read: str = "", **fields: str) -> Answer:
    """A form of a warning, as whoever had the page `read` before them sends it."""
    number = seen(read or visitor.get(path).text)
    return visitor.post(path, [("act", act), ("seen", number), *fields.items()], seen="/acting")


def test_a_warning_says_all_that_a_decision_needs(visitor: Visitor, at_work: Office) -> None:
    text = visitor.get(page_of(at_work)).text
    order = [
        "had the same address since 12 May 2019.", "Do both agencies know?", "What would clear it",
        "One of the two has left the address", "The evidence, in order", "Registered at the flat",
        "Registered with the surgery", 'id="knowing"', "never told", "What could not be judged",
        "no visit interval on record", 'id="history"', "Raised, and came to Ana Reyes (police offender manager).",
        'id="answer"', "under the name <strong>Ana Reyes</strong>", "What looks like it and may be harmless",
        "two flats of one building",
    ]  # fmt: skip
    at = [text.index(each) for each in order]
    assert at == sorted(at)


def test_the_words_that_matter_are_marked_in_the_evidence(visitor: Visitor, at_work: Office) -> None:
    assert "<mark>concerned</mark> about <mark>neglect</mark>" in visitor.get(page_of(at_work, "REF01")).text


def test_opening_the_page_does_nothing(visitor: Visitor, at_work: Office) -> None:
    before = at_work.workspace.store.size()
    visitor.get(page_of(at_work) + "?act=decide&outcome=acted&reason=because+I+can&seen=1")
    assert at_work.workspace.store.size() == before


def test_acknowledging_is_written_down_under_the_name_chosen(visitor: Visitor, at_work: Office) -> None:
    path = page_of(at_work)
    page = visitor.follow(sent(visitor, path, "acknowledge")).text
    assert "It is written down that you have read it." in page
    assert "by Ana Reyes, 3 June 2019 at 09:00" in page
    assert "I have read it and am seeing to it" not in page


def test_a_decision_is_written_down_and_leaves_the_list(visitor: Visitor, at_work: Office) -> None:
    path = page_of(at_work)
    page = visitor.follow(sent(visitor, path, "decide", outcome="acted", action="Visit", reason=REASON)).text
    assert "The decision is written down." in page
    assert "Something was done about it</strong> Ana Reyes, 3 June 2019 at 09:00" in page
    assert REASON in page
    assert 'name="act"' not in page
    assert path not in visitor.get("/?owner=everybody").text
    assert path in visitor.get("/?owner=everybody&decided=yes").text


@pytest.mark.parametrize(
    ("act", "fields", "said"),
    [
        ("decide", {}, ["decide-outcome", "decide-reason"]),
        ("decide", {"outcome": "acted", "reason": REASON}, ["decide-action"]),
        ("decide", {"outcome": "not_relevant", "reason": "no"}, ["decide-reason"]),
        ("decide", {"outcome": "burn", "reason": REASON}, ["decide-outcome"]),
        ("assign", {}, ["assign-to", "assign-reason"]),
        ("assign", {"to": "Mallory Keen", "reason": REASON}, ["assign-form"]),
        ("defer", {}, ["defer-until", "defer-approver", "defer-reason"]),
        ("defer", {"until": "2019-06-02", "approver": SERGEI, "reason": REASON}, ["defer-form"]),
        ("defer", {"until": "2029-06-02", "approver": SERGEI, "reason": REASON}, ["defer-form"]),
        ("defer", {"until": "soon", "approver": SERGEI, "reason": REASON}, ["defer-until"]),
        ("defer", {"until": "2019-06-10", "approver": ANA, "reason": REASON}, ["defer-form"]),
        ("", {"reason": REASON}, ["-form"]),
    ],
)
def test_what_is_missing_is_said_at_the_top_and_at_its_field_and_nothing_is_done(
    visitor: Visitor, at_work: Office, act: str, fields: dict[str, str], said: list[str]
) -> None:
    before = at_work.workspace.store.size()
    page = sent(visitor, page_of(at_work), act, **fields).text
    assert "There is a problem" in page
    summary = page.partition("There is a problem")[2].partition("</ul>")[0]
    assert re.findall(r'href="#([\w-]+)"', summary) == said
    for field in said:
        assert not field.startswith(("decide", "assign", "defer")) or f'id="{field}"' in page
    assert "<title>Error: " in page
    assert "It has changed since you read it" not in page
    assert at_work.workspace.store.size() == before


def test_what_was_written_comes_back_whatever_was_wrong_with_it(visitor: Visitor, at_work: Office) -> None:
    long = "because " * 700
    page = sent(visitor, page_of(at_work), "decide", outcome="acted", action="Called <b>him</b>", reason=long).text
    assert "the reason is" in page.lower()
    assert long.strip() in page
    assert 'value="Called &lt;b&gt;him&lt;/b&gt;"' in page
    assert re.search(r'value="acted" checked', page)
    page = sent(visitor, page_of(at_work), "defer", until="2019-06-10", approver=SERGEI, reason="no").text
    assert 'value="2019-06-10"' in page
    assert f'<option value="{SERGEI}" selected>' in page
    assert '<details class="govuk-details" id="defer-form" open>' in page


def test_handing_it_on_and_putting_it_off(visitor: Visitor, at_work: Office) -> None:
    path = page_of(at_work)
    page = visitor.follow(sent(visitor, path, "assign", to=FARAH, reason="The child is on her list")).text
    assert "It was handed on." in page
    assert "<strong>Farah Lindqvist</strong>" in page
    page = visitor.follow(
        sent(visitor, path, "defer", until="2019-06-10", approver=LAST, reason="The visit is on Friday")
    ).text
    assert "until 10 June 2019 by Ana Reyes, approved by Dana Whitlock: The visit is on Friday" in page
    assert "Put off" in visitor.get("/?owner=everybody").text


def test_two_people_decide_at_once_and_the_second_sees_the_first_and_keeps_what_they_wrote(
    visitor: Visitor, at_work: Office
) -> None:
    path = page_of(at_work)
    read = visitor.get(path).text
    at_work.workspace.casework.decide(
        at_work.line("OFF01").id, SERGEI, int(seen(read)), outcome="not_relevant", reason="Two flats, one front door."
    )
    page = sent(visitor, path, "decide", read, outcome="acted", action="Joint visit", reason=REASON).text
    assert "It has changed since you read it, so nothing you sent was done" in page
    changed = page.partition('class="govuk-inset-text changed"')[2].partition('<dl class="govuk-summary-list">')[0]
    assert "It is not relevant here</strong> Sergei Holt" in changed
    assert "Two flats, one front door." in changed
    assert f'<dd class="wrap">{REASON}</dd>' in changed
    assert '<dd class="wrap">Joint visit</dd>' in changed
    assert "Does their decision stand with what you know?" in changed
    assert REASON not in visitor.get(path).text


def test_something_else_that_came_between_is_shown_and_the_same_form_can_be_sent_again(
    visitor: Visitor, at_work: Office
) -> None:
    path = page_of(at_work)
    read = visitor.get(path).text
    at_work.workspace.casework.acknowledge(at_work.line("OFF01").id, SERGEI, int(seen(read)))
    page = sent(visitor, path, "decide", read, outcome="acted", action="Joint visit", reason=REASON).text
    assert "It has changed since you read it, so nothing you sent was done" in page
    assert "Sergei Holt acknowledged it" in page
    assert f"\n{REASON}</textarea>" in page
    again = sent(visitor, path, "decide", page, outcome="acted", action="Joint visit", reason=REASON)
    assert again.status == 302
    assert REASON in visitor.follow(again).text


def test_a_form_sent_twice_decides_once(visitor: Visitor, at_work: Office) -> None:
    path = page_of(at_work)
    read = visitor.get(path).text
    first = sent(visitor, path, "decide", read, outcome="acted", action="Visit", reason=REASON)
    second = sent(visitor, path, "decide", read, outcome="acted", action="Visit", reason=REASON)
    assert (first.status, second.status) == (302, 200)
    assert "decided" in second.text.partition("There is a problem")[2].partition("</ul>")[0]


def test_nobody_of_that_name_is_told_to_choose_another(visitor: Visitor, at_work: Office) -> None:
    at_work.passes(days=1)
    at_work.workspace.write([left(ANA, date(2019, 6, 4))])
    page = sent(visitor, page_of(at_work), "decide", outcome="acted", action="Visit", reason=REASON).text
    assert "Ana Reyes does not work here now, or is away." in page


def test_a_decision_that_was_opened_again_is_shown_with_the_warning(visitor: Visitor, at_work: Office) -> None:
    path = page_of(at_work, "REF01")
    sent(visitor, path, "decide", outcome="not_relevant", reason="All three were about one fall.")
    at_work.passes(days=91)
    page = visitor.get(path).text
    assert "Opened again" in page
    assert "Decided before" in page
    assert page.index('id="answer"') > page.index("All three were about one fall.") > page.index("Decided before")


def test_an_unknown_warning_is_not_found(visitor: Visitor) -> None:
    assert visitor.get("/warning/unknown").status == 404
    assert visitor.get("/warning/" + "x" * 5000).status == 404


@pytest.mark.parametrize("text", HOSTILE)
def test_what_an_agency_or_a_colleague_wrote_never_becomes_markup(tmp_path: Path, text: str) -> None:
    with (
        office(tmp_path, says=text, name="Corin <script>alert(1)</script>") as opened,
        serving(opened.workspace) as served,
    ):
        visitor = served.visitor()
        line = opened.line("REF01")
        state = opened.workspace.casework.state(line.id)
        assert state
        opened.workspace.casework.decide(
            line.id, FARAH, state.seen, outcome="acted", reason=f"why not {text}", action=f"done {text}"
        )
        red = page_of(opened)
        answers = [visitor.get(path) for path in ("/", "/?decided=yes", f"/warning/{line.id}", red, "/oversight")]
        answers.append(sent(visitor, red, "decide", outcome=text, reason=text, action=text))
        for answer in answers:
            assert answer.status == 200
            assert "<script>alert" not in answer.text
            assert "<img" not in answer.text
            assert "<svg/onload" not in answer.text


def test_a_raise_leads_to_its_warning(visitor: Visitor, at_work: Office) -> None:
    line = at_work.line("OFF01")
    page = visitor.get(f"/raise/{line.id}").text
    assert "<strong>Ana Reyes</strong> is to answer it by 3 June 2019 at 13:00" in page
    assert f'href="/warning/{line.id}"' in page


def test_a_person_leads_to_the_warnings_about_them_and_says_whose_they_are(visitor: Visitor, at_work: Office) -> None:
    line = at_work.line("OFF01")
    child = next(who.person for who in line.people if who.role == "child")
    row = visitor.get(f"/person/{child}").text.partition('id="raises"')[2].partition("</tbody>")[0]
    assert f'href="/warning/{line.id}">Ana Reyes' in row
    assert "4 hours left" in row


def test_a_decision_about_somebody_who_was_merged_meanwhile_is_asked_again_and_says_where_they_went(
    visitor: Visitor, at_work: Office
) -> None:
    paths = [page_of(at_work, signal) for signal in ("OFF01", "REF01")]
    read = {path: visitor.get(path).text for path in paths}
    at_work.passes(hours=1)
    now = at_work.workspace.clock()
    at_work.workspace.write([judged("health:H4", "social-care:S9", "same", FARAH, "They are one child.", now)])
    fields = {"outcome": "acted", "action": "Joint visit", "reason": REASON}
    answers = {path: sent(visitor, path, "decide", read[path], **fields) for path in paths}
    moved = [path for path in paths if answers[path].status == 200]
    assert moved  # whoever was joined to the other
    for path in moved:
        page = answers[path].text
        assert "It has changed since you read it, so nothing you sent was done" in page
        assert "Its people are others now" in page
        assert re.search(r"The record (health:H4|social-care:S9) (now belongs to|was joined to) ", page)
        assert f"\n{REASON}</textarea>" in page
        other = re.search(r'<a class="govuk-link" href="(/warning/\w+)">Another warning</a> carries on about', page)
        assert other is None or visitor.get(other[1]).status == 200


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("warning a1b2 carries on about Isla Reed", ("carries on about Isla Reed", "a1b2")),
        ("the record health:H4 now belongs to Milo", ("the record health:H4 now belongs to Milo", "")),
    ],
)
def test_the_warning_that_carries_on_is_a_link(sentence: str, parts: tuple[str, str]) -> None:
    assert told(sentence) == parts

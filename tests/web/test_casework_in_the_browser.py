"""The pages of casework in Chromium: accessible in light and dark, by keyboard alone, on a phone, without scripts, printed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.office import ANA, FARAH, SERGEI, Office, office
from tests.web.test_in_the_browser import OPEN_ALL, everything_is_reached, findings, focused, tab_to
from tests.web.visitor import TOKEN, Served, serving


@pytest.fixture
def at_work(tmp_path: Path) -> Iterator[Office]:
    """The office five hours later: something is overdue, something decided, something put off."""
    with office(tmp_path, says="School is concerned about neglect.") as opened:
        opened.passes(hours=5)
        casework = opened.workspace.casework
        for signal, by in (("OFF05", SERGEI), ("REF01", FARAH)):
            state = casework.state(opened.line(signal).id)
            assert state
            casework.decide(state.id, by, state.seen, outcome="not_relevant", reason="It was looked at at once.")
        casework.tick()
        yield opened


@pytest.fixture
def served(at_work: Office) -> Iterator[Served]:
    """Its pages."""
    with serving(at_work.workspace) as served:
        yield served


def paths(at_work: Office) -> list[str]:
    """Every page of casework."""
    (decided, *_) = at_work.workspace.look(at_work.workspace.viewer, "a test").work_list(decided=True)
    return [
        "/", "/?owner=everybody&decided=yes", "/?level=blue", "/acting", f"/warning/{at_work.line('OFF01').id}",
        f"/warning/{decided.id}", "/oversight", "/oversight?by=signal", "/signals", "/signals/REF01",
    ]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page_of_casework(page: Page, at_work: Office, served: Served, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for path in paths(at_work):
        page.goto(served.root + path)
        page.evaluate(OPEN_ALL)
        assert findings(page) == "", path
    page.goto(f"{served.root}/warning/{at_work.line('OFF01').id}")
    page.get_by_role("button", name="Decide", exact=True).click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert findings(page) == ""
    at_work.passes(minutes=6)
    page.goto(served.root)
    expect(page.get_by_text("The clock of the warnings stands still.")).to_be_visible()
    assert findings(page) == ""


def test_no_page_of_casework_is_wider_than_a_phone(page: Page, at_work: Office, served: Served) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    for path in paths(at_work):
        page.goto(served.root + path)
        page.evaluate(OPEN_ALL)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, path


def test_everything_on_the_list_and_on_a_warning_can_be_reached_by_tab(
    page: Page, at_work: Office, served: Served
) -> None:
    for path in ("/", "/acting", f"/warning/{at_work.line('OFF01').id}", "/oversight", "/signals/REF01"):
        everything_is_reached(page, served.root + path)


def test_nothing_breaks_the_pages_own_rules(page: Page, at_work: Office, served: Served) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in paths(at_work):
        page.goto(served.root + path)
    assert said == []


def test_from_the_work_list_to_a_decision_by_keyboard_alone(page: Page, at_work: Office, served: Served) -> None:
    page.goto(served.root)
    tab_to(page, "say who you are")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Who are you?")
    tab_to(page, "#name")
    page.keyboard.type("Sergei")
    tab_to(page, "This is me")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your warnings")
    tab_to(page, "A person who poses a risk to children")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your answer")).to_be_visible()
    tab_to(page, "Your answer")
    page.keyboard.press("Enter")
    tab_to(page, "#decide-outcome")
    page.keyboard.press("Space")
    tab_to(page, "#decide-reason")
    page.keyboard.type("He has moved out")
    tab_to(page, "BUTTON # Decide")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Say what was done, or what is in place")
    assert "There is a problem" in focused(page)
    assert page.locator("#decide-reason").input_value() == "He has moved out"
    tab_to(page, "Say what was done")
    page.keyboard.press("Enter")
    assert "#decide-action" in focused(page)
    page.keyboard.type("Visited this morning")
    tab_to(page, "BUTTON # Decide")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("The decision is written down.")
    expect(page.locator(".decision").first).to_contain_text("Sergei Holt")


def test_a_warning_is_handed_on_without_scripts(browser: Browser, at_work: Office, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served.root}/?token={TOKEN}")
    page.get_by_role("link", name="say who you are").click()
    page.locator("#name").select_option(SERGEI)
    page.get_by_role("button", name="This is me").click()
    page.get_by_role("link", name="A person who poses a risk").click()
    page.get_by_text("Hand it to somebody else").click()
    page.locator("#assign-to").select_option(ANA)
    page.get_by_role("button", name="Hand it on").click()
    expect(page.get_by_role("alert")).to_contain_text("Say why, in a few words")
    expect(page.locator("#assign-reason")).to_be_visible()
    page.locator("#assign-reason").fill("She knows the family")
    page.get_by_role("button", name="Hand it on").click()
    expect(page.get_by_role("status")).to_contain_text("It was handed on.")
    context.close()


def test_the_level_and_what_is_overdue_are_words_and_not_colour_alone(page: Page, served: Served) -> None:
    page.goto(served.root)
    first = page.locator("table.work tbody tr").first
    expect(first.locator(".level")).to_have_text("Red")
    expect(first.locator(".overdue")).to_contain_text("Overdue since 3 June 2019 at 13:00")


def test_the_list_and_a_warning_print_without_what_is_only_for_the_screen(
    page: Page, at_work: Office, served: Served
) -> None:
    page.emulate_media(media="print")
    page.goto(served.root)
    expect(page.get_by_label("Whose")).to_be_hidden()
    expect(page.get_by_text("A person who poses a risk to children").first).to_be_visible()
    page.goto(f"{served.root}/warning/{at_work.line('OFF01').id}")
    expect(page.get_by_role("button", name="Decide", exact=True)).to_be_hidden()
    expect(page.get_by_text("Registered at the flat").first).to_be_visible()
    expect(page.get_by_role("heading", name="What became of it")).to_be_visible()
    assert page.pdf(format="A4")[:5] == b"%PDF-"


def test_every_worked_example_has_a_picture_with_words_and_a_table(page: Page, served: Served) -> None:
    page.goto(served.root + "/signals/REF01")
    examples = page.locator("article.example")
    assert examples.count() >= 4
    for example in examples.all():
        expect(example.get_by_role("img")).to_have_count(1)
        assert (example.locator("svg desc").text_content() or "").count(":") >= 1
        assert example.locator("svg .drawn__mark").count() == example.locator("tbody tr").count() > 0
        bars, sentences = example.locator("svg .drawn__says").count(), example.locator(".says").count()
        assert bars == sentences

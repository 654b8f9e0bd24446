"""The pages in Chromium: no accessibility finding in light and dark, by keyboard alone, on a phone, printed."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.web.borough import Borough
from tests.web.test_pages_answered import hostile
from tests.web.visitor import TOKEN, Served, serving

PAGES = (
    "/", "/people", "/acting", "/oversight", "/person/person-child", "/raise/raise-open", "/replay/person-child?day=2019-05-14", "/load", "/withdraw/load-one",
    "/coding", "/signals", "/signals/OFF01", "/help", "/health", "/no-such-page",
)  # fmt: skip
EVERY_RULE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
OPEN_ALL = "document.querySelectorAll('details').forEach(each => { each.open = true; })"
MOST_TABS = 80


def findings(page: Page) -> str:
    """What axe finds, as text; '' for nothing."""
    results = Axe().run(page, options=EVERY_RULE)
    return "" if results.violations_count == 0 else str(results.generate_report())


def loaded(page: Page, served: Served) -> None:
    """One load there has been, so that there is something to withdraw."""
    visitor = served.visitor()
    place = visitor.upload({"health.csv": b"Date,Event\n2019-03-12,Seen\n"}).headers["Location"]
    visitor.post(place, [("answer", "confirm")])


def focused(page: Page) -> str:
    """The tag, id and text of what has the focus."""
    found = "(e => `${e.tagName} #${e.id} ${(e.innerText || e.name || e.ariaLabel || '').trim().slice(0, 50)}`)"
    return str(page.evaluate(f"{found}(document.activeElement)"))


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the focus is on what is wanted; fail after MOST_TABS."""
    seen = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        seen.append(focused(page))
        if wanted in seen[-1]:
            return
    pytest.fail(f"'{wanted}' was not reached by Tab; the focus went: {seen}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(page: Page, served: Served, scheme: str) -> None:
    loaded(page, served)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for path in PAGES:
        page.goto(served.root + path)
        page.evaluate(OPEN_ALL)
        assert findings(page) == "", path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_something_went_wrong_or_nothing_is_there(browser: Browser, scheme: str) -> None:
    with serving(Borough(empty=True, uncoded_records=[])) as served:
        context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
        page = context.new_page()
        page.goto(served.root)
        assert "Not open to this browser" in page.content()
        assert findings(page) == ""
        page.goto(f"{served.root}/?token={TOKEN}")
        for path in ("/", "/people", "/coding", "/load"):
            page.goto(served.root + path)
            assert findings(page) == "", path
        page.get_by_role("button", name="See what would be loaded").click()
        assert "Choose at least one file" in page.content()
        assert findings(page) == ""
        context.close()


def test_axe_is_able_to_find_something(page: Page, served: Served) -> None:
    page.goto(served.root + "/people")
    page.evaluate("document.querySelector('label[for=sought]').remove()")
    assert "label" in findings(page)


def test_nothing_on_any_page_breaks_its_own_rules_or_asks_elsewhere(page: Page, served: Served) -> None:
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    for path in (path for path in PAGES if path not in ("/withdraw/load-one", "/no-such-page")):
        page.goto(served.root + path)
    assert said == []
    assert [url for url in asked if not url.startswith(served.root)] == []


def test_no_page_is_wider_than_a_phone(page: Page, served: Served) -> None:
    loaded(page, served)
    page.set_viewport_size({"width": 320, "height": 700})
    for path in PAGES:
        page.goto(served.root + path)
        page.evaluate(OPEN_ALL)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, path


def everything_is_reached(page: Page, url: str) -> None:
    """Fail unless Tab reaches every link, button and field of a page, and each shows that it has the focus."""
    page.goto(url)
    page.evaluate(OPEN_ALL)
    wanted = page.evaluate(
        "[...document.querySelectorAll('a[href],button,input:not([type=hidden]):not([type=radio]),select,textarea,summary,[tabindex=\"0\"]')]"
        ".filter(e => e.getClientRects().length).length"
    )
    reached: set[str] = set()
    for _ in range(wanted + 12):
        page.keyboard.press("Tab")
        reached.add(page.evaluate(
            "(e => e.outerHTML.slice(0, 160) + [...document.querySelectorAll(e.tagName)].indexOf(e))(document.activeElement)"
        ))  # fmt: skip
        seen = page.evaluate(
            "(s => s.outlineStyle !== 'none' || s.boxShadow !== 'none')(getComputedStyle(document.activeElement))"
        )
        assert seen or page.evaluate("document.activeElement === document.body || "
            "['radio', 'checkbox'].includes(document.activeElement.type)"), focused(page)  # fmt: skip
    assert len(reached) >= wanted, url


def test_everything_can_be_reached_by_tab_and_the_focus_can_be_seen(page: Page, served: Served) -> None:
    for path in ("/people", "/person/person-child", "/replay/person-child", "/coding", "/load"):
        everything_is_reached(page, served.root + path)


def test_the_skip_link_comes_first_and_skips(page: Page, served: Served) -> None:
    page.goto(served.root + "/person/person-child")
    page.keyboard.press("Tab")
    assert "Skip to main content" in focused(page)
    expect(page.get_by_text("Skip to main content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert "MAIN" in focused(page)


def test_from_a_search_to_a_raise_by_keyboard_alone(page: Page, served: Served) -> None:
    page.goto(served.root + "/people")
    tab_to(page, "#sought")
    page.keyboard.type("Rowan")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("1 person for “Rowan”")
    tab_to(page, "Rowan Marsh")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Rowan Marsh")
    tab_to(page, "Is a child living with somebody")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The evidence, in order")).to_be_visible()
    tab_to(page, "The rule as it is written, and its worked examples")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Raised: a child is registered there later")).to_be_visible()


def test_the_slider_moves_by_arrow_keys_and_keeps_the_focus(page: Page, served: Served) -> None:
    page.goto(served.root + "/replay/person-child?day=2019-05-14&vantage=pooled")
    expect(page.get_by_role("heading", name="At the end of 14 May 2019")).to_be_visible()
    tab_to(page, "#at")
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name="At the end of 20 May 2019")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("3 records known, 1 raise open on 20 May 2019")
    assert "#at" in focused(page)
    assert page.locator("#at").get_attribute("aria-valuetext") == "20 May 2019"
    assert page.locator("#day").input_value() == "2019-05-20"
    assert "day=2019-05-20" in page.url
    page.keyboard.press("Home")
    expect(page.get_by_role("heading", name="At the end of 12 March 2019")).to_be_visible()


def test_a_file_is_loaded_and_confirmed_by_keyboard(
    page: Page, served: Served, tmp_path: Path, borough: Borough
) -> None:
    table = tmp_path / "health.csv"
    table.write_text("Date,Event\n2019-03-12,Seen at home\n", encoding="utf-8")
    page.goto(served.root + "/load")
    tab_to(page, "#files")
    with page.expect_file_chooser(timeout=20_000) as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(table)
    tab_to(page, "See what would be loaded")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("What would be loaded")
    tab_to(page, "Load these files")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Receipt")
    assert findings(page) == ""
    assert [done[-1] for done in borough.done] == [True, False]


def test_records_are_ticked_and_confirmed_by_keyboard(page: Page, served: Served, borough: Borough) -> None:
    page.goto(served.root + "/coding")
    tab_to(page, "#tick-1")
    page.keyboard.press("Space")
    expect(page.get_by_text("1 of 3 ticked")).to_be_visible()
    tab_to(page, "#kind-1")
    page.keyboard.type("Action")
    tab_to(page, "Confirm the ticked")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("1 record was decided")
    assert borough.done == [("confirm", ("housing:r1",), "action", {"result": ("no_reply",)})]


def test_files_that_are_too_large_are_stopped_before_they_are_sent(page: Page, served: Served, tmp_path: Path) -> None:
    large = tmp_path / "health.csv"
    large.write_bytes(b"x" * 2048)
    page.goto(served.root + "/load")
    page.evaluate("document.querySelector('#files').dataset.most = 1024")
    expect(page.locator("[data-too-large]")).to_be_hidden()
    page.locator("#files").set_input_files(large)
    expect(page.locator("[data-too-large]")).to_be_visible()
    page.get_by_role("button", name="See what would be loaded").click()
    assert page.url.endswith("/load")


def test_no_text_of_an_agency_runs_as_a_script(browser: Browser) -> None:
    ran: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        ran.append(dialog.message)
        dialog.dismiss()

    with serving(hostile("\"'><img src=x onerror=alert(1)><script>alert(2)</script>")) as served:
        context = browser.new_context()
        page = context.new_page()
        page.on("dialog", dismiss)
        page.goto(f"{served.root}/?token={TOKEN}")
        for path in ("/people", "/person/person-child", "/raise/raise-open", "/replay/person-child", "/coding"):
            page.goto(served.root + path)
            assert page.locator("main img, main script").count() == 0
        expect(page.get_by_text("<script>alert(2)</script>").first).to_be_visible()
        context.close()
    assert ran == []


def test_replay_works_without_scripts(browser: Browser, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served.root}/?token={TOKEN}")
    page.goto(served.root + "/replay/person-child?day=2019-05-14")
    page.get_by_role("link", name="On to 20 May 2019").click()
    expect(page.get_by_role("heading", name="At the end of 20 May 2019")).to_be_visible()
    page.locator("#at").focus()
    page.keyboard.press("Home")
    page.locator("#vantage").select_option("shared")
    page.get_by_role("button", name="Show this day").click()
    expect(page.get_by_role("heading", name="At the end of 12 March 2019")).to_be_visible()
    page.locator("#day").fill("2019-06-03")
    page.get_by_role("button", name="Show this day").click()
    expect(page.get_by_role("heading", name="At the end of 3 June 2019")).to_be_visible()
    assert page.locator("#vantage").input_value() == "shared"
    context.close()


def test_every_picture_has_its_words_and_its_list(page: Page, served: Served) -> None:
    page.goto(served.root + "/person/person-child")
    picture = page.get_by_role("img", name="The chronology as a picture")
    expect(picture).to_be_visible()
    described = page.locator("#lanes-says").text_content() or ""
    assert described.startswith("5 entries of Education, Health, Housing, Police, Social care from 12 March 2019")
    assert picture.get_attribute("role") == "img"
    assert page.locator("svg circle").count() == page.locator("ol.moj-timeline > li").count() == 5
    assert page.locator("svg rect").count() == 2


def test_a_chronology_prints_without_what_is_only_for_the_screen(page: Page, served: Served) -> None:
    page.goto(served.root + "/person/person-child")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Menu")).to_be_hidden()
    expect(page.get_by_label("Records of")).to_be_hidden()
    expect(page.get_by_text("Bruise to left arm, mother said he fell.")).to_be_visible()
    assert page.pdf(format="A4")[:5] == b"%PDF-"

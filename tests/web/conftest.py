"""A borough served for each test, and one browser for all of them."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.web.borough import Borough
from tests.web.visitor import TOKEN, Served, Visitor, serving

CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture
def borough() -> Borough:
    """The invented borough; a test may change it."""
    return Borough()


@pytest.fixture
def served(borough: Borough) -> Iterator[Served]:
    """Its pages, served."""
    with serving(borough) as served:
        yield served


@pytest.fixture
def visitor(served: Served) -> Visitor:
    """Somebody without scripts who was let in."""
    return served.visitor()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, from the system's own package."""
    if not CHROMIUM.exists():
        pytest.skip("chromium is not installed: apt-get install chromium")
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright's loop runs in this thread
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """A page in a browser that was let in."""
    context = browser.new_context(locale="en-GB", timezone_id="Europe/London")
    page = context.new_page()
    page.goto(f"{served.root}/?token={TOKEN}")
    yield page
    context.close()

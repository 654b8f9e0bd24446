"""The shelf of pages, and what holds for every template and every asset."""

import re
from pathlib import Path

import pytest

from heeded.web import settings
from heeded.web.shelf import menu, shelf

TEMPLATES = sorted((settings.HERE / "templates").glob("*.html"))
STATIC = settings.HERE / "static"


def test_every_file_in_pages_is_on_the_shelf_with_a_template_of_its_own() -> None:
    modules = {path.stem for path in (settings.HERE / "pages").glob("*.py")} - {"__init__"}
    assert len(shelf()) == len(modules)
    assert len({page.name for page in shelf()}) == len({page.path for page in shelf()}) == len(modules)
    assert {page.template for page in shelf()} <= {path.name for path in TEMPLATES}


def test_every_page_says_what_it_is_for() -> None:
    assert [page.name for page in shelf() if len(page.purpose.split()) < 2] == []


def test_the_menu_is_in_its_order() -> None:
    assert [page.name for page in menu()] == ["work", "people", "load", "coding", "oversight", "signals", "help"]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_turns_escaping_off_or_holds_script_or_style(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for forbidden in ("|safe", "autoescape", "mark_safe", "<style", " style=", "javascript:"):
        assert forbidden not in text
    assert not re.search(r"\son[a-z]+=", text)
    assert re.findall(r"<script(?! src=)", text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_form_that_changes_something_carries_its_secret(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count('method="post"') == text.count("{% csrf_token %}")


def test_the_design_comes_without_the_branding_and_asks_nobody_for_anything() -> None:
    kept = {path.name for path in STATIC.rglob("*") if path.is_file()}
    assert kept == {"design.css", "heeded.css", "heeded.js", "mark.svg", "govuk-frontend.txt", "moj-frontend.txt"}
    for name in ("design.css", "heeded.css"):
        css = (STATIC / name).read_text(encoding="utf-8")
        for forbidden in ("GDS Transport", "crown", "crest", "@font-face", "url(", "@import"):
            assert forbidden not in css, name
    for name in ("govuk-frontend.txt", "moj-frontend.txt"):
        assert "Permission is hereby granted" in (STATIC / "licences" / name).read_text(encoding="utf-8")

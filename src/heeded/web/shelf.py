"""The shelf of pages: every module in `pages/` that has a path, a name, a template and a view; no list to edit."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern
from django.urls import path as at

from heeded.web import errors, pages
from heeded.web.asked import Asked
from heeded.web.evidence import UNMARKED
from heeded.web.ticking import SILENT, silent_since
from heeded.words.trouble import Trouble

Answered = Mapping[str, Any] | HttpResponse | None


@dataclass(frozen=True, slots=True)
class Page:
    """A page: where it is, what it is for (written down with every look), how it answers, where it is in the menu.

    `view` gives what the template needs, or a response of its own, or None where there is nothing that this viewer
    may see. `menu` is its place and its words in the navigation; pages without it are reached from others.
    """

    path: str
    name: str
    template: str
    purpose: str
    view: Callable[..., Answered]
    menu: tuple[int, str] | None = None

    def answer(self, request: HttpRequest, **named: str) -> HttpResponseBase:
        """The page for one request; what could not be done is said in sentences."""
        asked = Asked(request, self.purpose)
        try:
            answered = self.view(asked, **named)
        except Trouble as trouble:
            return errors.troubled(request, trouble)
        if answered is None:
            return errors.not_found(request)
        if isinstance(answered, HttpResponse):
            return answered
        return render(request, self.template, {**self._around(asked), **answered})

    def _around(self, asked: Asked) -> dict[str, Any]:
        """What every page has: the menu, who looks and as whom, and whether the minute hand stands still."""
        workspace, ticked = asked.workspace, asked.workspace.casework.last_tick()
        return {
            "menu": menu(),
            "here": self.name,
            "viewer": workspace.viewer,
            "acting": asked.session.acting,
            "ticked": ticked,
            "stands_still": silent_since(ticked, workspace.clock()),
            "held_up": workspace.held_up() > SILENT,
            "now": workspace.clock(),
            "marks": UNMARKED,
        }


@lru_cache(maxsize=1)
def shelf() -> tuple[Page, ...]:
    """Every page, by the name of its module."""
    found = []
    for module in pkgutil.iter_modules(pages.__path__):
        page = importlib.import_module(f"{pages.__name__}.{module.name}")
        found.append(Page(page.path, page.name, page.template, page.purpose, page.view, getattr(page, "menu", None)))
    return tuple(found)


def menu() -> list[Page]:
    """The pages of the navigation, in their order."""
    return sorted((page for page in shelf() if page.menu), key=lambda page: page.menu or (0, ""))


def patterns() -> list[URLPattern]:
    """Django's list of addresses."""
    return [at(page.path, page.answer, name=page.name) for page in shelf()]

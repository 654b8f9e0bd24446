"""Who is let in, and what a browser is told it may keep and run."""

import pytest
from django.http import HttpRequest

from heeded.web import gate, installation
from heeded.web.app import NotHere, loopback_only
from heeded.web.shelf import shelf
from tests.web.borough import Borough
from tests.web.visitor import TOKEN, Served, Visitor

CASE_PAGES = [
    "/",
    "/people",
    "/oversight",
    "/person/person-child",
    "/raise/raise-open",
    "/replay/person-child",
    "/load",
    "/coding",
    "/health",
]


@pytest.mark.parametrize("path", [*CASE_PAGES, "/signals", "/help", "/nothing-here"])
def test_without_the_printed_address_every_page_is_refused_and_says_what_to_do(served: Served, path: str) -> None:
    answer = Visitor(served.port).get(path)
    assert answer.status == 403
    assert "Open the address that Heeded printed" in answer.text
    assert "Rowan Marsh" not in answer.text


def test_a_wrong_token_lets_nobody_in(served: Served) -> None:
    stranger = Visitor(served.port)
    assert stranger.get("/?token=guess").status == 403
    assert not stranger.cookies


def test_the_token_becomes_a_session_and_leaves_the_address(served: Served) -> None:
    visitor = Visitor(served.port)
    answer = visitor.get(f"/coding?from=0&token={TOKEN}")
    assert (answer.status, answer.headers["Location"]) == (302, "/coding?from=0")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert TOKEN not in cookie
    assert visitor.get("/coding").status == 200


def test_an_invented_session_is_refused(served: Served) -> None:
    stranger = Visitor(served.port, {f"heeded-{served.port}": "x" * 24})
    assert stranger.get("/").status == 403


def test_a_token_is_spent_ten_minutes_after_its_first_use_and_a_new_one_is_printed(borough: Borough) -> None:
    clock = [0.0]
    said: list[str] = []
    here = installation.Installation(borough, "first", "127.0.0.1", 8000, say=said.append, ticking=lambda: clock[0])
    assert here.admitted("first")
    clock[0] = installation.TOKEN_LIVES - 1
    assert here.admitted("first")
    clock[0] = installation.TOKEN_LIVES + 1
    assert here.admitted("first") is None
    assert here.address in said[0]
    assert "first" not in here.address
    assert here.admitted(here.address.partition("token=")[2])


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", "localhost.evil:8000", ""]
)
def test_a_page_asked_for_under_another_name_is_refused(served: Served, host: str) -> None:
    answer = served.visitor().get("/", Host=host)
    assert answer.status == 400
    assert "Rowan Marsh" not in answer.text


def test_this_machine_is_also_called_localhost(served: Served) -> None:
    assert served.visitor().get("/", Host=f"localhost:{served.port}").status == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "example.org", ""])  # noqa: S104
def test_serving_where_other_machines_reach_it_is_refused_with_a_sentence(host: str) -> None:
    with pytest.raises(NotHere, match="there is no sign-in yet"):
        loopback_only(host)


@pytest.mark.parametrize("path", [*CASE_PAGES, "/nothing-here"])
def test_pages_are_never_kept_and_run_nothing_inline(visitor: Visitor, path: str) -> None:
    headers = visitor.get(path).headers
    assert headers["Cache-Control"] == "no-store"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Server"] is None


def test_a_form_from_elsewhere_is_refused(visitor: Visitor, borough: Borough) -> None:
    visitor.cookies.pop("csrftoken", None)
    answer = visitor.post("/coding", [("ref", "housing:r1"), ("answer", "refuse")], seen="/help")
    assert answer.status == 403
    assert "nothing was done" in answer.text
    assert borough.done == []


def test_every_page_that_can_be_posted_to_refuses_a_form_without_its_secret(visitor: Visitor, borough: Borough) -> None:
    for page in shelf():
        path = "/" + page.path.replace("<str:person>", "person-child").replace("<str:raised>", "raise-open")
        path = path.replace("<str:load>", "x").replace("<str:code>", "OFF01").replace("<str:warning>", "x")
        assert visitor.post(path, [("answer", "refuse")], seen="/help").status == 403, path
    assert borough.done == []


def test_other_verbs_are_refused(visitor: Visitor) -> None:
    assert visitor._ask("DELETE", "/person/person-child", b"", {}).status == 405


@pytest.mark.parametrize(
    ("length", "refused"), [("", False), ("5", False), ("9" * 30, True), ("-1", True), ("٣", True)]
)
def test_a_body_is_refused_by_its_length_before_it_is_read(length: str, refused: bool) -> None:
    request = HttpRequest()
    request.META["CONTENT_LENGTH"] = length
    assert gate.too_large(request) is refused

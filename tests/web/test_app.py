"""Serving: the printed address works, a port in use is said, nothing listens where others reach it."""

import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from heeded.web.app import NotHere, application, serve
from tests.web.borough import Borough
from tests.web.visitor import Visitor

ROOT = Path(__file__).parents[2]
PROGRAM = (
    "from tests.web.borough import Borough; from heeded.web.app import serve;"
    "borough = Borough(); serve(borough, port={port}, say=lambda text: print(text, flush=True)); print(borough.done)"
)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


def ignoring() -> None:
    """As a shell starts what it runs in the background."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM], ids=["control_c", "a_polite_ending"])
def test_the_printed_address_lets_one_in_and_the_server_can_be_stopped(ending: signal.Signals) -> None:
    port = free_port()
    running = subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(port=port)], cwd=ROOT, stdout=subprocess.PIPE, text=True,
        preexec_fn=ignoring,
    )  # fmt: skip
    try:
        assert running.stdout
        printed = running.stdout.readline()
        address = re.search(rf"http://127\.0\.0\.1:{port}(/\?token=[\w-]{{30,}})", printed)
        assert address, printed
        visitor = Visitor(port)
        assert visitor.get(address[1]).status == 302
        assert "Rowan Marsh" in visitor.get("/people").text
        running.send_signal(ending)
        assert running.communicate(timeout=20)[0] == "Stopped.\n[('tick',)]\n"  # it ticked at once, and not after
        assert running.returncode == 0
    finally:
        running.kill()
        running.wait()


def test_a_port_in_use_is_said_with_what_to_do() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        with pytest.raises(NotHere, match=r"in use already\. Write another"):
            serve(Borough(), port=held.getsockname()[1], say=lambda _: None)


def test_pages_for_other_machines_are_not_even_made() -> None:
    with pytest.raises(NotHere):
        application(Borough(), "token", "0.0.0.0", 8000)  # noqa: S104
    with pytest.raises(NotHere, match="there is no sign-in yet"):
        serve(Borough(), host="192.0.2.1")  # an address that nobody has, so that a failure here cannot hang

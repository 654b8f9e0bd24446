"""`heeded demo`: two made-up stories, from the files to the chronology, the warnings and the pages."""

import tempfile
from pathlib import Path

import click


@click.command("demo")
@click.option("--once", is_flag=True, help="Print and stop; do not serve the pages.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def command(once: bool, port: int) -> None:
    """Load the demonstration (invented people), print its chronology and its replay, then serve the pages."""
    from heeded.cli import demonstration

    if not once:
        _free(port)

    with (
        tempfile.TemporaryDirectory(prefix="heeded-demo-") as folder,
        demonstration.loaded(Path(folder) / "demo") as shown,
    ):
        shown.print()
        if once:
            return
        from heeded.web.app import serve

        click.echo("\nThis workspace is thrown away when you stop the program with Ctrl+C.")
        serve(shown.workspace, port=port)


def _free(port: int) -> None:
    """Say at once where the port is taken, before anything is loaded."""
    import socket

    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError as problem:
            raise click.ClickException(
                f"Port {port} is in use. Choose another: .venv/bin/heeded demo --port 8001"
            ) from problem

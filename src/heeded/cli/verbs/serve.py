"""`heeded serve`: the pages, on this machine only."""

from pathlib import Path

import click

from heeded.cli.options import opened, workspace_option


@click.command("serve")
@workspace_option
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Only addresses of this machine, until sign-in is set up."
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def command(folder: Path | None, host: str, port: int) -> None:
    """Serve the pages until stopped with Ctrl+C. Open the printed address: it lets you in, and nobody else."""
    from heeded.web.app import serve

    with opened(folder) as workspace:
        serve(workspace, host=host, port=port)

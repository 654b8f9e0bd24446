"""`heeded rebuild`: make everything that is derived from the ledger anew."""

from pathlib import Path

import click

from heeded.cli.options import opened, workspace_option


@click.command("rebuild")
@workspace_option
def command(folder: Path | None) -> None:
    """Make the projections anew from the ledger. Links are replayed as they were decided, never scored again."""
    with opened(folder) as workspace:
        records = workspace.rebuild()
    click.echo(f"Rebuilt from {records} records.")

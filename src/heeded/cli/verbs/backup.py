"""`heeded backup`: copy the workspace elsewhere and prove the copy before saying done."""

from pathlib import Path

import click

from heeded.cli.options import opened, workspace_option


@click.command("backup")
@click.argument("to", type=click.Path(path_type=Path, file_okay=False))
@workspace_option
def command(to: Path, folder: Path | None) -> None:
    """Copy the workspace to the new folder TO while work goes on, and verify the copy."""
    with opened(folder) as workspace:
        records = workspace.backup(to).size
    click.echo(f"Backed up {records} records to {to}; the copy was read back and is sound.")

"""`heeded restore`: make a workspace from a backup and prove it."""

from pathlib import Path

import click


@click.command("restore")
@click.argument("backup", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.argument("to", type=click.Path(path_type=Path, file_okay=False))
def command(backup: Path, to: Path) -> None:
    """Make the new workspace TO from BACKUP; erasures are applied again, and every record is verified."""
    from heeded.workspace import restored

    records = restored(backup, to).size
    click.echo(f"Restored {records} records to {to}; every record was read and is sound.")

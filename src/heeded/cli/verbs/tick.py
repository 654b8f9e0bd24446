"""`heeded tick`: write down what fell due by the clock alone."""

from pathlib import Path

import click

from heeded.cli.options import json_option, opened, print_json, workspace_option


@click.command("tick")
@workspace_option
@json_option
def command(folder: Path | None, as_json: bool) -> None:
    """Write down warnings that the clock alone has raised, that climbed, and that opened again.

    They are overdue and climb whether or not this runs; `heeded serve` does it every minute.
    """
    with opened(folder) as workspace:
        told = workspace.casework.tick()
    if as_json:
        print_json(
            {"at": told.at.isoformat(), "raised": told.raised, "climbed": told.climbed, "reopened": told.reopened}
        )
        return
    if not (told.raised or told.climbed or told.reopened):
        click.echo("Nothing fell due.")
        return
    click.echo(f"{told.raised} raised by the clock, {told.climbed} climbed, {told.reopened} opened again.")

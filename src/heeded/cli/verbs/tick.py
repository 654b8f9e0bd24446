"""`heeded tick`: write down what fell due by the clock alone."""

from datetime import timedelta
from pathlib import Path

import click

from heeded.cli.options import json_option, opened, print_json, workspace_option
from heeded.words.instants import in_london

WORTH_SAYING = timedelta(minutes=5)  # between the machine's clock and the last entry


@click.command("tick")
@workspace_option
@json_option
def command(folder: Path | None, as_json: bool) -> None:
    """Write down warnings that the clock alone has raised, that climbed, and that opened again.

    They are overdue and climb whether or not this runs; `heeded serve` does it every minute.
    """
    with opened(folder) as workspace:
        told, held_up = workspace.casework.tick(), workspace.held_up()
    if as_json:
        print_json(
            {"at": told.at.isoformat(), "raised": told.raised, "climbed": told.climbed, "reopened": told.reopened,
             "held_up_seconds": int(held_up.total_seconds())}
        )  # fmt: skip
        return
    if held_up > WORTH_SAYING:
        click.echo(
            f"The last record was entered on {in_london(told.at)[:16].replace('T', ' at ')}, which is later than this "
            "machine's clock. Until then no time passes here and nothing falls due. Set the clock right; if the record "
            "is what is wrong, restore the last backup from before it."
        )
    if not (told.raised or told.climbed or told.reopened):
        click.echo("Nothing fell due.")
        return
    click.echo(f"{told.raised} raised by the clock, {told.climbed} climbed, {told.reopened} opened again.")

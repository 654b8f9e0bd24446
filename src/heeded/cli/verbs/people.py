"""`heeded people`: who is known here."""

from pathlib import Path

import click

from heeded.cli.options import json_option, opened, print_json, workspace_option


@click.command("people")
@click.argument("text", default="")
@workspace_option
@json_option
def command(text: str, folder: Path | None, as_json: bool) -> None:
    """List people whose name, key, identifier or address has TEXT in it; everybody without it."""
    from rich.table import Table

    from heeded.cli import shown

    with opened(folder) as workspace:
        lines = workspace.look(workspace.viewer, "heeded people").people(text, 200)
    if as_json:
        print_json(
            [{"person": p.person, "name": p.name, "born": p.born, "keys": p.keys, "open": p.open_raises} for p in lines]
        )
        return
    table = Table("Person", "Name", "Born", "Known to", "Keys", "Open", box=None, pad_edge=False)
    for p in lines:
        table.add_row(p.person, p.name, p.born, ", ".join(p.agencies), " ".join(p.keys), str(p.open_raises or ""))
    shown.console().print(table if lines else "Nobody is known by that. Load files with: heeded load")

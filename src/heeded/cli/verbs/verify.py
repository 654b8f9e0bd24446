"""`heeded verify`: re-read every record and say whether history was changed."""

import sys
from pathlib import Path

import click

from heeded.cli.options import json_option, opened, print_json, workspace_option


@click.command("verify")
@workspace_option
@json_option
def command(folder: Path | None, as_json: bool) -> None:
    """Re-read every record, recompute the tree, and name the first record that was changed."""
    with opened(folder) as workspace:
        found = workspace.verify()
    if as_json:
        print_json(
            {
                "sound": found.sound,
                "records": found.size,
                "root": found.root.hex(),
                "checkpoints": found.checkpoints,
                "fault": None if found.fault is None else {"record": found.fault.seq, "what": found.fault.what},
            }
        )
    else:
        click.echo("\n".join(found.sentences()))
    sys.exit(0 if found.sound else 1)

"""`heeded load`: agencies' files in, records out, and a receipt of every row."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from heeded.cli.options import counting, json_option, opened, print_json, workspace_option

if TYPE_CHECKING:
    from heeded.workspace import Workspace


BROKEN_OFF = "not finished: broken off, or under way; load the same files again to finish it"


@click.command("load")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@workspace_option
@json_option
@click.option("--dry-run", is_flag=True, help="Say what would happen, and write nothing.")
@click.option("--agency", default="", help="The agency of these files; else the file's name or a column gives it.")
@click.option("--about", default="", help="The key of the person that rows are about which name nobody.")
@click.option("--name", "called", default="", help="The name of the person --about, where no People table gives it.")
@click.option("--born", default="", help="The birth date of the person --about, where no People table gives it.")
@click.option(
    "--backlog/--no-backlog",
    default=None,
    help="Only what is open now becomes a warning; the default for an agency's first load.",
)
@click.option("--loads", "listed", is_flag=True, help="List the loads instead.")
@click.option("--withdraw", default="", metavar="LOAD", help="Take a whole load back instead.")
@click.option("--reason", default="", help="Why the load is taken back.")
def command(
    files: tuple[Path, ...], folder: Path | None, as_json: bool, dry_run: bool, agency: str, about: str, called: str, born: str,
    backlog: bool | None, listed: bool, withdraw: str, reason: str,
) -> None:  # fmt: skip
    """Load FILES (docx, xlsx, ods, csv) and print the receipt. Loading the same files again changes nothing."""
    with opened(folder) as workspace:
        if withdraw:
            stay = workspace.withdraw(withdraw, reason)
            click.echo(f"Load {withdraw} is withdrawn. Its records are kept, and seen only in live.")
            for load, rows in stay.items():
                click.echo(f"{rows:,} of its rows had been loaded again by {load}, and stay as rows of that load.")
            return
        if listed:
            _list(workspace)
            return
        with counting(as_json) as told:
            receipt = workspace.load(
                files,
                agency=agency,
                about=about,
                called=called,
                born=born,
                backlog=backlog,
                dry_run=dry_run,
                progress=told,
            )
    if as_json:
        print_json({**receipt.as_json(), "dry_run": dry_run})
    else:
        if dry_run:
            click.echo("A trial: nothing was written.")
        click.echo("\n".join(receipt.lines()))
    if any(not remark.row for remark in receipt.refused):
        sys.exit(1)  # a whole file was refused: a script that loads files should stop


def _list(workspace: "Workspace") -> None:
    for line in workspace.look(workspace.viewer, "heeded load --loads").loads():
        state = f"withdrawn: {line.withdrawn}" if line.withdrawn else BROKEN_OFF if line.broken_off else ""
        click.echo(f"{line.id}  {line.when:%Y-%m-%d %H:%M}  {line.agency}  {line.records} records  {state}".rstrip())

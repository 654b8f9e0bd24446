"""`heeded init`: make a workspace."""

from pathlib import Path

import click


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--viewer", prompt="Your name", help="Who looks here. Until sign-in exists there is one viewer.")
@click.option("--agency", default="", help="The viewer's agency, for example police or social-care.")
@click.option(
    "--last-owner", prompt="Who answers for a warning that nobody else does", help="The last owner of every warning."
)
@click.option("--jurisdiction", default="england", type=click.Choice(["england", "wales"]), show_default=True)
def command(folder: Path, viewer: str, agency: str, last_owner: str, jurisdiction: str) -> None:
    """Make a new workspace in FOLDER: its ledger, its key and its settings."""
    from heeded.workspace import Settings, Workspace

    Workspace.init(folder, Settings(viewer, agency, last_owner, jurisdiction)).close()
    click.echo(f"Made a workspace in {folder}. Keep {folder / 'checkpoint.key'} safe; back up with: heeded backup")
    click.echo(f"Now load files:  heeded load --workspace {folder} police.docx health.xlsx")

"""`heeded relink`: say that two keys are the same person, or are not, or that nobody can tell."""

from pathlib import Path

import click

from heeded.cli.options import opened, workspace_option


@click.command("relink")
@click.argument("one")
@click.argument("other")
@click.argument("verdict", type=click.Choice(["same", "different", "unsure"]))
@click.option("--reason", prompt="Why", help="Why you say so; it is kept with the judgement.")
@workspace_option
def command(one: str, other: str, verdict: str, reason: str, folder: Path | None) -> None:
    """Judge whether ONE and OTHER (keys such as police:N500 and health:H7) are one person.

    It is always obeyed, and undone by a later judgement of the same two.
    """
    from heeded.linkage.judging import judged

    with opened(folder) as workspace:
        workspace.write([judged(one, other, verdict, workspace.viewer.name, reason, workspace.clock())])  # type: ignore[arg-type]
        linker = workspace.rooms().linker
        together = linker.person_of(one) == linker.person_of(other)
    click.echo(f"Recorded. {one} and {other} are {'one person' if together else 'two people'} here now.")

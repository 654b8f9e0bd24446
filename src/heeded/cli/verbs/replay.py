"""`heeded replay`: when would each warning first have been raised, and what did silence cost?"""

from pathlib import Path

import click

from heeded.cli.options import json_option, opened, print_json, workspace_option


@click.command("replay")
@click.argument("what")
@workspace_option
@json_option
@click.option("--rules", type=click.Choice(["today", "then"]), default="today", show_default=True,
              help="Judge by today's rules, or by those in force on each day.")  # fmt: skip
@click.option("--identity", type=click.Choice(["today", "then"]), default="today", show_default=True,
              help="Who is who as believed today, or as believed on each day.")  # fmt: skip
@click.option("--who-knew", is_flag=True, help="Show too who knew what, and when.")
def command(what: str, folder: Path | None, as_json: bool, rules: str, identity: str, who_knew: bool) -> None:
    """Replay WHAT: a folder of the agencies' files, or a person of the workspace (name, key or id).

    A folder is loaded into a workspace of its own that is thrown away afterwards.
    """
    from heeded.cli import rehearsal, shown

    then = {"rules_then": rules == "then", "identity_then": identity == "then"}
    if Path(what).is_dir():
        told = rehearsal.of_folder(Path(what), **then)
    else:
        with opened(folder) as workspace:
            told = rehearsal.of_person(workspace, what, **then)
    if as_json:
        for line in told.problems:
            click.echo(line, err=True)  # standard output holds the object and nothing else
        print_json(told.as_json)
        return
    terminal = shown.console()
    if told.title:
        terminal.print(f"{told.title}\n", style="bold")
    terminal.print(shown.silence(told.replay.silence, told.name))
    if who_knew:
        terminal.print(shown.knowledge(told.replay.facts))
    for line in (*told.problems, *told.notes):
        terminal.print(line)

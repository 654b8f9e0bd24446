"""`heeded chronology`: one time line of a person from all agencies."""

from pathlib import Path

import click

from heeded.cli.options import json_option, opened, print_json, workspace_option


@click.command("chronology")
@click.argument("person")
@workspace_option
@json_option
def command(person: str, folder: Path | None, as_json: bool) -> None:
    """Print the chronology of PERSON: an id, a key such as police:N500, or a name."""
    from heeded.cli import shown
    from heeded.cli.rehearsal import keyed
    from heeded.words.trouble import Trouble

    with opened(folder) as workspace:
        desk = workspace.look(workspace.viewer, "heeded chronology")
        found = desk.people(keyed(person), 2)
        view = desk.person(found[0].person) if len(found) == 1 or (found and found[0].person == person) else None
        name = workspace.rooms().linker.name
        if view is None:
            what = f"'{person[:80]}' may be more than one person." if found else f"nobody is known by '{person[:80]}'."
            raise Trouble("heeded chronology", what, "Find the id with: heeded people NAME")
        if as_json:
            print_json([
                {"ref": e.ref, "happened": e.happened.written(), "recorded": e.recorded.written(), "agency": e.agency,
                 "kind": e.kind, "details": {k: list(v) for k, v in e.details.items()}, "says": e.says, "action": e.action}
                for e in view.entries
            ])  # fmt: skip
            return
        shown.console().print(shown.chronology(view.entries, name))

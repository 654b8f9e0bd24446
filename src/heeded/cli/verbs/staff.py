"""`heeded staff`: who works here, in which roles, and who is away; from a file or one at a time."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from heeded.cli.options import json_option, opened, print_json, workspace_option

if TYPE_CHECKING:
    from heeded.casework.staffing import Member
    from heeded.workspace import Workspace


@click.command("staff")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--absent", metavar="NAME", default="", help="Somebody is away from today, until the day of --until.")
@click.option("--left", metavar="NAME", default="", help="Somebody works here no longer, from now.")
@click.option("--back", metavar="NAME", default="", help="Somebody who was away is here again, from now.")
@click.option("--until", metavar="DAY", default="", help="The day on which they are back, with --absent.")
@workspace_option
@json_option
def command(
    file: Path | None, absent: str, left: str, back: str, until: str, folder: Path | None, as_json: bool
) -> None:
    """Take in a staff FILE (docx, xlsx, ods or csv), or list who works here now.

    Its headings are Name, Agency, Team, Role, From, Until, and if you like Answers to, Away from, Away until. Until is
    the first day on which it no longer holds. Nobody is taken off by being left out of a file.
    """
    if sum(map(bool, (file, absent, left, back))) > 1:
        raise click.UsageError("Give one file, or say one thing of one person.")
    with opened(folder) as workspace:
        if file is not None:
            _load(workspace, file, as_json)
        elif absent or left or back:
            _note(workspace, absent, left, back, until)
        else:
            _list(workspace, as_json)


def _load(workspace: "Workspace", file: Path, as_json: bool) -> None:
    from heeded.sources.staff import read_staff
    from heeded.words.instants import day_of

    table = read_staff(file, day_of(workspace.clock()))
    told, written = workspace.enrol(table.rows)
    if as_json:
        print_json(
            {"taken": len(table.rows), "written": written, "refused": [r.line() for r in table.refused],
             "remarks": list(told.remarks), "missing": list(told.missing)}
        )  # fmt: skip
        return
    click.echo(f"{table.file}: {len(table.rows):,} roles taken, {written:,} of the records new or changed.")
    for remark in table.refused:
        click.echo(f"Refused: {remark.line()}")
    for text in told.remarks:
        click.echo(f"Worth knowing: {text}")
    if told.missing:
        names = ", ".join(told.missing[:20]) + (" …" if len(told.missing) > 20 else "")
        click.echo(f"{len(told.missing)} who work here are not in this file, and stay: {names}")


def _note(workspace: "Workspace", absent: str, left: str, back: str, until: str) -> None:
    from heeded.casework import staff
    from heeded.sources.dates import told
    from heeded.words.instants import day_of

    today, staffing = day_of(workspace.clock()), workspace.casework.staffing()
    name = staffing.named(absent or left or back)
    if not staffing.known(name):
        raise click.ClickException(f"Nobody called '{name}' is on record. See who is: heeded staff")
    if name == staffing.last_owner:
        raise click.ClickException(
            f"{name} is the last owner: what nobody else answers for is theirs, here or not. Name another as last_owner "
            "in heeded.toml first, with the program closed."
        )
    if left:
        workspace.write([staff.left(name, today)])
        click.echo(f"Recorded: {name} works here no longer. What was theirs goes to whoever comes next.")
        return
    if back:
        workspace.write([staff.absent(name, today, today)])
        click.echo(f"Recorded: {name} is here.")
        return
    if not until:
        raise click.UsageError("Say until when: --until 2026-12-01")
    returns = told(until).first_day
    if returns <= today:
        raise click.UsageError(f"{returns} is not after today. Write the day on which they are back.")
    workspace.write([staff.absent(name, today, returns)])
    click.echo(f"Recorded: {name} is away until {returns}. What was theirs goes to whoever comes next.")


def _list(workspace: "Workspace", as_json: bool) -> None:
    members = workspace.casework.staffing().everybody(workspace.clock())
    if as_json:
        print_json([_plain(member) for member in members])
        return
    from rich.table import Table

    from heeded.cli import shown
    from heeded.reference.roles import titled
    from heeded.words.instants import day_of

    table = Table("Name", "Agency", "Team", "Roles", "Away until", box=None, pad_edge=False)
    for each in members:
        roles = ", ".join(titled(role) for role in sorted(each.roles))
        away = shown.day(day_of(each.away_until)) if each.away_until else ""
        table.add_row(each.name, each.agency, ", ".join(sorted(each.teams)), roles, away)
    shown.console().print(table if members else "Nobody is on record. Take in a file: heeded staff staff.xlsx")
    click.echo(f"Whatever nobody else answers for goes to {workspace.settings.last_owner}.")


def _plain(member: "Member") -> dict[str, object]:
    return {
        "name": member.name, "agency": member.agency, "teams": sorted(member.teams), "roles": sorted(member.roles),
        "answers_to": member.answers_to, "away_until": member.away_until.isoformat() if member.away_until else None,
    }  # fmt: skip

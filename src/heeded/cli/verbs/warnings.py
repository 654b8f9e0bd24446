"""`heeded warnings`: the work list, one warning, and what may be done about it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from heeded.cli.options import json_option, opened, print_json, workspace_option

if TYPE_CHECKING:
    from heeded.review.desk import Desk
    from heeded.review.warned import WarningLine, WarningView
    from heeded.words.instants import Instant
    from heeded.workspace import Workspace

MOST = 100_000  # warnings listed
SHORTEST = 6  # characters of an id that may name a warning
OUTCOMES = ("acted", "already_managed", "not_relevant", "wrong_identity")


@click.command("warnings")
@click.argument("warning", default="")
@click.option("--owner", default=None, metavar="NAME", help="Only those that this person has to answer.")
@click.option("--all", "everything", is_flag=True, help="Those that are decided too.")
@click.option("--acknowledge", is_flag=True, help="Say that WARNING was read.")
@click.option("--assign", metavar="NAME", default="", help="Give WARNING to somebody, with --reason.")
@click.option(
    "--defer", metavar="DAY", default="", help="Put the decision off until a day, with --reason and --approver."
)
@click.option("--approver", metavar="NAME", default="", help="Who approved it.")
@click.option("--decide", type=click.Choice(OUTCOMES), default=None, help="Decide WARNING, with --reason.")
@click.option(
    "--action", metavar="TEXT", default="", help="What was done, or is in place, for acted and already_managed."
)
@click.option("--reason", metavar="TEXT", default="", help="Why; it is kept with what you do.")
@click.option("--by", metavar="NAME", default="", help="Who you are. Else the viewer of the workspace.")
@click.option(
    "--seen", type=int, default=None, help="The number that was shown with WARNING: refused if anything came since."
)
@workspace_option
@json_option
def command(
    warning: str, owner: str | None, everything: bool, acknowledge: bool, assign: str, defer: str, approver: str,
    decide: str | None, action: str, reason: str, by: str, seen: int | None, folder: Path | None,
    as_json: bool,
) -> None:  # fmt: skip
    """List what has to be answered, by the time that is left; or show, and act on, one WARNING.

    Software advises: a named person decides and gives a reason. A warning is never closed by itself.
    """
    doing = sum(map(bool, (acknowledge, assign, defer, decide)))
    if doing > 1 or (doing and not warning):
        raise click.UsageError("Name one warning, and one thing to do about it.")
    with opened(folder) as workspace:
        if not warning:
            _list(workspace, owner, everything, as_json)
            return
        found = _seen(workspace, warning)
        if doing:
            told = _Told(found.line.id, by or workspace.viewer.name, found.state.seen if seen is None else seen)
            _act(workspace, told, acknowledge, assign, defer, approver, decide, action, reason)
            found = _seen(workspace, found.line.id)
        _show(found, workspace.clock(), as_json)


class _Told:
    """Which warning, who acts, and what of it they had seen."""

    def __init__(self, warning: str, by: str, seen: int) -> None:
        self.warning, self.by, self.seen = warning, by, seen


def _seen(workspace: "Workspace", warning: str) -> "WarningView":
    look = workspace.look(workspace.viewer, "heeded warnings")
    found = look.warning(warning)
    if found is None and len(warning) >= SHORTEST:
        meant = [line.id for line in _listed(look, None, True) if line.id.startswith(warning)]
        found = look.warning(meant[0]) if len(meant) == 1 else None
    if found is None:
        raise click.ClickException(f"There is no warning '{warning[:60]}' that you may see. List them: heeded warnings")
    return found


def _act(
    workspace: "Workspace", told: _Told, acknowledge: bool, assign: str, defer: str, approver: str, decide: str | None,
    action: str, reason: str,
) -> None:  # fmt: skip
    from heeded.sources.dates import told as day_told

    which, work = (told.warning, told.by, told.seen), workspace.casework
    if acknowledge:
        work.acknowledge(*which)
    elif assign:
        work.assign(*which, to=assign, reason=reason)
    elif defer:
        work.defer(*which, until=day_told(defer).first_day, reason=reason, approver=approver)
    elif decide:
        work.decide(*which, outcome=decide, reason=reason, action=action)


def _listed(look: "Desk", owner: str | None, everything: bool) -> "list[WarningLine]":
    """The work list, and after it those that are decided if they are wanted."""
    decided = look.work_list(owner, decided=True, limit=MOST) if everything else []
    return [*look.work_list(owner, limit=MOST), *decided]


def _list(workspace: "Workspace", owner: str | None, everything: bool, as_json: bool) -> None:
    from heeded.cli import shown
    from heeded.cli.warned import plain, table

    staffing = workspace.casework.staffing()
    owner = staffing.named(owner) if owner is not None else None
    lines = _listed(workspace.look(workspace.viewer, "heeded warnings"), owner, everything)
    if owner is not None and not lines and owner != staffing.last_owner and not staffing.known(owner):
        raise click.ClickException(f"Nobody called '{owner[:60]}' is on record. See who is: heeded staff")
    if as_json:
        print_json([plain(line) for line in lines])
    elif lines:
        shown.console().print(table(lines, workspace.clock()))
        click.echo("One of them: heeded warnings ID        decide it: heeded warnings ID --decide acted --action …")
    else:
        click.echo("Nothing has to be answered.")


def _show(seen: "WarningView", now: "Instant", as_json: bool) -> None:
    from heeded.cli.warned import plain, time_left
    from heeded.words.instants import in_london
    from heeded.words.spoken import deadline, written_moment

    if as_json:
        told = [{"at": in_london(e.at), "what": e.what, "by": e.by, "says": e.says} for e in seen.history]
        print_json({**plain(seen.line), "seen": seen.state.seen, "history": told})
        return
    line = seen.line
    click.echo(f"{line.row.level.upper()} {line.row.signal} {line.name.replace('_', ' ')}: {line.says}")
    click.echo(
        f"About {', '.join(f'{s.name} ({s.role})' for s in line.people)}. With {line.row.owner}; {line.row.status}."
    )
    if line.row.status != "decided":
        click.echo(f"Decide by {deadline(line.row.decide_by)} ({time_left(line, now)}). Seen: {seen.state.seen}.")
    for each in seen.history:
        click.echo(f"  {written_moment(each.at)}  {each.says}")

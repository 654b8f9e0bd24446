"""`heeded watch`: judge everybody who is loaded, now."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from heeded.cli.options import counting, json_option, opened, print_json, workspace_option

if TYPE_CHECKING:
    from heeded.review.warned import WarningLine

MOST_SHOWN = 20


@click.command("watch")
@workspace_option
@json_option
def command(folder: Path | None, as_json: bool) -> None:
    """Judge everybody by every signal, as the rules are now, and say which warnings that opens.

    Whatever is loaded is judged at once; this does it again for all, after a change of the rules or to be sure.
    """
    with opened(folder) as workspace:
        before = {line.id for line in workspace.look(workspace.viewer, "heeded watch").work_list(limit=100_000)}
        with counting(as_json) as told:
            judged = workspace.watch(told)
        workspace.casework.tick()
        lines = workspace.look(workspace.viewer, "heeded watch").work_list(limit=100_000)
    new = [line for line in lines if line.id not in before]
    if as_json:
        from heeded.cli.warned import plain

        print_json({"judged": judged, "open": len(lines), "opened": [plain(line) for line in new]})
        return
    _tell(judged, lines, new)


def _tell(judged: int, lines: "list[WarningLine]", new: "list[WarningLine]") -> None:
    levels = Counter(line.row.level for line in lines)
    told = ", ".join(f"{levels[level]} {level}" for level in ("red", "amber", "blue") if levels[level])
    click.echo(
        f"{judged:,} people judged. {len(lines):,} warnings open{f' ({told})' if told else ''}; {len(new):,} new."
    )
    for line in new[:MOST_SHOWN]:
        click.echo(f"  {line.row.level:5} {line.row.signal} {', '.join(s.name for s in line.people)}: {line.says}")
    if len(new) > MOST_SHOWN:
        click.echo(f"  … and {len(new) - MOST_SHOWN:,} more.")
    if lines:
        click.echo("See who has to answer what: heeded warnings")

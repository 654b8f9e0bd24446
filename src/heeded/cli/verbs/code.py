"""`heeded code`: say what kind of thing each uncoded row is; Heeded suggests, a person decides."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from heeded.cli.options import json_option, opened, print_json, workspace_option

if TYPE_CHECKING:
    from heeded.review.lines import UncodedLine
    from heeded.workspace import Workspace


@click.command("code")
@click.argument("refs", nargs=-1)
@workspace_option
@json_option
@click.option("--confirm", is_flag=True, help="Take the first suggestion for the rows named.")
@click.option(
    "--confirm-clear",
    is_flag=True,
    help="Take the first suggestion for every row where it is clear and no mere account.",
)
@click.option("--refuse", is_flag=True, help="Say of the rows named that no kind fits.")
@click.option("--as", "kind", default="", metavar="KIND", help="Give the rows named this kind instead.")
@click.option("--detail", "details", multiple=True, metavar="NAME=VALUE", help="A detail to go with --as.")
def command(
    refs: tuple[str, ...], folder: Path | None, as_json: bool, confirm: bool, confirm_clear: bool, refuse: bool,
    kind: str, details: tuple[str, ...],
) -> None:  # fmt: skip
    """List the rows that have no kind, with what they may be; or decide about those named by REFS.

    A suggestion never raises a warning. A decision is a record, and a later one takes its place.
    """
    with opened(folder) as workspace:
        waiting = workspace.look(workspace.viewer, "heeded code").uncoded(200, 0)
        if refuse or kind or confirm or confirm_clear:
            if refuse:
                workspace.refuse(refs)
            elif kind:
                workspace.confirm(refs, kind, _details(details))
            else:
                refs = _confirmed(workspace, waiting, refs, clear=confirm_clear)
            if not refs:
                raise click.ClickException(
                    "Nothing was recorded: name rows that wait and have a suggestion, or use --as KIND."
                )
            click.echo(f"Recorded for {len(refs)} row{'s' if len(refs) > 1 else ''}.")
            return
    if as_json:
        print_json([_plain(line) for line in waiting])
        return
    _show(waiting)


def _details(told: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    pairs = [text.partition("=")[::2] for text in told]
    if any(not name or not value for name, value in pairs):
        raise click.BadParameter("write it as name=value, for example observed=cot,toys", param_hint="--detail")
    return {name.strip(): tuple(v.strip() for v in value.split(",")) for name, value in pairs}


def _confirmed(
    workspace: "Workspace", waiting: "list[UncodedLine]", refs: tuple[str, ...], *, clear: bool
) -> tuple[str, ...]:
    """Confirm the first suggestion of each row wanted; the refs that had one."""
    done = []
    for line in waiting:
        first = line.suggestions[0] if line.suggestions else None
        if first and (line.ref in refs or (clear and first.confidence == "clear" and first.basis == "fact")):
            workspace.confirm([line.ref], first.kind, first.details)
            done.append(line.ref)
    return tuple(done)


def _plain(line: "UncodedLine") -> dict[str, object]:
    found = [
        {"kind": s.kind, "details": {k: list(v) for k, v in s.details.items()}, "because": s.because,
         "confidence": s.confidence}
        for s in line.suggestions
    ]  # fmt: skip
    return {"ref": line.ref, "happened": line.happened, "text": line.text, "suggestions": found}


def _show(waiting: "list[UncodedLine]") -> None:
    if not waiting:
        click.echo("Every row has a kind.")
        return
    for line in waiting:
        click.echo(f"{line.ref}  {line.happened}  {line.text}")
        for s in line.suggestions[:2]:
            told = "; ".join(f"{k}={','.join(v)}" for k, v in s.details.items())
            sure = s.confidence if s.basis == "fact" else "an account"
            click.echo(f"    {sure}: {s.kind} {told}  ({s.because})")
        if not line.suggestions:
            click.echo("    nothing suggested: use --as KIND, or --refuse")
    click.echo(
        f"\n{len(waiting)} rows have no kind and are not judged. Take the clear ones: heeded code --confirm-clear"
    )

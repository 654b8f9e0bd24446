"""Options that several verbs share, and opening the workspace they mean."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from heeded.workspace import Workspace

Command = TypeVar("Command", bound=Callable[..., Any])


def workspace_option(command: Command) -> Command:
    """`--workspace FOLDER`."""
    return click.option(
        "--workspace", "folder", type=click.Path(path_type=Path, file_okay=False), default=None,
        help="The workspace. Else HEEDED_WORKSPACE, else the nearest heeded.toml upward.",
    )(command)  # fmt: skip


def json_option(command: Command) -> Command:
    """`--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")(command)


@contextmanager
def opened(folder: Path | None) -> Iterator["Workspace"]:
    """The workspace that is meant, open for as long as the verb runs."""
    from heeded import workspace

    with workspace.opened(meant(folder)) as found:
        yield found


def meant(folder: Path | None) -> Path:
    """The folder of the workspace that is meant."""
    from heeded import workspace

    return workspace.found_folder(folder, os.environ, Path.cwd())


def print_json(value: Any) -> None:  # noqa: ANN401 - anything that JSON can say
    """One JSON value on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


@contextmanager
def counting(quiet: bool) -> Iterator[Callable[[str, int], None] | None]:
    """A line that counts what is done, where somebody watches; None where nobody does, or `quiet` is asked for."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}: {task.completed:,}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {}

        def told(what: str, count: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=None)
            bar.update(tasks[what], completed=count)

        yield told

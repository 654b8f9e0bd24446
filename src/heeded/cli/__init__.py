"""The command line: one verb a file in `verbs`, found there and nowhere listed; only the verb used is imported whole."""

import pkgutil
import sys
from importlib import import_module

import click

from heeded.cli import verbs
from heeded.words.trouble import Trouble


class Verbs(click.Group):
    """The verbs, by the names of their files."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every verb, in alphabetical order."""
        return sorted(module.name for module in pkgutil.iter_modules(verbs.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A verb by name; None where there is none."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command = import_module(f"{verbs.__name__}.{cmd_name}").command
        return command if isinstance(command, click.Command) else None


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="heeded")
def heeded() -> None:
    """One chronology from all agencies, and warnings that nobody can lose.

    Begin with:  heeded demo        or with your own files:  heeded init FOLDER  and  heeded load FILES…
    """


def main() -> None:
    """The program. A Trouble is told as its sentence; it never shows a stack trace."""
    try:
        heeded(standalone_mode=False)
    except Trouble as trouble:
        click.echo(str(trouble), err=True)
        sys.exit(2)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)

"""`heeded verify`: re-read every record and say whether history was changed."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from heeded.cli.options import json_option, meant, print_json, workspace_option

if TYPE_CHECKING:
    from heeded.ledger.cosigning import Witnessed
    from heeded.ledger.verify import Verdict

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("verify")
@click.option("--witness", "notes", type=FILE, multiple=True, metavar="NOTE", help="A note that a witness signed.")
@click.option("--witness-key", "keys", multiple=True, metavar="KEY", help="A witness's public key, or its file.")
@click.option("--hand-out", type=FILE, help="Write the verifier as one Python file for others to use, and stop.")
@workspace_option
@json_option
def command(
    notes: tuple[Path, ...], keys: tuple[str, ...], hand_out: Path | None, folder: Path | None, as_json: bool
) -> None:
    """Re-read every record, recompute the tree, and name the first record that was changed.

    With notes that witnesses signed, and their public keys as the witnesses themselves gave them to you, also prove
    that what they saw is here: an end cut off, or the file put back from an older copy, shows in no other way.
    """
    if hand_out is not None:
        _hand_out(hand_out)
        return
    from heeded.workspace import proved

    found = proved(meant(folder), witnessed=_witnessed(notes, keys))
    if as_json:
        print_json(_plain(found))
    else:
        click.echo("\n".join(found.sentences()))
    sys.exit(0 if found.sound else 1)


def _witnessed(notes: tuple[Path, ...], keys: tuple[str, ...]) -> "list[Witnessed]":
    if not notes and not keys:
        return []
    if not notes or not keys:
        raise click.UsageError("--witness and --witness-key go together: a note proves nothing without the key.")
    from heeded.ledger.cosigning import WitnessKey, witnessed
    from heeded.ledger.handed import key_text, text_of

    return witnessed([text_of(path) for path in notes], [WitnessKey.read(key_text(key)) for key in keys])


def _hand_out(path: Path) -> None:
    from importlib.resources import files

    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(files("heeded.ledger").joinpath("standalone.py").read_text(encoding="utf-8"))
    except OSError as error:
        raise click.ClickException(f"{path}: it cannot be written ({error.strerror}). Name a new file.") from error
    click.echo(f"Wrote {path}. It needs Python 3.11 and nothing else: python3 {path} --help")


def _plain(found: "Verdict") -> dict[str, object]:
    return {
        "sound": found.sound,
        "records": found.size,
        "root": found.root.hex(),
        "checkpoints": found.checkpoints,
        "witnessed": [
            {"by": each.by, "at": each.at.isoformat(), "records": each.checkpoint.size} for each in found.witnessed
        ],
        "fault": None if found.fault is None else {"record": found.fault.seq, "what": found.fault.what},
    }

"""`heeded witness`: stand witness to another agency's ledger, or ask a witness to sign yours."""

from pathlib import Path

import click

from heeded.cli.options import json_option, opened, print_json, workspace_option

FILE = click.Path(path_type=Path, dir_okay=False)


@click.group("witness")
def command() -> None:
    """Stand witness to a partner's ledger, or have yours witnessed.

    A witness is another agency. It keeps, in a folder and with a key of its own, the size and root of your ledger as it
    last saw them, and signs a new checkpoint only when the ledger has grown and nothing else. It learns no content.

    \b
    The witness:  heeded witness init FOLDER --name police.example/witness
                  heeded witness trust KEY --folder FOLDER
                  heeded witness sign CHECKPOINT --folder FOLDER
    The owner:    heeded witness key    (for the witness to trust)
                  heeded witness ask    (for the witness to sign)
                  heeded verify --witness NOTE --witness-key KEY
    """


folder_option = click.option(
    "--folder", "at", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="The witness's; else this."
)
out_option = click.option("--out", type=FILE, help="Write it to this file instead of printing it.")


@command.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", required=True, help="Best a web address: police.example/witness")
def init(folder: Path, name: str) -> None:
    """Begin a witness in the new FOLDER, with a new key."""
    from heeded.ledger.witness import PUBLIC, Witness

    witness = Witness.create(folder, name)
    click.echo(f"Made a witness in {folder}. Give this public key (it is in {folder / PUBLIC}) to whoever verifies:")
    click.echo(witness.public.written())


@command.command("trust")
@click.argument("key")
@folder_option
def trust(key: str, at: Path) -> None:
    """Follow the ledger that has this public KEY (the line, or a file with it), as its owner gave it to you."""
    from heeded.ledger.checkpoint import Verifier
    from heeded.ledger.handed import key_text
    from heeded.ledger.witness import Witness

    verifier = Verifier.read(key_text(key))
    Witness(at).trust(verifier)
    click.echo(f"This witness follows {verifier.name}, by the key {verifier.id.hex()}.")


@command.command("sign")
@click.argument("checkpoint", type=FILE, required=False)
@click.option("--proof", type=FILE, help="The consistency proof, where it is not in the same file.")
@folder_option
@out_option
@workspace_option
def sign(checkpoint: Path | None, proof: Path | None, at: Path, out: Path | None, folder: Path | None) -> None:
    """Sign a CHECKPOINT that `heeded witness ask` made; or, on the same machine, that of --workspace as it is now."""
    from heeded.ledger.asking import Request
    from heeded.ledger.handed import text_of
    from heeded.ledger.witness import Witness
    from heeded.workspace.clock import now

    witness = Witness(at)
    if checkpoint is not None:
        request = Request.read(text_of(checkpoint), text_of(proof) if proof else "")
    elif folder is not None:
        with opened(folder) as ledger:
            request = ledger.request(witness.seen(ledger.public_key().name))
    else:
        raise click.UsageError("Name the checkpoint's file, or the ledger's --workspace.")
    before, said = witness.said(request.checkpoint().origin), witness.sign(request, now())
    if before == said:
        click.echo(
            "Nothing was added since; what was signed then is given back, and nothing was signed anew.", err=True
        )
    click.echo(said.sentence(), err=True)
    _give(said.note, out)


@command.command("show")
@folder_option
@json_option
def show(at: Path, as_json: bool) -> None:
    """What this witness has seen, with the last note it signed of each ledger."""
    from heeded.ledger.witness import Witness

    witness = Witness(at)
    said = {origin: witness.said(origin) for origin in witness.followed()}
    if as_json:
        logs = {o: {"records": s.checkpoint.size, "at": s.at.isoformat(), "note": s.note} if s else None
                for o, s in said.items()}  # fmt: skip
        print_json({"name": witness.public.name, "key": witness.public.written(), "ledgers": logs})
        return
    click.echo(f"{witness.public.written()}\n")
    for origin, last in said.items():
        click.echo(f"{last.sentence()}\n\n{last.note}" if last else f"{origin}: nothing seen yet.\n")


@command.command("key")
@workspace_option
def key(folder: Path | None) -> None:
    """The ledger's public key, for a witness to trust. Give it in a way in which nobody can change it."""
    with opened(folder) as ledger:
        click.echo(ledger.public_key().written())


@command.command("ask")
@click.option("--old", type=click.IntRange(min=0), default=0, help="How many records the witness has seen; at first 0.")
@out_option
@workspace_option
def ask(old: int, out: Path | None, folder: Path | None) -> None:
    """Sign a checkpoint of the ledger as it is now, with the proof for a witness that has seen --old records."""
    with opened(folder) as ledger:
        written = ledger.request(old).written()
    _give(written, out)


def _give(text: str, out: Path | None) -> None:
    if out is None:
        click.echo(text, nl=False)
        return
    from heeded.ledger.handed import keep

    try:
        keep(out, text)
    except OSError as error:
        raise click.ClickException(f"{out}: it cannot be written ({error.strerror}). Name another file.") from error
    click.echo(f"Wrote {out}.", err=True)

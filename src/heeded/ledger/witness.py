"""A witness: remembers the largest head it saw of each ledger, and signs a larger one only if that ledger has only grown.

It stands at another agency, with a key of its own and nothing of the ledger's content: of each ledger it knows the
public key, the size and the root. It follows C2SP tlog-witness; the rules of `sign` are that document's, in its order.
"""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from heeded.ledger.asking import Request
from heeded.ledger.checkpoint import Checkpoint, Verifier, claimed
from heeded.ledger.cosigning import Cosigner, Witnessed, told
from heeded.ledger.handed import keep
from heeded.ledger.merkle import consistent
from heeded.ledger.notes import Note, NoteTrouble
from heeded.ledger.turnstile import Turnstile
from heeded.words.instants import Instant
from heeded.words.trouble import Trouble

KEY, PUBLIC, SEEN = "witness.key", "witness.pub", "seen.json"
FORM = 1  # of the state file; a newer one is refused
MOST_LOGS = 1000
MOST_REFUSED = 100  # refused checkpoints kept as evidence


class WitnessTrouble(Trouble):
    """What a witness will not sign, or a witness that cannot be opened."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A ledger that a witness follows: its public key, and the last note cosigned ("" before the first)."""

    key: Verifier
    note: str = ""

    @property
    def head(self) -> Checkpoint | None:
        """The largest head seen."""
        return claimed(self.note) if self.note else None


class Witness:
    """One witness in its folder: its key, what it has seen, and what it refused to sign."""

    def __init__(self, folder: Path) -> None:
        """Open; WitnessTrouble or NoteTrouble when the key or the state is absent, damaged or not this witness's."""
        self.folder = folder
        self._key = Cosigner.open(folder / KEY)
        self.public = self._key.public
        self.followed()

    @classmethod
    def create(cls, folder: Path, name: str) -> "Witness":
        """A new witness in a folder that has none; `name` is best a web address without its `https://`."""
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise WitnessTrouble(str(folder), f"a witness cannot be made here ({error.strerror}).", "") from error
        if (folder / SEEN).exists():
            raise WitnessTrouble(str(folder), "there is a witness here already.", "Name a new folder.")
        key = Cosigner.create(folder / KEY, name)
        keep(folder / PUBLIC, key.public.written() + "\n")
        keep(folder / SEEN, _state(name, {}))
        return cls(folder)

    def followed(self) -> dict[str, Followed]:
        """The ledgers it follows by origin, as its state file says; what it signed itself is checked again."""
        path = self.folder / SEEN
        try:
            state = json.loads(path.read_text(encoding="utf-8"))
            if state["form"] > FORM:
                raise WitnessTrouble(str(path), "it was written by a newer Heeded.", "Upgrade this program.")
            logs = {one["key"]: one["note"] for one in state["logs"]}
            found = [Followed(Verifier.read(key), note) for key, note in logs.items()]
            whole = state["name"] == self._key.name and all(self._own(one) for one in found)
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError, NoteTrouble) as error:
            raise self._forgotten(f"what this witness has seen cannot be read ({error}).") from error
        if not whole:
            raise self._forgotten("it is not what this witness has seen, or was changed.")
        return {one.key.name: one for one in found}

    def trust(self, key: Verifier) -> None:
        """Follow a ledger by the public key that its owner gave; WitnessTrouble where another key is held for it."""
        with self._held():
            followed = self.followed()
            known = followed.get(key.name)
            if known is not None and known.key.written() != key.written():
                what = f"{key.name} is followed already, by another key ({known.key.id.hex()}, not {key.id.hex()})."
                do = "Ask its owner, by a way you trust, whether they changed keys; then begin a new witness folder."
                raise WitnessTrouble(str(self.folder), what, do)
            if known is None and len(followed) >= MOST_LOGS:
                raise WitnessTrouble(str(self.folder), f"it follows {MOST_LOGS:,} ledgers already.", "Begin another.")
            self._keep({**followed, key.name: known or Followed(key)})

    def seen(self, origin: str) -> int:
        """How many entries of a ledger it has seen; 0 for one never seen."""
        one = self.followed().get(origin)
        return one.head.size if one and one.head else 0

    def said(self, origin: str) -> Witnessed | None:
        """The last that it said of a ledger, with the note."""
        one = self.followed().get(origin)
        return self.public.opened(one.note) if one and one.note else None

    def sign(self, request: Request, now: Instant) -> Witnessed:
        """Cosign a checkpoint that the ledger it is of has come to by growing alone; durable before it is given.

        The very head seen last is not signed again: what was said of it then is given back. WitnessTrouble for a
        ledger or key not known, a history cut, put back or forked, a proof that proves nothing, and a clock gone back.
        """
        with self._held():
            followed = self.followed()
            head = request.checkpoint()
            one = self._trusted(followed, head, request.note)
            last = self.public.opened(one.note) if one.note else None
            if last is not None and last.checkpoint == head:
                return last
            self._grown(last, head, request)
            if last is not None and now < last.at:
                what = f"this machine's clock says {told(now)}, before the last signature ({told(last.at)})."
                raise WitnessTrouble("clock", what, "Put the clock right, then sign.")
            read = Note.read(request.note)
            ours = tuple(signature for signature in read.signatures if signature[0] == one.key.name)
            note = self._key.cosigned(replace(read, signatures=ours), now).written()
            self._keep({**followed, head.origin: replace(one, note=note)})
            said = self.public.opened(note)
            if said is None:
                raise AssertionError("a note just signed bears the signature")
            return said

    def _trusted(self, followed: dict[str, Followed], head: Checkpoint, note: str) -> Followed:
        one = followed.get(head.origin)
        if one is None:
            what = f"this witness does not follow {head.origin[:80]}."
            raise WitnessTrouble("checkpoint", what, "Get its public key from its owner: heeded witness trust KEY")
        if not one.key.signed(note):
            what = f"it is not signed by the key {one.key.id.hex()} that this witness was given for {head.origin}."
            raise WitnessTrouble("checkpoint", what, "Ask its owner, by a way you trust, whether they changed keys.")
        return one

    def _grown(self, last: Witnessed | None, head: Checkpoint, request: Request) -> None:
        """WitnessTrouble unless the head continues the last one seen."""
        if head.size == 0:
            raise WitnessTrouble("checkpoint", "it is of an empty ledger; there is nothing to witness.", "")
        before = last.checkpoint.size if last else 0
        if last is not None and head.size < before:
            what = f"it counts {head.size:,} entries, and {before:,} were seen on {told(last.at)}."
            do = "Either an old checkpoint was sent again, or the ledger was cut or put back from an older copy."
            raise self._refused(request.note, what, do + " Ask for the one of today.")
        if last is not None and head.size == before:
            what = (
                f"it gives {before:,} entries another root than the one seen on {told(last.at)}: history was changed."
            )
            raise self._refused(request.note, what, "Keep both notes: each is signed by the ledger's own key.")
        if request.old != before:
            what = f"its proof begins at {request.old:,} entries, and this witness has seen {before:,}."
            raise WitnessTrouble("checkpoint", what, f"Have it made anew: heeded witness ask --old {before}")
        if last is None:
            if request.proof:
                raise WitnessTrouble("checkpoint", "it is the first, and has nothing to prove.", "Leave out the proof.")
        elif not consistent(before, last.checkpoint.root, head.size, head.root, request.proof):
            what = (
                f"its proof does not show that the {before:,} entries seen on {told(last.at)} are still its beginning."
            )
            do = "Have the proof made anew; if that fails too, history was changed: keep both notes."
            raise self._refused(request.note, what, do)

    def _refused(self, note: str, what: str, do: str) -> WitnessTrouble:
        """The refusal; the ledger's own signature makes the refused note evidence, so it is kept."""
        folder = self.folder / "refused"
        folder.mkdir(exist_ok=True, mode=0o700)
        if len(list(folder.iterdir())) < MOST_REFUSED:
            keep(folder / f"{sha256(note.encode()).hexdigest()[:16]}.note", note)
        return WitnessTrouble("checkpoint", what, f"{do} The refused one is kept in {folder}.")

    def _own(self, one: Followed) -> bool:
        said = self.public.opened(one.note) if one.note else None
        return not one.note or (said is not None and one.key.opened(one.note) == said.checkpoint)

    def _keep(self, followed: dict[str, Followed]) -> None:
        keep(self.folder / SEEN, _state(self._key.name, followed))

    def _forgotten(self, what: str) -> WitnessTrouble:
        do = "Restore it from its last copy; a witness that forgot must not sign."
        return WitnessTrouble(str(self.folder / SEEN), what, do)

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Alone with the state, so that two signings at once cannot both go by the same last head."""
        with closing(Turnstile(self.folder)) as turnstile, turnstile.held():
            yield


def _state(name: str, followed: dict[str, Followed]) -> str:
    logs = [{"key": one.key.written(), "note": one.note} for _, one in sorted(followed.items())]
    return json.dumps({"form": FORM, "name": name, "logs": logs}, indent=1) + "\n"

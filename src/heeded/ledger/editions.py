"""Which edition a draft becomes: nothing when it says what is already held, else a first account or a correction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from heeded.ledger.record import Draft, Record, corrected, recorded
from heeded.words.instants import BEGINNING, Instant

Outcome = Literal["new", "same", "correction"]


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a draft: the record that now stands for it, and whether that was written for it.

    `new` and `correction` were written; `same` was already there.
    """

    record: Record
    outcome: Outcome


@dataclass(slots=True)
class Held:
    """The latest edition under one key; `record` is None when it was erased, `withdrawn` when its load was taken back."""

    seq: int
    edition: int
    record: Record | None
    withdrawn: bool = False


@dataclass(slots=True)
class Account:
    """All that the ledger holds under one ref (`police:v1`).

    `editions` counts over every source, so that an id names one record only; `latest` is by source, because agency,
    source and origin together are the key under which an edition corrects another.
    """

    editions: int = 0
    latest: dict[str, Held] = field(default_factory=dict)


def decide(drafts: Iterable[Draft], held: Mapping[str, Account], *, after: int, entered: Instant) -> list[Written]:
    """What becomes of each draft, in order, given what is held under their refs.

    New records are numbered from `after` + 1. Two drafts of one key in one batch are handled as if one had come after
    the other. Pure: `held` is not changed.
    """
    seen: dict[str, Account] = {}
    result: list[Written] = []
    seq = after
    for draft in drafts:
        account = seen.get(draft.ref) or _copied(held.get(draft.ref))
        seen[draft.ref] = account
        outcome = _decided(draft, account, seq + 1, entered)
        result.append(outcome)
        if outcome.outcome != "same":
            seq += 1
            account.editions = outcome.record.edition
            account.latest[draft.source] = Held(seq, outcome.record.edition, outcome.record)
    return result


def _decided(draft: Draft, account: Account, seq: int, entered: Instant) -> Written:
    before = account.latest.get(draft.source)
    if before is None:
        return Written(recorded(draft, seq, entered, account.editions + 1), "new")
    if before.record is None:  # erased: what was forgotten by law is not recorded again because a file is loaded again
        return Written(recorded(draft, before.seq, BEGINNING, before.edition), "same")
    if content(draft) == content(before.record) and not before.withdrawn:
        return Written(before.record, "same")
    named = draft.replaces if _names_another(draft) else before.record.id
    return Written(recorded(corrected(draft, named), seq, entered, account.editions + 1), "correction")


def withdrawal_of(load: str) -> str:
    """The ref under which a load is withdrawn, whoever withdraws it."""
    return f"heeded:{load}-withdrawn"


def content(draft: Draft) -> dict[str, Any]:
    """What the draft says, without what only tells how it came here (load, vocabulary, the edition it replaces)."""
    body = Draft.body(draft)
    del body["load"], body["vocabulary"]
    if draft.kind == "person":  # a People table has no dates: these are the earliest of the rows that came with it
        del body["happened"], body["recorded"]
    if not _names_another(draft):
        del body["replaces"]
    return body


def _names_another(draft: Draft) -> bool:
    """Whether `replaces` was written by the agency, and names a record of another ref."""
    return bool(draft.replaces) and draft.replaces != draft.ref and not draft.replaces.startswith(draft.ref + "~")


def _copied(account: Account | None) -> Account:
    return Account() if account is None else Account(account.editions, dict(account.latest))


def fresh(written: Sequence[Written]) -> list[Record]:
    """The records among them that were written now."""
    return [one.record for one in written if one.outcome != "same"]

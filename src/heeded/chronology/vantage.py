"""Which clock is knowledge: when an edition of a record counts, seen from one vantage.

`live` knows what was entered here, `pooled` what anybody recorded, `shared` what any partner was told, and
`agency:X` what X recorded plus what X was told (DESIGN.md, section 1). Nothing is known before it happened, and a
vague date is known from the end of its span.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from heeded.ledger.record import EVERYONE, Record
from heeded.words.instants import NEVER, Instant
from heeded.words.trouble import Trouble

LIVE, POOLED, SHARED = "live", "pooled", "shared"
OF_AGENCY = "agency:"


class NoSuchVantage(Trouble):
    """A vantage that is none of live, pooled, shared or agency:NAME."""


@dataclass(frozen=True, slots=True)
class Later:
    """What later records said about the records in view, by ref or by load.

    `finished`: load id -> each time that load was finished (its records become known in `live` together; the same
    files loaded again later finish it again). `withdrawn`: load id -> when it was withdrawn. `retracted`: ref ->
    (recorded, entered) of each time its agency took it back. `told`: ref -> (to, when) from records of sharing.
    `coded`: ref -> codings of it in order of entry. `taken_over`: load id -> the withdrawn loads whose rows it had
    said too, and then took over as its own.
    """

    finished: Mapping[str, tuple[Instant, ...]] = field(default_factory=dict)
    withdrawn: Mapping[str, Instant] = field(default_factory=dict)
    retracted: Mapping[str, tuple[tuple[Instant, Instant], ...]] = field(default_factory=dict)
    told: Mapping[str, tuple[tuple[str, Instant], ...]] = field(default_factory=dict)
    coded: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)
    taken_over: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """An edition and the knowledge interval `[known, until)` in which it counts.

    `resumed`: it counts again, because the correction that had taken its place was withdrawn.
    """

    record: Record
    known: Instant
    until: Instant
    resumed: bool = False


def checked(vantage: str) -> str:
    """The vantage itself, or a sentence that lists what there is."""
    if vantage in (LIVE, POOLED, SHARED) or (vantage.startswith(OF_AGENCY) and len(vantage) > len(OF_AGENCY)):
        return vantage
    raise NoSuchVantage("vantage", f"'{vantage[:60]}' is not one.", "Use live, pooled, shared or agency:NAME.")


def own(vantage: str) -> str:
    """The agency whose vantage this is, '' for the others."""
    return vantage.removeprefix(OF_AGENCY) if vantage.startswith(OF_AGENCY) else ""


def sees(vantage: str, agency: str) -> bool:
    """Whether this vantage sees all that an agency recorded (so that its silence means something)."""
    return vantage in (LIVE, POOLED) or own(vantage) == agency


def known_editions(editions: Sequence[Record], vantage: str, later: Later) -> list[Known]:
    """The editions of one ref, in order, each with the intervals in which this vantage believes it.

    An edition ends when the next one is known, when the agency retracts the record, or (in `live`) when its load
    is withdrawn: from then on the edition before it counts again. A withdrawn load is outside every other vantage.
    Editions never known are left out.
    """
    counted = [e for e in editions if vantage == LIVE or e.load not in later.withdrawn]
    begins = [_known(e, counted[i - 1] if i else None, vantage, later) for i, e in enumerate(counted)]
    spans = [(begin, _end(e, vantage, later)) for begin, e in zip(begins, counted, strict=True)]
    return [
        Known(edition, since, until, since > begins[i])
        for i, edition in enumerate(counted)
        for since, until in _uncovered(spans[i], spans[i + 1 :])
    ]


def _uncovered(
    span: tuple[Instant, Instant], covers: Sequence[tuple[Instant, Instant]]
) -> list[tuple[Instant, Instant]]:
    """What is left of a span, as stretches in order, where none of the covers lies."""
    left = [span] if span[0] < span[1] else []
    for since, until in covers:
        if since < until:
            parts = (part for a, b in left for part in ((a, min(b, since)), (max(a, until), b)))
            left = [(a, b) for a, b in parts if a < b]
    return left


def _known(edition: Record, before: Record | None, vantage: str, later: Later) -> Instant:
    happened = edition.happened.first
    if vantage == LIVE:
        return max(_taken_over(edition, before, later) or _taken_in(edition, later), happened)
    if vantage == POOLED or own(vantage) == edition.agency:
        # A correction is known from its own Recorded where that is later than the account it corrects.
        told_later = before is None or edition.recorded.last > before.recorded.last
        return max(edition.recorded.last if told_later else edition.entered, happened)
    return max(_first_told(edition, own(vantage), later), happened)


def _taken_over(edition: Record, before: Record | None, later: Later) -> Instant | None:
    """When the row before was withdrawn, where this edition's load had said it too: it was known all along."""
    if before is None or before.load not in later.taken_over.get(edition.load, ()):
        return None
    withdrawn = later.withdrawn.get(before.load, NEVER)
    return withdrawn if withdrawn <= edition.entered else None


def _taken_in(edition: Record, later: Later) -> Instant:
    """When an edition was here: when it was entered, or the first time after that its load was finished."""
    if not edition.load:
        return edition.entered
    return min((f for f in later.finished.get(edition.load, ()) if f >= edition.entered), default=NEVER)


def _first_told(edition: Record, to: str, later: Later) -> Instant:
    """When a partner was first told: agency `to`, or any partner where `to` is ''."""
    shares = [(s.to, s.when.last) for s in edition.shared] + list(later.told.get(edition.ref, ()))
    reached: Iterable[Instant] = (when for whom, when in shares if not to or whom in (to, EVERYONE))
    return min(reached, default=NEVER)


def _end(edition: Record, vantage: str, later: Later) -> Instant:
    # What the agency says again after taking it back stands again.
    taken_back = ((r, e) for r, e in later.retracted.get(edition.ref, ()) if e >= edition.entered)
    recorded, entered = min(taken_back, key=lambda pair: pair[1], default=(NEVER, NEVER))
    if vantage == LIVE:
        return min(entered, later.withdrawn.get(edition.load, NEVER) if edition.load else NEVER)
    return recorded

"""A scene is what one judgement looks at: records of some people, seen from one vantage, people and places made out."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from heeded.chronology.coding import rests_on
from heeded.chronology.entry import Entry, Role, Scene, Statement
from heeded.chronology.membership import Beliefs, at, stretches, today
from heeded.chronology.vantage import LIVE, POOLED, Known, Later, known_editions, own
from heeded.ledger.record import Record
from heeded.sources.coding import apply_coding
from heeded.sources.table import WRITTEN
from heeded.words.instants import BEGINNING, NEVER, Instant
from heeded.words.told import Told

PERSON, UNCODED = "person", "uncoded"
HEEDED = "heeded"  # what Heeded itself wrote (links, raises, loads) is about the records, not one of them
DECIDED = "decided"  # but what people decided about warnings is asked for, beside the records
TIMELESS = ("born", "sex")
KNOWN_TO_PERSON_ROW = ("name", "aka", "born", "died", "sex")


def scene_of(
    records: Iterable[Record],
    vantage: str,
    *,
    beliefs: Beliefs,
    place_key: Callable[[str], str],
    later: Later | None = None,
    identity_then: bool = False,
    doubts: Mapping[str, float] | None = None,
) -> Scene:
    """The scene that these records make. `records` holds every edition of each ref, in any order.

    In `live`, and where `identity_then` is asked for, an entry belongs to a Person only while its key was believed
    to; the other vantages use today's membership for all time.
    """
    later, records = later or Later(), list(records)
    editions: dict[str, list[Record]] = defaultdict(list)
    for record in sorted((r for r in records if r.agency != HEEDED), key=lambda r: r.seq):
        editions[f"{record.source}|{record.ref}" if record.kind == PERSON else record.ref].append(record)
    then = identity_then or vantage == LIVE
    entries: list[Entry] = []
    people: list[Known] = []
    for told in editions.values():
        if told[0].kind == PERSON:
            people.extend(_person_editions(told, vantage, later))
            continue
        for known in _coded(known_editions(told, vantage, later), told, vantage, later):
            entries.extend(_entries(known, beliefs, place_key, then=then))
    entries.sort(key=lambda e: (e.known, e.seq, e.roles))
    statements = _statements(people, entries, vantage, beliefs, place_key, then=then)
    agencies = None if vantage in (LIVE, POOLED) else frozenset({own(vantage)} - {""})
    decisions = _decisions(records, vantage, beliefs, place_key, later, then=then)
    return Scene(vantage, tuple(entries), tuple(statements), agencies, dict(doubts or {}), decisions=decisions)


def _decisions(
    records: Iterable[Record],
    vantage: str,
    beliefs: Beliefs,
    place_key: Callable[[str], str],
    later: Later,
    *,
    then: bool,
) -> tuple[Entry, ...]:
    """What people decided about warnings. All agencies look at the same warnings, so no vantage knows less of them."""
    clock = LIVE if vantage == LIVE else POOLED
    decided = (r for r in records if r.agency == HEEDED and r.kind == DECIDED)
    known = (each for record in decided for each in known_editions([record], clock, later))
    found = (entry for each in known for entry in _entries(each, beliefs, place_key, then=then))
    return tuple(sorted(found, key=lambda e: (e.known, e.seq, e.roles)))


def _person_editions(editions: Sequence[Record], vantage: str, later: Later) -> list[Known]:
    """What a People table said, edition by edition, believed by whoever knows of the person at all."""
    counted = [e for e in editions if vantage == LIVE or e.load not in later.withdrawn]
    if vantage == LIVE:
        return known_editions(counted, LIVE, later)
    return [
        replace(known, record=_completed(known.record, counted)) for known in known_editions(counted, POOLED, later)
    ]


def _completed(record: Record, editions: Sequence[Record]) -> Record:
    """A person row with the birth date and sex that a later edition adds where it left them open.

    Nobody is born later for being asked late: what an agency holds about a person holds since it first met them. What a
    row did say stands until it was corrected.
    """
    added = {
        name: values
        for name in TIMELESS
        if not record.details.get(name)
        and (values := next((e.details[name] for e in editions if e.seq > record.seq and e.details.get(name)), ()))
    }
    return replace(record, details=MappingProxyType({**record.details, **added})) if added else record


def _coded(known: Sequence[Known], editions: Sequence[Record], vantage: str, later: Later) -> list[Known]:
    """Uncoded records as a person coded them: in `live` from the confirmation on, elsewhere all along.

    A coding counts only for the words it was made for: an edition that says something else is to be read anew.
    """
    read = {e.id: (e.says, e.action) for e in editions}
    found: list[Known] = []
    for each in known:
        words = (each.record.says, each.record.action) if each.record.kind == UNCODED else None
        codings = [c for c in later.coded.get(each.record.ref, ()) if words and read.get(rests_on(c)) == words]
        if vantage != LIVE:
            record = apply_coding(each.record, codings[-1]) if codings else each.record
            found.append(Known(record, each.known, each.until))
            continue
        edges = [each.known, *(min(max(c.entered, each.known), each.until) for c in codings), each.until]
        versions = [each.record, *(apply_coding(each.record, c) for c in codings)]
        found += [Known(r, a, b) for r, a, b in zip(versions, edges, edges[1:], strict=False) if a < b]
    return found


def _entries(known: Known, beliefs: Beliefs, place_key: Callable[[str], str], *, then: bool) -> list[Entry]:
    record = known.record
    spans = stretches(beliefs, record.people, known.known, known.until) if then else [(known.known, known.until)]
    found = []
    for since, until in spans:
        roles = tuple(
            Role(
                p.role, p.key if p.placeholder else at(beliefs, p.key, since) if then else today(beliefs, p.key), p.key
            )
            for p in record.people
        )
        found.append(
            Entry(
                record.ref,
                record.id,
                record.seq,
                record.agency,
                record.kind,
                record.happened,
                record.recorded,
                roles,
                place_key(record.place),
                record.place,
                record.details,
                record.says,
                record.action,
                record.answers,
                since,
                until,
            )
        )
    return found


def _statements(
    people: Sequence[Known],
    entries: Sequence[Entry],
    vantage: str,
    beliefs: Beliefs,
    place_key: Callable[[str], str],
    *,
    then: bool,
) -> list[Statement]:
    """Each person row, visible from that agency's first record about the person visible here."""
    first: dict[str, Entry] = {}
    for entry in entries:
        for role in entry.roles:
            if role.key.startswith(f"{entry.agency}:"):
                first.setdefault(role.key, entry)
    found = []
    for each in people:
        met = first.get(each.record.people[0].key)
        known, since = _seen_from(each, met, vantage)
        if known < each.until:
            found.extend(_stated(each, known, since, beliefs, place_key, then=then))
    return sorted(found, key=lambda s: (s.known, s.key))


def _seen_from(each: Known, met: Entry | None, vantage: str) -> tuple[Instant, Told]:
    """From when a statement is visible, and since when the person is known at that address."""
    record = each.record
    if record.edition > 1 or each.resumed:
        hidden = met is None and vantage not in (LIVE, POOLED) and own(vantage) != record.agency
        known = NEVER if hidden else max(each.known, met.known if met else BEGINNING)
        return known, Told.at(known) if known < NEVER else record.happened
    if met is not None:
        return met.known, met.happened
    visible = vantage in (LIVE, POOLED) or own(vantage) == record.agency
    return (each.known if visible else NEVER), record.happened


def _stated(
    each: Known, known: Instant, since: Told, beliefs: Beliefs, place_key: Callable[[str], str], *, then: bool
) -> list[Statement]:
    record, key = each.record, each.record.people[0].key
    told = (k for k in record.details if k not in KNOWN_TO_PERSON_ROW and not k.startswith(WRITTEN))
    identifiers = {k: record.details[k] for k in told}
    spans = stretches(beliefs, record.people, known, each.until) if then else [(known, each.until)]
    return [
        Statement(
            at(beliefs, key, a) if then else today(beliefs, key),
            key,
            record.agency,
            (*record.details.get("name", ()), *record.details.get("aka", ())),
            _date(record, "born"),
            _date(record, "died"),
            "".join(record.details.get("sex", ())[:1]),
            place_key(record.place),
            record.place,
            identifiers,
            since,
            a,
            b,
        )
        for a, b in spans
    ]


def _date(record: Record, detail: str) -> Told | None:
    values = record.details.get(detail, ())
    return Told.read(values[0]) if values and values[0] else None

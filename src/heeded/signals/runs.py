"""From matches to raises: maximal runs, the levels reached in them, lapses, evidence, and doubt."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from heeded.chronology.spans import Span, Spans, holds, joined, meet, minus
from heeded.signals.bench import Bench, Match, Piece, Subject
from heeded.signals.raised import CERTAIN_ENOUGH, LEVELS, Raise, raise_id
from heeded.signals.signal import Signal
from heeded.words.instants import NEVER, Instant

Lapse = tuple[Instant, Instant, str]


def raises(
    bench: Bench, signal: Signal, subject: Subject, trigger: str, by_level: Mapping[str, list[Match]]
) -> list[Raise]:
    """The raises of one signal for one subject and trigger."""
    matches = [m for found in by_level.values() for m in found]
    full = joined(m.spans for m in matches)
    ended = _all_ended(full, matches)
    lapses = _lapses(bench, subject, ended)
    by_spans = {level: joined(m.spans for m in found) for level, found in by_level.items() if found}
    found = []
    for run, theirs in zip(full, _by_run(full, matches), strict=True):
        cuts = _cut(run, lapses)
        for start, end, lapsed in (*_written_late(run, cuts, lapses, theirs), *cuts):
            levels = _levels(by_spans, start, end)
            evidence, later = _evidence(theirs, start, end)
            people = (*(p for _, p in subject), trigger)
            doubt = _doubt(bench, people, evidence)
            if any(bench.scene.doubts.get(p, 1.0) < CERTAIN_ENOUGH for p in people):
                levels = _doubtful(bench, people, theirs, by_spans, (start, end))
            found.append(
                Raise(
                    raise_id(signal.code, subject, trigger, start), signal.code, signal.name, signal.version,
                    bench.scene.vantage, subject, trigger, start, None if end >= NEVER else end,
                    levels, lapsed, evidence, doubt, later, _said(signal, by_level, start),
                )
            )  # fmt: skip
    return found


def _said(signal: Signal, by_level: Mapping[str, list[Match]], start: Instant) -> str:
    """The sentence of what held at that instant: of the highest level, and of that the latest pattern."""
    for level in sorted(by_level, key=LEVELS.index, reverse=True):
        live = [m for m in by_level[level] if holds(m.spans, start) or holds(m.stands, start)]
        if live:
            return (live[-1].says or signal.says).filled(live[-1].figures(start))
    return signal.asks


def _by_run(full: Spans, matches: Iterable[Match]) -> list[list[Match]]:
    """The matches of each run: every stretch of a match lies in one run."""
    starts = [start for start, _ in full]
    found: list[list[Match]] = [[] for _ in full]
    for match in matches:
        for index in dict.fromkeys(bisect_right(starts, start) - 1 for start, _ in match.spans):
            found[index].append(match)
    return found


def _all_ended(full: Spans, matches: Iterable[Match]) -> Spans:
    """When the orders of all that holds are over. What does not hold yet, or no longer, keeps nothing alive."""
    return minus(full, joined(minus(m.spans, m.ended) for m in matches))


def _lapses(bench: Bench, subject: Subject, ended: Spans) -> list[Lapse]:
    """When a raise that nobody answered is over all the same, and why; in order."""
    found: list[Lapse] = [(a, b, "order ended") for a, b in ended]
    for role, person in subject:
        found += [(a, b, "died") for a, b in bench.states.dead(person)]
        if role == "child":
            found += [(a, b, "turned 18") for a, b in bench.states.grown(person)]
    return sorted(found, key=lambda lapse: (lapse[0], lapse[2] == "died", lapse[1]))


def _cut(run: Span, lapses: Sequence[Lapse]) -> list[tuple[Instant, Instant, str]]:
    """A run up to its lapse. A raise of the very moment of a death stands, and ends there."""
    start, end = run
    for since, until, why in lapses:
        if until <= start or since >= end:
            continue
        if since < start or (since == start and why != "died"):
            return _cut((until, end), lapses) if until < end else []
        after = _cut((until, end), lapses) if until < end else []
        return [(start, since, why), *after]
    return [(start, end, "")]


def _written_late(run: Span, cuts: Sequence[Lapse], lapses: Iterable[Lapse], matches: Iterable[Match]) -> list[Lapse]:
    """What happened under an order and was first known when that was over: it is raised, and lapses there and then.

    Late writing silences nothing. But what was raised before in the same run is not raised again, and nothing is
    once a death is known.
    """
    stood = meet(joined(m.stands for m in matches), (run,))
    dead = tuple((since, until) for since, until, why in lapses if why == "died")
    died = {since for since, _ in dead}
    moments = [a for a, _ in minus(stood, dead)] + [a for a, _ in stood if a in died]
    first = min(moments, default=NEVER)
    if first == NEVER or any(start <= first for start, _, _ in cuts):
        return []
    return [(first, first, "order ended")]


def _levels(by_spans: Mapping[str, Spans], start: Instant, end: Instant) -> tuple[tuple[str, Instant], ...]:
    """Each level reached in `[start, end)` above those before it; at `start` itself even where the raise ends there."""
    found = []
    for level, spans in by_spans.items():
        reached = [max(a, start) for a, b in spans if b > start and (a < end or a <= start)]
        if reached:
            found.append((min(reached), LEVELS.index(level)))
    rising: list[tuple[str, Instant]] = []
    for when, index in sorted(found, key=lambda each: (each[0], -each[1])):
        if not rising or index > LEVELS.index(rising[-1][0]):
            rising.append((LEVELS[index], when))
    return tuple(rising)


def _doubtful(
    bench: Bench, people: Sequence[str], matches: Sequence[Match], by_spans: Mapping[str, Spans], run: Span
) -> tuple[tuple[str, Instant], ...]:
    """The levels, amber at most for as long as what counts rests on a doubtful link between agencies."""
    start, end = run
    edges = {edge for m in matches for pair in m.spans for edge in pair}
    edges |= {edge for m in matches for piece in m.pieces() for pair in piece.known for edge in pair}
    found: list[tuple[str, Instant]] = []
    for when in sorted({start, *(edge for edge in edges if start < edge < end)}):
        held = [level for level, spans in by_spans.items() if holds(spans, when)]
        level = max(held, key=LEVELS.index, default="")
        if level == "red" and _doubt(bench, people, _evidence(matches, when, when)[0]) < CERTAIN_ENOUGH:
            level = "amber"
        if level and (not found or LEVELS.index(level) > LEVELS.index(found[-1][0])):
            found.append((level, when))
    return tuple(found)


def _evidence(
    matches: Iterable[Match], start: Instant, end: Instant
) -> tuple[tuple[str, ...], tuple[tuple[str, Instant], ...]]:
    """What counted when it was raised, in order of known; and what joined afterwards, with when."""
    at_start: dict[str, Instant] = {}
    joined_later: dict[str, Instant] = {}
    for match in sorted(matches, key=lambda m: m.spans[0][0]):
        begins = max(match.spans[0][0], start)
        if begins >= end > start:
            break
        live = holds(match.spans, start)
        for piece in match.pieces():
            if live and holds(piece.known, start):
                _earliest(at_start, piece.ref, piece.known[0][0])
            elif joined_later.get(piece.ref, NEVER) > begins and piece.ref not in at_start:
                when = _first_after(match.spans, piece, start)
                if when < end:
                    _earliest(joined_later, piece.ref, when)
    evidence = tuple(sorted(at_start, key=lambda ref: (at_start[ref], ref)))
    later = tuple(sorted(((r, w) for r, w in joined_later.items() if r not in at_start), key=lambda p: (p[1], p[0])))
    return evidence, later


def _earliest(found: dict[str, Instant], ref: str, when: Instant) -> None:
    if when < found.get(ref, NEVER):
        found[ref] = when


def _first_after(spans: Spans, piece: Piece, start: Instant) -> Instant:
    for a, b in meet(spans, piece.known):
        if b > start:
            return max(a, start)
    return NEVER


def _doubt(bench: Bench, people: Iterable[str], evidence: Sequence[str]) -> float:
    """The weakest link between agencies: of a person whose evidence comes from more than one of them."""
    doubts = bench.scene.doubts
    weakest = 1.0
    for person in people:
        if doubts.get(person, 1.0) < weakest and len(_agencies(bench, person, evidence)) > 1:
            weakest = doubts[person]
    return weakest


def _agencies(bench: Bench, person: str, evidence: Sequence[str]) -> set[str]:
    wanted = set(evidence)
    return {e.agency for e in bench.states.entries.get(person, ()) if e.ref in wanted}

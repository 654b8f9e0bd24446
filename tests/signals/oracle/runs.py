"""Maximal runs of instants at which a signal holds: what the engine's raises are compared with."""

from dataclasses import dataclass, replace
from datetime import timedelta

from heeded.chronology.entry import Scene
from heeded.words.instants import NEVER, Instant

from .signals import SIGNALS
from .view import Finding, View

ORDER = {"amber": 1, "red": 2}


@dataclass(frozen=True)
class Told:
    """A raise as the oracle tells it; `levels` are each level first reached and when, `cleared` NEVER if still open.

    `beside` are records that may stand in the evidence and need not.
    """

    signal: str
    subject: frozenset[str]
    trigger: str
    raised: Instant
    cleared: Instant
    levels: tuple[tuple[str, Instant], ...]
    evidence: frozenset[str]
    lapsed: bool
    beside: frozenset[str] = frozenset()


@dataclass
class Run:
    """A raise still open while the instants are walked."""

    raised: Instant
    levels: list[tuple[str, Instant]]
    evidence: frozenset[str]
    beside: frozenset[str]


def raises(scene: Scene, signal: str, every: list[Instant] | None = None) -> list[Told]:
    """Every raise of one signal. `every` adds instants to look at, which must change nothing."""
    edges = {e.known for e in scene.entries} | {e.until for e in scene.entries} | set(every or [])
    edges |= {s.known for s in scene.statements} | {s.until for s in scene.statements}
    waiting = {e for e in edges if e < NEVER}
    running: dict[tuple[frozenset[str], str], Run] = {}
    told: list[Told] = []
    raised: set[tuple[frozenset[str], str]] = set()
    before: Instant | None = None
    while waiting:
        now = min(waiting)
        view = View(scene, now)
        held = {(f.subject, f.trigger): f for f in SIGNALS[signal](view)}
        told += _step(scene, signal, view, held, running, before)
        raised = (raised & set(held)) | set(running) | {(t.subject, t.trigger) for t in told if t.raised == now}
        told += written_late(signal, view, held, raised)
        raised |= {(t.subject, t.trigger) for t in told if t.raised == now}
        waiting = {w for w in waiting | view.ahead if now < w < NEVER}
        before = now
    told += [
        Told(signal, s, t, r.raised, NEVER, tuple(r.levels), r.evidence, False, r.beside)
        for (s, t), r in running.items()
    ]
    return sorted(told, key=lambda r: (r.raised, sorted(r.subject), r.trigger))


def _step(
    scene: Scene, signal: str, view: View, held: dict[tuple[frozenset[str], str], Finding],
    running: dict[tuple[frozenset[str], str], Run], before: Instant | None,
) -> list[Told]:  # fmt: skip
    now, told = view.now, []
    for key in [k for k in running if k not in held or held[k].ended]:
        run = running.pop(key)
        told.append(Told(signal, *key, run.raised, now, tuple(run.levels), run.evidence, key in held, run.beside))
    for key, found in held.items():
        level = "amber" if found.level == "red" and doubtful(view, signal, found) else found.level
        if not found.ended:
            run = running.setdefault(key, Run(now, [], found.evidence, found.beside))
            if all(ORDER[level] > ORDER[name] for name, _ in run.levels):
                run.levels.append((level, now))
        elif died_now(view, key[0]) and not held_before(scene, signal, key, before) and lives(view, signal, key):
            told.append(Told(signal, *key, now, now, ((level, now),), found.evidence, True, found.beside))
    return told


def written_late(
    signal: str, view: View, held: dict[tuple[frozenset[str], str], Finding],
    raised: set[tuple[frozenset[str], str]],
) -> list[Told]:  # fmt: skip
    """What was done under an order that is over now, and is heard of only now: raised and lapsed at once.

    `raised` are the patterns raised before and never gone since, or raised now.
    """
    now, told = view.now, []
    for key, found in held.items():
        dead = just_before(view).dead(found.bound)
        if found.ended and found.bound and key not in raised and not dead:
            level = "amber" if found.level == "red" and doubtful(view, signal, found) else found.level
            told.append(Told(signal, *key, now, now, ((level, now),), found.evidence, True, found.beside))
    return told


def doubtful(view: View, signal: str, found: Finding) -> bool:
    """Whether it rests on records of two agencies about one person whose link is less than 0.95 sure."""
    for person in found.subject:
        rests = found.evidence | found.beside if signal in ("OFF01", "OFF02", "OFF06") else found.evidence
        held = {e.agency for e in view.entries if e.ref in rests and person in e.people()}
        if len(held) > 1 and view.scene.doubts.get(person, 1) < 0.95:
            return True
    return False


def lives(view: View, signal: str, key: tuple[frozenset[str], str]) -> bool:
    """Whether the pattern would hold now if nobody had died."""
    entries = tuple(e for e in view.scene.entries if e.kind != "death")
    statements = tuple(replace(s, died=None) for s in view.scene.statements)
    living = View(replace(view.scene, entries=entries, statements=statements), view.now)
    return any((f.subject, f.trigger) == key and not f.ended for f in SIGNALS[signal](living))


def died_now(view: View, people: frozenset[str]) -> bool:
    """Whether the death of one of these people becomes known at this instant."""
    earlier = just_before(view)
    return any(view.dead(p) and not earlier.dead(p) for p in people)


def just_before(view: View) -> View:
    """What was known at the instant before this one."""
    return View(view.scene, view.now - timedelta.resolution)


def held_before(scene: Scene, signal: str, key: tuple[frozenset[str], str], before: Instant | None) -> bool:
    """Whether the pattern was there at the instant looked at before."""
    return before is not None and any((f.subject, f.trigger) == key for f in SIGNALS[signal](View(scene, before)))

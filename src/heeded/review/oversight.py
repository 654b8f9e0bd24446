"""How warnings are answered: in time or not, how old they grow, and what is dismissed again and again."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import pairwise

from heeded.casework.keeping import Keeping
from heeded.casework.register.row import Row
from heeded.casework.warning import CLOSED, DISMISSED, Act, Standing
from heeded.reference.roles import titled
from heeded.review.warned import DismissalLine, Figure, Oversight
from heeded.review.warnings import Names, subjects
from heeded.words.instants import Instant

AGES = tuple(timedelta(days=days) for days in (1, 3, 10, 30))
NO_AGENCY, NO_TEAM, LAST_OWNER = "no agency", "no team", "last owner"
MOST_DISMISSED = 200


def oversight(keeping: Keeping, names: Names, now: Instant) -> Oversight:
    """The figures as of now, and every signal dismissed more than once about the same people, the most often first."""
    rows = [*keeping.listed(now), *keeping.listed(now, decided=True)]
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    staffing = keeping.staffing()
    for row in rows:
        groups["all", ""].append(row)
        member = staffing.member(row.owner, now)
        groups["agency", member.agency if member else NO_AGENCY].append(row)
        for team in staffing.teams((row.owner,), now) or (NO_TEAM,):
            groups["team", team].append(row)
        groups["role", titled(row.role) if row.role else LAST_OWNER].append(row)
        groups["signal", row.signal].append(row)
    order = ("all", "agency", "team", "role", "signal")
    figures = [
        _figure(by, of, groups[by, of], now) for by, of in sorted(groups, key=lambda g: (order.index(g[0]), g[1]))
    ]
    return Oversight(tuple(figures), tuple(_dismissed(keeping, names)), now, keeping.register.last_tick())


def _figure(by: str, of: str, rows: Iterable[Row], now: Instant) -> Figure:
    rows = list(rows)
    wanting, decided = [r for r in rows if r.status != CLOSED], [r for r in rows if r.status == CLOSED]
    older = [sum(now - r.opened >= age for r in wanting) for age in AGES]
    counts = [len(wanting), *older]
    ages = (*(a - b for a, b in pairwise(counts)), counts[-1])
    return Figure(
        by, of, len(wanting), sum(r.overdue_since is not None for r in wanting), len(decided),
        sum(r.overdue_since is None for r in decided), (ages[0], ages[1], ages[2], ages[3], ages[4]),
    )  # fmt: skip


def _dismissed(keeping: Keeping, names: Names) -> list[DismissalLine]:
    """What was decided "not relevant" more than once, whether in one warning that opened again or in several."""
    groups: dict[tuple[str, tuple[tuple[str, str], ...]], list[tuple[Standing, Act]]] = defaultdict(list)
    for act in keeping.register.decisions(DISMISSED):
        held = keeping.standing(act.warning)
        if held is not None:
            groups[held.signal, held.people].append((held, act))
    found = [_line(names, told) for told in groups.values() if len(told) > 1]
    return sorted(found, key=lambda d: (-d.count, d.signal, d.people))[:MOST_DISMISSED]


def _line(names: Names, told: Sequence[tuple[Standing, Act]]) -> DismissalLine:
    held, acts = told[0][0], [act for _, act in told]
    first, last = min(act.at for act in acts), max(act.at for act in acts)
    by = tuple(sorted({act.by for act in acts}))
    return DismissalLine(held.signal, subjects(held, names), len(acts), by, (last - first).days, last)

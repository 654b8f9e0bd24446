"""Whether a record is of contact with a child: as far as it names one, by a role or by a key."""

from heeded.chronology.entry import Entry
from heeded.chronology.spans import ALWAYS, NONE, Spans, joined, meet, since
from heeded.chronology.state import known
from heeded.reference.rules import ClockRule
from heeded.signals.bench import Bench

OTHERS = ("child", "partner", "household", "sibling", "other")
UNNAMED = "a record of contact does not say with whom, so nobody can tell whether it was a child"
UNKNOWN = "a record of contact names somebody of whom nothing is known here, so nobody can tell whether it was a child"


def with_child(bench: Bench, person: str, rule: ClockRule, entry: Entry) -> Spans:
    """When a record that starts a clock is known to be of contact with a child, where the clock asks for that."""
    starting = [m for m in rule.starts_on if m.matches(entry.kind, entry.details, entry.place)]
    if not all(match.with_child for match in starting):
        return ALWAYS
    found = [bench.states.child_during(other, entry.happened) for other in entry.people(*OTHERS) if other != person]
    keys = entry.all("with")
    for key in keys:
        for other, when in bench.called(entry.agency, key).items():
            found.append(meet(since(when), bench.states.child_during(other, entry.happened)))
    if not found:
        bench.not_judged(person, UNKNOWN if keys else UNNAMED)
    return meet(known(entry), joined(found)) if found else NONE

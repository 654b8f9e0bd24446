"""What lasts of each person: plans, orders, custody, childhood, as each was known at every moment."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from heeded.chronology.entry import Entry, Scene, Statement
from heeded.chronology.orders import orders
from heeded.chronology.spans import NONE, Span, Spans, joined, meet, minus, since, span, union
from heeded.chronology.state import End, Endings, State, known, told_until
from heeded.reference.kinds import kinds
from heeded.words.instants import BEGINNING, Instant, months_later, start_of
from heeded.words.told import Told

ADULT_AT = 18 * 12  # months: Children Act 1989 s.105

# What SIGNALS means by "poses a risk to children", beside being registered.
RISK_ORDERS = frozenset({"shpo", "interim_shpo", "sro"})
CHILD_CONDITIONS = frozenset({
    "NO_OVERNIGHT_CHILD_HOUSEHOLD", "NO_UNSUP_CHILD_CONTACT", "NO_CHILD_ACTIVITY", "NO_CHILD_PLACES",
    "DISCLOSE_CHILD_HOUSEHOLD_REL",
})  # fmt: skip
HIGH = ("high", "very_high")
AWAY = ("custody", "hospital", "abroad")  # a person is in one of each at a time, whatever the records call it
ONLY_OF_CHILDREN = ("child protection", "education")  # families whose main person is always a child
ONLY_ABOUT_CHILDREN = frozenset({"child_voice", "referral", "referral_decision"})


def main_people(entry: Entry) -> tuple[str, ...]:
    """Those an entry is about: the supervised person where its kind has one, else the child."""
    kind = kinds().get(entry.kind)
    supervised = kind is not None and "supervised" in kind.roles and kind.family not in ("seeing", "household")
    return entry.people("about", "supervised") if supervised else entry.people("about", "child", "supervised")


class States:
    """The states of everybody in a scene, made out once each when first asked for."""

    def __init__(self, scene: Scene, institution: Callable[[str], bool] | None = None) -> None:
        self.scene = scene
        self.institution = institution or (lambda place: False)
        self.entries: dict[str, list[Entry]] = {}
        self.statements: dict[str, list[Statement]] = {}
        for entry in scene.entries:
            for person in dict.fromkeys(role.person for role in entry.roles):
                self.entries.setdefault(person, []).append(entry)
        for statement in scene.statements:
            self.statements.setdefault(statement.person, []).append(statement)
        self._found: dict[tuple[str, str], tuple[State, ...]] = {}
        self._births: dict[str, list[tuple[Spans, Instant]]] = {}
        self._by_kind: dict[str, dict[str, list[Entry]]] = {}
        self._as_child: dict[str, Spans] = {}

    def of_kind(self, person: str, *wanted: str) -> list[Entry]:
        """The entries of these kinds that are about the person, in order of known."""
        by_kind = self._about(person)
        if len(wanted) == 1:
            return by_kind.get(wanted[0], [])
        found = [e for kind in wanted for e in by_kind.get(kind, ())]
        return sorted(found, key=lambda e: (e.known, e.seq))

    def _about(self, person: str) -> dict[str, list[Entry]]:
        if person not in self._by_kind:
            found: dict[str, list[Entry]] = {}
            for entry in self.entries.get(person, ()):
                if person in main_people(entry):
                    found.setdefault(entry.kind, []).append(entry)
            self._by_kind[person] = found
        return self._by_kind[person]

    def dead(self, person: str) -> Spans:
        """The instants at which the person is known to have died.

        Death is not among the ends of a state: it ends clocks from the moment it is known, and takes nothing back.
        """
        told = [meet(known(e), since(e.happened.last)) for e in self.of_kind(person, "death")]
        said = [(s.died, known(s)) for s in self.statements.get(person, ()) if s.died is not None]
        return joined((*told, *(meet(spans, since(died.last)) for died, spans in said)))

    def births(self, person: str) -> list[tuple[Spans, Instant]]:
        """Each birth date told, as the instants it is known at and the 18th birthday it gives (a vague one's last)."""
        if person not in self._births:
            told = [s for s in self.statements.get(person, ()) if s.born is not None]
            grown = [(known(s), start_of(months_later(s.born.day, ADULT_AT))) for s in told if s.born is not None]
            self._births[person] = grown
        return self._births[person]

    def child_during(self, person: str, told: Told) -> Spans:
        """When the person is known to have been under 18 on some day of the span.

        Where agencies disagree the youngest counts. Without a birth date a person is a child while some record
        names them in the role of child or is of a kind that only children have.
        """
        births = self.births(person)
        young = joined(spans for spans, grown in births if grown > told.first)
        return joined((young, minus(self._taken_for_child(person), joined(s for s, _ in births))))

    def childhood(self, person: str) -> Spans:
        """The instants at which the person is under 18, as known then."""
        births = self.births(person)
        young = joined(meet(spans, span(BEGINNING, grown)) for spans, grown in births)
        return joined((young, minus(self._taken_for_child(person), joined(s for s, _ in births))))

    def grown(self, person: str) -> Spans:
        """The instants from the 18th birthday on, as known then."""
        births = self.births(person)
        return minus(joined(spans for spans, _ in births), self.childhood(person)) if births else NONE

    def young_during(self, person: str, told: Told, months: int) -> Spans:
        """When the person is known to have been under an age in months on some day of the span."""
        born = [(known(s), s.born) for s in self.statements.get(person, ()) if s.born is not None]
        return joined(spans for spans, b in born if start_of(months_later(b.day, months)) > told.first)

    def age_known(self, person: str) -> bool:
        """Whether anybody gave a birth date, or named the person as a child."""
        return bool(self.births(person)) or bool(self._taken_for_child(person))

    def _taken_for_child(self, person: str) -> Spans:
        if person not in self._as_child:
            theirs = self.entries.get(person, ())
            self._as_child[person] = joined(known(e) for e in theirs if _only_a_child(e, person))
        return self._as_child[person]

    def of(self, person: str, name: str) -> tuple[State, ...]:
        """Every state of this name (a name of `reference/kinds`; `order` has its conditions) of the person."""
        key = (person, name)
        if key not in self._found:
            made = self._orders(person) if name == "order" else self._made(person, name)
            self._found[key] = tuple(made)
        return self._found[key]

    def _made(self, person: str, name: str) -> Iterable[State]:
        starting, ending = _kinds_that_change(name)
        starts = [e for e in self.of_kind(person, *starting) if name in kinds()[e.kind].started(e.details)]
        if not starts:
            return
        enders = [e for e in self.of_kind(person, *ending) if _ends(e, name)]
        endings: dict[str, Endings] = {}
        for start in starts:
            sort = start.one("type") or start.one("mode")
            if sort not in endings:
                endings[sort] = Endings(End(e.happened.last, known(e)) for e in enders if _same_sort(e, name, sort))
            ends = endings[sort].of(start.happened.first, known(start))
            if name in AWAY:
                others = [e for e in enders if not _same_sort(e, name, sort)]
                ends = (*ends, *_ends_of_others(start, others, starts))
            yield State(
                name, person, (start.ref,), start.agency, start.happened, known(start),
                tuple(sorted(ends, key=lambda e: e.at)), told_until(start), sort, place=start.place, entry=start,
            )  # fmt: skip

    def _orders(self, person: str) -> Iterable[State]:
        made = self.of_kind(person, "order_made", "order_varied")
        stops = self.of_kind(person, "order_ended", "revoked", "returned_to_custody")
        return orders(person, made, stops)

    def risk_to_children(self, person: str) -> tuple[State, ...]:
        """Everything that says the person poses a risk to children: the register, orders, conditions, assessments."""
        key = (person, "poses a risk to children")
        if key not in self._found:
            orders = [o for o in self.of(person, "order") if o.sort in RISK_ORDERS or o.codes & CHILD_CONDITIONS]
            self._found[key] = (*self.of(person, "registered"), *orders, *self._high(person))
        return self._found[key]

    def _high(self, person: str) -> Iterable[State]:
        told = [e for e in self.of_kind(person, "risk_assessment") if "children" in e.all("to") and e.one("level")]
        return self.latest(person, told, lambda e: e.one("level") in HIGH)

    def latest(self, person: str, told: Sequence[Entry], wanted: Callable[[Entry], bool]) -> list[State]:
        """The wanted ones of some entries, each in force until the next of them happened (a plan, an assessment)."""
        ends = Endings(End(e.happened.last, known(e)) for e in told)
        return [
            State(
                e.kind, person, (e.ref,), e.agency, e.happened, known(e),
                ends.of(e.happened.last, known(e), after=True), entry=e,
            )
            for e in told if wanted(e)
        ]  # fmt: skip


def _only_a_child(entry: Entry, person: str) -> bool:
    if person in entry.people("child"):
        return True
    kind = kinds().get(entry.kind)
    about = kind is not None and person in entry.people("about")
    return about and kind is not None and (kind.family in ONLY_OF_CHILDREN or entry.kind in ONLY_ABOUT_CHILDREN)


@cache
def _kinds_that_change(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The kinds that may start and that may end a state of this name."""
    starting = tuple(k.name for k in kinds().values() if any(c.state == name for c in k.starts))
    ending = tuple(k.name for k in kinds().values() if any(c.state == name for c in k.ends))
    return starting, (*ending, "order_ended") if name == "registered" else ending


def _ends(entry: Entry, name: str) -> bool:
    if entry.kind == "order_ended" and name == "registered":
        return entry.one("type") == "notification"
    return name in kinds()[entry.kind].ended(entry.details)


def _same_sort(entry: Entry, name: str, sort: str) -> bool:
    """Whether an ending ends this sort: `plan_ended` of another type does not, `case_closed` always does.

    A plan whose type nobody told is ended only by an ending without a type: it may be another plan that ended.
    """
    if entry.kind not in (f"{name}_ended", f"{name}_completed"):
        return True
    return entry.one("type") in (sort, "") or (not sort and name != "plan")


def _ends_of_others(start: Entry, enders: Iterable[Entry], starts: Sequence[Entry]) -> Iterator[End]:
    """Endings of a spell under another name: remanded, then at the end of a sentence let go, he is nowhere kept.

    An ending that fits a spell of its own name begun before this one is that spell's, and says nothing of this one.
    """
    for ender in enders:
        fitting = (s for s in starts if s.one("type") == ender.one("type"))
        theirs = joined(known(s) for s in fitting if s.happened.last < start.happened.first)
        if ender.happened.last >= start.happened.first:
            yield End(ender.happened.last, minus(known(ender), theirs))


def in_force(states: Iterable[State], told: Told) -> Spans:
    """When any of them is known to be in force on some day of the span."""
    return joined(state.during(told) for state in states)


def standing(states: Iterable[State]) -> Spans:
    """The instants at which any of them is in force, as known then."""
    return joined(state.now() for state in states)


def spans_of(entries: Iterable[Entry]) -> Spans:
    """The instants at which any of the entries counts."""
    found: list[Span] = [(e.known, e.until) for e in entries]
    return union(found)

"""What a clause is read with: the parameters, the shared words, and whom the signal is about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from heeded.chronology.state import State
from heeded.reference.kinds import states as kinds_of_state
from heeded.reference.shelf import Block
from heeded.signals.bench import Bench, Match
from heeded.signals.measure import Dated, Length, always, length
from heeded.signals.selection import Answering, Selection, Words, read_selections
from heeded.signals.sentence import Template, template

RISK = "poses a risk to children"
VERY_HIGH = "very high risk"
REACTIVE = "reactive management"
T = TypeVar("T", int, float, Length)
Value = int | float | Length


class Clause(Protocol):
    """Part of a rule: finds its matches in a scene. `offers` are the figures its sentence may use, and their meaning."""

    @property
    def offers(self) -> Mapping[str, str]: ...

    def find(self, bench: Bench) -> Iterable[Match]: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """A state that has to be in force. `code` is a condition of an order, which then is the raise's trigger."""

    name: str
    code: str = ""

    def states(self, bench: Bench, person: str) -> tuple[State, ...]:
        """The person's states of this name."""
        return bench.once(("standing", self.name, self.code, person), lambda: self._states(bench, person))

    def _states(self, bench: Bench, person: str) -> tuple[State, ...]:
        if self.code:
            return tuple(s for s in bench.states.of(person, "order") if self.code in s.codes)
        if self.name == RISK:
            return bench.states.risk_to_children(person)
        if self.name == VERY_HIGH:
            told = [e for e in bench.states.of_kind(person, "risk_assessment") if e.one("level")]
            return tuple(bench.states.latest(person, told, lambda e: e.one("level") == "very_high"))
        if self.name == REACTIVE:
            told = bench.states.of_kind(person, "management")
            return tuple(bench.states.latest(person, told, lambda e: e.one("mode") == "reactive"))
        return bench.states.of(person, self.name)


@dataclass(slots=True)
class Grammar:
    """The words one signal's rule may use. `used` collects the parameters it did use."""

    role: str
    parameters: Mapping[str, Dated[Value]]
    words: Words
    used: set[str] = field(default_factory=set)

    def number(self, block: Block, key: str) -> Dated[int]:
        """A whole number or the name of a parameter that holds one."""
        return self._value(block, key, int, "a whole number")

    def factor(self, block: Block, key: str) -> Dated[float]:
        """A number such as 1.5, or the name of a parameter that holds one."""
        return self._value(block, key, float, "a number")

    def length(self, block: Block, key: str) -> Dated[Length]:
        """A length of time or the name of a parameter that holds one."""
        return self._value(block, key, Length, "a length of time, such as 90 days")

    def _value(self, block: Block, key: str, kind: type[T], called: str) -> Dated[T]:
        text = block.text(key)
        if text in self.parameters:
            self.used.add(text)
            found: Dated[Value] = self.parameters[text]
        else:
            literal = read_value(text)
            if literal is None:
                raise block.trouble(key, f"'{text}' is no parameter of this signal.", f"Name a parameter or {called}.")
            found = always(literal)
        made = tuple(float(v) if kind is float and isinstance(v, int) else v for v in found.values)
        if not all(isinstance(v, kind) for v in made):
            raise block.trouble(key, f"'{text}' is not {called}.", "")
        return Dated(found.dates, tuple(v for v in made if isinstance(v, kind)))

    def selections(self, block: Block, key: str) -> tuple[Selection, ...]:
        """Kinds of record or shared words; none where the key is missing."""
        return read_selections(block, key, self.words) if key in block else ()

    def answering(self, block: Block, inherited: Answering) -> Answering:
        """What answers: `not answered by` where the rule says it, and then nothing else; else what it inherits.

        `also answered by` adds to what it inherits.
        """
        own, more = self.selections(block, "not answered by"), self.selections(block, "also answered by")
        if own:
            return Answering(own, naming=False)
        return Answering((*inherited.chosen, *more), inherited.naming) if more else inherited

    def standings(self, block: Block, key: str) -> tuple[Standing, ...]:
        """States that have to be in force: their names, or `{condition: CODE}`."""
        value = block.get(key, ())
        if isinstance(value, Block):
            value.only("condition")
            return (Standing("order", value.text("condition")),)
        names = block.texts(key)
        known = (RISK, VERY_HIGH, REACTIVE, *kinds_of_state())
        for name in names:
            if name not in known:
                raise block.trouble(key, f"'{name}' is not a state.", f"Use one of: {', '.join(known)}.")
        return tuple(Standing(name) for name in names)


def read_template(block: Block, key: str) -> Template:
    """A sentence with its slots; Trouble names the line."""
    try:
        return template(block.text(key))
    except ValueError as problem:
        raise block.trouble(key, str(problem), "See docs/how-to/add-a-signal.md.") from problem


def read_value(text: str) -> Value | None:
    """A number or a length of time; None for anything else."""
    if text.isdecimal() and len(text) < 6:
        return int(text)
    try:
        return length(text) if not text.replace(".", "", 1).isdecimal() or len(text) > 6 else float(text)
    except ValueError:
        return None

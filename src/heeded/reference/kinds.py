"""The kinds of record: what each means, what it says, and the states it starts and ends; the data is in data/kinds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from heeded.reference.rules import says
from heeded.reference.shelf import Block, page, shelf

ROLES = (
    "about", "child", "parent", "carer", "partner", "sibling", "household", "victim", "suspect", "supervised",
    "reporter", "other",
)  # fmt: skip
TYPES = (
    "text", "choice", "yes_no", "number", "date", "until", "interval", "agency", "agencies", "person", "ref", "refs",
    "conditions",
)  # fmt: skip
YES_NO = ("yes", "no")


@dataclass(frozen=True, slots=True)
class Detail:
    """One `name=value` that a kind may carry.

    `type` is one of TYPES; `values` are the allowed words of a choice (empty: free). `many`: several values may be
    given together. `interval` is a number of days, working days, weeks or months; `until` a date, `life` or
    `indefinite`; `person` a key; `conditions` codes of `reference/conditions`.
    """

    name: str
    type: str
    values: tuple[str, ...]
    meaning: str
    many: bool = False

    def allows(self, value: str) -> bool:
        """Whether a choice allows this word; a detail without a list of words allows all."""
        return not self.values or value in self.values


@dataclass(frozen=True, slots=True)
class Change:
    """A state that a record starts or ends: always, or only where its details say so.

    `when` maps a detail to the values asked for; `not x` asks that a value is absent.
    """

    state: str
    when: Mapping[str, tuple[str, ...]]

    def applies(self, details: Mapping[str, tuple[str, ...]]) -> bool:
        """Whether a record with these details makes this change."""
        return all(says(details.get(name, ()), values) for name, values in self.when.items())


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record. `answered_by` are the kinds of which a later one can answer it (empty: only by reference)."""

    name: str
    family: str
    meaning: str
    details: Mapping[str, Detail]
    roles: tuple[str, ...]
    starts: tuple[Change, ...]
    ends: tuple[Change, ...]
    answered_by: tuple[str, ...]

    def started(self, details: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        """The states that a record of this kind with these details starts."""
        return tuple(change.state for change in self.starts if change.applies(details))

    def ended(self, details: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        """The states that a record of this kind with these details ends."""
        return tuple(change.state for change in self.ends if change.applies(details))


@dataclass(frozen=True, slots=True)
class State:
    """Something that lasts from one record to another: a stay, a plan, an order.

    `by` names the detail that tells one from another of the same sort (a plan's type): an ending that gives it ends
    only that one, an ending that does not ends all. `until` names the detail that may give its end beforehand.
    `lasts` gives, for a value of `by`, how long it lasts unrenewed (`staying`: `90 days`); `never_ends` lists the
    values of `by` that nothing ends. Death ends every state.
    """

    name: str
    meaning: str
    by: str
    until: str
    lasts: Mapping[str, str]
    never_ends: tuple[str, ...]


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Kind]:
    """Every kind by name, read once from the shelf `data/kinds`; Trouble names the file and line of a mistake."""
    found: dict[str, Kind] = {}
    for block in shelf("kinds"):
        for kind in kinds_of(block, states()):
            if kind.name in found:
                raise block.block("kinds").trouble(kind.name, f"the kind '{kind.name}' is on the shelf twice.")
            found[kind.name] = kind
    _check_answers(found)
    return MappingProxyType(found)


@lru_cache(maxsize=1)
def states() -> Mapping[str, State]:
    """Every state by name, read once from `data/states.yaml`."""
    found = {}
    for name, block in page("states.yaml").entries():
        block.only("meaning", "by", "until", "lasts", "never_ends")
        lasts = {value: block.block("lasts").text(value) for value in block.block("lasts")}
        found[name] = State(
            name, block.text("meaning"), block.text("by", ""), block.text("until", ""),
            MappingProxyType(lasts), block.texts("never_ends"),
        )  # fmt: skip
    return MappingProxyType(found)


def kinds_of(block: Block, known_states: Mapping[str, State]) -> Iterable[Kind]:
    """The kinds of one file: `family`, then `kinds` by name."""
    block.only("family", "meaning", "kinds")
    family = block.text("family")
    for name, entry in block.block("kinds").entries():
        entry.only("meaning", "roles", "details", "starts", "ends", "answered_by")
        details = {key: _detail(key, under) for key, under in entry.block("details").entries()}
        roles = entry.each_of("roles", ROLES) or ("about",)
        yield Kind(
            name, family, entry.text("meaning"), MappingProxyType(details), roles,
            _changes(entry, "starts", details, known_states), _changes(entry, "ends", details, known_states),
            entry.texts("answered_by"),
        )  # fmt: skip


def _detail(name: str, block: Block) -> Detail:
    block.only("type", "values", "meaning", "many")
    kind, values = block.choice("type", *TYPES), block.texts("values")
    if (kind == "choice") != bool(values):
        raise block.trouble("type", f"'{name}': a choice lists its values, and nothing else does.")
    return Detail(
        name, kind, YES_NO if kind == "yes_no" else values, block.text("meaning"),
        block.choice("many", *YES_NO, default="no") == "yes",
    )  # fmt: skip


def _changes(entry: Block, key: str, details: Mapping[str, Detail], known: Mapping[str, State]) -> tuple[Change, ...]:
    value = entry.get(key)
    always = Block(entry.where, entry.line, {})
    named = entry.block(key).entries() if isinstance(value, Block) else ((state, always) for state in entry.texts(key))
    changes = []
    for state, block in named:
        if state not in known:
            raise entry.trouble(key, f"'{state}' is not a state.", f"Use one of: {', '.join(known)}.")
        when = {name: block.texts(name) for name in block}
        for name, values in when.items():
            plain = [value.removeprefix("not ") for value in values]
            if name not in details or not all(details[name].allows(value) for value in plain):
                raise block.trouble(name, f"'{name}' is not a detail here, or cannot have that value.")
        changes.append(Change(state, MappingProxyType(when)))
    return tuple(changes)


def _check_answers(found: Mapping[str, Kind]) -> None:
    for block in shelf("kinds"):
        for _, entry in block.block("kinds").entries():
            entry.each_of("answered_by", found)

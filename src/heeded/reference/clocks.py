"""The shelf of clocks: deadlines of law and policy as data, each with its source, dates in force and examples."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from types import MappingProxyType

from heeded.reference.confidence import CONFIDENCE
from heeded.reference.holidays import day_in
from heeded.reference.kinds import kinds, states
from heeded.reference.rules import A_CHILD, EVERYWHERE, JURISDICTIONS, ClockRule, Counting, Example, Match, Version
from heeded.reference.shelf import Block, ReferenceTrouble, shelf
from heeded.words.interval import Interval, Unit, parse_interval
from heeded.words.trouble import Trouble

NATURES = ("duty", "window", "release")
_CLOCK = (
    "name", "meaning", "nature", "person", "duty_of", "starts_on", "counted_from", "date_from", "interval_from",
    "answered_by", "ended_by", "holding", "suspended_while", "repeats", "local_override", "versions", "examples",
    "set_aside_by", "answered_before", "from_first_answer", "silent_before_law", "lapses_with_licence",
)  # fmt: skip
_VERSION = ("within", "in_force_from", "in_force_until", "jurisdiction", "warn_before", "law", "confidence", "note")
_UNITS = {
    Counting.INCLUSIVE_DAYS: (Unit.DAYS,),
    Counting.EXCLUSIVE_DAYS: (Unit.DAYS,),
    Counting.WORKING_DAYS: (Unit.WORKING_DAYS,),
    Counting.AT_MOST_EVERY: (Unit.DAYS, Unit.WORKING_DAYS, Unit.WEEKS, Unit.MONTHS),
    Counting.BEFORE: (Unit.DAYS, Unit.WORKING_DAYS, Unit.WEEKS, Unit.MONTHS, Unit.HOURS),
    Counting.HOURS: (Unit.HOURS,),
}
_LOCAL = {Unit.WORKING_DAYS: Counting.WORKING_DAYS, Unit.DAYS: Counting.EXCLUSIVE_DAYS, Unit.HOURS: Counting.HOURS}


@cache
def clocks() -> Mapping[str, ClockRule]:
    """Every clock by code, read once from the shelf `data/clocks`; Trouble names the file and line of a mistake."""
    found: dict[str, ClockRule] = {}
    for block in shelf("clocks"):
        for rule in clocks_of(block):
            if rule.code in found:
                raise block.trouble(rule.code, f"the clock '{rule.code}' is on the shelf twice.", "Keep one of them.")
            found[rule.code] = rule
    return MappingProxyType(found)


def with_local(rule: ClockRule, within: str, law: str, from_day: date, until_day: date | None = None) -> ClockRule:
    """The rule with a local length (`10 working days`) put before the national versions from a day.

    `law` names the local decision. Trouble where the clock is fixed by law, or the unit cannot be counted that way.
    """
    if not rule.local_override:
        raise ReferenceTrouble(rule.code, "this clock is fixed by law.", "Remove the local value.")
    length, pattern = parse_interval(within, rule.code), rule.versions[0]
    counting = pattern.counting
    if counting is not Counting.AT_MOST_EVERY and length.unit not in _UNITS[counting]:
        fitting = {
            Unit.WORKING_DAYS: Counting.WORKING_DAYS,
            Unit.DAYS: Counting.EXCLUSIVE_DAYS,
            Unit.HOURS: Counting.HOURS,
        }
        if length.unit not in fitting:
            raise ReferenceTrouble(rule.code, f"'{within}' cannot be counted here.", "Use days or working days.")
        counting = fitting[length.unit]
    local = replace(
        pattern, counting=counting, lengths=(length,), in_force_from=from_day, in_force_until=until_day,
        jurisdiction=EVERYWHERE, law=law, note="local value",
    )  # fmt: skip
    return replace(rule, versions=(local, *rule.versions))


def clocks_of(block: Block) -> Iterable[ClockRule]:
    """The clocks of one file, by code."""
    for code, entry in block.entries():
        entry.only(*_CLOCK)
        versions = tuple(_version(version) for version in entry.blocks("versions"))
        if not versions:
            raise entry.trouble("versions", f"'{code}' has no version.", "Give at least one, with its law.")
        interval_from = entry.block("interval_from")
        yield ClockRule(
            code=code,
            name=entry.text("name"),
            meaning=entry.text("meaning"),
            nature=entry.choice("nature", *NATURES, default="duty"),
            person=entry.text("person", "about"),
            duty_of=entry.texts("duty_of"),
            starts_on=_matches(entry, "starts_on"),
            counted_from=_matches(entry, "counted_from"),
            date_from=entry.text("date_from", ""),
            interval_from=tuple((kind, interval_from.text(kind)) for kind in interval_from),
            answered_by=_matches(entry, "answered_by"),
            ended_by=_matches(entry, "ended_by"),
            holding=entry.each_of("holding", states()),
            suspended_while=entry.each_of("suspended_while", states()),
            repeats=_yes(entry, "repeats"),
            local_override=_yes(entry, "local_override"),
            versions=versions,
            examples=tuple(_example(example) for example in entry.blocks("examples")),
            set_aside_by=_matches(entry, "set_aside_by"),
            answered_before=_beforehand(entry),
            from_first_answer=_yes(entry, "from_first_answer"),
            silent_before_law=_yes(entry, "silent_before_law"),
            lapses_with_licence=_yes(entry, "lapses_with_licence"),
        )


def _yes(entry: Block, key: str) -> bool:
    return entry.choice(key, "yes", "no", default="no") == "yes"


def _matches(entry: Block, key: str) -> tuple[Match, ...]:
    found = []
    for kind in entry.block(key):
        if kind not in kinds():
            raise entry.block(key).trouble(kind, f"'{kind}' is not a kind of record.", "See the shelf of kinds.")
        for where in _wheres(entry.block(key), kind):
            _check_where(kind, where)
            if where.texts("with") == A_CHILD and (key != "starts_on" or entry.text("repeats", "no") == "yes"):
                what = "only what starts a clock that does not repeat may ask for contact with a child."
                raise where.trouble("with", what, "Leave it out.")
            found.append(Match(kind, MappingProxyType({name: where.texts(name) for name in where})))
    return tuple(found)


def _wheres(block: Block, kind: str) -> tuple[Block, ...]:
    """What the details of a kind must say: in one way, or in any of a list of ways."""
    if not block[kind]:
        return (Block(block.where, block.line, {}),)
    return (block.block(kind),) if isinstance(block[kind], Block) else block.blocks(kind)


def _beforehand(entry: Block) -> tuple[tuple[str, Interval], ...]:
    block = entry.block("answered_before")
    block.only(*(match.kind for match in _matches(entry, "starts_on")))
    return tuple((kind, _interval(block, kind)) for kind in block)


def _check_where(kind: str, where: Block) -> None:
    details = kinds()[kind].details
    for name in where:
        values = [value.removeprefix("not ") for value in where.texts(name)]
        child = name == "with" and where.texts(name) == A_CHILD and "with" in details
        if (
            name != "place"
            and not child
            and (name not in details or not all(details[name].allows(value) for value in values))
        ):
            raise where.trouble(name, f"'{kind}' has no detail '{name}' with that value.", "See the shelf of kinds.")


def _version(block: Block) -> Version:
    block.only(*_VERSION)
    within = block.block("within")
    within.only(*Counting)
    if len(within) != 1:
        raise block.trouble("within", "a version counts in one way.", f"Give one of: {', '.join(Counting)}.")
    counting = Counting(next(iter(within)))
    started = block.text("in_force_from")
    return Version(
        counting=counting,
        lengths=tuple(_length(within, counting, text) for text in within.texts(counting) if text != "records"),
        in_force_from=None if started == "null" else day_in(block, "in_force_from"),
        in_force_until=day_in(block, "in_force_until") if "in_force_until" in block else None,
        jurisdiction=block.choice("jurisdiction", *JURISDICTIONS, default=EVERYWHERE),
        warn_before=_interval(block, "warn_before") if "warn_before" in block else None,
        law=block.text("law"),
        confidence=block.choice("confidence", *CONFIDENCE),
        note=block.text("note", ""),
    )


def _length(within: Block, counting: Counting, text: str) -> Interval:
    length = parse_interval(text, f"{within.where} line {within.line}")
    if length.unit not in _UNITS[counting]:
        raise within.trouble(counting, f"'{text}' cannot be counted as {counting}.", "Mind its unit.")
    return length


def _interval(block: Block, key: str) -> Interval:
    try:
        return parse_interval(block.text(key))
    except Trouble as trouble:
        raise block.trouble(key, trouble.what, trouble.do) from None


def _example(block: Block) -> Example:
    block.only("start", "due", "suspended", "interval", "jurisdiction", "turn", "as_if_commenced", "why")
    spans = tuple(text.partition("/")[::2] for text in block.texts("suspended"))
    return Example(
        start=block.text("start"),
        due=block.text("due"),
        suspended=tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in spans),
        interval=_interval(block, "interval") if "interval" in block else None,
        jurisdiction=block.choice("jurisdiction", *JURISDICTIONS, default="england"),
        turn=block.whole("turn", 0),
        as_if_commenced=block.choice("as_if_commenced", "yes", "no", default="no") == "yes",
        why=block.text("why", ""),
        where=f"{block.where} line {block.line}",
    )

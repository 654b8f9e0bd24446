"""Tables and time lines in a terminal."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from rich import box
from rich.console import Console
from rich.table import Table

from heeded.chronology.entry import Entry
from heeded.review.knowledge import Fact
from heeded.review.lines import written
from heeded.review.silence import Line


def console() -> Console:
    """The terminal; a hundred columns where it is no terminal, so that a file reads well."""
    found = _console(None)
    return found if found.is_terminal else _console(120)


def _console(width: int | None) -> Console:
    """Brackets and colons in what people wrote are what they wrote: no markup, no pictures."""
    return Console(width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


def day(value: date | None) -> str:
    """`12 Mar 2019`, a dash for never."""
    return f"{value.day} {value:%b %Y}" if value else "–"


def chronology(entries: Iterable[Entry], name: Callable[[str], str]) -> Table:
    """The merged chronology: when it happened, who recorded it and when, about whom, and what."""
    table = Table(title="Chronology, all agencies", box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    for heading, width in (("Happened", 16), ("Recorded", 12), ("Agency", 11), ("About", 22), ("Kind", 18)):
        table.add_column(heading, min_width=min(width, 11), max_width=width)
    table.add_column("What was written", overflow="fold")
    for entry in entries:
        people = ", ".join(dict.fromkeys(name(r.person) for r in entry.roles))
        words = f"{entry.says} → {entry.action}" if entry.action else entry.says
        table.add_row(
            written(entry.happened), day(entry.recorded.day), entry.agency, people, entry.kind.replace("_", " "), words
        )
    return table


def silence(lines: Sequence[Line], name: Callable[[str], str]) -> Table:
    """When each signal would first have been raised, by vantage, and what silence cost in days."""
    table = Table(
        title="When each warning would first have been raised",
        caption=(
            "pooled: as if all records had been put together.  shared: on what any partner had really been told.\n"
            "Days lost counts recorded sharing only, from when any partner was first told."
        ),
        box=box.SIMPLE_HEAD, title_justify="left", caption_justify="left", pad_edge=False,
    )  # fmt: skip
    table.add_column("Signal", min_width=14, max_width=34)
    table.add_column("Who", min_width=12, max_width=26)
    for heading in ("Pooled", "Shared"):
        table.add_column(heading, no_wrap=True)
    table.add_column("Each agency alone", min_width=22, no_wrap=True)
    table.add_column("Days lost", min_width=12, max_width=24)
    for line in lines:
        who = ", ".join(name(person) for _, person in line.people)
        alone = [f"{agency}: {day(found)}" for agency, found in line.alone.items() if found]
        signal = f"{line.signal} {line.name.replace('_', ' ')}"
        table.add_row(signal, who, day(line.pooled), day(line.shared), "\n".join(alone) or "none", line.lost)
    return table


def knowledge(facts: Sequence[Fact]) -> Table:
    """Who knew what: each fact, the day it happened, and who knew it on which day, the first to know first."""
    table = Table(title="Who knew what, and when", box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    table.add_column("Happened", min_width=11, max_width=16)
    table.add_column("What", overflow="fold")
    table.add_column("Known to", min_width=26, no_wrap=True)
    for fact in facts:
        told = sorted((found, agency) for agency, found in fact.known.items() if found)
        table.add_row(
            written(fact.happened.happened), fact.says, "\n".join(f"{agency}: {day(found)}" for found, agency in told)
        )
    return table

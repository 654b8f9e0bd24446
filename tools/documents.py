"""Writes docs/reference from the shelves, or checks that it is up to date: `python -m tools.documents [--check]`."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import click

from heeded.cli import heeded
from heeded.reference.clocks import clocks
from heeded.reference.conditions import conditions
from heeded.reference.instruments import instruments
from heeded.reference.kinds import Kind, kinds
from heeded.reference.roles import ladder, roles, titled
from heeded.signals.shelf import signals
from heeded.sources.shelf import formats

HERE = Path(__file__).parents[1] / "docs/reference"
NOTE = "*Written by `make docs` from the shelves; change those, not this page.*"


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; bars and line ends in cells are made harmless."""
    lines = [" | ".join(headings)]
    lines.append(" | ".join("---" for _ in lines[0].split(" | ")))
    lines += [" | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in row) for row in rows]
    return "\n".join(f"| {line} |" for line in lines)


def page(title: str, opening: str, *parts: str) -> str:
    """A page of reference."""
    return "\n\n".join([f"# {title}", opening, NOTE, *parts]) + "\n"


def kinds_page() -> str:
    """Every kind of record by family."""
    families: dict[str, list[Kind]] = {}
    for kind in kinds().values():
        families.setdefault(kind.family, []).append(kind)
    parts = []
    for family in sorted(families):
        rows = [(f"`{k.name}`", k.meaning, details(k), ", ".join(k.answered_by)) for k in families[family]]
        parts.append(f"## {family}\n\n" + table(("Kind", "Means", "Details", "Answered by"), rows))
    opening = "A record is one thing one agency says happened. Its kind is one of these; details are `name=value`."
    return page("Kinds of record", opening, *parts)


def details(kind: Kind) -> str:
    """A kind's details with their allowed values."""
    return "; ".join(
        f"`{d.name}`" + (f" ({', '.join(d.values)})" if d.values else f" ({d.type})") for d in kind.details.values()
    )


def conditions_page() -> str:
    """Every condition code."""
    rows = [
        (f"`{c.code}`", c.meaning, ", ".join(c.concerns), ", ".join(c.tested_by), c.source)
        for c in conditions().values()
    ]
    opening = (
        "Conditions of licences and orders by the codes that signals can test. The wording held on the day is kept too."
    )
    return page("Conditions", opening, table(("Code", "Means", "Concerns", "Tested by", "Source"), rows))


def instruments_page() -> str:
    """Every instrument of risk assessment."""
    rows = [(i.name, i.meaning, ", ".join(i.levels), i.review, i.source) for i in instruments().values()]
    opening = "Instruments whose levels records may carry. Heeded computes none of them here, and never scores a child."
    return page("Instruments", opening, table(("Name", "What it is", "Levels", "Review", "Source"), rows))


def clocks_page() -> str:
    """Every clock with its versions."""
    parts = []
    for clock in clocks().values():
        off = "" if clock.commenced else " **Not in force: switched off.**"
        rows = [
            (str(v.counting), ", ".join(str(length) for length in v.lengths),
             f"{v.in_force_from or 'not commenced'} – {v.in_force_until or ''}", v.jurisdiction, v.law, v.confidence)
            for v in clock.versions
        ]  # fmt: skip
        heading = table(("Counted as", "Within", "In force", "Where", "Law", "Confidence"), rows)
        parts.append(f"## {clock.code}: {clock.name}\n\n{clock.meaning}{off}\n\n{heading}")
    opening = (
        "Deadlines set by law, policy or a plan. None is legal advice; each says where it is from and how sure that is."
    )
    return page("Clocks", opening, *parts)


def signals_page() -> str:
    """Every signal in plain words."""
    parts = []
    for signal in signals().values():
        levels = table(("Level", "Answer within"), [(name, level.respond) for name, level in signal.levels.items()])
        spared = "\n".join(f"- {text}" for text in signal.false_positives)
        duty = f"Duty: {signal.duty.text} ({signal.duty.source}; {signal.duty.confidence})."
        said = next(e.says for e in signal.examples if e.says)
        examples = "\n".join(f"- *{e.sort}*: {e.title}" for e in signal.examples)
        parts.append(
            f"## {signal.code} {signal.name.replace('_', ' ')}\n\n**{signal.asks}**\n\n{signal.why}\n\n{duty}\n\n"
            f"Says, for example: *{said}*\n\nClears when: {signal.clears_when}\n\n"
            f"Owner: {titled(signal.owner)}.\n\n{levels}\n\nKnown false positives:\n\n{spared}\n\n"
            f"Worked examples, each run by the tests:\n\n{examples}"
        )
    opening = (
        "A signal raises a warning when its pattern is there. Thresholds are starting points from practice and published "
        "reviews, not validated statistics. A signal never decides anything: a named person does."
    )
    return page("Signals", opening, *parts)


def roles_page() -> str:
    """Every role that can own a warning, with those above it."""
    rows = [
        (f"`{role.name}`", role.title, role.agency, ", then ".join(titled(above) for above in ladder(role.name)[1:]))
        for role in roles().values()
    ]
    opening = (
        "A warning belongs to somebody who holds a role. Undecided in time it climbs: to whom they answer where the staff "
        "file says so, else to the next role here, and in the end to the last owner named when the workspace was made."
    )
    return page("Roles", opening, table(("Role", "In words", "Agency", "Climbs to"), rows))


def commands(group: click.Group, called: str) -> Iterator[tuple[str, click.Command]]:
    """Every command of a group by what one types, with those below it."""
    context = click.Context(group, info_name=called)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is not None:
            yield f"{called} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{called} {name}")


def commands_page() -> str:
    """Every command with its options, as its own help says it."""
    parts = [
        f"## {name}\n\n```\n{command.get_help(click.Context(command, info_name=name, terminal_width=100))}\n```"
        for name, command in commands(heeded, "heeded")
    ]
    opening = "The workspace is `--workspace`, else `HEEDED_WORKSPACE`, else the nearest `heeded.toml` upward."
    return page("Commands", opening, *parts)


def formats_page() -> str:
    """Every file format that can be loaded."""
    rows = [(f.name, ", ".join(f.suffixes)) for f in formats()]
    return page("File formats", "Files that `heeded load` reads.", table(("Format", "Endings"), rows))


PAGES: Mapping[str, Callable[[], str]] = {
    "clocks.md": clocks_page,
    "commands.md": commands_page,
    "conditions.md": conditions_page,
    "formats.md": formats_page,
    "instruments.md": instruments_page,
    "kinds.md": kinds_page,
    "roles.md": roles_page,
    "signals.md": signals_page,
}


def main() -> None:
    """Write the pages; with --check only compare, and exit 1 naming what is out of date."""
    HERE.mkdir(parents=True, exist_ok=True)
    stale = [name for name, made in PAGES.items() if _differs(HERE / name, made())]
    if "--check" in sys.argv[1:]:
        if stale:
            sys.exit(f"Out of date: {', '.join(stale)} in docs/reference. Run: make docs")
        return
    for name in stale:
        (HERE / name).write_text(PAGES[name](), encoding="utf-8")
        print(f"wrote docs/reference/{name}")


def _differs(path: Path, text: str) -> bool:
    return not path.exists() or path.read_text(encoding="utf-8") != text


if __name__ == "__main__":
    main()

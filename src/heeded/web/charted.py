"""Figures as bars: one row a group, one piece a count; the table beside it has the same numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, LEFT, RIGHT = 900, 250, 60
ROW, BAR, TOP = 30, 18, 8
MOST_ROWS = 60
LETTER = 9  # pixels that a digit needs
LONGEST_NAME = 34  # letters that fit beside a bar


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar: which of the counts it is, and its number where there is room for it."""

    x: int
    width: int
    which: int
    said: str
    middle: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One group's row."""

    name: str
    y: int
    pieces: tuple[Piece, ...]
    end: int
    total: int


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole. `counts` names the counts in order, `says` all of it in sentences; `left_out` rows are in the table only."""

    id: str
    title: str
    counts: tuple[str, ...]
    bars: tuple[Bar, ...]
    height: int
    says: str
    left_out: int
    width: int = WIDTH
    left: int = LEFT


def chart(name: str, title: str, counts: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]]) -> Chart | None:
    """Bars of (group, its counts); None where there is nothing to draw."""
    most = max((sum(numbers) for _, numbers in rows), default=0)
    if not most:
        return None
    shown = rows[:MOST_ROWS]
    bars = tuple(_bar(group, numbers, TOP + ROW * n, most) for n, (group, numbers) in enumerate(shown))
    says = " ".join(
        f"{group}: {', '.join(f'{number} {what}' for what, number in zip(counts, numbers, strict=True))}."
        for group, numbers in shown
    )
    return Chart(name, title, tuple(counts), bars, TOP * 2 + ROW * len(bars), says, len(rows) - len(shown))


def _bar(group: str, numbers: Sequence[int], y: int, most: int) -> Bar:
    pieces, x, done = list[Piece](), LEFT, 0
    for which, number in enumerate(numbers):
        done += number
        end = LEFT + round(done / most * (WIDTH - LEFT - RIGHT))
        end = max(end, x + 2) if number else x
        said = str(number) if number and end - x >= LETTER * len(str(number)) + 6 else ""
        if number:
            pieces.append(Piece(x, end - x, which, said, (x + end) // 2))
        x = end
    short = group if len(group) <= LONGEST_NAME else f"{group[: LONGEST_NAME - 1]}…"
    return Bar(short, y, tuple(pieces), x + 8, done)

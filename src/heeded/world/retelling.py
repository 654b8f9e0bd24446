"""Worked examples of the shelf told again otherwise: left out, moved, late, vague, corrected, told twice, shared, mixed.

Every signal brings its examples, so every signal has such histories, and a new one has them as soon as it is there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from heeded.chronology.entry import Scene
from heeded.signals.example import MAIN, played
from heeded.signals.shelf import signals
from heeded.signals.signal import Example, Signal

EARLIER_OR_LATER = (-30, -7, -2, -1, -1, 1, 1, 2, 7, 30)
LATE = (0, 1, 3, 14, 70)
APART = (-40, -3, 0, 0, 1, 20, 90)
TELLERS = ("police", "health", "social-care", "education", "probation")
WORLD = "heeded"  # decisions about warnings: nobody else can tell them, and nobody corrects them


@dataclass(frozen=True, slots=True)
class Retelling:
    """A made-up history as the lines of an example; `about` is whom its records are about that name nobody else."""

    given: str
    about: str
    vantage: str

    def scene(self) -> Scene:
        """What its vantage knows of it."""
        return played(self.given, self.about, self.vantage).scene


@dataclass(slots=True, eq=False)
class _Line:
    """One line; a line whose `day` is empty says something about a person."""

    day: str
    agency: str
    kind: str
    parts: list[str] = field(default_factory=list)
    answers: list["_Line"] = field(default_factory=list)
    replaces: "_Line | None" = None

    def said(self, word: str) -> str:
        """What follows a word (`recorded`, `shared`) in this line."""
        return next((p.removeprefix(f"{word} ") for p in self.parts if p.startswith(f"{word} ")), "")

    def now_says(self, word: str, text: str) -> None:
        """Put that word's part in place of an earlier one."""
        self.parts = [*(p for p in self.parts if not p.startswith(f"{word} ")), f"{word} {text}"]


def as_written(code: str) -> list[Retelling]:
    """The examples of a signal as they stand."""
    signal = signals()[code]
    return [Retelling(each.given, MAIN[signal.subject[0]], each.vantage) for each in signal.examples]


def retelling(code: str, seed: int) -> Retelling:
    """A history that is told around one of a signal's examples, by seed in turn; the same seed always tells the same."""
    chance, signal = Random(f"{code} {seed}"), signals()[code]  # noqa: S311
    example = signal.examples[seed % len(signal.examples)]
    lines = _lines(example)
    if chance.random() < 0.4:
        lines += _from_elsewhere(chance, signal, lines)
    for change in CHANGES:
        lines = change(chance, lines)
    looking = chance.choice([line.agency for line in lines if line.day] or list(TELLERS))
    vantage = chance.choice((example.vantage, "pooled", "live", "shared", f"agency:{looking}"))
    if vantage not in ("pooled", "live"):
        _share(chance, lines)
    return Retelling(_written(lines), MAIN[signal.subject[0]], vantage)


def _lines(example: Example) -> list[_Line]:
    found: list[_Line] = []
    records: list[_Line] = []
    for text in filter(None, map(str.strip, example.given.splitlines())):
        if not text[0].isdigit():
            found.append(_Line("", "", text))
            continue
        day, agency, kind, *rest = text.split(None, 3)
        line = _Line(day, agency, kind)
        for part in (p.strip() for p in "".join(rest).split(";")):
            if part.startswith("answers="):
                line.answers = [records[int(n) - 1] for n in part.removeprefix("answers=").split(",")]
            elif part.startswith("replaces "):
                line.replaces = records[int(part.removeprefix("replaces ")) - 1]
            elif part:
                line.parts.append(part)
        records.append(line)
        found.append(line)
    return found


def _written(lines: Sequence[_Line]) -> str:
    numbers = {id(line): number for number, line in enumerate((each for each in lines if each.day), 1)}
    return "\n".join(line.kind if not line.day else _record(line, numbers) for line in lines)


def _record(line: _Line, numbers: dict[int, int]) -> str:
    parts = list(line.parts)
    answers = [str(numbers[id(each)]) for each in line.answers if id(each) in numbers]
    if answers:
        parts.append(f"answers={','.join(answers)}")
    if line.replaces is not None and id(line.replaces) in numbers:
        parts.append(f"replaces {numbers[id(line.replaces)]}")
    return f"{line.day}  {line.agency}  {line.kind}  {'; '.join(parts)}"


def _from_elsewhere(chance: Random, signal: Signal, lines: Sequence[_Line]) -> list[_Line]:
    """The records of another example, of this signal or of one with the same subject, moved to about the same time."""
    like = [each for each in signals().values() if each.subject[0] == signal.subject[0]]
    other = _lines(chance.choice(chance.choice((signal, chance.choice(like))).examples))
    here, there = _first_day(lines), _first_day(other)
    for line in other:
        _move(line, (here - there).days + chance.choice(APART))
    names = {line.kind.split()[0] for line in lines if not line.day}
    return [line for line in other if line.day or line.kind.split()[0] not in names]


def _first_day(lines: Sequence[_Line]) -> date:
    return min((date.fromisoformat(line.day[:10]) for line in lines if len(line.day) >= 10), default=date(2020, 1, 1))


def _move(line: _Line, days: int) -> None:
    """The same some days later, and what was said of when it was written down and shared with it."""
    line.day = _moved(line.day, days)
    for word in ("recorded", "shared"):
        day, _, more = line.said(word).partition(" ")
        if day:
            line.now_says(word, f"{_moved(day, days)} {more}".strip())


def _moved(day: str, days: int) -> str:
    return f"{date.fromisoformat(day[:10]) + timedelta(days=days)}{day[10:]}" if len(day) >= 10 else day


def _leave_out(chance: Random, lines: list[_Line]) -> list[_Line]:
    return [line for line in lines if not line.day or chance.random() > 0.08] if chance.random() < 0.5 else lines


def _move_some(chance: Random, lines: list[_Line]) -> list[_Line]:
    for line in lines:
        if line.day and chance.random() < 0.12:
            _move(line, chance.choice(EARLIER_OR_LATER))
    return lines


def _write_late(chance: Random, lines: list[_Line]) -> list[_Line]:
    for line in lines:
        if len(line.day) >= 10 and chance.random() < 0.15:
            line.now_says("recorded", _moved(line.day[:10], chance.choice(LATE)))
    return lines


def _tell_vaguely(chance: Random, lines: list[_Line]) -> list[_Line]:
    for line in lines:
        if len(line.day) >= 10 and chance.random() < 0.05:
            line.day = chance.choice((line.day[:7], f"{line.day[:10]}T{chance.randrange(24):02}:30"))
    return lines


def _tell_twice(chance: Random, lines: list[_Line]) -> list[_Line]:
    """Sometimes a second agency tells the same, perhaps later."""
    told: list[_Line] = []
    for line in lines:
        told.append(line)
        if line.day and line.agency != WORLD and line.replaces is None and chance.random() < 0.07:
            again = replace(line, agency=chance.choice(TELLERS), parts=list(line.parts))
            if len(line.day) >= 10 and chance.random() < 0.5:
                again.now_says("recorded", _moved(line.day[:10], chance.choice(LATE)))
            told.append(again)
    return told


def _correct(chance: Random, lines: list[_Line]) -> list[_Line]:
    """Sometimes the agency says later that it was another day."""
    more: list[_Line] = []
    for line in lines:
        if len(line.day) >= 10 and line.agency != WORLD and chance.random() < 0.07:
            known = max(line.day[:10], line.said("recorded")[:10])
            right = replace(line, parts=list(line.parts), replaces=line.replaces or line)
            right.day = _moved(line.day, chance.choice((-20, -1, 0)))
            right.now_says("recorded", _moved(known, chance.choice((1, 5, 40))))
            more.append(right)
    return [*lines, *more]


def _die(chance: Random, lines: list[_Line]) -> list[_Line]:
    """Now and then somebody dies, on the very day of something else or the days after."""
    days = [line.day for line in lines if len(line.day) >= 10]
    if days and chance.random() < 0.08:
        day = _moved(chance.choice(days)[:10], chance.choice((0, 0, 1, 15, 60)))
        return [*lines, _Line(day, chance.choice(("police", "health")), "death")]
    return lines


def _share(chance: Random, lines: Sequence[_Line]) -> None:
    for line in lines:
        if len(line.day) >= 10 and not line.said("shared") and chance.random() < 0.7:
            known = max(line.day[:10], line.said("recorded")[:10])
            line.now_says("shared", _moved(known, chance.choice((0, 0, 1, 10))))


CHANGES: tuple[Callable[[Random, list[_Line]], list[_Line]], ...] = (
    _leave_out, _move_some, _write_late, _tell_vaguely, _tell_twice, _correct, _die,
)  # fmt: skip

"""How many victims some allegations tell of: those they name, and unnamed ones whose ages make them different people.

Of an age in years and the day of the record the year of birth is known to within one year. So two ages belong to one
person at most where the years they give are no more than one apart; farther apart they are two people.
"""

from collections.abc import Callable, Iterable, Sequence

from heeded.chronology.entry import Entry
from heeded.chronology.spans import ALWAYS, NONE, Spans, at_least, joined, meet, minus
from heeded.chronology.state import known
from heeded.signals.bench import Bench
from heeded.signals.clauses.accounts import Account

Victims = Callable[[Entry], Iterable[str]]
Born = tuple[int, Spans]  # a year of birth, and when it is known


def at_least_victims(bench: Bench, window: Sequence[Account], victims: Victims, least: int) -> Spans:
    """When so many different victims are known. One who may be any of those named is not counted beside them."""
    named: dict[str, list[Spans]] = {}
    ages: dict[str, list[Born]] = {}
    unnamed: dict[int, list[Spans]] = {}
    for account in window:
        theirs, year = tuple(victims(account.entry)), year_of_birth(account.entry)
        for victim in theirs:
            named.setdefault(victim, []).append(account.spans)
            ages.setdefault(victim, []).extend([(year, account.spans)] if year and theirs == (victim,) else [])
        if not theirs and year:
            unnamed.setdefault(year, []).append(account.spans)
    everyone = {victim: joined(spans) for victim, spans in named.items()}
    if not unnamed:
        return at_least(least, list(everyone.values()))
    for victim, born in ages.items():
        rows = bench.states.statements.get(victim, ())
        born += [(row.born.day.year, known(row)) for row in rows if row.born is not None]
    others = [(year, _nobody_named(year, joined(spans), everyone, ages)) for year, spans in sorted(unnamed.items())]
    chains = _different(others, least)
    counted = list(everyone.values())
    return joined(meet(at_least(least - n, counted), chain) if n < least else chain for n, chain in enumerate(chains))


def year_of_birth(entry: Entry) -> int | None:
    """The year in which a victim of an age told was born, or the one before; None where no age is told."""
    told = entry.one("victim_age")
    age = int(told) if told.isascii() and told.isdecimal() and len(told) <= 3 else -1
    return entry.happened.day.year - age if 0 <= age < entry.happened.day.year else None


def _nobody_named(year: int, spans: Spans, named: dict[str, Spans], ages: dict[str, list[Born]]) -> Spans:
    """When somebody born then is known to be none of those named: of each of them an age is known that differs."""
    for victim, there in named.items():
        another = joined(at for born, at in ages[victim] if abs(born - year) > 1)
        same = joined(at for born, at in ages[victim] if abs(born - year) <= 1)
        spans = minus(spans, minus(there, minus(another, same)))
    return spans


def _different(others: Sequence[Born], most: int) -> list[Spans]:
    """When at least 0, 1, 2… (up to `most`) people are known whose years of birth all lie more than one apart.

    `others` are in order of the year. The longest chain that ends with a year goes on from one two years before it.
    """
    nobody = [ALWAYS, *(NONE for _ in range(most))]
    upto: list[tuple[int, list[Spans]]] = []  # by year: the chains that end with it or before it
    for year, spans in others:
        before = next((chains for earlier, chains in reversed(upto) if year - earlier > 1), nobody)
        so_far = upto[-1][1] if upto else nobody
        chains = [joined((so_far[n], meet(spans, before[n - 1]))) for n in range(1, most + 1)]
        upto.append((year, [ALWAYS, *chains]))
    return upto[-1][1]

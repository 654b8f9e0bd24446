"""What linkage reads out of records: statements about people, and what each record shows of those it names."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from heeded.ledger.record import Record
from heeded.linkage import clean
from heeded.linkage.births import birth
from heeded.linkage.conflicts import ages
from heeded.linkage.identifiers import Identifier, identifiers
from heeded.linkage.places import Place, place
from heeded.linkage.portrait import FIRST_DAY, LAST_DAY, Facts, Portrait
from heeded.words.instants import day_of

PERSON = "person"
NAMES = ("name", "aka", "also_known_as", "alias", "former_name")
ABOUT_THEM = frozenset({*NAMES, "born", "died", "sex", "address", "place", "key", "note"})
MOST_NAMES = 8
MOST_PLACES = 8
MOST_PEOPLE = 40  # people of one record who are told apart from one another; beyond that it is a list, not a meeting


@dataclass(frozen=True, slots=True)
class Statement:
    """One People row of one edition, as told: what a portrait is made from."""

    names: tuple[str, ...]
    born: str = ""
    died: str = ""
    sex: str = ""
    address: str = ""
    identifiers: Mapping[str, tuple[str, ...]] | None = None

    def written(self) -> str:
        """JSON; `statement_from` reads it back."""
        numbers = {k: list(v) for k, v in (self.identifiers or {}).items()}
        return json.dumps([list(self.names), self.born, self.died, self.sex, self.address, numbers], ensure_ascii=False)


def statement_from(text: str) -> Statement:
    """The inverse of `Statement.written`."""
    names, born, died, sex, address, numbers = json.loads(text)
    return Statement(tuple(names), born, died, sex, address, {k: tuple(v) for k, v in numbers.items()})


def statement(record: Record) -> Statement:
    """What a `person` record tells. Details that are no particulars of a person are identifiers."""
    told = record.details
    one = {detail: next((v for v in told.get(detail, ()) if v.strip()), "")[:300] for detail in ("born", "died", "sex")}
    names = tuple(v[:400] for detail in NAMES for v in told.get(detail, ())[:MOST_NAMES] if v.strip())
    address = record.place or next(iter(told.get("address", ())), "")
    numbers = {k[:40]: tuple(x[:80] for x in v[:5]) for k, v in list(told.items())[:40] if k not in ABOUT_THEM}
    for pair in (p for v in numbers.pop("identifiers", ()) for p in v.split(";")):
        kind, _, value = pair.partition("=")
        numbers[kind.strip()] = (*numbers.get(kind.strip(), ()), value)
    return Statement(names[:MOST_NAMES], one["born"], one["died"], one["sex"], address[:400], numbers)


def portrait(key: str, told: Iterable[Statement], facts: Facts, beside: Iterable[str]) -> Portrait:
    """The portrait that an agency's statements make, the latest last. Earlier names and addresses stay as former ones.

    A birth date, sex or number stated later takes the place of the earlier one.
    """
    latest = list(told)[::-1]
    names = {(n.given, n.family): n for s in latest[::-1] for w in s.names[::-1] for n in clean.names(w)[::-1]}
    homes: dict[str, Place] = {}
    numbers: dict[str, tuple[Identifier, ...]] = {}
    for each in latest:
        home = place(each.address)
        if home.key:
            homes.setdefault(home.key, home)
        found: dict[str, list[Identifier]] = {}
        for number in identifiers(each.identifiers or {}):
            found.setdefault(number.type, []).append(number)
        for kind, same in found.items():
            numbers.setdefault(kind, tuple(same))
    born = next((b for s in latest if (b := birth(s.born))), None)
    died = next((b.last for s in latest if (b := birth(s.died))), None)
    return Portrait(
        key,
        key.partition(":")[0],
        tuple(list(names.values())[::-1][:MOST_NAMES]),
        born,
        next((x for s in latest if (x := clean.sex(s.sex))), ""),
        tuple(homes.values())[:MOST_PLACES],
        tuple(sorted(n for same in numbers.values() for n in same)),
        facts.joined(Facts(died=died)),
        frozenset(beside),
    )


@lru_cache(maxsize=65536)
def read_portrait(key: str, statements: tuple[str, ...], facts: str, beside: tuple[str, ...]) -> Portrait:
    """The portrait of a key from the written forms of its statements and facts."""
    return portrait(key, map(statement_from, statements), facts_from(facts), beside)


def shown(record: Record) -> dict[str, Facts]:
    """What a record shows of each key it names; placeholders, who are nobody, are left out."""
    day = day_of(record.happened.last)
    first = day_of(record.happened.first)
    lives = record.kind in ages()["alive_kinds"] or "".join(record.details.get("result", ())) in ages()["alive_results"]
    found: dict[str, Facts] = {}
    for part in record.people:
        if part.placeholder:
            continue
        about = part.role == "about"
        old = ages()["at_least"]
        least = max(old["roles"].get(part.role, 0), old["kinds"].get(record.kind, 0) if about else 0)
        child = part.role in ages()["child_roles"] or (about and record.kind in ages()["child_kinds"])
        facts = Facts(
            frozenset((part.role,)),
            first,
            first if lives and about else None,
            _years_before(first, ages()["child_years"]) if child else FIRST_DAY,
            _years_before(day, least) if least else LAST_DAY,
            day if record.kind == "death" and about else None,
        )
        found[part.key] = found[part.key].joined(facts) if part.key in found else facts
    return found


def _years_before(day: date, years: int) -> date:
    return date(max(1, day.year - years), day.month, min(day.day, 28))


def facts_written(facts: Facts) -> str:
    """JSON; `facts_from` reads it back."""
    days = [facts.first_seen, facts.last_alive, facts.born_after, facts.born_before, facts.died]
    return json.dumps([sorted(facts.roles), *(d.isoformat() if d else None for d in days)])


@lru_cache(maxsize=65536)
def facts_from(text: str) -> Facts:
    """The inverse of `facts_written`."""
    roles, seen, alive, after, before, died = json.loads(text)
    day = {d: date.fromisoformat(d) for d in (seen, alive, after, before, died) if d}
    return Facts(frozenset(roles), day.get(seen), day.get(alive), day[after], day[before], day.get(died))

"""Made-up histories as records that arrive one after another: everybody under a key and a name of their own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product
from random import Random

from heeded.ledger.record import Draft, Part
from heeded.signals.example import drafted
from heeded.words.instants import Instant, days_later
from heeded.words.told import Told
from heeded.world.retelling import Retelling

WORLD = "heeded"
LATER = (0, 0, 0, 0, 1, 5, 40)  # days from writing a record down to its arrival here
YOUNG = ("child", "mia", "noah", "sibling", "brother", "sister", "friend", "baby", "son", "daughter")
GIVEN = (
    "Ada", "Boris", "Clara", "Dermot", "Elif", "Farid", "Greta", "Hamish", "Ines", "Jarek", "Kezia", "Lorcan", "Mirela",
    "Nnamdi", "Odile", "Piers", "Quentin", "Rhona", "Sunil", "Tamsin",
)  # fmt: skip
FAMILY = (
    "Penfold", "Rusk", "Quirke", "Tolland", "Varga", "Wexham", "Yarrow", "Ashdown", "Bellamy", "Croft", "Dunmore",
    "Eccles", "Farthing", "Gadsby", "Hartnoll", "Imrie", "Jessop", "Kittow", "Lumley", "Mossop", "Nairn", "Orrell",
    "Pargeter", "Rudge", "Sallow", "Trevanion", "Umfreville", "Vosper", "Wragg", "Zeal",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Arrival:
    """A record and when it arrives, with the rows about those whom its agency then meets for the first time."""

    when: Instant
    drafts: tuple[Draft, ...]


def arrivals(histories: Iterable[Retelling], seed: int) -> list[Arrival]:
    """The records of some histories in order of arrival."""
    chance, names = Random(seed), product(FAMILY, GIVEN)  # noqa: S311
    rows: dict[str, Draft] = {}
    found: list[tuple[Instant, Draft]] = []
    for number, history in enumerate(histories):
        born, drafts = drafted(history.given, history.about)
        own = _Own(number)
        drafts = [own.draft(each) for each in drafts]
        told = _rows(drafts, {row.people[0].key: row for row in map(own.draft, born)}, names)
        rows.update((row.people[0].key, row) for row in told)
        found += [(days_later(_known(each), chance.choice(LATER)), each) for each in drafts]
    found.sort(key=lambda each: each[0])
    return [Arrival(when, (*_met(draft, rows), draft)) for when, draft in found]


def _met(draft: Draft, rows: dict[str, Draft]) -> Iterator[Draft]:
    """The rows about the people of a record that have not been told yet."""
    for part in draft.people:
        if part.key in rows:
            yield rows.pop(part.key)


def _known(draft: Draft) -> Instant:
    return max(draft.recorded.last, draft.happened.last)


@dataclass(frozen=True, slots=True)
class _Own:
    """Gives one history keys, refs and addresses that no other has."""

    number: int

    def draft(self, draft: Draft) -> Draft:
        """The draft under these."""
        told = {
            name: tuple(map(self.key, values)) if name == "with" else values for name, values in draft.details.items()
        }
        return replace(
            draft, origin=f"{self.number}-{draft.origin}", place=self.place(draft.place),
            people=tuple(Part(part.role, self.key(part.key)) for part in draft.people), details=told,
            answers=tuple(":".join((a.partition(":")[0], f"{self.number}-{a.partition(':')[2]}")) for a in draft.answers),
        )  # fmt: skip

    def place(self, place: str) -> str:
        """The address under a postcode of this history."""
        return f"{place}, LS{self.number // 9 + 1} {self.number % 9 + 1}AB" if place else ""

    def key(self, key: str) -> str:
        """A key of this history; what Heeded itself says of somebody is said of them under a key of the police."""
        return f"{key.replace(f'{WORLD}:', 'police:')}-{self.number}"


def _rows(drafts: Iterable[Draft], told: dict[str, Draft], names: Iterator[tuple[str, str]]) -> Iterator[Draft]:
    """A row for every key: by all agencies under one name, with one birth date."""
    listed = list(drafts)
    keys = sorted({part.key for draft in listed for part in draft.people if not part.placeholder})
    first = min((draft.happened.first_day for draft in listed), default=date(2020, 1, 1))
    called: dict[str, tuple[str, str]] = {}
    for key in keys:
        agency, _, person = key.partition(":")
        if person not in called:
            family, given = next(names)
            known = next((row for k, row in told.items() if k.endswith(f":{person}") and row.details.get("born")), None)
            years = 6 if person.rpartition("-")[0] in YOUNG else 31
            default = (first - timedelta(days=years * 365 + len(called))).isoformat()
            called[person] = (f"{given} {family}", known.details["born"][0] if known else default)
        name, born = called[person]
        row = told.get(key)
        died = row.details.get("died", ()) if row else ()
        details = {"name": (name,), "born": (born,), "died": died}
        when = Told.on(date(1900, 1, 1))
        yield Draft(
            agency, "people-table", key, "person", when, when, people=(Part("about", key),), place=row.place if row else "",
            details={detail: values for detail, values in details.items() if values},
        )  # fmt: skip

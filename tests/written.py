"""Short ways of writing drafts and records in tests, in the words of the chronology table."""

from datetime import UTC, date, datetime

from heeded.ledger.record import Draft, Part, Record, Share, recorded
from heeded.words.instants import Instant
from heeded.words.told import Told


def day(text: str) -> Told:
    """A plain day, from 2020-03-01."""
    return Told.on(date.fromisoformat(text))


def noon(text: str) -> Instant:
    """Noon UTC of a day."""
    return datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC).replace(hour=12)


def draft(
    agency: str, ref: str, kind: str, happened: str, *people: str, recorded_on: str = "", shared: str = "", to: str = "*",
    place: str = "", answers: tuple[str, ...] = (), says: str = "", load: str = "", source: str = "chronology-table",
    **details: str,
) -> Draft:  # fmt: skip
    """A draft; people are `role:key` with keys of that agency unless they name another (`child:health/H7`)."""
    parts = tuple(Part(p.split(":")[0], _key(agency, p.split(":")[1])) for p in people)
    shares = (Share(to, day(shared)),) if shared else ()
    told = {name: tuple(value.split(",")) for name, value in details.items()}
    return Draft(agency, source, ref, kind, day(happened), day(recorded_on or happened), shares, parts, place, told,
                 says, "", answers, load=load)  # fmt: skip


def _key(agency: str, key: str) -> str:
    return key.replace("/", ":") if "/" in key else f"{agency}:{key}"


def record(seq: int, made: Draft, entered: str = "2024-01-01", edition: int = 1) -> Record:
    """A draft as if it had been entered at noon of a day."""
    return recorded(made, seq, noon(entered), edition)


def person(
    agency: str, key: str, name: str, born: str = "", *, place: str = "", on: str = "2020-01-01", **more: str
) -> Draft:
    """A row of an agency's People table."""
    details = {"name": (name,), **({"born": (born,)} if born else {}), **{k: (v,) for k, v in more.items()}}
    return Draft(agency, "people-table", key, "person", day(on), day(on), (), (Part("about", f"{agency}:{key}"),), place,
                 details)  # fmt: skip

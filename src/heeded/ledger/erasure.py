"""A lawful erasure: a record of kind `erased` that names records, under which their bodies and salts are deleted."""

import json
from collections.abc import Iterable

from heeded.ledger.body import BadDraft
from heeded.ledger.record import Draft, Record, from_body

ERASED = "erased"


def named(record: Draft) -> list[tuple[str, int]]:
    """The (ref, edition) of each record that an `erased` record names in its detail `records`.

    BadDraft unless it also says the authority, the reason and two people (`by`), as every erasure must.
    """
    for detail, fewest in (("records", 1), ("authority", 1), ("reason", 1), ("by", 2)):
        if len(set(filter(None, record.details.get(detail, ())))) < fewest:
            what = f"an erasure needs its {detail}" + (" (two different people)." if fewest > 1 else ".")
            raise BadDraft(record.ref, what, "Give records, authority, reason and by.")
    return [edition_named(record_id) for record_id in record.details["records"]]


def edition_named(record_id: str) -> tuple[str, int]:
    """The ref and the edition of a record's id: (`police:v1`, 2) for `police:v1~2`."""
    ref, mark, number = record_id.rpartition("~")
    return (ref, int(number)) if mark and number.isdecimal() else (record_id, 1)


def listed(records: Iterable[Record]) -> str:
    """Erasures as the lines of the list kept beside the ledger, from which a restore applies them again."""
    return "".join(json.dumps({**record.body(), "seq": record.seq}, sort_keys=True) + "\n" for record in records)


def relisted(text: str) -> list[Record]:
    """The erasures in such a list."""
    bodies = [json.loads(line) for line in text.splitlines() if line.strip()]
    return [from_body(body, body["seq"]) for body in bodies]

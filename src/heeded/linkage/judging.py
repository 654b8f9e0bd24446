"""Links as records: the machine's, and a person's judgement that two keys are the same, different or unsure."""

import base64
import hashlib
from collections.abc import Iterable
from types import MappingProxyType
from typing import Literal

from heeded.ledger.record import Draft, Part
from heeded.linkage.cluster import Tie
from heeded.words.instants import Instant
from heeded.words.told import Told
from heeded.words.trouble import Trouble

AGENCY, SOURCE = "heeded", "linkage"
LINKED, UNLINKED, JUDGED = "linked", "unlinked", "judged"
LINKER = "linker"
VERDICTS = ("same", "different", "unsure")


class JudgementTrouble(Trouble):
    """A judgement that cannot be written down."""


def own_person(key: str) -> str:
    """The id of the Person that a key is before it is linked to any other: `P-` and ten letters or digits."""
    return "P-" + base64.b32encode(hashlib.sha256(key.encode("utf-8", "replace")).digest())[:10].decode("ascii")


def judged(
    one: str, other: str, verdict: Literal["same", "different", "unsure"], by: str, reason: str, on: Instant
) -> Draft:
    """A person's judgement of two keys as a draft; a later judgement of the pair takes its place."""
    one, other = sorted((one.strip(), other.strip()))
    where = f"judgement of {one} and {other}"
    if not one or one == other:
        raise JudgementTrouble(where, "it needs two different keys.", "Name both, like police:N44 and health:H1.")
    if any("?" in key for key in (one, other)):
        raise JudgementTrouble(where, "nobody is named by a placeholder.", "Give that person a key first.")
    if verdict not in VERDICTS:
        raise JudgementTrouble(where, f"'{verdict}' is no verdict.", "Write same, different or unsure.")
    if not by.strip() or not reason.strip():
        raise JudgementTrouble(where, "it has no author or no reason.", "Say who judged, and why, in a sentence.")
    details = {"one": one, "other": other, "verdict": verdict, "by": by.strip()}
    people = (Part("about", one), Part("about", other))
    return _draft(JUDGED, [one, other, verdict, by, on.isoformat()], details, people, on, reason.strip()[:2000])


def linked(
    kind: str, key: str, person: str, before: tuple[str, int], tie: Tie | None, version: str, on: Instant
) -> Draft:
    """A key's move from one Person to another. The same move of the same stay is one record, however often made."""
    details = {"key": key, "person": person, "was": before[0], "author": LINKER, "weights": version}
    why = "Nothing holds it to the others any longer."
    if tie is not None and tie.score is not None:
        details |= {"weight": f"{tie.score.weight:.6f}", "probability": f"{tie.score.probability:.9f}"}
        details["with"] = tie.one if tie.one != key else tie.other
        why = ". ".join(tie.score.why) + "."
    elif tie is not None and tie.verdict is not None:
        details |= {"author": tie.verdict.by, "probability": "1.0"}
        why = tie.verdict.reason
    return _draft(kind, [key, person, *map(str, before)], details, (Part("about", key),), on, why)


def _draft(
    kind: str, named_by: Iterable[str], details: dict[str, str], people: tuple[Part, ...], on: Instant, says: str
) -> Draft:
    digest = hashlib.sha256("\x1f".join(named_by).encode("utf-8", "replace")).hexdigest()[:20]
    return Draft(
        agency=AGENCY,
        source=SOURCE,
        origin=f"{kind}-{digest}",
        kind=kind,
        happened=Told.at(on),
        recorded=Told.at(on),
        people=people,
        details=MappingProxyType({name: (value,) for name, value in details.items()}),
        says=says,
    )

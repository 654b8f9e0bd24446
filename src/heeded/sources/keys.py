"""Keys of people and refs of records, qualified by agency, and the parts people have in a row."""

import re
from functools import lru_cache

from heeded.ledger.record import Part
from heeded.reference.agencies import agency_of, known_agency
from heeded.reference.kinds import ROLES

LONGEST_KEY = 120
_AGENCY = re.compile(r"[^\W\d_][^\W\d_]*(?:[ '’&-][^\W\d_]+)*")
_ROLES = {
    **{role: role for role in ROLES},
    **dict.fromkeys(("mother", "father", "mum", "dad", "step-parent", "stepfather", "stepmother"), "parent"),
    **dict.fromkeys(("son", "daughter", "baby", "pupil"), "child"),
    **dict.fromkeys(("brother", "sister", "half-brother", "half-sister"), "sibling"),
    **dict.fromkeys(("husband", "wife", "boyfriend", "girlfriend", "ex-partner"), "partner"),
    **dict.fromkeys(("offender", "nominal", "subject of order"), "supervised"),
    **dict.fromkeys(("referrer", "caller", "informant"), "reporter"),
}


@lru_cache(maxsize=16384)
def qualified(key: str, agency: str) -> str:
    """A key or ref with its agency before it: `N500` of police is `police:N500`; `health:H71` stays health's."""
    before, colon, after = key.partition(":")
    if colon and after.strip() and _AGENCY.fullmatch(before.strip()):
        return f"{agency_of(before.strip())}:{after.strip()}"
    return f"{agency}:{key.strip()}"


def several(text: str) -> list[str]:
    """The items of a cell: parted by semicolons or line ends, or by commas where each is a number."""
    items = [item.strip() for item in re.split(r"[;\n]", text) if item.strip()]
    parted = [item.strip() for item in items[0].split(",") if item.strip()] if len(items) == 1 else []
    return parted if len(parted) > 1 and all(re.fullmatch(r"\S*\d\S*", item) for item in parted) else items


class Parts:
    """The people of one row. `faults` says what could not be read as written; `unread` keeps the words themselves.

    Somebody without a key (`child:?2`) becomes a placeholder of this one record: `police:r7?2`, never linked.
    """

    def __init__(self, agency: str, origin: str) -> None:
        self._agency, self._origin = agency, origin
        self.people: list[Part] = []
        self.unread: list[str] = []
        self.faults: list[tuple[str, str, str]] = []

    def about(self, text: str) -> None:
        """Adds whom the row is about: keys of the row's own agency, or `agency:key`."""
        for item in several(text):
            self._add("about", item, "about")

    def others(self, text: str) -> None:
        """Adds the others of the row: `role:key`, `role:agency:key`; a key without a role is `other`."""
        for item in several(text):
            before, colon, after = item.partition(":")
            role = _ROLES.get(before.strip().casefold(), "")
            if colon and role and after.strip():
                self._add(role, after.strip(), "with")
            elif (colon and not _AGENCY.fullmatch(before.strip())) or not colon:
                self._add("other", item, "with")
            else:
                self._unknown_role(before.strip(), after.strip(), item)

    def _unknown_role(self, before: str, after: str, item: str) -> None:
        if known_agency(before) or agency_of(before) == self._agency:
            return self._add("other", item, "with")  # `health:H70`, an agency and no role
        self.faults.append(("with", f"'{before[:40]}' is not a role; '{after[:40]}' is taken as other.", _roles()))
        self.unread.append(item)
        return self._add("other", after, "with")

    def _add(self, role: str, key: str, column: str) -> None:
        if len(key) > LONGEST_KEY:
            self.faults.append((column, f"'{key[:40]}…' is too long for a key.", "Write the person's key."))
            self.unread.append(key)
            return
        if "?" in key:
            number = re.sub(r"\W", "", key.partition("?")[2]) or str(len(self.people) + 1)
            made = f"{self._agency}:{self._origin}?{number}"
            if not key.startswith("?"):
                self.faults.append((column, f"'{key}' has a question mark: somebody unnamed.", "Write the key alone."))
                self.unread.append(key)
        else:
            made = qualified(key, self._agency)
        part = Part(role, made)
        if part not in self.people:
            self.people.append(part)


def _roles() -> str:
    return f"Use one of: {', '.join(role for role in ROLES if role != 'about')}."

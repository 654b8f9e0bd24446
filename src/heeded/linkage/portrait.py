"""A portrait: what one agency says of one person, cleaned, with what its records give away of their age."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from heeded.linkage.births import Birth
from heeded.linkage.clean import Name
from heeded.linkage.identifiers import Identifier
from heeded.linkage.places import Place

FIRST_DAY, LAST_DAY = date(1, 1, 1), date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the records themselves show of a key, whatever its People row says.

    `first_seen` and `last_alive` are days; `born_after` and `born_before` bound a birth date nobody told: a child's
    role on a day means born less than 18 years before it, a parent's role at least 12. `child` is set by such a role.
    """

    roles: frozenset[str] = frozenset()
    first_seen: date | None = None
    last_alive: date | None = None
    born_after: date = FIRST_DAY
    born_before: date = LAST_DAY
    died: date | None = None

    @property
    def child(self) -> bool:
        """Whether some record shows this person as a child."""
        return self.born_after > FIRST_DAY

    def joined(self, other: "Facts") -> "Facts":
        """Both taken together; the order does not matter."""
        seen = [d for d in (self.first_seen, other.first_seen) if d]
        alive = [d for d in (self.last_alive, other.last_alive) if d]
        dead = [d for d in (self.died, other.died) if d]
        return Facts(
            self.roles | other.roles,
            min(seen, default=None),
            max(alive, default=None),
            max(self.born_after, other.born_after),
            min(self.born_before, other.born_before),
            min(dead, default=None),
        )


@dataclass(frozen=True, slots=True)
class Portrait:
    """One agency's person, as it stands today.

    `names` has the present name first, then aliases and former names; `places` the present one first. `beside` are
    the keys that stood in one record with this one: they are other people.
    """

    key: str
    agency: str
    names: tuple[Name, ...] = ()
    born: Birth | None = None
    sex: str = ""
    places: tuple[Place, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    facts: Facts = field(default_factory=Facts)
    beside: frozenset[str] = frozenset()

    @property
    def bare(self) -> bool:
        """Nothing to go by: named in a record only, or under a name that is nobody's."""
        return not (self.names or self.identifiers)

    @property
    def lifetime(self) -> tuple[date, date]:
        """The earliest and the latest day this person may have been born on."""
        if self.born:
            return self.born.first, self.born.last
        latest = self.facts.born_before
        if self.facts.first_seen and self.facts.first_seen < LAST_DAY - timedelta(days=400):
            latest = min(latest, self.facts.first_seen + timedelta(days=300))
        return self.facts.born_after, latest

    @property
    def called(self) -> str:
        """The present name as it was written, or the key."""
        return self.names[0].written if self.names else self.key

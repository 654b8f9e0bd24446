"""Roles that can own a warning, and the ladder each one stands on; the data is in data/roles.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from heeded.reference.agencies import agencies
from heeded.reference.shelf import Block, page


@dataclass(frozen=True, slots=True)
class Role:
    """A duty that somebody holds: its title in words, its agency, and the role above it ('' at the top)."""

    name: str
    title: str
    agency: str
    climbs_to: str


@lru_cache(maxsize=1)
def roles() -> Mapping[str, Role]:
    """Every role by name. Trouble, naming the line, for an unknown agency, an unknown role above, or a circle."""
    return roles_of(page("roles.yaml"))


def roles_of(block: Block) -> Mapping[str, Role]:
    """The roles that a file gives, checked as `roles` says."""
    found = {name: _role(name, each) for name, each in block.entries()}
    for name, role in found.items():
        passed = [name]
        while role.climbs_to:
            if role.climbs_to not in found:
                raise block.trouble(role.name, f"'{role.climbs_to}' is no role.", "Add it, or climb to another.")
            if role.climbs_to in passed:
                raise block.trouble(name, f"'{name}' climbs in a circle.", "Let one of them be the top.")
            role = found[role.climbs_to]
            passed.append(role.name)
    return MappingProxyType(found)


@lru_cache(maxsize=512)
def ladder(role: str) -> tuple[str, ...]:
    """A role and all above it, up to the top; nothing for a role that is not known."""
    found: list[str] = []
    known = roles()
    while role in known:
        found.append(role)
        role = known[role].climbs_to
    return tuple(found)


def titled(role: str) -> str:
    """A role in words; one that is not known in its own."""
    known = roles().get(role)
    return known.title if known else role.replace("_", " ")


def _role(name: str, block: Block) -> Role:
    block.only("title", "agency", "climbs to")
    return Role(name, block.text("title"), block.choice("agency", *agencies()), block.text("climbs to", ""))

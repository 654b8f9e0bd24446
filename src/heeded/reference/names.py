"""Facts about people's names, from the tables beside it: short forms, spellings, frequency, words that are none."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

from heeded.words.trouble import Trouble


class NameTableTrouble(Trouble):
    """A line of a name table that cannot be read."""


@lru_cache(maxsize=1)
def _equivalents() -> Mapping[str, frozenset[str]]:
    """Every form of a name -> the groups it belongs to, named by their first form."""
    groups: dict[str, set[str]] = {}
    for table in ("nicknames.txt", "transliterations.txt"):
        for head, forms in _rows(table):
            for form in (head, *forms):
                groups.setdefault(form, set()).add(head)
    return {form: frozenset(heads | {form}) for form, heads in groups.items()}


def forms_of(name: str) -> frozenset[str]:
    """The groups a folded name belongs to; a name in no table stands for itself.

    Two names are forms of one another when their groups meet: `bob` and `robert`, `muhammad` and `mohamed`.
    """
    return _equivalents().get(name) or frozenset((name,))


@lru_cache(maxsize=1)
def _shares() -> Mapping[tuple[str, str], float]:
    return {(kind, name): int(share) / 1000 for kind, name, share in _frequent()}


def share(kind: str, name: str) -> float | None:
    """The rough share of people who bear a `given` or `family` name (0.008), or None for an uncommon one."""
    return _shares().get((kind, name))


@lru_cache(maxsize=1)
def _words() -> Mapping[str, frozenset[str]]:
    return {head: frozenset(forms) for head, forms in _rows("words.txt")}


def words(kind: str) -> frozenset[str]:
    """Words of a kind that are not themselves names: `title`, `particle`, `joined`, `unnamed`, `nobody`…"""
    return _words()[kind]


@lru_cache(maxsize=1)
def generations() -> Mapping[str, str]:
    """Suffixes that tell generations apart: `jr` -> `junior`."""
    return dict(pair.split("=", 1) for pair in words("generation"))


def _rows(table: str) -> Iterator[tuple[str, list[str]]]:
    for number, line in _lines(table):
        head, colon, forms = line.partition(":")
        if not colon:
            raise NameTableTrouble(f"{table} line {number}", "it has no colon.", "Write `full form: other forms`.")
        yield head.strip(), forms.split()


def _frequent() -> Iterator[tuple[str, str, str]]:
    for number, line in _lines("frequent.txt"):
        match line.split():
            case [("given" | "family") as kind, name, share] if share.isdigit():
                yield kind, name, share
            case _:
                raise NameTableTrouble(f"frequent.txt line {number}", "it is not `kind name share`.", "Write it so.")


def _lines(table: str) -> Iterator[tuple[int, str]]:
    text = files("heeded.reference").joinpath("data", "names", table).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line

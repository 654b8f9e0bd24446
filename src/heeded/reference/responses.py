"""How soon a warning of each level wants an answer, and how long an answer holds; the data is in data/responses.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from heeded.reference.shelf import page
from heeded.words.respond import Respond, parse_respond


@dataclass(frozen=True, slots=True)
class Response:
    """Within what time a warning is to be acknowledged and decided."""

    acknowledge: Respond
    decide: Respond


@dataclass(frozen=True, slots=True)
class Responses:
    """`levels` by level; `longest_deferral` and `looked_at_again` in days (a decision is looked at again after that)."""

    levels: Mapping[str, Response]
    longest_deferral: int
    looked_at_again: int
    source: str


@lru_cache(maxsize=1)
def responses() -> Responses:
    """The defaults; Trouble names the line of a mistake."""
    block = page("responses.yaml")
    block.only("levels", "longest_deferral", "looked_at_again", "source", "confidence")
    levels = {}
    for level, each in block.block("levels").entries():
        each.only("acknowledge", "decide")
        where = f"{each.where} line {each.line}"
        levels[level] = Response(
            parse_respond(each.text("acknowledge"), where), parse_respond(each.text("decide"), where)
        )
    return Responses(
        MappingProxyType(levels), block.block("longest_deferral").whole("days"),
        block.block("looked_at_again").whole("days"), block.text("source"),
    )  # fmt: skip

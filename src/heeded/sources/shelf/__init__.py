"""One file a format: each says what its files are called, reads them, and shows an example; no list to edit."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from heeded.sources.format import Format


@cache
def formats() -> tuple[Format, ...]:
    """Every format on the shelf, in order of file name."""
    names = sorted(module.name for module in iter_modules(__path__))
    return tuple(import_module(f"{__name__}.{name}").FORMAT for name in names)


@cache
def suffixes() -> Mapping[str, Format]:
    """The format for each ending of a file's name."""
    return {suffix: made for made in formats() for suffix in made.suffixes}

"""The demonstration: invented people in five agencies' files, in the shapes of the two failures that began Heeded."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

FORMATS = (".docx", ".xlsx", ".ods", ".csv")


@contextmanager
def folder() -> Iterator[Path]:
    """The folder of the demonstration's files, with its case.toml, wherever the package is installed."""
    with as_file(files("heeded.world.demonstration")) as path:
        yield path


def staff(path: Path) -> Path:
    """The list of staff in that folder."""
    return path / "office" / "staff.xlsx"

"""Whatever the disk or a database refuses, said plainly."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from heeded.casework.store import DatabaseError
from heeded.workspace.settings import WorkspaceTrouble

_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO}


@contextmanager
def plainly(folder: Path) -> Iterator[None]:
    """Whatever the disk or a database refuses, in a sentence. What had been acknowledged is kept all the same."""
    try:
        yield
    except (DatabaseError, OSError) as problem:
        if isinstance(problem, OSError) and problem.errno not in _DISK:
            raise
        raise WorkspaceTrouble(
            str(folder), f"could not be read or written ({problem}).",
            "Free some disk space, or see that you may write there; then do it again. Nothing recorded is lost.",
        ) from problem  # fmt: skip

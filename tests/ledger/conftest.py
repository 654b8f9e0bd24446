"""A ledger with all that a verifier must understand, made once and copied for each attack."""

import shutil
from pathlib import Path

import pytest

from heeded.ledger.checkpoint import Signer
from tests.ledger.drafts import Workplace, erasure, visit, visits


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of 1,013 entries with corrections, two erasures and checkpoints at 400, 800 and 1,013."""
    folder = tmp_path_factory.mktemp("sound")
    signer = Signer.create(folder / "key", "heeded/leeds")
    with Workplace(folder) as place:
        place.lane.write(visits(400))
        place.lane.checkpoint(signer)
        place.lane.write([visit(f"v{number}", "No reply.") for number in range(1, 401)])
        place.lane.checkpoint(signer)
        place.lane.write([*visits(210, 401), visit("x1", source="letters"), erasure("police:v7~2", "police:v9")])
        place.lane.write([visit("last", "The last word.")])
        place.lane.checkpoint(signer)
    return folder


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "ledger"))

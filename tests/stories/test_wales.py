"""An installation in Wales goes by the clocks of Wales, wherever somebody looks."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from heeded.signals.kernel import judge
from heeded.words.instants import day_of
from heeded.workspace import Settings, Workspace
from tests.written import draft, person

NOW = datetime(2024, 6, 3, 9, tzinfo=UTC)


@pytest.mark.parametrize(("jurisdiction", "raised"), [("england", "2024-02-20"), ("wales", "2024-02-15")])
def test_an_assessment_is_reminded_of_sooner_in_wales(tmp_path: Path, jurisdiction: str, raised: str) -> None:
    settings = Settings("Rosa Brandt", "", "Lena Orr", jurisdiction)
    workspace = Workspace.init(tmp_path / "w", settings, lambda: NOW)
    try:
        workspace.write([person("social-care", "C3", "Mia Penfold", "2018-03-02", sex="F")])
        workspace.write([draft("social-care", "a1", "assessment_started", "2024-01-02", "about:C3", type="single")])
        everybody = workspace.rooms().linker.everybody()
        kept = {r.signal for p in everybody for r in workspace.rooms().raises.about(p)}
        scene = workspace.sight(workspace.viewer, "test", "everybody").scene(everybody, "pooled")
        found = judge(scene, signals=workspace.signals()).raises
    finally:
        workspace.close()
    assert kept == {"CLK05"}
    assert [(r.signal, str(day_of(r.raised))) for r in found] == [("CLK05", raised)]

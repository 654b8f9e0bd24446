"""The demonstration workspace, loaded and printed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from heeded.chronology.sight import about
from heeded.chronology.vantage import POOLED
from heeded.cli import shown, warned
from heeded.review.case import read_case
from heeded.review.replay import Replay, replay
from heeded.sources.staff import read_staff
from heeded.words.instants import day_of
from heeded.workspace import Settings, Workspace
from heeded.world import demonstration

DEMONSTRATION = Settings(viewer="Demonstration viewer", agency="", last_owner="Demonstration owner")


@dataclass(frozen=True, slots=True)
class Demonstration:
    """A workspace with the demonstration in it, its replay and the receipt of its load."""

    workspace: Workspace
    replay: Replay
    receipt: list[str]

    def print(self) -> None:
        """The receipt, the merged chronology and the table of silence."""
        terminal, name = shown.console(), self.workspace.rooms().linker.name
        for line in self.receipt:
            terminal.print(line)
        terminal.print(shown.chronology(about(self.replay.scenes[POOLED], self.replay.persons), name))
        terminal.print(shown.silence(self.replay.silence, name))
        work = self.workspace.look(self.workspace.viewer, "heeded demo").work_list()
        terminal.print(warned.table(work, self.workspace.clock(), "What has to be answered now, and by whom"))
        uncoded = self.workspace.rooms().index.uncoded_count()
        terminal.print(
            f"{uncoded} records (the housing table) have no kind yet and were not judged: see Coding in the pages."
        )


@contextmanager
def loaded(folder: Path) -> Iterator[Demonstration]:
    """Make a workspace in a new folder and load the demonstration into it."""
    workspace = Workspace.init(folder, DEMONSTRATION)
    try:
        with demonstration.folder() as files:
            case = read_case(files, day_of(workspace.clock()))
            workspace.enrol(read_staff(demonstration.staff(files), day_of(workspace.clock())).rows)
            receipt = workspace.load(case.files, backlog=True)
        rooms = workspace.rooms()
        sight = workspace.sight(workspace.viewer, "heeded demo", "replay")
        told = replay(sight, rooms.linker.everybody(), rooms.index.agencies(), workspace.signals(), case.until)
        yield Demonstration(workspace, told, receipt.lines())
    finally:
        workspace.close()

"""Cells that one value covers: what stands at the top of a vertical merge is given to each row it covers."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Merges:
    """The vertical merges of one sheet. `begins` maps (row, column) of each top cell to the last row it covers."""

    begins: dict[tuple[int, int], int] = field(default_factory=dict)
    _open: dict[int, tuple[int, str]] = field(default_factory=dict)

    def begin(self, row: int, column: int, last: int) -> None:
        """A merge that starts at this cell."""
        if last > row:
            self.begins[row, column] = last

    def fill(self, row: int, cells: list[str]) -> None:
        """Gives the values that cover this row to its cells, and opens the merges that begin in it."""
        for column, (last, value) in list(self._open.items()):
            if row > last:
                del self._open[column]
            elif value:
                cells += [""] * (column + 1 - len(cells))
                cells[column] = value
        if self.begins:
            for column in range(len(cells)):
                if last := self.begins.get((row, column), 0):
                    self._open[column] = (last, cells[column])

"""One file of a load: finds the headings of each table in it and hands the rows below to the table they make."""

from collections.abc import Iterable, Iterator

from heeded.ledger.record import Draft
from heeded.reference.agencies import known_agency
from heeded.sources.headers import CHRONOLOGY, SEARCHED, Headings, headings
from heeded.sources.people import People
from heeded.sources.receipt import TableRead
from heeded.sources.rows import Note, Piece, Row, Table, Unreadable
from heeded.sources.table import UNCODED, Chronology, Refused, Terms
from heeded.sources.tally import Tally
from heeded.words.told import Told

_GIVE = "Give the table a row of headings with Date and Event (or Key and Name, for people)."


class OpenFile:
    """A file being read. `drafts` yields its chronology rows as they come; people wait in the tally."""

    def __init__(self, name: str, terms: Terms, tally: Tally) -> None:
        self._name, self._terms, self._tally = name, terms, tally
        self._table, self._rows, self._above = "", 0, 0
        self._headings: Headings | None = None
        self._chronology: Chronology | None = None
        self._people: People | None = None
        self._refs: dict[str, tuple[int, bytes, Told]] = {}
        self._unread: list[TableRead] = []
        self._nobody = self._read = 0

    def drafts(self, pieces: Iterable[Piece]) -> Iterator[Draft]:
        """The drafts of every chronology row; Unreadable where the file has no table that can be read."""
        for piece in pieces:
            if isinstance(piece, Table):
                self._close()
                self._table = piece.name
            elif isinstance(piece, Note):
                self._tally.noted(self._name, self._table, piece)
            elif self._headings is None:
                self._look_for_headings(piece)
            else:
                yield from self._row(piece)
        self._close()
        self._end()

    def _look_for_headings(self, row: Row) -> None:
        self._above += 1
        found = headings(row.cells) if self._above <= SEARCHED else None
        if found is None:
            return
        self._headings, self._rows = found, 0
        if found.table == CHRONOLOGY:
            self._chronology = Chronology(found, self._terms, self._refs)
        else:
            self._people = People(found, self._terms)
        for place, name in found.others.items():
            self._say(row.number, found.written[place], "it is not a column that we know; its text is kept with each "
                      f"row as '{name}'.", "Rename it if it is one of ours.")  # fmt: skip

    def _row(self, row: Row) -> Iterator[Draft]:
        head = self._headings
        if head is None or (row.cells == head.written[: len(row.cells)] and len(row.cells) > 1):
            return  # headings repeated on the next page
        self._rows += 1
        self._tally.rows += 1
        try:
            if self._chronology:
                yield self._entry(self._chronology, row, head)
            elif self._people:
                self._person(self._people, row, head)
        except Refused as refused:
            self._tally.refuse(self._name, self._table, row, head, refused.fault)

    def _entry(self, chronology: Chronology, row: Row, head: Headings) -> Draft:
        draft, faults = chronology.draft(row)
        for column, what, do in faults:
            self._say(row.number, head.name(column), what, do)
        tally, own = self._tally, f"{draft.agency}:"
        tally.taken += 1
        tally.uncoded += draft.kind == UNCODED
        tally.refs.add(draft.ref)
        tally.agencies.add(draft.agency)
        self._nobody += not draft.people
        for part in draft.people:
            if part.key.startswith(own) and not part.placeholder:
                tally.named(part.key, draft.recorded)
        return draft

    def _person(self, people: People, row: Row, head: Headings) -> None:
        person, faults = people.person(row)
        waiting = self._tally.waiting
        if waiting.setdefault(person.about, person) != person:
            raise Refused("key", f"'{person.key}' is given otherwise in another file.", "Keep one row for each person.")
        for column, what, do in faults:
            self._say(row.number, head.name(column), what, do)
        self._tally.people += 1
        self._tally.agencies.add(person.agency)

    def _close(self) -> None:
        """The end of a table: what it was taken for, or that it was not read."""
        if self._headings:
            kind = self._headings.table
            self._tally.tables.append(TableRead(self._name, self._table, kind, self._rows, self._headings.written))
            self._read += 1
        elif self._above:
            self._unread.append(TableRead(self._name, self._table, "", self._above))
        self._headings = self._chronology = self._people = None
        self._rows = self._above = 0

    def _end(self) -> None:
        """The end of the file: tables that were not read are named, and a file without any is refused."""
        self._tally.tables += self._unread
        if not self._read:
            raise Unreadable("", "it has no table with headings that we know.", _GIVE)
        for table in self._unread:
            what = f"the table '{table.table}' ({table.rows} rows) was not read: it has no headings that we know."
            self._say(0, "", what, _GIVE)
        if self._nobody:
            self._say(
                0,
                "",
                f"{self._nobody:,} rows name nobody.",
                "Withdraw this load, and load again with --about and the person's key.",
            )
        if not known_agency(self._terms.agency) and self._terms.agency:
            self._say(0, "", f"'{self._terms.agency}' was taken for the agency's name.", "If it is not, use --agency.")

    def _say(self, row: int, column: str, what: str, do: str) -> None:
        self._tally.remark(self._name, self._table if row else "", row, column, what, do)

"""The way in: files from outside become slices of drafts and, at the end, a receipt."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import IO

from heeded.ledger.record import Draft
from heeded.reference.agencies import agency_of, known_agency
from heeded.reference.kinds import Kind
from heeded.sources.child import format_of
from heeded.sources.file import OpenFile
from heeded.sources.handover import pieces
from heeded.sources.receipt import FileRead, Outcomes, Receipt, Remark
from heeded.sources.rows import Limits, Unreadable, tidy
from heeded.sources.table import Terms
from heeded.sources.tally import Tally
from heeded.words.instants import Instant, day_of
from heeded.words.told import Told

Progress = Callable[[int], None]
_BLOCK = 1_048_576
_EXTRA = re.compile(r"\b(?:chronology|people|persons|contribution|template|final|draft|copy|table|export|v?\d+)\b")


class Reading:
    """Files being read, lazily: take the slices, then finish. One pass only.

    `unreadable` lists the files that were refused whole, each with its sentence; they are in the receipt too.
    """

    def __init__(self, files: list[tuple[str, Path]], terms: Terms, limits: Limits, progress: Progress | None) -> None:
        self._files, self._terms, self._limits, self.progress = files, terms, limits, progress
        self._tally = Tally()
        self.unreadable: list[Unreadable] = []

    def slices(self, size: int = 500) -> Iterator[list[Draft]]:
        """The drafts, at most `size` at a time: chronology rows in the order of the files, then the people."""
        drafts = self._drafts()
        while batch := list(islice(drafts, size)):
            yield batch

    def finish(self, outcomes: Outcomes | None = None, held: Iterable[str] = ()) -> Receipt:
        """The receipt, once the slices are taken.

        `held`: refs (`police:v1`) that the ledger holds from earlier chronology tables of these agencies; those that
        are not in these files are listed as missing, and nothing is done to them.
        """
        tally = self._tally
        return Receipt(
            load=self._terms.load, files=tuple(tally.files), tables=tuple(tally.tables), rows=tally.rows,
            taken=tally.taken, people=tally.people, uncoded=tally.uncoded, outcomes=outcomes or Outcomes(),
            refused=tuple(tally.refused.kept), refused_count=tally.refused.count, remarks=tuple(tally.remarks.kept),
            remarks_count=tally.remarks.count, missing=tuple(sorted(set(held) - tally.refs)),
            agencies=tuple(sorted(tally.agencies)),
        )  # fmt: skip

    def _drafts(self) -> Iterator[Draft]:
        for name, path in self._files:
            try:
                yield from self._file(name, path)
            except Unreadable as trouble:
                told = Unreadable(f"{name} {trouble.where}".strip(), trouble.what, trouble.do)
                self.unreadable.append(told)
                what = f"{trouble.where}: {trouble.what}" if trouble.where else trouble.what
                self._tally.refused.add(Remark(name, 0, "", f"{what} Nothing was taken from this file.", trouble.do))
        first_day = Told.on(day_of(self._terms.on))
        for about, person in self._tally.waiting.items():
            yield person.draft(self._tally.earliest.get(about, first_day), self._terms.load)

    def _file(self, name: str, path: Path) -> Iterator[Draft]:
        terms = replace(self._terms, agency=self._terms.agency or agency_of_file(name))
        with opened_file(path, self._limits) as file:
            digest = _digest(file)
            self._tally.files.append(FileRead(name, digest))
            known = format_of(name)
            told = pieces(file, name, self._limits, self.progress)
            yield from OpenFile(name, terms, self._tally).drafts(told)
            self._tally.files[-1] = FileRead(name, digest, known.name)


def read_files(
    paths: Iterable[Path], *, load: str, on: Instant, known: Mapping[str, Kind], agency: str | None = None,
    about: str | None = None, names: Mapping[Path, str] | None = None, limits: Limits | None = None,
    progress: Progress | None = None,
) -> Reading:  # fmt: skip
    """Files as a Reading; nothing is opened until its slices are taken.

    `agency` and `about` stand in where file name and table give none. `on` is the instant of the load, `known` the
    kinds. `names` gives a file's real name where its path has another (an upload). `progress` is told, now and then,
    the rows of the present file that were read.
    """
    terms = Terms(agency_of(agency or ""), (about or "").strip(), load, on, known)
    files = [(tidy((names or {}).get(path, path.name)).replace("\n", " ")[:200], path) for path in paths]
    return Reading(files, terms, limits or Limits(), progress)


def agency_of_file(name: str) -> str:
    """The agency that a file is named after: `police.docx`, `social-care.people.csv`, `Health chronology 2024.xlsx`."""
    stem = Path(name).stem
    bare = " ".join(_EXTRA.sub(" ", re.sub(r"[._]", " ", stem.casefold())).split()).strip(" -")
    return known_agency(stem.partition(".")[0]) or agency_of(bare) or agency_of(stem)


def opened_file(path: Path, limits: Limits) -> IO[bytes]:
    try:
        if path.is_file() and path.stat().st_size <= limits.bytes:
            return path.open("rb")
    except (OSError, ValueError) as error:
        raise Unreadable("", "the file cannot be opened.", "Check its name and that you may read it.") from error
    if not path.is_file():
        raise Unreadable("", "there is no such file.", "Check its name.")
    raise Unreadable("", f"the file is larger than {limits.bytes // 1_000_000} MB.", "Split the file in two.")


def _digest(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while block := file.read(_BLOCK):
        digest.update(block)
    file.seek(0)
    return digest.hexdigest()

"""The lane: everything a caller was told is written is in the ledger and in the projections, once."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from heeded.ledger.body import BadDraft
from heeded.ledger.lane import Lane, LaneTrouble
from heeded.ledger.record import Draft, Record
from heeded.ledger.store import Store
from heeded.ledger.turnstile import Turnstile
from heeded.ledger.verify import verify
from tests.ledger.drafts import Listing, Ticking, Workplace, erasure, visit, visits


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    with Workplace(tmp_path) as place:
        yield place


def ids(place: Workplace) -> list[str]:
    return [record.id for record in place.store.since(0)]


def test_each_draft_gets_its_answer_in_order(place: Workplace) -> None:
    place.lane.write([visit("v1")])
    written = place.lane.write([visit("v2"), visit("v1"), visit("v1", "No reply.")])
    assert [(w.record.id, w.outcome) for w in written] == [
        ("police:v2", "new"),
        ("police:v1", "same"),
        ("police:v1~2", "correction"),
    ]
    assert ids(place) == place.projections.ids() == ["police:v1", "police:v2", "police:v1~2"]
    assert place.projections.position() == 3


def test_writing_nothing_is_nothing(place: Workplace) -> None:
    assert place.lane.write([]) == []


def test_what_follows_from_a_record_is_written_with_it_and_only_once(place: Workplace) -> None:
    for _ in range(2):
        place.lane.write([visit("c1", kind="concern"), visit("v1")])
    assert ids(place) == place.projections.ids() == ["police:c1", "police:v1", "heeded:raise-c1"]


def test_many_producers_at_once_lose_nothing_and_get_their_own_answers(place: Workplace) -> None:
    answers: dict[str, str] = {}

    def produce(producer: int) -> None:
        for number in range(20):
            (written,) = place.lane.write([visit(f"p{producer}-{number}")])
            answers[f"police:p{producer}-{number}"] = written.record.id

    run([Thread(target=produce, args=(producer,)) for producer in range(16)])
    assert all(asked == got for asked, got in answers.items())
    assert sorted(ids(place)) == sorted(answers)
    assert place.projections.ids() == ids(place)
    assert verify(place.store.path).sound


def test_producers_of_one_and_the_same_record_make_one_record(place: Workplace) -> None:
    outcomes: list[str] = []
    run([Thread(target=lambda: outcomes.append(place.lane.write([visit("v1")])[0].outcome)) for _ in range(32)])
    assert sorted(outcomes) == ["new", *["same"] * 31]
    assert ids(place) == ["police:v1"]


def test_a_poisonous_draft_fails_alone_whatever_its_neighbours(place: Workplace) -> None:
    outcomes: dict[int, str] = {}

    def produce(number: int) -> None:
        try:
            outcomes[number] = place.lane.write([visit(f"v{number}", "\ud800" if number % 5 == 0 else "Seen.")])[
                0
            ].outcome
        except BadDraft as trouble:
            outcomes[number] = trouble.what[:25]

    with place.lane._turnstile.held():  # so that they all wait, and go as one group
        threads = [Thread(target=produce, args=(number,)) for number in range(40)]
        for thread in threads:
            thread.start()
    for thread in threads:
        thread.join(30)
    assert outcomes == {n: "new" if n % 5 else "its text cannot be stored" for n in range(40)}
    assert sorted(place.projections.ids()) == sorted(ids(place)) == sorted(f"police:v{n}" for n in range(40) if n % 5)


def test_a_slice_with_a_bad_draft_is_not_recorded_in_part(place: Workplace) -> None:
    with pytest.raises(BadDraft):
        place.lane.write([visit("v1"), visit("v2", "\ud800"), visit("v3")])
    assert ids(place) == place.projections.ids() == []


class Failing(Listing):
    """Projections that fail where and as often as they are told to."""

    fails: dict[str, int] = {}  # noqa: RUF012 - replaced by each test

    def _meet(self, where: str) -> None:
        if self.fails.get(where, 0):
            self.fails[where] -= 1
            raise OSError(where)

    def apply(self, records: Sequence[Record]) -> Sequence[Draft]:
        drafts = super().apply(records)
        self._meet("apply")
        return drafts

    def commit(self, position: int) -> None:
        self._meet("commit")
        super().commit(position)


@pytest.fixture
def failing(tmp_path: Path) -> Iterator[Workplace]:
    with Workplace(tmp_path, Failing(tmp_path / "projections.db")) as place:
        yield place


def test_when_projecting_fails_nothing_is_recorded_and_the_caller_hears_why(failing: Workplace) -> None:
    failing.projections.fails = {"apply": 1}  # type: ignore[attr-defined]
    with pytest.raises(OSError, match="apply"):
        failing.lane.write(visits(2))
    assert ids(failing) == failing.projections.ids() == []
    failing.lane.write(visits(2))
    assert ids(failing) == failing.projections.ids() == ["police:v1", "police:v2"]


def test_when_projections_fail_to_commit_they_are_made_good_before_the_answer(failing: Workplace) -> None:
    failing.projections.fails = {"commit": 1}  # type: ignore[attr-defined]
    (written,) = failing.lane.write([visit("v1")])
    assert written.outcome == "new"
    assert failing.projections.ids() == ["police:v1"]
    assert failing.projections.replayed == 1


def test_when_they_cannot_be_made_good_the_caller_hears_it_and_the_next_write_catches_up(failing: Workplace) -> None:
    failing.projections.fails = {"commit": 2}  # type: ignore[attr-defined]
    with pytest.raises(OSError, match="commit"):
        failing.lane.write([visit("v1")])
    failing.lane.write([visit("v2")])
    assert ids(failing) == failing.projections.ids() == ["police:v1", "police:v2"]


def test_a_failure_after_the_ledger_was_committed_loses_nothing_from_the_projections(place: Workplace) -> None:
    place.lane.write([visit("s1")])
    blocking = Store.erasures_beside(place.store.path)
    blocking.mkdir()  # the list of erasures cannot be written over a folder
    outcomes: list[object] = []

    def write(*drafts: Draft) -> None:
        try:
            outcomes.extend(written.outcome for written in place.lane.write(drafts))
        except OSError as error:
            outcomes.append(type(error))

    with place.lane._turnstile.held():  # so that they go as one group
        threads = [Thread(target=write, args=(draft,)) for draft in (*visits(4), erasure("police:s1"), *visits(4, 5))]
        for thread in threads:
            thread.start()
        while place.lane._waiting.qsize() < 5:
            time.sleep(0.001)
    for thread in threads:
        thread.join(30)
    blocking.rmdir()
    place.lane.write([visit("next")])
    assert len(outcomes) == 9
    assert place.projections.ids()[1:] == ids(place)


class Endless(Listing):
    """Projections in which every record has a consequence."""

    def apply(self, records: Sequence[Record]) -> Sequence[Draft]:
        super().apply(records)
        return [visit(f"{record.origin}+") for record in records]


def test_consequences_without_end_are_stopped_and_nothing_is_recorded(tmp_path: Path) -> None:
    with Workplace(tmp_path, Endless(tmp_path / "projections.db")) as place:
        with pytest.raises(LaneTrouble, match="consequences"):
            place.lane.write([visit("v1")])
        assert ids(place) == place.projections.ids() == []


def test_opening_brings_the_projections_up_to_the_ledger(tmp_path: Path) -> None:
    with Workplace(tmp_path) as place:
        place.lane.write([visit("c1", kind="concern"), *visits(2100)])
    (tmp_path / "projections.db").unlink()
    with Workplace(tmp_path) as again:
        assert again.projections.replayed == 2102
        assert again.projections.ids() == ids(again)
        assert again.lane.catch_up() == 0


def test_what_another_writer_wrote_is_taken_in_before_writing(tmp_path: Path) -> None:
    (tmp_path / "second").mkdir()
    with Workplace(tmp_path) as first, closing(Store(tmp_path / "ledger.db")) as store:
        listing = Listing(tmp_path / "second" / "projections.db")
        second = Lane(store, listing, Turnstile(tmp_path), Ticking())
        first.lane.write([visit("v1")])
        second.write([visit("v2")])
        first.lane.write([visit("v3")])
        second.close()
        assert first.projections.ids() == ["police:v1", "police:v2", "police:v3"]
        assert listing.ids() == ["police:v1", "police:v2"]


WRITER = """
import sys
from pathlib import Path
from tests.ledger.drafts import Workplace, visit
with Workplace(Path(sys.argv[1])) as place:
    for number in range(60):
        place.lane.write([visit(f"{sys.argv[2]}-{number}", kind="concern"), visit(f"both-{number}")])
"""


def test_two_processes_write_into_one_ledger_and_one_set_of_projections(tmp_path: Path) -> None:
    with Workplace(tmp_path):
        pass
    root = Path(__file__).parents[2]
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), name], cwd=root) for name in ("a", "b")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    with Workplace(tmp_path) as place:
        assert place.projections.ids() == ids(place)
        expected = {f"police:{name}-{n}" for name in ("a", "b", "both") for n in range(60)}
        assert sorted(ids(place)) == sorted(expected | {f"heeded:raise-{name}-{n}" for name in "ab" for n in range(60)})
    assert verify(tmp_path / "ledger.db").sound


def test_a_full_disk_is_told_to_the_caller_and_leaves_nothing_half_written(place: Workplace) -> None:
    place.lane.write(visits(5))
    writer = place.store._writer
    writer.set_authorizer(None)
    writer.execute(f"PRAGMA max_page_count={writer.execute('PRAGMA page_count').fetchone()[0] + 1}").fetchall()
    with pytest.raises(sqlite3.OperationalError, match="full"):
        place.lane.write(visits(200, 6))
    assert ids(place) == place.projections.ids() == [f"police:v{n}" for n in range(1, 6)]
    writer.execute("PRAGMA max_page_count=100000").fetchall()
    place.lane.write(visits(200, 6))
    assert len(place.projections.ids()) == 205
    assert verify(place.store.path).sound


class Writing(Listing):
    """Projections that call the lane instead of returning what follows."""

    lane: Lane

    def apply(self, records: Sequence[Record]) -> Sequence[Draft]:
        self.lane.write([visit("deadlock")])
        return ()


def test_projections_that_would_wait_for_themselves_are_told_so(tmp_path: Path) -> None:
    projections = Writing(tmp_path / "projections.db")
    with Workplace(tmp_path, projections) as place:
        projections.lane = place.lane
        with pytest.raises(RuntimeError, match="drafts that follow"):
            place.lane.write([visit("v1")])


def test_work_done_in_the_lane_sees_everything_and_its_drafts_are_written_with_what_follows(place: Workplace) -> None:
    place.lane.write([visit("v1")])
    seen: list[str] = []

    def work() -> list[Draft]:
        seen.extend(place.projections.ids())
        return [visit("c1", kind="concern")]

    assert [w.record.id for w in place.lane.consider(work)] == ["police:c1"]
    assert seen == ["police:v1"]
    assert place.projections.ids() == ids(place) == ["police:v1", "police:c1", "heeded:raise-c1"]
    assert place.lane.consider(list) == []


def test_when_work_in_the_lane_fails_its_caller_hears_and_nothing_stays(place: Workplace) -> None:
    def work() -> list[Draft]:
        place.projections.apply([])
        raise KeyError("work")

    with pytest.raises(KeyError, match="work"):
        place.lane.consider(work)
    place.lane.write([visit("v1")])
    assert place.projections.ids() == ids(place) == ["police:v1"]


def test_projections_ahead_of_the_ledger_are_not_written_to(tmp_path: Path) -> None:
    listing = Listing(tmp_path / "projections.db")
    listing.commit(5)
    place = Workplace(tmp_path, listing)
    with pytest.raises(LaneTrouble, match="heeded rebuild"):
        place.lane.write([visit("v1")])
    assert place.store.size() == 0
    place.__exit__()


def test_a_closed_lane_finishes_what_it_was_given_and_refuses_more(place: Workplace) -> None:
    with place.lane._turnstile.held():  # so that most still wait when the end is handed in
        threads = [Thread(target=place.lane.write, args=([visit(f"v{number}")],)) for number in range(20)]
        for thread in threads:
            thread.start()
        while place.lane._waiting.qsize() < 10:
            time.sleep(0.001)
        closer = Thread(target=place.lane.close)
        closer.start()
    for thread in (*threads, closer):
        thread.join(30)
    assert place.store.size() == 20
    with pytest.raises(LaneTrouble, match="closed"):
        place.lane.write([visit("v99")])


def run(threads: Sequence[Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)

"""What a scene holds: records seen from a vantage, with people and places made out."""

from heeded.chronology.entry import Scene
from heeded.chronology.membership import Belief, always
from heeded.chronology.scene import scene_of
from heeded.chronology.vantage import Later
from heeded.ledger.record import Record
from heeded.words.instants import BEGINNING, NEVER
from tests.written import day, draft, noon, person, record

MAN = record(
    1, person("police", "N1", "Colin Ash", "1980-01-01", place="9 Tanner Street", on="2019-01-02"), "2024-01-01"
)
CHILD = record(
    2, person("health", "H1", "Mia Fenn", "2019-03-02", place="9 Tanner Street", on="2019-03-14"), "2024-01-01"
)
VISIT = record(
    3, draft("police", "v1", "visit", "2019-01-01", "about:N1", recorded_on="2019-01-02", place="9 Tanner Street")
)
GP = record(
    4, draft("health", "g1", "residence", "2019-03-12", "about:H1", recorded_on="2019-03-14", shared="2019-05-01")
)
PERSONS = {"police:N1": "P-man", "health:H1": "P-child"}


def scene(vantage: str, *records: Record, later: Later | None = None) -> Scene:
    return scene_of(records, vantage, beliefs=always(PERSONS), place_key=str.casefold, later=later)


def test_people_and_places_are_made_out() -> None:
    seen = scene("pooled", MAN, CHILD, VISIT, GP)
    assert [(e.ref, e.people("about"), e.place) for e in seen.entries] == [
        ("police:v1", ("P-man",), "9 tanner street"),
        ("health:g1", ("P-child",), ""),
    ]


def test_a_person_is_known_from_the_agencys_first_record_about_them() -> None:
    stated = {s.person: s for s in scene("pooled", MAN, CHILD, VISIT, GP).statements}
    assert stated["P-man"].known == day("2019-01-02").last
    assert stated["P-man"].since == day("2019-01-01")
    assert stated["P-child"].known == day("2019-03-14").last


def test_a_partner_learns_of_a_person_with_the_first_record_it_is_told() -> None:
    shared = scene("shared", MAN, CHILD, VISIT, GP)
    assert [(s.person, s.known) for s in shared.statements] == [("P-child", day("2019-05-01").last)]
    assert [s.person for s in scene("agency:police", MAN, CHILD, VISIT).statements] == ["P-man"]


def test_a_person_whom_no_record_names_is_known_to_their_agency_alone() -> None:
    assert [s.person for s in scene("agency:police", MAN, CHILD).statements] == ["P-man"]
    assert scene("shared", MAN, CHILD).statements == ()


def test_a_people_row_that_differs_takes_the_place_of_the_old_one() -> None:
    moved = record(
        9,
        person("police", "N1", "Colin Ash", "1980-01-01", place="1 New Road", on="2020-06-01"),
        "2024-02-01",
        edition=2,
    )
    old, new = (s for s in scene("pooled", MAN, VISIT, moved).statements)
    assert (old.place, old.until) == ("9 tanner street", day("2020-06-01").last)
    assert (new.place, new.known) == ("1 new road", day("2020-06-01").last)


def test_a_birth_date_added_later_holds_since_the_agency_first_met_the_person() -> None:
    unborn = record(1, person("health", "H1", "Mia Fenn", on="2019-03-14"), "2024-01-01")
    added = record(8, person("health", "H1", "Mia Fenn", "2019-03-02", on="2019-03-14"), "2024-02-01", edition=2)
    met = scene("pooled", unborn, GP, added).statements[0]
    assert (met.known, met.born) == (day("2019-03-14").last, day("2019-03-02"))
    assert scene("live", unborn, GP, added).statements[0].born is None, "live learned it when it was entered"


def test_only_a_vantage_that_sees_all_of_an_agency_may_judge_its_silence() -> None:
    assert scene("pooled", VISIT).agencies is None
    assert scene("agency:police", VISIT).agencies == frozenset({"police"})
    assert scene("shared", VISIT).agencies == frozenset()


def test_in_live_an_entry_belongs_to_a_person_only_while_its_key_does() -> None:
    merged = noon("2024-06-01")
    beliefs = {
        "police:N1": [Belief(BEGINNING, merged, "P-man"), Belief(merged, NEVER, "P-same")],
        "health:H1": [Belief(BEGINNING, NEVER, "P-child")],
    }
    seen = scene_of([VISIT], "live", beliefs=beliefs, place_key=str.casefold)
    assert [(e.people(), e.known, e.until) for e in seen.entries] == [
        (("P-man",), noon("2024-01-01"), merged),
        (("P-same",), merged, NEVER),
    ]
    today = scene_of([VISIT], "pooled", beliefs=beliefs, place_key=str.casefold)
    assert [e.people() for e in today.entries] == [("P-same",)]
    then = scene_of([VISIT], "pooled", beliefs=beliefs, place_key=str.casefold, identity_then=True)
    assert [e.people() for e in then.entries] == [("P-man",), ("P-same",)]


def decided(seq: int, by: str, on: str, entered: str) -> Record:
    """A decision on a warning about the man, told by `on` and entered at noon of another day."""
    made = draft("heeded", f"decided-w1-{seq}", "decided", on, "supervised:police/N1", source="casework", by=by)
    return record(seq, made, entered)


def test_what_people_decided_about_warnings_stands_beside_the_entries() -> None:
    seen = scene("pooled", MAN, VISIT, decided(5, "Ann Lee", "2019-03-01", "2024-01-02"))
    assert [e.kind for e in seen.entries] == ["visit"]
    assert [(e.kind, e.people(), e.one("by")) for e in seen.decisions] == [("decided", ("P-man",), "Ann Lee")]


def test_a_decision_is_known_alike_from_every_vantage_and_live_from_its_entering() -> None:
    one = decided(5, "Ann Lee", "2019-03-01", "2024-01-02")
    for vantage in ("pooled", "shared", "agency:police", "agency:health"):
        assert [e.known for e in scene(vantage, MAN, one).decisions] == [day("2019-03-01").last]
    assert [e.known for e in scene("live", MAN, one).decisions] == [noon("2024-01-02")]


def test_nothing_else_that_heeded_wrote_is_in_a_scene() -> None:
    raised = record(5, draft("heeded", "raise-1", "raised", "2019-03-01", "supervised:police/N1", source="casework"))
    seen = scene("live", MAN, VISIT, raised)
    assert (len(seen.entries), seen.decisions) == (1, ())
    police = record(6, draft("police", "d1", "decided", "2019-03-01", "about:N1"))
    assert scene("pooled", MAN, police).decisions == ()

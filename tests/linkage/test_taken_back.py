"""Who may take back what is said of a person: the agency that said it, and nobody else."""

from datetime import date

from heeded.ledger.record import Draft
from heeded.words.told import Told
from tests.linkage.telling import Lane, row


def takes_back(agency: str, ref: str) -> Draft:
    when = Told.on(date(2024, 1, 5))
    return Draft(agency, "table", f"back-{agency}", "retracted", when, when, answers=(ref,))


def test_an_agency_takes_back_its_own_people_row_and_no_other() -> None:
    lane = Lane()
    ada = row("health:H1", "Ada Fenn", "2019-05-06")
    lane.load(ada)
    lane.load(takes_back("police", ada.ref))
    assert [line.name for line in lane.linker.persons("Ada", 5)] == ["Ada Fenn"]
    lane.load(takes_back("health", ada.ref))
    assert lane.linker.persons("Ada", 5) == []

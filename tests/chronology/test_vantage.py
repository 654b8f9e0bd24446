"""Who knew a record when, from each vantage."""

from dataclasses import replace

import pytest

from heeded.chronology.vantage import Later, NoSuchVantage, checked, known_editions
from heeded.ledger.record import Record, Share
from heeded.words.instants import NEVER, Instant
from tests.written import day, draft, noon, record

VISIT = record(
    1, draft("police", "v1", "visit", "2020-03-01", recorded_on="2020-03-04", shared="2020-03-20"), "2024-05-05"
)


def knows(editions: list[Record], vantage: str, later: Later | None = None) -> list[tuple[int, Instant, Instant]]:
    return [(k.record.edition, k.known, k.until) for k in known_editions(editions, vantage, later or Later())]


def at(text: str) -> Instant:
    return day(text).last


def test_each_vantage_knows_by_its_own_clock() -> None:
    assert knows([VISIT], "pooled") == [(1, at("2020-03-04"), NEVER)]
    assert knows([VISIT], "agency:police") == [(1, at("2020-03-04"), NEVER)]
    assert knows([VISIT], "shared") == [(1, at("2020-03-20"), NEVER)]
    assert knows([VISIT], "agency:health") == [(1, at("2020-03-20"), NEVER)]
    assert knows([VISIT], "live") == [(1, noon("2024-05-05"), NEVER)]


def test_what_was_shared_with_one_agency_is_unknown_to_the_others() -> None:
    told = replace(VISIT, shared=(Share("health", day("2020-03-20")),))
    assert knows([told], "agency:health") == [(1, at("2020-03-20"), NEVER)]
    assert knows([told], "agency:education") == []
    assert knows([told], "shared") == [(1, at("2020-03-20"), NEVER)], "some partner was told"


def test_a_record_of_sharing_tells_a_partner_too() -> None:
    silent = replace(VISIT, shared=())
    later = Later(told={"police:v1": (("education", at("2020-04-01")),)})
    assert knows([silent], "shared") == []
    assert knows([silent], "agency:education", later) == [(1, at("2020-04-01"), NEVER)]


def test_nothing_is_known_before_it_happened() -> None:
    early = record(1, draft("police", "v1", "visit", "2020-03-10", recorded_on="2020-03-04"), "2020-01-01")
    assert knows([early], "pooled") == [(1, at("2020-03-10"), NEVER)]
    assert knows([early], "live") == [(1, at("2020-03-10"), NEVER)]


def test_a_correction_written_later_is_known_from_when_it_was_written() -> None:
    second = record(2, draft("police", "v1", "visit", "2020-03-02", recorded_on="2020-06-01"), "2024-07-07", edition=2)
    assert knows([VISIT, second], "pooled") == [(1, at("2020-03-04"), at("2020-06-01")), (2, at("2020-06-01"), NEVER)]


def test_a_correction_that_says_no_later_day_is_known_from_its_entry() -> None:
    second = record(2, draft("police", "v1", "visit", "2020-03-02", recorded_on="2020-03-04"), "2024-07-07", edition=2)
    assert knows([VISIT, second], "pooled")[-1] == (2, noon("2024-07-07"), NEVER)


def test_a_retracted_record_was_known_until_the_agency_took_it_back() -> None:
    later = Later(retracted={"police:v1": ((at("2021-01-01"), noon("2024-08-01")),)})
    assert knows([VISIT], "pooled", later) == [(1, at("2020-03-04"), at("2021-01-01"))]
    assert knows([VISIT], "live", later) == [(1, noon("2024-05-05"), noon("2024-08-01"))]


def test_a_withdrawn_load_was_our_mistake_and_is_seen_only_in_live() -> None:
    loaded = replace(VISIT, load="L1")
    later = Later(finished={"L1": (noon("2024-05-06"),)}, withdrawn={"L1": noon("2024-05-07")})
    assert knows([loaded], "pooled", later) == []
    assert knows([loaded], "live", later) == [(1, noon("2024-05-06"), noon("2024-05-07"))]


def test_a_load_is_known_at_once_when_it_is_finished() -> None:
    loaded = replace(VISIT, load="L1")
    assert knows([loaded], "live", Later()) == []
    assert knows([loaded], "live", Later(finished={"L1": (noon("2024-05-06"),)})) == [(1, noon("2024-05-06"), NEVER)]


def test_files_loaded_again_later_do_not_move_what_was_known_from_the_first_time() -> None:
    loaded = replace(VISIT, load="L1")
    again = replace(loaded, seq=2, edition=2, entered=noon("2024-06-01"))
    later = Later(finished={"L1": (noon("2024-05-06"), noon("2024-06-02"))})
    assert knows([loaded, again], "live", later) == [
        (1, noon("2024-05-06"), noon("2024-06-02")),
        (2, noon("2024-06-02"), NEVER),
    ]


def test_when_a_correction_is_withdrawn_the_record_it_corrected_stands_again() -> None:
    wrong = replace(VISIT, seq=2, edition=2, load="L1", entered=noon("2024-06-01"))
    later = Later(finished={"L1": (noon("2024-06-02"),)}, withdrawn={"L1": noon("2024-06-09")})
    assert knows([VISIT, wrong], "live", later) == [
        (1, noon("2024-05-05"), noon("2024-06-02")),
        (1, noon("2024-06-09"), NEVER),
        (2, noon("2024-06-02"), noon("2024-06-09")),
    ]
    assert knows([VISIT, wrong], "pooled", later) == [(1, at("2020-03-04"), NEVER)]


def test_what_an_agency_says_again_after_taking_it_back_stands() -> None:
    again = record(3, draft("police", "v1", "visit", "2020-03-01", recorded_on="2024-09-01"), "2024-09-02", edition=2)
    later = Later(retracted={"police:v1": ((at("2024-07-30"), noon("2024-08-01")),)})
    assert knows([VISIT, again], "live", later) == [
        (1, noon("2024-05-05"), noon("2024-08-01")),
        (2, noon("2024-09-02"), NEVER),
    ]


def test_an_unknown_vantage_is_refused_with_what_there_is() -> None:
    with pytest.raises(NoSuchVantage, match="Use live, pooled, shared or agency:NAME"):
        checked("everyone")

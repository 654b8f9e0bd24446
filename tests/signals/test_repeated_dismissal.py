"""Dismissals of one signal about one person: which count together, and whose decision answers them."""

from heeded.signals.example import played
from heeded.signals.kernel import judge
from heeded.signals.raised import Raise
from heeded.signals.shelf import signals
from heeded.words.instants import day_of


def dismissed(day: str, by: str, more: str = "") -> str:
    return f"{day}  heeded  decided  signal=OFF02; outcome=not_relevant; by={by}{more}"


THREE = (dismissed("2026-02-02", "Ann Lee"), dismissed("2026-03-02", "Ann Lee"), dismissed("2026-04-02", "Ann Lee"))


def raised(*lines: str, vantage: str = "pooled") -> tuple[Raise, ...]:
    return judge(played("\n".join(lines), "him", vantage).scene, signals={"GOV05": signals()["GOV05"]}).raises


def cleared(found: Raise) -> str:
    return str(day_of(found.cleared)) if found.cleared else "never"


def test_it_is_about_the_person_and_its_trigger_is_the_signal() -> None:
    (found,) = raised(*THREE)
    assert (found.subject, found.trigger) == ((("person", "him"),), "signal:OFF02")


def test_the_same_name_in_other_letters_is_the_same_person() -> None:
    (found,) = raised(*THREE, dismissed("2026-04-10", "ann lee"))
    assert cleared(found) == "never"


def test_a_decision_that_names_nobody_is_no_second_opinion() -> None:
    (found,) = raised(*THREE, "2026-04-10  heeded  decided  signal=OFF02; outcome=not_relevant")
    assert cleared(found) == "never"


def test_a_second_opinion_answers_and_starts_nothing_of_its_own() -> None:
    (found,) = raised(*THREE, dismissed("2026-04-10", "Eve Moss"))
    assert cleared(found) == "2026-04-10"


def test_after_a_second_opinion_one_more_dismissal_by_the_same_hand_raises_again() -> None:
    found = raised(*THREE, dismissed("2026-04-10", "Eve Moss"), dismissed("2026-05-04", "Ann Lee"))
    assert [str(day_of(r.raised)) for r in found] == ["2026-04-02", "2026-05-04"]


def test_a_decision_about_another_signal_answers_nothing() -> None:
    other = "2026-04-10  heeded  decided  signal=OFF01; outcome=acted; action=moved; by=Eve Moss"
    (found,) = raised(*THREE, other)
    assert cleared(found) == "never"


def test_a_decision_before_the_last_dismissal_answers_nothing() -> None:
    early = "2026-03-15  heeded  decided  signal=OFF02; outcome=acted; action=visited; by=Eve Moss"
    (found,) = raised(*THREE, early)
    assert cleared(found) == "never"


def test_dismissals_about_a_man_and_two_children_are_about_the_man() -> None:
    lines = [line + f"; child:{child}" for line, child in zip(THREE, ("mia", "noah", "mia"), strict=True)]
    assert [r.subject for r in raised(*lines)] == [(("person", "him"),)]


def test_what_an_agency_calls_a_decision_of_its_own_counts_for_nothing() -> None:
    assert raised(*(line.replace("heeded", "police") for line in THREE)) == ()


def test_every_agency_sees_what_was_decided_about_warnings() -> None:
    assert [len(raised(*THREE, vantage=v)) for v in ("pooled", "shared", "agency:police")] == [1, 1, 1]

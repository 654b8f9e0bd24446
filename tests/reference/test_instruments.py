"""Instruments are those a risk assessment may name, with levels a risk assessment may give."""

from heeded.reference.instruments import instruments
from heeded.reference.kinds import kinds


def test_the_instruments_are_those_that_a_risk_assessment_names() -> None:
    assert set(instruments()) == set(kinds()["risk_assessment"].details["tool"].values)


def test_levels_go_upwards_and_are_those_a_risk_assessment_gives() -> None:
    for instrument in instruments().values():
        assert instrument.levels == kinds()["risk_assessment"].details["level"].values
    assert instruments()["ARMS"].at_least("very_high", "high")
    assert not instruments()["ARMS"].at_least("medium", "high")
    assert not instruments()["ARMS"].at_least("", "low")

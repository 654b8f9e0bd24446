"""Condition codes: every one of the vocabulary, and those that concern children, victims or relationships."""

from heeded.reference.conditions import conditions

from . import vocabulary_page


def test_every_condition_code_of_the_vocabulary_is_on_the_shelf() -> None:
    assert set(vocabulary_page.listed_after("Condition codes:")) == set(conditions())


def test_conditions_that_concern_children_victims_or_relationships_say_so() -> None:
    concerned = {code: set(condition.concerns) for code, condition in conditions().items() if condition.concerns}
    assert concerned["NO_UNSUP_CHILD_CONTACT"] == {"children"}
    assert concerned["NO_VICTIM_CONTACT"] == {"victims"}
    assert concerned["DISCLOSE_CHILD_HOUSEHOLD_REL"] == {"children", "relationships"}
    assert "ONE_PHONE" not in concerned
    assert all("children" in concerns for code, concerns in concerned.items() if "CHILD" in code)


def test_every_condition_says_what_would_test_it() -> None:
    assert all(condition.tested_by and condition.meaning and condition.source for condition in conditions().values())
    assert conditions()["NO_DELETE_HISTORY"].tested_by == ("device_inspection",)

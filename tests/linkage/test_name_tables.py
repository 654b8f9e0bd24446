"""The name tables can be read whole, and say what they should."""

from heeded.reference.names import forms_of, generations, share, words


def test_short_forms_and_spellings_meet() -> None:
    for one, two in (
        ("bob", "robert"),
        ("muhammad", "mohamed"),
        ("liz", "elizabeth"),
        ("lizzie", "liz"),
        ("kieran", "ciaran"),
    ):
        assert forms_of(one) & forms_of(two)


def test_different_names_do_not_meet() -> None:
    for one, two in (("oliver", "olivia"), ("mia", "zoe"), ("daniel", "danielle"), ("karen", "catherine"), ("x", "y")):
        assert not forms_of(one) & forms_of(two)


def test_common_names_have_a_share_and_uncommon_ones_none() -> None:
    assert (share("family", "smith") or 0) > (share("family", "mason") or 0) > 0
    assert share("given", "kerensa") is None


def test_every_kind_of_word_is_there() -> None:
    kinds = (
        "title",
        "particle",
        "joined",
        "unnamed",
        "unnamed_also",
        "ordinal",
        "nobody",
        "nobody_alone",
        "nobody_if_first",
    )
    assert all(words(kind) for kind in kinds)
    assert generations()["jr"] == "junior"

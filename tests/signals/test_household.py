"""Who is at a child's home, and which children a record means that names none."""

from heeded.signals.example import played
from heeded.signals.kernel import judge
from heeded.signals.raised import Raise
from heeded.signals.shelf import signals
from heeded.words.instants import day_of

HOME = "child  born 2015-02-01; place 3 Mill Row; by health\n2019-03-01  health  attendance  setting=gp\n"


def abuse(given: str, institution: bool = False) -> list[tuple[str, str]]:
    scene = played(given).scene
    found = judge(scene, signals={"HSE02": signals()["HSE02"]}, institution=lambda place: institution).raises
    return [(person(r), str(day_of(r.raised))) for r in found]


def person(found: Raise) -> str:
    return found.subject[0][1]


def incidents(*days: str, said: str = "child_present=yes; place 3 Mill Row") -> str:
    return "\n".join(f"{day}  police  domestic_abuse_incident  about mother; victim:mother; {said}" for day in days)


THREE = ("2020-01-10", "2020-05-05", "2020-09-08")


def test_a_child_who_lives_there_is_meant_where_no_child_is_named() -> None:
    assert abuse(HOME + incidents(*THREE)) == [("child", "2020-09-08")]


def test_every_child_who_lives_there_is_meant() -> None:
    sister = "sister  born 2013-02-01; place 3 Mill Row; by health\n2019-03-01  health  attendance  about sister\n"
    assert abuse(HOME + sister + incidents(*THREE)) == [("child", "2020-09-08"), ("sister", "2020-09-08")]


def test_a_child_named_is_the_one_meant_and_no_other() -> None:
    sister = "sister  born 2013-02-01; place 3 Mill Row; by health\n2019-03-01  health  attendance  about sister\n"
    said = "child_present=yes; child:sister; place 3 Mill Row"
    assert abuse(HOME + sister + incidents(*THREE, said=said)) == [("sister", "2020-09-08")]


def test_nobody_is_meant_where_it_is_not_said_that_a_child_was_there() -> None:
    assert abuse(HOME + incidents(*THREE, said="place 3 Mill Row")) == []


def test_a_child_who_had_moved_away_is_not_meant() -> None:
    moved = "2020-02-01  health  residence  about child; status=registered; place 9 Hill Road\n"
    assert abuse(HOME + moved + incidents(*THREE)) == []


def test_a_child_who_only_went_to_that_school_is_not_meant() -> None:
    school = "child  born 2015-02-01\n2019-03-01  education  residence  status=enrolled; place 3 Mill Row\n"
    assert abuse(school + incidents(*THREE)) == []


def test_nobody_is_meant_in_an_institution() -> None:
    assert abuse(HOME + incidents(*THREE), institution=True) == []


def test_an_address_learned_later_counts_from_then() -> None:
    late = "child  born 2015-02-01\n2019-03-01  health  residence  status=registered; place 3 Mill Row; recorded 2020-10-01\n"
    assert abuse(late + incidents(*THREE)) == [("child", "2020-10-01")]


def test_without_a_place_the_children_of_those_named_are_meant() -> None:
    told = "child  born 2015-02-01\n2019-03-01  health  attendance  parent:mother\n"
    assert abuse(told + incidents(*THREE, said="child_present=yes")) == [("child", "2020-09-08")]


def test_a_mother_told_of_from_her_side_is_a_mother() -> None:
    told = "child  born 2015-02-01\n2019-03-01  health  relationship  about mother; child:child; type=parent\n"
    assert abuse(told + incidents(*THREE, said="child_present=yes")) == [("child", "2020-09-08")]

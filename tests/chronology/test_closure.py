"""Who has to be judged again when something is learned of somebody."""

from collections.abc import Collection

from heeded.chronology.closure import CLOSEST, circle, circles

HOMES = {"man": {"flat"}, "child": {"flat", "ward"}, "aunt": {"road"}, "patient": {"ward"}, "far": {"road"}}
BESIDE = {"child": {"aunt"}, "aunt": {"child"}}


class Index:
    """A little town."""

    def __init__(self, homes: dict[str, set[str]], beside: dict[str, set[str]]) -> None:
        self.homes, self.beside = homes, beside

    def places_of(self, keys: Collection[str]) -> set[str]:
        return {place for key in keys for place in self.homes.get(key, ())}

    def keys_at(self, places: Collection[str]) -> set[str]:
        return {key for key, homes in self.homes.items() if homes & set(places)}

    def keys_beside(self, keys: Collection[str]) -> set[str]:
        return set(keys) | {k for key in keys for k in self.beside.get(key, ())}


class Everybody:
    """Each key is a person of its own."""

    def person_of(self, key: str) -> str:
        return key

    def keys_of(self, person: str) -> Collection[str]:
        return [person]


def ward(place: str) -> bool:
    return place == "ward"


def test_all_who_shared_a_home_or_a_record_are_judged_again() -> None:
    found = circle({"man"}, Index(HOMES, BESIDE), Everybody(), ward)
    assert found.judged == {"man", "child"}
    assert found.seen == {"man", "child", "aunt"}, "whom the child's records name is read, to judge the child"


def test_an_institution_joins_nobody() -> None:
    assert "patient" not in circle({"child"}, Index(HOMES, BESIDE), Everybody(), ward).seen
    assert "patient" in circle({"child"}, Index(HOMES, BESIDE), Everybody(), lambda place: False).judged


def test_a_circle_too_large_is_cut_and_says_so() -> None:
    homes = {f"person-{n}": {"tower"} for n in range(CLOSEST + 50)}
    found = circle({"person-0"}, Index(homes, {}), Everybody(), ward)
    assert len(found.judged) <= CLOSEST + 1
    assert found.cut == (f"{CLOSEST + 50} people share places or records here; {len(found.judged)} were looked at",)


def test_the_circles_of_a_load_cover_everybody_in_it() -> None:
    found = list(circles(set(HOMES), Index(HOMES, BESIDE), Everybody(), ward))
    assert set().union(*(c.judged for c in found)) == set(HOMES)

"""Invariants of clustering, over towns of namesakes, twins, changed names and missing birth dates."""

import random
from datetime import UTC, datetime
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heeded.ledger.record import Draft
from heeded.linkage.cluster import Cluster, Edge, Verdict, clusters, ties_to, weakest
from heeded.linkage.conflicts import FIRM, bar
from heeded.linkage.portrait import Portrait
from heeded.linkage.score import Score, score, shipped
from tests.linkage.telling import Lane, event, loaded, row

WEIGHTS = shipped()
KEYS = [f"{agency}:{n}" for agency in ("police", "health", "social-care", "education") for n in range(4)]
NAMES = ["Mark Orrell", "Mark Orrell Jr", "M Orrell", "Mia Orrell", "Zoe Orrell", "Baby Orrell", "Mia Webley",
         "Bob Orrell", "Robert Orrell", "Orrell Mark", ""]  # fmt: skip
BIRTHS = ["", "1970-06-20", "1999-03-02", "1999-02-03", "2019-06-20", "2019-06-21", "1999", "1970-01-01"]
HOMES = ["", "14 Larch Road N15 4QX", "14 Larch Rd", "Flat 2, 14 Larch Road N15 4QX", "HMP Leeds"]
NUMBERS = ["", "9434765919", "9434765870", "9434765918"]

people = st.builds(
    lambda key, name, born, sex, home, nhs: row(key, name, born, sex, home, nhs=nhs),
    st.sampled_from(KEYS), st.sampled_from(NAMES), st.sampled_from(BIRTHS), st.sampled_from(["", "F", "M"]),
    st.sampled_from(HOMES), st.sampled_from(NUMBERS),
)  # fmt: skip
events = st.builds(
    lambda about, other, role, day, kind: event(about, day, kind, f"{role}:{other}"),
    st.sampled_from(KEYS), st.sampled_from(KEYS), st.sampled_from(["child", "parent", "other"]),
    st.sampled_from(["1995-02-01", "2010-02-01", "2022-02-01"]),
    st.sampled_from(["contact", "conviction", "death", "absence"]),
)  # fmt: skip
towns = st.tuples(
    st.lists(people, min_size=2, max_size=8, unique_by=lambda d: d.people[0].key), st.lists(events, max_size=3)
)
judgements = st.lists(
    st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS), st.sampled_from(["same", "different", "unsure"])),
    max_size=4,
)
ordinary = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def portraits_of(lane: Lane) -> dict[str, Portrait]:
    """Everybody's portrait."""
    return lane.linker.portraits(KEYS)


def shares_a_trusted_number(known: dict[str, Portrait], group: frozenset[str]) -> bool:
    """Whether some two of these bear one number whose check holds."""
    return any(score(known[a], known[b], WEIGHTS).certain for a, b in combinations(sorted(group), 2))


@ordinary
@given(towns)
def test_no_person_ever_holds_two_keys_that_cannot_be_one(town: tuple[list[Draft], list[Draft]]) -> None:
    lane = Lane()
    for draft in (*town[0], *town[1]):
        lane.load(draft)
    known = portraits_of(lane)
    for group in lane.groups():
        for one, other in combinations(sorted(group), 2):
            found = bar(known[one], known[other])
            assert found is None or (found.kind not in FIRM and shares_a_trusted_number(known, group))


@ordinary
@given(towns, judgements, st.randoms(use_true_random=False))
def test_human_judgements_are_always_obeyed(
    town: tuple[list[Draft], list[Draft]], judged: list[tuple[str, str, str]], shuffle: random.Random
) -> None:
    lane = loaded(town[0])
    latest: dict[frozenset[str], str] = {}
    for one, other, verdict in judged:
        if one != other:
            lane.judge(one, other, verdict)
            latest[frozenset((one, other))] = verdict
    rest = list(town[1])
    shuffle.shuffle(rest)
    lane.load(*rest)
    for pair, verdict in latest.items():
        if verdict == "different":
            assert not lane.same(*pair)
        elif verdict == "same" and "different" not in latest.values():
            assert lane.same(*pair)


@ordinary
@given(towns, st.randoms(use_true_random=False))
def test_one_batch_gives_one_answer_whatever_the_order(
    town: tuple[list[Draft], list[Draft]], shuffle: random.Random
) -> None:
    drafts = [*town[0], *town[1]]
    first = loaded(drafts)
    shuffle.shuffle(drafts)
    assert loaded(drafts).groups() == first.groups()


@ordinary
@given(towns)
def test_a_second_look_at_everybody_moves_nobody(town: tuple[list[Draft], list[Draft]]) -> None:
    lane = Lane()
    for draft in (*town[0], *town[1]):
        lane.load(draft)
    assert lane.linker.relink(datetime(2025, 1, 1, tzinfo=UTC)) == []


@ordinary
@given(towns)
def test_ids_are_stable_names_of_one_of_their_own_keys(town: tuple[list[Draft], list[Draft]]) -> None:
    lane = Lane()
    for draft in (*town[0], *town[1]):
        lane.load(draft)
    held: dict[str, set[str]] = {}
    for key, own in lane.connection.execute("select key, own from linkage_key"):
        held.setdefault(lane.linker.person_of(key), set()).add(own)
    assert all(person in owns for person, owns in held.items())


@ordinary
@given(towns)
def test_scores_and_bars_do_not_depend_on_which_comes_first(town: tuple[list[Draft], list[Draft]]) -> None:
    known = portraits_of(loaded([*town[0], *town[1]]))
    for one, two in combinations(known.values(), 2):
        assert score(one, two, WEIGHTS) == score(two, one, WEIGHTS)
        assert bar(one, two) == bar(two, one)
        assert 0 < score(one, two, WEIGHTS).probability < 1


def edge(one: str, other: str, weight: float) -> Edge:
    """A bare score."""
    return Edge(one, other, Score(weight, 1 - 2**-weight, ()))


def test_the_weakest_link_is_found_on_the_way_to_the_first_key() -> None:
    portraits = {k: Portrait(k, k) for k in "abcd"}
    (found,) = clusters(portraits, [edge("a", "b", 20), edge("b", "c", 9), edge("c", "d", 15)], [], WEIGHTS)
    weights = {key: tie.score.weight for key, tie in ties_to(found, "a").items() if tie.score}
    assert weights == {"b": 20, "c": 9, "d": 9}
    assert weakest("abcd", [edge("a", "b", 20), edge("b", "c", 9), edge("c", "d", 15)], []) == 1 - 2**-9
    assert weakest("ab", [], []) is None


def test_contradicting_judgements_leave_the_later_one_standing() -> None:
    portraits = {k: Portrait(k, k) for k in "abc"}
    said = [Verdict("a", "b", "same", 1), Verdict("b", "c", "same", 2), Verdict("a", "c", "different", 3)]
    found = clusters(portraits, [], said, WEIGHTS)
    assert [c.keys for c in found] == [("a",), ("b", "c")]
    assert isinstance(found[0], Cluster)


def test_the_strongest_pairs_are_joined_first_and_a_conflict_far_along_the_chain_holds() -> None:
    apart = {"a": frozenset("d"), "d": frozenset("a")}
    portraits = {k: Portrait(k, k, beside=apart.get(k, frozenset())) for k in "abcd"}
    told = [edge("b", "c", 15), edge("c", "d", 20), edge("a", "b", 20)]
    for edges in (told, told[::-1]):
        assert [c.keys for c in clusters(portraits, edges, [], WEIGHTS)] == [("a", "b"), ("c", "d")]

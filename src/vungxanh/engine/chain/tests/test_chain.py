"""Figures of small chains, worked out by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.engine.chain.api import Case, Chain, CycleError, Generation, Link, attack_rate


def chain(links: str, *lonely: str, onset: dict[str, int] | None = None) -> Chain[str]:
    """ "A>B A>C": A infected B and C; onset: day of August 2021."""
    pairs = [tuple(pair.split(">")) for pair in links.split()]
    names = dict.fromkeys([name for pair in pairs for name in pair] + list(lonely))
    days = {name: date(2021, 8, day) for name, day in (onset or {}).items()}
    return Chain.build([Case(n, onset=days.get(n)) for n in names], [Link(a, b) for a, b in pairs])


def test_secondary_cases_most_first_zeros_too_and_a_link_told_twice_counts_once() -> None:
    found = chain("A>B B>C B>D A>B", "E").secondary_cases()
    assert list(found.items()) == [("B", 2), ("A", 1), ("C", 0), ("D", 0), ("E", 0)]


def test_serial_intervals_keep_negative_values_and_count_what_is_missing() -> None:
    s = chain("A>B A>C A>D B>E", onset={"A": 10, "B": 14, "C": 8, "D": 17}).serial_intervals()
    assert (s.days, len(s), s.negative, s.missing) == ([4, -2, 7], 3, 1, 1)
    assert (s.mean, s.median) == (3.0, 4.0)
    assert s.sd == pytest.approx(4.582575694955840)
    assert (s.quantile(0), s.quantile(0.25), s.quantile(1)) == (-2.0, 1.0, 7.0)
    assert (s.values[0].first, s.values[0].second) == ("A", "B")


def test_figures_that_are_not_defined_are_none() -> None:
    none = chain("A>B").serial_intervals()
    assert (none.mean, none.median, none.sd, none.missing) == (None, None, None, 1)
    one = chain("A>B", onset={"A": 1, "B": 5}).serial_intervals()
    assert (one.mean, one.median, one.sd) == (4.0, 4.0, None)


def test_reporting_delay_and_incubation() -> None:
    d = [date(2021, 8, k) for k in range(1, 20)]
    c = Chain.build([Case("A", d[9], d[11], d[0], d[4]), Case("B", None, d[3]), Case("C", d[9], None, None, d[8])], [])
    assert (c.reporting_delays().days, c.reporting_delays().missing) == ([2], 2)
    assert c.incubation_bounds() == {"A": (5, 9), "C": (1, None)}


def test_generations_by_the_shortest_and_the_longest_way() -> None:
    found = chain("A>B B>C A>C C>D", "E").generations
    assert found["C"] == Generation(1, 2)
    assert found["D"] == Generation(2, 3)
    assert [found[x].longest for x in "ABE"] == [0, 1, 0]


@pytest.mark.parametrize(("links", "members"), [("A>A", "A"), ("A>B B>A", "AB"), ("X>A A>B B>C C>A C>Y", "ABC")])
def test_a_circle_is_refused_and_named(links: str, members: str) -> None:
    with pytest.raises(CycleError, match="links form a circle: ") as error:
        chain(links)
    found = "".join(error.value.members)  # type: ignore[arg-type]
    assert found in members + members
    assert sorted(found) == list(members)


def test_bad_input_is_refused() -> None:
    with pytest.raises(ValueError, match="case A comes twice"):
        Chain.build([Case("A"), Case("A")], [])
    with pytest.raises(ValueError, match="unknown case: B"):
        Chain.build([Case("A")], [Link("A", "B")])
    with pytest.raises(ValueError, match="without cases"):
        Chain.build([], []).offspring()


def test_clusters() -> None:
    c = chain("A>B C>D D>E X>E", "F")
    assert [set(part) for part in c.clusters()] == [set("CDEX"), set("AB")]
    assert [set(part) for part in c.clusters(smallest=1)] == [set("CDEX"), set("AB"), {"F"}]


def test_offspring() -> None:
    o = chain("A>B A>C A>D B>E").offspring()
    assert (o.cases, o.infectors, o.mean, o.largest, o.histogram) == (5, 2, 0.8, 3, {0: 3, 1: 1, 3: 1})
    assert o.variance == pytest.approx(1.7)
    assert o.dispersion == pytest.approx(0.64 / 0.9)
    assert chain("A>B").offspring().dispersion is None, "no more uneven than chance"
    assert chain("", "A").offspring().variance == 0


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12))))
def test_random_chains_hang_together(pairs: list[tuple[int, int]]) -> None:
    links = [Link(min(p), max(p)) for p in pairs if p[0] != p[1]]  # towards the higher number: no circles
    c = Chain.build([Case(i) for i in range(13)], links)
    assert sum(c.secondary_cases().values()) == len(set(links))
    assert sorted(i for part in c.clusters(smallest=1) for i in part) == list(range(13))
    part_of = {i: n for n, part in enumerate(c.clusters(smallest=1)) for i in part}
    for link in links:
        up, down = c.generations[link.infector], c.generations[link.infectee]
        assert down.shortest <= up.shortest + 1 <= up.longest + 1 <= down.longest
        assert part_of[link.infector] == part_of[link.infectee]


@pytest.mark.parametrize(
    ("cases", "exposed", "low", "high"),
    # Wilson's interval for 0/10, 81/263 and 5/5, from Newcombe, Stat Med 17:857 (1998), table I and by hand
    [(0, 10, 0.0, 0.2775), (81, 263, 0.2553, 0.3662), (5, 5, 0.5655, 1.0)],
)
def test_attack_rate(cases: int, exposed: int, low: float, high: float) -> None:
    found = attack_rate(cases, exposed)
    assert found.rate == cases / exposed
    assert (found.low, found.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_attack_rate_where_nobody_was_exposed_and_bad_input() -> None:
    assert attack_rate(0, 0).rate is None
    for bad in ((2, 1), (-1, 3)):
        with pytest.raises(ValueError, match="between 0 and the number exposed"):
            attack_rate(*bad)
    with pytest.raises(ValueError, match="confidence"):
        attack_rate(1, 2, confidence=95)

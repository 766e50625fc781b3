"""Where the cases of a chain are drawn."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from vungxanh.rooms.cases.rules import Node, draw

FIRST = date(2021, 8, 1)


def day(n: int) -> date:
    return FIRST + timedelta(days=n)


@given(
    st.lists(st.tuples(st.integers(0, 29), st.one_of(st.none(), st.integers(0, 20))), min_size=1, max_size=30),
    st.sets(st.integers(0, 29)),
)
def test_any_chain_is_drawn_without_overlap(rows: list[tuple[int, int | None]], folded: set[int]) -> None:
    """Even with circles, missing days and parents that are not there."""
    nodes = [
        Node(str(i), f"ca {i}", None if n is None else day(n), parent=str(parent) if parent != i else None)
        for i, (parent, n) in enumerate(rows)
    ]
    drawing = draw(nodes, folded={str(i) for i in folded})
    keys = [spot.node.key for spot in drawing.spots]
    assert len(keys) == len(set(keys))
    assert len({spot.y for spot in drawing.spots}) == len(keys)  # a line each
    hidden = sum(spot.hidden for spot in drawing.spots)
    assert len(keys) + hidden == len(nodes)  # nobody is lost
    assert all(0 < spot.x < drawing.width and 0 < spot.y < drawing.height for spot in drawing.spots)


def test_days_run_to_the_right_and_the_infected_stand_below() -> None:
    drawing = draw([Node("b", "B", day(3), "a", "chợ"), Node("a", "A", day(0)), Node("c", "C", day(1), "b")])
    a, b, c = drawing.spots
    assert [spot.node.key for spot in drawing.spots] == ["a", "b", "c"]
    assert a.y < b.y < c.y
    assert a.x < c.x < b.x
    assert [arrow.title for arrow in drawing.arrows] == ["A → B: chợ", "B → C"]
    assert (a.below, b.below, a.children) == (2, 1, 1)


def test_a_folded_subtree_says_how_many_it_hides() -> None:
    nodes = [Node("a", "A", day(0)), Node("b", "B", day(1), "a"), Node("c", "C", day(2), "b")]
    (a, b) = draw(nodes, folded={"b"}).spots
    assert (a.hidden, b.hidden) == (0, 1)


def test_a_case_without_a_day_stands_near_its_source() -> None:
    spots = {s.node.key: s for s in draw([Node("a", "A", day(5)), Node("b", "B", None, "a")]).spots}
    assert not spots["b"].dated
    assert spots["b"].x - spots["a"].x == 24


def test_further_sources_are_drawn_apart() -> None:
    nodes = [Node("a", "A", day(0)), Node("b", "B", day(0)), Node("c", "C", day(1), "a")]
    arrows = draw(nodes, [("b", "c", "nhà")]).arrows
    assert [(arrow.title, arrow.main) for arrow in arrows] == [("A → C", True), ("B → C: nhà", False)]

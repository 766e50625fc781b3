"""Where each case of a chain is drawn: days from left to right, one line a case, whoever infected above.

Sorted like an outline: a case, then those it infected with all of theirs. So no two share a line, arrows run down and
to the right, and crossings are left only where the infected fell ill before the infector.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta

ROW, TOP, LEFT, LABEL = 24.0, 6.0, 28.0, 260.0


@dataclass(frozen=True, slots=True)
class Node:
    """What is drawn: a case, or a folded cluster of ``size`` cases. ``parent``: key of who infected it."""

    key: str
    label: str
    day: date | None
    parent: str | None = None
    setting: str = ""
    size: int = 1


@dataclass(frozen=True, slots=True)
class Spot:
    """A placed node, in SVG units. ``hidden``: cases folded away below it; ``dated`` False: the day is a guess."""

    node: Node
    x: float
    y: float
    depth: int
    children: int
    below: int
    hidden: int
    dated: bool

    @property
    def label_x(self) -> float:
        """Where the text begins, right of the dot."""
        return 15.0


@dataclass(frozen=True, slots=True)
class Arrow:
    """A drawn link; ``main`` False is a further possible source. ``path`` is SVG path data."""

    path: str
    title: str
    main: bool


@dataclass(frozen=True, slots=True)
class DayTick:
    """A day on the axis."""

    x: float
    day: date


@dataclass(frozen=True, slots=True)
class Drawing:
    """The laid-out chain."""

    spots: tuple[Spot, ...]
    arrows: tuple[Arrow, ...]
    ticks: tuple[DayTick, ...]
    width: float
    height: float


def draw(
    nodes: Sequence[Node],
    extra: Sequence[tuple[str, str, str]] = (),
    *,
    folded: Set[str] = frozenset(),
    day_width: float = 24.0,
) -> Drawing:
    """Lay out. ``extra``: further (infector, infectee, setting) links; ``folded``: keys whose descendants are hidden.

    A parent that is not among the nodes, or that would close a circle, is left out.
    """
    by_key = {node.key: node for node in nodes}
    children = _children(by_key)
    days = _days(by_key, children)
    roots = [node.key for node in nodes if _parent(node, by_key) is None]
    below = _below(roots, children, by_key)
    order = _outline(roots, children, below, days, folded)
    first = min(days.values(), default=date.min)
    spots = {
        key: Spot(
            node=by_key[key],
            x=LEFT + (days[key] - first).days * day_width,
            y=TOP + ROW * (row + 0.5),
            depth=depth,
            children=len(children[key]),
            below=below[key],
            hidden=below[key] if key in folded else 0,
            dated=by_key[key].day is not None,
        )
        for row, (key, depth) in enumerate(order)
    }
    last = max((days[key] for key in spots), default=first)
    return Drawing(
        spots=tuple(spots.values()),
        arrows=(*_main_arrows(spots, by_key), *_extra_arrows(spots, extra)),
        ticks=_ticks(first, last, day_width) if spots else (),
        width=LEFT + ((last - first).days if spots else 0) * day_width + LABEL,
        height=TOP + ROW * len(spots) + 12,
    )


def _parent(node: Node, by_key: Mapping[str, Node]) -> str | None:
    """Its parent if drawn; None when going up from it comes back to it."""
    if node.parent is None or node.parent not in by_key:
        return None
    seen = {node.key}
    above: str | None = node.parent
    while above is not None and above in by_key:
        if above in seen:
            return None if above == node.key else node.parent
        seen.add(above)
        above = by_key[above].parent
    return node.parent


def _children(by_key: Mapping[str, Node]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {key: [] for key in by_key}
    for node in by_key.values():
        parent = _parent(node, by_key)
        if parent is not None:
            found[parent].append(node.key)
    return found


def _days(by_key: Mapping[str, Node], children: Mapping[str, Sequence[str]]) -> dict[str, date]:
    """The day of each; without one, the day after the infector's (or before the infected's), to stand near him."""
    days = {key: node.day for key, node in by_key.items() if node.day is not None}
    some = min(days.values(), default=date(2000, 1, 1))
    for key, node in by_key.items():
        if key in days:
            continue
        near = days.get(node.parent or "")
        later = [days[child] for child in children[key] if child in days]
        guess = near + timedelta(days=1) if near else min(later) - timedelta(days=1) if later else some
        days[key] = guess
    return days


def _below(roots: Sequence[str], children: Mapping[str, Sequence[str]], by_key: Mapping[str, Node]) -> dict[str, int]:
    """Cases in the subtree of each, itself not counted."""
    order: list[str] = []
    rest = list(roots)
    while rest:
        order.append(rest.pop())
        rest += children[order[-1]]
    found: dict[str, int] = {}
    for key in reversed(order):
        found[key] = sum(found[child] + by_key[child].size for child in children[key])
    return found


def _outline(
    roots: Sequence[str],
    children: Mapping[str, Sequence[str]],
    below: Mapping[str, int],
    days: Mapping[str, date],
    folded: Set[str],
) -> list[tuple[str, int]]:
    """Keys with their depth, in the order of the lines: largest tree first, within a tree by day."""
    found: list[tuple[str, int]] = []
    rest = [(key, 0) for key in sorted(roots, key=lambda k: (below[k], -days[k].toordinal(), k))]
    while rest:
        key, depth = rest.pop()
        found.append((key, depth))
        if key not in folded:
            rest += [(c, depth + 1) for c in sorted(children[key], key=lambda k: (days[k], k), reverse=True)]
    return found


def _main_arrows(spots: Mapping[str, Spot], by_key: Mapping[str, Node]) -> list[Arrow]:
    found = []
    for spot in spots.values():
        parent = spots.get(_parent(spot.node, by_key) or "")
        if parent is not None:
            found.append(Arrow(_elbow(parent, spot), _title(parent, spot, spot.node.setting), main=True))
    return found


def _extra_arrows(spots: Mapping[str, Spot], extra: Sequence[tuple[str, str, str]]) -> list[Arrow]:
    ends = [(spots.get(a), spots.get(b), setting) for a, b, setting in extra]
    return [Arrow(_elbow(a, b), _title(a, b, setting), main=False) for a, b, setting in ends if a and b]


def _elbow(a: Spot, b: Spot) -> str:
    """Down (or up) from ``a`` and then across to ``b``, stopping short of both dots."""
    down = 7.0 if b.y > a.y else -7.0
    aside = 8.0 if b.x >= a.x else -8.0
    if abs(b.x - a.x) < 10:  # the same day: swing out, so that the arrow head has room
        return f"M{a.x:g} {a.y + down:g}V{b.y - down * 2:g}Q{a.x - 10:g} {b.y:g} {b.x - 8:g} {b.y:g}"
    return f"M{a.x:g} {a.y + down:g}V{b.y:g}H{b.x - aside:g}"


def _title(a: Spot, b: Spot, setting: str) -> str:
    return f"{a.node.label} → {b.node.label}" + (f": {setting}" if setting else "")


def _ticks(first: date, last: date, day_width: float) -> tuple[DayTick, ...]:
    step = max(1, round(64 / day_width))
    return tuple(
        DayTick(LEFT + n * day_width, first + timedelta(days=n)) for n in range(0, (last - first).days + 1, step)
    )

"""Walks over who infected whom: order without circles, generations, connected parts."""

from collections import deque
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from .model import CycleError

Id = TypeVar("Id", bound=Hashable)
Arrows = Mapping[Id, Sequence[Id]]


def in_order(children: Arrows[Id], parents: Arrows[Id]) -> list[Id]:
    """All ids, every infector before those he infected. Raises CycleError."""
    waiting = {i: len(p) for i, p in parents.items()}
    ready = deque(i for i, n in waiting.items() if n == 0)
    order: list[Id] = []
    while ready:
        order.append(ready.popleft())
        for child in children[order[-1]]:
            waiting[child] -= 1
            if waiting[child] == 0:
                ready.append(child)
    if len(order) < len(waiting):
        circle = _circle(parents, {i for i, n in waiting.items() if n})
        raise CycleError(circle)
    return order


def _circle(parents: Arrows[Id], left: set[Id]) -> tuple[Id, ...]:
    """Everyone left over has an infector left over: going up must come round."""
    here = next(iter(left))
    seen: dict[Id, int] = {}
    while here not in seen:
        seen[here] = len(seen)
        here = next(p for p in parents[here] if p in left)
    return tuple(reversed([i for i, n in seen.items() if n >= seen[here]]))


def depths(order: Iterable[Id], parents: Arrows[Id]) -> dict[Id, tuple[int, int]]:
    """(least, greatest) number of links from a case without infector; `order` as by `in_order`."""
    found: dict[Id, tuple[int, int]] = {}
    for i in order:
        above = [found[p] for p in parents[i]]
        found[i] = (1 + min(a for a, _ in above), 1 + max(b for _, b in above)) if above else (0, 0)
    return found


def parts(children: Arrows[Id], parents: Arrows[Id]) -> list[list[Id]]:
    """Connected parts, whichever way the links point; largest first, then in order of appearance."""
    seen: set[Id] = set()
    found: list[list[Id]] = []
    for start in parents:
        if start in seen:
            continue
        part, rest = [], [start]
        seen.add(start)
        while rest:
            part.append(rest.pop())
            fresh = [i for i in (*children[part[-1]], *parents[part[-1]]) if i not in seen]
            seen.update(fresh)
            rest.extend(dict.fromkeys(fresh))
        found.append(part)
    return sorted(found, key=len, reverse=True)

"""Offsets of the cleaned text, turned into offsets of the text that was given."""

from collections.abc import Callable
from dataclasses import replace

from vungxanh.engine.directive.clean import Cleaned
from vungxanh.engine.directive.model import Directive, Node


def restored(found: Directive, cleaned: Cleaned, given: str) -> Directive:
    """The same result with every place pointing into ``given``."""
    if not cleaned.places:
        return replace(found, text=given)
    back = cleaned.back
    header = replace(
        found.header, cites=tuple(replace(c, start=back(c.start), end=back(c.end)) for c in found.header.cites)
    )
    tasks = tuple(
        replace(t, start=back(t.start), end=back(t.end), evidence=tuple((back(a), back(b)) for a, b in t.evidence))
        for t in found.tasks
    )
    anomalies = tuple(replace(a, start=back(a.start), end=back(a.end)) for a in found.anomalies)
    return Directive(given, header, tuple(_node(n, back) for n in found.tree), tasks, anomalies)


def _node(node: Node, back: Callable[[int], int]) -> Node:
    children = tuple(_node(c, back) for c in node.children)
    return replace(node, start=back(node.start), end=back(node.end), children=children)

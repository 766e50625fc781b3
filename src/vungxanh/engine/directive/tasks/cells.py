"""Cells of a table of assignments: a bare date under "Thời gian", bare names under "Đơn vị phối hợp"."""

from datetime import date

from vungxanh.engine.directive.leaves import Span
from vungxanh.engine.directive.model import Due, DueKind
from vungxanh.engine.directive.tasks.bodies import Bodies
from vungxanh.engine.directive.tasks.lists import listing
from vungxanh.engine.directive.tokens import Kind, tokens


def names(bodies: Bodies, cell: Span | None) -> tuple[str, ...]:
    """Every body named in a cell that holds nothing but names."""
    if cell is None:
        return ()
    found = listing(bodies, *cell)
    return tuple(found.names) if found is not None else ()


def due(text: str, cell: Span | None, day: date | None) -> Due | None:
    """A date without a word before it: one day is "by", a month or a range "during"."""
    if cell is None:
        return None
    read = next((t for t in tokens(text, *cell) if t.kind is Kind.DATE), None)
    if read is None:
        return None
    year = day.year if day else None
    first, last = read.first.filled(year), read.last.filled(year)
    opening, closing = first.opening, last.closing
    if closing is None or opening is None:
        return None
    raw = text[read.start : read.end]
    if first.day and first == last:
        return Due(DueKind.BY, date=closing.isoformat(), raw=raw)
    return Due(DueKind.DURING, date=closing.isoformat(), start=opening.isoformat(), raw=raw)

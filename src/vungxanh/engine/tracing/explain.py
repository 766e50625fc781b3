"""Every qualifying exposure of one person: the same rule as `rounds`, for one target, on slices of the same arrays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .layout import Layer, first_reaching
from .model import Definition, Exposure, Int32s

if TYPE_CHECKING:
    from .index import Index
    from .spread import Spread
    from .trace import Trace


def exposures_of(trace: Trace | Spread | _Anybody, person: int, before: int) -> list[Exposure]:
    """Exposures of a person by everybody infectious by `before` (those a chain shorter than his reached)."""
    found: dict[tuple[int | None, ...], Exposure] = {}
    for layer in (trace.index.base, trace.index.extra):
        for e in (*_by_contact(trace, layer, person, before), *_by_stay(trace, layer, person, before)):
            key = (e.source, e.contact, e.source_visit, e.target_visit)
            if key not in found or e.start < found[key].start:
                found[key] = e
    return sorted(found.values(), key=lambda e: (e.start, e.end, e.source, e.contact or 0, e.source_visit or 0))


def _rows(at: Int32s, rows: Int32s, person: int) -> list[list[int]]:
    return rows[at[person] : at[person + 1]].tolist() if person + 1 < at.size else []


def _by_contact(trace: Trace | Spread | _Anybody, layer: Layer, person: int, before: int) -> Iterator[Exposure]:
    gone = set(trace.index.edits.gone_contacts.tolist())
    origin = trace.index.origin
    for other, start, end, row in _rows(layer.contact_at, layer.contacts, person):
        window = trace.infectious(other, before)
        if window is None or row in gone or other == person:
            continue
        x, y = max(start, window[0]), min(end, window[1])
        if y > x or (start == end and window[0] <= start < window[1]):
            yield Exposure(other, person, x + origin, y + origin, row, None, None)


def _by_stay(trace: Trace | Spread | _Anybody, layer: Layer, person: int, before: int) -> Iterator[Exposure]:
    """Stays of others that overlap his visits in `layer`; a piece of a long stay may come up more than once."""
    index, shortest = trace.index, trace.definition.min_seconds
    gone = set(index.edits.gone_visits.tolist())
    for arrived, left, position, place in _rows(layer.visit_at, layer.visits, person):
        own = int(layer.stay_row[position])
        if own in gone:
            continue
        for where in (index.base, index.extra):
            for start, end, other, row in _stays(where, place, arrived, left - shortest):
                window = None if other == person or row in gone else trace.infectious(other, before)
                if window is None:
                    continue
                x, y = max(start, arrived, window[0]), min(end, left, window[1])
                if y - x >= shortest:
                    yield Exposure(other, person, x + index.origin, y + index.origin, None, row, own)


def _stays(layer: Layer, place: int, lo: int, latest_start: int) -> Iterator[tuple[int, int, int, int]]:
    if place + 1 >= layer.stay_at.size:
        return
    i = first_reaching(layer, place, lo)
    while layer.stays[i, 0] <= latest_start:
        start, end, other, _ = layer.stays[i].tolist()
        yield start, end, other, int(layer.stay_row[i])
        i += 1


@dataclass(frozen=True)
class _Anybody:
    """As if everybody were infectious between two instants (seconds after origin)."""

    index: Index
    definition: Definition
    window: tuple[int, int]

    def infectious(self, person: int, before: int) -> tuple[int, int]:
        """The same for all."""
        return self.window


def met(index: Index, person: int, window: tuple[int, int], definition: Definition) -> list[Exposure]:
    """Everybody he met or shared a place with within the window, whoever they are."""
    return exposures_of(_Anybody(index, definition, window), person, 0)

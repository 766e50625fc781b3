"""The index: contacts and visits laid out for tracing, with edits laid over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from . import layout, rounds, stays, store
from .explain import met
from .gatherings import Gathering, LeaveOut, gatherings
from .layout import INF, NEVER, Layer
from .model import Column, Contacts, Definition, Exposure, Int32s, Ints, Isolations, Visits
from .spread import Spread, spread
from .trace import Trace

T = TypeVar("T", Contacts, Visits)
NO_ROWS: Int32s = np.empty(0, np.int32)
LIMIT = 2**31 - 2**20
FEW = 32  # with fewer people to go out from, crowded places are not looked for (speed only; 0: sweep every place)
NOTHING = layout.nothing()


def _column(values: object) -> Ints:
    return np.asarray(values, np.int64)


@dataclass(frozen=True)
class _Edits:
    """What lies over the built rows: added rows (numbered after the built ones) and rows taken away."""

    contacts: Contacts = field(default_factory=lambda: Contacts([], [], [], []))
    visits: Visits = field(default_factory=lambda: Visits([], [], [], []))
    gone_contacts: Int32s = field(default_factory=lambda: NO_ROWS)
    gone_visits: Int32s = field(default_factory=lambda: NO_ROWS)


class _Workspaces:
    """Scratch arrays, kept between traces; one per trace that runs at the same time."""

    def __init__(self) -> None:
        self._free: list[tuple[Int32s, Int32s]] = []

    def take(self, persons: int, records: int) -> tuple[Int32s, Int32s]:
        try:
            state, space = self._free.pop()
        except IndexError:
            state, space = np.empty((0, 4), np.int32), np.empty((0, 8), np.int32)
        if len(state) < persons:
            state = np.empty((persons, 4), np.int32)
            state[:] = (INF, -1, -1, NEVER)
        if len(space) < records:
            space = np.empty((records, 8), np.int32)
        return state, space

    def give(self, state: Int32s, space: Int32s) -> None:
        self._free.append((state, space))


@dataclass(frozen=True)
class Index:
    """Immutable; `with_changes` gives another index that shares the arrays. Safe to use from several threads."""

    origin: int
    persons: int
    places: int
    contact_rows: int
    visit_rows: int
    base: Layer
    extra: Layer = NOTHING
    edits: _Edits = field(default_factory=_Edits)
    _work: _Workspaces = field(default_factory=_Workspaces, repr=False, compare=False)

    @classmethod
    def build(cls, contacts: Contacts, visits: Visits, *, persons: int = 0, places: int = 0) -> Index:
        """Lay out all rows. persons, places: at least so many indices exist.

        Raises ValueError where times lie more than 68 years apart.
        """
        times = [np.asarray(c) for c in (contacts.start, contacts.end, visits.arrived, visits.left)]
        low = min((int(c.min()) for c in times if c.size), default=0)
        high = max((int(c.max()) for c in times if c.size), default=0)
        origin = 0 if low > -LIMIT and high < LIMIT else low  # 0: the columns are used as they are
        index = cls(origin, persons, places, len(contacts), len(visits), NOTHING)
        index = index._with_room_for(contacts, visits)
        return replace(index, base=index._layer(contacts, visits, 0, 0))

    def with_changes(
        self,
        *,
        contacts: Contacts | None = None,
        visits: Visits | None = None,
        removed_contacts: Sequence[int] | Column = (),
        removed_visits: Sequence[int] | Column = (),
    ) -> Index:
        """The same index with rows added and taken away; exact, milliseconds, this one stays as it is.

        Added rows are numbered on after the existing ones (`contact_count`, `visit_count`); an edited row is removed
        and added. Unknown rows are refused (ValueError); removing twice does no harm. Rebuild when `edit_count` gets
        to a few per cent of the rows.
        """
        contacts = Contacts([], [], [], []) if contacts is None else contacts
        visits = Visits([], [], [], []) if visits is None else visits
        edits = _Edits(
            _joined(self.edits.contacts, contacts),
            _joined(self.edits.visits, visits),
            _union(self.edits.gone_contacts, removed_contacts, self.contact_count + len(contacts), "contact"),
            _union(self.edits.gone_visits, removed_visits, self.visit_count + len(visits), "visit"),
        )
        index = replace(self, edits=edits)._with_room_for(contacts, visits)
        if not len(contacts) and not len(visits):
            return index
        return replace(index, extra=index._layer(edits.contacts, edits.visits, self.contact_rows, self.visit_rows))

    @property
    def contact_count(self) -> int:
        """Number of contact rows, added ones too, removed ones not taken off; the next added row gets this number."""
        return self.contact_rows + len(self.edits.contacts)

    @property
    def visit_count(self) -> int:
        """The same for visits."""
        return self.visit_rows + len(self.edits.visits)

    @property
    def edit_count(self) -> int:
        """Rows added or removed since the index was built."""
        e = self.edits
        return len(e.contacts) + len(e.visits) + e.gone_contacts.size + e.gone_visits.size

    def isolations(self, persons: Column, instants: Column) -> Isolations:
        """Prepare isolation instants (epoch seconds) once, to use with many traces; the earliest of a person counts."""
        who, when = _column(persons), _column(instants)
        if who.shape != when.shape or (who.size and who.min() < 0):
            raise ValueError("isolations: one instant per person, persons not negative")
        until = np.full(max(self.persons, int(who.max(initial=-1)) + 1), INF, np.int32)
        np.minimum.at(until, who, self._near(when))
        return Isolations(until)

    def trace(
        self,
        f0: Column,
        start: Column,
        end: Column,
        definition: Definition,
        isolated_at: Isolations | Mapping[int, int] | None = None,
    ) -> Trace:
        """Who is reached from the F0s, each infectious from start to end (epoch seconds, end exclusive).

        isolated_at: from that instant the person (F0 too) passes nothing on; he can still be exposed. F0s are never
        reached. Raises ValueError for an F0 named twice, or end before start.
        """
        cases, begins, stops, until = self._starts(f0, start, end, isolated_at)
        persons = max(self.persons, int(cases.max(initial=-1)) + 1)
        state, space = self._work.take(persons, cases.size + definition.levels * persons)
        bounds = rounds.run(
            self.base, self.extra, self.edits.gone_contacts, self.edits.gone_visits, state, space,
            cases, begins, stops, until, definition.levels, definition.min_seconds, FEW,
        )  # fmt: skip
        reached = rounds.collect(state, space, bounds)
        records = space[: bounds[-1]].copy()
        self._work.give(state, space)
        return Trace(self, definition, until, records, bounds, reached)

    def spread(
        self,
        f0: Column,
        start: Column,
        end: Column,
        definition: Definition,
        isolated_at: Isolations | Mapping[int, int] | None = None,
        *,
        cores: int = 1,
    ) -> Spread:
        """`trace` for many F0s at once: the same people, levels and instants, without a record for each of them.

        A pass over everything per level at most, however many are reached; `cores` threads share it.
        """
        return spread(self, *self._starts(f0, start, end, isolated_at), definition, cores)

    def met(self, person: int, start: int, end: int, definition: Definition) -> list[Exposure]:
        """Backwards: everybody he met, or was at a place with, between two instants (epoch seconds), as `Exposure`s."""
        begin, stop = self._near(np.array([start, end], np.int64)).tolist()
        return met(self, person, (begin, stop), definition)

    def gatherings(
        self, persons: Column, start: Column, end: Column, spans: Sequence[int], leave_out: LeaveOut | None = None
    ) -> list[Gathering]:
        """Where and when several of these persons were at one place, the most surprising first.

        start, end: per person, when he may have caught it (epoch seconds). spans: lengths of time to look at, seconds.
        leave_out: of the places with several of them, those not to look at (homes).
        """
        times = self._near(_column(start)), self._near(_column(end))
        return gatherings(self, _column(persons), *times, spans, leave_out)

    def _starts(
        self, f0: Column, start: Column, end: Column, isolated_at: Isolations | Mapping[int, int] | None
    ) -> tuple[Int32s, Int32s, Int32s, Int32s]:
        """(F0s, from, until, isolation by person), checked, in seconds after origin."""
        cases, starts, ends = _column(f0), _column(start), _column(end)
        if not cases.shape == starts.shape == ends.shape or cases.ndim != 1:
            raise ValueError("f0, start and end must be of one length")
        if np.unique(cases).size != cases.size:
            raise ValueError("an F0 is named twice")
        if cases.size and cases.min() < 0:
            raise ValueError("an F0 has a negative index")
        if (ends < starts).any():
            raise ValueError(f"infectious period ends before it starts: F0 number {int(np.argmax(ends < starts))}")
        if isinstance(isolated_at, Mapping):
            isolated_at = self.isolations(list(isolated_at), list(isolated_at.values()))
        until = NO_ROWS if isolated_at is None else isolated_at.until
        begins, stops = self._near(starts), self._near(ends)
        known = np.flatnonzero(cases < until.size)
        stops[known] = np.minimum(stops[known], until[cases[known]])
        return cases.astype(np.int32), begins, stops, until

    def save(self, path: Path) -> None:
        """Write the index, edits and all, as a folder of .npy files (whole or not at all)."""
        store.save(self, path)

    @classmethod
    def load(cls, path: Path) -> Index:
        """Open a saved index; pages come from disk as they are needed."""
        return store.load(cls, path)

    def _near(self, instants: Ints) -> Int32s:
        """Seconds after origin, cut to what the kernels can hold."""
        return np.clip(instants - self.origin, NEVER + 1, INF - 1).astype(np.int32)

    def _with_room_for(self, contacts: Contacts, visits: Visits) -> Index:
        people = (contacts.a, contacts.b, visits.person)
        return replace(
            self,
            persons=max([self.persons, *(int(np.max(c, initial=-1)) + 1 for c in people)]),
            places=max(self.places, int(np.max(visits.place, initial=-1)) + 1),
        )

    def _times(self, values: object) -> Int32s:
        times = np.asarray(values)
        if times.size and max(int(times.max()) - self.origin, self.origin - int(times.min())) > LIMIT:
            raise ValueError("times lie more than 68 years apart")
        if self.origin:
            out = np.empty(times.size, np.int32)
            np.subtract(times, self.origin, out=out, casting="unsafe")
            return out
        return _int32(times)

    def _layer(self, contacts: Contacts, visits: Visits, first_contact: int, first_visit: int) -> Layer:
        met = layout.contacts_by_person(
            _int32(contacts.a), _int32(contacts.b), self._times(contacts.start), self._times(contacts.end),
            _marks(contacts.counts), first_contact, self.persons,
        )  # fmt: skip
        stayed = stays.lay_out(
            _int32(visits.person), _int32(visits.place), self._times(visits.arrived), self._times(visits.left),
            _marks(visits.counts), first_visit, self.persons, self.places,
        )  # fmt: skip
        return Layer(*met, *stayed, layout.crowd_of(stayed[2], stayed[3]))


def _int32(values: object) -> Int32s:
    return np.ascontiguousarray(values, np.int32)


def _marks(counts: object) -> npt.NDArray[np.bool_]:
    """For the kernels: empty where every row counts."""
    marks = np.asarray(counts)
    return np.empty(0, np.bool_) if marks.all() else np.ascontiguousarray(marks, np.bool_)


def _joined(old: T, new: T) -> T:
    names = old.__dataclass_fields__
    return type(old)(*(np.concatenate((getattr(old, n), getattr(new, n))) for n in names))


def _union(gone: Int32s, more: Column, count: int, what: str) -> Int32s:
    rows = np.asarray(more, np.int64).reshape(-1)
    bad = rows[(rows < 0) | (rows >= count)]
    if bad.size:
        raise ValueError(f"there is no {what} row {bad[0]}")
    return np.union1d(gone, rows).astype(np.int32)

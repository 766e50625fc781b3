"""The index with UUIDs for persons, places, contacts and visits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

import numpy as np
import numpy.typing as npt

from .building import KeyedBuilder
from .index import Index
from .keyed_model import KeyColumn, KeyedContacts, KeyedExposure, KeyedGathering, KeyedVisits, Reached
from .keys import Key, Keys, Words, as_words
from .model import Column, Contacts, Definition, Exposure, Isolations, Visits
from .store import swapped
from .trace import Trace


@dataclass(frozen=True)
class _Rows:
    """Row ids. A row edited since the build has a new number; `moved` says which (-1: removed)."""

    keys: Keys
    moved: dict[int, int] = field(default_factory=dict)
    origin: dict[int, int] = field(default_factory=dict)

    def current(self, keys: KeyColumn) -> list[int]:
        """Present row number of each id, -1 where there is none."""
        return [self.moved.get(int(k), int(k)) for k in self.keys.find(keys)]

    def uuid(self, row: int) -> UUID | None:
        return None if row < 0 else self.keys.uuids([self.origin.get(row, row)])[0]

    def changed(self, added: Words, removed: KeyColumn, rows: int) -> tuple[_Rows, list[int]]:
        """(with `added` numbered from `rows` on and `removed` gone, row numbers that fall away)."""
        away = [r for r in (*self.current(removed), *self.current(added)) if r >= 0]
        keys, (numbers,) = self.keys.with_added(added)
        if len(set(numbers.tolist())) < len(numbers):
            raise ValueError("a row id comes twice in one change")
        moved = {k: -1 for k in self.keys.find(removed).tolist() if k >= 0}
        fresh = {int(k): rows + i for i, k in enumerate(numbers)}
        origin = self.origin | {row: k for k, row in fresh.items()}
        return _Rows(keys, self.moved | moved | fresh, origin), away


@dataclass(frozen=True)
class KeyedTrace:
    """A `Trace` (as `.trace`, columns and all) read with UUIDs."""

    trace: Trace
    index: KeyedIndex

    def __len__(self) -> int:
        return len(self.trace)

    def counts(self) -> dict[int, int]:
        """Level -> number of persons."""
        return self.trace.counts()

    def people(self, levels: Sequence[int] | None = None) -> list[Reached]:
        """Everybody reached (only of some levels), by level. About 20 us each: ask for the levels you show."""
        t, i = self.trace, self.index
        rows = np.flatnonzero(np.isin(t.level, t.level if levels is None else list(levels)))

        def column(values: npt.NDArray[np.integer]) -> list[int]:
            return [int(v) for v in values[rows].tolist()]

        persons, infectors = i.persons.uuids(column(t.person)), i.persons.uuids(column(t.infector))
        ways = zip(column(t.contact), column(t.infector_visit), column(t.visit), strict=True)
        hows = [(i.contacts.uuid(contact), i.visits.uuid(theirs), i.visits.uuid(own)) for contact, theirs, own in ways]
        times = zip(*map(column, (t.exposed_from, t.exposed_until, t.last_exposure, t.earliest)), strict=True)
        return [
            Reached(person, level, since, until, last, earliest, infector, *how)
            for person, level, (since, until, last, earliest), infector, how in zip(
                persons, column(t.level), times, infectors, hows, strict=True
            )
        ]

    def level_of(self, person: Key) -> int | None:
        """0 for an F0, 1.. for one reached, None for anybody else."""
        return self.trace.level_of(self._number(person))

    def path(self, person: Key, *, earliest: bool = False) -> tuple[KeyedExposure, ...]:
        """See `Trace.path`."""
        return tuple(keyed(self.index, e) for e in self.trace.path(self._number(person), earliest=earliest))

    def exposures(self, person: Key) -> list[KeyedExposure]:
        """See `Trace.exposures`."""
        return [keyed(self.index, e) for e in self.trace.exposures(self._number(person))]

    def _number(self, person: Key) -> int:
        return int(self.index.persons.find([person])[0])


def keyed(i: KeyedIndex, e: Exposure) -> KeyedExposure:
    """An exposure with UUIDs."""
    source, target = i.persons.uuids([e.source, e.target])
    contact, own, other = (-1 if r is None else r for r in (e.contact, e.source_visit, e.target_visit))
    return KeyedExposure(
        source, target, e.start, e.end, i.contacts.uuid(contact), i.visits.uuid(own), i.visits.uuid(other)
    )


@dataclass(frozen=True)
class KeyedIndex:
    """`Index` for callers who have UUIDs. Immutable; a changed one shares the arrays with the old one."""

    index: Index
    persons: Keys
    places: Keys
    contacts: _Rows
    visits: _Rows

    @classmethod
    def build(cls, contacts: KeyedContacts, visits: KeyedVisits) -> KeyedIndex:
        """Number the ids and lay out all rows. Raises ValueError for a row id that comes twice, or bad rows."""
        builder = KeyedBuilder()
        builder.add_contacts(contacts)
        builder.add_visits(visits)
        return cls.of(builder)

    @classmethod
    def of(cls, builder: KeyedBuilder) -> KeyedIndex:
        """Lay out what a builder took in; it is empty afterwards. Raises ValueError for a row id that comes twice."""
        index, persons, places, contacts, visits = builder.lay_out()
        return cls(index, persons, places, _Rows(contacts), _Rows(visits))

    def with_changes(
        self,
        *,
        contacts: KeyedContacts | None = None,
        visits: KeyedVisits | None = None,
        removed_contacts: KeyColumn = (),
        removed_visits: KeyColumn = (),
    ) -> KeyedIndex:
        """The same with rows put in (a known id: in place of the old row) and taken out (unknown ids: nothing)."""
        c = contacts or KeyedContacts([], [], [], [], [])
        v = visits or KeyedVisits([], [], [], [], [])
        persons, (a, b, person) = self.persons.with_added(as_words(c.a), as_words(c.b), as_words(v.person))
        places, (place,) = self.places.with_added(as_words(v.place))
        index = self.index
        contact_rows, away = self.contacts.changed(as_words(c.id), removed_contacts, index.contact_count)
        visit_rows, left = self.visits.changed(as_words(v.id), removed_visits, index.visit_count)
        index = index.with_changes(
            contacts=Contacts(a, b, c.start, c.end, c.counts),
            visits=Visits(person, place, v.arrived, v.left, v.counts),
            removed_contacts=away,
            removed_visits=left,
        )
        return KeyedIndex(index, persons, places, contact_rows, visit_rows)

    def isolations(self, persons: KeyColumn, instants: Column) -> Isolations:
        """See `Index.isolations`; persons without contacts or visits are left out."""
        numbers = self.persons.find(persons)
        return self.index.isolations(numbers[numbers >= 0], np.asarray(instants, np.int64)[numbers >= 0])

    def trace(
        self,
        f0: KeyColumn,
        start: Column,
        end: Column,
        definition: Definition,
        isolated_at: Isolations | Mapping[UUID, int] | None = None,
    ) -> KeyedTrace:
        """See `Index.trace`; an F0 of whom nothing is known reaches nobody."""
        persons, (cases,) = self.persons.with_added(as_words(f0))
        index = replace(self, persons=persons)
        if isinstance(isolated_at, Mapping):
            isolated_at = index.isolations(list(isolated_at), list(isolated_at.values()))
        return KeyedTrace(self.index.trace(cases, start, end, definition, isolated_at), index)

    def met(self, person: Key, start: int, end: int, definition: Definition) -> list[KeyedExposure]:
        """See `Index.met`; nobody for a person of whom nothing is known."""
        number = int(self.persons.find([person])[0])
        found = self.index.met(number, start, end, definition) if number >= 0 else []
        return [keyed(self, e) for e in found]

    def gatherings(
        self,
        persons: KeyColumn,
        start: Column,
        end: Column,
        spans: Sequence[int],
        leave_out: Callable[[Sequence[UUID]], Iterable[UUID]] | None = None,
    ) -> list[KeyedGathering]:
        """See `Index.gatherings`; persons of whom nothing is known are left out."""
        numbers = self.persons.find(persons)
        known = numbers >= 0
        since, until = (np.asarray(c, np.int64)[known] for c in (start, end))
        who, where = self.persons.uuids, self.places

        def out(places: Sequence[int]) -> list[int]:
            return where.find(list(leave_out(where.uuids(places)))).tolist() if leave_out else []

        return [
            KeyedGathering(where.uuids([g.place])[0], tuple(who(g.cases)), tuple(who(g.explained)), g)
            for g in self.index.gatherings(numbers[known], since, until, spans, out)
        ]

    def save(self, path: Path) -> None:
        """Write the index, edits and ids as a folder (whole or not at all)."""
        with swapped(path) as fresh:
            self.index.save(fresh / "index")
            for name, ids in (("persons", self.persons), ("places", self.places)):
                ids.save(fresh, name)
            for name, rows in (("contacts", self.contacts), ("visits", self.visits)):
                rows.keys.save(fresh, name)
                moved = np.array(sorted(rows.moved.items()), np.int64).reshape(-1, 2)
                np.save(fresh / f"{name}_moved.npy", moved)

    @classmethod
    def load(cls, path: Path) -> KeyedIndex:
        """Open a saved index. Raises ValueError if the folder is not one."""
        path = Path(path)
        index = Index.load(path / "index")
        rows = []
        for name in ("contacts", "visits"):
            moved = dict(np.load(path / f"{name}_moved.npy").tolist())
            rows.append(_Rows(Keys.load(path, name), moved, {row: k for k, row in moved.items() if row >= 0}))
        return cls(index, Keys.load(path, "persons"), Keys.load(path, "places"), *rows)

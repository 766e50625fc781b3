"""A keyed index built from portions of rows, so that they need not all be there at once as what they came as."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from .index import Index
from .keyed_model import KeyedContacts, KeyedVisits
from .keys import Keys, Numbering, as_words
from .model import Column, Contacts, Visits

SPACE = 2**31 - 2**20


class _Grown:
    """Columns side by side, which grow without being copied where the system can move pages."""

    def __init__(self, *shapes: tuple[int, ...], kind: npt.DTypeLike) -> None:
        self.parts: list[npt.NDArray[Any]] = [np.empty((1 << 14, *shape), kind) for shape in shapes]
        self.rows = 0

    def add(self, *columns: npt.ArrayLike) -> None:
        """Rows at the end."""
        more = len(np.asarray(columns[0]))
        for part, column in zip(self.parts, columns, strict=True):
            if self.rows + more > len(part):
                part.resize((max(self.rows + more, 2 * len(part)), *part.shape[1:]), refcheck=False)
            part[self.rows : self.rows + more] = column
        self.rows += more

    def taken(self) -> list[npt.NDArray[Any]]:
        """What was added; nothing is left."""
        found = [part[: self.rows] for part in self.parts]
        self.parts, self.rows = [], 0
        return found


def _times(*columns: Column) -> list[npt.NDArray[Any]]:
    """As int32 where they fit, which is until 2038."""
    found = [np.asarray(c, np.int64) for c in columns]
    if any(c.size and max(int(c.max()), -int(c.min())) > SPACE for c in found):
        raise ValueError("times lie more than 68 years from 1970")
    return found


class KeyedBuilder:
    """Takes rows, `KeyedIndex.of` lays them out. Raises ValueError for bad rows."""

    def __init__(self) -> None:
        self._persons, self._places = Numbering(), Numbering()
        self._contacts, self._visits = (_Grown((), (), (), (), kind=np.int32) for _ in range(2))
        self._contact_ids, self._visit_ids = (_Grown((2,), kind=np.uint64) for _ in range(2))
        self._contact_counts, self._visit_counts = (_Grown((), kind=np.bool_) for _ in range(2))

    def add_contacts(self, c: KeyedContacts) -> None:
        """More contacts, numbered on."""
        a, b = self._persons(as_words(c.a)), self._persons(as_words(c.b))
        checked = Contacts(a, b, c.start, c.end, c.counts)
        self._contacts.add(a, b, *_times(c.start, c.end))
        self._contact_counts.add(np.asarray(checked.counts))
        self._contact_ids.add(as_words(c.id))

    def add_visits(self, v: KeyedVisits) -> None:
        """More visits, numbered on."""
        person, place = self._persons(as_words(v.person)), self._places(as_words(v.place))
        checked = Visits(person, place, v.arrived, v.left, v.counts)
        self._visits.add(person, place, *_times(v.arrived, v.left))
        self._visit_counts.add(np.asarray(checked.counts))
        self._visit_ids.add(as_words(v.id))

    def lay_out(self) -> tuple[Index, Keys, Keys, Keys, Keys]:
        """(index, persons, places, contacts, visits)."""
        contacts = Contacts(*self._contacts.taken(), *self._contact_counts.taken())
        visits = Visits(*self._visits.taken(), *self._visit_counts.taken())
        index = Index.build(contacts, visits)
        del contacts, visits
        keys = []
        for what, ids in (("contact", self._contact_ids), ("visit", self._visit_ids)):
            try:
                keys.append(Keys.of_rows(ids.taken()[0]))
            except ValueError as error:
                raise ValueError(f"a {what} id comes twice") from error
        return index, self._persons.keys(), self._places.keys(), keys[0], keys[1]

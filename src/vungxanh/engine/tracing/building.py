"""A keyed index built from portions of rows, so that they need not all be there at once as what they came as."""

from __future__ import annotations

import mmap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import numpy as np
import numpy.typing as npt

from .index import Index
from .keyed_model import KeyedContacts, KeyedVisits
from .keys import Keys, Numbering, Words, as_words
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


class _Spilled:
    """The same in files without a name: their pages are not the process's own, and gone when it ends."""

    def __init__(self, folder: Path, *shapes: tuple[int, ...], kind: npt.DTypeLike) -> None:
        self.shapes, self.kind, self.rows = shapes, kind, 0
        self.files = [TemporaryFile(dir=folder) for _ in shapes]  # noqa: SIM115 -- closed by `taken`

    def add(self, *columns: npt.ArrayLike) -> None:
        """Rows at the end."""
        for file, column in zip(self.files, columns, strict=True):
            np.ascontiguousarray(column, self.kind).tofile(file)
        self.rows += len(np.asarray(columns[0]))

    def taken(self) -> list[npt.NDArray[Any]]:
        """What was added, mapped; nothing may be added afterwards."""
        found = []
        for file, shape in zip(self.files, self.shapes, strict=True):
            file.flush()
            size = (self.rows, *shape)
            found.append(
                np.asarray(np.memmap(file, self.kind, "c", shape=size)) if self.rows else np.empty(size, self.kind)
            )
            file.close()
        return found


def _times(*columns: Column) -> list[npt.NDArray[Any]]:
    """As int32 where they fit, which is until 2038."""
    found = [np.asarray(c, np.int64) for c in columns]
    if any(c.size and max(int(c.max()), -int(c.min())) > SPACE for c in found):
        raise ValueError("times lie more than 68 years from 1970")
    return found


class KeyedBuilder:
    """Takes rows, `KeyedIndex.of` lays them out. Raises ValueError for bad rows.

    scratch: a folder for files of 33 bytes a row, instead of memory; nothing is left there, also after a crash.
    """

    def __init__(self, scratch: Path | None = None) -> None:
        def columns(*shapes: tuple[int, ...], kind: npt.DTypeLike) -> _Grown | _Spilled:
            return _Spilled(scratch, *shapes, kind=kind) if scratch else _Grown(*shapes, kind=kind)

        self._persons, self._places = Numbering(), Numbering()
        self._contacts, self._visits = (columns((), (), (), (), kind=np.int32) for _ in range(2))
        self._contact_ids, self._visit_ids = (columns((2,), kind=np.uint64) for _ in range(2))
        self._contact_counts, self._visit_counts = (columns((), kind=np.bool_) for _ in range(2))

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
        with ThreadPoolExecutor(1) as other:
            rows = [
                other.submit(_row_keys, what, ids.taken()[0])
                for what, ids in (("contact", self._contact_ids), ("visit", self._visit_ids))
            ]
            index = Index.build(contacts, visits)
            del contacts, visits
            return index, self._persons.keys(), self._places.keys(), rows[0].result(), rows[1].result()


def _row_keys(what: str, ids: Words) -> Keys:
    try:
        keys = Keys.of_rows(ids)
    except ValueError as error:
        raise ValueError(f"a {what} id comes twice") from error
    _let_go(ids)
    return keys


def _let_go(array: npt.NDArray[Any]) -> None:
    """Pages of a file that were read through once need not stay; they come back when somebody looks."""
    found: Any = array
    while found is not None and not isinstance(found, mmap.mmap):
        found = getattr(found, "base", None)
    if found is not None and hasattr(mmap, "MADV_DONTNEED"):  # not on every system
        found.madvise(mmap.MADV_DONTNEED)

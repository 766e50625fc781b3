"""An index too large to be built in memory: rows come in portions, are spread over files by place and by person, and
each file is laid out by itself. The result on disk is the same as of `Index.build` and `Index.save`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from . import layout, stays
from .layout import INF, NEVER
from .model import Contacts, Int32s, Ints, Visits
from .store import FORMAT, no_edits, swapped

SENTINEL = (INF, NEVER, -1, NEVER)
ALL = np.empty(0, np.bool_)


class _Spill:
    """Rows of int32 in files by ranges of a key."""

    def __init__(self, folder: Path, keys: int, ranges: int, width: int) -> None:
        self.edges = np.linspace(0, keys, ranges + 1).astype(np.int64)
        self.width = width
        self.paths = [folder / f"{k}.part" for k in range(ranges)]
        folder.mkdir()

    def put(self, keys: npt.NDArray[np.integer], *columns: npt.NDArray[np.integer]) -> None:
        part = np.searchsorted(self.edges, keys, "right") - 1
        order = np.argsort(part, kind="stable")
        rows = np.empty((keys.size, self.width), np.int32)
        for c, column in enumerate(columns):
            rows[:, c] = column[order]
        at = np.searchsorted(part[order], np.arange(len(self.paths) + 1))
        for k, path in enumerate(self.paths):
            with path.open("ab") as file:
                rows[at[k] : at[k + 1]].tofile(file)

    def take(self, k: int) -> tuple[int, int, list[Int32s]]:
        """(first key, key behind the last, columns) of a file, which is removed."""
        rows = np.fromfile(self.paths[k], np.int32).reshape(-1, self.width) if self.paths[k].exists() else None
        self.paths[k].unlink(missing_ok=True)
        rows = np.empty((0, self.width), np.int32) if rows is None else rows
        columns = [np.ascontiguousarray(rows[:, c]) for c in range(self.width)]
        return int(self.edges[k]), int(self.edges[k + 1]), columns


class _Out:
    """An array written row by row into a .npy file."""

    def __init__(self, path: Path, width: int) -> None:
        self.path, self.width, self.rows = path, width, 0
        self.raw = path.with_suffix(".raw").open("wb")

    def add(self, rows: Int32s) -> None:
        rows.tofile(self.raw)
        self.rows += len(rows)

    def close(self) -> None:
        """Put the header before the rows."""
        self.raw.close()
        shape = (self.rows, self.width) if self.width > 1 else (self.rows,)
        with self.path.open("wb") as file, self.path.with_suffix(".raw").open("rb") as raw:
            np.lib.format.write_array_header_1_0(file, {"descr": "<i4", "fortran_order": False, "shape": shape})
            shutil.copyfileobj(raw, file, 1 << 24)
        self.path.with_suffix(".raw").unlink()


def build_on_disk(
    path: Path,
    contacts: Iterable[Contacts],
    visits: Iterable[Visits],
    *,
    persons: int,
    places: int,
    ranges: int = 16,
) -> None:
    """Lay out portions of rows in a folder for `Index.load`; rows are numbered as they come.

    Memory: one portion, or one of `ranges` parts of all rows, whichever is larger, a few times over. Times must lie
    within 68 years of 1970. Persons and places must be below the numbers given. Raises ValueError.
    """
    with swapped(Path(path)) as fresh:
        scratch = fresh / "scratch"
        scratch.mkdir()
        met = _Spill(scratch / "contacts", persons, ranges, 6)
        stayed = _Spill(scratch / "visits", places, ranges, 5)
        contact_rows = visit_rows = 0
        for c in contacts:
            _below(persons, c.a, c.b)
            _timely(c.start, c.end)
            row = np.arange(contact_rows, contact_rows + len(c))[c.counts]  # type: ignore[index]
            a, b, s, t = (np.asarray(x)[c.counts] for x in (c.a, c.b, c.start, c.end))  # type: ignore[index]
            for me, other in ((a, b), (b, a)):
                met.put(me, me, other, s, t, row, row)
            contact_rows += len(c)
        for v in visits:
            _below(persons, v.person)
            _below(places, v.place)
            _timely(v.arrived, v.left)
            row = np.arange(visit_rows, visit_rows + len(v))[v.counts]  # type: ignore[index]
            columns = [np.asarray(x)[v.counts] for x in (v.person, v.place, v.arrived, v.left)]  # type: ignore[index]
            stayed.put(columns[1], *columns, row)
            visit_rows += len(v)
        _lay_contacts(fresh, met, persons, ranges)
        by_person = _lay_stays(fresh, stayed, _Spill(scratch / "persons", persons, ranges, 5), ranges)
        _lay_visits(fresh, by_person, ranges)
        shutil.rmtree(scratch)
        no_edits(fresh)
        numbers = {"origin": 0, "persons": persons, "places": places}
        told = {"format": FORMAT, **numbers, "contact_rows": contact_rows, "visit_rows": visit_rows}
        (fresh / "index.json").write_text(json.dumps(told))


def _below(count: int, *columns: Any) -> None:
    for column in columns:
        if np.max(column, initial=-1) >= count:
            raise ValueError(f"a person or place is not below {count}")


def _timely(*columns: Any) -> None:
    for column in columns:
        if max(np.max(column, initial=0), -np.min(column, initial=0)) >= INF - 2**20:
            raise ValueError("times lie more than 68 years apart")


def _ends(counts: list[Ints]) -> Int32s:
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(np.concatenate(counts)))).astype(np.int32)


def _lay_contacts(folder: Path, met: _Spill, persons: int, ranges: int) -> None:
    out, counts = _Out(folder / "base_contacts.npy", 4), []
    for k in range(ranges):
        first, last, (me, other, start, end, row, _) = met.take(k)
        order = stays.order_by(me - np.int32(first), last - first)
        counts.append(np.bincount(me - first, minlength=last - first))
        out.add(np.stack([c[order] for c in (other, start, end, row)], 1))
    out.close()
    np.save(folder / "base_contact_at.npy", _ends(counts))


def _lay_stays(folder: Path, stayed: _Spill, by_person: _Spill, ranges: int) -> _Spill:
    laid, rows, crowd = (_Out(folder / f"base_{n}.npy", w) for n, w in (("stays", 4), ("stay_row", 1), ("crowd", 1)))
    laid.add(np.array([SENTINEL], np.int32))
    rows.add(np.array([-1], np.int32))
    at: list[Int32s] = []
    for k in range(ranges):
        first, last, (person, place, arrived, left, row) = stayed.take(k)
        shift = laid.rows - 1  # every part begins with a sentinel of its own, which is left out
        stay_at, made, numbers = stays.stays_of_range(person, place - np.int32(first), arrived, left, last - first)
        own = numbers >= 0
        by_person.put(
            made[own, 2], *made[own].T[:2], np.flatnonzero(own) + shift, _places(stay_at, own, first), made[own, 2]
        )
        known = np.where(own, numbers, -1 - numbers)
        stays.finish(stay_at, made)
        laid.add(made[1:])
        inside = made[:, 2] >= 0
        number = np.full(len(made), -1, np.int32)
        number[inside] = row[known[inside]]
        rows.add(number[1:])
        crowd.add(layout.crowd_of(stay_at, made))
        at.append((stay_at[:-1] + shift).astype(np.int32))
    at.append(np.array([laid.rows], np.int32))
    for out in (laid, rows, crowd):
        out.close()
    np.save(folder / "base_stay_at.npy", np.concatenate(at))
    return by_person


def _places(stay_at: Int32s, own: npt.NDArray[np.bool_], first: int) -> Ints:
    """The place of every own position."""
    return np.searchsorted(stay_at, np.flatnonzero(own), "right") - 1 + first


def _lay_visits(folder: Path, by_person: _Spill, ranges: int) -> None:
    out, counts = _Out(folder / "base_visits.npy", 4), []
    for k in range(ranges):
        first, last, (arrived, left, position, place, person) = by_person.take(k)
        order = np.lexsort((arrived, person))
        counts.append(np.bincount(person - first, minlength=last - first))
        out.add(np.stack([c[order] for c in (arrived, left, position, place)], 1))
    out.close()
    np.save(folder / "base_visit_at.npy", _ends(counts))

"""Columns of a SQLite table straight from its file: millions of rows a second, without an object per value.

Reads what the file format (sqlite.org/fileformat.html) says about tables with a rowid: interior and leaf pages of one
b-tree, records without overflow. Whatever is not of that kind raises `NotReadable`; the caller then asks SQLite. The
file must not change meanwhile and its write-ahead log must be empty or merged: that is the caller's to see to.
"""

from __future__ import annotations

import mmap
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from .compiled import kernel

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int64]
T = TypeVar("T")
FORGET = 8  # portions after which mapped pages are given back
PAGES = 6_000  # of the file a portion
NULL, ID, LEAF, INTERIOR = 0, 13 + 2 * 32, 13, 5


class NotReadable(Exception):
    """The table cannot be read this way."""


@kernel
def _number(buf: Bytes, at: int, size: int) -> int:
    n = np.int64(0)
    for k in range(size):
        n = (n << 8) | np.int64(buf[at + k])
    return int(n)


@kernel
def _varint(buf: Bytes, at: int) -> tuple[int, int]:
    """(value, position behind it)."""
    n = np.int64(0)
    for k in range(8):
        b = np.int64(buf[at + k])
        n = (n << 7) | (b & 0x7F)
        if b < 0x80:
            return int(n), at + k + 1
    return int((n << 8) | np.int64(buf[at + 8])), at + 9


@kernel
def leaves(buf: Bytes, size: int, root: int, pages: int) -> Ints:
    """Numbers of the leaf pages of a table, in order; empty where a page is none of a table."""
    found, stack = np.empty(pages, np.int64), np.empty(pages + 1, np.int64)
    n, top = 0, 1
    stack[0] = root
    while top:
        top -= 1
        page = stack[top]
        if page < 1 or page > pages:
            return found[:0]
        start = (page - 1) * size
        head = start + (100 if page == 1 else 0)
        if buf[head] == LEAF:
            if n == pages:
                return found[:0]
            found[n] = page
            n += 1
            continue
        cells = _number(buf, head + 3, 2)
        if buf[head] != INTERIOR or top + cells + 1 > pages:
            return found[:0]
        stack[top] = _number(buf, head + 8, 4)
        top += 1
        for k in range(cells - 1, -1, -1):
            stack[top] = _number(buf, start + _number(buf, head + 12 + 2 * k, 2), 4)
            top += 1
    return found[:n]


@kernel
def _size_of(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    if kind <= 4:
        return kind
    return 6 if kind == 5 else (8 if kind <= 7 else 0)


@kernel
def _rows_in(buf: Bytes, size: int, pages: Ints) -> int:
    n = 0
    for page in pages:
        n += _number(buf, (page - 1) * size + (100 if page == 1 else 0) + 3, 2)
    return n


@kernel
def cells(buf: Bytes, size: int, usable: int, pages: Ints, wanted: Ints) -> tuple[Ints, Ints]:
    """(where, kind) of each wanted column (ascending) of every row; kind -1 in row 0 where a row is out of the ordinary."""
    rows = _rows_in(buf, size, pages)
    where, kinds = np.empty((rows, wanted.size), np.int64), np.empty((rows, wanted.size), np.int64)
    n = 0
    for page in pages:
        start = (page - 1) * size
        head = start + (100 if page == 1 else 0)
        for k in range(_number(buf, head + 3, 2)):
            payload, at = _varint(buf, start + _number(buf, head + 8 + 2 * k, 2))
            _, at = _varint(buf, at)
            header, types = _varint(buf, at)
            stop, body, column, found = at + header, at + header, 0, 0
            while found < wanted.size and types < stop:
                kind, types = _varint(buf, types)
                if column == wanted[found]:
                    where[n, found], kinds[n, found] = body, kind
                    found += 1
                body += _size_of(kind)
                column += 1
            if found < wanted.size or payload > usable - 35:
                kinds[0, 0] = -1
                return where, kinds
            n += 1
    return where, kinds


@kernel
def ids(buf: Bytes, where: Ints, kinds: Ints) -> npt.NDArray[np.uint64]:
    """32 hexadecimal digits each, as two words; empty where something else stands."""
    digits = np.zeros(256, np.uint64)
    for c in range(256):
        digits[c] = c - 48 if c <= 57 else (c & 31) + 9
    out = np.empty((where.size, 2), np.uint64)
    for i in range(where.size):
        if kinds[i] != ID:
            return out[:0]
        text = buf[where[i] : where[i] + 32]
        high, low = np.uint64(0), np.uint64(0)
        for k in range(16):
            high = (high << np.uint64(4)) | digits[text[k]]
            low = (low << np.uint64(4)) | digits[text[16 + k]]
        out[i, 0], out[i, 1] = high, low
    return out


@kernel
def _two(text: Bytes, at: int) -> int:
    return int((np.int64(text[at]) - 48) * 10 + np.int64(text[at + 1]) - 48)


@kernel
def _midnight(year: int, month: int, day: int) -> int:
    """Seconds since 1970 at the beginning of a day of the Gregorian calendar."""
    year -= month <= 2
    era = year // 400
    of_era = year - era * 400
    days = of_era * 365 + of_era // 4 - of_era // 100 + (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return int((days + era * 146_097 - 719_468) * 86_400)


@kernel
def seconds(buf: Bytes, where: Ints, kinds: Ints) -> Ints:
    """ "2021-08-16 21:12:00[.000000]" (UTC) as whole seconds since 1970; empty where something else stands."""
    out = np.empty(where.size, np.int64)
    last, midnight = -1, 0
    for i in range(where.size):
        text = buf[where[i] : where[i] + 19]
        if kinds[i] < 13 + 2 * 19 or text[4] != 45 or text[13] != 58:
            return out[:0]
        date = ((_two(text, 0) * 100 + _two(text, 2)) * 100 + _two(text, 5)) * 100 + _two(text, 8)
        if date != last:
            last, midnight = date, _midnight(date // 10_000, date // 100 % 100, date % 100)
        out[i] = midnight + _two(text, 11) * 3_600 + _two(text, 14) * 60 + _two(text, 17)
    return out


@kernel
def numbers(buf: Bytes, where: Ints, kinds: Ints) -> npt.NDArray[np.float64]:
    """Whole and decimal numbers; NaN for NULL; infinity for anything else."""
    out = np.empty(where.size, np.float64)
    word = np.empty(1, np.int64)
    for i in range(where.size):
        kind = kinds[i]
        if kind == NULL:
            out[i] = np.nan
        elif kind >= 8:
            out[i] = kind - 8 if kind <= 9 else np.inf
        else:
            size = _size_of(kind)
            word[0] = _number(buf, where[i], size)
            if kind == 7:
                out[i] = word.view(np.float64)[0]
            else:
                out[i] = word[0] - (np.int64(1) << (8 * size) if size < 8 and buf[where[i]] > 127 else 0)
    return out


@kernel
def hashes(buf: Bytes, where: Ints, kinds: Ints) -> npt.NDArray[np.uint64]:
    """A 64-bit hash of each text (FNV-1a)."""
    out = np.empty(where.size, np.uint64)
    for i in range(where.size):
        h = np.uint64(0xCBF29CE484222325)
        for k in range(_size_of(kinds[i])):
            h = (h ^ np.uint64(buf[where[i] + k])) * np.uint64(0x100000001B3)
        out[i] = h
    return out


def hash_of(text: str) -> int:
    """The hash that `hashes` gives a text."""
    raw = np.frombuffer(text.encode(), np.uint8)
    return int(hashes(raw, np.zeros(1, np.int64), np.array([13 + 2 * raw.size]))[0])


@dataclass(frozen=True)
class Portion:
    """Some rows of a table; columns by their place in `wanted`."""

    buf: Bytes
    where: Ints
    kinds: Ints

    def ids(self, column: int) -> npt.NDArray[np.uint64]:
        """Shape (rows, 2). Raises NotReadable for NULL or anything but 32 hexadecimal digits."""
        found = ids(self.buf, self.where[:, column], self.kinds[:, column])
        self._check(len(found))
        return found

    def seconds(self, column: int) -> Ints:
        """Whole seconds since 1970. Raises NotReadable for NULL or another form of text."""
        found = seconds(self.buf, self.where[:, column], self.kinds[:, column])
        self._check(len(found))
        return found

    def numbers(self, column: int) -> npt.NDArray[np.float64]:
        """NaN for NULL. Raises NotReadable for text."""
        found = numbers(self.buf, self.where[:, column], self.kinds[:, column])
        if np.isinf(found).any():
            raise NotReadable("text where numbers were expected")
        return found

    def hashes(self, column: int) -> npt.NDArray[np.uint64]:
        """A 64-bit hash of each text, as `hash_of` says it."""
        return hashes(self.buf, self.where[:, column], self.kinds[:, column])

    def where_null(self, column: int) -> Portion:
        """The rows in which a column is NULL."""
        kept = self.kinds[:, column] == NULL
        return self if kept.all() else Portion(self.buf, self.where[kept], self.kinds[kept])

    def _check(self, found: int) -> None:
        if found < len(self.where):
            raise NotReadable("a value of another kind than expected")


def portions(
    file: Path, root: int, wanted: Sequence[int], make: Callable[[Portion], T], *, cores: int = 2
) -> Iterator[T]:
    """`make` of the rows of a table, portion by portion in order of rowid, on threads.

    root: the table's first page; wanted: places of the columns in the table, ascending.
    """
    buf = np.memmap(file, np.uint8, "r")
    if bytes(buf[:16]) != b"SQLite format 3\x00":
        raise NotReadable("not a SQLite file")
    size = int(_number(buf, 16, 2))
    size = 65_536 if size == 1 else size
    pages = leaves(buf, size, root, len(buf) // size)
    if not pages.size:
        raise NotReadable("the table's pages are not as expected")
    columns, usable = np.asarray(wanted, np.int64), size - int(buf[20])

    def read(first: int) -> T:
        where, kinds = cells(buf, size, usable, pages[first : first + PAGES], columns)
        if len(kinds) and kinds[0, 0] == -1:
            raise NotReadable("a row that is longer or shorter than expected")
        return make(Portion(buf, where, kinds))

    with ThreadPoolExecutor(cores) as pool:
        waiting = []
        for k, first in enumerate(range(0, pages.size, PAGES)):
            waiting.append(pool.submit(read, first))
            if len(waiting) > cores:
                yield waiting.pop(0).result()
            if k % FORGET == 0:  # what was read need not stay mapped; the system keeps it as long as it has room
                buf._mmap.madvise(mmap.MADV_DONTNEED)  # type: ignore[attr-defined]
        for one in waiting:
            yield one.result()

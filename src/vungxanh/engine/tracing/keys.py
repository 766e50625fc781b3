"""Dense numbers for 16-byte ids (UUIDs), by a hash table in two numpy arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from uuid import UUID

import numpy as np
import numpy.typing as npt

from vungxanh.engine.compiled import kernel

from .model import Int32s

Words = npt.NDArray[np.uint64]  # shape (n, 2): the high and the low half of each id
Key = UUID | bytes | str
MIX = np.uint64(0x9E3779B97F4A7C15)
SHIFT = np.uint64(29)


def as_words(keys: Sequence[Key] | Words) -> Words:
    """Ids as two words each. Takes UUIDs, 16 bytes, or hexadecimal text (with or without dashes), all of one kind.

    An array of shape (n, 2) and type uint64 passes through. Raises ValueError for anything else.
    """
    if isinstance(keys, np.ndarray):
        if keys.dtype != np.uint64 or keys.ndim != 2 or keys.shape[1] != 2:
            raise ValueError(f"ids as an array must be uint64 of shape (n, 2), not {keys.dtype} {keys.shape}")
        return keys
    kind = type(keys[0]) if len(keys) else bytes
    try:
        if issubclass(kind, UUID):
            raw = b"".join([k.bytes for k in keys])  # type: ignore[union-attr]
        elif issubclass(kind, str):
            raw = bytes.fromhex("".join(keys).replace("-", ""))  # type: ignore[arg-type]
        else:
            raw = b"".join(keys)  # type: ignore[arg-type]
    except (AttributeError, TypeError, ValueError) as error:
        raise ValueError(f"ids must be all UUIDs, all 16 bytes or all hexadecimal text: {error}") from error
    if len(raw) != 16 * len(keys):
        raise ValueError("an id does not have 16 bytes")
    return np.frombuffer(raw, ">u8").astype(np.uint64).reshape(-1, 2)


@kernel
def _place(words: Words, table: Int32s, high: int, low: int) -> int:
    """The slot of an id, or the empty slot where it belongs; the table's size is a power of two."""
    mask = np.uint64(table.size - 1)
    h = (np.uint64(low) ^ (np.uint64(high) * MIX)) * MIX
    slot = (h ^ (h >> SHIFT)) & mask
    while table[slot] >= 0 and (words[table[slot], 0] != high or words[table[slot], 1] != low):
        slot = (slot + np.uint64(1)) & mask
    return int(slot)


@kernel
def number(asked: Words, words: Words, known: int, table: Int32s) -> tuple[Int32s, int]:
    """(number of each asked, how many are known then); fills words and table, both with room enough."""
    numbers = np.empty(len(asked), np.int32)
    for i in range(len(asked)):
        slot = _place(words, table, asked[i, 0], asked[i, 1])
        if table[slot] < 0:
            table[slot] = known
            words[known] = asked[i]
            known += 1
        numbers[i] = table[slot]
    return numbers, known


@kernel
def fill(words: Words, known: int, table: Int32s) -> int:
    """Enter the known ids into an empty table; returns how many of them came before."""
    again = 0
    for i in range(known):
        slot = _place(words, table, words[i, 0], words[i, 1])
        if table[slot] < 0:
            table[slot] = i
        else:
            again += 1
    return again


@kernel
def find(words: Words, table: Int32s, asked: Words) -> Int32s:
    """Number of each asked id, -1 where unknown."""
    numbers = np.empty(len(asked), np.int32)
    for i in range(len(asked)):
        numbers[i] = table[_place(words, table, asked[i, 0], asked[i, 1])]
    return numbers


def empty_table(ids: int) -> Int32s:
    """A table with room for so many ids; a power of two, at least a quarter of it free."""
    return np.full(1 << max(2, int(ids * 4 // 3).bit_length()), -1, np.int32)


class Numbering:
    """Ids being numbered, portion by portion."""

    def __init__(self) -> None:
        self.words: Words = np.empty((1024, 2), np.uint64)
        self.table = empty_table(1024)
        self.known = 0

    def __call__(self, asked: Words) -> Int32s:
        """The number of each id; new ones get the next."""
        parts = []
        for k in range(0, len(asked), 1 << 16):
            part = np.ascontiguousarray(asked[k : k + (1 << 16)])
            self._room(self.known + len(part))
            numbers, self.known = number(part, self.words, self.known, self.table)
            parts.append(numbers)
        return parts[0] if len(parts) == 1 else np.concatenate([np.empty(0, np.int32), *parts])

    def _room(self, ids: int) -> None:
        if ids > len(self.words):
            self.words.resize(
                (max(ids, 2 * len(self.words)), 2), refcheck=False
            )  # moved, not copied, where it is large
        if 4 * ids > 3 * self.table.size:
            self.table = empty_table(2 * ids)
            fill(self.words, self.known, self.table)

    def keys(self) -> Keys:
        """What was numbered; nothing may be added afterwards."""
        return Keys(self.words[: self.known], self.table)


@dataclass(frozen=True)
class Keys:
    """Ids numbered 0, 1, 2... in order of appearance. Immutable: adding gives another one that shares the table."""

    words: Words
    table: Int32s
    added: dict[UUID, int] = field(default_factory=dict)

    @classmethod
    def of(cls, *columns: Words) -> tuple[Keys, list[Int32s]]:
        """Number the ids of all columns; also the columns as numbers."""
        numbering = Numbering()
        numbers = [numbering(column) for column in columns]
        return numbering.keys(), numbers

    @classmethod
    def of_rows(cls, words: Words) -> Keys:
        """Ids of rows, each once: row 0, 1, 2... Raises ValueError where one comes twice."""
        table = empty_table(len(words))
        if fill(words, len(words), table):
            raise ValueError("an id comes twice")
        return cls(words, table)

    def __len__(self) -> int:
        return len(self.words) + len(self.added)

    def find(self, keys: Sequence[Key] | Words) -> Int32s:
        """Number of each id, -1 where unknown."""
        asked = as_words(keys)
        numbers = find(self.words, self.table, np.ascontiguousarray(asked))
        if self.added:
            for i in np.flatnonzero(numbers < 0):
                numbers[i] = self.added.get(_uuid(asked[i]), -1)
        return numbers

    def with_added(self, *columns: Words) -> tuple[Keys, list[Int32s]]:
        """The same numbering with unknown ids added at the end; also the columns as numbers."""
        asked = list(dict.fromkeys(_uuid(w) for w in chain(*columns)))
        fresh = [u for u, n in zip(asked, self.find(asked), strict=True) if n < 0]
        more = replace(self, added=self.added | {u: len(self) + i for i, u in enumerate(fresh)})
        return more, [more.find(c) for c in columns]

    def save(self, folder: Path, name: str) -> None:
        """Write as .npy files, added ids taken in."""
        added = as_words(list(self.added))
        keys = Keys.of(self.words, added)[0] if self.added else self
        np.save(folder / f"{name}_words.npy", keys.words)
        np.save(folder / f"{name}_table.npy", keys.table)

    @classmethod
    def load(cls, folder: Path, name: str) -> Keys:
        """Map saved ids into memory."""
        words, table = (np.load(folder / f"{name}_{part}.npy", mmap_mode="c") for part in ("words", "table"))
        return cls(np.asarray(words), np.asarray(table))

    def uuids(self, numbers: npt.NDArray[np.integer] | Sequence[int]) -> list[UUID]:
        """The ids of some numbers."""
        extra = list(self.added)
        return [_uuid(self.words[n]) if n < len(self.words) else extra[n - len(self.words)] for n in numbers]


def _uuid(words: Words) -> UUID:
    return UUID(int=int(words[0]) << 64 | int(words[1]))

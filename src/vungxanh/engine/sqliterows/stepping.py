"""Rows taken from a running SQLite statement straight into arrays, without an object per value.

Calls SQLite's own functions (sqlite.org/c3ref) by name; their library must have been loaded for everybody to see.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from numba import carray, types  # type: ignore[attr-defined]

from vungxanh.engine.compiled import kernel

from .hashing import START, STEP

Bytes = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

ROW, DONE = 100, 101  # results of sqlite3_step
FLOAT, TEXT, NULL = 2, 3, 5  # of sqlite3_column_type
KEY, TIME, NUMBER, HASH = 0, 1, 2, 3  # kinds of column
UNUSUAL, FAILED = -1, -2
_HASH_START, _HASH_STEP = np.uint64(START), np.uint64(STEP)


def _external(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of SQLite's library."""
    found: Callable[..., Any] = types.ExternalFunction(name, result(*arguments))
    return found


_int, _pointer = types.int32, types.intp
_step = _external("sqlite3_step", _int, _pointer)
_type = _external("sqlite3_column_type", _int, _pointer, _int)
_bytes = _external("sqlite3_column_bytes", _int, _pointer, _int)
_text = _external("sqlite3_column_text", types.voidptr, _pointer, _int)
_double = _external("sqlite3_column_double", types.float64, _pointer, _int)


@kernel
def digits() -> Bytes:
    """Value of each hexadecimal digit by its character, 16 for any other character."""
    found = np.full(256, 16, np.uint8)
    for k in range(10):
        found[48 + k] = k
    for k in range(6):
        found[65 + k] = found[97 + k] = 10 + k
    return found


@kernel
def _half(text: Bytes, at: int, value: Bytes) -> tuple[Any, int]:
    """(16 hexadecimal digits as a word, 0 or at least 16 where one is none)."""
    word, bad = np.uint64(0), 0
    for k in range(at, at + 16):
        digit = value[text[k]]
        bad |= digit & 16
        word = (word << np.uint64(4)) | np.uint64(digit & 15)
    return word, bad


@kernel
def _two(text: Bytes, at: int) -> int:
    """Two digits as a number; below -9999 where one is none."""
    a, b = np.int64(text[at]) - 48, np.int64(text[at + 1]) - 48
    return int(a * 10 + b) if 0 <= a <= 9 and 0 <= b <= 9 else -1_000_000


@kernel
def midnight(year: int, month: int, day: int) -> int:
    """Seconds since 1970 at the beginning of a day of the Gregorian calendar."""
    year -= month <= 2
    era = year // 400
    of_era = year - era * 400
    days = of_era * 365 + of_era // 4 - of_era // 100 + (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return int((days + era * 146_097 - 719_468) * 86_400)


@kernel
def seconds(text: Bytes, last: Ints) -> int:
    """ "2021-08-16 21:12:00" (UTC) since 1970; negative where something else stands. last: (date, its midnight)."""
    if text.size < 19 or text[4] != 45 or text[7] != 45 or text[10] != 32 or text[13] != 58 or text[16] != 58:
        return -1
    month, day = _two(text, 5), _two(text, 8)
    date = ((_two(text, 0) * 100 + _two(text, 2)) * 100 + month) * 100 + day
    if date != last[0]:
        if date < 1970_01_01 or month < 1 or month > 12 or day < 1 or day > 31:
            return -1
        last[0], last[1] = date, midnight(date // 10_000, month, day)
    of_day = _two(text, 11) * 3_600 + _two(text, 14) * 60 + _two(text, 17)
    return int(last[1] + of_day) if of_day >= 0 else -1


@kernel
def _pointed(statement: int, column: int) -> Any:
    """A column's text, in SQLite's memory until the next step."""
    pointer = _text(statement, column)
    return carray(pointer, (_bytes(statement, column),), np.uint8)


@kernel
def _key(text: Bytes, out: Words, value: Bytes) -> bool:
    """Put 32 hexadecimal digits into two words; whether that is what the text was."""
    if text.size != 32:
        return False
    out[0], bad = _half(text, 0, value)
    out[1], worse = _half(text, 16, value)
    return bool((bad | worse) == 0)


@kernel
def _hash(text: Bytes) -> Any:
    word = _HASH_START
    for byte in text:
        word = (word ^ np.uint64(byte)) * _HASH_STEP
    return word


@kernel
def take(
    statement: int, kinds: npt.NDArray[np.int8], keys: Words, times: Ints, numbers: Floats, hashes: Words, value: Bytes
) -> int:
    """Fill the arrays (columns of a kind; rows; words) with the next rows; how many, or UNUSUAL, or FAILED.

    kinds: of each column of the statement. Fewer rows than there is room for: these were the last.
    """
    last = np.full(2, -1, np.int64)
    for i in range(times.shape[1]):
        result = _step(statement)
        if result != ROW:
            return i if result == DONE else FAILED
        at, fine = np.zeros(4, np.int64), True
        for column in range(kinds.size):
            kind, of = kinds[column], _type(statement, column)
            k = at[kind]
            at[kind] += 1
            if kind == NUMBER:
                fine &= of <= FLOAT or of == NULL
                numbers[k, i] = np.nan if of == NULL else _double(statement, column)
            elif of != TEXT:
                fine = False
            elif kind == KEY:
                fine &= _key(_pointed(statement, column), keys[k, i], value)
            elif kind == TIME:
                times[k, i] = seconds(_pointed(statement, column), last)
                fine &= times[k, i] >= 0
            else:
                hashes[k, i] = _hash(_pointed(statement, column))
        if not fine:
            return UNUSUAL
    return int(times.shape[1])

"""How alike two names and two dates are: compiled."""

from typing import Any

import numpy as np

from vungxanh.engine.compiled import kernel

from .names import LONGEST, MOST_WORDS

ROOM = LONGEST * MOST_WORDS + 2


@kernel
def spell(words: Any, count: int, letters: Any, length: Any, out: Any) -> int:
    """Write the words' letters into ``out`` without spaces; how many."""
    at = 0
    for k in range(count):
        word = words[k]
        for c in range(length[word]):
            out[at] = letters[word, c]
            at += 1
    return at


@kernel
def apart(a: Any, na: int, b: Any, nb: int, most: int, rows: Any) -> int:
    """Letters wrong, missing, too many or exchanged with their neighbour; ``most`` + 1 when more."""
    if abs(na - nb) > most:
        return most + 1
    start = 0
    while start < na and start < nb and a[start] == b[start]:
        start += 1
    while na > start and nb > start and a[na - 1] == b[nb - 1]:
        na -= 1
        nb -= 1
    n, m = na - start, nb - start
    if n == 0 or m == 0:
        return max(n, m)
    if max(n, m) == 1:
        return 1
    if most == 1 and max(n, m) > 2:  # one slip lies between the first and the last difference
        return 2
    return min(edits(a[start:], n, b[start:], m, rows), most + 1)


@kernel
def edits(a: Any, n: int, b: Any, m: int, rows: Any) -> int:
    """Letters wrong, missing, too many or exchanged; three rows of the usual table are enough."""
    for j in range(m + 1):
        rows[0, j] = j
    for i in range(1, n + 1):
        now, before, older = i % 3, (i - 1) % 3, (i - 2) % 3
        rows[now, 0] = i
        for j in range(1, m + 1):
            best = min(rows[before, j] + 1, rows[now, j - 1] + 1, rows[before, j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                best = min(best, rows[older, j - 2] + 1)
            rows[now, j] = best
    return int(rows[n % 3, m])


@kernel
def same_words(a: Any, b: Any, count: int) -> bool:
    """The same words in any order."""
    used = 0
    for i in range(count):
        hit = False
        for j in range(count):
            if a[i] == b[j] and not used >> j & 1:
                used |= 1 << j
                hit = True
                break
        if not hit:
            return False
    return True


@kernel
def shortened(a: Any, na: int, b: Any, nb: int, letters: Any, length: Any, sounds: Any) -> bool:
    """The middle names of one are those of the other, some missing, some only their first letter."""
    if na >= nb and shortened_of(a, na, b, nb, letters, length, sounds):
        return True
    return nb >= na and shortened_of(b, nb, a, na, letters, length, sounds)


@kernel
def shortened_of(a: Any, na: int, b: Any, nb: int, letters: Any, length: Any, sounds: Any) -> bool:
    """``b``'s middle names are found in this order among ``a``'s, or their first letters."""
    at = 1
    for j in range(1, nb - 1):
        word = b[j]
        hit = False
        while at < na - 1:
            whole = a[at]
            at += 1
            if sounds[word] == sounds[whole] or (length[word] == 1 and letters[word, 0] == letters[whole, 0]):
                hit = True
                break
        if not hit:
            return False
    return True


@kernel
def born_alike(a: int, b: int) -> int:
    """Level of ``Birth`` for two dates yyyymmdd."""
    if a == 0 or b == 0:
        return 9
    ya, yb, da, db = a // 10000, b // 10000, a % 10000, b % 10000
    year_a, year_b = da == 0 or da == 101, db == 0 or db == 101
    if ya == yb:
        if year_a or year_b:
            return 1 if year_a and year_b else 4
        if da == db:
            return 0
        ma, mb, ka, kb = da // 100, db // 100, da % 100, db % 100
        if ma == kb and ka == mb:
            return 2
        if (ma == mb and one_digit(ka, kb)) or (ka == kb and one_digit(ma, mb)):
            return 3
        return 6
    if da == db and not year_a and (abs(ya - yb) == 1 or one_digit(ya % 100, yb % 100)):
        return 5
    return 7 if abs(ya - yb) == 1 else 8


@kernel
def one_digit(a: int, b: int) -> bool:
    """Two-digit numbers with one digit different, or with their digits exchanged."""
    return a // 10 == b // 10 or a % 10 == b % 10 or (a // 10 == b % 10 and a % 10 == b // 10)


def workspace() -> tuple[Any, Any]:
    """Room for ``spell`` (twice) and ``apart``."""
    return np.zeros((2, ROOM), np.uint8), np.zeros((3, ROOM), np.int16)

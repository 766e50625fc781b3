"""Keys by which a database finds who may be the same person: whole numbers for indexed columns.

Stable for ever (they are stored): changing one means a migration that computes them anew.
"""

from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from .words import clean, settled, sound

NONE = 0


class BlockingKeys(NamedTuple):
    """Signed 64-bit numbers, 0 where there is too little known to make one."""

    given: int  # date of birth (day and month in either order), given name as it sounds
    family: int  # date of birth, family name as it sounds
    year: int  # all words as they sound, in any order; year of birth
    home: int  # family and given name as they sound, in either order; commune


def blocking_keys(name: str, birth: int, commune: str) -> BlockingKeys:
    """Keys of a name as written, a date yyyymmdd, yyyy0000, or 0, and a commune by whatever names it.

    A telephone and a citizen number are keys as they are.
    """
    words = [heard(word) for word in clean(name).split()]
    if not words:
        return BlockingKeys(NONE, NONE, NONE, NONE)
    ends = " ".join(sorted((words[0], words[-1])))
    home = _number(f"h{commune} {ends}") if commune else NONE
    year, month, day = birth // 10000, birth % 10000 // 100, birth % 100
    by_year = _number(f"y{year} {' '.join(sorted(words))}") if year else NONE
    if not day or (month, day) == (1, 1):
        return BlockingKeys(NONE, NONE, by_year, home)
    date = f"{year} {min(month, day)} {max(month, day)}"
    return BlockingKeys(_number(f"g{date} {words[-1]}"), _number(f"f{date} {words[0]}"), by_year, home)


@lru_cache(maxsize=20_000)
def heard(word: str) -> str:
    """A cleaned word as it sounds."""
    return sound(settled(word))


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True) or 1

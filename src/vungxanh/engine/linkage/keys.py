"""Keys by which a database finds who may be the same person: whole numbers for indexed columns.

Stable for ever (they are stored): changing one means a migration that computes them anew.
"""

from hashlib import blake2b
from typing import NamedTuple

from .words import clean, settled, sound

NONE = 0


class BlockingKeys(NamedTuple):
    """Signed 64-bit numbers, 0 where there is too little known to make one."""

    given: int  # date of birth (day and month in either order), given name as it sounds
    family: int  # date of birth, family name as it sounds
    year: int  # all words as they sound, in any order; year of birth


def blocking_keys(name: str, birth: int) -> BlockingKeys:
    """Keys of a name as written and a date yyyymmdd, yyyy0000, or 0. A telephone and a citizen number are keys too."""
    words = [sound(settled(word)) for word in clean(name).split()]
    if not words or not birth:
        return BlockingKeys(NONE, NONE, NONE)
    year, month, day = birth // 10000, birth % 10000 // 100, birth % 100
    by_year = _number(f"y{year} {' '.join(sorted(words))}")
    if not day or (month, day) == (1, 1):
        return BlockingKeys(NONE, NONE, by_year)
    date = f"{year} {min(month, day)} {max(month, day)}"
    return BlockingKeys(_number(f"g{date} {words[-1]}"), _number(f"f{date} {words[0]}"), by_year)


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True) or 1

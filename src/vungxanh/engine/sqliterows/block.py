"""Where the columns of some rows stand in one piece of memory of 8-byte words, which is all that compiled code is told."""

import numpy as np

from .kinds import LETTERS

ROWS = 65_536
KEY, TIME, NUMBER, HASH = range(4)  # kinds of column, as compiled code compares them
KINDS = dict(zip("ktnh", (KEY, TIME, NUMBER, HASH), strict=True))
FILLED, UNUSUAL, DATE, MIDNIGHT, COLUMNS = range(5)  # words at the beginning; then kind and place of each column


class Block:
    """Room for the columns of ROWS rows. letters: the kind of each column."""

    def __init__(self, letters: str) -> None:
        widths = [ROWS * LETTERS[letter][1] // 8 for letter in letters]
        first = COLUMNS + 2 * len(letters)
        self.places = [first + sum(widths[:k]) for k in range(len(letters))]
        self.wide = [LETTERS[letter][1] // 8 for letter in letters]
        self.words = np.zeros(first + sum(widths), np.int64)
        for k, letter in enumerate(letters):
            self.words[COLUMNS + 2 * k : COLUMNS + 2 * k + 2] = KINDS[letter], self.places[k]
        self.words[DATE] = -1

    @property
    def unusual(self) -> bool:
        """Whether a value was not what its column's kind says."""
        return bool(self.words[UNUSUAL])

    def taken(self) -> tuple[int, list[memoryview]]:
        """(rows there are, the bytes of each column), good until the next row; the block counts from 0 again."""
        rows = int(self.words[FILLED])
        self.words[FILLED] = 0
        ends = (self.words[place : place + rows * wide] for place, wide in zip(self.places, self.wide, strict=True))
        return rows, [column.data.cast("B") for column in ends]

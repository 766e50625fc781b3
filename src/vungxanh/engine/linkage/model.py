"""What is compared, how alike two values can be, and what comes out."""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

import numpy as np
import polars as pl

from .names import Names

Array = np.ndarray[Any, np.dtype[Any]]


class Name(IntEnum):
    """How alike two names are, the best first; words are compared without diacritics."""

    EXACT = 0
    ORDER = 1  # the same words, another order
    CLOSE = 2  # one letter off, or written as it sounds; one of the two is rare, so probably a slip
    NEIGHBOUR = 3  # one letter off, but both are names people bear: An, Anh
    DROPPED = 4  # family and given name, a middle name missing or abbreviated
    ALMOST = 5  # two letters off
    ENDS = 6  # family and given name, other middle names
    GIVEN = 7
    FAMILY = 8
    OTHER = 9
    MISSING = 10


class Birth(IntEnum):
    """How alike two dates of birth are; 1 January counts as a year alone."""

    SAME = 0
    YEARS = 1  # both only a year, the same
    SWAPPED = 2  # day and month exchanged
    DIGIT = 3  # one digit of day or month wrong, or two exchanged
    YEAR = 4  # the same year, of one only the year is known
    DAY = 5  # day and month the same, the year one off or one digit wrong
    SAME_YEAR = 6
    NEAR = 7  # one year apart
    OTHER = 8
    MISSING = 9


class Sex(IntEnum):
    """Sex."""

    SAME = 0
    DIFFERS = 1
    MISSING = 2


class Phone(IntEnum):
    """Telephone numbers, by keyed hash: the same or not."""

    SAME = 0
    DIFFERS = 1
    MISSING = 2


class Citizen(IntEnum):
    """Citizen numbers, by keyed hash: the same, not, or not comparable (9 digits against 12)."""

    SAME = 0
    OTHER_KIND = 1
    DIFFERS = 2
    MISSING = 3


class Place(IntEnum):
    """Where they live."""

    HOME = 0  # the same household or house
    COMMUNE = 1  # the same commune, a house not known
    OTHER_HOUSE = 2  # the same commune, another house
    PROVINCE = 3
    ELSEWHERE = 4
    MISSING = 5


FIELDS: dict[str, type[IntEnum]] = {
    "name": Name, "birth": Birth, "sex": Sex, "phone": Phone, "citizen": Citizen, "place": Place,
}  # fmt: skip
LEAST = 1e-7
MOST_LEVELS = max(len(levels) for levels in FIELDS.values())


@dataclass(frozen=True, slots=True)
class Table:
    """Persons by columns of length n. Codes: uint64, equal where the value is equal, 0 where it is not known.

    birth: int32 yyyymmdd, yyyy0000 where only the year is known, 0 unknown. sex: int8 1 male, 2 female, 0 unknown.
    citizen_kind: int8 digits of the citizen number (9, 12; 1 for other papers), 0 unknown. rare: float64[4, n], log2 of
    the part of the people who have this row's name, family and given name, commune, province.
    """

    names: Names
    sex: Array
    birth: Array
    phone: Array
    citizen: Array
    citizen_kind: Array
    house: Array
    household: Array
    commune: Array
    province: Array
    rare: Array

    def __len__(self) -> int:
        return int(self.sex.size)

    @classmethod
    def of(cls, frame: pl.DataFrame, *, counted: bool = True) -> "Table":
        """From a frame with the columns ``name`` (text as written), ``sex``, ``birth``, ``citizen_kind`` (numbers as
        above) and ``phone``, ``citizen``, ``house``, ``household``, ``commune``, ``province`` (anything hashable:
        keyed hashes, paths; null or "" unknown). Columns that are not there are unknown. ``counted``: how common names
        and places are is counted here, for thousands of people; otherwise it is taken from the columns
        ``name_share``, ``ends_share``, ``commune_share``, ``province_share``, and where those are not there, stated.
        """

        def codes(name: str) -> Array:
            if name not in frame.columns:
                return np.zeros(frame.height, np.uint64)
            column = frame[name].cast(pl.String).fill_null("")
            hashed = column.hash(7).to_numpy().copy()
            hashed[(column == "").to_numpy()] = 0
            return hashed

        def numbers(name: str, kind: type[np.generic]) -> Array:
            if name not in frame.columns:
                return np.zeros(frame.height, kind)
            return frame[name].fill_null(0).to_numpy().astype(kind)

        def common(name: str, otherwise: Array) -> Array:
            given = frame[name].to_numpy() if name in frame.columns else otherwise
            return np.asarray(np.log2(np.clip(given, LEAST, 1.0)))

        names, commune, province = Names.of(frame["name"], counted=counted), codes("commune"), codes("province")
        places = [_parts(c) if counted else np.full(c.size, s) for c, s in ((commune, 0.0004), (province, 0.04))]
        return cls(
            names=names,
            sex=numbers("sex", np.int8),
            birth=numbers("birth", np.int32),
            phone=codes("phone"),
            citizen=codes("citizen"),
            citizen_kind=numbers("citizen_kind", np.int8),
            house=codes("house"),
            household=codes("household"),
            commune=commune,
            province=province,
            rare=np.vstack(
                [
                    common("name_share", names.share_of_name),
                    common("ends_share", names.share_of_ends),
                    common("commune_share", places[0]),
                    common("province_share", places[1]),
                ]
            ),
        )


def _parts(codes: Array) -> Array:
    """Of each row the part of the rows that have its code."""
    _, number, times = np.unique(codes, return_inverse=True, return_counts=True)
    found: Array = times[number] / max(codes.size, 1)
    return found


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of rows (``left`` < ``right``), surest first.

    score: bits (0: as likely as not one person); levels: int8[n, 6] in the order of ``FIELDS``; rarity: float64[n, 2],
    log2 of the part of the people whose names, and places, agree that far by chance.
    """

    left: Array
    right: Array
    score: Array
    levels: Array
    rarity: Array
    seconds: dict[str, float] = field(default_factory=dict)

    def __len__(self) -> int:
        return int(self.left.size)

    @property
    def probability(self) -> Array:
        """That it is one person."""
        found: Array = 1 / (1 + np.exp2(-np.clip(self.score, -60, 60)))
        return found

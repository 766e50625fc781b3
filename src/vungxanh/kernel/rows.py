"""Rows of a file brought in together: what is wrong with one, what came of all. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with row ``index`` (from 0). Only a ``fatal`` one keeps the row out."""

    index: int
    field: str
    sentence: str
    fatal: bool = True


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What came of a batch: rows written, rows that were there already (by source and external id), rows kept out."""

    created: int
    known: int
    problems: tuple[RowProblem, ...]

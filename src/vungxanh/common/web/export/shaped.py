"""Another system's file, described as data: which of our fields stands in which of its columns, in which words.

A description (TOML): ``stem``, ``label``, ``heads`` (names of the keys of a column that make header rows, in order),
``day`` and ``moment`` (strftime), ``words`` (tables of our values in their words, ``"*"`` for any other), ``columns``:
each with its header keys and ``from`` (a field, or several of which the first that says something counts), ``words``,
``only_if`` (a field that must not be empty), ``is`` (a fixed text).
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from vungxanh.common.web.export.cells import plain
from vungxanh.common.web.export.sheet import Record, Shape


def read(text: str) -> tuple[str, Shape]:
    """(kind of sheet, shape) of a description."""
    given = tomllib.loads(text)

    def rows(records: Iterator[Record]) -> Iterator[Sequence[Any]]:
        for head in given["heads"]:
            yield [column[head] for column in given["columns"]]
        for record in records:
            known = {**record, **derived(record)}
            yield [_cell(given, column, known) for column in given["columns"]]

    return given["kind"], Shape(key=given["key"], label=given["label"], rows=rows, stem=given["stem"])


def derived(record: Record) -> dict[str, Any]:
    """What other systems ask in pieces: names apart, the parts of a date of birth, who has died."""
    *family, given = str(record.get("full_name") or "").split(" ")
    born = record.get("birth_date")
    return {
        "given_name": given,
        "family_name": " ".join(family),
        "birth_day": born.day if isinstance(born, date) else None,
        "birth_month": born.month if isinstance(born, date) else None,
        "birth_year": born.year if isinstance(born, date) else record.get("birth_year"),
        "middle_name": " ".join(family[1:]),
        "first_family_name": family[0] if family else "",
    }


def _cell(given: Mapping[str, Any], column: Mapping[str, Any], record: Record) -> Any:
    if "only_if" in column and plain(record.get(column["only_if"])) is None:
        return None
    if "is" in column:
        return column["is"]
    names = column["from"] if isinstance(column["from"], list) else [column["from"]]
    value = next((found for name in names if (found := plain(record.get(name))) is not None), None)
    if "words" in column:
        words = given["words"][column["words"]]
        return words.get(str(value) if value is not None else "", words.get("*") if value is not None else None)
    if isinstance(value, datetime):
        return value.strftime(given["moment"] if column.get("time") else given["day"])
    if isinstance(value, date):
        return value.strftime(given["day"])
    return value

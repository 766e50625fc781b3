"""Columns that files of several rooms share: the person of a row, his sealed numbers, the codes of areas.

A room attaches to each row what these read: ``line`` (the person as people gives him: ``id``, ``open`` and the columns
named), ``area_name``, and ``levels`` (names of province, district, commune).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from vungxanh.common.web.export.sheet import Field, Open
from vungxanh.kernel.actor import Actor

Value = str | Callable[[Any], Any]
COMMUNE_DIGITS = 5


def of_person(
    known: Iterable[tuple[str, str, str]], sealed: Iterable[tuple[str, str]], area: str = "Nơi ở"
) -> tuple[Field, ...]:
    """The columns of the person of a row. ``known``: name, head, attribute of ``line``; ``sealed``: name, head."""
    plain = (Field(name=name, head=head, value=f"line.{attr}") for name, head, attr in known)
    closed = (Field(name=name, head=head, sealed=True) for name, head in sealed)
    return (*plain, Field(name="area_name", head=area), *closed)


def inner(values: Mapping[str, Value]) -> tuple[Field, ...]:
    """Columns that only other systems' shapes read."""
    return tuple(Field(name=name, head="", value=value, inner=True) for name, value in values.items())


def area_levels(
    attr: str = "levels", names: Sequence[str] = ("province", "district", "commune_name")
) -> dict[str, Value]:
    """Province, district and commune of a row in words, for ``inner``."""
    return {name: lambda row, n=n: getattr(row, attr)[n] for n, name in enumerate(names)}  # type: ignore[misc]


def opener(open_many: Callable[..., Mapping[Any, Mapping[str, str]]]) -> Open:
    """Opens the sealed columns of the persons of a batch, where the reader may; ``open_many`` is the action of people."""

    def opened(by: Actor, at: datetime, rows: Sequence[Any], fields: Sequence[str], reason: str) -> dict[Any, Any]:
        mine = {row.line.id for row in rows if row.line.open}
        if not mine:
            return {}
        found = open_many(by=by, at=at, person_ids=sorted(mine), fields=fields, reason=reason)
        return {row.pk: found.get(row.line.id, {}) for row in rows}

    return opened


def area_code(path: str) -> str:
    """The code an area is called by: the last part of its path."""
    return path.rstrip("/").rsplit("/", 1)[-1]


def commune_code(path: str) -> str:
    """The code of a commune; "" for a larger area."""
    code = area_code(path)
    return code if len(code) == COMMUNE_DIGITS else ""

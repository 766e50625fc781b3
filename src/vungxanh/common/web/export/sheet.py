"""What a file of a list is made of."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission

Value = str | int | float | bool | datetime | None
Opened = Mapping[Any, Mapping[str, str]]
Open = Callable[[Actor, datetime, Sequence[Any], Sequence[str], str], Opened]


@dataclass(frozen=True, kw_only=True)
class Field:
    """One column of a file. ``head``: the Vietnamese name our import knows it by; ``value``: as in ``Column``.

    ``sealed``: identity data, written only when it was asked for with a reason. ``inner``: only for ``Shape``s.
    """

    name: str
    head: str | Promise
    value: str | Callable[[Any], Any] = ""
    sealed: bool = False
    inner: bool = False

    def read(self, row: Any) -> Any:
        """The value of a row, None for nothing."""
        if callable(self.value):
            return self.value(row)
        found = row
        for part in (self.value or self.name).split("."):
            found = getattr(found, part, None)
        return found


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A list as a file.

    ``stem``: the file's name; ``kind``: by which adapters know it (``cases``); ``needs``, ``area``: rows are taken away
    only where the right is held over that column ("" : the list itself has seen to it); ``select``: joins and columns
    read with the rows; ``prepare(by, rows)`` attaches what the fields read, a batch at a time; ``open``: sealed values
    by row key, having written down that they were read.
    """

    stem: str
    title: str | Promise
    fields: Sequence[Field]
    kind: str = ""
    needs: Permission = Permission.EXPORT
    area: str = "area_path"
    select: Callable[[Any], Any] = field(default=lambda rows: rows)
    prepare: Callable[[Actor, list[Any]], list[Any]] = field(default=lambda by, rows: rows)
    open: Open | None = None

    @property
    def sealed(self) -> list[Field]:
        """The fields that need a reason."""
        return [f for f in self.fields if f.sealed]

    @property
    def plain(self) -> list[Field]:
        """The others."""
        return [f for f in self.fields if not f.sealed]


Record = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Shape:
    """The same rows as another system wants them. ``rows``: from records (our field names) to lines, head included."""

    key: str
    label: str | Promise
    rows: Callable[[Iterator[Record]], Iterator[Sequence[Any]]]
    stem: str


SHAPES: dict[str, dict[str, Shape]] = {}


def offer(kind: str, shape: Shape) -> None:
    """An adapter offers a shape for sheets of ``kind``."""
    SHAPES.setdefault(kind, {})[shape.key] = shape

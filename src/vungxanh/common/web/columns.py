"""What a list is made of: columns, cells, chips."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column. ``value``: attribute path or function of the row; ``template`` draws it (gets ``row``, ``value``).

    ``main``: the cell that heads the card on a phone, and the link when ``url`` is given. ``sort``: a name in
    ``Listing.sorts``. ``shown``: False leaves it to the column chooser. ``plain``: what a file says where a template
    draws.
    """

    name: str
    label: Text
    value: str | Callable[[Any], Any] = ""
    template: str = ""
    url: Callable[[Any], str] | None = None
    sort: str = ""
    number: bool = False
    main: bool = False
    shown: bool = True
    plain: Callable[[Any], Any] | None = None

    def read(self, row: Any) -> Any:
        """The cell's value; "" for None."""
        if callable(self.value):
            found = self.value(row)
        else:
            found = row
            for part in (self.value or self.name).split("."):
                found = getattr(found, part, None)
        return "" if found is None else found


@dataclass(frozen=True, kw_only=True)
class Bulk:
    """Something done to the chosen rows: POST of ``pick`` (primary keys) and ``_key`` to ``url``."""

    label: Text
    url: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """How many; ``more``: at least so many."""

    value: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A drawn cell."""

    column: Column
    value: Any
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """A drawn line."""

    object: Any
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, in words, with the address of the list without it."""

    label: Text
    text: str
    without: str


@dataclass(frozen=True, slots=True)
class Head:
    """A column head: ``sorted`` is "ascending", "descending", "none" (sortable) or ""."""

    column: Column
    sorted: str
    url: str

"""Keyset paging: a page starts after (or before) a row, never at an offset, so page 1000 is as quick as page 1.

A cursor names a row by its primary key and nothing else: no value of a sorted column (a name, a date of birth) ever
stands in a URL. The row's present values are read again, one look-up by key.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Model, Q, QuerySet

M = TypeVar("M", bound=Model)
LOOKUP_SEP = "__"


class CursorError(ValueError):
    """The cursor is malformed, or its row is gone."""


@dataclass(frozen=True, slots=True)
class Key:
    """One column of an order. Nulls come last in both directions, as people expect of "not known yet"."""

    field: str
    desc: bool = False
    nullable: bool = False

    @property
    def flipped(self) -> "Key":
        """The same column the other way round (as a reader's choice, nulls stay last)."""
        return Key(self.field, not self.desc, self.nullable)


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """One page of rows in reading order, and the cursors around it ("" where there is nothing more)."""

    rows: list[M]
    before: str
    after: str


def may_be_null(model: type[Model], path: str) -> bool:
    """Whether an ORM path can give NULL; an annotation is taken as nullable."""
    at: type[Model] | None = model
    for part in path.split(LOOKUP_SEP):
        if at is None:
            return True
        try:
            field = at._meta.pk if part == "pk" else at._meta.get_field(part)
        except FieldDoesNotExist:
            return True
        if getattr(field, "null", True):
            return True
        at = getattr(field, "related_model", None)
    return False


def order(model: type[Model], names: Sequence[str]) -> tuple[Key, ...]:
    """Keys from ``("-onset_on", "code")``; the primary key is added as tie-breaker unless it is there."""
    keys = [Key(n.removeprefix("-"), n.startswith("-"), may_be_null(model, n.removeprefix("-"))) for n in names]
    own = {"pk", model._meta.pk.name} if model._meta.pk else {"pk"}
    if not any(key.field in own for key in keys):
        keys.append(Key("pk", keys[-1].desc if keys else False))
    return tuple(keys)


def _ordering(keys: Sequence[Key], backward: bool) -> list[Any]:
    found: list[Any] = []
    for key in keys:
        desc = key.desc != backward
        column = F(key.field)
        if not key.nullable:
            found.append(column.desc() if desc else column.asc())
        elif backward:
            found.append(column.desc(nulls_first=True) if desc else column.asc(nulls_first=True))
        else:
            found.append(column.desc(nulls_last=True) if desc else column.asc(nulls_last=True))
    return found


def ordering(keys: Sequence[Key]) -> list[Any]:
    """The order as ``order_by`` takes it, nulls last."""
    return _ordering(keys, backward=False)


def _beyond(key: Key, value: Any, backward: bool) -> Q | None:
    """Rows strictly after ``value`` in the walking direction; None when there can be none."""
    if value is None:
        return Q(**{f"{key.field}__isnull": False}) if backward else None
    further = Q(**{f"{key.field}__{'lt' if key.desc != backward else 'gt'}": value})
    return further | Q(**{f"{key.field}__isnull": True}) if key.nullable and not backward else further


def _same(key: Key, value: Any) -> Q:
    return Q(**{f"{key.field}__isnull": True}) if value is None else Q(**{key.field: value})


def _seek(keys: Sequence[Key], values: Sequence[Any], backward: bool) -> Q:
    found, equal = Q(pk__in=()), Q()
    for key, value in zip(keys, values, strict=True):
        beyond = _beyond(key, value, backward)
        if beyond is not None:
            found |= equal & beyond
        equal &= _same(key, value)
    first, value = keys[0], values[0]
    if value is not None and not first.nullable:
        # Says again what the alternatives say of the leading column, so that a database can start in its index.
        found &= Q(**{f"{first.field}__{'lte' if first.desc != backward else 'gte'}": value})
    return found


def _anchor(rows: QuerySet[M], keys: Sequence[Key], cursor: str) -> tuple[bool, Sequence[Any]]:
    direction, _dash, text = cursor.partition("-")
    if direction not in ("after", "before") or not text:
        raise CursorError(cursor)
    assert rows.model._meta.pk is not None
    try:
        pk = rows.model._meta.pk.to_python(text)
    except ValidationError as error:
        raise CursorError(cursor) from error
    values = rows.order_by().filter(pk=pk).values_list(*(key.field for key in keys)).first()
    if values is None:
        raise CursorError(cursor)
    return direction == "before", values


def _first(rows: QuerySet[M], count: int) -> list[M]:
    """The first rows. Where others are joined, keys first: a database joins all it sorts, then throws most away."""
    if not rows.query.select_related:
        return list(rows[:count])
    keys = list(rows.values_list("pk", flat=True)[:count])
    found = rows.order_by().in_bulk(keys)
    return [found[key] for key in keys if key in found]


def page(
    rows: QuerySet[M], keys: Sequence[Key], *, size: int, cursor: str = "", base: QuerySet[M] | None = None
) -> Page[M]:
    """The page of ``rows`` that ``cursor`` points to; "" is the first.

    ``base``: where the cursor's row is looked for; give the unfiltered rows the reader may see, so that a row that
    has just left the filter still marks the place. Raises ``CursorError``.
    """
    backward = False
    wanted = rows
    if cursor:
        backward, values = _anchor(base if base is not None else rows, keys, cursor)
        wanted = rows.filter(_seek(keys, values, backward))
    found = _first(wanted.order_by(*_ordering(keys, backward)), size + 1)
    more = len(found) > size
    found = found[:size]
    if backward:
        found.reverse()
    if not found:
        return Page([], "", "")
    has_before = more if backward else bool(cursor)
    has_after = True if backward else more
    return Page(found, f"before-{found[0].pk}" if has_before else "", f"after-{found[-1].pk}" if has_after else "")

"""Many rows in one statement per table, faster than ``bulk_create``: executemany on SQLite, COPY on PostgreSQL."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, models

from vungxanh.common.fields import SealedField

PLAIN = (models.CharField, models.IntegerField, models.FloatField, models.BooleanField)


def insert(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert Python values of ``fields`` (attribute names: ``household_id``); sealed fields are sealed on the way.

    The caller has removed what the rows would collide with, and gives every column that has no database default.
    """
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    columns = [by_name[name] for name in fields]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(column.column)) for column in columns)
    table = quote(model._meta.db_table)
    turned = _turn([_converter(column) for column in columns], rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in turned:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(turned))  # noqa: S608


def _turn(converters: list[Callable[[Any], Any] | None], rows: Iterable[Sequence[Any]]) -> Iterable[list[Any]]:
    busy = [(i, convert) for i, convert in enumerate(converters) if convert is not None]
    for row in rows:
        out = list(row)
        for i, convert in busy:
            out[i] = convert(out[i])
        yield out


def _hex(value: UUID | None) -> str | None:
    return value.hex if value is not None else None


def _utc(value: datetime | None) -> str | None:
    return value.astimezone(UTC).isoformat(" ")[:-6] if value is not None else None


def _day(value: date | str | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value


def _converter(field: Any) -> Callable[[Any], Any] | None:
    """How a Python value of the field becomes a database one; None when it is one already."""
    kind = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(kind, PLAIN) or type(kind) is models.TextField:
        return None
    if isinstance(kind, SealedField):
        return kind.get_prep_value
    if type(kind) is models.DateField:
        return None if connection.vendor == "postgresql" else _day
    if isinstance(
        kind, models.UUIDField | models.DateTimeField
    ):  # most of the values; what Django does, ten times faster
        if connection.vendor == "postgresql":
            return None
        return _hex if isinstance(kind, models.UUIDField) else _utc
    return lambda value: kind.get_db_prep_save(value, connection)

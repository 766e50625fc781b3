"""Many rows in few statements per table, faster than ``bulk_create``: long VALUES on SQLite, COPY on PostgreSQL."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from itertools import chain, islice
from typing import Any
from uuid import UUID

from django.db import connection, models

from vungxanh.common.fields import SealedField, sealer

PLAIN = (models.CharField, models.IntegerField, models.FloatField, models.BooleanField)

MOST_MARKS = 30000
"""Values in one statement of SQLite; its own limit is 32,766, or 250,000 as Debian builds it."""


def insert(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert Python values of ``fields`` (attribute names: ``household_id``); sealed fields are sealed on the way.

    The caller has removed what the rows would collide with, and gives every column that has no database default.
    ``rows`` may be made while the database takes those before: making them asks the database nothing.
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
            _many_values(f"INSERT INTO {table} ({names}) VALUES ", len(columns), turned)  # noqa: S608


def upsert(
    model: type[models.Model], fields: Sequence[str], unique: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """``insert``, where a row with the same values of ``unique`` is given the new ones instead; its primary key stays."""
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    columns = [by_name[name] for name in fields]
    quote = connection.ops.quote_name
    names = [quote(str(column.column)) for column in columns]
    keys = ", ".join(quote(str(by_name[name].column)) for name in unique)
    sets = ", ".join(
        f"{name} = excluded.{name}"
        for name, column in zip(names, columns, strict=True)
        if not column.primary_key and column.attname not in unique
    )
    begin = f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(names)}) VALUES "  # noqa: S608
    end = f" ON CONFLICT ({keys}) DO UPDATE SET {sets}"
    turned = _turn([_converter(column) for column in columns], rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(f"{begin}({', '.join(['%s'] * len(columns))}){end}", list(turned))
        else:
            _many_values(begin, len(columns), turned, end)


def update(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Set ``fields`` of rows given as (primary key, value, …): one prepared statement run for each, in few round trips."""
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    assert model._meta.pk is not None
    columns = [model._meta.pk, *(by_name[name] for name in fields)]
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(str(column.column))} = %s" for column in columns[1:])
    sql = f"UPDATE {quote(model._meta.db_table)} SET {sets} WHERE {quote(str(columns[0].column))} = %s"  # noqa: S608
    turned = _turn([_converter(column) for column in columns], rows)
    values = [(*row[1:], row[0]) for row in turned]
    if values:
        with connection.cursor() as cursor:
            cursor.executemany(sql, values)


def _many_values(begin: str, width: int, rows: Iterable[list[Any]], end: str = "") -> None:
    """Few long statements: Python's lock is given back once a statement, and the next rows are made meanwhile."""
    marks, every, tall = f"({','.join('?' * width)})", iter(rows), max(1, MOST_MARKS // width)
    mine = connection.connection  # the thread beside has none of its own

    def put(part: list[list[Any]]) -> None:
        mine.execute(begin + ",".join([marks] * len(part)) + end, list(chain.from_iterable(part)))

    part = list(islice(every, tall))
    with connection.wrap_database_errors:
        if len(part) < tall:
            if part:
                put(part)
            return
        with ThreadPoolExecutor(1, "vungxanh-statement") as beside:
            while part:
                running = beside.submit(put, part)
                try:
                    part = list(islice(every, tall))
                finally:
                    running.result()


def _turn(converters: list[Callable[[Any], Any] | None], rows: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
    busy = [(i, convert) for i, convert in enumerate(converters) if convert is not None]
    for row in rows:
        out = list(row)
        for i, convert in busy:
            value = out[i]
            if value is not None:
                out[i] = convert(value)
        yield out


def _hex(value: UUID) -> str:
    return value.hex


def _moments() -> Callable[[datetime], str]:
    """For one column: rows of a batch share many moments."""
    last: datetime | None = None
    written = ""

    def utc(value: datetime) -> str:
        nonlocal last, written
        if value is not last:
            last = value
            written = (value if value.tzinfo is UTC else value.astimezone(UTC)).isoformat(" ")[:-6]
        return written

    return utc


def _day(value: date | str) -> str:
    return value.isoformat() if isinstance(value, date) else value


def _converter(field: Any) -> Callable[[Any], Any] | None:
    """How a Python value of the field becomes a database one; None when it is one already."""
    kind = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(kind, PLAIN) or type(kind) is models.TextField:
        return None
    if isinstance(kind, SealedField):
        return sealer()
    if type(kind) is models.DateField:
        return None if connection.vendor == "postgresql" else _day
    if isinstance(
        kind, models.UUIDField | models.DateTimeField
    ):  # most of the values; what Django does, ten times faster
        if connection.vendor == "postgresql":
            return None
        return _hex if isinstance(kind, models.UUIDField) else _moments()
    return lambda value: kind.get_db_prep_save(value, connection)

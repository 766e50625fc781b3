"""Visits and meetings as columns, read past the ORM: millions of rows in seconds, on both databases."""

from __future__ import annotations

# ruff: noqa: S608 -- every name put into SQL here is a constant of this file; values go in as parameters
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import numpy as np
from django.db import connection

from vungxanh.engine.tracing import api as engine
from vungxanh.rooms.tracing.rules.judging import Meeting, counts

VISIT, CONTACT = "tracing_visit", "tracing_contactevent"
CHUNK = 100_000
DAY = 86_400
HERE = 7 * 3600  # Vietnam has had UTC+7 without summer time since 1975
EPOCH = date(1970, 1, 1)
Stamps = dict[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Changes:
    """Rows as they are now, and the ids of those removed."""

    contacts: engine.KeyedContacts
    visits: engine.KeyedVisits
    removed_contacts: list[str]
    removed_visits: list[str]


def _sql(column: str) -> str:
    """A column as hexadecimal text (ids) or whole epoch seconds (``…_at``)."""
    seconds = column.endswith("_at")
    if connection.vendor == "postgresql":
        return f"floor(extract(epoch from {column}))::int8" if seconds else f"encode(uuid_send({column}), 'hex')"
    return f"unixepoch({column})" if seconds else column


def chunks(sql: str, params: Sequence[Any] = ()) -> Iterator[list[tuple[Any, ...]]]:
    """Chunks of rows as the driver gives them."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)  # without parameters "%" is no mark
        while rows := cursor.fetchmany(CHUNK):
            yield rows


def _columns(sql: str, width: int, params: Sequence[Any] = ()) -> list[list[Any]]:
    found: list[list[Any]] = [[] for _ in range(width)]
    for rows in chunks(sql, params):
        for column, part in zip(found, zip(*rows, strict=True), strict=True):
            column.extend(part)
    return found


def visits() -> engine.KeyedVisits:
    """Every visit that was not removed, row by row."""
    wanted = ", ".join(_sql(c) for c in ("id", "person_id", "venue_id", "start_at", "end_at"))
    return engine.KeyedVisits(*_columns(f"SELECT {wanted} FROM {VISIT} WHERE removed_at IS NULL", 5))


_MET = ("id", "person_id", "other_id", "start_at", "end_at")
_HOW = ("distance_m", "minutes", "masked", "household", "physical", "care", "closed_space", "area_path")


def contacts(disease: str) -> engine.KeyedContacts:
    """Every meeting that was not removed; ``counts`` by the definition of ``disease`` on its day, in its area."""
    wanted = ", ".join([_sql(c) for c in _MET] + list(_HOW))
    return _judged(_columns(f"SELECT {wanted} FROM {CONTACT} WHERE removed_at IS NULL", 13), disease)


def _truth(value: Any) -> bool | None:
    return None if value is None else bool(value)


def _judged(columns: list[list[Any]], disease: str) -> engine.KeyedContacts:
    known: dict[tuple[Any, ...], bool] = {}
    judged = np.empty(len(columns[0]), np.bool_)
    for i, (start, *how) in enumerate(zip(columns[3], *columns[5:], strict=True)):
        key = ((start + HERE) // DAY, *how)
        if (counted := known.get(key)) is None:
            counted = known[key] = judge(key, disease)
        judged[i] = counted
    ids, a, b, starts, ends = columns[:5]
    return engine.KeyedContacts(id=ids, a=a, b=b, start=starts, end=ends, counts=judged)


def judge(key: tuple[Any, ...], disease: str) -> bool:
    """Whether a meeting of these circumstances counts: (day since 1970, the columns of `_HOW` in order)."""
    day, *how, area = key
    return counts(meeting_of(*how), disease=disease, day=EPOCH + timedelta(days=day), area=area).close


def meeting_of(
    distance: float | None, minutes: float | None, masked: Any, household: Any, physical: Any, care: Any, closed: Any
) -> Meeting:
    """The circumstances as the database has them: truth as 0 and 1."""
    return Meeting(
        distance_m=distance, minutes=minutes, masked=_truth(masked), household=bool(household),
        physical=bool(physical), care=bool(care), closed_space=_truth(closed),
    )  # fmt: skip


def stamps(since: datetime) -> Stamps:
    """(table, changed_at) -> rows that carry it, from ``since`` on: what changed, without reading it. A batch is one."""
    mark = since if connection.vendor == "postgresql" else connection.ops.adapt_datetimefield_value(since)
    found: Stamps = {}
    for table in (VISIT, CONTACT):
        sql = f"SELECT CAST(changed_at AS TEXT), COUNT(*) FROM {table} WHERE changed_at >= %s GROUP BY changed_at"
        for rows in chunks(sql, [mark]):
            found.update({(table, stamp): count for stamp, count in rows})
    return found


def changes(disease: str, wanted: Iterable[tuple[str, str]]) -> Changes:
    """The rows that carry these stamps."""
    gone = "CASE WHEN removed_at IS NULL THEN 0 ELSE 1 END"
    met = ", ".join([_sql(c) for c in _MET] + [*_HOW, gone])
    stayed = ", ".join([_sql(c) for c in ("id", "person_id", "venue_id", "start_at", "end_at")] + [gone])
    named = list(wanted)
    m = _of_stamps(met, CONTACT, 14, [stamp for table, stamp in named if table == CONTACT])
    v = _of_stamps(stayed, VISIT, 6, [stamp for table, stamp in named if table == VISIT])
    live_m, live_v = [r for r in m if not r[-1]], [r for r in v if not r[-1]]
    return Changes(
        contacts=_judged([[r[i] for r in live_m] for i in range(13)], disease),
        visits=engine.KeyedVisits(*([r[i] for r in live_v] for i in range(5))),
        removed_contacts=[r[0] for r in m if r[-1]],
        removed_visits=[r[0] for r in v if r[-1]],
    )


def _of_stamps(select: str, table: str, width: int, wanted: list[str]) -> list[tuple[Any, ...]]:
    cast = "%s::timestamptz" if connection.vendor == "postgresql" else "%s"
    found: list[tuple[Any, ...]] = []
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        marks = ", ".join([cast] * len(part))
        columns = _columns(f"SELECT {select} FROM {table} WHERE changed_at IN ({marks})", width, part)
        found += zip(*columns, strict=True)
    return found


def isolations(disease: str, since: date, among: Sequence[UUID] | None = None) -> tuple[list[str], list[int]]:
    """(person, instant) of contacts whose isolation was not over on ``since``; ``among``: only these persons."""
    wanted = f"{_sql('person_id')}, {_sql('isolated_at')}"
    postgres = connection.vendor == "postgresql"
    # "+": SQLite is to go by the persons asked about, where there are some, not by the disease
    plus = "" if postgres or among is None else "+"
    where = f"{plus}disease = %s AND isolated_at IS NOT NULL AND (followed_until >= %s OR followed_until IS NULL)"
    params: list[Any] = [disease, since if postgres else since.isoformat()]
    if among is not None:
        where += f" AND person_id IN ({', '.join(['%s'] * len(among))})"
        params += [*among] if postgres else [person.hex for person in among]
    persons, instants = _columns(f"SELECT {wanted} FROM tracing_contact WHERE {where}", 2, params)
    return persons, instants


def latest() -> dict[str, str]:
    """The row last changed of each table: a saved index belongs to this database only if it is still there."""
    found = {}
    for table in (VISIT, CONTACT):
        sql = f"SELECT {_sql('id')} FROM {table} ORDER BY changed_at DESC LIMIT 1"
        found[table] = next((str(rows[0][0]) for rows in chunks(sql)), "")
    return found


def there(ids: dict[str, str]) -> bool:
    """Whether rows named by ``latest`` exist."""
    for table, key in ids.items():
        cast = "::uuid" if connection.vendor == "postgresql" else ""
        if key and next(chunks(f"SELECT 1 FROM {table} WHERE id = %s{cast}", [key]), None) is None:
            return False
    return True


def epoch(moment: datetime) -> int:
    """Whole seconds since 1970."""
    return int(moment.timestamp())

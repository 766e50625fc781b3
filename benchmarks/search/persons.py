"""Searching people by name, number and list page among N persons; run: PYTHONPATH=src python benchmarks/search/persons.py.

Fills a fresh SQLite home (or the database of VUNGXANH_DATABASE) with N generated persons (default 1,000,000) in 100
communes of one province and 20 elsewhere, past the action, then times queries as an officer of the district and of one commune.
One name in thirty has a slip, as in real lists. Prints p50/p95 of wall time in milliseconds.
``--quick``: only the searches of somebody who sees the province.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import bench
from bench import FAMILY, GIVEN, MIDDLE
from django.core.management import call_command
from django.db import connection, transaction

from vungxanh.common.fields import search_hash
from vungxanh.kernel.actor import Actor, Scope
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.text import fold
from vungxanh.rooms.people import queries, rules
from vungxanh.rooms.people.actions.words import keep_words
from vungxanh.rooms.people.models import Person

COMMUNES = [f"3/70/{691 + i // 10}/{25200 + 3 * i}/" for i in range(100)] + [f"3/12/111/{4000 + i}/" for i in range(20)]
AT = datetime(2021, 8, 17, tzinfo=UTC)


def slipped(rng: random.Random, name: str) -> str:
    """One letter gone, doubled, exchanged with the next or another one."""
    i = rng.randrange(1, len(name) - 1)
    how = rng.randrange(4)
    if how == 0:
        return name[:i] + name[i + 1 :]
    if how == 1:
        return name[:i] + name[i] + name[i:]
    if how == 2:
        return name[:i] + name[i + 1] + name[i] + name[i + 2 :]
    return name[:i] + rng.choice("aeiouhngtc") + name[i + 1 :]


def full_name(rng: random.Random) -> str:
    """Somebody's name."""
    name = bench.full_name(rng)
    return slipped(rng, name) if rng.random() < 1 / 30 else name


def fill(count: int) -> None:
    """Write ``count`` persons straight into the table, its indexes made afterwards; sealed columns stay empty."""
    if Person.objects.count() >= count:
        return
    rng, began = random.Random(7), time.perf_counter()
    keys: dict[str, tuple[str, str, str]] = {}
    born = [date(1930, 1, 1) + timedelta(days=rng.randrange(33_000)) for _ in range(20_000)]
    columns = (
        "id", "full_name", "name_folded", "name_reversed", "name_ends", "former_names", "sex", "birth_date",
        "birth_year", "area_path", "hamlet", "occupation", "nationality", "citizen_id", "citizen_hash",
        "citizen_digits", "phone", "phone_hash", "address", "source", "external_id", "created_at", "key_given",
        "key_family", "key_year", "key_home",
    )  # fmt: skip

    def rows(start: int, end: int) -> Iterator[tuple[Any, ...]]:
        for n in range(start, end):
            name, day, area = full_name(rng), rng.choice(born), rng.choice(COMMUNES)
            if name not in keys:
                folded, turned = rules.name_keys(name)
                keys[name] = (folded, turned, rules.name_ends(folded))
            made = rules.match_keys(keys[name][0], day, day.year, area)
            phone, citizen = f"09{n:08d}", f"0701{n:08d}"
            yield (
                new_id(), name, *keys[name], "", rng.choice("MF"), day, day.year, area, "", "", "VN", "",
                search_hash(citizen), 12, "", search_hash(phone), "", "", "", AT, *made.values(),
            )  # fmt: skip

    _without_indexes(lambda: bench.put(Person, columns, rows(0, count), at_once=50_000))
    with transaction.atomic():
        keep_words(folded for folded, *_rest in keys.values())
    print(f"  {count:,} persons, {len(keys):,} names, in {time.perf_counter() - began:.0f} s", flush=True)


def _without_indexes(write: Callable[[], object]) -> None:
    table = Person._meta
    indexes = list(table.indexes)
    single = [field for field in table.local_fields if field.db_index and not field.unique]
    with connection.schema_editor() as editor:
        for index in indexes:
            editor.remove_index(Person, index)
        for field in single:
            for name in editor._constraint_names(Person, [field.column], index=True):
                editor.execute(editor._delete_index_sql(Person, name))
    write()
    with connection.schema_editor() as editor:
        for index in indexes:
            editor.add_index(Person, index)
        for field in single:
            editor.execute(editor._create_index_sql(Person, fields=[field]))


def timed(name: str, calls: list[Callable[[], list[Any]]]) -> None:
    """p50 and p95 of the calls, each once, after one call to warm up; cpu: without waiting for other programs."""
    calls[0]()
    spent, busy, hits = [], [], 0
    for call in calls:
        began, worked = time.perf_counter(), time.process_time()
        hits += len(call())
        spent.append((time.perf_counter() - began) * 1000)
        busy.append((time.process_time() - worked) * 1000)
    spent.sort()
    busy.sort()
    middle, late = len(calls) // 2, int(len(calls) * 0.95)
    print(
        f"{name:<44} p50 {spent[middle]:7.1f} ms   p95 {spent[late]:7.1f} ms   "
        f"cpu p95 {busy[late]:6.1f} ms   {hits / len(calls):5.1f} hits",
        flush=True,
    )


def texts(rng: random.Random, count: int) -> dict[str, Callable[[], str]]:
    """What people type."""
    pick = rng.choice
    return {
        "full name": lambda: f"{pick(FAMILY)} {pick(MIDDLE)} {pick(GIVEN)}",
        "full name without diacritics": lambda: fold(f"{pick(FAMILY)} {pick(MIDDLE)} {pick(GIVEN)}"),
        "no middle name": lambda: f"{pick(FAMILY)} {pick(GIVEN)}",
        "one letter wrong": lambda: slipped(rng, f"{pick(FAMILY)} {pick(MIDDLE)} {pick(GIVEN)}"),
        "one letter wrong, no middle name": lambda: slipped(rng, f"{pick(FAMILY)} {pick(GIVEN)}"),
        "one letter wrong in the given name": lambda: slipped(rng, f" {pick(GIVEN)} "),
        "middle and given": lambda: f"{pick(MIDDLE)} {pick(GIVEN)}",
        "given then family": lambda: f"{pick(GIVEN)} {pick(FAMILY)}",
        "given": lambda: pick(GIVEN),
        "two letters": lambda: pick(GIVEN)[:2],
        "family, unfinished given": lambda: f"{pick(FAMILY)} {pick(GIVEN)[:1]}",
        "no such person": lambda: f"{pick(GIVEN)} Xyz",
        "telephone": lambda: f"09{rng.randrange(count):08d}",
        "citizen number": lambda: f"0701{rng.randrange(count):08d}",
    }


def measure(label: str, area: str, count: int) -> None:
    """All kinds of look-ups as somebody who sees ``area``."""
    who = Actor(id=new_id(), name="x", scopes=(Scope(area, frozenset(Permission)),))
    for kind, make in texts(random.Random(11), count).items():
        timed(f"{label}: {kind}", [partial(queries.search, who, make()) for _ in range(100)])
    facts = {"birth_year": 1980, "birth_date": date(1980, 5, 17), "area_path": COMMUNES[0], "sex": "F"}
    rng = random.Random(12)
    asked = [facts | {"full_name": full_name(rng), "phone": f"09{rng.randrange(count):08d}"} for _ in range(60)]
    timed(f"{label}: suggestions while typing", [partial(queries.alike, who, one) for one in asked])
    rows = queries.visible(who).order_by("area_path", "name_reversed", "id")
    timed(f"{label}: first page of the list", [lambda: list(rows.all()[:51])] * 10)
    timed(f"{label}: list of an age nobody has", [lambda: list(rows.filter(birth_year__lte=1925)[:51])] * 10)
    timed(f"{label}: list filtered by a name", [lambda: list(queries.like(rows, "Lan Quách")[:51])] * 10)
    timed(f"{label}: list filtered by a common name", [lambda: list(queries.like(rows, "Lan")[:51])] * 10)


AREAS = (("province", "3/70/"), ("district", "3/70/691/"), ("commune", COMMUNES[0]), ("everywhere", ""))


def main(count: int, areas: tuple[tuple[str, str], ...]) -> None:
    """Fill, then time."""
    call_command("migrate", verbosity=0)
    fill(count)
    bench.analyze()
    for label, area in areas:
        measure(label, area, count)


if __name__ == "__main__":
    given = [word for word in sys.argv[1:] if not word.startswith("-")]
    main(int(given[0]) if given else 1_000_000, AREAS[:1] if "--quick" in sys.argv else AREAS)

"""The index kept in memory and on disk."""

import threading

import numpy as np
import pytest
from django.db import connection
from django.utils import timezone

from vungxanh.engine.tracing import api as engine
from vungxanh.rooms.tracing import snapshot
from vungxanh.rooms.tracing.models import Visit
from vungxanh.rooms.tracing.snapshot import apart, columns, copied, filling, halves, holding
from vungxanh.testing import person, venue

from .builders import meeting, moment, visit


@pytest.fixture
def own(monkeypatch, settings, tmp_path):
    """Keep every index on disk, in a folder of this test; forget it afterwards."""
    settings.HOME = tmp_path
    monkeypatch.setattr(holding, "KEEP_FROM", 1)
    monkeypatch.setattr(holding, "SHARE", 9)
    snapshot.forget()
    yield
    snapshot.forget()


def rows(index) -> int:
    return index.index.visit_count + index.index.contact_count - index.index.edits.gone_visits.size


@pytest.mark.django_db(transaction=True)
def test_it_is_opened_from_disk_and_caught_up(own, monkeypatch) -> None:
    market = venue()
    first = visit(person("Phạm Một"), market, moment(3))
    assert rows(snapshot.current("covid19")) == 1
    snapshot.forget()
    second = visit(person("Phạm Hai"), market, moment(3))
    monkeypatch.setattr(holding, "_build", lambda disease: pytest.fail("built again instead of opened"))
    index = snapshot.current("covid19")
    assert rows(index) == 2
    Visit.objects.filter(pk=first.pk).update(removed_at=moment(0), changed_at=timezone.now())
    assert rows(snapshot.current("covid19")) == 1
    assert index.persons.find([second.person_id])[0] >= 0


@pytest.mark.django_db(transaction=True)
def test_an_index_of_another_database_is_not_used(own) -> None:
    visit(person("Phạm Một"), venue(), moment(3))
    snapshot.current("covid19")
    snapshot.forget()
    Visit.objects.all().delete()
    assert rows(snapshot.current("covid19")) == 0


@pytest.mark.django_db
def test_what_is_not_committed_is_seen_but_not_shared() -> None:
    snapshot.forget()
    a, b = person("Phạm Một"), person("Phạm Hai")
    meeting(a, b, moment(3), physical=True)
    assert rows(snapshot.current("covid19")) == 1
    assert not holding._held


@pytest.mark.django_db
def test_a_meeting_counts_by_the_definition_of_its_day() -> None:
    a, b = person("Phạm Một"), person("Phạm Hai")
    meeting(a, b, moment(3), distance_m=9, closed_space=False)
    meeting(a, b, moment(3), distance_m=1, masked=True, minutes=1)
    assert sorted(columns.contacts("covid19").counts) == [False, True]
    assert len(columns.visits().id) == 0


@pytest.mark.django_db(transaction=True)
def test_answers_go_on_while_it_is_laid_out_anew(own, monkeypatch) -> None:
    market = venue()
    visit(person("Phạm Một"), market, moment(3))
    assert rows(snapshot.current("covid19")) == 1
    begun, may_end, build = threading.Event(), threading.Event(), holding._build

    def slowly(disease: str) -> holding.Held:
        held = build(disease)
        begun.set()
        assert may_end.wait(20)
        return held

    monkeypatch.setattr(holding, "_build", slowly)
    monkeypatch.setattr(holding.Held, "worn", property(lambda held: held.index.index.edit_count > 1))
    for name in ("Phạm Hai", "Phạm Ba"):
        visit(person(name), market, moment(3))
        index = snapshot.current("covid19")
    assert begun.wait(20)  # another thread lays out what is there now
    assert rows(index) == 3
    late = visit(person("Phạm Tư"), market, moment(3))
    during = snapshot.current("covid19")
    assert (rows(during), during.index.edit_count) == (4, 3)
    may_end.set()
    for thread in threading.enumerate():
        if thread.name == "tracing-index":
            thread.join(20)
    monkeypatch.setattr(holding, "_build", build)
    after = snapshot.current("covid19")
    assert (rows(after), after.index.edit_count) == (4, 1)  # laid out with three, the fourth over it
    assert after.persons.find([late.person_id])[0] >= 0


@pytest.mark.django_db(transaction=True)
def test_columns_read_at_once_are_the_same_as_row_by_row(own, monkeypatch) -> None:
    """PostgreSQL's COPY over two connections, or processes that read SQLite's file. What changes meanwhile is in the answer as well."""
    a, b, market = person("Phạm Một"), person("Phạm Hai"), venue()
    for n in range(60):
        visit((a, b)[n % 2], market, moment(3 + n / 7, n % 24), 20 + n, note="x" * (9 * n % 300))
        meeting(
            a, b, moment(3 + n / 90), 30, distance_m=(None, 1.5, 9, 0.5, 3)[n % 5], masked=(None, True, False)[n % 3],
            minutes=(None, 1, 40)[n % 3], closed_space=(None, False)[n % 2], physical=n % 7 == 0,
        )  # fmt: skip
    gone, first, second = Visit.objects.order_by("start_at")[3:6]
    Visit.objects.filter(pk=gone.pk).update(removed_at=moment(0))
    read, laid_out = [], filling._laid_out

    def change() -> None:
        Visit.objects.filter(pk=first.pk).update(removed_at=moment(0), changed_at=timezone.now())
        Visit.objects.filter(pk=second.pk).update(venue_id=venue().pk, changed_at=timezone.now())
        visit(b, market, moment(3, 5), 600)
        connection.close()

    def meanwhile(portions):
        for portion in portions:
            if not read:
                other = threading.Thread(target=change)
                other.start()
                other.join()
            read.append(portion)
            yield portion

    for way in (apart, halves):
        monkeypatch.setattr(way, "MANY", 0)
    monkeypatch.setattr(filling, "_laid_out", lambda portions, *rest: laid_out(meanwhile(portions), *rest))
    found = snapshot.current("covid19")
    assert sum(len(rows["id"]) for _, rows in read) >= 118  # without the removed ones, with or without the new one
    expected = engine.KeyedIndex.build(columns.contacts("covid19"), columns.visits())
    assert len(expected.visits.keys) == 59
    start, end, three = [0], [2**31 - 2**21], engine.Definition(levels=1, min_minutes_same_place=1)
    for who in (a.pk, b.pk):
        one, two = (i.trace([who], start, end, three) for i in (expected, found))
        assert one.people() == two.people()
        assert sorted(map(repr, one.exposures(one.people()[0].person))) == sorted(
            map(repr, two.exposures(two.people()[0].person))
        )


@pytest.mark.django_db(transaction=True)
def test_one_connection_or_two_copy_the_same_and_may_break_off(own, monkeypatch) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("COPY is PostgreSQL's")
    market = venue()
    for n in range(80):
        visit(person(f"Phạm {n}"), market, moment(3), note="x" * 300)
    monkeypatch.setattr(halves, "MANY", 0)
    assert halves.many()
    both = np.concatenate([c["id"] for table, c in halves.portions() if table == columns.VISIT])
    one = np.concatenate([c["id"] for c in copied.portions(columns.VISIT)])
    assert len(one) == 80
    assert sorted(both.tolist()) == sorted(one.tolist())
    next(halves.portions())  # given up after the first portion
    next(copied.portions(columns.VISIT))
    monkeypatch.setattr(copied, "YEAR_2000", None)
    with pytest.raises(TypeError):
        list(halves.portions())
    assert Visit.objects.count() == 80
    assert not [t for t in threading.enumerate() if t.name == "tracing-copy"]

"""Nobody changes the audit trail unnoticed: triggers refuse, and the sealed chain finds what got past them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from vungxanh.common import append_only, limits, sealing
from vungxanh.common.evidence import canonical, mac
from vungxanh.common.models import AuditEntry, AuditSeal
from vungxanh.common.sealing import ChainBroken, Head, remember, remembered, seal_due
from vungxanh.common.tests.listeners import act
from vungxanh.common.verifying import verify
from vungxanh.kernel.actor import system
from vungxanh.kernel.ids import new_id
from vungxanh.testing import AT

ALL = system()
LATER = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def own_head_file(tmp_path, settings) -> None:
    settings.HOME = tmp_path


def acts(count: int) -> list[AuditEntry]:
    for number in range(count):
        act(by=ALL, at=AT, subject=new_id(), word=f"việc {number}")
    return list(AuditEntry.objects.order_by("pk"))


def seal_now(wide: bool = False) -> int:
    return seal_due(wide=wide, now=timezone.now() + LATER)


@contextmanager
def behind_its_back() -> Iterator[None]:
    """The intruder's first step: the triggers go."""
    with connection.cursor() as cursor:
        for statement in append_only.remove(connection.vendor):
            cursor.execute(statement)
    yield
    with connection.cursor() as cursor:
        for statement in append_only.install(connection.vendor):
            cursor.execute(statement)


def found() -> list[tuple[str, int | None]]:
    return [(finding.what, finding.seq) for finding in verify().findings]


@pytest.mark.django_db
def test_an_untouched_chain_is_whole_and_knows_what_waits():
    acts(7)
    assert seal_now() == 7
    acts(2)
    verdict = verify()
    assert (verdict.ok, verdict.sealed, verdict.waiting) == (True, 7, 2)
    assert verdict.head == remembered() == sealing.newest()


@pytest.mark.django_db
@pytest.mark.parametrize("table", append_only.TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_the_database_refuses_to_change_or_remove(table, statement):
    acts(1)
    seal_now()
    column = {"common_auditentry": "action", "common_auditseal": "digest"}[table]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table, column, column))
    assert verify().sealed == 1


@pytest.mark.django_db
def test_truncate_is_refused():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE common_auditentry")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"actor_name": "Người khác"},
        {"at": AT + timedelta(microseconds=1)},
        {"recorded_at": AT},
        {"area_path": "3/70/"},
        {"subject_id": new_id()},
        {"actor_id": new_id()},
        {"action": "cases.discard"},
        {"detail": {"args": {}}},
        {"mac": "0" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_altered_column_is_found(change):
    entry = acts(3)[1]
    seal_now()
    with behind_its_back():
        AuditEntry.objects.filter(pk=entry.pk).update(**change)
    assert found() == [("altered", 2)]


@pytest.mark.django_db
def test_a_removed_entry_is_found_and_so_is_its_seal():
    one, two, *_ = acts(5)
    seal_now()
    with behind_its_back():
        AuditEntry.objects.filter(pk=one.pk).delete()
    assert found() == [("missing", 1)]
    with behind_its_back():
        AuditSeal.objects.filter(seq=1).delete()
        AuditEntry.objects.filter(pk=two.pk).delete()
        AuditSeal.objects.filter(seq=2).delete()
    assert found() == [("missing", 1)]
    assert verify().findings[0].detail == "seals 1 to 2 are gone"


@pytest.mark.django_db
def test_a_removed_tail_is_found_by_the_head_outside_and_nothing_is_sealed_over_it():
    entries = acts(5)
    seal_now()
    with behind_its_back():
        AuditSeal.objects.filter(seq__gt=3).delete()
        AuditEntry.objects.filter(pk__in=[entries[3].pk, entries[4].pk]).delete()
    assert found() == [("tail", 5)]
    with pytest.raises(ChainBroken):
        seal_now()


@pytest.mark.django_db
@pytest.mark.parametrize("when", ["before the chain", "just now"])
def test_an_added_entry_is_found_and_never_sealed(when):
    entry = acts(3)[0]
    seal_now()
    forged = AuditEntry.objects.get(pk=entry.pk)
    forged.pk, forged.actor_name, forged.mac = new_id(), "Kẻ thêm", entry.mac
    forged.recorded_at = AT if when == "before the chain" else timezone.now()
    forged.save(force_insert=True)
    assert seal_now(wide=True) == 0
    assert found() == [("added", None)]
    assert verify().findings[0].entry_id == str(forged.pk)


@pytest.mark.django_db
def test_a_seal_written_by_hand_is_found():
    acts(3)
    seal_now()
    with behind_its_back():
        AuditSeal.objects.filter(seq=2).update(digest="f" * 64)
    assert found() == [("seal", 2), ("seal", 3)]  # it does not follow, and nothing follows from it


@pytest.mark.django_db
def test_two_entries_that_changed_places_are_found():
    acts(4)
    seal_now()
    with behind_its_back():
        second, third = AuditSeal.objects.get(seq=2).entry_id, AuditSeal.objects.get(seq=3).entry_id
        AuditSeal.objects.filter(seq=2).update(entry_id=new_id())
        AuditSeal.objects.filter(seq=3).update(entry_id=second)
        AuditSeal.objects.filter(seq=2).update(entry_id=third)
    assert found() == [("seal", 2), ("seal", 3)]


@pytest.mark.django_db
def test_young_entries_wait_and_late_ones_are_sealed_by_the_sweep():
    early = acts(2)[0]
    assert seal_due() == 0, "younger than the grace"
    with behind_its_back():  # the transaction of the first one commits only much later
        late = AuditEntry.objects.get(pk=early.pk)
        early.delete()
    assert seal_now() == 1
    long_ago = limits.SEAL_LOOK_BACK * 2
    late.pk = type(late.pk)(int=late.pk.int - (int(long_ago.total_seconds() * 1000) << 80))
    late.mac = mac(late)
    late.save(force_insert=True)
    assert seal_now() == 0
    assert verify().waiting == 1
    assert seal_now(wide=True) == 1
    assert verify().ok


@pytest.mark.django_db
def test_a_database_newer_than_the_head_file_is_whole():
    acts(2)
    seal_now()
    old = remembered()
    acts(2)
    seal_now()
    remember(old)  # the process died between the commit and the file
    acts(1)
    assert seal_now() == 1
    assert verify().ok


@pytest.mark.django_db
def test_after_a_rotation_of_keys_old_and_new_entries_verify(settings):
    acts(2)
    seal_now()
    settings.SEALING_KEYS = ["a new key", *settings.SEALING_KEYS]
    acts(2)
    seal_now()
    assert verify().sealed == 4
    settings.SEALING_KEYS = ["a new key"]
    assert {what for what, _ in found()} == {"altered"}


@pytest.mark.django_db
def test_what_is_digested_survives_the_database():
    detail = {
        "z": 1.0,
        "a": [1e16, 0.1, -0.0, 1e-7, 1e300, 2**60, True, None],
        "đ": 'Ữ \u2028 "\\',
        "n": {"b": 1, "a": 2},
    }
    entry = AuditEntry(
        at=datetime(2021, 8, 17, 7, 30, 0, 123456, tzinfo=timezone.get_default_timezone()),
        recorded_at=datetime(2021, 8, 17, tzinfo=UTC),
        actor_name="Nguyễn",
        action="x",
        detail=detail,
    )
    entry.mac = mac(entry)
    entry.save(force_insert=True)
    again = AuditEntry.objects.get()
    assert canonical(again) == canonical(entry)
    assert mac(again) == again.mac


@pytest.mark.django_db
def test_verifying_holds_little_in_memory(django_assert_max_num_queries):
    acts(30)
    limits_batch, limits.SEAL_BATCH = limits.SEAL_BATCH, 10
    try:
        seal_now()
        with django_assert_max_num_queries(2 * 4 + 2):
            assert verify(head=Head()).sealed == 30
    finally:
        limits.SEAL_BATCH = limits_batch

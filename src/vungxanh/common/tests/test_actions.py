"""The door: rights first, one transaction, an audit row, and a key that makes a retry harmless."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import pytest
from django.db import connection

from vungxanh.common.actions import action
from vungxanh.common.kept import give_back, keep
from vungxanh.common.models import ActionKey, AuditEntry, AuditSeal, OutboxMessage
from vungxanh.common.tests.listeners import act
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.testing import AT, COMMUNE, OTHER_DISTRICT, actor

ALL = system()
DONE: list[str] = []


@dataclass(frozen=True)
class Outcome:
    subject: UUID
    day: date
    others: tuple[UUID, ...]
    note: str | None = None


@action(needs=Permission.CASE_RECORD, area="area", hide=["phone"])
def record(*, by: Actor, at: datetime, area: str, phone: str = "", fail: bool = False) -> Outcome:
    AuditSeal.objects.create(seq=ActionKey.objects.count() + 100, entry_id=new_id(), digest="x", sealed_at=at)
    if fail:
        raise Refused("Không.")
    DONE.append(area)
    return Outcome(subject=new_id(), day=at.date(), others=(new_id(),))


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    DONE.clear()


@pytest.mark.django_db
def test_a_stranger_is_refused_before_anything_is_touched():
    with pytest.raises(NotYours):
        record(by=actor(area=OTHER_DISTRICT), at=AT, area=COMMUNE)
    with pytest.raises(NotYours):
        record.once("k", by=actor(area=OTHER_DISTRICT), at=AT, area=COMMUNE)
    assert (DONE, AuditEntry.objects.count(), ActionKey.objects.count()) == ([], 0, 0)


@pytest.mark.django_db
def test_a_refusal_leaves_no_trace_and_frees_the_key():
    with pytest.raises(Refused):
        record.once("k", by=ALL, at=AT, area=COMMUNE, fail=True)
    assert [kind.objects.count() for kind in (AuditEntry, AuditSeal, ActionKey)] == [0, 0, 0]
    record.once("k", by=ALL, at=AT, area=COMMUNE)
    assert len(DONE) == 1


@pytest.mark.django_db
def test_a_used_key_gives_the_same_answer_and_does_nothing():
    first = record.once("k", by=ALL, at=AT, area=COMMUNE)
    assert record.once("k", by=ALL, at=AT, area=COMMUNE) == first
    assert (len(DONE), AuditEntry.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_a_key_belongs_to_one_action_and_one_person():
    record.once("k", by=ALL, at=AT, area=COMMUNE)
    with pytest.raises(Refused):
        act.once("k", by=ALL, at=AT, subject=new_id())
    with pytest.raises(Refused):
        record.once("k", by=actor(), at=AT, area=COMMUNE)


@pytest.mark.django_db
def test_long_keys_that_begin_alike_are_different_keys():
    record.once("k" * 100 + "1", by=ALL, at=AT, area=COMMUNE)
    record.once("k" * 100 + "2", by=ALL, at=AT, area=COMMUNE)
    assert len(DONE) == 2


@pytest.mark.django_db
def test_hidden_arguments_are_not_readable_in_the_trail():
    record(by=ALL, at=AT, area=COMMUNE, phone="0912345678")
    entry = AuditEntry.objects.get()
    assert entry.detail == {"args": {"area": COMMUNE, "phone": "•"}}
    assert (entry.action, entry.area_path) == (record.name, COMMUNE)


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_with_one_key_do_it_once():
    def press(_: int) -> Outcome:
        try:
            return record.once("k", by=ALL, at=AT, area=COMMUNE)
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as threads:
        answers = list(threads.map(press, range(10)))
    assert len(DONE) == 1
    assert len(set(answers)) == 1


@pytest.mark.django_db
def test_results_come_back_as_they_were():
    row = OutboxMessage.objects.create(event="e", listener="l", payload={}, due_at=AT, created_at=AT)
    outcome = Outcome(subject=new_id(), day=date(2021, 8, 17), others=(new_id(), new_id()), note="ghi chú")
    for value in (
        row,
        outcome,
        [outcome, outcome],
        {"a": (1, 2.5, None)},
        new_id(),
        AT,
        date(2021, 8, 17),
        None,
        "x",
        [row],
    ):
        assert give_back(keep(value)) == value

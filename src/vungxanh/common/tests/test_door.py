"""The action door: right, area, transaction, audit row, idempotency key. Tried on the outbox's own tables."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import pytest
from django.db import connection, models

from vungxanh.common import fields, outbox
from vungxanh.common.access import seen, within
from vungxanh.common.actions import ACTIONS, action
from vungxanh.common.audit import amend, current
from vungxanh.common.models import ActionKey, AuditEntry, Job, OutboxMessage
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.testing import AT, COMMUNE, DISTRICT, OTHER_DISTRICT, actor

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Opened:
    job_id: UUID
    when: datetime


def heard(event: Opened, *, at: datetime) -> None:
    """A listener."""


@pytest.fixture(autouse=True)
def _clean_registry():
    before = dict(ACTIONS)
    yield
    ACTIONS.clear()
    ACTIONS.update(before)
    outbox.LISTENERS.pop(Opened, None)


def make():
    @action(needs=Permission.JOB_SEE, area="area_path", hide=("phone",))
    def open_job(*, by: Actor, at: datetime, title: str, area_path: str, phone: str = "", fail: bool = False) -> Job:
        job = Job.objects.create(kind="t", title=title, area_path=area_path, created_at=at)
        amend(job, message="mở")
        outbox.tell(Opened(job_id=job.pk, when=at))
        if fail:
            raise Refused("Không được.")
        return job

    return open_job


def test_a_write_leaves_one_audit_row_with_what_changed_and_nothing_sealed() -> None:
    by = actor()
    job = make()(by=by, at=AT, title="thử", area_path=COMMUNE, phone="0951234567")
    row = AuditEntry.objects.get()
    assert (row.actor_id, row.subject_id, row.area_path, row.at) == (by.id, job.pk, COMMUNE, AT)
    assert row.detail["args"] == {"title": "thử", "area_path": COMMUNE, "phone": "•"}
    assert row.detail["changes"] == [
        {"kind": "common.job", "id": str(job.pk), "field": "message", "from": "", "to": "mở"}
    ]


def test_outside_ones_area_nothing_is_written() -> None:
    with pytest.raises(NotYours):
        make()(by=actor(area=OTHER_DISTRICT), at=AT, title="thử", area_path=COMMUNE)
    with pytest.raises(NotYours):
        make()(by=actor(Permission.CASE_SEE), at=AT, title="thử", area_path=COMMUNE)
    assert not Job.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_refusal_undoes_everything_and_frees_the_key() -> None:
    outbox.listen(Opened, heard)
    open_job = make()
    by = actor()
    with pytest.raises(Refused):
        open_job.once("k1", by=by, at=AT, title="thử", area_path=COMMUNE, fail=True)
    assert not Job.objects.exists()
    assert not AuditEntry.objects.exists()
    assert not ActionKey.objects.exists()
    assert not OutboxMessage.objects.exists()
    open_job.once("k1", by=by, at=AT, title="thử", area_path=COMMUNE)
    assert Job.objects.count() == 1


def test_sent_twice_done_once() -> None:
    open_job, by = make(), actor()
    first = open_job.once("k", by=by, at=AT, title="một", area_path=COMMUNE)
    again = open_job.once("k", by=by, at=AT, title="hai", area_path=COMMUNE)
    assert again.pk == first.pk
    assert again.title == "một"
    assert AuditEntry.objects.count() == 1
    with pytest.raises(Refused, match="đã được dùng"):
        open_job.once("k", by=actor(), at=AT, title="ba", area_path=COMMUNE)


@pytest.mark.parametrize("result", [None, 3, "chữ", {"a": [1]}, new_id()])
def test_what_came_of_it_is_remembered(result: object) -> None:
    @action(needs=Permission.JOB_SEE)
    def give(*, by: Actor, at: datetime) -> object:
        return result

    by = actor()
    assert give.once("r", by=by, at=AT) == result
    assert give.once("r", by=by, at=AT) == result


def test_an_action_must_take_by_and_at() -> None:
    with pytest.raises(TypeError, match="must take at="):

        @action(needs=Permission.JOB_SEE)
        def wrong(*, by: Actor) -> None: ...


def test_telling_outside_an_action_is_a_mistake() -> None:
    with pytest.raises(RuntimeError):
        current()


def test_an_event_comes_back_as_it_was_told() -> None:
    outbox.listen(Opened, heard)
    job = make()(by=actor(), at=AT, title="thử", area_path=COMMUNE)
    message = OutboxMessage.objects.get()
    event, at = outbox.revive(message)
    assert event == Opened(job_id=job.pk, when=AT)
    assert at == AT
    assert message.listener.endswith("test_door.heard")


def test_rows_in_an_area_are_one_range() -> None:
    for area in (DISTRICT, COMMUNE, "3/70/6911/", "3/70/69/", OTHER_DISTRICT, ""):
        Job.objects.create(kind="t", title=area, area_path=area, created_at=AT)
    titles = lambda q: set(Job.objects.filter(q).values_list("title", flat=True))  # noqa: E731
    assert titles(within(DISTRICT)) == {DISTRICT, COMMUNE}
    assert len(titles(within(""))) == 6
    assert titles(seen(actor(), Permission.JOB_SEE)) == {DISTRICT, COMMUNE}
    assert titles(seen(actor(Permission.CASE_SEE), Permission.JOB_SEE)) == set()
    assert len(titles(seen(actor(area=""), Permission.JOB_SEE))) == 6


class Sealed(models.Model):
    secret = fields.SealedField(default="")

    class Meta:
        app_label = "common"
        managed = False


def test_sealed_text_is_unreadable_in_the_database() -> None:
    serial = "serial" if connection.vendor == "postgresql" else "integer"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE common_sealed (id {serial} PRIMARY KEY, secret text)")
    row = Sealed.objects.create(secret="070187000123")
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM common_sealed")
        stored = cursor.fetchone()[0]
    assert "070187" not in stored
    assert Sealed.objects.get(pk=row.pk).secret == "070187000123"


def test_seals_survive_a_new_key_and_refuse_a_foreign_one(settings) -> None:
    token = fields.seal("số")
    found = fields.search_hash("số")
    settings.SEALING_KEYS = ["new", *settings.SEALING_KEYS]
    assert fields.unseal(token) == "số"
    assert fields.search_hash("số") == found
    assert fields.search_hash("") == ""
    settings.SEALING_KEYS = ["other"]
    with pytest.raises(ValueError, match="key this centre does not have"):
        fields.unseal(token)

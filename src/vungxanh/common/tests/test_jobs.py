"""Long work can be watched, left, stopped, and goes on after its worker died."""

import threading
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from vungxanh.common import jobs, limits, running
from vungxanh.common.jobs import cancel, get, resume, start, visible
from vungxanh.common.models import Job
from vungxanh.common.running import Running, run_next
from vungxanh.common.tests.listeners import react, reactions
from vungxanh.common.worker import Worker
from vungxanh.kernel.actor import NOBODY, Actor, system
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.testing import AT, COMMUNE, DISTRICT, OTHER_DISTRICT, actor

ALL = system()
SUBJECTS = [new_id() for _ in range(6)]
SEEN: list[int] = []
AFTER: dict[int, object] = {}


@jobs.job("test.count")
def count(job: Running) -> dict[str, object]:
    total = job.arguments["total"]
    for number in range(job.checkpoint.get("next", 0), total):
        react.once(job.key(number), by=job.by, at=job.at, subject=SUBJECTS[number])
        SEEN.append(number)
        what = AFTER.pop(number, None)
        if isinstance(what, BaseException):
            raise what
        if callable(what):
            what(job)
        job.step(number + 1, total, f"đã ghi {number + 1}", checkpoint={"next": number + 1})
    return {"count": total}


@jobs.job("test.guarded", needs=Permission.IMPORT)
def guarded(job: Running) -> None:
    return None


@pytest.fixture(autouse=True)
def every_step_is_saved(monkeypatch, settings):
    SEEN.clear()
    AFTER.clear()
    monkeypatch.setattr(limits, "JOB_SAVE_SECONDS", 0)
    settings.ACTOR_OF = "vungxanh.common.tests.test_jobs.owner"


def owner(user_id: object) -> Actor:
    return Actor(id=user_id, name="Chủ việc", scopes=ALL.scopes)


def begun(by: Actor = ALL, total: int = 6, **values: object) -> Job:
    return start(by=by, at=AT, kind="test.count", title="Đếm", arguments={"total": total}, **values)


@pytest.mark.django_db
def test_a_job_runs_to_its_end_for_its_owner():
    row = begun(by=owner(new_id()))
    assert run_next() == 1
    row.refresh_from_db()
    assert (row.state, row.done, row.total, row.result) == ("done", 6, 6, {"count": 6})
    assert reactions() == 6
    assert run_next() == 0


@pytest.mark.django_db
def test_when_its_worker_died_another_goes_on_from_the_checkpoint_and_nothing_is_done_twice():
    row = begun()
    AFTER[3] = KeyboardInterrupt()  # like a kill: after the batch was committed, before the progress was
    with pytest.raises(KeyboardInterrupt):
        run_next()
    row.refresh_from_db()
    assert (row.state, row.checkpoint) == ("running", {"next": 3})
    assert run_next() == 0, "its lease still holds"
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert run_next() == 1
    row.refresh_from_db()
    assert row.state == "done"
    assert SEEN == [0, 1, 2, 3, 3, 4, 5]
    assert reactions() == 6


@pytest.mark.django_db
def test_a_job_that_always_kills_its_worker_is_given_up():
    row = begun()
    for _ in range(limits.JOB_ATTEMPTS):
        AFTER[0] = KeyboardInterrupt()
        with pytest.raises(KeyboardInterrupt):
            run_next()
        Job.objects.update(leased_until=None)
    run_next()
    row.refresh_from_db()
    assert (row.state, row.message) == ("failed", "Việc này đã dừng giữa chừng nhiều lần.")


@pytest.mark.django_db
def test_cancelling_a_waiting_job_ends_it_at_once_and_a_running_one_at_its_next_step():
    waiting = begun()
    assert cancel(by=ALL, at=AT, job_id=waiting.pk).state == "cancelled"
    assert run_next() == 0
    row = begun()
    AFTER[2] = lambda job: cancel(by=ALL, at=AT, job_id=job.id)
    run_next()
    row.refresh_from_db()
    assert (row.state, row.done, SEEN) == ("cancelled", 3, [0, 1, 2])
    assert row.checkpoint == {"next": 3}


@pytest.mark.django_db
def test_a_cancelled_job_can_go_on_for_its_owner_only():
    mine = owner(new_id())
    row = begun(by=mine)
    AFTER[2] = lambda job: cancel(by=mine, at=AT, job_id=job.id)
    run_next()
    with pytest.raises(Refused):
        resume(by=ALL, at=AT, job_id=row.pk)
    resume(by=mine, at=AT, job_id=row.pk)
    run_next()
    row.refresh_from_db()
    assert (row.state, SEEN) == ("done", [0, 1, 2, 3, 4, 5])


@pytest.mark.django_db
def test_a_failure_says_its_sentence_or_its_class_but_never_a_value(caplog):
    refused, broken = begun(), begun()
    AFTER[0] = Refused("Tệp này không có cột ngày sinh.")
    run_next()
    AFTER[0] = ValueError("Nguyễn Văn Bệnh")
    run_next()
    refused.refresh_from_db()
    broken.refresh_from_db()
    assert (refused.state, refused.message) == ("failed", "Tệp này không có cột ngày sinh.")
    assert broken.state == "failed"
    assert "ValueError" in broken.message
    assert "Bệnh" not in broken.message + caplog.text


@pytest.mark.django_db
def test_a_worker_that_ends_hands_its_job_back_at_once():
    row, stopping = begun(), threading.Event()
    AFTER[1] = lambda job: stopping.set()
    run_next(stopping)
    row.refresh_from_db()
    assert (row.state, row.checkpoint, row.attempts) == ("waiting", {"next": 2}, 0)
    run_next()
    row.refresh_from_db()
    assert row.state == "done"


@pytest.mark.django_db
def test_a_worker_that_lost_its_job_stops_writing():
    row = begun()
    AFTER[1] = lambda job: Job.objects.update(worker="another")
    run_next()
    row.refresh_from_db()
    assert (row.worker, row.state, row.done) == ("another", "running", 1)


@pytest.mark.django_db
def test_who_sees_a_job():
    mine = actor(Permission.CASE_SEE, area=COMMUNE)
    row = begun(by=mine, area=COMMUNE)
    keeper, stranger = actor(Permission.JOB_SEE, area=DISTRICT), actor(area=OTHER_DISTRICT)
    assert [visible(by).count() for by in (mine, keeper, ALL, stranger)] == [1, 1, 1, 0]
    with pytest.raises(NotYours):
        get(stranger, row.pk)
    with pytest.raises(NotYours):
        cancel(by=stranger, at=AT, job_id=row.pk)
    with pytest.raises(NotYours):
        begun(by=NOBODY)


@pytest.mark.django_db
def test_a_kind_may_ask_for_a_right_in_its_area():
    with pytest.raises(NotYours):
        start(by=actor(Permission.IMPORT, area=COMMUNE), at=AT, kind="test.guarded", title="x", area=DISTRICT)
    start(by=actor(Permission.IMPORT), at=AT, kind="test.guarded", title="x", area=DISTRICT)
    with pytest.raises(Refused):
        start(by=ALL, at=AT, kind="test.unknown", title="x")


@pytest.mark.django_db(transaction=True)
def test_a_long_step_keeps_its_lease_by_the_heartbeat_and_messages_do_not_wait(monkeypatch):
    monkeypatch.setattr(limits, "LEASE", timedelta(seconds=2))
    monkeypatch.setattr(limits, "HEARTBEAT", 0.2)
    row, released = begun(), threading.Event()
    AFTER[0] = lambda job: released.wait(15)
    worker = Worker(jobs=1)
    worker.start()
    try:
        for _ in range(30):
            time.sleep(0.1)
            fresh = Job.objects.get(pk=row.pk)
            if fresh.state == "running":
                assert fresh.leased_until > timezone.now()
        assert fresh.state == "running"
        running._here.clear()
        assert running.claim() is None, "alive, though its step takes longer than a lease"
        released.set()
        until = time.monotonic() + 10
        while Job.objects.get(pk=row.pk).state != "done" and time.monotonic() < until:
            time.sleep(0.05)
        assert Job.objects.get(pk=row.pk).state == "done"
    finally:
        released.set()
        assert worker.stop()

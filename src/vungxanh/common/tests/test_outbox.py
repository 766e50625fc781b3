"""What is told is delivered: after the act, at least once, with its effect once."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from vungxanh.common import delivery, desk, limits, outbox, pruning
from vungxanh.common.models import ActionKey, AuditEntry, OutboxMessage
from vungxanh.common.outbox import LISTENERS, listen, sleeper
from vungxanh.common.tests import listeners
from vungxanh.common.tests.listeners import HEARD, Happened, act, reactions
from vungxanh.common.worker import deliver_due
from vungxanh.kernel.actor import system
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.testing import AT, actor

ALL = system()


@pytest.fixture(autouse=True)
def wired() -> Iterator[None]:
    HEARD.clear()
    listeners.FAIL.clear()
    listen(Happened, listeners.hears)
    yield
    LISTENERS.pop(Happened, None)


@pytest.mark.django_db
def test_an_event_arrives_with_its_types_and_the_moment_of_the_act():
    subject = act(by=ALL, at=AT, subject=new_id())
    assert not HEARD, "delivery is the worker's, not the act's"
    assert deliver_due() == 1
    (_, event, at, key) = HEARD[0]
    assert event == Happened(subject=subject, others=(subject,), day=AT.date())
    assert (at, key) == (AT, f"outbox:{OutboxMessage.objects.get().pk}")
    assert OutboxMessage.objects.get().state == "done"
    assert reactions() == 1


@pytest.mark.django_db
def test_delivered_again_after_a_crash_the_effect_is_still_one():
    act(by=ALL, at=AT, subject=new_id())
    message = delivery.claim()[0]
    delivery.deliver(message)  # … and the process dies before it is settled
    OutboxMessage.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    deliver_due()
    assert len(HEARD) == 2
    assert reactions() == 1


@pytest.mark.django_db
def test_long_work_nobody_waits_for_comes_last_and_one_by_one(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("vungxanh.common.outbox.PATIENT", set(delivery.PATIENT))
    monkeypatch.setattr(delivery, "PATIENT", outbox.PATIENT)
    listen(Happened, listeners.hears_long, patient=True)
    for _n in range(3):
        act(by=ALL, at=AT, subject=new_id())
    assert deliver_due(patient=False) == 3
    assert {one[0] for one in HEARD} == {"hears"}
    assert [len(delivery.claim()) for _n in range(4)] == [1, 1, 1, 0]


@pytest.mark.django_db
def test_one_failure_does_not_hold_up_others_and_says_nothing_about_people():
    listen(Happened, listeners.fails, listeners.refuses)
    listeners.FAIL.append(ValueError("Nguyễn Văn Bệnh 0912345678"))
    act(by=ALL, at=AT, subject=new_id())
    deliver_due()
    states = {m.listener.rsplit(".", 1)[1]: m for m in OutboxMessage.objects.all()}
    assert states["hears"].state == "done"
    assert (states["fails"].state, states["fails"].error) == ("waiting", "ValueError")
    assert states["refuses"].error == "Refused: Không làm được vào lúc này."
    assert states["fails"].due_at > timezone.now() + limits.OUTBOX_FIRST_WAIT * 0.4


@pytest.mark.django_db
def test_no_name_reaches_the_log(caplog):
    listen(Happened, listeners.fails)
    listeners.FAIL.append(ValueError("Nguyễn Văn Bệnh 0912345678"))
    act(by=ALL, at=AT, subject=new_id())
    deliver_due()
    assert "ValueError" in caplog.text
    assert "Bệnh" not in caplog.text


@pytest.mark.django_db
def test_after_its_last_attempt_a_message_is_dead_until_somebody_sends_it_again():
    listen(Happened, listeners.fails)
    listeners.FAIL.append(ValueError("x"))
    act(by=ALL, at=AT, subject=new_id())
    for _ in range(limits.OUTBOX_ATTEMPTS):
        OutboxMessage.objects.update(due_at=timezone.now())
        deliver_due()
    (dead,) = desk.dead(ALL)
    assert (dead.state, dead.attempts) == ("dead", limits.OUTBOX_ATTEMPTS)
    OutboxMessage.objects.update(due_at=timezone.now())
    assert deliver_due() == 0
    listeners.FAIL.clear()
    desk.resend(by=ALL, at=AT, message_id=dead.pk)
    assert deliver_due() == 1
    assert not desk.dead(ALL)


@pytest.mark.django_db
def test_resending_needs_the_right_and_dropping_is_final():
    listen(Happened, listeners.fails)
    act(by=ALL, at=AT, subject=new_id())
    OutboxMessage.objects.filter(listener__endswith="fails").update(state="dead")
    dead = desk.dead(ALL)[0]
    for stranger in (actor(Permission.OUTBOX_SEE, area=""), actor(Permission.OUTBOX_RESEND)):
        with pytest.raises(NotYours):
            desk.resend(by=stranger, at=AT, message_id=dead.pk)
    with pytest.raises(NotYours):
        desk.dead(actor(area="3/70/"))
    desk.drop(by=ALL, at=AT, message_id=dead.pk)
    dead.refresh_from_db()
    assert dead.state == "dropped"
    assert AuditEntry.objects.filter(action="common.desk.drop").count() == 1


@pytest.mark.django_db
def test_waits_double_up_to_an_hour_with_chance():
    waits = [[delivery.wait_after(n) for _ in range(50)] for n in range(1, 30)]
    assert limits.OUTBOX_FIRST_WAIT * 0.5 <= min(waits[0]) <= max(waits[0]) <= limits.OUTBOX_FIRST_WAIT * 1.5
    assert max(map(max, waits)) <= limits.OUTBOX_LONGEST_WAIT * 1.5
    assert min(waits[5]) > max(waits[1])
    assert len(set(waits[0])) > 40


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_take_the_same_message():
    for _ in range(60):
        act(by=ALL, at=AT, subject=new_id())

    def take(_: int) -> list[str]:
        mine: list[str] = []
        while batch := delivery.claim(limit=5):
            mine += [str(m.pk) for m in batch]
        connection.close()
        return mine

    with ThreadPoolExecutor(3) as threads:
        every = [pk for mine in threads.map(take, range(3)) for pk in mine]
    assert len(every) == len(set(every)) == 60


@pytest.mark.django_db(transaction=True)
def test_telling_wakes_the_worker_of_this_process_on_commit():
    with sleeper() as woken:
        act(by=ALL, at=AT, subject=new_id())
        assert woken.is_set()


@pytest.mark.django_db
def test_a_worker_that_stops_gives_back_what_it_did_not_try():
    act(by=ALL, at=AT, subject=new_id())
    claimed = delivery.claim()
    delivery.release(claimed)
    message = OutboxMessage.objects.get()
    assert (message.leased_until, message.attempts) == (None, 0)


@pytest.mark.django_db(transaction=True)
def test_a_listener_that_takes_longer_than_a_lease_keeps_its_message(monkeypatch):
    monkeypatch.setattr(limits, "LEASE", timedelta(seconds=1.5))
    monkeypatch.setattr(limits, "HEARTBEAT", 0.2)
    act(by=ALL, at=AT, subject=new_id())
    batch = delivery.claim()
    with delivery.in_hand(batch):
        time.sleep(2.2)
        assert delivery.claim() == [], "nobody else gets it"
        delivery.settle(batch)
    assert OutboxMessage.objects.get().state == "done"
    act(by=ALL, at=AT, subject=new_id())
    delivery.claim()
    time.sleep(1.8)
    assert len(delivery.claim()) == 1, "without a pulse it is up for grabs"


def test_a_listener_that_no_worker_could_find_again_is_refused_at_once():
    with pytest.raises((TypeError, ImportError)):
        listen(Happened, lambda event, *, at: None)


@pytest.mark.django_db
def test_old_rows_go_and_dead_messages_stay():
    act.once("a key", by=ALL, at=AT, subject=new_id())
    act(by=ALL, at=AT, subject=new_id())
    deliver_due()
    OutboxMessage.objects.filter(pk=OutboxMessage.objects.first().pk).update(state="dead")
    assert pruning.prune() == 0
    assert pruning.prune(timezone.now() + timedelta(days=365)) == 4  # one message, the act's key, two listeners' keys
    assert OutboxMessage.objects.get().state == "dead"
    assert not ActionKey.objects.exists()

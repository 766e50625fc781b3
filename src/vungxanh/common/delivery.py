"""Delivering the outbox: claim what is due, call its listener, remember how it went."""

import logging
import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from threading import Event, Lock, Thread
from typing import Any

from django.db import DatabaseError, InterfaceError, connection, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.module_loading import import_string

from vungxanh.common import limits
from vungxanh.common.faults import describe, report
from vungxanh.common.models import OutboxMessage
from vungxanh.common.outbox import PATIENT, delivering, revive

logger = logging.getLogger("vungxanh.outbox")
State = OutboxMessage.State
_leases = Lock()


def _due(now: datetime) -> Q:
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    return Q(state=State.WAITING, due_at__lte=now) & free


def claim(limit: int = limits.OUTBOX_BATCH, *, patient: bool = True) -> list[OutboxMessage]:
    """Lease the oldest due messages to this caller alone; several workers may ask at once.

    Those of patient listeners come one by one when nothing else is due; with ``patient`` False they stay.
    """
    found = _claim(Q(_due(timezone.now()), ~Q(listener__in=PATIENT)), limit)
    return found or (_claim(_due(timezone.now()), 1) if patient and PATIENT else [])


def _claim(wanted: Q, limit: int) -> list[OutboxMessage]:
    now = timezone.now()
    if not OutboxMessage.objects.filter(wanted).exists():
        return []
    with transaction.atomic():
        due = OutboxMessage.objects.filter(wanted).order_by("due_at", "id")
        # SKIP LOCKED on PostgreSQL; SQLite has no row locks and one writer, who is us until the end of this block.
        claimed = list(due.select_for_update(skip_locked=True)[:limit])
        until = now + limits.LEASE
        OutboxMessage.objects.filter(pk__in=[m.pk for m in claimed]).update(
            leased_until=until, attempts=F("attempts") + 1
        )
    for message in claimed:
        message.leased_until, message.attempts = until, message.attempts + 1
    return claimed


def deliver(message: OutboxMessage) -> bool:
    """Call the listener; whether it went well. A failure is written down at once and retried later."""
    try:
        event, at = revive(message)
        with delivering(message):
            import_string(message.listener)(event, at=at)
    except Exception as error:
        report(logger, f"{message.listener} failed on {message.pk} (attempt {message.attempts})", error)
        _failed(message, error)
        return False
    return True


def _failed(message: OutboxMessage, error: Exception) -> None:
    dead = message.attempts >= limits.OUTBOX_ATTEMPTS
    _let_go(
        message,
        state=State.DEAD if dead else State.WAITING,
        due_at=timezone.now() + wait_after(message.attempts),
        error=describe(error),
    )


def _let_go(message: OutboxMessage, **values: Any) -> None:
    with _leases:
        mine = OutboxMessage.objects.filter(pk=message.pk, state=State.WAITING, leased_until=message.leased_until)
        mine.update(leased_until=None, **values)
        message.leased_until = None


def wait_after(attempts: int) -> timedelta:
    """Doubling waits with half as much chance either way, so that many failures do not come back together."""
    wait: timedelta = min(limits.OUTBOX_FIRST_WAIT * 2 ** min(attempts - 1, 20), limits.OUTBOX_LONGEST_WAIT)
    chance = random.uniform(0.5, 1.5)  # noqa: S311
    return wait * chance


def release(messages: list[OutboxMessage]) -> None:
    """Give back messages that were claimed and not tried (the worker stops)."""
    for message in messages:
        _let_go(message, attempts=F("attempts") - 1)


def settle(done: list[OutboxMessage]) -> None:
    """Mark messages delivered, in one statement; a crash before this delivers them again."""
    if done:
        OutboxMessage.objects.filter(pk__in=[m.pk for m in done], state=State.WAITING).update(
            state=State.DONE, done_at=timezone.now(), leased_until=None, error=""
        )


@contextmanager
def in_hand(batch: list[OutboxMessage]) -> Iterator[None]:
    """Keeps the leases of a batch alive however long its listeners take; a thread that sleeps nearly always."""
    ended = Event()

    def beat() -> None:
        try:
            while not ended.wait(limits.HEARTBEAT):
                with suppress(DatabaseError, InterfaceError):
                    renew(batch)
        finally:
            connection.close()

    pulse = Thread(target=beat, name="vungxanh-outbox-pulse", daemon=True)
    pulse.start()
    try:
        yield
    finally:
        ended.set()
        pulse.join()


def renew(batch: list[OutboxMessage]) -> None:
    """Prolong the leases of what is still held."""
    with _leases:
        until = timezone.now() + limits.LEASE
        for message in batch:
            mine = OutboxMessage.objects.filter(pk=message.pk, leased_until=message.leased_until, state=State.WAITING)
            if message.leased_until and mine.update(leased_until=until):
                message.leased_until = until

"""Facts told by one room, delivered to others: written with the act, delivered at least once by a worker."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import fields
from datetime import datetime
from threading import Event
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from vungxanh.common.audit import current, plain
from vungxanh.common.kept import address, make
from vungxanh.common.models import OutboxMessage
from vungxanh.kernel.ids import new_id

Listener = Callable[..., None]
LISTENERS: dict[type, list[Listener]] = {}
PATIENT: set[str] = set()
"""Addresses of listeners that compute long for nobody who waits: delivered when nothing else is due."""

_delivered: ContextVar[str | None] = ContextVar("vungxanh_delivered", default=None)
_told_at: ContextVar[datetime | None] = ContextVar("vungxanh_told_at", default=None)
_sleepers: list[Event] = []


def listen(event: type, *listeners: Listener, patient: bool = False) -> None:
    """Connect; called only in ``site/wiring.py``. A listener takes ``(event, *, at)`` and must be idempotent.

    ``patient``: its messages come after all others.
    """
    for thing in (event, *listeners):
        if import_string(address(thing)) is not thing:
            raise TypeError(f"a worker would not find {address(thing)} again")
    PATIENT.update(address(listener) for listener in listeners if patient)
    known = LISTENERS.setdefault(event, [])
    known += [listener for listener in listeners if listener not in known]


def tell(event: Any) -> None:
    """Write ``event`` (a frozen dataclass of ids) to the outbox, one message a listener, in the act's transaction."""
    act = current()
    now = timezone.now()
    payload = {f.name: plain(getattr(event, f.name)) for f in fields(event)} | {"_at": plain(act.at)}
    OutboxMessage.objects.bulk_create(
        OutboxMessage(
            event=address(type(event)), listener=address(listener), payload=payload, due_at=now, created_at=now
        )
        for listener in LISTENERS.get(type(event), [])
    )
    transaction.on_commit(wake)


def revive(message: OutboxMessage) -> tuple[Any, datetime]:
    """The event of a message, and the moment of the act that told it."""
    return make(import_string(message.event), message.payload), datetime.fromisoformat(message.payload["_at"])


def delivery_key(*parts: object) -> str:
    """The idempotency key of the message being delivered, for ``.once`` of the actions a listener calls.

    A listener that calls several actions tells them apart by ``parts`` (``delivery_key(case_id)``). Called outside a
    delivery (a test, a shell) every call gives a new key.
    """
    delivered = _delivered.get() or f"direct:{new_id()}"
    return ":".join([delivered, *(str(part) for part in parts)])


@contextmanager
def delivering(message: OutboxMessage) -> Iterator[None]:
    """Make ``delivery_key`` speak of ``message``; only the worker does this."""
    token, moment = _delivered.set(f"outbox:{message.pk}"), _told_at.set(message.created_at)
    try:
        yield
    finally:
        _delivered.reset(token)
        _told_at.reset(moment)


def told_at() -> datetime | None:
    """When what is being delivered was told, by the wall's clock; None outside a delivery."""
    return _told_at.get()


def wake() -> None:
    """Tell the workers of this process that something may be due."""
    for event in list(_sleepers):
        event.set()


@contextmanager
def sleeper() -> Iterator[Event]:
    """An event set whenever something is told in this process."""
    event = Event()
    _sleepers.append(event)
    try:
        yield event
    finally:
        _sleepers.remove(event)

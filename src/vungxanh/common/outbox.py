"""Facts told by one room, delivered to others: written with the act, delivered at least once by a worker."""

from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime
from typing import Any, get_type_hints
from uuid import UUID

from django.utils import timezone
from django.utils.module_loading import import_string

from vungxanh.common.audit import current, plain
from vungxanh.common.models import OutboxMessage

Listener = Callable[..., None]
LISTENERS: dict[type, list[Listener]] = {}


def listen(event: type, *listeners: Listener) -> None:
    """Connect; called only in ``site/wiring.py``. A listener takes ``(event, *, at)`` and must be idempotent."""
    known = LISTENERS.setdefault(event, [])
    known += [listener for listener in listeners if listener not in known]


def address(thing: Any) -> str:
    """Where a worker finds an event class or a listener again."""
    return f"{thing.__module__}.{thing.__qualname__}"


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


def revive(message: OutboxMessage) -> tuple[Any, datetime]:
    """The event of a message, and the moment of the act that told it."""
    kind = import_string(message.event)
    hints = get_type_hints(kind)
    values = {f.name: _typed(hints[f.name], message.payload.get(f.name)) for f in fields(kind)}
    return kind(**values), datetime.fromisoformat(message.payload["_at"])


def _typed(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    text = str(hint)
    if "UUID" in text and isinstance(value, list):
        return tuple(UUID(v) for v in value)
    if "UUID" in text:
        return UUID(value)
    if hint is datetime or "datetime.datetime" in text:
        return datetime.fromisoformat(value)
    if hint is date or "datetime.date" in text:
        return date.fromisoformat(value)
    return value

"""The audit trail as actions see it: what is being done now, and what it changed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone

from vungxanh.common.evidence import mac
from vungxanh.common.models import AuditEntry
from vungxanh.kernel.actor import Actor


@dataclass
class Act:
    """The act in progress; collects what goes into its audit row."""

    action: str
    by: Actor
    at: datetime
    detail: dict[str, Any] = field(default_factory=dict)
    subject_id: UUID | None = None
    area: str = ""
    changes: list[dict[str, Any]] = field(default_factory=list)


_now: ContextVar[Act | None] = ContextVar("vungxanh_act", default=None)


def current() -> Act:
    """The act in progress; RuntimeError outside an action."""
    act = _now.get()
    if act is None:
        raise RuntimeError("only an action may do this")
    return act


@contextmanager
def acting(act: Act) -> Iterator[Act]:
    """Make ``act`` current, and write its row when the block ends well."""
    token = _now.set(act)
    try:
        yield act
        if act.changes:
            act.detail["changes"] = act.changes
        entry = AuditEntry(
            at=act.at,
            recorded_at=timezone.now(),
            actor_id=act.by.id,
            actor_name=act.by.name,
            action=act.action,
            area_path=act.area,
            subject_id=act.subject_id,
            detail=act.detail,
        )
        entry.mac = mac(entry)
        entry.save(force_insert=True)
    finally:
        _now.reset(token)


def about(subject: models.Model, *, area: str | None = None) -> None:
    """Say what the current act is about; its history page finds the row by this."""
    act = current()
    act.subject_id = subject.pk
    act.area = area if area is not None else getattr(subject, "area_path", act.area)


def changed(subject: models.Model, changes: Mapping[str, tuple[Any, Any]]) -> None:
    """Record old and new values of fields. Never give it a sealed value: say ``(None, "•")`` instead."""
    about(subject)
    act = current()
    act.changes += [
        {"kind": subject._meta.label_lower, "id": str(subject.pk), "field": name, "from": plain(old), "to": plain(new)}
        for name, (old, new) in changes.items()
        if old != new
    ]


def amend(subject: models.Model, /, **values: Any) -> list[str]:
    """Set fields of ``subject``, record what really changed, save just that; the names of the changed fields."""
    old = {name: getattr(subject, name) for name in values}
    moved = [name for name, value in values.items() if old[name] != value]
    for name in moved:
        setattr(subject, name, values[name])
    changed(subject, {name: (old[name], values[name]) for name in moved})
    if moved:
        subject.save(update_fields=moved)
    return moved


def note(**detail: Any) -> None:
    """Add to the detail of the current act (a reason, a count, the ids of a batch)."""
    current().detail.update({name: plain(value) for name, value in detail.items()})


def plain(value: Any) -> Any:
    """A JSON form of a value, short and readable."""
    if type(value) is UUID:
        return str(value)
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in value]
    return str(value)

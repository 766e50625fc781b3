"""Events, actions and listeners of the tests; module level, because a worker finds them by their address."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import note
from vungxanh.common.models import AuditEntry
from vungxanh.common.outbox import delivery_key, tell
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused

HEARD: list[tuple[str, Any, datetime, str]] = []
FAIL: list[Exception] = []


@dataclass(frozen=True)
class Happened:
    subject: UUID
    others: tuple[UUID, ...] = ()
    day: date | None = None


@action(needs=Permission.SYSTEM)
def act(*, by: Actor, at: datetime, subject: UUID, word: str = "") -> UUID:
    tell(Happened(subject=subject, others=(subject,), day=at.date()))
    note(word=word)
    return subject


@action(needs=Permission.SYSTEM)
def react(*, by: Actor, at: datetime, subject: UUID) -> None:
    note(reacted=subject)


def reactions() -> int:
    return AuditEntry.objects.filter(action=react.name).count()


def hears(event: Happened, *, at: datetime) -> None:
    HEARD.append(("hears", event, at, delivery_key()))
    react.once(delivery_key(), by=system(), at=at, subject=event.subject)


def fails(event: Happened, *, at: datetime) -> None:
    HEARD.append(("fails", event, at, delivery_key()))
    if FAIL:
        raise FAIL[0]


def refuses(event: Happened, *, at: datetime) -> None:
    raise Refused("Không làm được vào lúc này.")


def hears_long(event: Happened, *, at: datetime) -> None:
    HEARD.append(("hears_long", event, at, delivery_key()))

"""Cases whose notification is late."""

from datetime import datetime

from django.db.models import QuerySet

from vungxanh.kernel.actor import Actor
from vungxanh.rooms.cases.models import Case
from vungxanh.rooms.cases.queries.one import LIVE, visible


def overdue(*, by: Actor, at: datetime) -> QuerySet[Case]:
    """Cases whose notification is late at ``at``, the latest first; an index of the open ones answers it."""
    late = visible(by).filter(notified_at=None, notify_due_at__lt=at, status__in=LIVE)
    return late.order_by("notify_due_at", "id")

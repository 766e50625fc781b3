"""Forgetting machinery rows that nobody needs any more: delivered messages, old keys, ended jobs."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from vungxanh.common import centre, limits
from vungxanh.common.models import ActionKey, Job, OutboxMessage

CHORES: list[Callable[[], int]] = []
"""What else is tidied at each pruning: a room's or adapter's ``jobs.py`` adds its own."""


def prune(now: datetime | None = None) -> int:
    """Delete in small batches, so that no writer waits; how many rows went. Dead messages stay until dropped."""
    behind = centre.now() - timezone.now()  # jobs bear the centre's time, which a simulation sets back
    now = now or timezone.now()
    gone = [OutboxMessage.State.DONE, OutboxMessage.State.DROPPED]
    ended = [Job.State.DONE, Job.State.FAILED, Job.State.CANCELLED]
    return sum(chore() for chore in CHORES) + sum(
        _delete(rows)
        for rows in (
            OutboxMessage.objects.filter(state__in=gone, due_at__lt=now - limits.KEEP_DONE_MESSAGES),
            ActionKey.objects.filter(at__lt=now - limits.KEEP_ACTION_KEYS),
            Job.objects.filter(state__in=ended, created_at__lt=now + behind - limits.KEEP_ENDED_JOBS),
        )
    )


def _delete(rows: QuerySet[Any]) -> int:
    total = 0
    while keys := list(rows.values_list("pk", flat=True)[: limits.PRUNE_BATCH]):
        total += rows.model._default_manager.filter(pk__in=keys).delete()[0]
    return total

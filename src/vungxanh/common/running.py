"""Running jobs: take one, keep its lease alive, write its progress, end it well however it ends."""

import logging
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.module_loading import import_string

from vungxanh.common import centre, limits
from vungxanh.common.faults import describe, report
from vungxanh.common.jobs import KINDS, Kind
from vungxanh.common.kept import give_back, keep
from vungxanh.common.models import Job
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.refused import Refused

logger = logging.getLogger("vungxanh.jobs")
State = Job.State
_here: set[UUID] = set()  # jobs this process runs: a lease that ran out during one long write is not up for grabs


class Cancelled(Exception):
    """Somebody asked the job to stop."""


class Stopped(Exception):
    """The worker ends, or lost the job to another one; the job goes on elsewhere from its checkpoint."""


class Running:
    """What the work of a job is given.

    ``by``: the owner with today's rights (the system for jobs of the centre). ``at``: when it was started, the ``at=``
    of the actions it calls. ``arguments``, ``checkpoint``: as given to ``start``, and as last saved ({} at first).
    """

    def __init__(self, row: Job, stopping: threading.Event) -> None:
        self.id, self.kind, self.at, self.area = row.pk, row.kind, row.created_at, row.area_path
        self.arguments: dict[str, Any] = give_back(row.arguments)
        self.checkpoint: dict[str, Any] = give_back(row.checkpoint)
        self.by = actor_of(row)
        self.worker = row.worker
        self.ended = threading.Event()
        self._stopping = stopping
        self._saved = 0.0
        self._progress: dict[str, Any] = {}

    def key(self, *parts: object) -> str:
        """An idempotency key for one batch: ``record.once(job.key(first_line), …)`` is done once over all restarts."""
        return ":".join(["job", str(self.id), *(str(part) for part in parts)])

    def step(
        self, done: int, total: int | None = None, message: str = "", checkpoint: Mapping[str, Any] | None = None
    ) -> None:
        """Say how far it is; call it after each batch, outside actions. Cheap: written twice a second at most.

        Raises Cancelled when somebody asked, Stopped when the worker ends: let both pass.
        """
        self._progress |= {"done": done, "message": message[:300]}
        if total is not None:
            self._progress["total"] = total
        if checkpoint is not None:
            self.checkpoint = dict(checkpoint)
            self._progress |= {"checkpoint": keep(self.checkpoint), "attempts": 0}
        if self._stopping.is_set():
            self.save()
            raise Stopped
        if done == total or time.monotonic() - self._saved >= limits.JOB_SAVE_SECONDS:
            self.save()

    def save(self) -> None:
        """Write progress now."""
        mine = Job.objects.filter(pk=self.id, worker=self.worker, state=State.RUNNING)
        if not mine.update(leased_until=timezone.now() + limits.LEASE, **self._progress):
            raise Stopped
        self._saved, self._progress = time.monotonic(), {}
        if mine.values_list("cancel_asked", flat=True).first():
            raise Cancelled

    def beat(self) -> None:
        """Renew the lease until the work ends; runs in a thread of its own, for steps that take long."""
        try:
            while not self.ended.wait(limits.HEARTBEAT):
                with suppress(DatabaseError, InterfaceError):
                    mine = Job.objects.filter(pk=self.id, worker=self.worker, state=State.RUNNING)
                    mine.update(leased_until=timezone.now() + limits.LEASE)
        finally:
            connection.close()


def actor_of(row: Job) -> Actor:
    """Who the job acts for, with the rights he has now; the system for a job of the centre's own."""
    if row.owner_id is None:
        return system()
    found: Actor = import_string(settings.ACTOR_OF)(row.owner_id)
    return found


def claim(only: UUID | None = None) -> Job | None:
    """Take the oldest job that waits or whose worker died (``only``: this one or none)."""
    now = timezone.now()
    lost = Q(state=State.RUNNING) & (Q(leased_until=None) | Q(leased_until__lt=now))
    free = Job.objects.filter(Q(state=State.WAITING) | lost).exclude(pk__in=list(_here))
    free = free.filter(pk=only) if only else free
    if not free.exists():
        return None
    with transaction.atomic():
        row = free.order_by("created_at", "id").select_for_update(skip_locked=True).first()
        if row is None:
            return None
        row.state, row.worker, row.leased_until = State.RUNNING, new_id().hex, now + limits.LEASE
        row.started_at = row.started_at or centre.now()
        Job.objects.filter(pk=row.pk).update(
            state=row.state,
            worker=row.worker,
            leased_until=row.leased_until,
            started_at=row.started_at,
            attempts=F("attempts") + 1,
        )
        row.attempts += 1
        return row


def run_next(stopping: threading.Event | None = None, *, only: UUID | None = None) -> int:
    """Run one job (``only``: this one) to its end; 0 when there is none. Tests and the command line call it directly."""
    row = claim(only)
    if row is None:
        return 0
    _here.add(row.pk)
    try:
        _run(row, stopping or threading.Event())
    finally:
        _here.discard(row.pk)
    return 1


def _run(row: Job, stopping: threading.Event) -> None:
    if row.cancel_asked:
        return _end(row, State.CANCELLED)
    if row.attempts > limits.JOB_ATTEMPTS:
        return _end(row, State.FAILED, message="Việc này đã dừng giữa chừng nhiều lần.")
    kind = KINDS.get(row.kind)
    if kind is None:
        return _end(row, State.FAILED, message="Phiên bản này không còn loại việc này.")
    try:
        return _end(row, State.DONE, result=keep(dict(_work(kind, row, stopping) or {})))
    except Cancelled:
        return _end(row, State.CANCELLED)
    except Stopped:
        return _hand_back(row, attempts=Greatest(F("attempts") - 1, 0))
    except (OperationalError, InterfaceError) as error:  # the database went away: somebody tries again
        report(logger, f"job {row.pk} ({row.kind}) was interrupted", error)
        stopping.wait(1)
        return _hand_back(row)
    except Exception as error:
        if not isinstance(error, Refused):
            report(logger, f"job {row.pk} ({row.kind}) failed", error)
        return _end(row, State.FAILED, message=_sentence(error))


def _work(kind: Kind, row: Job, stopping: threading.Event) -> Mapping[str, Any] | None:
    job = Running(row, stopping)
    pulse = threading.Thread(target=job.beat, name=f"vungxanh-pulse-{row.pk}", daemon=True)
    pulse.start()
    try:
        result = kind.work(job)
        with suppress(Cancelled):  # it was asked too late: the work is done
            job.save()
        return result
    finally:
        job.ended.set()
        pulse.join()


def _sentence(error: Exception) -> str:
    return error.sentence if isinstance(error, Refused) else f"Có lỗi trong chương trình ({describe(error)})."


def _end(row: Job, state: Job.State, message: str | None = None, result: Any = None) -> None:
    ends: dict[str, datetime | Any] = {"state": state, "ended_at": centre.now(), "leased_until": None}
    if message is not None:
        ends["message"] = message[:300]
    if result is not None:
        ends["result"] = result
    Job.objects.filter(pk=row.pk, worker=row.worker, state=State.RUNNING).update(**ends)


def _hand_back(row: Job, **also: Any) -> None:
    mine = Job.objects.filter(pk=row.pk, worker=row.worker, state=State.RUNNING)
    mine.update(state=State.WAITING, worker="", leased_until=None, **also)

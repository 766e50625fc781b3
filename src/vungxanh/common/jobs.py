"""Long work: started by somebody, seen and cancelled by him, resumed after a restart. See docs/how-to/write-a-job.md."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about, note
from vungxanh.common.kept import keep
from vungxanh.common.models import Job
from vungxanh.common.trail import seen_or_everywhere
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused

if TYPE_CHECKING:
    from vungxanh.common.running import Running

Work = Callable[["Running"], Mapping[str, Any] | None]
State = Job.State
ENDED = (State.DONE, State.FAILED, State.CANCELLED)


@dataclass(frozen=True)
class Kind:
    """A sort of job: what it does, and the right its owner must hold in its area."""

    name: str
    work: Work
    needs: Permission | None


KINDS: dict[str, Kind] = {}


def job(kind: str, *, needs: Permission | None = None) -> Callable[[Work], Work]:
    """Register the work of ``kind``; written in a room's ``jobs.py``, which every process loads.

    The function takes a ``Running`` and returns what the job's page shows at the end (plain JSON values, no names of
    people). ``needs``: who may start it, checked in the job's area at the start and again by the actions it calls.
    """

    def wrap(work: Work) -> Work:
        known = KINDS.get(kind)
        if known and known.work.__qualname__ != work.__qualname__:
            raise TypeError(f"two jobs are called {kind}")
        KINDS[kind] = Kind(kind, work, needs)
        return work

    return wrap


@action(needs=Permission.JOB_SEE, own=True, hide=("arguments",))
def start(
    *, by: Actor, at: datetime, kind: str, title: str, arguments: Mapping[str, Any] | None = None, area: str = ""
) -> Job:
    """Put a job in the queue; the worker begins within a second. ``title``: one line without names of people.

    Raises NotYours without the right the kind asks for, over the whole of ``area``.
    """
    found = KINDS.get(kind)
    if found is None:
        raise Refused(_("Không có loại việc này."))
    if found.needs is not None:
        by.check(found.needs, area)
    made = Job.objects.create(
        kind=kind,
        title=title[:200],
        owner_id=by.id,
        owner_name=by.name[:120],
        area_path=area,
        arguments=keep(dict(arguments or {})),
        created_at=at,
    )
    about(made)
    return made


@action(needs=Permission.JOB_SEE, own=True)
def cancel(*, by: Actor, at: datetime, job_id: UUID) -> Job:
    """Ask a job to stop: at once when it waits, at its next step when it runs; what it has done stays."""
    found = get(by, job_id)
    waiting = Job.objects.filter(pk=job_id, state=State.WAITING)
    if not waiting.update(state=State.CANCELLED, cancel_asked=True, ended_at=at):
        Job.objects.filter(pk=job_id, state=State.RUNNING).update(cancel_asked=True)
    about(found)
    found.refresh_from_db()
    return found


@action(needs=Permission.JOB_SEE, own=True)
def resume(*, by: Actor, at: datetime, job_id: UUID) -> Job:
    """Let a failed or cancelled job go on from its checkpoint."""
    found = get(by, job_id)
    if found.owner_id != by.id:
        raise Refused(_("Chỉ người đã bắt đầu việc này mới cho chạy tiếp được."))
    again = Job.objects.filter(pk=job_id, state__in=[State.FAILED, State.CANCELLED])
    if not again.update(state=State.WAITING, cancel_asked=False, attempts=0, ended_at=None, message=""):
        raise Refused(_("Việc này chưa dừng, hoặc đã xong."))
    about(found)
    note(from_done=found.done)
    found.refresh_from_db()
    return found


def visible(by: Actor) -> QuerySet[Job]:
    """His own jobs, and those of the areas where he may see jobs; unordered (order by ``-id``: newest first)."""
    own = Q(owner_id=by.id) if by.id is not None else Q(pk__in=())
    return Job.objects.filter(own | seen_or_everywhere(by, Permission.JOB_SEE))


def get(by: Actor, job_id: UUID) -> Job:
    """One job; NotYours when he may not see it."""
    found = visible(by).filter(pk=job_id).first()
    if found is None:
        raise NotYours(_("Không tìm thấy việc này."))
    return found

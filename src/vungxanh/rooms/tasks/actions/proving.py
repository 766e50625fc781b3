"""Evidence: files that show what was done; numbers of targets, typed in or bound to live ones."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.common import files
from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, changed
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.kernel.text import squeeze
from vungxanh.rooms.tasks import queries, rules
from vungxanh.rooms.tasks.models import Evidence, Reading, TargetNumber, Task

LARGEST = 20 * 1024 * 1024
MOST = 30  # files of one task
WORK = Permission.TASK_WORK


@action(needs=WORK, hide=("name",))
def add_file(*, by: Actor, at: datetime, task_id: UUID, data: bytes, name: str) -> Evidence:
    """Add a file. The same bytes sent twice are there once."""
    task = queries.to_help(by=by, task_id=task_id)
    kind = files.checked(data, largest=LARGEST, kinds=files.MIME)
    if task.files.filter(removed_at=None).count() >= MOST:
        raise Refused(_("Nhiệm vụ này đã có %(n)d tệp, không nhận thêm.") % {"n": MOST}, field="file")
    sha256 = files.keep("evidence", data)
    known = task.files.filter(sha256=sha256, removed_at=None).first()
    about(task)
    if known is not None:
        return known
    return Evidence.objects.create(
        task=task, name=files.named(name, kind), kind=kind, size=len(data), sha256=sha256, at=at,
        by_id=by.id, by_name=by.name[:120],
    )  # fmt: skip


@action(needs=WORK)
def remove_file(*, by: Actor, at: datetime, file_id: UUID, reason: str) -> Evidence:
    """Take a file off the task, with the reason; its trace stays."""
    found = Evidence.objects.filter(pk=file_id, removed_at=None).first()
    if found is None:
        raise NotYours(_("Không tìm thấy tệp này."))
    task = queries.to_help(by=by, task_id=found.task_id)
    if found.by_id != by.id and not queries.may_assign(by, task):
        raise Refused(_("Chỉ người đã gửi tệp hoặc nơi giao việc mới gỡ được."))
    if task.state == rules.State.DONE:
        raise Refused(_("Nhiệm vụ đã duyệt xong: minh chứng được giữ nguyên."))
    amend(found, removed_at=at, removed_why=rules.reason_of(reason))
    about(task)
    return found


def _target(by: Actor, target_id: UUID) -> tuple[TargetNumber, Task]:
    target = TargetNumber.objects.filter(pk=target_id).first()
    if target is None:
        raise NotYours(_("Không tìm thấy chỉ tiêu này."))
    return target, queries.get(by=by, task_id=target.task_id)


@action(needs=WORK)
def type_in(*, by: Actor, at: datetime, target_id: UUID, value: float, note: str = "") -> Reading:
    """What a target stands at now; earlier values stay as history."""
    target, task = _target(by, target_id)
    queries.to_work(by=by, task_id=task.pk)
    if target.figure:
        raise Refused(_("Chỉ tiêu này lấy số từ hệ thống, không nhập tay."))
    if not -1e12 < value < 1e12:
        raise Refused(_("Số này không hợp lệ."), field="value")
    made = Reading.objects.create(
        target=target, at=at, value=value, note=squeeze(note)[:300], by_id=by.id, by_name=by.name[:120]
    )
    changed(target, {"now": (target.now, value)})
    target.now, target.now_at = value, at
    target.save(update_fields=["now", "now_at"])
    about(task)
    return made


@action(needs=WORK)
def bind(*, by: Actor, at: datetime, target_id: UUID, figure: str) -> TargetNumber:
    """Bind a target to a live number of this centre, or ("") loosen it again."""
    target, task = _target(by, target_id)
    queries.to_work(by=by, task_id=task.pk)
    if figure and figure not in queries.FIGURES:
        raise Refused(_("Không có số liệu này."), field="figure")
    amend(target, figure=figure)
    about(task)
    return target

"""A file is sent, and its import begun."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from vungxanh.adapters.linelist import files, reading
from vungxanh.adapters.linelist.files import Upload
from vungxanh.adapters.linelist.plan import Plan
from vungxanh.common import jobs
from vungxanh.common.actions import action
from vungxanh.common.audit import note
from vungxanh.common.models import Job
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused

JOB = "linelist.import"


@action(needs=Permission.IMPORT, hide=("data", "name"))
def send(*, by: Actor, at: datetime, data: bytes, name: str, options: dict[str, str] | None = None) -> Upload:
    """Keep a file for import; Refused when it cannot be read as a table at all."""
    table = reading.read(data)
    if table.count == 0:
        raise Refused("Tệp chỉ có dòng tiêu đề, không có dòng nào để nhập.")
    made = files.keep(by, data, name, options)
    note(upload=made.id, bytes=len(data), rows=table.count)
    return made


def begin(*, by: Actor, at: datetime, upload_id: UUID, plan: Plan, key: str = "") -> Job:
    """Put the import of a sent file in the queue. ``key``: the same key begins it once."""
    upload = files.get(by, upload_id)
    rows = reading.read(upload.data()).count
    areas = by.areas(Permission.IMPORT)
    job: Job = jobs.start.once(
        key or f"import:{upload_id}",
        by=by,
        at=at,
        kind=JOB,
        title=f"Nhập {plan.of.caption.lower()}: {rows} dòng",
        arguments=plan.as_arguments() | {"upload": str(upload.id)},
        area=plan.area or (areas[0] if areas else ""),
    )
    files.remember(replace(upload, job=str(job.pk)))
    return job

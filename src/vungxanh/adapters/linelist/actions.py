"""A file is sent, and its import begun."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from vungxanh.adapters.linelist import files, reading, saved
from vungxanh.adapters.linelist.files import Upload
from vungxanh.adapters.linelist.models import SavedMapping
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
def send(*, by: Actor, at: datetime, data: reading.Source, name: str, options: dict[str, str] | None = None) -> Upload:
    """Keep a file for import; Refused when it cannot be read as a table at all."""
    made = files.keep(by, data, name, options)
    rows = next(iter(made.table().rows()), None)
    if rows is None:
        files.forget(made)
        raise Refused("Tệp chỉ có dòng tiêu đề, không có dòng nào để nhập.")
    note(upload=made.id, bytes=made.size)
    return made


def begin(*, by: Actor, at: datetime, upload_id: UUID, plan: Plan, key: str = "") -> Job:
    """Put the import of a sent file in the queue. ``key``: the same key begins it once."""
    upload = files.get(by, upload_id)
    table = upload.table()
    rows = table.count
    areas = by.areas(Permission.IMPORT)
    job: Job = jobs.start.once(
        key or f"import:{upload_id}",
        by=by,
        at=at,
        kind=JOB,
        title=f"Nhập {plan.of.caption.lower()}: {rows} dòng",
        arguments=plan.as_arguments() | {"upload": str(upload.id), "rows": rows},
        area=plan.area or (areas[0] if areas else ""),
    )
    files.remember(replace(upload, job=str(job.pk)))
    remember(by=by, at=at, shape=saved.shape(table.header), plan=plan)
    return job


@action(needs=Permission.IMPORT, own=True, hide=("plan",))
def remember(*, by: Actor, at: datetime, shape: str, plan: Plan) -> SavedMapping:
    """Keep how this kind of file was read, to be offered the next time one of its source or of its columns is sent."""
    made, _made = SavedMapping.objects.update_or_create(
        owner=str(by.id or ""), source=plan.source, kind=plan.kind,
        defaults={
            "shape": shape, "mapping": dict(plan.mapping), "used_at": at,
            "switches": {name: getattr(plan, name) for name in saved.SWITCHES},
        },
    )  # fmt: skip
    return made

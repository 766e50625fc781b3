"""A file of counts is sent, looked at in the background, and brought in when its sender says so."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from vungxanh.adapters.linelist import files
from vungxanh.adapters.series.reading import read_rows
from vungxanh.common import jobs
from vungxanh.common.actions import action
from vungxanh.common.audit import note
from vungxanh.common.models import Job
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import squeeze

LOOK, BRING = "series.look", "series.import"
RECORD = Permission.LEVEL_RECORD


@action(needs=RECORD, area="area_path", hide=("data", "name"))
def send(
    *, by: Actor, at: datetime, area_path: str, data: bytes, name: str, title: str, as_of: date | None = None
) -> files.Upload:
    """Keep a file; Refused when it is no table, or lacks a column that is needed."""
    if len(squeeze(title)) < 3:
        raise Refused("Đặt tên cho nguồn số liệu.", field="title")
    options = {"for": "series", "title": squeeze(title)[:60], "area": area_path, "as_of": str(as_of or "")}
    made = files.keep(by, data, name, options)
    try:
        table = made.table()
        found = read_rows(table.header, table.rows())
        if found.populations and as_of is None:
            raise Refused("Tệp dân số: ghi dân số tính đến ngày nào.", field="as_of")
        if found.populations and not by.may(Permission.POPULATION_RECORD, area_path):
            raise Refused("Vai trò của bạn không được ghi dân số.", field="upload")
    except BaseException:
        files.forget(made)
        raise
    note(upload=made.id, bytes=made.size)
    return made


def begin(*, by: Actor, at: datetime, upload_id: UUID, kind: str, key: str) -> Job:
    """Put looking at a sent file, or bringing it in, in the queue; the same key begins it once."""
    upload = files.get(by, upload_id)
    title = upload.options["title"]
    job: Job = jobs.start.once(
        key, by=by, at=at, kind=kind, title=("Xem trước: " if kind == LOOK else "Nhập chuỗi số liệu: ") + title,
        arguments={"upload": str(upload.id), **upload.options}, area=upload.options["area"],
    )  # fmt: skip
    files.remember(replace(upload, job=str(job.pk)))
    return job

"""Reading a long or scanned document, page by page if need be."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.common.jobs import job
from vungxanh.common.running import Running
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.directives import actions, queries


@job(actions.READING_JOB, needs=Permission.DIRECTIVE_RECORD)
def read(job: Running) -> Mapping[str, Any]:
    """Read the document of the job. The result: its id and how many tasks were found."""
    document_id = UUID(job.arguments["document"])
    job.step(0, 2, _("Đang đọc bản điện tử…"))
    readable = actions.read_now(by=job.by, at=job.at, document_id=document_id, key=job.key("read"))
    job.step(2, 2, "" if readable else _("Không có chữ đọc được"))
    return {"tasks": len(queries.drafts(by=job.by, document_id=document_id)), "readable": readable}

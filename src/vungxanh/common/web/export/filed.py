"""Files too large to wait for: made by a job, kept some days for whoever asked, and for nobody else."""

import os
import time
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import QueryDict
from django.urls import resolve

from vungxanh.common import jobs, pruning
from vungxanh.common.jobs import job
from vungxanh.common.models import Job
from vungxanh.common.running import Running
from vungxanh.common.web.request import ActorRequest
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.refused import NotYours, Refused

JOB = "export.list"
KEEP = timedelta(days=3)
"""How long a finished file waits; it may hold names of sick people."""


def root() -> Path:
    """The folder of all files; only the centre's own user may look into it."""
    path = Path(settings.HOME) / "files" / "exports"
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o700)
    return path


def sweep(now: float | None = None) -> int:
    """Delete what is older than ``KEEP``; how many went."""
    oldest = (now or time.time()) - KEEP.total_seconds()
    old = [path for path in root().iterdir() if path.is_file() and path.stat().st_mtime < oldest]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


pruning.CHORES.append(sweep)


def write(job: Running, pieces: Iterable[bytes], rows: int, form: str, stem: str) -> None:
    """The file of a job; a restart begins it anew."""
    path = root() / f"{job.id}.{form}"
    part = path.with_suffix(".part")
    size = 0
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        for number, piece in enumerate(pieces):
            size += file.write(piece)
            job.step(min(number * 1000, rows), rows)
    part.replace(path)
    job.arguments["made"] = {"rows": rows, "bytes": size, "file": path.name, "stem": stem}


@job(JOB)
def make(job: Running) -> Mapping[str, Any]:
    """Ask the list's own page again, as its reader, and keep what it answers.

    So a file made by a job is by construction what the page would have given: same rights, same filters.
    """
    given = job.arguments
    request = ActorRequest()
    request.method, request.path = "POST", given["path"]
    request.path_info = given["path"]
    request.META = {"QUERY_STRING": given["query"], "REQUEST_METHOD": "POST"}
    request.GET = QueryDict(given["query"])
    form = QueryDict(mutable=True)
    for name, values in given["form"].items():
        form.setlist(name, values)
    request.POST = form  # type: ignore[assignment]
    request.actor = job.by
    request.htmx = False  # type: ignore[assignment]
    request.export_job = job  # type: ignore[attr-defined]
    view, args, kwargs = resolve(given["path"])
    view(request, *args, **kwargs)
    made = job.arguments.get("made")
    if made is None:
        raise Refused("Danh sách này không xuất được ra tệp nữa.")
    return {"rows": made["rows"], "bytes": made["bytes"], "file": made["file"], "stem": made["stem"]}


def file_of(by: Actor, job_id: UUID) -> tuple[Path, str]:
    """(where, name) of a finished file; NotYours unless ``by`` asked for it himself and it is still there."""
    found: Job = jobs.get(by, job_id)
    name = found.result.get("file", "") if isinstance(found.result, dict) else ""
    path = root() / name
    if found.kind != JOB or found.owner_id != by.id or by.id is None or not name or not path.is_file():
        raise NotYours("Không có tệp này, hoặc tệp đã hết hạn lưu. Hãy xuất lại từ danh sách.")
    return path, f"{found.result['stem']}-{found.created_at:%Y%m%d-%H%M}{path.suffix}"

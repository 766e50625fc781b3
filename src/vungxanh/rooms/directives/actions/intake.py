"""A file comes in: registered at once, read at once when it is short, else by a job."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.common import files, jobs
from vungxanh.common.models import Job
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.directives import queries, reading
from vungxanh.rooms.directives.actions.reading import note_reading_job, note_unreadable, record_reading
from vungxanh.rooms.directives.actions.registering import Facts, register
from vungxanh.rooms.directives.models import Document
from vungxanh.rooms.directives.rules import FOLDER, Direction

JOB = "directives.read"


def bring_in(
    *,
    by: Actor,
    at: datetime,
    key: str,
    area_path: str,
    data: bytes,
    name: str,
    direction: Direction = Direction.INCOMING,
    facts: Facts = Facts(),  # noqa: B008  frozen
    book_id: UUID | None = None,
    now: bool = False,
) -> Document:
    """Register a file and have it read (``now``: here, however long it is). A file that is known gives its document,
    untouched.

    ``reading_note`` of the document says why it could not be read; ``reading_job`` names the job that reads it.
    """
    document: Document = register.once(
        key, by=by, at=at, area_path=area_path, direction=direction, facts=facts, data=data, name=name, book_id=book_id
    )
    if document.read_at is None and document.reading_job is None:
        begin_reading(by=by, at=at, document_id=document.pk, now=now)
        document.refresh_from_db()
    return document


def begin_reading(*, by: Actor, at: datetime, document_id: UUID, now: bool = False) -> Job | None:
    """Read a document: here and now when it is short (or ``now``), else by the job that is returned."""
    document = queries.get(by=by, document_id=document_id)
    if not document.file_sha256:
        raise Refused(_("Văn bản này chưa có bản điện tử để đọc."))
    if now or reading.is_quick(document.file_type, document.file_size):
        read_now(by=by, at=at, document_id=document_id)
        return None
    job: Job = jobs.start(
        by=by, at=at, kind=JOB, title=_("Đọc văn bản, sổ số %(n)d/%(y)d") % {
            "n": document.register_no, "y": document.register_year,
        },
        arguments={"document": str(document.pk)}, area=document.area_path,
    )  # fmt: skip
    note_reading_job(by=by, at=at, document_id=document.pk, job_id=job.pk)
    return job


def read_now(*, by: Actor, at: datetime, document_id: UUID, key: str = "") -> bool:
    """Read it in this thread, however long it takes; whether there was a text in it."""
    document = queries.get(by=by, document_id=document_id)
    try:
        found = reading.read(files.read(FOLDER, document.file_sha256), document.file_name)
    except Refused as no:
        note_unreadable(by=by, at=at, document_id=document_id, why=no.sentence)
        return False
    if key:
        record_reading.once(key, by=by, at=at, document_id=document_id, found=found)
    else:
        record_reading(by=by, at=at, document_id=document_id, found=found)
    return True

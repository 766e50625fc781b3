"""The assignment table as a file: DOCX to work on, PDF to send."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vungxanh.common import centre, papers
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.tasks import queries
from vungxanh.rooms.tasks.papers import assignment_paper
from vungxanh.rooms.tasks.views import shared

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@page(needs=Permission.TASK_SEE)
@require_GET
def table_docx(request: ActorRequest) -> HttpResponse:
    """The table of a document or an agency as a Word file."""
    paper = _paper(request)
    return _file(papers.docx(paper), papers.file_name(paper, "docx"), WORD)


@page(needs=Permission.TASK_SEE)
@require_GET
def table_pdf(request: ActorRequest) -> HttpResponse:
    """The same as PDF."""
    paper = _paper(request)
    return _file(papers.pdf(paper), papers.file_name(paper, "pdf"), "application/pdf")


def _paper(request: ActorRequest) -> papers.Paper:
    by, at = request.actor, centre.now()
    document, office = (shared.uuid_of(request.GET.get(name, "")) for name in ("document", "agency"))
    rows: list[Any] = []
    if document or office:
        rows = shared.tell(queries.assignment_table(by=by, at=at, document_id=document, agency_id=office))
    if not rows:
        raise Refused(_("Không có nhiệm vụ nào để in: chọn một văn bản đã giao nhiệm vụ, hoặc một cơ quan."))
    ordering = agencies.bodies_by_id(by, [row.ordered_by_id for row in rows if row.ordered_by_id])
    first = next((ordering[row.ordered_by_id] for row in rows if row.ordered_by_id in ordering), None)
    label = next((row.source_label for row in rows if row.source_label), "")
    led = queries.bodies([office]).get(office) if office else None
    about = (led.name if led else "") if office else _("(kèm theo văn bản số %(label)s)") % {"label": label or "…"}
    return assignment_paper(
        rows,
        issuer=first.name if first else centre.current().name,
        place=agencies.place_of(first.area_path if first else centre.current().area_path).name,
        day=timezone.localdate(at),
        about=about,
    )


def _file(data: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer

"""The answer as a file: DOCX to sign, PDF to send."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vungxanh.common import papers
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.meetings import queries
from vungxanh.rooms.meetings.papers import answer_paper

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SEE = Permission.MEETING_SEE


@page(needs=SEE)
@require_GET
def docx(request: ActorRequest, meeting_pk: UUID) -> HttpResponse:
    """As a Word file."""
    paper = _paper(request, meeting_pk)
    return _file(papers.docx(paper), papers.file_name(paper, "docx"), WORD)


@page(needs=SEE)
@require_GET
def pdf(request: ActorRequest, meeting_pk: UUID) -> HttpResponse:
    """The same as PDF."""
    paper = _paper(request, meeting_pk)
    return _file(papers.pdf(paper), papers.file_name(paper, "pdf"), "application/pdf")


def _paper(request: ActorRequest, meeting_pk: UUID) -> papers.Paper:
    found: Any = queries.get(by=request.actor, meeting_pk=meeting_pk)
    if found.decided_at is None:
        raise Refused(_("Cuộc họp này chưa được trả lời: chưa có văn bản để in."))
    title, signer = queries.heads_name(found.decider_id)
    place = agencies.place_of(found.decider.area_path).name
    return answer_paper(found, place=place, day=timezone.localdate(found.decided_at), title=title, signer=signer)


def _file(data: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer

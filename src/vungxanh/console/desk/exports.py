"""The finished file of a large export, for whoever asked for it."""

from uuid import UUID

from django.http import FileResponse
from django.views.decorators.http import require_GET

from vungxanh.common.web.export import filed
from vungxanh.common.web.request import ActorRequest, page


@page(needs=None)
@require_GET
def download(request: ActorRequest, job_id: UUID) -> FileResponse:
    """The file."""
    path, name = filed.file_of(request.actor, job_id)
    response = FileResponse(path.open("rb"), as_attachment=True, filename=name)
    response["Cache-Control"] = "no-store"
    return response

"""His cases, and what he is traced for."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.tracing import queries as tracing


@page(needs=Permission.PERSON_SEE)
def work(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """A part of the person's page: cases and contacts of his that the reader may see."""
    by = request.actor
    found = {
        "cases": cases.of_person(by=by, person_id=person_id) if by.may(Permission.CASE_SEE) else [],
        "contacts": tracing.levels_of_person(by=by, person_id=person_id) if by.may(Permission.TRACE_SEE) else [],
    }
    return render(request, "console/person_work.html", found)

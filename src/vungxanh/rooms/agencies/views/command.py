"""Bộ máy chỉ huy: the commanding bodies of an area and of those below it, and what each still lacks."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.agencies import queries
from vungxanh.rooms.agencies.views.charges import area_asked


@page(needs=Permission.AGENCY_SEE)
@require_GET
def command(request: ActorRequest) -> HttpResponse:
    """The chain, the area itself first; each gap leads to the page that closes it, for those who may."""
    area = area_asked(request)
    chain = queries.chain_of_command(request.actor, area)
    context = {
        "area": area,
        "area_name": chain[0].name,
        "chain": chain,
        "gaps": sum(row.gaps for row in chain),
        "may_found": request.actor.may(Permission.AGENCY_MANAGE, area),
        "may_assign": request.actor.may(Permission.TASK_ASSIGN, area),
    }
    return render(request, "agencies/command.html", context)

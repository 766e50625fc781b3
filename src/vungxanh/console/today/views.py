"""The first screen of the day."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from vungxanh.common import centre
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.console.today.board import board
from vungxanh.console.today.parts import Ask, link
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.tracing import actions as tracing_actions
from vungxanh.rooms.tracing import queries as tracing


@page(needs=None)
@never_cache
def today(request: ActorRequest) -> HttpResponse:
    """What must be done now. Asked by htmx every minute, it answers with the lines alone."""
    if only_figures(request.actor) and not request.htmx:
        return redirect("console:command")
    below = parts(request.actor)
    ask = asked(request, below)
    context: dict[str, Any] = {
        "board": board(ask),
        "at": ask.at,
        "ask": ask,
        "here": link("console:home", **given(ask)),
    }
    if request.htmx:
        return render(request, "console/today/board.html", context)
    return render(request, "console/today/index.html", context | choices(ask, below))


def only_figures(by: Any) -> bool:
    """Whether all he works with is the command desk: the account of a screen on the wall."""
    others = (Permission.CASE_SEE, Permission.TASK_SEE, Permission.USER_MANAGE)
    return bool(by.may(Permission.FIGURES_SEE)) and not any(by.may(right) for right in others)


def asked(request: ActorRequest, below: list[tuple[str, str]]) -> Ask:
    """The question in the address; an area outside one's own is taken as all of one's own."""
    area = request.GET.get("area", "")
    mine = request.GET.get("whose") == "mine"
    return Ask(request.actor, centre.now(), area if area in dict(below) else "", mine)


def given(ask: Ask) -> dict[str, str]:
    """The question as parameters."""
    return {"area": ask.area, "whose": "mine" if ask.mine else ""}


def parts(by: Any) -> list[tuple[str, str]]:
    """The areas right below one's own, to choose from; none for somebody who works in several or in a commune."""
    mine = by.areas(Permission.CASE_SEE) or by.areas(Permission.TRACE_SEE)
    if len(mine) != 1 or not mine[0]:
        return []
    return [(area.path, area.full_name) for area in places.children(by=by, path=mine[0])]


def choices(ask: Ask, below: list[tuple[str, str]]) -> dict[str, Any]:
    """What may be chosen above the list."""
    in_a_team = bool(tracing.my_team_ids(by=ask.by)) if ask.by.may(Permission.TRACE_SEE) else False
    return {
        "areas": [(link("console:home", **given(ask) | {"area": path}), name, path) for path, name in below],
        "all_areas": link("console:home", **given(ask) | {"area": ""}),
        "mine_url": link("console:home", **given(ask) | {"whose": "mine"}) if in_a_team or ask.mine else "",
        "everybody_url": link("console:home", **given(ask) | {"whose": ""}),
    }


@page(needs=Permission.TRACE_SEE)
@require_POST
def do(request: ActorRequest, name: str) -> HttpResponse:
    """What one press does, then Today again: deal contacts out to the teams, close finished follow-ups."""
    try:
        messages.success(request, _done(request, name))
    except Refused as no:
        messages.error(request, no.told(_))
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    return redirect(back if safe else "console:home")


def _done(request: ActorRequest, name: str) -> str:
    by, at, key = request.actor, centre.now(), request.POST.get("_key", "")
    if name == "deal":
        area = request.GET.get("area", "") or next(iter(by.areas(Permission.TRACE_ASSIGN)), "")
        count = tracing_actions.assign_automatically.once(key, by=by, at=at, area=area)
        return ngettext("Đã chia %(n)d người cho các tổ.", "Đã chia %(n)d người cho các tổ.", count) % {"n": count}
    if name == "close":
        count = tracing_actions.close_finished.once(key, by=by, at=at)
        return ngettext("Đã kết thúc theo dõi %(n)d người.", "Đã kết thúc theo dõi %(n)d người.", count) % {"n": count}
    raise Http404(_("Không có việc này."))

"""The command desk, the screen on the wall, the list of decisions."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from vungxanh.common import centre
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.console.command import board, deciding, figures
from vungxanh.console.today.parts import link
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.reports import queries

SEE = Permission.FIGURES_SEE
PANELS = ("scenario", "today", "clock", "tests", "beds", "care", "levels", "tasks")
TURN, STAY = 15, 30
"""Seconds a panel of the wall stays; and between two looks where it is held."""


def _areas(request: ActorRequest) -> tuple[str, list[tuple[str, str]]]:
    """The area asked for (one's own first one when it is none of his), and those he may choose."""
    found = queries.areas(request.actor)
    asked = request.GET.get("area", "")
    return asked if asked in dict(found) else (found[0][0] if found else ""), found


@page(needs=SEE)
@require_GET
@never_cache
def index(request: ActorRequest) -> HttpResponse:
    """The desk. Asked by htmx every half a minute, it answers with the board alone."""
    by, at = request.actor, centre.now()
    area, every = _areas(request)
    if not area:
        return render(request, "console/command/nowhere.html")
    desk = board.desk(by=by, at=at, area=area)
    context: dict[str, Any] = {
        "desk": desk, "now_at": at, "titles": figures.titles(), "stages": figures.stages(desk.parts["clock"]),
        "here": link("console:command", area=area),
    }  # fmt: skip
    if request.htmx:
        return render(request, "console/command/board.html", context)
    context |= {
        "areas": [(link("console:command", area=path), name, path) for path, name in every], "area": area,
        "name": dict(every)[area], "screen": link("console:screen", area=area), "many": len(every) > 1,
        "bulletins": link("reports:index"),
    }  # fmt: skip
    return render(request, "console/command/index.html", context)


@page(needs=SEE)
@require_GET
@never_cache
def screen(request: ActorRequest) -> HttpResponse:
    """The wall: one panel at a time in large type, the next one by itself. ``?panel=&hold=1`` stays at one."""
    by, at = request.actor, centre.now()
    area, every = _areas(request)
    if not area:
        return render(request, "console/command/nowhere.html")
    hold = request.GET.get("hold") == "1"
    asked = request.GET.get("panel", "")
    name = asked if asked in PANELS else PANELS[0]
    n = PANELS.index(name)
    desk = board.desk(by=by, at=at, area=area)
    context: dict[str, Any] = {
        "desk": desk, "panel": name, "title": figures.titles()[name], "figures": desk.parts.get(name, []), "now_at": at,
        "stages": figures.stages(desk.parts["clock"]) if name == "clock" else [], "hold": hold, "turn": STAY if hold else TURN,
        "following": _panel(area, name if hold else PANELS[(n + 1) % len(PANELS)], hold),
        "after": _panel(area, PANELS[(n + 1) % len(PANELS)], hold), "before": _panel(area, PANELS[n - 1], hold),
        "toggle": _panel(area, name, not hold), "name": dict(every)[area], "desk_url": link("console:command", area=area),
        "place": n + 1, "places": len(PANELS),
    }  # fmt: skip
    template = "console/command/panel.html" if request.htmx else "console/command/screen.html"
    return render(request, template, context)


def _panel(area: str, name: str, hold: bool) -> str:
    return link("console:screen", area=area, panel=name, hold=1 if hold else "")


@page(needs=SEE)
@require_GET
@never_cache
def decisions(request: ActorRequest) -> HttpResponse:
    """Every decision that waits for the reader, by kind; ``?kind=`` one kind."""
    by, at = request.actor, centre.now()
    area, every = _areas(request)
    if not area:
        return render(request, "console/command/nowhere.html")
    active = board.standing(by=by, at=at, area=area).values.get("active")
    n = active.n if active else None
    ask = deciding.Ask(by, at, area, None if n is None else int(n), deciding.MOST)
    kind = request.GET.get("kind", "")
    found = deciding.groups(ask)
    shown = [group for group in found if group.key == kind] if kind else found
    context = {
        "groups": shown, "kind": kind, "total": sum(group.count for group in shown), "name": dict(every)[area], "at": at, "desk_url": link("console:command", area=area),
        "all_url": link("console:decisions", area=area), "most": deciding.MOST,
    }  # fmt: skip
    return render(request, "console/command/decisions.html", context)

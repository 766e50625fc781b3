"""Levels of risk of areas: which hold, by which paper; saying that they do; what a level that ended had begun."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vungxanh.common import centre
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.tasks import actions, forms, queries, rules
from vungxanh.rooms.tasks.views import shared

SEE, ASSIGN = Permission.TASK_SEE, Permission.TASK_ASSIGN


@page(needs=SEE)
def levels(request: ActorRequest) -> HttpResponse:
    """The levels of an area and of those below it; declaring that some of them are at another one."""
    by = request.actor
    areas = [path or centre.current().area_path for path in by.areas(SEE)]
    area = request.GET.get("area", "")
    area = area if area and by.may(SEE, area) else next(iter(areas), "")
    rows = queries.level_rows(by=by, area=area) if area else []
    form = forms.LevelForm(request.POST or None, areas=[(row.path, row.name) for row in rows if row.may])
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            woken = _declare(by, form)
        if form.is_valid():
            messages.success(request, _("Đã ghi cấp độ %(n)d cho %(areas)d địa bàn; %(woken)d nhiệm vụ được kích hoạt.")
                             % {"n": form.cleaned_data["level"], "areas": len(form.cleaned_data["areas"]),
                                "woken": woken})  # fmt: skip
            return redirect(_address(area))
    return _shown(request, area, rows, form)


def _declare(by: Actor, form: forms.LevelForm) -> int:
    data, at = form.cleaned_data, centre.now()
    return sum(
        actions.begin_level.once(
            f"{form.key}:{path}", by=by, at=at, area_path=path, level=data["level"], decision=data["decision"],
            decided_on=data["decided_on"],
        )
        for path in data["areas"]
    )  # fmt: skip


@page(needs=ASSIGN)
@require_POST
def rest(request: ActorRequest) -> HttpResponse:
    """Tasks begun by a level that no longer holds wait again."""
    by, area = request.actor, request.GET.get("area", "")
    by.check(ASSIGN, area)
    over = queries.outlived(by=by, at=centre.now(), area=area)
    form = forms.RestForm(request.POST, tasks=[(str(task.pk), task.title) for task in over if task.may_rest])
    if form.is_valid():
        data = form.cleaned_data
        with form.refusals():
            n = actions.rest.once(
                str(form.key),
                by=by,
                at=centre.now(),
                task_ids=[UUID(pk) for pk in data["tasks"]],
                reason=data["reason"],
            )
        if form.is_valid():
            messages.success(request, _("%(n)d việc được đưa về chờ kích hoạt.") % {"n": n})
            return redirect(_address(area))
    rows = queries.level_rows(by=by, area=area) if area else []
    blank = forms.LevelForm(areas=[(row.path, row.name) for row in rows if row.may])
    return _shown(request, area, rows, blank, form)


def _shown(request: ActorRequest, area: str, rows: list[Any], form: Any, resting: Any = None) -> HttpResponse:
    by, at = request.actor, centre.now()
    over = shared.tell(queries.outlived(by=by, at=at, area=area)) if area else []
    context = {
        "rows": [(row, _letter(row.now), [_waiting(*one) for one in row.asleep]) for row in rows], "area": area, "form": form, "over": over,
        "resting": resting or forms.RestForm(tasks=[]), "may_rest": any(task.may_rest for task in over),
        "may": any(row.may for row in rows), "picked": set(form.data.getlist("areas")) if form.is_bound else set(),
        "rested": set(resting.data.getlist("tasks")) if resting else {str(task.pk) for task in over},
        "rest_url": f"{reverse('tasks:levels_rest')}?{urlencode({'area': area})}",
    }  # fmt: skip
    failed = form.errors or (resting and resting.errors)
    return render(request, "tasks/levels.html", context, status=422 if failed else 200)


def _address(area: str) -> str:
    return f"{reverse('tasks:levels')}?{urlencode({'area': area})}"


def _letter(now: Any) -> str:
    return rules.LETTERS[now.level] if now is not None else ""


def _waiting(levels: str, count: int) -> str:
    return _("%(n)d việc chờ cấp %(levels)s") % {"levels": rules.level_words(levels), "n": count}

"""The measures of the scenario in force: which are tasks already; giving the others."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vungxanh.common import centre
from vungxanh.common.web.forms import ActionForm
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.kernel.work import AREAS_OF_WORK
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.tasks import queries as tasks
from vungxanh.rooms.zones import actions, queries

SEE = Permission.LEVEL_SEE


@page(needs=SEE)
@require_http_methods(["GET", "POST"])
def give_scenario(request: ActorRequest) -> HttpResponse:
    """What the plan orders in the scenario that was recognised; POST gives it as tasks."""
    by, at = request.actor, centre.now()
    mine = [path or centre.current().area_path for path in by.areas(SEE)]
    area = request.GET.get("area", "") or next((path for path in mine if path), "")
    if not area or not by.may(SEE, area):
        raise NotYours(_("Không có địa bàn này, hoặc không thuộc địa bàn của bạn."))
    form = ActionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            made = actions.give_scenario.once(str(form.key), by=by, at=at, area_path=area)
            messages.success(request, _("Đã giao %(n)d biện pháp thành nhiệm vụ.") % {"n": made.changed})
        for errors in form.errors.values():
            messages.error(request, " ".join(map(str, errors)))
        return redirect(f"{reverse('zones:give_scenario')}?{urlencode({'area': area})}")
    state = tasks.scenario_now(area)
    found = queries.scenario_measures(area=area, on=timezone.localdate(at), number=state.number if state else 0)
    given = {t.text: t for t in queries.scenario_tasks(by=by, area=area, number=found.number)} if state else {}
    rows = [
        (m.text, _(AREAS_OF_WORK.get(m.field, m.field)), given.get(m.text), _how(given.get(m.text), state))
        for m in found.measures
    ]
    ended = [t for text, t in given.items() if text not in {m.text for m in found.measures} and t.state != "done"]
    context = {
        "state": state, "found": found, "lifted": _lifted(by, area, found.number, state), "rows": rows, "ended": ended, "place": places.display_name(by=by, path=area),
        "area": area, "form": ActionForm(), "open": sum(row[2] is None for row in rows) or len(ended),
        "may": by.may(Permission.TASK_ASSIGN, area),
    }  # fmt: skip
    return render(request, "zones/give_scenario.html", context)


def _how(task: Any, state: Any) -> str:
    """Whether a measure began with this scenario or goes on from the one before."""
    if task is None:
        return _("chưa giao")
    new = task.key.startswith(f"scenario/{state.pk}/")
    return _("nhiệm vụ mới từ kịch bản này") if new else _("tiếp tục từ kịch bản trước")


def _lifted(by: Actor, area: str, number: str, state: Any) -> list[Any]:
    """The tasks of the plan that ended since this scenario holds."""
    return queries.scenario_tasks_lifted(by=by, area=area, number=number, since=state.since) if state else []

"""How laboratories and communes stand to the clock; laboratories and what they can do."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vungxanh.common import centre
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.regulations.api import as_of, scope_of
from vungxanh.regulations.values import Subject
from vungxanh.rooms.laboratory import actions, queries
from vungxanh.rooms.laboratory.forms import LaboratoryForm
from vungxanh.rooms.laboratory.views.shared import asked
from vungxanh.rooms.places import queries as places

SPANS = (1, 7, 14, 30)


@page(needs=Permission.SAMPLE_SEE)
def figures(request: ActorRequest) -> HttpResponse:
    """Share on time, median, 90th percentile, backlog, positivity, capacity; ``?days=`` back from today."""
    by, now = request.actor, centre.now()
    text = request.GET.get("days", "7")
    days = int(text) if text.isdigit() and int(text) in SPANS else 7
    today = timezone.localdate(now)
    board = queries.board(by=by, at=now, since=today - timedelta(days=days - 1), until=today)
    names = places.display_names(by=by, paths={path for path, *_rest in board.areas})
    area = by.areas(Permission.SAMPLE_SEE)[0]
    target = as_of(Subject.TEST_RESULT, "covid19", today, scope_of(area))
    context = {
        "board": board, "days": days, "spans": SPANS, "areas": [(names[p], *rest) for p, *rest in board.areas],
        "advice": queries.advice(by=by, at=now), "persons": queries.persons_positive(by=by, since=board.since, until=board.until),
        "target": target.value, "source": target.explanation.chosen,
        "may_plan": by.may(Permission.SAMPLE_PLAN),
    }  # fmt: skip
    return render(request, "laboratory/figures.html", context)


@page(needs=Permission.SAMPLE_PLAN)
@require_http_methods(["GET", "POST"])
def laboratory(request: ActorRequest, laboratory_id: UUID | None = None) -> HttpResponse:
    """A laboratory, new or changed."""
    by = request.actor
    old = queries.get_laboratory(by=by, laboratory_id=laboratory_id) if laboratory_id else None
    names = ("name", "capacity", "mobile", "contact", "note", "active", "area_path")
    start = {name: getattr(old, name) for name in names} if old else None
    form = LaboratoryForm(by, request.POST or None, initial=start)
    if old:
        del form.fields["area_path"]
    else:
        del form.fields["active"]

    def do(key: str) -> Any:
        if old:
            given = form.facts() | {"active": form.cleaned_data["active"]}
            return actions.change_laboratory.once(key, by=by, at=centre.now(), laboratory_id=old.pk, **given)
        area = form.cleaned_data["area_path"]
        return actions.add_laboratory.once(key, by=by, at=centre.now(), area_path=area, **form.facts())

    back = reverse("laboratory:figures")
    title = _("Sửa phòng xét nghiệm") if old else _("Thêm phòng xét nghiệm")
    return asked(request, form, do, title=title, back=back, to=lambda lab: back, done=_("Đã lưu phòng xét nghiệm."))

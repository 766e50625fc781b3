"""Which areas are distancing, by which paper."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common import centre
from vungxanh.common.web.acting import carried
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.meetings import actions, forms, queries
from vungxanh.rooms.meetings.views import shared
from vungxanh.rooms.tasks import queries as tasks

SEE, DECIDE = Permission.MEETING_SEE, Permission.MEETING_DECIDE


@page(needs=SEE)
def index(request: ActorRequest) -> HttpResponse:
    """Papers in force and past, what each directive allows; leaders record a new one."""
    by, today = request.actor, timezone.localdate(centre.now())
    areas = [(path, tasks.area_name(by, path)) for path in by.areas(DECIDE) if path]
    form = forms.DistancingForm(request.POST or None, areas=areas, initial={"start": today}) if areas else None
    if form is not None and request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with form.refusals():
            actions.state_distancing.once(
                str(form.key), by=by, at=centre.now(), area_path=data["area"], set_id=data["set_id"],
                number=data["number"], start=data["start"], until=data["until"],
            )  # fmt: skip
        if form.is_valid():
            messages.success(request, _("Đã ghi."))
            return redirect("meetings:distancing")
    home = shared.home_area(by)
    context = {
        "form": form, "rows": _rows(by, today), "known": queries.directives_known(), "home": tasks.area_name(by, home) if home else "",
        "restraint": queries.restraint(by=by, area=home, on=today) if home else None,
    }  # fmt: skip
    return render(request, "meetings/distancing.html", context, status=422 if form is not None and form.errors else 200)


def _rows(by: Any, today: Any) -> list[Any]:
    names = {one.id: one.value.name for one in queries.directives_known()}
    rows: list[Any] = list(queries.orders(by)[:100])
    for row in rows:
        row.name, row.place = names.get(row.set_id, row.set_id), tasks.area_name(by, row.area_path)
        over = row.until is not None and row.until < today
        row.said = (
            _("ghi nhầm, đã rút")
            if row.withdrawn_at
            else _("đã hết")
            if over
            else _("sắp áp dụng")
            if row.start > today
            else _("đang áp dụng")
        )
        row.may_end = row.withdrawn_at is None and not over and by.may(DECIDE, row.area_path)
    return rows


@page(needs=DECIDE)
def end(request: ActorRequest, distancing_id: UUID) -> HttpResponse:
    """It ended, or was a mistake."""
    by = request.actor
    found = queries.distancing(by=by, distancing_id=distancing_id)
    back = reverse("meetings:distancing")
    form: Any = forms.EndForm(request.POST or None)

    def go() -> object:
        data = form.cleaned_data
        return actions.withdraw_distancing.once(
            str(form.key),
            by=by,
            at=centre.now(),
            distancing_id=distancing_id,
            reason=data["reason"],
            until=data["until"],
        )

    return carried(
        request, form, go, back=back, said=_("Đã ghi."), label=_("Hết giãn cách"), text=found.number,
        crumbs=[(reverse("meetings:index"), _("Cuộc họp")), (back, _("Nơi đang giãn cách"))],
    )  # fmt: skip

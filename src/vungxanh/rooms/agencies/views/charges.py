"""Phân công phụ trách: who answers for which commune and field, and where nobody does."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.web.forms import ActionForm, options_response
from vungxanh.common.web.parts import Option
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.agencies import actions, queries, rules
from vungxanh.rooms.agencies.forms import ChargeEditForm, ChargeForm, EndForm, ReasonForm, leader_ids
from vungxanh.rooms.agencies.views.pressing import press
from vungxanh.rooms.places import queries as places


@page(needs=Permission.AGENCY_SEE)
@require_GET
def charges(request: ActorRequest) -> HttpResponse:
    """The areas with those who answer for them, the fields of work, the leaders; gaps first."""
    area, field = area_asked(request), request.GET.get("field", "")
    field = field if field in rules.AREAS_OF_WORK else ""
    rows = queries.coverage(request.actor, area)
    above = [one for one in queries.charges(request.actor, area) if one.area_path == area]
    context = {
        "area": area,
        "area_name": places.display_name(by=request.actor, path=area),
        "rows": rows,
        "gaps": [row for row in rows if not row.answering(field)],
        "field": field,
        "field_name": _(rules.AREAS_OF_WORK[field]) if field else "",
        "every_field": [(key, _(name), key == field) for key, name in rules.AREAS_OF_WORK.items()],
        "whole": [one for one in above if not one.field],
        "fields": _by_field(above),
        "open_fields": [
            _(name) for key, name in rules.AREAS_OF_WORK.items() if key not in {one.field for one in above}
        ],
        "leaders": _leaders(request, above, rows),
        "past": queries.charge_history(request.actor, area, limit=50),
        "may_assign": request.actor.may(Permission.TASK_ASSIGN, area),
    }
    return render(request, "agencies/charges.html", context)


def area_asked(request: ActorRequest) -> str:
    """The area asked for if it is his (of another's he would see gaps that are none), his first, or the centre's."""
    wanted = request.GET.get("area_path", "")
    own = request.actor.areas(Permission.AGENCY_SEE)
    here = next((area for area in own if area), "") or centre.current().area_path
    if not wanted or not request.actor.may(Permission.AGENCY_SEE, wanted):
        return here
    try:
        return str(places.get(by=request.actor, path=wanted).path)
    except Refused:
        return here


def _by_field(found: list[queries.Charged]) -> list[tuple[str, list[queries.Charged]]]:
    groups: dict[str, list[queries.Charged]] = {}
    for one in found:
        if one.field:
            groups.setdefault(one.field, []).append(one)
    return [(_(name), groups[key]) for key, name in rules.AREAS_OF_WORK.items() if key in groups]


def _leaders(
    request: ActorRequest, above: list[queries.Charged], rows: list[queries.Coverage]
) -> list[tuple[queries.Charged, list[str]]]:
    """Each leader with everything he answers for, in words."""
    names = {row.path: row.name for row in rows}
    his: dict[str, tuple[queries.Charged, list[str]]] = {}
    for one in [*above, *(c for row in rows for c in (*row.whole, *row.parts))]:
        where = names.get(one.area_path) or places.display_name(by=request.actor, path=one.area_path)
        his.setdefault(one.leader_key, (one, []))[1].append(f"{where} ({one.field_name})")
    return sorted(his.values(), key=lambda pair: pair[0].leader)


@page(needs=Permission.TASK_ASSIGN)
@require_http_methods(["GET", "POST"])
def leaders(request: ActorRequest) -> HttpResponse:
    """Lines of the autocomplete field: holders of posts, and staff. The words come by POST, they are names."""
    found = queries.leaders_like(request.actor, request.POST.get("q", "")[:100])
    return options_response(request, [Option(one.key, one.name, one.title) for one in found])


@page(needs=Permission.TASK_ASSIGN)
@require_http_methods(["GET", "POST"])
def new_charge(request: ActorRequest) -> HttpResponse:
    """Put a leader in charge."""
    by, at = request.actor, centre.now()
    start = {
        "area_path": request.GET.get("area_path", "")[:40],
        "field": request.GET.get("field", "")[:20],
        "valid_from": timezone.localdate(at),
    }
    form = ChargeForm(request.POST or None, by=by, initial=start)

    def put(data: dict[str, Any]) -> Any:
        post_id, user_id = leader_ids(data.pop("leader"))
        return actions.put_in_charge.once(str(form.key), by=by, at=at, post_id=post_id, user_id=user_id, **data)

    if done := press(request, form, put, lambda _done: _("Đã phân công phụ trách."), _back):
        return done
    return render(request, "agencies/charge_form.html", {"form": form}, status=422 if form.errors else 200)


@page(needs=Permission.TASK_ASSIGN)
@require_http_methods(["GET", "POST"])
def edit_charge(request: ActorRequest, charge_id: UUID) -> HttpResponse:
    """Correct the days or the document."""
    if request.method != "POST":
        return _charge_page(request, charge_id)
    form = ChargeEditForm(request.POST)
    return _press(request, charge_id, form, actions.correct_charge, _("Đã sửa.")) or _charge_page(
        request, charge_id, form=form
    )


@page(needs=Permission.TASK_ASSIGN)
@require_POST
def end_charge(request: ActorRequest, charge_id: UUID) -> HttpResponse:
    """Relieve him."""
    form = EndForm(request.POST)
    said = _("Đã ghi ngày thôi phụ trách.")
    return _press(request, charge_id, form, actions.end_charge, said) or _charge_page(request, charge_id, end_form=form)


@page(needs=Permission.TASK_ASSIGN)
@require_POST
def withdraw_charge(request: ActorRequest, charge_id: UUID) -> HttpResponse:
    """It was recorded by mistake."""
    form = ReasonForm(request.POST)
    return _press(request, charge_id, form, actions.withdraw_charge, _("Đã xóa dòng ghi nhầm.")) or _charge_page(
        request, charge_id, withdraw_form=form
    )


def _press(request: ActorRequest, charge_id: UUID, form: ActionForm, action: Any, said: str) -> HttpResponse | None:
    by, at = request.actor, centre.now()
    return press(request, form, lambda d: action(by=by, at=at, charge_id=charge_id, **d), lambda _done: said, _back)


def _charge_page(request: ActorRequest, charge_id: UUID, **forms: object) -> HttpResponse:
    found = queries.charge(request.actor, charge_id)
    request.actor.check(Permission.TASK_ASSIGN, found.area_path)
    known = {name: getattr(found, name) for name in ("valid_from", "valid_to", "decision", "note")}
    context = {
        "charge": found,
        "leader": found.post.holder if found.post else str(found.user),
        "area_name": places.display_name(by=request.actor, path=found.area_path),
        "field_name": _(rules.AREAS_OF_WORK[found.field]) if found.field else _("mọi lĩnh vực"),
        "form": ChargeEditForm(initial=known),
        "end_form": EndForm(initial={"last_day": timezone.localdate(centre.now())}),
        "withdraw_form": ReasonForm(),
    } | forms
    wrong = any(getattr(form, "errors", None) for form in forms.values())
    return render(request, "agencies/charge.html", context, status=422 if wrong else 200)


def _back(charge: Any) -> HttpResponse:
    """The page of the area above: there the whole row of communes is seen."""
    area_path = charge.area_path
    above = queries.area_above(area_path)
    response = redirect("agencies:charges")
    response["Location"] += f"?area_path={above if above.count('/') > 2 else area_path}"
    return response

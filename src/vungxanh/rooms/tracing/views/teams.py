"""Tracing teams: who is in them, what they have to call, and giving work out."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.tracing import actions, queries
from vungxanh.rooms.tracing.forms import MemberForm, RenameForm, TeamForm
from vungxanh.rooms.tracing.views import shared

ASSIGN = Permission.TRACE_ASSIGN


def _offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


@page(needs=ASSIGN)
@require_http_methods(["GET", "POST"])
def new_team(request: ActorRequest) -> HttpResponse:
    """Form a team."""
    by = request.actor
    areas = by.areas(ASSIGN)
    form = TeamForm(request.POST or None, initial={"area": areas[0] if areas else ""})
    _offer(form, "agency", [(str(a.pk), a.name) for a in agencies.visible_agencies(by).filter(active=True)[:500]])
    form.fields["area"].widget.label_of = lambda path: shared.area_label(by, path)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with form.refusals():
            team = actions.form_team.once(
                str(form.key),
                by=by,
                at=shared.at(),
                name=data["name"],
                agency_id=UUID(data["agency"]),
                area_path=data["area"],
                decision=data["decision"],
            )
        if form.is_valid():
            messages.success(request, _("Đã lập %(team)s. Thêm người vào tổ.") % {"team": team.name})
            return redirect("tracing:team", team.pk)
    return render(request, "tracing/team_new.html", {"form": form}, status=422 if form.errors else 200)


@page(needs=Permission.TRACE_SEE)
def team(request: ActorRequest, team_id: UUID) -> HttpResponse:
    """One team."""
    by = request.actor
    found = queries.get_team(by=by, team_id=team_id)
    members = queries.members_of(by=by, team=found)
    form = MemberForm()
    staff = agencies.staff(by, Permission.CALL_RECORD, found.area_path)
    taken = {m.user_id for m in members}
    _offer(form, "user", [(str(u.pk), u.full_name or u.username) for u in staff if u.pk not in taken])
    return render(request, "tracing/team.html", {
        "team": found, "members": members, "form": form, "rename": RenameForm(initial={"name": found.name, "decision": found.decision}),
        "load": queries.loads(by=by, team_ids=[found.pk]).get(found.pk, 0), "area": shared.area_label(by, found.area_path),
        "may_assign": by.may(ASSIGN, found.area_path), "history": queries.history_of_team(by=by, team=found),
    })  # fmt: skip


@page(needs=ASSIGN)
@require_POST
def change_team(request: ActorRequest, team_id: UUID, name: str) -> HttpResponse:
    """put, take, rename (and its decision), close: one each."""
    by = request.actor
    given: dict[str, Any] = {"by": by, "at": shared.at(), "team_id": team_id}
    queries.get_team(by=by, team_id=team_id)
    try:
        if name == "put":
            actions.put_member(**given, user_id=_uuid(request.POST.get("user", "")), lead="lead" in request.POST)
        elif name == "take":
            actions.take_member(**given, user_id=_uuid(request.POST.get("user", "")))
        elif name == "rename":
            actions.rename_team(**given, name=request.POST.get("name", ""), decision=request.POST.get("decision"))
        elif name == "close":
            freed = actions.close_team(**given)
            messages.success(request, _("Đã giải thể tổ; %(n)d người tiếp xúc chờ giao lại.") % {"n": freed})
            return redirect("tracing:teams")
    except NotYours:
        raise
    except Refused as no:
        messages.error(request, no.told(_))
    return redirect("tracing:team", team_id)


@page(needs=ASSIGN)
@require_POST
def assign(request: ActorRequest, team_id: UUID) -> HttpResponse:
    """Give the chosen contacts to a team."""
    picked = [_uuid(text) for text in request.POST.getlist("pick")]
    moved = actions.assign(by=request.actor, at=shared.at(), contact_ids=picked, team_id=team_id)
    messages.success(request, _("Đã giao %(n)d người.") % {"n": moved})
    return redirect("tracing:contacts")


@page(needs=ASSIGN)
@require_POST
def deal(request: ActorRequest) -> HttpResponse:
    """Deal the unassigned out, by place and load."""
    by = request.actor
    try:
        given = sum(actions.assign_automatically(by=by, at=shared.at(), area=area) for area in by.areas(ASSIGN))
        messages.success(request, _("Đã giao %(n)d người cho các tổ theo địa bàn và số việc.") % {"n": given})
    except NotYours:
        raise
    except Refused as no:
        messages.error(request, no.told(_))
    return redirect("tracing:teams")


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Refused(_("Chọn trong danh sách.")) from None

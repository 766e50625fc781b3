"""Risk groups: screened again and again; found by occupation, by what other rooms know, or put in by hand."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.web.columns import Column
from vungxanh.common.web.filters import AreaFilter
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.laboratory import actions, queries, rules
from vungxanh.rooms.laboratory.forms import GroupForm
from vungxanh.rooms.laboratory.forms.parts import area_name
from vungxanh.rooms.laboratory.views.adding import added
from vungxanh.rooms.laboratory.views.shared import asked, carded, pressed

FIELDS = ("name", "people", "occupations", "cadence_days", "active")


@page(needs=Permission.SAMPLE_SEE)
def groups(request: ActorRequest) -> HttpResponse:
    """The groups in force here."""
    by = request.actor
    rows: list[Any] = list(queries.visible_groups(by).order_by("-active", "id"))
    for one in rows:
        one.found_by = _now(rules.GROUP_KIND_NAMES[rules.GroupKind(one.people)])
    context = {"groups": rows, "may_plan": by.may(Permission.SAMPLE_PLAN), "area": _first_area(by)}
    return render(request, "laboratory/groups.html", context)


@page(needs=Permission.SAMPLE_PLAN)
@require_POST
def load_groups(request: ActorRequest) -> HttpResponse:
    """Take over the groups of the regulation."""
    by = request.actor
    area = request.POST.get("area", "")
    if not area:
        return redirect("laboratory:groups")
    return pressed(
        request, lambda key: actions.load_groups.once(f"{key}:load", by=by, at=centre.now(), area_path=area),
        back=reverse("laboratory:groups"), done=_now("Đã nạp các nhóm; sửa lại cho đúng địa phương."),
    )  # fmt: skip


def _first_area(by: Actor) -> str:
    areas = by.areas(Permission.SAMPLE_PLAN)
    return areas[0] or centre.current().area_path if areas else ""


@page(needs=Permission.SAMPLE_PLAN)
@require_http_methods(["GET", "POST"])
def group(request: ActorRequest, group_id: UUID | None = None) -> HttpResponse:
    """A group, new or changed."""
    by = request.actor
    old = queries.get_group(by=by, group_id=group_id) if group_id else None
    form = GroupForm(request.POST or None, initial={name: getattr(old, name) for name in FIELDS} if old else None)

    def do(key: str) -> Any:
        area = old.area_path if old else _first_area(by)
        given = {name: form.cleaned_data[name] for name in FIELDS}
        return actions.save_group.once(
            key, by=by, at=centre.now(), area_path=area, group_id=old.pk if old else None, **given
        )

    back = reverse("laboratory:groups")
    title = _now("Sửa nhóm nguy cơ") if old else _now("Thêm nhóm nguy cơ")
    return asked(request, form, do, title=title, back=back, to=lambda made: back, done=_now("Đã lưu nhóm."))


class Members(Listing):
    """Those put into a group by hand."""

    key = "group_members"
    noun = _("người")
    columns = (
        Column(name="name", label=_("Họ và tên"), main=True),
        Column(name="born", label=_("Năm sinh")),
        Column(name="hamlet", label=_("Thôn")),
        Column(name="job", label=_("Nghề nghiệp")),
        Column(name="area", label=_("Địa bàn"), value="area_name"),
        Column(name="act", label=_("Bỏ"), template="laboratory/cells/member.html", value="pk", plain=lambda w: ""),
    )
    filters = (AreaFilter(name="area", label=_("địa bàn"), name_of=area_name, url_name="places:suggest"),)
    empty = Empty(
        title=_("Chưa ghi tay ai vào nhóm"),
        text=_("Thêm người mà nghề nghiệp đã ghi chưa nói lên: người chăm sóc bệnh nhân, người làm thuê…"),
        icon="users",
    )

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Cards of the page's people."""
        return carded(self.request.actor, objects)  # type: ignore[attr-defined]


@page(needs=Permission.SAMPLE_SEE)
def group_people(request: ActorRequest, group_id: UUID) -> HttpResponse:
    """Who was put into a group by hand, and how many are due by its kind today."""
    by = request.actor
    found = queries.get_group(by=by, group_id=group_id)
    due = queries.group_due(by=by, at=centre.now(), group=found)
    context = {
        "group": found, "found_by": _now(rules.GROUP_KIND_NAMES[rules.GroupKind(found.people)]), "due": due,
        "may_plan": by.may(Permission.SAMPLE_PLAN, found.area_path),
    }  # fmt: skip
    return Members(request, queries.group_members(by=by, group_id=group_id)).respond("laboratory/group.html", context)


@page(needs=Permission.SAMPLE_PLAN)
@require_http_methods(["GET", "POST"])
def group_add(request: ActorRequest, group_id: UUID) -> HttpResponse:
    """People put into a group."""
    by = request.actor
    found = queries.get_group(by=by, group_id=group_id)

    def put(key: str, ids: Sequence[UUID]) -> int:
        return actions.join_group.once(key, by=by, at=centre.now(), group_id=group_id, person_ids=ids)

    back = reverse("laboratory:group_people", args=[group_id])
    return added(request, put, title=_now("Thêm người vào nhóm"), back=back, area=found.area_path, crumb=found.name)


@page(needs=Permission.SAMPLE_PLAN)
@require_POST
def member_out(request: ActorRequest, member_id: UUID) -> HttpResponse:
    """He is in the group no more."""
    by = request.actor
    back = reverse("laboratory:group_people", args=[queries.get_member(by=by, member_id=member_id).group_id])
    return pressed(
        request, lambda key: actions.leave_group.once(f"{key}:{member_id}", by=by, at=centre.now(), member_id=member_id),
        back=back, done=_now("Đã bỏ khỏi nhóm."),
    )  # fmt: skip

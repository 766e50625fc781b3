"""Clusters of communes (cụm xã): which there are, their communes, ending one."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vungxanh.common import centre
from vungxanh.common.web.acting import carried
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.zones import actions, forms, queries, words
from vungxanh.rooms.zones.models import AreaCluster

SEE, DECIDE = Permission.LEVEL_SEE, Permission.LEVEL_DECIDE


@page(needs=SEE)
def clusters(request: ActorRequest) -> HttpResponse:
    """All of them with their level and communes."""
    by = request.actor
    rows = list(queries.clusters(by))
    names = places.display_names(by=by, paths={p for one in rows for p in (*one.members, one.area_path)})
    now = {p.area_path: p for p in queries.standing(by).filter(unit=queries.CLUSTER)}
    shown = [
        (one, names[one.area_path], [names[p].split(",")[0] for p in one.members], now.get(one.path),
         words.letter(now[one.path].level) if one.path in now else None, by.may(DECIDE, one.area_path))
        for one in rows
    ]  # fmt: skip
    return render(request, "zones/clusters.html", {"rows": shown, "may": by.may(DECIDE)})


@page(needs=DECIDE)
@require_http_methods(["GET", "POST"])
def new_cluster(request: ActorRequest) -> HttpResponse:
    """Name one. Where the reader decides in several areas he chooses one first (``?area=``)."""
    by = request.actor
    areas = [(a or centre.current().area_path) for a in by.areas(DECIDE)]
    wanted = request.GET.get("area", "")
    inside = any(wanted.startswith(a) for a in areas)
    return _page(request, None, wanted if inside and wanted else (areas[0] if areas else ""), areas)


@page(needs=SEE)
@require_http_methods(["GET", "POST"])
def edit_cluster(request: ActorRequest, area_cluster_id: UUID) -> HttpResponse:
    """One: what it holds; those who may change it change it here."""
    by = request.actor
    found = queries.cluster(by=by, cluster_id=area_cluster_id)
    if request.method == "POST":
        by.check(DECIDE, found.area_path)
    return _page(request, found, found.area_path, [])


def _page(request: ActorRequest, found: AreaCluster | None, area: str, areas: list[str]) -> HttpResponse:
    by = request.actor
    may = by.may(DECIDE, area) and not (found and found.ended_at)
    communes = queries.communes_in(by=by, areas=[area]) if may and area else []
    start: dict[str, Any] = {"name": found.name, "note": found.note, "members": found.members} if found else {}
    form = forms.ClusterForm(request.POST or None, communes=communes, initial=start)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with form.refusals():
            made = actions.save_cluster.once(
                str(form.key), by=by, at=centre.now(), area_path=area, name=data["name"], members=data["members"],
                note_text=data["note"], area_cluster_id=found.pk if found else None,
            )  # fmt: skip
        if form.is_valid():
            _judge(by, made)
            return redirect("zones:clusters")
    names = places.display_names(by=by, paths=[*(found.members if found else []), *areas, area])
    context = {
        "form": form, "cluster": found, "area": names.get(area, ""), "may": may, "members": sorted(
            names[p] for p in (found.members if found else [])
        ), "areas": [(a, names[a]) for a in areas] if len(areas) > 1 else [],
    }  # fmt: skip
    return render(request, "zones/cluster.html", context, status=422 if form.errors else 200)


def _judge(by: Actor, made: AreaCluster) -> None:
    """At once, so that whoever made it sees its level."""
    if by.may(Permission.LEVEL_RECORD, made.area_path):
        at = centre.now()
        actions.evaluate(
            by=by, at=at, area_path=made.area_path, day=queries.latest_day(by=by, area=made.area_path, at=at)
        )


@page(needs=DECIDE)
@require_http_methods(["GET", "POST"])
def end_cluster(request: ActorRequest, area_cluster_id: UUID) -> HttpResponse:
    """No longer used."""
    by = request.actor
    found = queries.cluster(by=by, cluster_id=area_cluster_id)
    form = forms.ReasonForm(request.POST or None)
    form.fields["reason"].label = _("Lý do thôi dùng cụm xã")

    def run() -> object:
        return actions.end_cluster.once(
            str(form.key), by=by, at=centre.now(), area_cluster_id=area_cluster_id, reason=form.cleaned_data["reason"]
        )

    return carried(
        request, form, run, back=reverse("zones:clusters"), said=_("Đã thôi dùng cụm xã; lịch sử còn nguyên."),
        label=_("Thôi dùng cụm xã: %(name)s") % {"name": found.name},
        crumbs=[(reverse("zones:clusters"), _("Cụm xã"))],
    )  # fmt: skip

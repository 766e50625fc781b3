"""Clusters: the list, one of them, opening and closing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vungxanh.common import centre
from vungxanh.common.access import seen
from vungxanh.common.web.columns import Column
from vungxanh.common.web.filters import ChoiceFilter
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases import actions, forms, queries, rules
from vungxanh.rooms.cases.forms import choices
from vungxanh.rooms.cases.views import shared, sheets
from vungxanh.rooms.cases.views.lists import CaseList
from vungxanh.rooms.places import queries as places


class ClusterList(Listing):
    """Clusters the reader may see."""

    key = "clusters"
    noun = _("ổ dịch")
    columns = (
        Column(
            name="name", label=_("Ổ dịch"), main=True, sort="name", url=lambda c: reverse("cases:cluster", args=[c.pk])
        ),
        Column(name="disease", label=_("Bệnh"), value=lambda c: choices.disease_short(c.disease)),
        Column(name="area", label=_("Địa bàn"), value="area_name"),
        Column(name="size", label=_("Số ca"), number=True),
        Column(name="opened_on", label=_("Bắt đầu"), sort="opened"),
        Column(name="closed_on", label=_("Kết thúc"), sort="closed"),
    )
    filters = (ChoiceFilter(name="disease", label=_("bệnh"), choices=choices.diseases),)
    sorts = {"opened": ("-opened_on",), "closed": ("-closed_on",), "name": ("name",)}
    default_sort = "opened"
    file = sheets.CLUSTERS
    empty = Empty(
        title=_("Chưa có ổ dịch"),
        text=_("Ổ dịch gom các ca liên quan với nhau: mở ổ dịch ở đây, rồi đưa ca vào từ trang của ca."),
        action_label=_("Mở ổ dịch"),
        action_url="/cases/clusters/new/",
        icon="hierarchy",
    )

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Area names and sizes, each in one go."""
        by = self.request.actor  # type: ignore[attr-defined]
        names = places.display_names(by=by, paths={c.area_path for c in objects})
        sizes = queries.cluster_sizes(by=by, cluster_ids=[c.pk for c in objects])
        for cluster in objects:
            cluster.area_name, cluster.size = names[cluster.area_path], sizes.get(cluster.pk, 0)
        return objects


@page(needs=Permission.CASE_SEE)
def index(request: ActorRequest) -> HttpResponse:
    """All clusters."""
    listing = ClusterList(request, queries.clusters(request.actor))
    return listing.respond("cases/clusters.html", {"may_record": request.actor.may(Permission.CASE_RECORD)})


@page(needs=Permission.CASE_SEE)
def one(request: ActorRequest, cluster_id: UUID) -> HttpResponse:
    """A cluster and its cases."""
    by = request.actor
    cluster = queries.get_cluster(by=by, cluster_id=cluster_id)
    rows = queries.visible(by).filter(cluster=cluster).select_related("cluster")
    context = {
        "cluster": cluster,
        "disease": choices.disease_name(cluster.disease),
        "area": shared.area_name(by, cluster.area_path),
        "may_close": cluster.closed_on is None and by.may(Permission.CASE_RECORD, cluster.area_path),
        "lock_url": shared.url_or_none("isolation:lock")
        if cluster.closed_on is None and by.may(Permission.ISOLATION_DECIDE, cluster.area_path)
        else None,
        "chain_url": f"{reverse('cases:chain')}?disease={cluster.disease}&cluster={cluster.pk}",
    }
    return CaseList(request, rows).respond("cases/cluster.html", context)


@page(needs=Permission.CASE_RECORD)
def new(request: ActorRequest) -> HttpResponse:
    """Open a cluster; a place where cases were together may be posted here as a proposal, for a person to look at."""
    by, posted = request.actor, request.POST
    offered = _cases_offered(by, shared.picked(posted.getlist("offered")))
    proposed = {
        name: posted[name]
        for name in ("name", "disease", "area_path", "opened_on")
        if "propose" in posted and name in posted
    }
    form = forms.ClusterForm(by, None if proposed else posted or None, cases=offered, initial=proposed)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        with form.refusals():
            cluster = actions.open_cluster.once(
                str(form.key), by=request.actor, at=centre.now(), name=data["name"], disease=data["disease"],
                area_path=data["area_path"], opened_on=data["opened_on"],
                case_ids=[UUID(pk) for pk in data.get("case", ())],
            )  # fmt: skip
        if form.is_valid():
            messages.success(request, _now("Đã mở ổ dịch %(name)s.") % {"name": cluster.name})
            return redirect("cases:cluster", cluster.pk)
    context = {"form": form, "offered": [pk for pk, _words in offered]}
    return render(request, "cases/cluster_new.html", context, status=422 if form.errors else 200)


def _cases_offered(by: Actor, ids: list[UUID]) -> list[tuple[str, str]]:
    """Those he may put into a cluster, in words; one that is in another cluster says so."""
    rows = (
        queries.visible(by).filter(seen(by, Permission.CASE_RECORD), pk__in=ids[: rules.MOST]).select_related("cluster")
    )
    return [
        (str(c.pk), f"{c.code} ({_now('đang ở %(name)s') % {'name': c.cluster.name}})" if c.cluster else c.code)
        for c in rows.order_by("code")
    ]


@page(needs=Permission.CASE_RECORD)
def close(request: ActorRequest, cluster_id: UUID) -> HttpResponse:
    """End a cluster."""
    cluster = queries.get_cluster(by=request.actor, cluster_id=cluster_id)
    form = forms.CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.close_cluster.once(
                str(form.key), by=request.actor, at=centre.now(), cluster_id=cluster_id,
                closed_on=form.cleaned_data["closed_on"],
            )  # fmt: skip
        if form.is_valid():
            url = reverse("cases:cluster", args=[cluster_id])
            return HttpResponse(status=204, headers={"HX-Redirect": url}) if request.htmx else redirect(url)
    text = _now("Ổ dịch %(name)s kết thúc; không đưa thêm ca vào được nữa.") % {"name": cluster.name}
    context = {"form": form, "label": _now("Kết thúc ổ dịch"), "text": text, "cluster": cluster}
    template = "cases/act_part.html" if request.htmx else "cases/act.html"
    return render(request, template, context, status=422 if form.errors else 200)

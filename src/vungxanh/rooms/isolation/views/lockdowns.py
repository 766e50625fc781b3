"""Locked areas: the list, one with the people inside, its rounds and what must hold to open it."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from vungxanh.common import centre
from vungxanh.common.web.acting import asked, done
from vungxanh.common.web.columns import Column
from vungxanh.common.web.export import Sheet
from vungxanh.common.web.filters import AreaFilter, DateRangeFilter
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.isolation import actions, queries, rules, words
from vungxanh.rooms.isolation.forms.deeds import ReasonForm
from vungxanh.rooms.isolation.forms.lockdowns import LockForm, RoundForm
from vungxanh.rooms.places import queries as places

DECIDE = Permission.ISOLATION_DECIDE


class Lockdowns(Listing):
    """Every locked area the reader may see."""

    key = "lockdowns"
    noun = gettext_lazy("khu phong tỏa")
    columns = (
        Column(
            name="name", label=gettext_lazy("Khu"), main=True, url=lambda o: reverse("isolation:lockdown", args=[o.pk])
        ),
        Column(name="area", label=gettext_lazy("Xã, phường"), value="area_name"),
        Column(name="number", label=gettext_lazy("Quyết định")),
        Column(name="started_on", label=gettext_lazy("Từ ngày"), sort="started"),
        Column(name="until_on", label=gettext_lazy("Dự kiến đến")),
        Column(name="ended_on", label=gettext_lazy("Kết thúc")),
    )
    filters = (
        AreaFilter(name="area", label=gettext_lazy("xã, phường"), name_of=words.area_name, url_name="places:suggest"),
        DateRangeFilter(name="started", label=gettext_lazy("từ ngày"), field="started_on"),
    )
    sorts = {"started": ("-started_on",)}
    default_sort = "started"
    file = Sheet(stem="khu-phong-toa", title=gettext_lazy("khu phong tỏa"), fields=(), area="")
    empty = Empty(
        title=gettext_lazy("Chưa phong tỏa khu nào"),
        text=gettext_lazy(
            "Thôn, ấp hoặc cả xã bị phong tỏa nằm ở đây, với người ở trong, các lượt lấy mẫu, điều kiện kết thúc."
        ),
        action_label=gettext_lazy("Ghi khu phong tỏa"),
        action_url="/isolation/lockdowns/new/",
        icon="lock",
    )

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Names of areas in one go."""
        names = places.display_names(by=self.request.actor, paths={o.area_path for o in objects})  # type: ignore[attr-defined]
        for one in objects:
            one.area_name = names[one.area_path]
        return objects


@page(needs=Permission.ISOLATION_SEE)
def lockdowns(request: ActorRequest) -> HttpResponse:
    """The list."""
    listing = Lockdowns(request, queries.lockdowns(request.actor))
    return listing.respond("isolation/lockdowns.html", {"may_decide": request.actor.may(DECIDE)})


@page(needs=DECIDE)
@never_cache
@require_http_methods(["GET", "POST"])
def lock(request: ActorRequest) -> HttpResponse:
    """Write down a locked area."""
    by, now = request.actor, centre.now()
    areas = places.communes(by=by, areas=by.areas(DECIDE))
    form = LockForm(
        request.POST or None, areas=areas, initial={"started_on": timezone.localdate(now)} | _around(request)
    )
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            made = actions.lock.once(
                str(form.key), by=by, at=now, area_path=form.cleaned_data["area_path"], lockdown=form.facts()
            )
        if form.is_valid():
            return redirect("isolation:lockdown", made.pk)
    back = reverse("isolation:lockdowns")
    return asked(request, form, label=_("Ghi khu phong tỏa"), back=back, crumbs=[(back, _("Khu phong tỏa"))])


def _around(request: ActorRequest) -> dict[str, str]:
    """What a cluster tells of the area to lock around it (?cluster=…)."""
    if not request.GET.get("cluster"):
        return {}
    try:
        found = cases.get_cluster(by=request.actor, cluster_id=UUID(request.GET["cluster"]))
    except ValueError as no:
        raise Http404 from no
    note = _("Ổ dịch: %(name)s") % {"name": found.name}
    return {"area_path": found.area_path, "name": found.name, "disease": found.disease, "note": note[:300]}


@page(needs=Permission.ISOLATION_SEE)
def lockdown(request: ActorRequest, lockdown_id: UUID) -> HttpResponse:
    """One locked area."""
    by, today = request.actor, timezone.localdate(centre.now())
    one = queries.get_lockdown(by=by, lockdown_id=lockdown_id)
    ruling = queries.lockdown_rule(one, today)
    rounds = list(one.rounds.order_by("-day"))
    context = {
        "one": one, "area_name": places.display_name(by=by, path=one.area_path), "rounds": rounds, "today": today,
        "people": queries.living_inside(by=by, lockdown=one).order_by().count(),
        "cases": list(queries.cases_inside(by=by, lockdown=one).order_by("-diagnosed_at", "-pk")[:50]),
        "next": rules.next_sampling(one.started_on, queries.sampled(one), ruling.value),
        "conditions": queries.ending_of(by=by, lockdown=one, today=today), "why": ruling.explanation.in_words(),
        "lists": _lists(one), "verified": ruling.explanation.verified, "may_decide": by.may(DECIDE, one.area_path),
    }  # fmt: skip
    return render(request, "isolation/lockdown.html", context)


def _lists(one: Any) -> list[tuple[str, str]]:
    """(hamlet, address of the list of who lives there); one list of the commune when all of it is locked."""
    home = reverse("people:index")
    return [
        (hamlet or _("cả xã"), f"{home}?{urlencode({'area': one.area_path} | ({'hamlet': hamlet} if hamlet else {}))}")
        for hamlet in one.hamlets or [""]
    ]


@page(needs=DECIDE)
@never_cache
@require_http_methods(["GET", "POST"])
def lockdown_act(request: ActorRequest, lockdown_id: UUID, name: str) -> HttpResponse:
    """``round``: all were sampled; ``end``: it is opened."""
    by, now = request.actor, centre.now()
    one = queries.get_lockdown(by=by, lockdown_id=lockdown_id)
    by.check(DECIDE, one.area_path)
    forms = {"round": RoundForm, "end": ReasonForm}
    if name not in forms:
        raise Http404
    form = forms[name](request.POST or None, initial={"day": timezone.localdate(now)})
    back = reverse("isolation:lockdown", args=[lockdown_id])
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        given: dict[str, Any] = {"by": by, "at": now, "lockdown_id": lockdown_id}
        with form.refusals():
            if name == "round":
                numbers: dict[str, Any] = {key: data[key] for key in ("day", "sampled", "positive", "pending")}
                actions.record_round.once(str(form.key), **given, **numbers)
            else:
                actions.unlock.once(str(form.key), **given, reason=data["reason"])
        if form.is_valid():
            return done(request, back)
    label = _("Ghi lượt lấy mẫu toàn bộ") if name == "round" else _("Kết thúc phong tỏa")
    crumbs = [(reverse("isolation:lockdowns"), _("Khu phong tỏa")), (back, one.name)]
    return asked(request, form, label=label, back=back, crumbs=crumbs)

"""Attack rate by place: shown on the chain page, and the same numbers as a file."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from vungxanh.common import exports
from vungxanh.common.web.export import respond_with
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.tracing import queries
from vungxanh.rooms.tracing.views import shared


def _disease(request: ActorRequest) -> str:
    return request.GET.get("disease", "")[:20] or "covid19"


@page(needs=Permission.TRACE_SEE)
def attack_rates(request: ActorRequest) -> HttpResponse:
    """Of the F1 exposed at a place, how many fell ill; a part of the chain page."""
    disease = _disease(request)
    rates = cases.attack_rates(queries.attack_rate_by_venue(by=request.actor, disease=disease))
    context = {"rates": rates, "disease": disease, "may_export": request.actor.may(Permission.EXPORT)}
    return render(request, "tracing/parts/attack_rates.html", context)


@page(needs=Permission.EXPORT)
def attack_rates_csv(request: ActorRequest) -> HttpResponseBase:
    """The same numbers, all places."""
    rows = cases.attack_rates(queries.attack_rate_by_venue(by=request.actor, disease=_disease(request), limit=10_000))
    form = request.GET.get("as", "")
    at, form = shared.at(), "xlsx" if form == "xlsx" else "csv"
    exports.take_away(by=request.actor, at=at, what="attack rates", rows=len(rows), form=form)
    head = (_("Nơi"), _("Mắc bệnh"), _("Phơi nhiễm"), _("Tỷ lệ"), _("Thấp 95%"), _("Cao 95%"))
    lines = (
        [r.place, r.cases, r.exposed, *(None if x is None else round(x, 4) for x in (r.rate, r.low, r.high))]
        for r in rows
    )
    return respond_with(form, "ty-le-tan-cong", head, lines)

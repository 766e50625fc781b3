"""Attack rate by place: shown on the chain page, and the same numbers as CSV."""

import csv
import io

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.tracing import actions, queries
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
def attack_rates_csv(request: ActorRequest) -> HttpResponse:
    """The same numbers, all places."""
    rows = cases.attack_rates(queries.attack_rate_by_venue(by=request.actor, disease=_disease(request), limit=10_000))
    actions.take_away(by=request.actor, at=shared.at(), rows=len(rows))
    out = io.StringIO()
    write = csv.writer(out).writerow
    write([_("Nơi"), _("Mắc bệnh"), _("Phơi nhiễm"), _("Tỷ lệ"), _("Thấp 95%"), _("Cao 95%")])
    for r in rows:
        write(
            [
                shared.safe_cell(r.place),
                r.cases,
                r.exposed,
                *("" if x is None else round(x, 4) for x in (r.rate, r.low, r.high)),
            ]
        )
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="ty-le-tan-cong.csv"'
    return response

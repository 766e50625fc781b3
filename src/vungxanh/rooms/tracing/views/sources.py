"""Backwards: who may have infected a case, and where several cases were together."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from vungxanh.common.web.diseases import disease_name, diseases
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.tracing import queries, rules
from vungxanh.rooms.tracing.views import shared

DAYS = (7, 14, 28, 60)


@page(needs=Permission.TRACE_SEE)
@never_cache
def sources(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Who may have infected this case, the likeliest first."""
    by, at = request.actor, shared.at()
    case = cases.get(by=by, case_id=case_id)
    context: dict[str, Any] = {"at": at, "case": case, "refusal": ""}
    context["may_name"] = case.status in cases.LIVE and by.may(Permission.CASE_RECORD, case.area_path)
    try:
        _case, told = queries.likely_sources(by=by, case_id=case_id)
    except NotYours:
        raise
    except Refused as no:
        context["refusal"] = no.told(_)
    else:
        context["told"] = told
        context["rows"] = [
            {
                "s": s, "percent": round(100 * s.share), "chip": shared.chip(by, s.person) if s.person else None,
                "through": shared.chip(by, s.through) if s.through else None,
            }
            for s in told.rows
        ]  # fmt: skip
        context["mean_unverified"] = not told.disease.verified("incubation_mean_days")
    return render(request, "tracing/sources.html", context)


@page(needs=Permission.TRACE_SEE)
@never_cache
def clusters(request: ActorRequest) -> HttpResponse:
    """Places and intervals that explain most cases of the last days."""
    by, at = request.actor, shared.at()
    known = diseases()
    disease = request.GET.get("disease", "")
    disease = disease if disease in dict(known) else "covid19"
    days = int(request.GET["days"]) if request.GET.get("days", "") in {str(d) for d in DAYS} else 14
    orphans = request.GET.get("orphans", "") == "1"
    since = shared.today() - timedelta(days=days)
    found = queries.gatherings(by=by, disease=disease, since=since, only_orphans=orphans)
    names = places.display_names(by=by, paths={r.area_path for r in found.rows})
    rows = [
        {
            "g": r, "area": names.get(r.area_path, ""), "chance": _(rules.chance_in_words(r.by_chance)),
            "surprising": r.by_chance < 0.05,
            "shown": r.cases[:8], "more": max(0, len(r.cases) - 8), "opened_on": timezone.localdate(r.start),
            "clusters": sorted({(c.cluster.name, c.cluster_id) for c in r.cases if c.cluster}),
            "may_open": by.may(Permission.CASE_RECORD, r.area_path) and not all(c.cluster_id for c in r.cases),
        }
        for r in found.rows
    ]  # fmt: skip
    return render(request, "tracing/clusters.html", {
        "found": found, "rows": rows, "at": at, "since": since, "diseases": known, "disease": disease, "days": days,
        "choices": DAYS, "may_open": by.may(Permission.CASE_RECORD), "orphans": orphans, "disease_name": disease_name(disease),
    })  # fmt: skip

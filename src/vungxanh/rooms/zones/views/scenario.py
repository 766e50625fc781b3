"""The scenario of the response plan: which holds, how far the next, what each resource lacks and when it runs out."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vungxanh.common import centre, papers
from vungxanh.common.files import download
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.regulations.indices import RESOURCES
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.zones import actions, forms, queries, rules, words

SEE, RECORD = Permission.LEVEL_SEE, Permission.LEVEL_RECORD


def _areas(by: Actor) -> list[tuple[str, str]]:
    paths = [path or centre.current().area_path for path in by.areas(SEE)]
    return [(path, places.display_name(by=by, path=path)) for path in paths if path]


@page(needs=SEE)
def scenario(request: ActorRequest) -> HttpResponse:
    """The page; for htmx only the answer below the sliders."""
    by, areas = request.actor, _areas(request.actor)
    form, data, area, found = _asked(request, areas)
    if found is None:
        return render(request, "zones/scenario.html", {"form": form, "area": ""})
    context: dict[str, Any] = {"paper": _paper_url(request, area), "o": found, "rows": [_row(gap, found) for gap in found.gaps], "growth": data.get("growth") or 0.0,
               "wrong": [str(e) for errors in form.errors.values() for e in errors]}  # fmt: skip
    context["mix"] = [
        words.said(n) for n in (context["growth"], found.mix.moderate, found.mix.severe, found.mix.critical)
    ]
    context["layout"] = queries.layout(by=by, area=area, found=found)
    if getattr(request, "htmx", False):
        return render(request, "zones/parts/outlook.html", context)
    start = {
        "area": area, "active": found.active, "growth": data.get("growth") or 0, "moderate": found.mix.moderate,
        "severe": found.mix.severe, "critical": found.mix.critical,
    }  # fmt: skip
    today = timezone.localdate(centre.now())
    context |= {
        "form": forms.OutlookForm(initial=start, areas=areas, counted=max(found.active, found.counted)), "area": area, "many": len(areas) > 1,
        "place": places.display_name(by=by, path=area), "may": by.may(RECORD, area),
        "stock_form": forms.StockForm(initial={"day": today}), "assumed": bool(data),
    }  # fmt: skip
    return render(request, "zones/scenario.html", context)


def _asked(
    request: ActorRequest, areas: list[tuple[str, str]]
) -> tuple[forms.OutlookForm, dict[str, Any], str, queries.Outlook | None]:
    """What the sliders say, and the answer; none for who works in no area."""
    form = forms.OutlookForm(request.GET or None, areas=areas)
    data = form.cleaned_data if form.is_bound and form.is_valid() else {}
    area = data.get("area") or (areas[0][0] if areas else "")
    if not area:
        return form, data, "", None
    found = queries.outlook(
        by=request.actor, at=centre.now(), area=area, active=_int(data.get("active")), growth=data.get("growth") or 0.0,
        mix=_mix(area, data),
    )  # fmt: skip
    return form, data, area, found


def _paper_url(request: ActorRequest, area: str) -> list[tuple[str, str]]:
    """(ending, address) of the plan with the sliders as they stand."""
    query = request.GET.urlencode() or urlencode({"area": area})
    return [(end.upper(), f"{reverse('zones:plan', args=[end])}?{query}") for end in ("docx", "pdf")]


@page(needs=SEE)
@require_GET
def plan(request: ActorRequest, ending: str) -> HttpResponse:
    """The page as a paper, DOCX or PDF, with the sliders as they stand."""
    _form, data, area, found = _asked(request, _areas(request.actor))
    if ending not in ("docx", "pdf"):
        raise Http404
    if found is None:
        raise Refused(_("Trang này xem theo địa bàn; vai trò của bạn không gắn với địa bàn nào."))
    on = timezone.localdate(centre.now())
    paper = queries.plan_paper(by=request.actor, found=found, area=area, growth=data.get("growth") or 0.0, on=on)
    made = papers.docx(paper) if ending == "docx" else papers.pdf(paper)
    return download(made, f"phuong-an-kich-ban-{on.day}-{on.month}-{on.year}.{ending}", ending)


def _int(value: float | None) -> int | None:
    return None if value is None else round(value)


def _mix(area: str, data: dict[str, Any]) -> rules.Mix | None:
    if not any(data.get(name) is not None for name in ("moderate", "severe", "critical")):
        return None
    known, _source = queries.mix_on(area, timezone.localdate(centre.now()))
    given = {name: data[name] for name in ("moderate", "severe", "critical") if data.get(name) is not None}
    return replace(known, **given)


def _row(gap: rules.Gap, found: queries.Outlook) -> dict[str, Any]:
    resource = rules.Resource(gap.resource)
    name, unit = RESOURCES[resource]
    there = found.there.get(resource)
    today = timezone.localdate(centre.now())
    return {
        "gap": gap, "name": _(name), "unit": _(unit), "planned": _said(gap.planned), "needed": _said(gap.needed),
        "there": _said(gap.there), "source": there.source if there else "",
        "counted": _said(there.counted) if there else "", "already": gap.days == 0,
        "short": _said(gap.short),
        "lacks": bool(gap.short), "on": today + timedelta(days=gap.days) if gap.days is not None else None,
        "daily": gap.resource == "oxygen",
    }  # fmt: skip


def _said(number: float | None) -> str:
    return "" if number is None else words.said(float(round(number)))


@page(needs=RECORD)
@require_POST
def stock(request: ActorRequest) -> HttpResponse:
    """Say how much of a resource there is."""
    by, area = request.actor, request.GET.get("area", "")
    form = forms.StockForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        with form.refusals():
            actions.record_stock.once(
                str(form.key), by=by, at=centre.now(), area_path=area, resource=data["resource"], amount=data["amount"],
                day=data["day"], source=data["source"],
            )  # fmt: skip
        if form.is_valid():
            messages.success(request, _("Đã ghi số hiện có."))
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        messages.error(request, f"{label} {' '.join(map(str, errors))}".strip())
    return redirect(f"{reverse('zones:scenario')}?{urlencode({'area': area})}")

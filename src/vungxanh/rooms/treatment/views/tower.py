"""The tower with its figures; one facility with its patients, beds, oxygen."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from vungxanh.common import centre
from vungxanh.common.web.acting import carried
from vungxanh.common.web.formats import vn_number
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.sites import queries as sites
from vungxanh.rooms.sites.actions import BED_NAMES
from vungxanh.rooms.treatment import actions, forms, queries, words

ROUND, DECIDE = Permission.TREATMENT_ROUND, Permission.TREATMENT_DECIDE
EQUIPMENT = ("oxygen_points", "hfnc", "ventilators", "doctors", "nurses", "phone", "note")


@page(needs=Permission.TREATMENT_SEE)
def tower(request: ActorRequest) -> HttpResponse:
    """Tiers, the highest first: beds, patients, worsening, oxygen, tomorrow."""
    by, now = request.actor, centre.now()
    area = next(iter(by.areas(Permission.TREATMENT_SEE)), "")
    found = queries.tower(by=by, at=now, area=area)
    candidates = sites.visible(by).filter(facility=None, kind__in=("hospital", "field")).exclude(state="closed")
    waiting = list(queries.open_transfers(by=by)[:20])
    words.named(by, waiting, now, of="course")
    for row in waiting:
        row.state_words = words.move_of(row.state)  # type: ignore[attr-defined]
    beds, held = sum(t.beds for t in found.tiers), sum(t.held for t in found.tiers)
    context = {
        "tower": found, "waiting": waiting, "may_decide": by.may(DECIDE), "may_manage": by.may(Permission.SITE_MANAGE),
        "candidates": list(candidates.order_by("name")[:10]),
        "beds": beds, "held": held, "free": beds - held, "home": sum(t.at_home for t in found.tiers),
    }  # fmt: skip
    return render(request, "treatment/tower.html", context)


@page(needs=Permission.TREATMENT_SEE)
def facility(request: ActorRequest, site_id: UUID) -> HttpResponse:
    """Who lies here, who comes, what is free, what is left."""
    by, now = request.actor, centre.now()
    one = queries.get_facility(by=by, site_id=site_id)
    (line,) = queries.lines_of(by=by, found=[one], at=now)
    coming, leaving = queries.coming(by=by, site_id=site_id), queries.leaving(by=by, site_id=site_id)
    words.named(by, [*coming, *leaving], now, of="course")
    for row in (*coming, *leaving):
        row.state_words = words.move_of(row.state)  # type: ignore[attr-defined]
    days = queries.oxygen_days(by=by, facility=one)
    kinds = [(_(BED_NAMES[kind]), full) for kind, full in sorted(line.kinds.items())]
    context: dict[str, Any] = {
        "f": one, "line": line, "kinds": kinds, "coming": coming, "leaving": leaving, "days": days,
        "patients": words.named(by, queries.inside(by=by, site_id=site_id), now), "facts": _facts(one),
        "told_today": any(row.day == timezone.localdate(now) for row in days),
        "may_decide": by.may(DECIDE, one.area_path), "may_round": by.may(ROUND, one.area_path),
    }  # fmt: skip
    return render(request, "treatment/facility.html", context)


@page(needs=Permission.TREATMENT_SEE)
def site_part(request: ActorRequest, site_id: UUID) -> HttpResponse:
    """htmx fragment on the page of a site: who is treated there, or how it becomes a facility."""
    by, now = request.actor, centre.now()
    site = sites.get(by=by, site_id=site_id)
    one = queries.facility_or_none(by=by, site_id=site_id)
    patients = words.named(by, queries.inside(by=by, site_id=site_id), now) if one else []
    context = {"site": site, "f": one, "patients": patients, "may_decide": by.may(DECIDE, site.area_path)}
    return render(request, "treatment/site_part.html", context)


def _facts(one: Any) -> list[tuple[str, object]]:
    return [
        (_("Ổ oxy"), vn_number(one.oxygen_points)), (_("Máy HFNC"), vn_number(one.hfnc)), (_("Máy thở"), vn_number(one.ventilators)),
        (_("Bác sĩ"), vn_number(one.doctors)), (_("Điều dưỡng"), vn_number(one.nurses)), (_("Điện thoại trực"), one.phone),
        (_("Ghi chú"), one.note),
    ]  # fmt: skip


@page(needs=DECIDE)
@never_cache
@require_http_methods(["GET", "POST"])
def equip(request: ActorRequest, site_id: UUID) -> HttpResponse:
    """What a site has for treatment: its tier first."""
    by = request.actor
    site = sites.get(by=by, site_id=site_id)
    by.check(DECIDE, site.area_path)
    known = queries.facility_or_none(by=by, site_id=site_id)
    start = {name: getattr(known, name) for name in ("tier", *EQUIPMENT)} if known else {"tier": 1}
    form = forms.FacilityForm(request.POST or None, initial=start)
    return carried(
        request, form, lambda: actions.set_up.once(str(form.key), by=by, at=centre.now(), site_id=site_id, facts=form.facts()),
        back=reverse("treatment:facility", args=[site_id]) if known or request.method == "POST" else reverse("sites:one", args=[site_id]),
        said=_("Đã lưu."), label=_("Tầng, thiết bị, nhân lực"), text=site.name, crumbs=_crumbs(),
    )  # fmt: skip


@page(needs=ROUND)
@never_cache
@require_http_methods(["GET", "POST"])
def oxygen(request: ActorRequest, site_id: UUID) -> HttpResponse:
    """What oxygen is left today."""
    by = request.actor
    one = queries.get_facility(by=by, site_id=site_id)
    by.check(ROUND, one.area_path)
    form = forms.OxygenForm(request.POST or None, initial={"day": timezone.localdate(centre.now())})
    return carried(
        request, form,
        lambda: actions.record_oxygen.once(
            str(form.key), by=by, at=centre.now(), site_id=site_id, day=form.cleaned_data["day"],
            cylinders=form.cleaned_data["cylinders"], liquid_kg=form.cleaned_data["liquid_kg"] or 0, note_text=form.cleaned_data["note"],
        ),
        back=reverse("treatment:facility", args=[site_id]), said=_("Đã ghi."), label=_("Ghi oxy còn lại"),
        text=_("Ghi lại cùng ngày thì thay số cũ."), crumbs=_crumbs(),
    )  # fmt: skip


def _crumbs() -> list[tuple[str, str]]:
    return [(reverse("treatment:tower"), _("Tháp điều trị"))]

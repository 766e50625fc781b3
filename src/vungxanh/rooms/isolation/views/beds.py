"""Who lies where at a site, and the proposal for those who wait for a bed."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from vungxanh.common import centre
from vungxanh.common.web.acting import picked
from vungxanh.common.web.addresses import addresses
from vungxanh.common.web.formats import vn_date
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.isolation import actions, queries, rules, words
from vungxanh.rooms.isolation.views.lists import left_of
from vungxanh.rooms.sites import queries as sites
from vungxanh.rooms.sites.actions import SiteKind

DECIDE = Permission.ISOLATION_DECIDE


@page(needs=Permission.ISOLATION_SEE)
def site_panel(request: ActorRequest, site_id: UUID) -> HttpResponse:
    """htmx fragment on the page of a site: the people room by room, and how many wait for a bed."""
    by, today = request.actor, timezone.localdate(centre.now())
    site = sites.get(by=by, site_id=site_id)
    stays = words.named(by, queries.inside(by=by, site_id=site_id), of="decision")
    rooms: dict[Any, dict[str, Any]] = {}
    drawn = _drawer(today)
    for stay in stays:
        rooms.setdefault(stay.room_id, {"room": stay.room, "stays": []})["stays"].append(drawn(stay))
    context = {
        "site": site, "rooms": list(rooms.values()), "count": len(stays),
        "waiting": queries.count_waiting(by=by, site_id=site_id), "may_decide": by.may(DECIDE, site.area_path),
    }  # fmt: skip
    return render(request, "isolation/site_panel.html", context | _dormitory(request, site, today))


def _dormitory(request: ActorRequest, site: Any, today: Any) -> dict[str, Any]:
    if site.kind != SiteKind.DORMITORY:
        return {}
    ruling = queries.dormitory_models(on=today, area=site.area_path)
    return {
        "dormitory": queries.dormitory_model(by=request.actor, site=site, on=today),
        "dormitory_models": ruling.value.models, "dormitory_source": ruling.explanation.chosen.name,
    }  # fmt: skip


def _drawer(today: Any) -> Callable[[Any], dict[str, Any]]:
    """Draws one who lies there. A thousand of them: words and addresses are looked up once."""
    url, until, left = addresses("isolation:one"), lru_cache(vn_date), {}
    positive, absent, testing = _("dương tính: chuyển đi ngay"), _("vắng mặt"), _("đến ngày xét nghiệm")
    word = _("đến")

    def drawn(stay: Any) -> dict[str, Any]:
        d = stay.decision
        if (d.state, d.until_on) not in left:
            days = left_of(d, today)
            left[d.state, d.until_on] = f"{word} {until(d.until_on)} ({days})" if days else ""
        marks = [(positive, "alarm")] if d.state == "positive" else []
        marks += [(absent, "alarm")] if d.absent_since else []
        marks += [(testing, "active")] if d.next_test is not None and d.next_test <= today else []
        said = f"{d.reason_words} · {left[d.state, d.until_on]}"
        return {
            "bed": stay.bed.label,
            "url": url(d.pk),
            "name": d.name,
            "facts": d.chip.facts,
            "said": said,
            "marks": marks,
        }

    return drawn


@page(needs=DECIDE)
@never_cache
@require_http_methods(["GET", "POST"])
def beds(request: ActorRequest, site_id: UUID) -> HttpResponse:
    """The proposal with its reasons; those ticked get their beds, worked out again at that moment."""
    by, now = request.actor, centre.now()
    site = sites.get(by=by, site_id=site_id)
    by.check(DECIDE, site.area_path)
    if request.method == "POST":
        ids = picked(request.POST.getlist("pick"))
        try:
            if not ids:
                raise Refused("Chưa chọn ai.")
            given, left = actions.give_beds.once(
                request.POST.get("_key", ""), by=by, at=now, site_id=site_id, isolation_ids=ids
            )
            messages.success(request, _("Đã xếp giường cho %(n)s người.") % {"n": given})
            if left:
                messages.error(request, _("%(n)s người không còn giường hợp lệ.") % {"n": left})
        except NotYours:
            raise
        except Refused as no:
            messages.error(request, no.told(_))
        return redirect("sites:one", site_id)
    made, waiting = queries.proposal(by=by, at=now, site_id=site_id)
    words.named(by, list(waiting.values()))
    placed = sorted((_proposed(one, waiting[one.guest]) for one in made.placed), key=lambda row: row["bed"])
    unplaced = [(waiting[one.guest], _(one.reason)) for one in made.unplaced]
    return render(request, "isolation/beds.html", {"site": site, "placed": placed, "unplaced": unplaced})


def _proposed(one: rules.Placement, decision: Any) -> dict[str, Any]:
    last = decision.last_exposed_on
    said = [
        decision.reason_words,
        f"{_('tiếp xúc lần cuối')} {vn_date(last)}" if last else "",
        ", ".join(map(_, one.reasons)),
    ]
    return {
        "id": str(decision.pk), "bed": one.name, "name": decision.name, "facts": decision.chip.facts, "said": " · ".join(filter(None, said)),
    }  # fmt: skip

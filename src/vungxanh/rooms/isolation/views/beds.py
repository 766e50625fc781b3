"""Who lies where at a site, and the proposal for those who wait for a bed."""

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
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.isolation import actions, queries, words
from vungxanh.rooms.isolation.views.lists import left_of
from vungxanh.rooms.sites import queries as sites

DECIDE = Permission.ISOLATION_DECIDE


@page(needs=Permission.ISOLATION_SEE)
def site_panel(request: ActorRequest, site_id: UUID) -> HttpResponse:
    """htmx fragment on the page of a site: the people room by room, and how many wait for a bed."""
    by, today = request.actor, timezone.localdate(centre.now())
    site = sites.get(by=by, site_id=site_id)
    stays = words.named(by, queries.inside(by=by, site_id=site_id), of="decision")
    rooms: dict[Any, dict[str, Any]] = {}
    for stay in stays:
        stay.decision.left = left_of(stay.decision, today)
        stay.decision.test_late = stay.decision.next_test is not None and stay.decision.next_test <= today
        rooms.setdefault(stay.room_id, {"room": stay.room, "stays": []})["stays"].append(stay)
    context = {
        "site": site, "rooms": list(rooms.values()), "count": len(stays),
        "waiting": len(queries.waiting_for_bed(by=by, site_id=site_id)), "may_decide": by.may(DECIDE, site.area_path),
    }  # fmt: skip
    return render(request, "isolation/site_panel.html", context)


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
    placed = [(one, waiting[one.guest], [_(reason) for reason in one.reasons]) for one in made.placed]
    placed.sort(key=lambda row: row[0].name)
    unplaced = [(waiting[one.guest], _(one.reason)) for one in made.unplaced]
    return render(request, "isolation/beds.html", {"site": site, "placed": placed, "unplaced": unplaced})

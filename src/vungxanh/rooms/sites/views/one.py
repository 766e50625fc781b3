"""One site: its plan, what must be ready, counts of the days."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common import centre
from vungxanh.common.web.formats import vn_date, vn_datetime
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.sites import queries, rules
from vungxanh.rooms.sites.models import Bed, Room, Site
from vungxanh.rooms.sites.views.lists import state_of

TREATING = (rules.SiteKind.HOSPITAL, rules.SiteKind.FIELD)


@page(needs=Permission.SITE_SEE)
def one(request: ActorRequest, site_id: UUID) -> HttpResponse:
    """The plan floor by floor; who lies where is loaded beside it from the room that knows."""
    by, now = request.actor, centre.now()
    site = queries.get(by=by, site_id=site_id)
    items = queries.readiness(by=by, site=site)
    days = queries.days(by=by, site=site)
    today = timezone.localdate(now)
    context = {
        "site": site, "state": state_of(site.state), "kind": _(rules.KIND_NAMES[rules.SiteKind(site.kind)]),
        "area_name": places.display_name(by=by, path=site.area_path), "facts": _facts(site),
        "full": queries.occupancy(by=by, site_ids=[site.pk]).get(site.pk, rules.Occupancy()),
        "floors": _floors(queries.rooms(by=by, site=site)), "zones": _zones(), "items": items,
        "ready": sum(item.done_at is not None for item in items), "days": days,
        "counted": any(row.day == today for row in days), "may_manage": by.may(Permission.SITE_MANAGE, site.area_path),
        "people_url": "" if site.kind == rules.SiteKind.HOSPITAL else _address("isolation:site_panel", site.pk), "source": _source(site),
        "patients_url": _address("treatment:site_part", site.pk) if site.kind in TREATING and by.may(Permission.TREATMENT_SEE) else "",
    }  # fmt: skip
    return render(request, "sites/one.html", context)


def _facts(site: Site) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = [
        (_("Địa chỉ"), site.address), (_("Cơ quan quản lý"), site.agency.name if site.agency else ""),
        (_("Lệnh kích hoạt"), " · ".join(p for p in (site.order_number, vn_datetime(site.ordered_at)) if p)),
        (_("Phải hoạt động trước"), vn_datetime(site.due_at)), (_("Nhận người từ"), vn_datetime(site.opened_at)),
    ]  # fmt: skip
    if site.school:
        found.append((_("Trường học, trả lại trước"), vn_date(site.return_by)))
    return [*found, (_("Ghi chú"), site.note)] if site.note else found


def _source(site: Site) -> rules.Readiness | None:
    if site.ordered_at is None:
        return None
    return rules.readiness(site.ordered_at, timezone.localdate(site.ordered_at), site.area_path)


def _zones() -> list[tuple[str, str, str]]:
    return [(zone.value, rules.ZONE_LETTERS[zone], _(name)) for zone, name in rules.ZONE_NAMES.items()]


def _floors(rooms: list[Room]) -> list[dict[str, Any]]:
    """Buildings and floors as they are drawn, the highest floor on top."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for room in rooms:
        floor = found.setdefault(
            (room.building, room.floor), {"building": room.building, "floor": room.floor, "rooms": []}
        )
        zone = rules.Zone(room.zone)
        beds = [_drawn(bed) for bed in room.beds.all()]
        held, usable = sum(b["mark"] == "N" for b in beds), sum(b["mark"] != "H" for b in beds)
        floor["rooms"].append(
            {"room": room, "letter": rules.ZONE_LETTERS[zone], "zone": zone.value, "zone_name": _(rules.ZONE_NAMES[zone]),
             "beds": beds, "held": held, "usable": usable}
        )  # fmt: skip
    return list(found.values())


def _drawn(bed: Bed) -> dict[str, Any]:
    """N: somebody lies there; T: free; H: cannot be used."""
    mark = "H" if not bed.usable else "N" if bed.held_by else "T"
    words = {"H": _("hỏng"), "N": _("có người"), "T": _("trống")}[mark]
    kind = "" if bed.kind == rules.BedKind.ORDINARY else _(rules.BED_NAMES[rules.BedKind(bed.kind)])
    return {"bed": bed, "mark": mark, "words": f"{words} · {kind}" if kind else words}


def _address(name: str, *args: object) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:  # an installation without that room
        return ""

"""One site: its plan, what must be ready, counts of the days."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common import centre
from vungxanh.common.web.addresses import addresses
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
    today, manage = timezone.localdate(now), by.may(Permission.SITE_MANAGE, site.area_path)
    context = {
        "site": site, "state": state_of(site.state), "kind": _(rules.KIND_NAMES[rules.SiteKind(site.kind)]),
        "area_name": places.display_name(by=by, path=site.area_path), "facts": _facts(site),
        "full": queries.occupancy(by=by, site_ids=[site.pk]).get(site.pk, rules.Occupancy()),
        "floors": _floors(queries.rooms(by=by, site=site), manage), "zones": _zones(), "items": items,
        "ready": sum(item.done_at is not None for item in items), "days": days,
        "counted": any(row.day == today for row in days), "may_manage": manage,
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
    return [(zone.value, letter, name) for zone, letter, name in map(_zone, rules.ZONE_NAMES)]


def _floors(rooms: list[Room], manage: bool) -> list[dict[str, Any]]:
    """Buildings and floors as they are drawn, the highest floor on top. Thousands of beds: nothing is looked up for each."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    names = {zone.value: (letter, name) for zone, letter, name in map(_zone, rules.Zone)}
    drawn, remove = _drawer(manage), addresses("sites:remove_room") if manage else None
    for room in rooms:
        floor = found.setdefault(
            (room.building, room.floor), {"building": room.building, "floor": room.floor, "rooms": []}
        )
        letter, zone_name = names[room.zone]
        beds = [drawn(bed) for bed in room.beds.all()]
        held, usable = sum(b["mark"] == "N" for b in beds), sum(b["mark"] != "H" for b in beds)
        floor["rooms"].append(
            {"room": room, "letter": letter, "zone": room.zone, "zone_name": zone_name, "beds": beds, "held": held,
             "usable": usable, "remove": remove(room.pk) if remove and not held else ""}
        )  # fmt: skip
    return list(found.values())


def _zone(zone: rules.Zone) -> tuple[rules.Zone, str, str]:
    return zone, rules.ZONE_LETTERS[zone], _(rules.ZONE_NAMES[zone])


def _drawer(manage: bool) -> Callable[[Bed], dict[str, str]]:
    """Draws a bed. N: somebody lies there; T: free; H: cannot be used. Its address, for who may change it and while nobody does."""
    words = {"H": _("hỏng"), "N": _("có người"), "T": _("trống")}
    kinds = {kind.value: f" · {_(name)}" for kind, name in rules.BED_NAMES.items() if kind != rules.BedKind.ORDINARY}
    bed_word, url = _("Giường"), addresses("sites:bed")

    def drawn(bed: Bed) -> dict[str, str]:
        mark = "H" if not bed.usable else "N" if bed.held_by else "T"
        why = f" ({bed.out_reason})" if bed.out_reason else ""
        said = f"{bed_word} {bed.label}: {words[mark]}{kinds.get(bed.kind, '')}{why}"
        return {"mark": mark, "words": said, "url": url(bed.pk) if manage and mark != "N" else ""}

    return drawn


def _address(name: str, *args: object) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:  # an installation without that room
        return ""

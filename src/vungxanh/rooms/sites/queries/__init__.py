"""Reading sites, as far as ``by`` may see."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from vungxanh.common.access import seen, within
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.sites import rules
from vungxanh.rooms.sites.models import Bed, DayCount, ReadyItem, Room, Site
from vungxanh.rooms.sites.rules import ISOLATES as ISOLATES

DAYS = 31


def visible(by: Actor) -> QuerySet[Site]:
    """The sites ``by`` may see, in no order."""
    return Site.objects.filter(seen(by, Permission.SITE_SEE))


def get(*, by: Actor, site_id: UUID) -> Site:
    """One site with the body that runs it; NotYours when there is none he may see."""
    found = visible(by).select_related("agency").filter(pk=site_id).first()
    if found is None:
        raise NotYours("Không có khu cách ly này, hoặc không thuộc địa bàn của bạn.")
    return found


def get_room(*, by: Actor, room_id: UUID) -> Room:
    """One room with its site."""
    found = Room.objects.select_related("site").filter(pk=room_id, site__in=visible(by)).first()
    if found is None:
        raise NotYours("Không có phòng này, hoặc không thuộc địa bàn của bạn.")
    return found


def get_bed(*, by: Actor, bed_id: UUID) -> Bed:
    """One bed with its room and site."""
    found = Bed.objects.select_related("site", "room").filter(pk=bed_id, site__in=visible(by)).first()
    if found is None:
        raise NotYours("Không có giường này, hoặc không thuộc địa bàn của bạn.")
    return found


def get_item(*, by: Actor, item_id: UUID) -> ReadyItem:
    """One line of a checklist with its site."""
    found = ReadyItem.objects.select_related("site").filter(pk=item_id, site__in=visible(by)).first()
    if found is None:
        raise NotYours("Không có việc này, hoặc không thuộc địa bàn của bạn.")
    return found


def occupancy(*, by: Actor, site_ids: Iterable[UUID]) -> dict[UUID, rules.Occupancy]:
    """How full each is: one query over the index of beds; sites without beds are left out."""
    rows = Bed.objects.filter(site__in=visible(by).filter(pk__in=list(site_ids)), room__zone=rules.Zone.ISOLATION)
    counted: Any = rows.order_by().values("site_id").annotate(**_counts())
    return {row["site_id"]: rules.Occupancy(row["beds"], row["held"], row["broken"]) for row in counted}


def occupancy_by_kind(*, by: Actor, site_ids: Iterable[UUID]) -> dict[UUID, dict[rules.BedKind, rules.Occupancy]]:
    """How full each is, by kind of bed; one query."""
    rows = Bed.objects.filter(site__in=visible(by).filter(pk__in=list(site_ids)), room__zone=rules.Zone.ISOLATION)
    counted: Any = rows.order_by().values("site_id", "kind").annotate(**_counts())
    found: dict[UUID, dict[rules.BedKind, rules.Occupancy]] = {}
    for row in counted:
        full = rules.Occupancy(row["beds"], row["held"], row["broken"])
        found.setdefault(row["site_id"], {})[rules.BedKind(row["kind"])] = full
    return found


def totals(*, by: Actor, area: str = "", among: QuerySet[Site] | None = None) -> rules.Occupancy:
    """All active sites within ``area`` together; ``among``: only these of those he sees."""
    sites = (visible(by) if among is None else among).filter(within(area), state=rules.SiteState.ACTIVE).order_by()
    row = Bed.objects.filter(site__in=sites, room__zone=rules.Zone.ISOLATION).aggregate(**_counts())
    return rules.Occupancy(row["beds"], row["held"], row["broken"])


def ready_beds(*, by: Actor, area: str = "") -> rules.ReadyBeds:
    """Usable beds of every site within ``area`` that is not closed, foreseen ones too: what a plan can count on."""
    sites = visible(by).filter(within(area)).exclude(state=rules.SiteState.CLOSED)
    treats = Q(site__kind__in=[kind.value for kind in rules.TREATS])
    rows = Bed.objects.filter(site__in=sites, usable=True, room__zone=rules.Zone.ISOLATION).order_by()
    row = rows.aggregate(
        isolation=Count("pk", filter=~treats), treatment=Count("pk", filter=treats),
        moderate=Count("pk", filter=treats & ~Q(kind=rules.BedKind.ORDINARY)),
    )  # fmt: skip
    return rules.ReadyBeds(**row)


def _counts() -> dict[str, Any]:
    return {
        "beds": Count("pk", filter=Q(usable=True)), "held": Count("held_by"),
        "broken": Count("pk", filter=Q(usable=False)),
    }  # fmt: skip


def spots(*, by: Actor, site_id: UUID) -> list[rules.Spot]:
    """Every bed of a site with where it stands, in the order of the plan."""
    site = get(by=by, site_id=site_id)
    rows = Bed.objects.filter(site=site).select_related("room")
    return [_spot(bed) for bed in rows.order_by("room__building", "room__floor", "room__position", "label", "pk")]


def spot_names(*, by: Actor, bed_ids: Iterable[UUID]) -> dict[UUID, rules.Spot]:
    """Some beds with where they stand, for a room above that has established its right to the stays in them."""
    return {bed.pk: _spot(bed) for bed in Bed.objects.filter(pk__in=set(bed_ids)).select_related("room")}


def _spot(bed: Bed) -> rules.Spot:
    room = bed.room
    return rules.Spot(
        bed.pk, room.pk, room.building, room.floor, room.label, bed.label, rules.Zone(room.zone), bed.usable, bed.held_by,
        rules.BedKind(bed.kind),
    )  # fmt: skip


def rooms(*, by: Actor, site: Site) -> list[Room]:
    """Its rooms with their beds (``beds.all()``), those without beds too, in the order of the plan."""
    found = site.rooms.prefetch_related("beds").order_by("building", "-floor", "position", "label", "pk")
    return list(found)


def readiness(*, by: Actor, site: Site) -> list[ReadyItem]:
    """The checklist of its last order."""
    return list(site.ready_items.filter(ordered_at=site.ordered_at).order_by("position")) if site.ordered_at else []


def days(*, by: Actor, site: Site) -> list[DayCount]:
    """Counts of the last month, the newest first."""
    return list(site.day_counts.order_by("-day")[:DAYS])


def getting_ready(*, by: Actor, area: str = "") -> list[Site]:
    """Sites ordered and not open yet, the earliest due first."""
    rows = visible(by).filter(within(area), state=rules.SiteState.ORDERED)
    return list(rows.order_by("due_at", "pk")[:20])


def to_give_back(*, by: Actor, area: str = "") -> list[Site]:
    """Schools in use that must be given back, the soonest first."""
    rows = visible(by).filter(within(area), school=True, return_by__isnull=False).exclude(state=rules.SiteState.CLOSED)
    return list(rows.order_by("return_by", "pk")[:20])


def uncounted(*, by: Actor, day: Any, area: str = "") -> list[Site]:
    """Sites in which people are isolated, open since before the end of ``day`` and without its counts."""
    told = DayCount.objects.filter(site=OuterRef("pk"), day=day)
    rows = visible(by).filter(within(area), state=rules.SiteState.ACTIVE, opened_at__date__lte=day)
    rows = rows.exclude(kind__in=[kind.value for kind in rules.TREATS]).exclude(Exists(told))
    return list(rows.order_by("name", "pk")[:20])

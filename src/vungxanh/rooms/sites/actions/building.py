"""A site is planned, described, furnished with rooms and beds."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.sites import queries, rules
from vungxanh.rooms.sites.models import Bed, Room, Site

MANAGE = Permission.SITE_MANAGE


def held(by: Actor, site_id: UUID) -> Site:
    """The site, locked, with the right to manage it."""
    site = queries.get(by=by, site_id=site_id)
    by.check(MANAGE, site.area_path)
    about(site)
    return Site.objects.select_for_update().get(pk=site.pk)


@action(needs=MANAGE, area="area_path")
def plan(*, by: Actor, at: datetime, area_path: str, facts: rules.SiteFacts) -> Site:
    """A site is foreseen. Rooms and beds follow by ``add_rooms``."""
    given = _checked(by, facts)
    if Site.objects.filter(area_path=area_path, name=given.name).exists():
        raise Refused("Địa bàn này đã có khu cách ly mang tên này.", field="name")
    site = Site(
        area_path=area_path, name=given.name, kind=given.kind, address=given.address, agency_id=given.agency_id,
        school=given.school, return_by=given.return_by, note=given.note, created_at=at,
    )  # fmt: skip
    site.save(force_insert=True)
    about(site)
    return site


@action(needs=MANAGE)
def change(*, by: Actor, at: datetime, site_id: UUID, facts: rules.SiteFacts) -> Site:
    """Correct what is said of a site."""
    site = held(by, site_id)
    given = _checked(by, facts)
    if Site.objects.filter(area_path=site.area_path, name=given.name).exclude(pk=site.pk).exists():
        raise Refused("Địa bàn này đã có khu cách ly mang tên này.", field="name")
    amend(
        site, name=given.name, kind=given.kind, address=given.address, agency_id=given.agency_id, school=given.school,
        return_by=given.return_by, note=given.note,
    )  # fmt: skip
    return site


def _checked(by: Actor, facts: rules.SiteFacts) -> rules.SiteFacts:
    given = rules.check_facts(facts)
    if given.agency_id is not None and given.agency_id not in agencies.bodies_by_id(by, [given.agency_id]):
        raise Refused("Không có cơ quan này.", field="agency")
    return given


@action(needs=MANAGE)
def add_rooms(
    *,
    by: Actor,
    at: datetime,
    site_id: UUID,
    building: str = "",
    floor: int = 1,
    first: str,
    count: int = 1,
    beds: int = 0,
    zone: rules.Zone = rules.Zone.ISOLATION,
    kind: rules.BedKind = rules.BedKind.ORDINARY,
) -> int:
    """Rooms in a row with as many beds each, numbered from ``first`` on; how many beds were added."""
    site = held(by, site_id)
    rules.check_rooms(count, beds, rules.Zone(zone))
    names = rules.labels(first, count)
    house = building.strip()[:40]
    taken = Room.objects.filter(site=site, building=house, label__in=names).values_list("label", flat=True)
    if taken:
        raise Refused(_("Đã có phòng %(names)s.") % {"names": ", ".join(sorted(taken)[:5])}, field="first")
    start = Room.objects.filter(site=site, building=house, floor=floor).count()
    made = [
        Room(site=site, building=house, floor=floor, label=name[:40], zone=zone, position=start + n)
        for n, name in enumerate(names)
    ]
    Room.objects.bulk_create(made)
    placed = [Bed(site=site, room=room, label=str(n + 1), kind=kind) for room in made for n in range(beds)]
    Bed.objects.bulk_create(placed, batch_size=500)
    note(rooms=len(made), beds=len(placed))
    return len(placed)


@action(needs=MANAGE)
def remove_room(*, by: Actor, at: datetime, room_id: UUID) -> None:
    """Take a room off the plan, with its beds; refused while somebody lies there or did before."""
    room = queries.get_room(by=by, room_id=room_id)
    held(by, room.site_id)
    if room.beds.filter(held_by__isnull=False).exists():
        raise Refused("Trong phòng còn người. Chuyển họ sang phòng khác trước.")
    if not _never_used(room):
        raise Refused("Phòng đã từng có người ở: giữ lại để còn lịch sử. Hãy đánh dấu giường không dùng.")
    note(room=room.label, beds=room.beds.count())
    room.beds.all().delete()
    room.delete()


def _never_used(room: Room) -> bool:
    """Whether no stay of any room above points at its beds (found through the reverse relations of the table)."""
    links = [f for f in Bed._meta.related_objects if f.related_model._meta.app_label != "sites"]
    return not any(f.related_model._default_manager.filter(**{f"{f.field.name}__room": room}).exists() for f in links)


@action(needs=MANAGE)
def set_usable(*, by: Actor, at: datetime, bed_id: UUID, usable: bool, reason: str = "") -> Bed:
    """A bed cannot be used, or can be again."""
    bed = queries.get_bed(by=by, bed_id=bed_id)
    held(by, bed.site_id)
    bed = Bed.objects.select_for_update().get(pk=bed.pk)
    if bed.held_by is not None and not usable:
        raise Refused("Giường đang có người. Chuyển người đó sang giường khác trước.")
    amend(bed, usable=usable, out_reason="" if usable else reason.strip()[:120])
    about(bed.site)
    return bed

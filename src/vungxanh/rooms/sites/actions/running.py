"""The activation order, what must be ready, opening, closing, the counts of a day."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import squeeze
from vungxanh.rooms.sites import queries, rules
from vungxanh.rooms.sites.actions.building import held
from vungxanh.rooms.sites.events import SiteClosed, SiteOpened
from vungxanh.rooms.sites.models import Bed, DayCount, ReadyItem, Site
from vungxanh.rooms.sites.rules import SiteState

MANAGE = Permission.SITE_MANAGE


@action(needs=MANAGE)
def order(*, by: Actor, at: datetime, site_id: UUID, ordered_at: datetime, number: str = "") -> Site:
    """The activation order: the checklist begins, each line with its hour."""
    site = held(by, site_id)
    if site.state not in (SiteState.PLANNED, SiteState.CLOSED):
        raise Refused("Khu này đã có lệnh kích hoạt.")
    if ordered_at > at:
        raise Refused("Giờ ra lệnh chưa tới.", field="ordered_at")
    told = rules.readiness(ordered_at, timezone.localdate(ordered_at), site.area_path)
    amend(
        site, state=SiteState.ORDERED, ordered_at=ordered_at, order_number=squeeze(number)[:60], due_at=told.due_at,
        opened_at=None, closed_at=None,
    )  # fmt: skip
    ReadyItem.objects.bulk_create(
        ReadyItem(site=site, ordered_at=ordered_at, position=n, text=item.text[:300], due_at=item.due_at)
        for n, item in enumerate(told.items, start=1)
    )
    note(by_rule=told.source)
    return site


@action(needs=MANAGE)
def tick(*, by: Actor, at: datetime, item_id: UUID, done: bool, note_text: str = "") -> ReadyItem:
    """One line of the checklist is done, or is not after all."""
    item = queries.get_item(by=by, item_id=item_id)
    site = held(by, item.site_id)
    amend(item, done_at=at if done else None, done_by=by.name if done else "", note=note_text.strip()[:300])
    about(site)
    return item


@action(needs=MANAGE)
def open_site(*, by: Actor, at: datetime, site_id: UUID, reason: str = "") -> Site:
    """It takes people in. With something not ready only for a reason."""
    site = held(by, site_id)
    left = sum(item.done_at is None for item in queries.readiness(by=by, site=site))
    beds = Bed.objects.filter(site=site, usable=True, room__zone=rules.Zone.ISOLATION).count()
    rules.check_open(site.state, beds, left, reason)
    amend(site, state=SiteState.ACTIVE, opened_at=at)
    note(reason=reason.strip()[:300], not_ready=left)
    tell(SiteOpened(site.pk, site.area_path))
    return site


@action(needs=MANAGE)
def close(*, by: Actor, at: datetime, site_id: UUID, reason: str) -> Site:
    """It takes nobody in any more; refused while anybody is there."""
    site = held(by, site_id)
    if site.state not in (SiteState.ACTIVE, SiteState.ORDERED):
        raise Refused("Khu này không hoạt động.")
    if not reason.strip():
        raise Refused("Ghi lý do đóng.", field="reason")
    inside = Bed.objects.filter(site=site, held_by__isnull=False).count()
    if inside:
        raise Refused(_("Còn %(n)s người ở đây. Cho họ hết cách ly hoặc chuyển nơi khác trước.") % {"n": inside})
    amend(site, state=SiteState.CLOSED, closed_at=at)
    note(reason=reason.strip()[:300])
    tell(SiteClosed(site.pk, site.area_path))
    return site


@action(needs=MANAGE)
def record_day(*, by: Actor, at: datetime, site_id: UUID, day: date, facts: rules.DayFacts) -> DayCount:
    """Meals, supplies, waste of a day; written again it replaces what was said, and the old stays in the trail."""
    site = held(by, site_id)
    rules.check_day(facts, day, timezone.localdate(at))
    inside = Bed.objects.filter(site=site, held_by__isnull=False).count()
    row, made = DayCount.objects.get_or_create(site=site, day=day, defaults={"at": at, "people": inside})
    amend(
        row, meals=facts.meals, water=facts.water, masks=facts.masks, suits=facts.suits, waste_kg=facts.waste_kg,
        note=facts.note.strip()[:300], at=at, by_name=by.name, people=inside if made or day == timezone.localdate(at) else row.people,
    )  # fmt: skip
    about(site)
    return row

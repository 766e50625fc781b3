"""A site treats: its tier, equipment, staff; the oxygen left of a day."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.sites import queries as sites
from vungxanh.rooms.treatment import queries, rules
from vungxanh.rooms.treatment.actions.parts import DECIDE, ROUND
from vungxanh.rooms.treatment.models import Course, Facility, OxygenDay


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilityFacts:
    """What a facility has beside its beds."""

    tier: int
    oxygen_points: int = 0
    hfnc: int = 0
    ventilators: int = 0
    doctors: int = 0
    nurses: int = 0
    phone: str = ""
    note: str = ""


@action(needs=DECIDE)
def set_up(*, by: Actor, at: datetime, site_id: UUID, facts: FacilityFacts) -> Facility:
    """A site is one that treats, or what it has is corrected; the tier stays while somebody lies there."""
    site = sites.get(by=by, site_id=site_id)
    by.check(DECIDE, site.area_path)
    tower = rules.tiers("covid19", timezone.localdate(at), site.area_path).value.tiers
    if facts.tier not in {t.number for t in tower}:
        raise Refused("Không có tầng này trong tháp điều trị đang áp dụng.", field="tier")
    given = asdict(facts) | {"phone": facts.phone.strip()[:20], "note": facts.note.strip()[:300]}
    if any(isinstance(value, int) and value < 0 for value in given.values()):
        raise Refused("Số không thể âm.")
    found = Facility.objects.select_for_update().filter(pk=site.pk).first()
    if found is None:
        found = Facility(site=site, area_path=site.area_path, **given)
        found.save(force_insert=True)
    else:
        if found.tier != facts.tier and Course.objects.filter(facility=found, state=rules.State.RUNNING).exists():
            raise Refused("Đang có người bệnh ở đây: chuyển họ đi trước khi đổi tầng.", field="tier")
        amend(found, **given)
    about(site)
    return found


@action(needs=Permission.TREATMENT_ROUND)
def record_oxygen(
    *, by: Actor, at: datetime, site_id: UUID, day: date, cylinders: int, liquid_kg: int = 0, note_text: str = ""
) -> OxygenDay:
    """What oxygen is left; told again for a day it replaces, the old stays in the trail."""
    facility = queries.get_facility(by=by, site_id=site_id)
    by.check(ROUND, facility.area_path)
    if day > timezone.localdate(at):
        raise Refused("Chưa đến ngày này.", field="day")
    if cylinders < 0 or liquid_kg < 0:
        raise Refused("Số không thể âm.", field="cylinders")
    rule = queries.oxygen_rule("covid19", day, facility.area_path).value
    litres = cylinders * rule.cylinder_litres + liquid_kg * rule.tonne_litres // 1000
    row, _made = OxygenDay.objects.get_or_create(
        facility_id=facility.pk, day=day, defaults={"at": at, "litres": litres}
    )
    amend(
        row,
        cylinders=cylinders,
        liquid_kg=liquid_kg,
        litres=litres,
        note=note_text.strip()[:200],
        at=at,
        by_name=by.name,
    )
    about(facility.site)
    note(litres=litres, day=day.isoformat())
    return row

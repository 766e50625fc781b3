"""Groups that are screened, campaigns, and the people on their lists."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import squeeze
from vungxanh.regulations.api import as_of, scope_of
from vungxanh.regulations.api import disease as known_disease
from vungxanh.regulations.values import Subject
from vungxanh.rooms.laboratory import queries, rules
from vungxanh.rooms.laboratory.actions.parts import own_campaign
from vungxanh.rooms.laboratory.actions.wanting import want
from vungxanh.rooms.laboratory.models import Campaign, RiskGroup, Wanted


@action(needs=Permission.SAMPLE_PLAN, area="area_path")
def load_groups(*, by: Actor, at: datetime, area_path: str, disease: str = "covid19") -> int:
    """The groups of the regulation in force, to be changed here; those of a name already there stay. How many were added."""
    ruling = as_of(Subject.SCREENING, disease, timezone.localdate(at), scope_of(area_path))
    there = set(RiskGroup.objects.filter(area_path=area_path).values_list("name", flat=True))
    fresh = [
        RiskGroup(
            area_path=area_path, name=one.name[:200], people=rules.GroupKind(one.people), occupations=one.occupations,
            cadence_days=one.cadence_days,
            source=ruling.explanation.chosen.name[:200], created_at=at,
        )
        for one in ruling.value.groups if one.name not in there
    ]  # fmt: skip
    RiskGroup.objects.bulk_create(fresh)
    note(added=len(fresh))
    return len(fresh)


@action(needs=Permission.SAMPLE_PLAN, area="area_path")
def save_group(
    *,
    by: Actor,
    at: datetime,
    area_path: str,
    name: str,
    cadence_days: int,
    people: str = "occupation",
    occupations: str = "",
    active: bool = True,
    group_id: UUID | None = None,
) -> RiskGroup:
    """A group, new or changed."""
    said = squeeze(name)[:200]
    if not said or not 1 <= cadence_days <= 60:
        raise Refused("Ghi tên nhóm, và số ngày từ 1 đến 60.", field="name" if not said else "cadence_days")
    same = RiskGroup.objects.filter(area_path=area_path, name=said).values_list("pk", flat=True).first()
    if same is not None and same != group_id:
        raise Refused("Đã có nhóm tên này.", field="name")
    given = {
        "name": said,
        "people": rules.GroupKind(people),
        "occupations": squeeze(occupations)[:500],
        "cadence_days": cadence_days,
        "active": active,
    }
    if group_id is None:
        made = RiskGroup(area_path=area_path, created_at=at, source="thêm tại trung tâm", **given)
        made.save(force_insert=True)
        about(made)
        return made
    found = queries.get_group(by=by, group_id=group_id)
    by.check(Permission.SAMPLE_PLAN, found.area_path)
    amend(found, **given)
    return found


@action(needs=Permission.SAMPLE_PLAN, area="area_path")
def open_campaign(
    *,
    by: Actor,
    at: datetime,
    area_path: str,
    name: str,
    reason: str,
    day: date,
    disease: str = "covid19",
    group_id: UUID | None = None,
    pool_size: int = 1,
    laboratory_id: UUID | None = None,
    representatives: bool = False,
    hamlet: str = "",
) -> Campaign:
    """A campaign with everybody who must be sampled for its reason by ``day``, as far as ``by`` may see them.

    Refused when nobody is found. People on another list for the disease stay there. ``representatives``: of each
    household only so many as the regulation says; ``hamlet``: of the area only this one, for areas and sweeps.
    """
    known_disease(disease)
    why = rules.Reason(reason)
    if not squeeze(name):
        raise Refused("Ghi tên đợt lấy mẫu.", field="name")
    group = queries.get_group(by=by, group_id=group_id) if group_id else None
    if why is rules.Reason.RISK_GROUP and group is None:
        raise Refused("Chọn nhóm nguy cơ.", field="group")
    found = queries.candidates(
        by=by,
        at=at,
        reason=why,
        area=area_path,
        disease=disease,
        day=day,
        group=group,
        representatives=representatives,
        hamlet=squeeze(hamlet),
    )
    if not found and why is not rules.Reason.OTHER:
        raise Refused(queries.WHY_NOBODY[why], field="reason")
    made = Campaign(
        name=squeeze(name)[:160], area_path=area_path, disease=disease, reason=why, group=group, day=day, pool_size=pool_size,
        laboratory=queries.get_laboratory(by=by, laboratory_id=laboratory_id) if laboratory_id else None, created_at=at,
    )  # fmt: skip
    made.save(force_insert=True)
    count = want(found, disease=disease, reason=why, at=at, campaign_id=made.pk)
    about(made)
    note(found=len(found), wanted=count)
    return made


@action(needs=Permission.SAMPLE_PLAN)
def close_campaign(*, by: Actor, at: datetime, campaign_id: UUID) -> Campaign:
    """No more sampling for it: whoever still waits is off the list."""
    campaign = own_campaign(by, campaign_id)
    by.check(Permission.SAMPLE_PLAN, campaign.area_path)
    left = Wanted.objects.filter(campaign=campaign, state=rules.WantedState.WAITING)
    note(left=left.update(state=rules.WantedState.DROPPED, note="đợt đã kết thúc"))
    amend(campaign, closed_at=at)
    return campaign

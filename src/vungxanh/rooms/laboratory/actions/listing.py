"""The people on the lists: put there by hand, by hamlet, by the day; not at home, refusing, off the list."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import F

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.common.bulk import insert
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.laboratory import queries, rules
from vungxanh.rooms.laboratory.actions.parts import own_campaign
from vungxanh.rooms.laboratory.actions.wanting import want
from vungxanh.rooms.laboratory.models import Campaign, GroupMember, RiskGroup, Wanted

_WAITING, _ABSENT = rules.WantedState.WAITING, rules.WantedState.ABSENT
_MEMBER = ("id", "group_id", "person_id", "area_path", "created_at")


@action(needs=Permission.SAMPLE_RECORD)
def add_people(*, by: Actor, at: datetime, campaign_id: UUID, person_ids: Sequence[UUID]) -> int:
    """People put on the list by hand; how many were not on one yet."""
    campaign = own_campaign(by, campaign_id)
    return _add(campaign, queries.people_of(by=by, person_ids=person_ids), at)


@action(needs=Permission.SAMPLE_RECORD)
def add_hamlet(*, by: Actor, at: datetime, campaign_id: UUID, area_path: str, hamlet: str = "") -> int:
    """Everybody living in a hamlet (of the whole area without one): from house to house, nobody left out; how many."""
    campaign = own_campaign(by, campaign_id)
    if not area_path.startswith(campaign.area_path):
        raise Refused("Địa bàn này nằm ngoài địa bàn của đợt.", field="area_path")
    living = queries.living(by=by, area=area_path, hamlet=hamlet)
    if not living:
        raise Refused("Không có ai trong danh sách dân cư của nơi này.", field="hamlet")
    note(area=area_path, found=len(living))
    return _add(campaign, living, at)


def _add(campaign: Campaign, rows: Iterable[tuple[UUID, str]], at: datetime) -> int:
    """Those already on its list, sampled, away or refusing, stay as they are; whoever was taken off it comes back."""
    there = set(
        Wanted.objects.filter(campaign=campaign)
        .exclude(state=rules.WantedState.DROPPED)
        .values_list("person_id", flat=True)
    )
    found = [rules.Candidate(pk, area, campaign.day) for pk, area in rows if pk not in there]
    return want(found, disease=campaign.disease, reason=rules.Reason(campaign.reason), at=at, campaign_id=campaign.pk)


@action(needs=Permission.SAMPLE_PLAN, area="area_path")
def gather(
    *, by: Actor, at: datetime, area_path: str, day: date, disease: str = "covid19", reasons: Sequence[str] = ()
) -> dict[str, int]:
    """Put everybody who must be sampled by ``day`` on the list of the day, by reason (test days, symptoms, locked areas; with
    ``risk_group`` the active groups too); how many were not on it yet, by reason. Called again it adds who is due since."""
    wanted = [rules.Reason(one) for one in reasons] or list(rules.GATHERED)
    groups = list(queries.visible_groups(by).filter(active=True).order_by("id"))
    added = {}
    for reason in wanted:
        found = queries.to_gather(by=by, at=at, area=area_path, disease=disease, day=day, reason=reason, groups=groups)
        added[reason.value] = want(found, disease=disease, reason=reason, at=at)
    note(added=added)
    return added


@action(needs=Permission.SAMPLE_RECORD)
def mark(*, by: Actor, at: datetime, wanted_id: UUID, state: str, note_text: str = "") -> Wanted:
    """He was not there, refuses, is off the list, or waits again."""
    wanted = queries.get_wanted(by=by, wanted_id=wanted_id)
    by.check(Permission.SAMPLE_RECORD, wanted.area_path)
    to = rules.WantedState(state)
    if to is rules.WantedState.SAMPLED or wanted.state == rules.WantedState.SAMPLED:
        raise Refused("Việc lấy mẫu được ghi trong buổi lấy mẫu.")
    others = Wanted.objects.filter(person=wanted.person_id, disease=wanted.disease, state=_WAITING)
    if to is _WAITING and others.exclude(pk=wanted.pk).exists():
        raise Refused("Người này đang chờ lấy mẫu ở danh sách khác.")
    away = {"visits": wanted.visits + 1, "visited_at": at} if to is _ABSENT else {}
    amend(wanted, state=to, note=note_text.strip()[:200] or wanted.note, **away)
    return wanted


@action(needs=Permission.SAMPLE_RECORD)
def mark_home(*, by: Actor, at: datetime, campaign_id: UUID, household_id: UUID) -> int:
    """Nobody of a household was at home: those who wait, or were away before, are to be visited again; how many."""
    campaign = own_campaign(by, campaign_id)
    rows = queries.visible_wanted(by).filter(
        campaign=campaign, person__household=household_id, state__in=(_WAITING, _ABSENT)
    )
    ids = list(rows.values_list("pk", flat=True))
    if not ids:
        raise Refused("Không còn ai của hộ này chờ lấy mẫu.")
    Wanted.objects.filter(pk__in=ids).update(state=_ABSENT, visits=F("visits") + 1, visited_at=at)
    about(campaign)
    note(household=str(household_id), away=len(ids))
    return len(ids)


@action(needs=Permission.SAMPLE_PLAN)
def join_group(*, by: Actor, at: datetime, group_id: UUID, person_ids: Sequence[UUID]) -> int:
    """People put into a risk group by hand; how many were not in it yet."""
    group = _own_group(by, group_id)
    rows = dict(queries.people_of(by=by, person_ids=person_ids))
    there = set(
        GroupMember.objects.filter(group=group, person__pk__among=set(rows)).values_list("person_id", flat=True)
    )
    fresh = {pk: area for pk, area in rows.items() if pk not in there}
    insert(GroupMember, _MEMBER, [(new_id(), group.pk, pk, area, at) for pk, area in fresh.items()])
    about(group)
    note(joined=list(fresh))
    return len(fresh)


@action(needs=Permission.SAMPLE_PLAN)
def leave_group(*, by: Actor, at: datetime, member_id: UUID) -> UUID:
    """He is in the group no more; the group."""
    member = queries.get_member(by=by, member_id=member_id)
    group = _own_group(by, member.group_id)
    about(group)
    note(left=str(member.person_id))
    member.delete()
    return group.pk


def _own_group(by: Actor, group_id: UUID) -> RiskGroup:
    group = queries.get_group(by=by, group_id=group_id)
    by.check(Permission.SAMPLE_PLAN, group.area_path)
    return group

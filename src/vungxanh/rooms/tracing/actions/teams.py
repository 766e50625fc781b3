"""Tracing teams: police as their core with health staff; who is in them, and which contacts they have."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.kernel.text import squeeze
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.tracing import queries, rules
from vungxanh.rooms.tracing.models import Contact, Team, TeamMember

NEEDS = Permission.TRACE_ASSIGN
AUTOMATIC = 2000  # contacts dealt out at a time


@action(needs=NEEDS, area="area_path")
def form_team(*, by: Actor, at: datetime, name: str, agency_id: UUID, area_path: str, decision: str = "") -> Team:
    """A new team of an agency, for an area. ``decision``: its legal basis, number, day and issuer (CMD-22)."""
    agency = agencies.agency(by, agency_id)
    team = Team.objects.create(
        name=_named(name, area_path), agency_id=agency.pk, area_path=area_path, decision=squeeze(decision)[:160]
    )
    about(team)
    return team


@action(needs=NEEDS)
def rename_team(*, by: Actor, at: datetime, team_id: UUID, name: str, decision: str | None = None) -> Team:
    """Another name, or the decision by which it was established (None: as it is)."""
    team = _held(by, team_id)
    basis = team.decision if decision is None else squeeze(decision)[:160]
    amend(team, name=_named(name, team.area_path, but=team.pk), decision=basis)
    return team


@action(needs=NEEDS)
def close_team(*, by: Actor, at: datetime, team_id: UUID) -> int:
    """The team is dissolved; its open contacts are unassigned. How many those were."""
    team = _held(by, team_id)
    amend(team, active=False)
    freed = Contact.objects.filter(team=team, state__in=rules.OPEN).update(team=None)
    note(freed=freed)
    return freed


@action(needs=NEEDS)
def put_member(*, by: Actor, at: datetime, team_id: UUID, user_id: UUID, lead: bool = False) -> TeamMember:
    """Somebody who may call in the team's area joins it (or becomes its lead)."""
    team = _held(by, team_id)
    if user_id not in {user.pk for user in agencies.staff(by, Permission.CALL_RECORD, team.area_path)}:
        raise NotYours("Không tìm thấy người này, hoặc họ không được gọi truy vết ở địa bàn của tổ.")
    member, made = TeamMember.objects.get_or_create(team=team, user_id=user_id, defaults={"lead": lead})
    if not made and member.lead != lead:
        member.lead = lead
        member.save(update_fields=["lead"])
    return member


@action(needs=NEEDS)
def take_member(*, by: Actor, at: datetime, team_id: UUID, user_id: UUID) -> None:
    """A user leaves a team."""
    team = _held(by, team_id)
    TeamMember.objects.filter(team=team, user_id=user_id).delete()


@action(needs=NEEDS)
def assign(*, by: Actor, at: datetime, contact_ids: Sequence[UUID], team_id: UUID | None) -> int:
    """Give contacts to a team (None: to nobody); those ``by`` may not assign are left alone. How many moved."""
    team = _held(by, team_id) if team_id else None
    areas = by.areas(NEEDS)
    done = 0
    for part in queries.chunks(contact_ids):
        rows = queries.visible(by).filter(pk__in=part, state__in=rules.OPEN).values_list("pk", "area_path")
        mine = [pk for pk, area in rows if any(area.startswith(a) for a in areas)]
        done += Contact.objects.filter(pk__in=mine).update(team=team)
    note(moved=done, ids=[str(pk) for pk in contact_ids])
    return done


@action(needs=NEEDS, area="area")
def assign_automatically(*, by: Actor, at: datetime, area: str) -> int:
    """Deal the unassigned open contacts of an area out: to a team of their own place, the least loaded first.

    A team of the district takes what no team of the commune can. How many were assigned.
    """
    teams = [t for t in queries.visible_teams(by).filter(active=True) if by.may(NEEDS, t.area_path)]
    if not teams:
        raise Refused("Chưa có tổ truy vết nào đang hoạt động ở địa bàn này. Hãy lập tổ trước.")
    loads = queries.loads(by=by, team_ids=[t.pk for t in teams])
    load = {t.pk: loads.get(t.pk, 0) for t in teams}
    rows = queries.unassigned(by=by, area=area).order_by("-priority", "pk").values_list("pk", "area_path")[:AUTOMATIC]
    given: dict[UUID, list[UUID]] = {}
    for pk, home in rows:
        near = [t for t in teams if home.startswith(t.area_path)]
        if near:
            best = min(near, key=lambda t: (-len(t.area_path), load[t.pk], str(t.pk)))
            load[best.pk] += 1
            given.setdefault(best.pk, []).append(pk)
    for team_id, ids in given.items():
        Contact.objects.filter(pk__in=ids).update(team_id=team_id)
    note(given={str(team): len(ids) for team, ids in given.items()})
    return sum(len(ids) for ids in given.values())


def _held(by: Actor, team_id: UUID) -> Team:
    team = queries.get_team(by=by, team_id=team_id)
    by.check(NEEDS, team.area_path)
    about(team)
    return team


def _named(name: str, area_path: str, but: UUID | None = None) -> str:
    name = " ".join(name.split())[:120]
    if len(name) < 2:
        raise Refused("Ghi tên tổ, ví dụ “Tổ truy vết xã Bù Gia Mập số 1”.", field="name")
    if Team.objects.filter(area_path=area_path, name=name, active=True).exclude(pk__in=[but] if but else []).exists():
        raise Refused("Địa bàn này đã có tổ cùng tên.", field="name")
    return name

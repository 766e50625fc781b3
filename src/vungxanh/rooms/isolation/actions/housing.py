"""Beds are given and left. The rules are asked again at the moment of giving: the plan may have changed meanwhile."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, current, note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.isolation import queries, rules
from vungxanh.rooms.isolation.actions.deciding import SITE_KINDS
from vungxanh.rooms.isolation.actions.parts import decision_for, out_of_bed
from vungxanh.rooms.isolation.models import Decision, Stay
from vungxanh.rooms.sites import actions as site_writes
from vungxanh.rooms.sites import queries as sites

DECIDE = Permission.ISOLATION_DECIDE


@action(needs=DECIDE)
def give_bed(*, by: Actor, at: datetime, isolation_id: UUID, bed_id: UUID, reason: str = "") -> Stay:
    """A bed for somebody isolated; from the one he has, if any. Refused when another one has it, and when he would put
    those in the room at risk, unless somebody answers for it with a reason."""
    decision = decision_for(by=by, isolation_id=isolation_id, needs=DECIDE)
    if decision.state not in (rules.State.IN_FORCE, rules.State.POSITIVE):
        raise Refused("Quyết định này không còn hiệu lực.")
    bed = sites.get_bed(by=by, bed_id=bed_id)
    _check_mates(by, at, decision, bed, reason)
    return put(decision, bed.pk, at, reason)


@action(needs=DECIDE)
def give_beds(*, by: Actor, at: datetime, site_id: UUID, isolation_ids: Sequence[UUID]) -> tuple[int, int]:
    """Beds by proposal for these, made anew from how the site stands now: (given, left without)."""
    made, _waiting = queries.proposal(by=by, at=at, site_id=site_id, isolation_ids=isolation_ids)
    for one in made.placed:
        decision = decision_for(by=by, isolation_id=one.guest, needs=DECIDE)
        put(decision, one.bed, at, "; ".join(one.reasons))
    note(given=len(made.placed), left=len(made.unplaced), ids=[str(one.guest) for one in made.placed])
    return len(made.placed), len(made.unplaced)


@action(needs=DECIDE)
def leave_bed(*, by: Actor, at: datetime, isolation_id: UUID, reason: str) -> None:
    """He leaves his bed and stays isolated (moved home, to hospital)."""
    decision = decision_for(by=by, isolation_id=isolation_id, needs=DECIDE)
    if not reason.strip():
        raise Refused("Ghi lý do rời giường.", field="reason")
    if not out_of_bed(decision, at, reason.strip()):
        raise Refused("Người này không có giường ở khu nào.")
    note(said=reason.strip()[:200])


def _check_mates(by: Actor, at: datetime, decision: Decision, bed: Any, reason: str) -> None:
    rooms = queries.rooms_of(by=by, site_id=bed.site_id, on=timezone.localdate(at))
    room = next((one for one in rooms if one.has(bed.room_id)), None)
    (guest,) = queries.guests_for(by=by, decisions=[decision])
    mates = [one for one in room.inside if one.id != decision.pk] if room else []
    days = rules.care(decision.disease, timezone.localdate(at), decision.area_path).value.room_days
    against = rules.why_not(mates, guest, days)
    if against and len(reason.strip()) < 5:
        raise Refused(_("Không xếp vào phòng này: %(why)s. Ghi lý do nếu vẫn xếp.") % {"why": against}, field="reason")
    if against:
        note(against=against)


def put(decision: Decision, bed_id: UUID, at: datetime, why: str) -> Stay:
    """He lies in this bed from now on, out of the one he had. Only inside an action; the rules were asked before."""
    out_of_bed(decision, at, "chuyển giường")
    stay_id = new_id()
    bed = site_writes.take_bed(bed_id, stay_id, "isolation", at)
    stay = Stay(
        id=stay_id,
        decision=decision,
        bed=bed,
        room=bed.room,
        site=bed.site,
        from_at=at,
        why=why[:300],
        by_name=current().by.name[:120],
    )
    stay.save(force_insert=True)
    amend(decision, site_id=bed.site_id, site_area_path=bed.site.area_path, kind=SITE_KINDS[bed.site.kind])
    about(decision)
    note(said=" · ".join(part for part in (bed.room.building, bed.room.label, bed.label, why) if part))
    return stay

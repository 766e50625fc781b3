"""The competent level permits or refuses, by a numbered paper."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import amend
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.meetings import queries, rules
from vungxanh.rooms.meetings.actions.parts import restraint_of, step
from vungxanh.rooms.meetings.models import Meeting

DECIDE = Permission.MEETING_DECIDE
S = rules.State


def _asked(by: Actor, meeting_pk: UUID) -> Meeting:
    found = queries.to_decide(by=by, meeting_pk=meeting_pk)
    if found.state != S.ASKED:
        raise Refused(_("Cuộc họp này không còn chờ cho phép."))
    return found


def _held_by(restraint: rules.Restraint | None) -> str:
    return " · ".join(filter(None, (restraint.name, restraint.paper))) if restraint else ""


@action(needs=DECIDE)
def permit(
    *, by: Actor, at: datetime, meeting_pk: UUID, number: str, conditions: str = "", reason: str = ""
) -> Meeting:
    """Permit it, on conditions; judged anew by what holds on its day, which may have changed since it was asked."""
    found = _asked(by, meeting_pk)
    restraint = restraint_of(by, found.area_path, found.starts_at)
    facts = queries.facts_of(found)
    rules.check(facts, restraint, at)
    if rules.over(facts, restraint) and len(reason.strip()) < 5:
        raise Refused(_("Số người vượt mức đã biết (mức chưa xác nhận): ghi vì sao vẫn cho phép."), field="reason")
    amend(
        found, state=S.PERMITTED, number=rules.number_of(number), conditions=conditions.strip()[:2000],
        reason=reason.strip()[:1000], decided_at=at, decided_by=by.name[:120], restraint=_held_by(restraint)[:300],
    )  # fmt: skip
    step(found, "permitted", by, at, " · ".join(filter(None, (found.number, found.conditions, found.reason))))
    return found


@action(needs=DECIDE)
def refuse(*, by: Actor, at: datetime, meeting_pk: UUID, reason: str, number: str = "") -> Meeting:
    """Refuse it, saying why."""
    found = _asked(by, meeting_pk)
    restraint = restraint_of(by, found.area_path, found.starts_at)
    why = rules.reason_of(reason)
    amend(
        found, state=S.REFUSED, number=rules.number_of(number) if number.strip() else "", conditions="", reason=why,
        decided_at=at, decided_by=by.name[:120], restraint=_held_by(restraint)[:300],
    )  # fmt: skip
    step(found, "refused", by, at, " · ".join(filter(None, (found.number, why))))
    return found


@action(needs=DECIDE)
def revoke(*, by: Actor, at: datetime, meeting_pk: UUID, reason: str) -> Meeting:
    """Take a permission back before the meeting is held: things changed, or it was a mistake."""
    found = queries.to_decide(by=by, meeting_pk=meeting_pk)
    if found.state != S.PERMITTED:
        raise Refused(_("Chỉ thu hồi được giấy phép của cuộc họp chưa diễn ra."))
    why = rules.reason_of(reason)
    amend(found, state=S.REFUSED, reason=why, decided_at=at, decided_by=by.name[:120])
    step(found, "revoked", by, at, why)
    return found

"""An area is locked, sampled, opened again."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.regulations.api import disease as known_disease
from vungxanh.rooms.isolation import queries, rules
from vungxanh.rooms.isolation.models import Lockdown, LockdownRound
from vungxanh.rooms.people import queries as people

DECIDE = Permission.ISOLATION_DECIDE


@action(needs=DECIDE, area="area_path")
def lock(*, by: Actor, at: datetime, area_path: str, lockdown: rules.LockdownFacts) -> Lockdown:
    """Hamlets of a commune, or all of it, are locked."""
    facts = rules.check_lockdown(lockdown, timezone.localdate(at))
    known_disease(facts.disease)
    here = people.visible(by).filter(area_path=area_path).exclude(hamlet="").order_by("hamlet")
    known = list(here.values_list("hamlet", flat=True).distinct()[:60])
    unknown = [hamlet for hamlet in facts.hamlets if hamlet not in known]
    if unknown:
        raise Refused(
            _("Không có ai ghi ở «%(one)s». Đã ghi: %(known)s.")
            % {"one": unknown[0], "known": ", ".join(known) or _("chưa có thôn nào")},
            field="hamlets",
        )
    made = Lockdown(
        area_path=area_path, name=facts.name, disease=facts.disease, hamlets=list(facts.hamlets), number=facts.number,
        started_on=facts.started_on, until_on=facts.until_on, note=facts.note, created_at=at,
    )  # fmt: skip
    made.save(force_insert=True)
    about(made)
    return made


@action(needs=DECIDE)
def record_round(
    *, by: Actor, at: datetime, lockdown_id: UUID, day: date, sampled: int, positive: int = 0, pending: int = 0
) -> LockdownRound:
    """All inside were sampled on a day; written again it replaces what was said."""
    one = _held(by, lockdown_id)
    rules.check_round(rules.SampledRound(day, sampled, positive, pending), one.started_on, timezone.localdate(at))
    row, _made = LockdownRound.objects.get_or_create(lockdown=one, day=day, defaults={"sampled": sampled})
    amend(row, sampled=sampled, positive=positive, pending=pending, by_name=by.name)
    about(one)
    note(day=day.isoformat(), sampled=sampled, positive=positive, pending=pending)
    return row


@action(needs=DECIDE)
def unlock(*, by: Actor, at: datetime, lockdown_id: UUID, reason: str = "") -> Lockdown:
    """It is opened; what the conditions lack needs a reason."""
    one = _held(by, lockdown_id)
    if one.ended_on is not None:
        raise Refused("Khu này đã kết thúc phong tỏa.")
    today = timezone.localdate(at)
    lacking = [c for c in queries.ending_of(by=by, lockdown=one, today=today) if not c.met]
    if lacking and len(reason.strip()) < 5:
        raise Refused("Chưa đủ điều kiện kết thúc phong tỏa. Ghi lý do nếu vẫn kết thúc.", field="reason")
    amend(one, ended_on=max(today, one.started_on), ended_why=reason.strip()[:300])
    note(reason=reason.strip()[:300])
    return one


def _held(by: Actor, lockdown_id: UUID) -> Lockdown:
    one = queries.get_lockdown(by=by, lockdown_id=lockdown_id)
    by.check(DECIDE, one.area_path)
    about(one)
    return Lockdown.objects.select_for_update().get(pk=one.pk)

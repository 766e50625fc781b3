"""Reviewing, deciding, publishing, taking back a level; what the authority above announced."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import squeeze
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.zones import queries, rules
from vungxanh.rooms.zones.actions.measures import land, lift, planned
from vungxanh.rooms.zones.events import LevelDecided, LevelPublished
from vungxanh.rooms.zones.models import Announcement, DecisionMeasure, LevelDecision, LevelProposal
from vungxanh.rooms.zones.rules import State

RECORD, DECIDE = Permission.LEVEL_RECORD, Permission.LEVEL_DECIDE


@action(needs=RECORD)
def review(*, by: Actor, at: datetime, proposal_id: UUID, text: str = "") -> LevelProposal:
    """Somebody looked at what the proposal rests on and stands for it."""
    return _review(by, at, _standing(by, proposal_id, RECORD), text)


def _review(by: Actor, at: datetime, found: LevelProposal, text: str) -> LevelProposal:
    if found.state != State.PROPOSED:
        raise Refused(_("Đánh giá này đã được rà soát."))
    amend(found, state=State.REVIEWED, reviewed_at=at, reviewed_by=by.name[:120], review_note=squeeze(text)[:400])
    return found


@action(needs=DECIDE)
def decide(
    *,
    by: Actor,
    at: datetime,
    proposal_id: UUID,
    level: int,
    number: str,
    start: date,
    until: date | None = None,
    reason: str = "",
    measures: Sequence[str] | None = None,
    stronger: Sequence[str] = (),
) -> LevelDecision:
    """Put a level in force from ``start``. Its measures begin then; what no longer holds is lifted.

    ``measures``: texts kept (None: all); ``stronger``: added ones. Refused without review, without a number, when it
    departs from the proposal without a reason, when it is weaker or later than ordered from above.
    """
    return _decide(
        by, at, _standing(by, proposal_id, DECIDE), level=level, number=number, start=start, until=until, reason=reason,
        measures=measures, stronger=stronger,
    )  # fmt: skip


def _decide(
    by: Actor,
    at: datetime,
    found: LevelProposal,
    *,
    level: int,
    number: str,
    start: date,
    until: date | None,
    reason: str = "",
    measures: Sequence[str] | None = None,
    stronger: Sequence[str] = (),
) -> LevelDecision:
    if found.state == State.PROPOSED:
        raise Refused(_("Chưa ai rà soát đề xuất này. Rà soát trước, rồi quyết định."))
    if len(squeeze(number)) < 2:
        raise Refused(_("Ghi số quyết định, thông báo."), field="number")
    area = found.area_path
    until_then = queries.decision_in_force(by=by, area=area, on=start - timedelta(days=1))
    told = rules.check_decision(
        level=level, proposed=found.level, reason=reason, today=timezone.localdate(at), start=start, until=until,
        ordered=queries.all_ordered(area=area, on=start, until=until), held=until_then.level if until_then else 0,
    )  # fmt: skip
    before = queries.decision_in_force(by=by, area=area, on=start)
    if found.unread and len(told) < 10:
        raise Refused(_("Chưa đủ số liệu để đề xuất mức: ghi căn cứ của quyết định."), field="reason")
    wanted = planned(by, found, level, start, measures, stronger)
    made = LevelDecision.objects.create(
        area_path=area, proposal=found, level=level, proposed=found.level, before=before.level if before else None,
        basis=found.basis, set_id=found.set_id,
        data_day=found.day, cut_off=found.cut_off, number=squeeze(number)[:80], start=start, until=until, reason=told, decided_at=at, decided_by_id=by.id,
        decided_by=by.name[:120],
    )  # fmt: skip
    for one in wanted:
        one.decision = made
    DecisionMeasure.objects.bulk_create(wanted)
    amend(found, state=State.DECIDED)
    about(made)
    note(level=level, proposed=found.level)
    tell(LevelDecided(decision_id=made.pk, area=area, level=level))
    if start <= timezone.localdate(at):
        land(made, by, at)
    return made


def _standing(by: Actor, proposal_id: UUID, needs: Permission) -> LevelProposal:
    queries.proposal(by=by, proposal_id=proposal_id)
    found = LevelProposal.objects.select_for_update().get(pk=proposal_id)
    by.check(needs, found.area_path)
    if not found.current:
        raise Refused(_("Đánh giá này đã cũ; số liệu đã thay đổi. Mở lại trang của địa bàn."))
    return found


@action(needs=DECIDE)
def publish(*, by: Actor, at: datetime, decision_id: UUID) -> LevelDecision:
    """The decision may be told to everybody."""
    made = queries.decision(by=by, decision_id=decision_id)
    by.check(DECIDE, made.area_path)
    return _publish(by, at, made)


def _publish(by: Actor, at: datetime, made: LevelDecision) -> LevelDecision:
    if made.withdrawn_at:
        raise Refused(_("Quyết định này đã thu hồi."))
    if made.published_at:
        return made
    amend(made, published_at=at, published_by=by.name[:120])
    if made.proposal.current:
        amend(made.proposal, state=State.PUBLISHED)
    tell(LevelPublished(decision_id=made.pk, area=made.area_path))
    return made


@action(needs=DECIDE)
def withdraw(*, by: Actor, at: datetime, decision_id: UUID, reason: str) -> LevelDecision:
    """Take a decision back; its measures are lifted and the level before it holds again. Nothing is deleted."""
    made = queries.decision(by=by, decision_id=decision_id)
    by.check(DECIDE, made.area_path)
    if made.withdrawn_at:
        raise Refused(_("Quyết định này đã thu hồi."))
    why = squeeze(reason)[:400]
    if len(why) < 5:
        raise Refused(_("Ghi lý do thu hồi."), field="reason")
    amend(made, withdrawn_at=at, withdrawn_why=why)
    if made.proposal.current:
        amend(made.proposal, state=State.REVIEWED)
    if made.landed_at and not made.ended_at:
        _resume(by, at, made)
    return made


def _resume(by: Actor, at: datetime, over: LevelDecision) -> None:
    """What held before ``over`` holds again: measures of both go on, the others are lifted."""
    earlier = queries.decision_in_force(by=by, area=over.area_path, on=timezone.localdate(at))
    if earlier is None:
        lift(over, by, at)
        LevelProposal.objects.filter(area_path=over.area_path, current=True).update(decided=None)
        return
    amend(earlier, ended_at=None)
    land(earlier, by, at)


@action(needs=Permission.SYSTEM)
def turn_over(*, by: Actor, at: datetime) -> int:
    """What begins today begins, what ended yesterday ends; how many decisions."""
    today, turned = timezone.localdate(at), 0
    due = LevelDecision.objects.filter(landed_at=None, withdrawn_at=None, start__lte=today)
    for made in due.filter(Q(until=None) | Q(until__gte=today)).order_by("start", "decided_at"):
        land(made, by, at)
        turned += 1
    over = LevelDecision.objects.filter(ended_at=None, landed_at__isnull=False, until__lt=today)
    for made in over:
        _resume(by, at, made)
        turned += 1
    return turned


@action(needs=RECORD, area="area_path")
def record_announcement(
    *,
    by: Actor,
    at: datetime,
    area_path: str,
    level: int,
    since: date,
    number: str,
    issuer: str,
    until: date | None = None,
) -> Announcement:
    """Write down the level the authority above announced: nothing below it, nothing later may be decided."""
    places.get(by=by, path=area_path)
    if level not in rules.LEVELS:
        raise Refused(_("Chọn mức."), field="level")
    if len(squeeze(number)) < 2:
        raise Refused(_("Ghi số văn bản công bố."), field="number")
    if len(squeeze(issuer)) < 3:
        raise Refused(_("Ghi cơ quan công bố."), field="issuer")
    if until is not None and until < since:
        raise Refused(_("Ngày hết hiệu lực trước ngày bắt đầu."), field="until")
    if since > timezone.localdate(at) + timedelta(days=60):
        raise Refused(_("Ngày bắt đầu quá xa."), field="since")
    made = Announcement.objects.create(
        area_path=area_path, level=level, since=since, until=until, number=squeeze(number)[:80],
        issuer=squeeze(issuer)[:160], said_at=at, by_name=by.name[:120],
    )  # fmt: skip
    about(made)
    return made


@action(needs=RECORD)
def withdraw_announcement(*, by: Actor, at: datetime, announcement_id: UUID, reason: str) -> Announcement:
    """What was written down by mistake binds nobody any more; it stays in the trail."""
    made = queries.announcement(by=by, announcement_id=announcement_id)
    by.check(RECORD, made.area_path)
    if len(squeeze(reason)) < 5:
        raise Refused(_("Ghi lý do."), field="reason")
    amend(made, withdrawn_at=at)
    note(reason=squeeze(reason)[:400])
    return made

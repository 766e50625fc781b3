"""Campaigns, their people, groups, sessions."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, QuerySet, Sum, When
from django.utils import timezone

from vungxanh.common.access import seen, within
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.laboratory import rules
from vungxanh.rooms.laboratory.models import Campaign, GroupMember, RiskGroup, Sample, SamplingSession, Tube, Wanted
from vungxanh.rooms.laboratory.queries.tubes import visible_tubes
from vungxanh.rooms.people import queries as people


def people_of(*, by: Actor, person_ids: Iterable[UUID]) -> list[tuple[UUID, str]]:
    """Those of them ``by`` may see, with where they live."""
    return list(people.visible(by).filter(pk__in=list(person_ids)).values_list("pk", "area_path"))


def visible_groups(by: Actor) -> QuerySet[RiskGroup]:
    """The risk groups of his areas and of those above."""
    areas = by.areas(Permission.SAMPLE_SEE)
    above = {
        p
        for area in areas
        for p in ["/".join(area.strip("/").split("/")[: n + 1]) + "/" for n in range(area.count("/"))]
    }
    return RiskGroup.objects.filter(seen(by, Permission.SAMPLE_SEE)) | RiskGroup.objects.filter(area_path__in=above)


def get_group(*, by: Actor, group_id: UUID) -> RiskGroup:
    """One group; NotYours."""
    found = visible_groups(by).filter(pk=group_id).first()
    if found is None:
        raise NotYours("Không có nhóm này, hoặc không thuộc địa bàn của bạn.")
    return found


def group_members(*, by: Actor, group_id: UUID) -> QuerySet[GroupMember]:
    """Those put into a group by hand, of his areas."""
    return GroupMember.objects.filter(seen(by, Permission.SAMPLE_SEE), group=group_id)


def get_member(*, by: Actor, member_id: UUID) -> GroupMember:
    """One of them; NotYours."""
    found = GroupMember.objects.filter(seen(by, Permission.SAMPLE_SEE), pk=member_id).first()
    if found is None:
        raise NotYours("Không có người này trong nhóm, hoặc không thuộc địa bàn của bạn.")
    return found


def living(*, by: Actor, area: str, hamlet: str = "") -> list[tuple[UUID, str]]:
    """Who lives in an area, or one hamlet of it, with where."""
    rows = people.visible(by).filter(within(area))
    return list((rows.filter(hamlet=hamlet) if hamlet else rows).order_by().values_list("pk", "area_path"))


def visible_campaigns(by: Actor) -> QuerySet[Campaign]:
    """The campaigns of his areas."""
    return Campaign.objects.filter(seen(by, Permission.SAMPLE_SEE))


def get_campaign(*, by: Actor, campaign_id: UUID) -> Campaign:
    """One campaign; NotYours."""
    found = visible_campaigns(by).select_related("group", "laboratory").filter(pk=campaign_id).first()
    if found is None:
        raise NotYours("Không có đợt lấy mẫu này, hoặc không thuộc địa bàn của bạn.")
    return found


def progress(*, by: Actor, campaign_ids: Iterable[UUID]) -> dict[UUID, dict[str, int]]:
    """How many of each campaign wait, were sampled, absent …"""
    found: dict[UUID, dict[str, int]] = {}
    rows = Wanted.objects.filter(campaign__in=list(campaign_ids)).order_by()
    for campaign, state, n in rows.values_list("campaign_id", "state").annotate(n=Count("pk")):
        found.setdefault(campaign, {})[state] = n
    return found


def visible_wanted(by: Actor) -> QuerySet[Wanted]:
    """People to be sampled, in his areas."""
    return Wanted.objects.filter(seen(by, Permission.SAMPLE_SEE))


def wanted_like(rows: QuerySet[Wanted], text: str) -> QuerySet[Wanted]:
    """Of people on lists he may see, those whose name or number fits."""
    listed = people.visible(system()).filter(Exists(Wanted.objects.filter(person=OuterRef("pk"))))
    return rows.filter(person__in=list(people.like(listed, text).values_list("pk", flat=True)))


def overdue_counts(*, by: Actor, day: date, area: str = "") -> dict[str, int]:
    """How many wait on ``day`` or should have been sampled before, by reason; from one index."""
    rows = visible_wanted(by).filter(within(area), state=rules.WantedState.WAITING, due_on__lte=day).order_by()
    return dict(rows.values_list("reason").annotate(n=Count("*")))


def get_wanted(*, by: Actor, wanted_id: UUID) -> Wanted:
    """One of them; NotYours."""
    found = visible_wanted(by).select_related("campaign").filter(pk=wanted_id).first()
    if found is None:
        raise NotYours("Không có người này trong danh sách, hoặc không thuộc địa bàn của bạn.")
    return found


def expected(*, by: Actor, session: SamplingSession, limit: int = 60) -> list[Wanted]:
    """Whom a session waits for: its campaign's people, then those of its area whose day has come; the members of
    its pool, then of other positive pools, first, those of the campaign who were not at home last."""
    rows = visible_wanted(by).filter(disease=session.disease)
    if session.campaign_id:
        rows = rows.filter(
            campaign=session.campaign_id, state__in=(rules.WantedState.WAITING, rules.WantedState.ABSENT)
        )
    else:
        rows = rows.filter(within(session.area_path), due_on__lte=timezone.localdate(session.started_at))
        rows = rows.filter(state=rules.WantedState.WAITING)
    first = [Case(When(pool=session.pool_id, then=0), default=1)] if session.pool_id else []
    return list(rows.order_by(*first, "-state", F("pool").asc(nulls_last=True), "due_on", "id")[:limit])


def visible_sessions(by: Actor) -> QuerySet[SamplingSession]:
    """The sessions of his areas."""
    return SamplingSession.objects.filter(seen(by, Permission.SAMPLE_SEE))


def get_session(*, by: Actor, session_id: UUID) -> SamplingSession:
    """One session; NotYours."""
    found = visible_sessions(by).select_related("campaign", "laboratory").filter(pk=session_id).first()
    if found is None:
        raise NotYours("Không có buổi lấy mẫu này, hoặc không thuộc địa bàn của bạn.")
    return found


def session_counts(*, by: Actor, session_ids: Iterable[UUID]) -> dict[UUID, tuple[int, int]]:
    """(tubes, persons) of some sessions; tubes without anybody are not counted."""
    rows = visible_tubes(by).filter(session__in=list(session_ids)).exclude(stage=rules.Stage.PLANNED).order_by()
    return {one: (n, persons) for one, n, persons in rows.values_list("session").annotate(n=Count("pk"), p=Sum("size"))}


def tubes_of_session(*, by: Actor, session_id: UUID, limit: int = 1000) -> list[Tube]:
    """The tubes of a session with somebody in them, the latest first."""
    rows = visible_tubes(by).filter(session=session_id).exclude(stage=rules.Stage.PLANNED)
    return list(rows.order_by("-id")[:limit])


def to_pack(*, by: Actor, session: SamplingSession) -> list[Tube]:
    """The tubes of a session that are in no box yet; as many as one act takes."""
    if not by.may(Permission.SAMPLE_RECORD, session.area_path):
        return []
    rows = visible_tubes(by).filter(session=session, stage=rules.Stage.COLLECTED, batch=None)
    return list(rows.order_by("pk")[:1000])


def tube_in_hand(*, by: Actor, session_id: UUID) -> Tube | None:
    """The tube opened last, while it is still with the team and not full."""
    last = visible_tubes(by).filter(session=session_id).select_related("session").order_by("-id").first()
    if last is None or last.stage not in (rules.Stage.PLANNED, rules.Stage.COLLECTED) or last.batch_id is not None:
        return None
    assert last.session is not None
    full = last.stage == rules.Stage.COLLECTED and last.size >= last.session.pool_size
    return None if full else last


def seconds_a_person(*, by: Actor, session_id: UUID) -> int | None:
    """The middle span between two persons of a session, seconds; None before the third. Breaks weigh nothing."""
    times = list(
        Sample.objects.filter(tube__in=visible_tubes(by).filter(session=session_id).values("pk"))
        .order_by("collected_at").values_list("collected_at", flat=True)
    )  # fmt: skip
    spans = sorted((b - a).total_seconds() for a, b in pairwise(times))
    return int(spans[len(spans) // 2]) if len(spans) > 1 else None

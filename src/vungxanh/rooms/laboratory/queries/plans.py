"""Campaigns, sessions, and who must be sampled: by what this room knows, and by what other rooms offer."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Protocol
from uuid import UUID

from django.db.models import Count, F, QuerySet, Sum
from django.utils import timezone

from vungxanh.common.access import seen, within
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.laboratory import rules
from vungxanh.rooms.laboratory.models import Campaign, RiskGroup, Sample, SamplingSession, Tube, Wanted
from vungxanh.rooms.laboratory.queries.tubes import sampling_rules, visible_tubes
from vungxanh.rooms.people import queries as people

MOST = 50_000
WHY_NOBODY = {
    rules.Reason.TEST_DAY: _("Không ai trong địa bàn đến ngày xét nghiệm."),
    rules.Reason.RISK_GROUP: _(
        "Không tìm thấy ai thuộc nhóm này đến hạn lấy mẫu lại: xem từ ngữ nghề nghiệp của nhóm."
    ),
    rules.Reason.AREA: _("Địa bàn này chưa có người nào trong danh sách dân cư."),
    rules.Reason.SWEEP: _("Địa bàn này chưa có hộ nào trong danh sách dân cư."),
    rules.Reason.SYMPTOMS: _("Không ai trong địa bàn đang có triệu chứng mà chưa được lấy mẫu."),
}


class Source(Protocol):
    """What another room knows of people to be sampled."""

    def __call__(self, *, by: Actor, day: date, area: str, disease: str) -> Iterable[rules.Candidate]: ...


SOURCES: dict[rules.Reason, list[Source]] = {}


def offer(reason: rules.Reason, source: Source) -> None:
    """A room above says whom it wants sampled for ``reason``; called in ``site/wiring.py``."""
    known = SOURCES.setdefault(reason, [])
    if source not in known:
        known.append(source)


def candidates(
    *,
    by: Actor,
    at: datetime,
    reason: rules.Reason,
    area: str,
    disease: str,
    day: date,
    group: RiskGroup | None = None,
    representatives: bool = False,
) -> list[rules.Candidate]:
    """Everybody in ``area`` to be sampled for ``reason`` by ``day``; nobody who was sampled today already."""
    if reason in (rules.Reason.TEST_DAY, rules.Reason.SYMPTOMS):
        found = [one for s in SOURCES.get(reason, ()) for one in s(by=by, day=day, area=area, disease=disease)]
    elif reason is rules.Reason.RISK_GROUP and group is not None:
        found = _of_group(by, area, disease, day, group)
    elif reason in (rules.Reason.AREA, rules.Reason.SWEEP):
        found = _living(by, area, disease, day, representatives)
    else:
        return []
    start = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    done = _sampled_since(disease, start, [one.person_id for one in found])
    return [one for one in found if one.person_id not in done][:MOST]


def _sampled_since(disease: str, since: datetime, persons: Sequence[UUID]) -> set[UUID]:
    rows = Sample.objects.filter(person__pk__among=set(persons), disease=disease, collected_at__gte=since)
    return set(rows.values_list("person_id", flat=True))


def _of_group(by: Actor, area: str, disease: str, day: date, group: RiskGroup) -> list[rules.Candidate]:
    words = rules.words_of(group.occupations)
    living = people.visible(by).filter(within(area)).exclude(occupation="").order_by()
    said = [one for one in living.values_list("occupation", flat=True).distinct() if rules.belongs(one, words)]
    rows = living.filter(occupation__in=said).values_list("pk", "area_path")[:MOST]
    recent = timezone.make_aware(datetime.combine(day - timedelta(days=group.cadence_days - 1), datetime.min.time()))
    sampled = _sampled_since(disease, recent, [pk for pk, _path in rows])
    return [rules.Candidate(pk, path, day) for pk, path in rows if pk not in sampled]


def _living(by: Actor, area: str, disease: str, day: date, representatives: bool) -> list[rules.Candidate]:
    rows = people.visible(by).filter(within(area)).order_by("household_id", "birth_year", "pk")
    every = list(rows.values_list("pk", "area_path", "household_id")[:MOST])
    if not representatives:
        return [rules.Candidate(pk, path, day) for pk, path, _home in every]
    rule = sampling_rules(disease, day, area)
    homes: dict[UUID, list[rules.Candidate]] = {}
    for pk, path, home in every:
        homes.setdefault(home or pk, []).append(rules.Candidate(pk, path, day))
    few, many = rule.household_few, rule.household_many
    chosen = [rules.representatives(_outgoing(some), rule.household_small, few, many) for some in homes.values()]
    return [one for some in chosen for one in some]


def _outgoing(members: list[rules.Candidate]) -> list[rules.Candidate]:
    """Those of middle age first: they go out most. ``members`` come the eldest first."""
    middle = len(members) // 2
    return [one for _away, one in sorted(enumerate(members), key=lambda pair: (abs(pair[0] - middle), pair[0]))]


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


def get_wanted(*, by: Actor, wanted_id: UUID) -> Wanted:
    """One of them; NotYours."""
    found = visible_wanted(by).select_related("campaign").filter(pk=wanted_id).first()
    if found is None:
        raise NotYours("Không có người này trong danh sách, hoặc không thuộc địa bàn của bạn.")
    return found


def expected(*, by: Actor, session: SamplingSession, limit: int = 60) -> list[Wanted]:
    """Whom a session waits for: its campaign's people, then those of its area whose day has come; the members of
    positive pools first."""
    rows = visible_wanted(by).filter(disease=session.disease, state=rules.WantedState.WAITING)
    if session.campaign_id:
        rows = rows.filter(campaign=session.campaign_id)
    else:
        rows = rows.filter(within(session.area_path), due_on__lte=timezone.localdate(session.started_at))
    return list(rows.order_by(F("pool").asc(nulls_last=True), "due_on", "id")[:limit])


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

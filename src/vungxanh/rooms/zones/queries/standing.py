"""Reading proposals and decisions, as far as ``by`` may see."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from vungxanh.common import centre
from vungxanh.common.access import seen, within
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.kernel.text import fold
from vungxanh.rooms.zones import rules
from vungxanh.rooms.zones.models import AreaInput, DecisionMeasure, LevelDecision, LevelProposal, Series, SeriesDay
from vungxanh.rooms.zones.queries.deciding import below_announced_q
from vungxanh.rooms.zones.queries.sets import get_set
from vungxanh.rooms.zones.rules import State

SEE = Permission.LEVEL_SEE


def visible(by: Actor) -> QuerySet[LevelProposal]:
    """All proposals ``by`` may see, those of the past too, in no order."""
    return LevelProposal.objects.filter(seen(by, SEE))


def standing(by: Actor) -> QuerySet[LevelProposal]:
    """The proposals that stand."""
    return visible(by).filter(current=True)


def proposal(*, by: Actor, proposal_id: UUID) -> LevelProposal:
    """One; NotYours when there is none he may see."""
    found = visible(by).filter(pk=proposal_id).first()
    if found is None:
        raise NotYours("Không có đánh giá này, hoặc không thuộc địa bàn của bạn.")
    return found


def of_area(*, by: Actor, area: str, on: date | None = None) -> LevelProposal | None:
    """The proposal that stands for an area; on a past day the one that stood then, if one did."""
    if on is not None:
        then = visible(by).filter(area_path=area, since__lte=on, day__gte=on).order_by("-since", "-id").first()
        if then is not None:
            return then
    return standing(by).filter(area_path=area).first()


def decisions(by: Actor) -> QuerySet[LevelDecision]:
    """Decisions in the areas of ``by``."""
    return LevelDecision.objects.filter(seen(by, SEE))


def decision(*, by: Actor, decision_id: UUID) -> LevelDecision:
    """One; NotYours when there is none he may see."""
    found = decisions(by).select_related("proposal").filter(pk=decision_id).first()
    if found is None:
        raise NotYours("Không có quyết định này, hoặc không thuộc địa bàn của bạn.")
    return found


def measure(*, by: Actor, measure_id: UUID) -> DecisionMeasure:
    """One measure with its decision; NotYours when he may not see it."""
    found = DecisionMeasure.objects.select_related("decision").filter(pk=measure_id, decision__in=decisions(by)).first()
    if found is None:
        raise NotYours("Không có biện pháp này, hoặc không thuộc địa bàn của bạn.")
    return found


def history(*, by: Actor, area: str) -> list[LevelDecision]:
    """Decisions of an area, the newest first."""
    return list(decisions(by).filter(area_path=area).order_by("-start", "-decided_at")[:50])


def inputs(*, by: Actor, area: str) -> list[AreaInput]:
    """What was stated for an area, the newest first."""
    return list(AreaInput.objects.filter(seen(by, SEE), area_path=area).order_by("-day", "-said_at")[:40])


def series(*, by: Actor) -> list[Any]:
    """The series brought in, with how many rows each has."""
    return list(Series.objects.annotate(rows=Count("days")).order_by("key"))


def series_known(*, by: Actor, key: str, rows: Iterable[tuple[str, date]]) -> int:
    """How many of these (area, day) a series already has: they would be replaced."""
    held = set(SeriesDay.objects.filter(series__key=key[:60]).values_list("area_path", "day"))
    return sum(row in held for row in rows)


def by_level(*, by: Actor, unit: str = "commune") -> dict[int, int]:
    """How many places of each level stand proposed; 0: those of which nothing that makes a level could be read."""
    unread = standing(by).filter(unit=unit, unread=True).count()
    rows = standing(by).filter(unit=unit, unread=False).order_by().values_list("level").annotate(n=Count("*"))
    found = dict(rows)
    return {0: unread, **{level: found.get(level, 0) for level in (1, 2, 3, 4)}}


def waiting(by: Actor) -> int:
    """How many communes wait for a decision: what is proposed is not what is in force."""
    return to_decide(by).count()


def to_decide(by: Actor) -> QuerySet[LevelProposal]:
    """Communes whose proposal is not the level in force, or has none in force, or was announced higher from above."""
    differs = Q(state__in=(State.PROPOSED, State.REVIEWED)) & (Q(decided=None) | ~Q(decided=F("level")))
    below = below_announced_q(timezone.localdate(centre.now()))
    return standing(by).filter(differs | below, unit="commune").order_by()


def with_words(rows: QuerySet[LevelProposal], text: str) -> QuerySet[LevelProposal]:
    """By words of the name."""
    return rows.filter(folded__contains=fold(text))


def last_evaluated(*, by: Actor) -> LevelProposal | None:
    """The proposal written last: says how fresh all of them are."""
    return standing(by).order_by("-cut_off").first()


def names_high_beyond(*, by: Actor, paths: Iterable[str], district: str, least: int) -> list[str]:
    """Names of neighbouring communes of other districts whose proposed level is ``least`` or more."""
    rows = LevelProposal.objects.filter(current=True, area_path__in=list(paths), level__gte=least)
    return list(rows.exclude(within(district)).order_by("folded").values_list("name", flat=True))


def lifted_by(*, by: Actor, decision: LevelDecision) -> list[DecisionMeasure]:
    """Measures that ended when a decision began."""
    if decision.landed_at is None:
        return []
    kept = set(decision.measures.values_list("text", flat=True))
    rows = DecisionMeasure.objects.filter(
        decision__area_path=decision.area_path, decision__ended_at=decision.landed_at, lifted_at=decision.landed_at
    )
    return [m for m in rows.exclude(decision=decision).order_by("position") if m.text not in kept]


def notice(*, by: Actor, decision: LevelDecision) -> str:
    """A warning when a raise begins sooner than the criteria's notice allows; "" otherwise."""
    found = get_set(by=by, set_id=decision.proposal.set_id).rules
    start = timezone.make_aware(datetime.combine(decision.start, time.min))
    return rules.check_notice(
        found, level=decision.level, before=decision.before or 0, at=decision.decided_at, start=start
    )


def latest_day(*, by: Actor, area: str, at: datetime) -> date:
    """The day to judge an area on: today, or a later one it was already judged on."""
    found = LevelProposal.objects.filter(within(area), current=True).order_by("-day").values_list("day", flat=True)
    return max(timezone.localdate(at), found.first() or date.min)

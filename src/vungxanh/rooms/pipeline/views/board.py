"""The clock over the whole: five stages, then communes, teams, days."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from vungxanh.common import centre
from vungxanh.common.web.diseases import disease_name, diseases
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import inside
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.pipeline import queries, rules, words
from vungxanh.rooms.pipeline.rules import Figures, Stage
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.tracing import queries as tracing

SPANS = (7, 14, 30)
Cell = tuple[str, str, Figures | queries.Tally]


@page(needs=Permission.CASE_SEE)
def board(request: ActorRequest) -> HttpResponse:
    """How fast the five stages go, where, and for whom. ``?area=&disease=&days=``."""
    by, at = request.actor, centre.now()
    days = next((n for n in SPANS if request.GET.get("days") == str(n)), SPANS[0])
    since = queries.day_of(at) - timedelta(days=days - 1)
    own = _areas(by)
    area = _within(request.GET.get("area", ""), own)
    disease = request.GET.get("disease", "")
    disease = disease if disease in dict(diseases()) else ""
    narrow: dict[str, Any] = {"by": by, "since": since, "area": area, "disease": disease}
    limits = queries.Limits().of(disease or "covid19", queries.day_of(at), area or (own[0] if own else ""))
    spell = queries.overview(at=at, **narrow)
    communes = queries.by_area(at=at, **narrow)
    names = places.display_names(by=by, paths={*communes, *([area] if area else [])})
    context = {
        "stages": [_stage(stage, spell.stages[stage], limits[stage]) for stage in Stage],
        "communes": _lines(communes, names),
        "teams": _teams(by, queries.by_team(at=at, **narrow)),
        "by_day": [(day.day, _cells(day.stages)) for day in spell.days],
        "heads": [(stage.value, _(rules.STAGE_NAMES[stage])) for stage in Stage],
        "days": days, "spans": SPANS, "area": area, "area_name": names.get(area, ""), "disease": disease,
        "disease_name": disease_name(disease) if disease else "", "diseases": diseases(), "since": since, "at": at,
        "may_set": by.may(Permission.TARGET_SET),
    }  # fmt: skip
    return render(request, "pipeline/board.html", context)


def _areas(by: Any) -> list[str]:
    return sorted(by.areas(Permission.CASE_SEE), key=len)


def _within(area: str, own: Iterable[str]) -> str:
    """An area outside one's own is taken as all of one's own."""
    return area if any(inside(area, mine) for mine in own) else ""


def _stage(stage: Stage, found: Figures, limit: queries.Limit | None) -> dict[str, Any]:
    slow = bool(limit and found.median is not None and found.median > limit.hours)
    return {
        "key": stage.value,
        "name": _(rules.STAGE_NAMES[stage]),
        "span": _(rules.SPANS[stage]),
        "found": found,
        "median": words.hours(found.median),
        "p90": words.hours(found.p90),
        "limit": words.hours(limit.hours) if limit else "",
        "doubt": words.doubt(limit) if limit else "",
        "why": limit.why.in_words() if limit and limit.why else "",
        "slow": slow,
        "alarm": slow or found.overdue > 0,
    }


def _cells(stages: Mapping[Stage, Figures] | Mapping[Stage, queries.Tally]) -> list[Cell]:
    return [(stage.value, _(rules.STAGE_NAMES[stage]), stages[stage]) for stage in Stage]


def _lines(
    communes: Mapping[str, Mapping[Stage, queries.Tally]], names: dict[str, str]
) -> list[tuple[str, str, list[Cell]]]:
    """Each commune with its stages; where most is overdue first."""
    order = sorted(communes, key=lambda p: (-sum(f.overdue for f in communes[p].values()), names.get(p, p)))
    return [(p, names.get(p, p).split(",")[0], _cells(communes[p])) for p in order]


def _teams(by: Any, found: Mapping[Any, queries.Tally]) -> list[tuple[str, queries.Tally]]:
    names = dict(tracing.visible_teams(by).filter(pk__in=[pk for pk in found if pk]).values_list("pk", "name"))
    named = [(names.get(pk, _("tổ khác")) if pk else _("chưa giao tổ"), figures) for pk, figures in found.items()]
    return sorted(named, key=lambda one: (-one[1].overdue, one[0]))

"""The clock over the whole: five stages, then communes, teams, days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from vungxanh.common import centre
from vungxanh.common.web.diseases import disease_name, diseases
from vungxanh.common.web.formats import vn_number
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import inside
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.pipeline import queries, rules, words
from vungxanh.rooms.pipeline.rules import Figures, Stage
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.tracing import queries as tracing

SPANS = (7, 14, 30)
MOST = 40  # communes shown at once


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a table for one stage."""

    label: str
    percent: str
    hours: str
    p90: str
    late: str
    waiting: str
    url: str = ""


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
    runs = queries.running(by=by, at=at, area=area, disease=disease)
    found = queries.done(**narrow)
    spell = queries.overview(runs=runs, found=found, **narrow)
    communes = queries.by_area(runs=runs, found=found, **narrow)
    names = places.display_names(by=by, paths={*communes, *([area] if area else [])})
    lines, every = _lines(communes, names), request.GET.get("all") == "1"
    context = {
        "stages": [_stage(stage, spell.stages[stage], limits[stage]) for stage in Stage],
        "communes": lines if every else lines[:MOST],
        "more": 0 if every else len(lines) - MOST,
        "teams": _teams(by, queries.by_team(at=at, **narrow)) if len(communes) <= MOST else [],
        "by_day": [(day.day, [_cell(stage, day.stages[stage]) for stage in Stage]) for day in spell.days],
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


def _cell(stage: Stage, found: Figures, waiting: str = "", path: str = "") -> Cell:
    """``waiting``: the address of the list of what runs, to lead to what is late in ``path``."""
    url = f"{waiting}?late=1&stage={stage.value}&area={path}" if waiting and found.overdue else ""
    return Cell(
        _(rules.STAGE_NAMES[stage]),
        f"{found.percent} %" if found.percent is not None else ("" if found.open else "–"),
        words.hours(found.median) if found.median is not None else "",
        words.hours(found.p90) if found.p90 is not None else "",
        _("%(n)s trễ") % {"n": vn_number(found.overdue)} if found.overdue else "",
        _("%(n)s chờ") % {"n": vn_number(found.open)} if found.open and not found.overdue else "",
        url,
    )


def _lines(communes: Mapping[str, Mapping[Stage, Figures]], names: dict[str, str]) -> list[tuple[str, str, list[Cell]]]:
    """Each commune with its stages; where most is overdue first."""
    order = sorted(communes, key=lambda p: (-sum(f.overdue for f in communes[p].values()), names.get(p, p)))
    waiting = reverse("pipeline:waiting")
    return [(p, names.get(p, p).split(",")[0], [_cell(s, communes[p][s], waiting, p) for s in Stage]) for p in order]


def _teams(by: Any, found: Mapping[Any, Figures]) -> list[tuple[str, Figures, str, str]]:
    names = dict(tracing.visible_teams(by).filter(pk__in=[pk for pk in found if pk]).values_list("pk", "name"))
    named = [
        (names.get(pk, _("tổ khác")) if pk else _("chưa giao tổ"), one, words.hours(one.median), words.hours(one.p90))
        for pk, one in found.items()
    ]
    return sorted(named, key=lambda line: (-line[1].overdue, line[0]))

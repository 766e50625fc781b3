"""Whom to see in the round that is open, made for a phone; those missed first, then alarms, then the worst."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from vungxanh.common import centre
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.treatment import actions, forms, queries, rules, words

ROUND = Permission.TREATMENT_ROUND
SHOWN = 20


@page(needs=ROUND)
@never_cache
def rounds(request: ActorRequest) -> HttpResponse:
    """Those to be seen in this round."""
    return _list(request, "treatment/rounds.html")


@page(needs=ROUND)
@never_cache
@require_POST
def answer(request: ActorRequest, course_id: UUID) -> HttpResponse:
    """One person, as measured or not reached; answered with the list, an alarm said first."""
    by, now = request.actor, centre.now()
    course = queries.get(by=by, course_id=course_id)
    form = forms.RoundForm(request.POST, signs=_signs(course))
    row = None
    if form.is_valid():
        with form.refusals():
            row = actions.examine.once(
                str(form.key), by=by, at=now, course_id=course_id, measure=form.measure(), severity=form.level(),
                note_text=form.cleaned_data["note"], unreached=form.cleaned_data["quick"] == "unreached",
            )  # fmt: skip
    if row is None or not form.is_valid():
        return _list(request, "treatment/parts/rounds.html", bad=(course_id, form), status=422)
    words.named(by, [course], now)
    red = None
    if row.alarm:
        red = {"name": course.name, "alarm": row.alarm, "url": reverse("treatment:one", args=[course.pk])}  # type: ignore[attr-defined]
    return _list(request, "treatment/parts/rounds.html", said=_("Đã ghi."), red=red)


def _signs(course: Any) -> tuple[str, ...]:
    day = timezone.localdate(centre.now())
    return rules.care(course.disease, day, course.area_path).value.danger_signs


def _asked_for(request: ActorRequest, now: datetime) -> list[Any]:
    """``?who=``: one patient to be seen again, whatever was written in this round."""
    try:
        wanted = queries.get(by=request.actor, course_id=UUID(request.GET.get("who", "")))
    except ValueError:
        return []
    return [wanted] if wanted.state == rules.State.RUNNING or queries.watched(wanted, now) else []


def _list(
    request: ActorRequest, template: str, *, bad: tuple[UUID, Any] | None = None, said: str = "", red: Any = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    by, now = request.actor, centre.now()
    places = [
        ("home", _("tại nhà")),
        *(
            (str(f.pk), f.site.name)
            for f in queries.facilities(by).filter(site__state="active").order_by("site__name")[:100]
        ),
    ]
    wanted = request.POST.get("where") or request.GET.get("where", "")
    where = wanted if wanted in dict(places) else ""
    site_id = UUID(where) if where not in ("", "home") else None
    due = queries.due(by=by, at=now, place="home" if where == "home" else "", site_id=site_id)
    first = _asked_for(request, now)
    rest = [c for c in due[: SHOWN + 1] if c.pk not in {f.pk for f in first}]
    after = queries.watched_due(by=by, at=now) if where in ("", "home") else None
    if after is not None and len(rest) <= SHOWN:
        rest += after[: SHOWN + 1 - len(rest)]
    found = words.named(by, [*first, *rest], now)
    for course in found:
        course.after = course.state == rules.State.ENDED
        mine = bad is not None and bad[0] == course.pk
        course.form = bad[1] if mine and bad else forms.RoundForm(signs=_signs(course))
        course.open = mine
    limits = rules.care("covid19", timezone.localdate(now), next(iter(by.areas(ROUND)), ""))
    context = {
        "care": limits.value, "sure": limits.explanation.chosen.fully_verified, "source": limits.explanation.chosen.name,
        "rows": found[:SHOWN], "more": len(found) > SHOWN, "tally": queries.tally(by=by, at=now), "where": where, "places": places,
        "round": queries.now_round(now, rules.Place.HOME), "said": said, "red": red,
    }  # fmt: skip
    return render(request, template, context, status=status)

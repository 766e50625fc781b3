"""The interview of a case: one page for a telephone conversation, every line saved by Enter, levels at once."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from vungxanh.common.web.formats import local
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.tracing import actions, queries, rules
from vungxanh.rooms.tracing.forms import MetForm, MilestoneForm
from vungxanh.rooms.tracing.views import shared

RECORD = Permission.TRACE_RECORD
WHOLE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the window: what is told, what is not, and the line to add to it."""

    day: date
    stones: list[Any]
    gaps: list[rules.Gap]
    form: MilestoneForm
    focus: bool = False


@page(needs=RECORD)
@never_cache
def interview(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """The whole page."""
    by = request.actor
    case = cases.get(by=by, case_id=case_id)
    by.check(RECORD, case.area_path)
    context = _common(request, case)
    stones = queries.milestones(by=by, case_id=case_id)
    context["days"] = [_day(day, stones) for day in _days(case)]
    context |= _met(request, case, MetForm(initial={"day": context["last_day"], "area": case.person.area_path}))
    context["focus"] = not context["mates"] or context["mates_told"]  # else the household is asked first
    return render(request, "tracing/interview.html", context)


@page(needs=RECORD)
@never_cache
@require_POST
def add_milestone(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """A line of one day; answered with that day."""
    by, form = request.actor, MilestoneForm(request.POST)
    case = cases.get(by=by, case_id=case_id)
    if form.is_valid():
        data = form.cleaned_data
        start, end = _span(data["day"], data["start"], data["end"])
        with form.refusals():
            actions.record_milestone.once(
                str(form.key), by=by, at=shared.at(), case_id=case_id, start_at=start, end_at=end,
                venue_id=data["venue"], venue_name=data["venue_name"], venue_kind=data["kind"] or "other",
                note_text=data["note"],
            )  # fmt: skip
    if not form.is_valid():
        return _one_day(request, case, _posted_day(request), form=form, status=422)
    return _one_day(request, case, form.cleaned_data["day"])


@page(needs=RECORD)
@never_cache
@require_POST
def drop_milestone(request: ActorRequest, case_id: UUID, visit_id: UUID) -> HttpResponse:
    """Take a milestone back; answered with its day."""
    by = request.actor
    visit = queries.get_visit(by=by, visit_id=visit_id)
    actions.remove_visit(by=by, at=shared.at(), visit_id=visit_id, reason="sửa trong khi phỏng vấn")
    return _one_day(request, cases.get(by=by, case_id=case_id), local(visit.start_at).date())


@page(needs=RECORD)
@never_cache
@require_POST
def add_met(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Somebody he met; answered with the list and an empty line for the next."""
    by, form = request.actor, MetForm(request.POST)
    case = cases.get(by=by, case_id=case_id)
    if form.is_valid():
        with form.refusals():
            actions.record_contact.once(str(form.key), by=by, at=shared.at(), **_told(form.cleaned_data, case))
    if not form.is_valid():
        return _met_part(request, case, form, status=422)
    kept = {name: form.cleaned_data[name] for name in ("day", "area")}
    return _met_part(request, case, MetForm(initial=kept), focus=True)


@page(needs=RECORD)
@never_cache
@require_POST
def drop_met(request: ActorRequest, case_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Take a meeting back."""
    by = request.actor
    actions.remove_contact(by=by, at=shared.at(), meeting_id=meeting_id, reason="sửa trong khi phỏng vấn")
    case = cases.get(by=by, case_id=case_id)
    return _met_part(request, case, MetForm(initial={"day": _last_day(case), "area": case.person.area_path}))


@page(needs=RECORD)
@never_cache
@require_POST
def add_household(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Everybody who lives with him."""
    by = request.actor
    case = cases.get(by=by, case_id=case_id)
    refusal = ""
    try:
        actions.record_household(by=by, at=shared.at(), case_id=case_id)
    except Refused as no:
        refusal = no.told(_)
    form = MetForm(initial={"day": _last_day(case), "area": case.person.area_path})
    return _met_part(request, case, form, refusal=refusal)


def _common(request: ActorRequest, case: Any) -> dict[str, Any]:
    by = request.actor
    window = cases.infectious_window(case)
    card = people.cards(by, [case.person_id]).get(case.person_id)
    return {
        "case": case, "window": window, "summary": queries.case_summary(by=by, case_id=case.pk),
        "chip": shared.chip(by, card, area=shared.area_label(by, case.person.area_path), opens=True),
        "last_day": _last_day(case), "traced": queries.traced(case),
    }  # fmt: skip


def _window(case: Any) -> tuple[datetime, datetime]:
    window, now = cases.infectious_window(case), shared.at()
    if window is None:
        return now - timedelta(days=3), now
    return window.period.start, max(window.period.start, min(window.period.end or now, now))


def _days(case: Any) -> list[date]:
    return rules.days_of(*_window(case))


def _last_day(case: Any) -> date:
    return _days(case)[0]


def _day(day: date, stones: list[Any], *, form: MilestoneForm | None = None, focus: bool = False) -> Day:
    begin = timezone.make_aware(datetime.combine(day, time.min))
    told = [s for s in stones if s.start_at < begin + WHOLE_DAY and s.end_at > begin]
    gaps = rules.gaps_of(day, [(s.start_at, s.end_at) for s in told])
    return Day(day, told, gaps, form or MilestoneForm(initial={"day": day}, auto_id=f"id_{day:%Y%m%d}_%s"), focus)


def _one_day(
    request: ActorRequest, case: Any, day: date, *, form: MilestoneForm | None = None, status: int = 200
) -> HttpResponse:
    stones = queries.milestones(by=request.actor, case_id=case.pk)
    if form is not None:
        form.auto_id = f"id_{day:%Y%m%d}_%s"
    context = _common(request, case) | {"d": _day(day, stones, form=form, focus=form is None), "oob": True}
    return render(request, "tracing/parts/day.html", context, status=status)


def _posted_day(request: ActorRequest) -> date:
    try:
        return date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        return shared.today()  # type: ignore[no-any-return]


def _span(day: date, start: Any, end: Any) -> tuple[datetime, datetime]:
    """Both on that day; an end not after the start is the next day's (a night shift)."""
    first = timezone.make_aware(datetime.combine(day, start))
    last = timezone.make_aware(datetime.combine(day, end))
    return first, last if last > first else last + WHOLE_DAY


def _truth(word: str) -> bool | None:
    return {"yes": True, "no": False}.get(word)


def _told(data: dict[str, Any], case: Any) -> dict[str, Any]:
    """The typed line as arguments of the action. Without an hour it is "some time that day"."""
    start = timezone.make_aware(datetime.combine(data["day"], data["start"] or time.min))
    lasted = timedelta(minutes=data["minutes"] or 60) if data["start"] else WHOLE_DAY
    now, near = shared.at(), _truth(data["near"])
    return {
        "case_id": case.pk, "person_id": case.person_id, "start_at": start, "end_at": max(min(start + lasted, now), start + timedelta(minutes=1)),
        "other_id": data["person"], "other_name": data["name"], "other_phone": data["phone"],
        "other_area": data["area"], "relation": data["relation"],
        "meeting": rules.Meeting(
            distance_m={True: 1.0, False: 5.0, None: None}[near], minutes=data["minutes"], masked=_truth(data["masked"]),
            household=data["household"], physical=data["physical"], care=data["care"], closed_space=_truth(data["closed"]),
        ),
    }  # fmt: skip


def _met(request: ActorRequest, case: Any, form: MetForm) -> dict[str, Any]:
    by = request.actor
    rows = queries.meetings_of_case(by=by, case_id=case.pk)
    others = [m.other_id if m.person_id == case.person_id else m.person_id for m in rows]
    cards = people.cards(by, others)
    mates = people.members(by, case.person.household_id) if case.person.household_id else []
    area = form["area"].value() or ""
    return {
        "met": [(m, shared.chip(by, cards.get(o)), *_judged(m, case)) for m, o in zip(rows, others, strict=True)][::-1],
        "met_form": form, "mates": [m for m in mates if m.pk != case.person_id],
        "mates_told": bool(rows) and any(m.household for m in rows), "area_label": shared.area_label(by, area),
    }  # fmt: skip


def _judged(meeting: Any, case: Any) -> tuple[bool, str]:
    """Whether the meeting makes an F1, and why or why not."""
    start, end = _window(case)
    if meeting.end_at <= start or meeting.start_at >= end:
        return False, _("ngoài thời kỳ có thể lây")
    try:
        found = queries.judgement(meeting, case.disease)
    except Refused as no:
        return False, no.told(_)
    return found.close, found.reason


def _met_part(
    request: ActorRequest, case: Any, form: MetForm, *, status: int = 200, focus: bool = False, refusal: str = ""
) -> HttpResponse:
    context = _common(request, case) | _met(request, case, form) | {"oob": True, "focus": focus, "refusal": refusal}
    return render(request, "tracing/parts/met.html", context, status=status)

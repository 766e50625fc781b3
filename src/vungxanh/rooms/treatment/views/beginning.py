"""Care begins: triage with the proposal shown before it is written, a bed, or home by its conditions."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.web.acting import carried
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.sites.actions import BED_NAMES
from vungxanh.rooms.treatment import actions, forms, queries, rules, words

ROUND, DECIDE = Permission.TREATMENT_ROUND, Permission.TREATMENT_DECIDE


def crumbs(by: Actor, case: Any) -> list[tuple[str, str]]:
    """Way back to the case."""
    return [(reverse("treatment:index"), _("Điều trị")), (reverse("cases:one", args=[case.pk]), case.code)]


def bed_choices(by: Actor, facilities: Any) -> list[tuple[str, Any]]:
    """Free beds by facility: those of the first tiers first; at most a few dozen a facility."""
    found: list[tuple[str, Any]] = []
    for one in facilities:
        free = queries.free_beds(by=by, site_id=one.pk)
        label = _("Tầng %(n)s · %(name)s (trống %(free)s)") % {"n": one.tier, "name": one.site.name, "free": len(free)}
        group = [(str(s.bed_id), f"{s.name} · {_(BED_NAMES[s.kind])}") for s in free[:60]]
        if group:
            found.append((label, group))
    return found


@page(needs=ROUND)
@never_cache
@require_http_methods(["GET", "POST"])
def triage(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Measure, judge, choose the tier; then a bed or home."""
    by, now = request.actor, centre.now()
    case = cases.get(by=by, case_id=case_id)
    by.check(ROUND, case.area_path)
    form = _triage_form(request, case)
    if request.method == "POST" and form.is_valid():
        made = None
        with form.refusals():
            data = form.cleaned_data
            made = actions.triage.once(
                str(form.key), by=by, at=now, case_id=case_id, facts=form.facts(), tier=int(data["tier"] or 0), reason=data["reason"]
            )  # fmt: skip
        if made is not None and form.is_valid():
            messages.success(request, _("Đã phân loại: tầng %(n)s.") % {"n": made.tier})
            return redirect(_next(by, case, made))
    context = {
        "form": form, "case": case, "crumbs": crumbs(by, case), "who": _who(by, case),
        "proposal_url": reverse("treatment:proposal", args=[case_id]), "back": reverse("cases:one", args=[case_id]),
    }  # fmt: skip
    return render(request, "treatment/triage.html", context, status=422 if form.errors else 200)


def _who(by: Actor, case: Any) -> Any:
    return words.chip(by, people.cards(by, [case.person_id]).get(case.person_id))


def _next(by: Actor, case: Any, made: Any) -> str:
    running = queries.running_of(by=by, case_id=case.pk)
    if running is not None:
        return reverse("treatment:one", args=[running.pk])
    return reverse("cases:one", args=[case.pk]) + "#treatment"


def _triage_form(request: ActorRequest, case: Any) -> forms.TriageForm:
    by, day = request.actor, timezone.localdate(centre.now())
    tower = rules.tiers(case.disease, day, case.area_path).value.tiers
    last = queries.last_triage(by=by, case_id=case.pk)
    card = people.cards(by, [case.person_id]).get(case.person_id)
    start: dict[str, Any] = {"symptoms": bool(case.symptomatic)}
    if card is not None and card.birth_year:
        start["age"] = day.year - card.birth_year
    if last is not None:
        start |= {name: getattr(last, name) for name in ("ill_before", "pregnant", "age") if getattr(last, name)}
    return forms.TriageForm(request.POST or None, initial=start, tiers=tower)


@page(needs=ROUND)
@require_POST
def proposal(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """htmx fragment: what the regulations say of what is filled in so far."""
    case = cases.get(by=request.actor, case_id=case_id)
    form = _triage_form(request, case)
    context: dict[str, Any] = {}
    form.is_valid()
    data = form.cleaned_data
    if any(data.get(name) for name in ("spo2", "rr", "emergency", "critical")):
        try:
            found = rules.propose(
                form.facts(), disease=case.disease, on=timezone.localdate(centre.now()), area=case.area_path
            )
            context = {
                "p": found,
                "severity": words.severity_of(found.severity)[0],
                "colour": words.colour_of(found.colour),
            }
        except NotYours:
            raise
        except Refused as no:
            context = {"refusal": no.told(_)}
    return render(request, "treatment/parts/proposal.html", context)


@page(needs=DECIDE)
@never_cache
@require_http_methods(["GET", "POST"])
def admit(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """A bed in a facility."""
    by = request.actor
    case = cases.get(by=by, case_id=case_id)
    by.check(DECIDE, case.area_path)
    judged = queries.last_triage(by=by, case_id=case_id)
    mine = [f for f in queries.facilities(by).filter(site__state="active").order_by("tier", "site__name")[:50]]
    mine.sort(key=lambda f: (judged is None or f.tier != judged.tier, f.tier, f.site.name))
    form = forms.BedForm(request.POST or None, beds=bed_choices(by, mine))
    text = (
        _("Phân loại: tầng %(n)s. Giường ở tầng này đứng đầu danh sách.") % {"n": judged.tier}
        if judged
        else _("Phân loại trước khi nhận vào.")
    )
    return carried(
        request, form,
        lambda: actions.admit.once(
            str(form.key), by=by, at=centre.now(), case_id=case_id, bed_id=form.bed_id, reason=form.cleaned_data["reason"]
        ),
        back=reverse("cases:one", args=[case_id]), said=_("Đã nhận vào."), to=lambda made: reverse("treatment:one", args=[made.pk]), label=_("Nhận vào cơ sở điều trị"), text=text,
        crumbs=crumbs(by, case),
    )  # fmt: skip


@page(needs=DECIDE)
@never_cache
@require_http_methods(["GET", "POST"])
def at_home(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Home, condition by condition."""
    by, now = request.actor, centre.now()
    case = cases.get(by=by, case_id=case_id)
    by.check(DECIDE, case.area_path)
    judged = queries.last_triage(by=by, case_id=case_id)
    form = forms.ReasonForm(request.POST or None)
    said = said_in(request)
    if request.method == "POST" and form.is_valid():
        made = None
        with form.refusals():
            made = actions.care_at_home.once(
                str(form.key), by=by, at=now, case_id=case_id, said=said, reason=form.cleaned_data["reason"]
            )
        if made is not None and form.is_valid():
            messages.success(request, _("Đã bắt đầu điều trị tại nhà. Theo dõi hai lượt mỗi ngày."))
            return redirect("treatment:one", made.pk)
    measure = queries.measure_of(judged) if judged else rules.Measure()
    shown, source = queries.home_conditions_of(
        disease=case.disease, area=case.area_path, on=timezone.localdate(now), measure=measure, said=said
    )
    context = {
        "form": form, "case": case, "who": _who(by, case), "crumbs": crumbs(by, case), "judged": judged, "source": source,
        "measured": [c for c in shown[: len(shown) - _asked(shown, case)]], "asked": list(enumerate(shown[len(shown) - _asked(shown, case) :], start=1)),
        "back": reverse("cases:one", args=[case_id]),
    }  # fmt: skip
    return render(request, "treatment/home.html", context, status=422 if form.errors else 200)


def _asked(shown: list[Any], case: Any) -> int:
    """How many of the conditions somebody must look at: the last ones."""
    day = timezone.localdate(centre.now())
    return len(rules.home_care(case.disease, day, case.area_path).value.conditions)


def said_in(request: ActorRequest) -> dict[int, bool]:
    """``c3=1``: the third condition holds."""
    return {
        int(name[1:]): value == "1"
        for name, value in request.POST.items()
        if name.startswith("c") and name[1:].isdigit() and value in ("0", "1")
    }

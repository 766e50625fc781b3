"""Making decisions: for one person, for all F1 of a case; the terms are shown before anything is written."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.web.acting import picked
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.isolation import actions, forms, queries, rules, words
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.tracing import queries as tracing

DECIDE = Permission.ISOLATION_DECIDE


@page(needs=DECIDE)
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """A decision for one person. ``?contact=`` or ``?person=`` chooses whom, beforehand."""
    form = forms.DecisionForm(request.actor, request.POST or None, initial=_start(request))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            made = actions.decide.once(
                str(form.key), by=request.actor, at=centre.now(), person_id=form.cleaned_data["person"],
                facts=form.facts(), paper=form.paper(),
            )  # fmt: skip
        if form.is_valid():
            messages.success(request, _("Đã ra Quyết định số %(n)s. In và giao cho người cách ly.") % {"n": made.paper})
            return redirect("isolation:one", made.pk)
    context = {"form": form, "terms_url": reverse("isolation:terms")}
    return render(request, "isolation/new.html", context, status=422 if form.errors else 200)


def _start(request: ActorRequest) -> dict[str, Any]:
    by, now = request.actor, centre.now()
    found: dict[str, Any] = {"started_at": now, "signed_on": timezone.localdate(now)}
    try:
        if request.GET.get("contact"):
            contact = tracing.get(by=by, contact_id=UUID(request.GET["contact"]))
            given = queries.facts_of(contact, kind=rules.Kind.HOME, at=now)
            return found | {
                "person": contact.person_id, "contact": contact.pk, "disease": contact.disease, "reason": given.reason.value,
                "last_exposure": given.last_exposure, "started_at": given.started_at, "doses": given.immunity.doses,
                "last_dose": given.immunity.last_dose,
            }  # fmt: skip
        if request.GET.get("person"):
            person = people.get(by, UUID(request.GET["person"]))
            return found | {
                "person": person.pk,
                "doses": person.vaccine_doses,
                "last_dose": person.last_dose_date,
                "reason": "returnee",
            }
    except ValueError:
        return found
    return found


@page(needs=DECIDE)
@require_POST
def terms(request: ActorRequest) -> HttpResponse:
    """htmx fragment: the terms by the regulation, for what is filled in so far."""
    form = forms.DecisionForm(request.actor, request.POST)
    form.is_valid()
    data = form.cleaned_data
    context: dict[str, Any] = {}
    needed = ("disease", "reason", "kind", "started_at")
    if all(data.get(name) for name in needed) and "person" in data:
        try:
            person = people.get(request.actor, data["person"])
            given = {
                name: data.get(name)
                for name in ("site", "contact", "case", "last_exposure", "until", "doses", "last_dose", "recovered")
            }
            form.cleaned_data = {**given, **data, "site": ""}
            context["terms"] = queries.terms_for(
                form.facts(), on=timezone.localdate(centre.now()), area=person.area_path
            )
        except NotYours:
            raise
        except Refused as no:
            context["refusal"] = no.told(_)
    return render(request, "isolation/parts/terms.html", context)


@page(needs=DECIDE)
@never_cache
@require_http_methods(["GET", "POST"])
def for_case(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """All F1 of a case without a decision, each with his terms; those ticked get one on one paper."""
    by, now = request.actor, centre.now()
    case = cases.get(by=by, case_id=case_id)
    form = forms.CaseForm(by, request.POST or None, initial={"signed_on": timezone.localdate(now)})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with form.refusals():
            made = actions.decide_for_case.once(
                str(form.key), by=by, at=now, case_id=case_id, contact_ids=picked(request.POST.getlist("pick")),
                kind=rules.Kind(data["kind"]), paper=form.paper(), site_id=UUID(data["site"]) if data["site"] else None,
            )  # fmt: skip
            if made is None:
                raise Refused("Chưa chọn ai, hoặc những người đã chọn không ra quyết định được.")
            count = made.decisions.count()
            words_of = ngettext(
                "Đã ra Quyết định số %(n)s cho %(count)s người.",
                "Đã ra Quyết định số %(n)s cho %(count)s người.",
                count,
            )
            messages.success(request, words_of % {"n": made, "count": count})
            return redirect("cases:one", case_id)
    kind = (
        rules.Kind(form.data.get("kind") or "home")
        if (form.data.get("kind") or "home") in list(rules.Kind)
        else rules.Kind.HOME
    )
    found = queries.undecided(by=by, case=case, at=now, kind=kind)
    cards = people.cards(by, [one.contact.person_id for one in found])
    rows = [(one, words.chip(by, cards.get(one.contact.person_id))) for one in found]
    context = {"form": form, "case": case, "rows": rows, "ready": sum(o.mine and o.terms is not None for o in found)}
    return render(request, "isolation/for_case.html", context, status=422 if form.errors else 200)

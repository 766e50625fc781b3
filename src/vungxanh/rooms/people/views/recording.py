"""Recording a person, by hand or by the QR code of his card."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.people import actions, queries, rules
from vungxanh.rooms.people.forms import CardForm, PersonForm
from vungxanh.rooms.people.views.shown import shown_likely
from vungxanh.rooms.places import queries as places


@page(needs=Permission.PERSON_RECORD)
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Record a person; somebody who may be the same is shown first."""
    if request.method != "POST":
        return _form_page(request, PersonForm(by=request.actor, initial=_of_household(request)))
    form = PersonForm(request.POST, by=request.actor)
    if not form.is_valid():
        return _form_page(request, form)
    facts = form.facts()
    twins = [] if request.POST.get("anyway") else _twins(request, facts)
    if twins:
        return _form_page(request, form, twins=twins)
    with form.refusals():
        try:
            made = actions.record.once(str(form.key), by=request.actor, at=centre.now(), **facts)
        except NotYours:
            raise Refused(_("Xã, phường này ngoài địa bàn của bạn."), field="area_path") from None
        messages.success(request, _("Đã ghi."))
        return redirect("people:one", made.pk)
    return _form_page(request, form)


@page(needs=Permission.PERSON_RECORD)
@never_cache
@require_POST
def card(request: ActorRequest) -> HttpResponse:
    """Fill the form from the text of a scanned card; what was typed beside it stays. Nothing is recorded."""
    scan = CardForm(request.POST)
    typed = {name: value for name, value in request.POST.items() if name in PersonForm.base_fields}
    warnings: list[str] = []
    if scan.is_valid():
        try:
            read = rules.read_card(scan.cleaned_data["card"], timezone.localdate(centre.now()))
        except Refused as no:
            scan.add_error("card", no.told(_))
        else:
            warnings = [_(said) for said in read.warnings]
            birth = read.birth_date.strftime("%d/%m/%Y") if read.birth_date else str(read.birth_year or "")
            typed |= {
                "full_name": read.full_name,
                "sex": read.sex.value,
                "birth": birth,
                "citizen_id": read.citizen_id,
                "address": read.address,
            }
            scan = CardForm()
    form = PersonForm(initial=typed, by=request.actor)
    return _form_page(request, form, scan=scan, warnings=warnings, filled=not scan.errors)


def _twins(request: ActorRequest, facts: dict[str, Any]) -> list[dict[str, Any]]:
    found = queries.alike(request.actor, facts, at_least=queries.WARNED_FROM)
    names = places.display_names(by=request.actor, paths={one.person.area_path for one in found})
    return [shown_likely(request.actor, one, names[one.person.area_path]) for one in found]


def _of_household(request: ActorRequest) -> dict[str, Any]:
    """``?household=<id>``: one more member of it."""
    wanted = request.GET.get("household", "")
    if not wanted:
        return {}
    try:
        home = queries.household(request.actor, UUID(wanted))
    except (Refused, ValueError):
        return {}
    return {"household_id": str(home.pk), "area_path": home.area_path, "hamlet": home.hamlet}


def _form_page(request: ActorRequest, form: PersonForm, **more: Any) -> HttpResponse:
    scan = more.pop("scan", None) or CardForm()
    bad = bool(scan.errors or form.errors or more.get("twins"))
    context = {"form": form, "scan": scan, **more}
    template = "people/new_form.html" if request.htmx else "people/new.html"
    return render(request, template, context, status=422 if bad else 200)

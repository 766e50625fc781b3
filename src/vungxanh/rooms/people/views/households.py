"""Households: one, recording, correcting, opening the address, and the lines of an autocomplete field."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.web.forms import options_response
from vungxanh.common.web.parts import Option
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.people import actions, queries
from vungxanh.rooms.people.forms import ERASE, HouseholdCorrectForm, HouseholdForm
from vungxanh.rooms.people.views.shown import birth_word, sex_word
from vungxanh.rooms.places import queries as places


@page(needs=Permission.PERSON_SEE)
@require_GET
def household(request: ActorRequest, household_id: UUID) -> HttpResponse:
    """A household and its members."""
    by = request.actor
    home = queries.household(by, household_id)
    people = queries.members(by, home.pk)
    context = {
        "home": home,
        "area": places.display_name(by=by, path=home.area_path),
        "members": [
            {
                "id": person.pk,
                "name": queries.shown_name(by, person),
                "facts": " · ".join(filter(None, [sex_word(person.sex), birth_word(person), person.occupation])),
            }
            for person in people
        ],
        "may_open": by.may(Permission.IDENTITY_OPEN, home.area_path),
        "may_record": by.may(Permission.PERSON_RECORD, home.area_path),
    }
    return render(request, "people/household.html", context)


@page(needs=Permission.PERSON_RECORD)
@require_http_methods(["GET", "POST"])
def new_household(request: ActorRequest) -> HttpResponse:
    """Record a household."""
    form = HouseholdForm(request.POST or None, by=request.actor)
    if request.method == "POST" and form.is_valid():
        data = {name: value for name, value in form.cleaned_data.items() if name != "_key"}
        with form.refusals():
            try:
                made = actions.record_household.once(str(form.key), by=request.actor, at=centre.now(), **data)
            except NotYours:
                raise Refused(_("Xã, phường này ngoài địa bàn của bạn."), field="area_path") from None
            messages.success(request, _("Đã ghi hộ."))
            return redirect("people:household", made.pk)
    return render(request, "people/household_form.html", {"form": form}, status=422 if form.errors else 200)


@page(needs=Permission.PERSON_RECORD)
@require_http_methods(["GET", "POST"])
def edit_household(request: ActorRequest, household_id: UUID) -> HttpResponse:
    """Correct a household."""
    home = queries.household(request.actor, household_id)
    request.actor.check(Permission.PERSON_RECORD, home.area_path)
    before = {"code": home.code, "hamlet": home.hamlet}
    form = HouseholdCorrectForm(request.POST or None, by=request.actor, initial=before)
    if request.method == "POST" and form.is_valid():
        data = {name: value for name, value in form.cleaned_data.items() if name != "_key"}
        typed = data.pop("address").strip()
        address = None if not typed else "" if typed == ERASE else typed
        with form.refusals():
            actions.correct_household(
                by=request.actor, at=centre.now(), household_id=household_id, address=address, **data
            )
            messages.success(request, _("Đã sửa."))
            return redirect("people:household", household_id)
    context = {"form": form, "home": home}
    return render(request, "people/household_form.html", context, status=422 if form.errors else 200)


@page(needs=Permission.IDENTITY_OPEN)
@never_cache
@require_POST
def open_household(request: ActorRequest, household_id: UUID) -> HttpResponse:
    """Open the exact address, with a reason."""
    try:
        value = actions.open_household(
            by=request.actor, at=centre.now(), household_id=household_id, reason=request.POST.get("reason", "")
        )
    except NotYours:
        raise
    except Refused as no:
        return HttpResponse(no.told(_), status=422, content_type="text/plain; charset=utf-8")
    target = request.htmx.target or "sealed-address"
    return render(request, "people/opened_field.html", {"target": target, "value": value})


@page(needs=Permission.PERSON_SEE)
@require_POST
def suggest_households(request: ActorRequest) -> HttpResponse:
    """Lines of an autocomplete field, by code."""
    found = queries.households_like(request.actor, request.POST.get("q", ""))
    names = places.display_names(by=request.actor, paths={home.area_path for home in found})
    options = [Option(str(h.pk), h.code, ", ".join(filter(None, [h.hamlet, names[h.area_path]]))) for h in found]
    return options_response(request, options)

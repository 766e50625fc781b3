"""One person: what is known, masked; opening it; correcting it; moving him."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.web.parts import PersonChip
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.people import actions, queries, rules
from vungxanh.rooms.people.forms import CorrectForm, MoveForm
from vungxanh.rooms.people.models import Person
from vungxanh.rooms.people.views.shown import birth_word, sealed, sex_word
from vungxanh.rooms.places import queries as places

# Upper rooms put what they know of him into the first of these; without them the second is drawn.
EXTRA = ("console/person_extra.html", "people/no_extra.html")


@page(needs=Permission.PERSON_SEE)
@never_cache
@require_GET
def one(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """His page."""
    by = request.actor
    person = queries.get(by, person_id)
    if person.pk != person_id:  # merged: his page is the survivor's
        return redirect("people:one", person.pk)
    home = person.household
    context = {
        "person": person,
        "name": queries.shown_name(by, person),
        "facts": _facts(request, person),
        "sealed": sealed(person),
        "may_open": by.may(Permission.IDENTITY_OPEN, person.area_path),
        "may_record": by.may(Permission.PERSON_RECORD, person.area_path),
        "former": person.former_names.splitlines() if by.may(Permission.IDENTITY_OPEN, person.area_path) else [],
        "home": home,
        "members": [
            {"id": p.pk, "name": queries.shown_name(by, p), "facts": _short(p)}
            for p in (queries.members(by, home.pk) if home else [])
            if p.pk != person.pk
        ],
        "history": queries.history(by, person.pk) if queries.may_see_history(by, person.area_path) else None,
        "extra": EXTRA,
        "may_merge": by.may(Permission.PERSON_MERGE, person.area_path),
        "merges": [
            {"id": made.pk, "at": made.at, "who": made.by_name, "name": queries.shown_name(by, made.away)}
            for made in queries.merges_of(by, person.pk)
        ],
    }
    return render(request, "people/one.html", context)


@page(needs=Permission.IDENTITY_OPEN)
@never_cache
@require_POST
def open_identity(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Open sealed fields (``?only=phone``; without it the telephone), with a reason. Errors are one plain sentence.

    Never under an idempotency key: its store would keep the opened values.
    """
    wanted = request.GET.getlist("only") or ["phone"]
    try:
        opened = actions.open_identity(
            by=request.actor,
            at=centre.now(),
            person_id=person_id,
            fields=wanted,
            reason=request.POST.get("reason", ""),
        )
    except NotYours:
        raise
    except Refused as no:
        return HttpResponse(no.told(_), status=422, content_type="text/plain; charset=utf-8")
    person = queries.get(request.actor, person_id)
    context = {"person": person, "opened": [(label(name), value) for name, value in opened.items()]}
    target = request.htmx.target or ""
    if target.startswith("sealed-"):
        return render(request, "people/opened_field.html", {"target": target, "value": next(iter(opened.values()))})
    if target and target != "dialog-body":
        facts = " · ".join(value for value in opened.values() if value)
        chip = PersonChip(name=person.full_name, sex=sex_word(person.sex), birth_year=person.birth_year, area=facts)
        return render(request, "parts/person.html", {"person": chip, "target": target, "f": None})
    return render(request, "people/opened.html", context)


@page(needs=Permission.PERSON_RECORD)
@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Correct what is known."""
    person = queries.get(request.actor, person_id)
    request.actor.check(Permission.PERSON_RECORD, person.area_path)
    named = request.actor.may(Permission.IDENTITY_OPEN, person.area_path)
    before = {
        "full_name": person.full_name if named else "",
        "sex": person.sex,
        "birth": birth_word(person),
        "hamlet": person.hamlet,
        "occupation": person.occupation,
    }
    form = CorrectForm(request.POST or None, by=request.actor, initial=before)
    if not named:
        form.fields["full_name"].required = False
        form.fields["full_name"].help_text = _("Đang được che. Để trống là giữ nguyên.")
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        facts["full_name"] = facts["full_name"] or None
        with form.refusals():
            actions.correct.once(str(form.key), by=request.actor, at=centre.now(), person_id=person_id, **facts)
            messages.success(request, _("Đã sửa."))
            return redirect("people:one", person_id)
    name = queries.shown_name(request.actor, person)
    context = {"form": form, "person": person, "name": name}
    return render(request, "people/edit.html", context, status=422 if form.errors else 200)


@page(needs=Permission.PERSON_RECORD)
@never_cache
@require_http_methods(["GET", "POST"])
def move(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """He lives elsewhere now."""
    person = queries.get(request.actor, person_id)
    request.actor.check(Permission.PERSON_RECORD, person.area_path)
    before = {"area_path": person.area_path, "hamlet": person.hamlet, "household_id": person.household_id}
    form = MoveForm(request.POST or None, by=request.actor, initial=before)
    if request.method == "POST" and form.is_valid():
        data = {name: value for name, value in form.cleaned_data.items() if name != "_key"}
        with form.refusals():
            try:
                actions.move.once(str(form.key), by=request.actor, at=centre.now(), person_id=person_id, **data)
            except NotYours:
                raise Refused(_("Xã, phường này ngoài địa bàn của bạn."), field="area_path") from None
            messages.success(request, _("Đã ghi nơi ở mới."))
            return redirect("people:one", person_id)
    name = queries.shown_name(request.actor, person)
    context = {"form": form, "person": person, "name": name}
    return render(request, "people/move.html", context, status=422 if form.errors else 200)


def label(name: str) -> str:
    """The word for a sealed field."""
    return {"phone": _("Điện thoại"), "citizen_id": _("Số căn cước"), "address": _("Địa chỉ cụ thể")}[name]


def _facts(request: ActorRequest, person: Person) -> list[tuple[str, Any]]:
    age = rules.age_on(timezone.localdate(centre.now()), person.birth_date, person.birth_year)
    born = birth_word(person)
    return [
        (_("Giới tính"), sex_word(person.sex)),
        (_("Ngày sinh"), _("%(born)s (%(age)d tuổi)") % {"born": born, "age": age} if age is not None else born),
        (
            _("Nơi ở"),
            ", ".join(filter(None, [person.hamlet, places.display_name(by=request.actor, path=person.area_path)])),
        ),
        (_("Nghề nghiệp"), person.occupation),
        (_("Tiêm chủng"), _("%(n)d mũi") % {"n": person.vaccine_doses} if person.vaccine_doses is not None else ""),
    ]


def _short(person: Person) -> str:
    return " · ".join(filter(None, [sex_word(person.sex), str(person.birth_year or ""), person.occupation]))

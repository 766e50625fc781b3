"""Pages that change a case: report, correct, and the small forms behind the buttons."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vungxanh.common import centre
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases import actions, forms, queries, rules
from vungxanh.rooms.cases.models import Case
from vungxanh.rooms.cases.views import deeds, shared


@page(needs=Permission.CASE_RECORD)
def new(request: ActorRequest) -> HttpResponse:
    """Report a case. ``?person=`` chooses the person, ``?disease=`` the disease, beforehand."""
    start = {"person": request.GET.get("person", ""), "disease": request.GET.get("disease", "covid19")}
    form = forms.NewCaseForm(request.actor, request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            case = _recorded(request, form)
        if form.is_valid():
            messages.success(request, _("Đã ghi ca %(code)s.") % {"code": case.code})
            return redirect("cases:one", case.pk)
    return render(request, "cases/new.html", {"form": form}, status=422 if form.errors else 200)


def _recorded(request: ActorRequest, form: forms.NewCaseForm) -> Case:
    """The case of the person chosen, or of the new one."""
    data, key = form.cleaned_data, str(form.key)
    common: dict[str, Any] = {
        "by": request.actor, "at": centre.now(), "disease": data["disease"], "facts": form.facts(),
        "status": rules.Status(data["status"]), "area_path": data["area_path"], "code": data["code"],
        "source_case_id": data["source_case"], "source_setting": data["source_setting"],
        "accept_unusual": data["accept_unusual"],
    }  # fmt: skip
    if data["person"]:
        return actions.record.once(key, person_id=data["person"], **common)
    person = {name: data[name] for name in ("full_name", "sex", "birth_year", "phone", "another")}
    return actions.record_with_person.once(key, **person, **common)


@page(needs=Permission.CASE_SEE)
def edit(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Fill in and correct what is known of a case."""
    case = queries.get(by=request.actor, case_id=case_id)
    form = forms.CorrectForm(request.POST or None, initial=forms.FactsForm.initial_of(case.facts))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with form.refusals():
            actions.correct.once(
                str(form.key), by=request.actor, at=centre.now(), case_id=case_id, facts=form.facts(),
                reason=data["reason"], accept_unusual=data["accept_unusual"],
            )  # fmt: skip
        if form.is_valid():
            messages.success(request, _("Đã lưu ca %(code)s.") % {"code": case.code})
            return redirect("cases:one", case_id)
    context = {"form": form, "case": case}
    return render(request, "cases/edit.html", context, status=422 if form.errors else 200)


@page(needs=Permission.CASE_SEE)
def act(request: ActorRequest, case_id: UUID, name: str) -> HttpResponse:
    """One of the deeds: its small form in a dialog (or as a page of its own), and doing it."""
    by = request.actor
    case = queries.get(by=by, case_id=case_id)
    deed = deeds.DEEDS.get(name)
    if deed is None:
        raise Http404
    proposed = "".join(map(str, shared.picked([request.GET.get("source", "")])))
    form = deeds.form_of(deed, by, case, request.POST or None, source=proposed)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            deed.run(str(form.key), by, centre.now(), case_id, form.cleaned_data)
        if form.is_valid():
            messages.success(request, deeds.done_words(deed, case))
            return _home(request, case_id)
    template = "cases/act_part.html" if request.htmx else "cases/act.html"
    context = {"form": form, "case": case, "deed": deed, "label": _(deed.label), "text": _(deed.text)}
    if name == "confirm":  # the result may as well be negative: the way to say so is beside it
        context["negative"] = "discard" in {other.name for other in deeds.allowed(by, case)}
    return render(request, template, context, status=422 if form.errors else 200)


def _home(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Back to the case, or to Today when the button was pressed there; htmx is told to go there."""
    url = reverse("cases:one", args=[case_id])
    if request.htmx and (request.htmx.current_url_abs_path or "").partition("?")[0] == "/":
        url = request.htmx.current_url_abs_path or url
    return HttpResponse(status=204, headers={"HX-Redirect": url}) if request.htmx else redirect(url)


@page(needs=Permission.CASE_CORRECT)
def unname(request: ActorRequest, case_id: UUID, source_id: UUID) -> HttpResponse:
    """Remove a named source, with the reason."""
    case = queries.get(by=request.actor, case_id=case_id)
    source = queries.get(by=request.actor, case_id=source_id)
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.unname_source.once(
                str(form.key), by=request.actor, at=centre.now(), case_id=case_id, source_case_id=source_id,
                reason=form.cleaned_data["reason"],
            )  # fmt: skip
        if form.is_valid():
            return _home(request, case_id)
    words = _("Ca %(code)s không lây từ ca %(source)s.") % {"code": case.code, "source": source.code}
    context = {"form": form, "case": case, "label": _("Bỏ nguồn lây"), "text": words}
    template = "cases/act_part.html" if request.htmx else "cases/act.html"
    return render(request, template, context, status=422 if form.errors else 200)

"""Pages that record a sample, a result, a correction."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vungxanh.common import centre
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.laboratory import actions, queries
from vungxanh.rooms.laboratory.forms import CorrectionForm, ResultForm, SampleForm


@page(needs=Permission.SAMPLE_RECORD)
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Record a sample. ``?case=`` or ``?person=`` chooses whose, beforehand."""
    start = {name: request.GET.get(name, "") for name in ("case", "person")}
    form = SampleForm(request.actor, request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with form.refusals():
            sample = actions.record.once(
                str(form.key), by=request.actor, at=centre.now(), sample=form.facts(), case_id=data["case"],
                person_id=data["person"], disease=data["disease"],
            )  # fmt: skip
        if form.is_valid():
            messages.success(request, _("Đã ghi mẫu. Khi có kết quả, ghi ở trang này."))
            return redirect("laboratory:one", sample.pk)
    context = {"form": form, "title": _("Ghi mẫu xét nghiệm"), "back": _back(request, start["case"])}
    return render(request, "laboratory/form.html", context, status=422 if form.errors else 200)


def _back(request: ActorRequest, case_id: str) -> str:
    try:
        return reverse("cases:one", args=[cases.get(by=request.actor, case_id=UUID(case_id)).pk])
    except ValueError:
        return reverse("laboratory:index")


@page(needs=Permission.SAMPLE_SEE)
@require_http_methods(["GET", "POST"])
def report(request: ActorRequest, sample_id: UUID) -> HttpResponse:
    """Write the result of a test on a sample."""
    sample = queries.get(by=request.actor, sample_id=sample_id)
    form = ResultForm(request.POST or None, initial={"laboratory": sample.laboratory})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.report.once(
                str(form.key), by=request.actor, at=centre.now(), sample_id=sample_id, test=form.facts()
            )
        if form.is_valid():
            messages.success(request, _("Đã ghi kết quả."))
            return redirect("laboratory:one", sample_id)
    return _asked(request, form, sample, _("Ghi kết quả"))


@page(needs=Permission.SAMPLE_SEE)
@require_http_methods(["GET", "POST"])
def correct(request: ActorRequest, test_id: UUID) -> HttpResponse:
    """Put a result in place of a wrong one."""
    old = queries.get_test(by=request.actor, test_id=test_id)
    told = queries.told_of(by=request.actor, test_ids=[old.pk])
    fields = ("result", "method", "ct", "resulted_at", "laboratory", "note")
    form = CorrectionForm(request.POST or None, initial={name: getattr(old, name) for name in fields})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.correct.once(
                str(form.key), by=request.actor, at=centre.now(), test_id=test_id, test=form.facts(),
                reason=form.cleaned_data["reason"],
            )  # fmt: skip
        if form.is_valid():
            messages.success(request, _("Đã sửa kết quả. Kết quả cũ còn trong lịch sử của mẫu."))
            return redirect(reverse("laboratory:again") if told else _home(old.sample, old.tube))
    return _asked(request, form, old.sample, _("Sửa kết quả"), old.tube, told)


def _home(sample: Any, tube: Any) -> str:
    """The page of what was tested: one person's sample, or a tube of several."""
    return reverse("laboratory:one", args=[sample.pk]) if sample else reverse("laboratory:tube", args=[tube.pk])


def _asked(
    request: ActorRequest, form: ResultForm, sample: Any, title: str, tube: Any = None, told: Any = ()
) -> HttpResponse:
    context = {"form": form, "title": title, "sample": sample, "tube": tube, "told": told, "back": _home(sample, tube)}
    return render(request, "laboratory/form.html", context, status=422 if form.errors else 200)

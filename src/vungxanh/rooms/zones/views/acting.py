"""Reviewing, deciding, publishing, taking back; stating numbers; what was announced from above."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.web.forms import ActionForm
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.zones import actions, forms, queries, rules, words
from vungxanh.rooms.zones.models import LevelProposal
from vungxanh.rooms.zones.views.one import leeway_of

RECORD, DECIDE, SEE = Permission.LEVEL_RECORD, Permission.LEVEL_DECIDE, Permission.LEVEL_SEE


def _posted(
    request: ActorRequest, form: ActionForm, act: Callable[[str, datetime], object], told: str, back: str
) -> HttpResponse:
    """What every button without a page of its own does: act once by the form's key, say what came of it, go back."""
    if form.is_valid():
        with form.refusals():
            act(str(form.key), centre.now())
        if form.is_valid() and told:
            messages.success(request, told)
    for errors in form.errors.values():
        messages.error(request, " ".join(map(str, errors)))
    return redirect(back)


@page(needs=RECORD)
@require_POST
def review(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    """Stand for a proposal."""
    form, by = forms.ReviewForm(request.POST), request.actor

    def act(key: str, at: datetime) -> object:
        return actions.review.once(key, by=by, at=at, proposal_id=proposal_id, text=form.cleaned_data["text"])

    told = _("Đã rà soát. Người có thẩm quyền quyết định được ngay.")
    return _posted(request, form, act, told, reverse("zones:one", args=[proposal_id]))


@page(needs=DECIDE)
@require_http_methods(["GET", "POST"])
def decide(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    """Decide the level of a place. The measures of every level are shown; they cannot be left out."""
    by = request.actor
    found = queries.proposal(by=by, proposal_id=proposal_id)
    by.check(DECIDE, found.area_path)
    if request.method == "GET" and found.state == rules.State.PROPOSED:
        messages.info(request, _("Chưa ai rà soát đề xuất này. Rà soát trước, rồi quyết định."))
        return redirect("zones:one", found.pk)
    today = timezone.localdate(centre.now())
    form = forms.DecideForm(request.POST or None, initial={"level": str(found.level), "start": today})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with form.refusals():
            made = actions.decide.once(
                str(form.key), by=by, at=centre.now(), proposal_id=proposal_id, level=int(data["level"]),
                number=data["number"], start=data["start"], until=data["until"], reason=data["reason"],
                stronger=data["stronger"].splitlines(),
            )  # fmt: skip
        if form.is_valid():
            messages.success(request, _("Đã quyết định. Công bố khi văn bản được phép phát hành."))
            if late := queries.notice(by=by, decision=made):
                messages.warning(request, late)
            return redirect("zones:decision", made.pk)
    return render(request, "zones/decide.html", _deciding(by, found, form), status=422 if form.errors else 200)


def _deciding(by: Any, found: LevelProposal, form: forms.DecideForm) -> dict[str, Any]:
    level_set = queries.get_set(by=by, set_id=found.set_id)
    lists = queries.measures_of(level_set)
    by_level = [
        (words.letter(n), [m.text for _s, measures in lists for m in rules.measures_at(measures, n)])
        for n in rules.LEVELS
    ]
    ordered = queries.ordered(area=found.area_path, on=timezone.localdate(centre.now()))
    return {
        "form": form, "p": found, "letter": words.letter(found.level), "by_level": by_level,
        "documents": [s.citation for s, _measures in lists], "ordered": ordered, "rule": rules.RULE,
        "ordered_letter": words.letter(ordered.level) if ordered else None, "leeway": leeway_of(by, found),
    }  # fmt: skip


@page(needs=DECIDE)
@require_POST
def publish(request: ActorRequest, decision_id: UUID) -> HttpResponse:
    """Tell everybody."""
    form, by = ActionForm(request.POST), request.actor

    def act(key: str, at: datetime) -> object:
        return actions.publish.once(key, by=by, at=at, decision_id=decision_id)

    return _posted(request, form, act, _("Đã công bố."), reverse("zones:decision", args=[decision_id]))


@page(needs=DECIDE)
@require_POST
def withdraw(request: ActorRequest, decision_id: UUID) -> HttpResponse:
    """Take a decision back."""
    form, by = forms.ReasonForm(request.POST), request.actor

    def act(key: str, at: datetime) -> object:
        why = form.cleaned_data["reason"]
        return actions.withdraw.once(key, by=by, at=at, decision_id=decision_id, reason=why)

    told = _("Đã thu hồi; mức trước đó có hiệu lực lại.")
    return _posted(request, form, act, told, reverse("zones:decision", args=[decision_id]))


@page(needs=RECORD)
@require_POST
def tick(request: ActorRequest, measure_id: UUID) -> HttpResponse:
    """A line of the list is carried out, or not yet."""
    form, by = ActionForm(request.POST), request.actor
    one = queries.measure(by=by, measure_id=measure_id)

    def act(key: str, at: datetime) -> object:
        return actions.tick.once(key, by=by, at=at, measure_id=measure_id, done=request.POST.get("done") == "1")

    return _posted(request, form, act, "", reverse("zones:decision", args=[one.decision_id]) + "#measures")


@page(needs=RECORD)
@require_http_methods(["GET", "POST"])
def add_input(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    """State a number for the place."""
    by, at = request.actor, centre.now()
    found = queries.proposal(by=by, proposal_id=proposal_id)
    start = {"day": timezone.localdate(at), "measure": request.GET.get("measure", "")}
    form = forms.InputForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with form.refusals():
            actions.record_input.once(
                str(form.key), by=by, at=at, area_path=found.area_path, measure=data["measure"],
                numerator=data["numerator"], denominator=data["denominator"], day=data["day"], source=data["source"],
            )  # fmt: skip
        if form.is_valid():
            return _again(request, found, _("Đã ghi số liệu."))
    return _asked(request, form, found, _("Ghi số liệu của địa bàn"))


@page(needs=RECORD)
@require_http_methods(["GET", "POST"])
def announce(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    """Write down what the authority above announced."""
    by, at = request.actor, centre.now()
    found = queries.proposal(by=by, proposal_id=proposal_id)
    form = forms.AnnouncementForm(request.POST or None, initial={"since": timezone.localdate(at)})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with form.refusals():
            actions.record_announcement.once(
                str(form.key), by=by, at=at, area_path=found.area_path, level=int(data["level"]), since=data["since"],
                until=data["until"], number=data["number"], issuer=data["issuer"],
            )  # fmt: skip
        if form.is_valid():
            messages.success(request, _("Đã ghi. Từ nay không quyết định được mức thấp hơn hay muộn hơn."))
            return redirect("zones:one", found.pk)
    return _asked(request, form, found, _("Công bố của cấp trên"))


@page(needs=RECORD)
@require_POST
def unannounce(request: ActorRequest, announcement_id: UUID) -> HttpResponse:
    """Take back what was written down by mistake."""
    form, by = forms.ReasonForm(request.POST), request.actor

    def act(key: str, at: datetime) -> object:
        why = form.cleaned_data["reason"]
        return actions.withdraw_announcement.once(key, by=by, at=at, announcement_id=announcement_id, reason=why)

    return _posted(request, form, act, _("Đã bỏ công bố ghi nhầm."), reverse("zones:index"))


def _again(request: ActorRequest, found: LevelProposal, told: str) -> HttpResponse:
    """The place is judged again at once, so that whoever typed sees what it changed."""
    by, at = request.actor, centre.now()
    area = queries.around(found.area_path)
    area = area if by.may(RECORD, area) else found.area_path
    actions.evaluate(by=by, at=at, area_path=area, day=max(found.day, timezone.localdate(at)))
    now = queries.of_area(by=by, area=found.area_path) or found
    changed = now.level != found.level
    more = (
        _(" Mức đề xuất nay là %(level)s.") % {"level": words.letter(now.level)}
        if changed
        else _(" Mức đề xuất giữ nguyên.")
    )
    messages.success(request, told + more)
    return redirect("zones:one", now.pk)


def _asked(request: ActorRequest, form: Any, found: LevelProposal, title: str) -> HttpResponse:
    context = {"form": form, "p": found, "title": title, "back": reverse("zones:one", args=[found.pk])}
    return render(request, "zones/form.html", context, status=422 if form.errors else 200)

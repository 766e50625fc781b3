"""One meeting: asking, its page, the decision, the minutes, the tasks that come out of it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from vungxanh.common import centre
from vungxanh.common.web.acting import carried
from vungxanh.common.web.forms import options_response
from vungxanh.common.web.parts import Option
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.directives import queries as directives
from vungxanh.rooms.meetings import actions, forms, queries, rules
from vungxanh.rooms.meetings.views import shared
from vungxanh.rooms.tasks import queries as tasks

SEE, ASK = Permission.MEETING_SEE, Permission.MEETING_ASK
S = rules.State
STEPS = {
    "asked": _("Xin phép"), "changed": _("Sửa, xin lại"), "permitted": _("Cho phép"), "refused": _("Không cho phép"),
    "revoked": _("Thu hồi giấy phép"), "withdrawn": _("Rút"), "held": _("Ghi biên bản"),
    "corrected": _("Sửa biên bản"), "task": _("Giao việc"),
}  # fmt: skip


@page(needs=SEE)
@require_GET
def one(request: ActorRequest, meeting_pk: UUID) -> HttpResponse:
    """Everything about it, and what may be done now."""
    by, at = request.actor, centre.now()
    found: Any = queries.get(by=by, meeting_pk=meeting_pk)
    steps = queries.steps_of(found)
    for step in steps:
        step.title = STEPS[step.kind]  # type: ignore[attr-defined]
    restraint = queries.restraint(by=by, area=found.area_path, on=timezone.localdate(found.starts_at))
    context = {
        "found": found, "steps": steps, "state": shared.state_of(found), "restraint": restraint,
        "form_name": _now(rules.FORM_NAMES[rules.Form(found.form)]), "past": found.starts_at <= at,
        "over": rules.over(queries.facts_of(found), restraint), "tasks": queries.tasks_of(by, found),
        "document": queries.document_label(by, found.document_id), "deeds": _deeds(by, found, at),
        "may_change": queries.may_ask(by, found.agency_id) and found.state in rules.CHANGEABLE,
        "answered": found.state in (S.PERMITTED, S.REFUSED, S.HELD) and found.decided_at is not None,
    }  # fmt: skip
    return render(request, "meetings/one.html", context)


def _deeds(by: Any, found: Any, at: Any) -> list[tuple[str, str, str, bool]]:
    """(address, words, icon, first) of what he may do now."""
    asks, decides = queries.may_ask(by, found.agency_id), queries.may_decide(by, found)
    may_task = by.may(Permission.TASK_ASSIGN, found.area_path)
    after = found.starts_at <= at
    rows = (
        (decides and found.state == S.ASKED, "permit", _now("Cho phép"), "check"),
        (decides and found.state == S.ASKED, "refuse", _now("Không cho phép"), "x"),
        (decides and found.state == S.PERMITTED, "revoke", _now("Thu hồi giấy phép"), "rotate-clockwise"),
        (asks and found.state == S.PERMITTED and after, "minutes", _now("Ghi biên bản"), "clipboard-text"),
        (asks and may_task and found.state == S.HELD, "task", _now("Giao việc"), "send"),
        (asks and found.state == S.HELD, "minutes", _now("Sửa biên bản"), "edit"),
        (asks and found.state in rules.CHANGEABLE, "withdraw", _now("Rút"), "arrow-back-up"),
    )
    made = [
        (reverse("meetings:act", args=[found.pk, name]), label, icon, False) for may, name, label, icon in rows if may
    ]
    return [(url, label, icon, n == 0) for n, (url, label, icon, _first) in enumerate(made)]


@page(needs=ASK)
def new(request: ActorRequest) -> HttpResponse:
    """Ask for leave."""
    by, at = request.actor, centre.now()
    own = sorted(((str(pk), body.name) for pk, body in tasks.bodies(tasks.mine(by, ASK)).items()), key=lambda x: x[1])
    if not own:
        raise NotYours(_now("Chỉ người làm việc cho một cơ quan mới xin phép họp được."))
    above = {str(body.pk): body.name for pk, _name in own for body in queries.competent(by, UUID(pk))}
    first = {"agency": own[0][0], "decider": next(iter(above), "")}
    form = forms.MeetingForm(request.POST or None, agencies=own, deciders=above.items(), initial=first)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with form.refusals():
            made = actions.ask.once(
                str(form.key), by=by, at=at, agency_id=UUID(data["agency"]), decider_id=UUID(data["decider"]),
                facts=form.facts(),
            )  # fmt: skip
        if form.is_valid():
            messages.success(request, _now("Đã gửi xin phép. Cấp có thẩm quyền thấy ngay trong việc hôm nay."))
            return redirect("meetings:one", made.pk)
    return _asked(request, form, area=str(tasks.bodies([UUID(own[0][0])])[UUID(own[0][0])].area_path))


def _asked(request: ActorRequest, form: Any, *, area: str, found: Any = None) -> HttpResponse:
    on = timezone.localdate(found.starts_at if found else centre.now())
    context = {
        "form": form, "found": found, "restraint": queries.restraint(by=request.actor, area=area, on=on),
        "place": tasks.area_name(request.actor, area),
    }  # fmt: skip
    return render(request, "meetings/new.html", context, status=422 if form.errors else 200)


@page(needs=ASK)
def change(request: ActorRequest, meeting_pk: UUID) -> HttpResponse:
    """Ask for something else."""
    by = request.actor
    found: Any = queries.get(by=by, meeting_pk=meeting_pk)
    if not queries.may_ask(by, found.agency_id):
        raise NotYours(_now("Chỉ cơ quan xin tổ chức họp mới làm được việc này."))
    names = [name for name in forms.MeetingForm.base_fields if hasattr(found, name)]
    first = {name: getattr(found, name) for name in names} | {"epidemic": "yes" if found.epidemic else "no"}
    form = forms.MeetingForm(request.POST or None, changing=True, initial=first)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.change.once(
                str(form.key), by=by, at=centre.now(), meeting_pk=meeting_pk, facts=form.facts(),
                reason=form.cleaned_data["reason"],
            )  # fmt: skip
        if form.is_valid():
            messages.success(request, _now("Đã sửa và xin phép lại."))
            return redirect("meetings:one", meeting_pk)
    return _asked(request, form, area=found.area_path, found=found)


Run = Callable[[dict[str, Any], dict[str, Any]], object]
ACTS: dict[str, tuple[Any, Any, Run]] = {
    "permit": (_("Cho phép"), forms.PermitForm, lambda g, d: actions.permit.once(**g, **d)),
    "refuse": (_("Không cho phép"), forms.RefuseForm, lambda g, d: actions.refuse.once(**g, **d)),
    "revoke": (_("Thu hồi giấy phép"), forms.ReasonForm, lambda g, d: actions.revoke.once(**g, **d)),
    "withdraw": (_("Rút"), forms.ReasonForm, lambda g, d: actions.withdraw.once(**g, **d)),
    "minutes": (
        _("Ghi biên bản"), forms.MinutesForm,
        lambda g, d: actions.record_minutes.once(document_id=d.pop("document"), **g, **d),
    ),
    "task": (
        _("Giao việc"), forms.TaskForm,
        lambda g, d: actions.give_task.once(lead_id=d.pop("lead"), task_key=g["key"], **g, **d),
    ),
}  # fmt: skip
DECIDES = ("permit", "refuse", "revoke")


@page(needs=SEE)
def act(request: ActorRequest, meeting_pk: UUID, name: str) -> HttpResponse:
    """permit, refuse, revoke, withdraw, minutes, task: one each."""
    by = request.actor
    found: Any = queries.get(by=by, meeting_pk=meeting_pk)
    if name not in ACTS:
        raise Http404
    if not (queries.may_decide(by, found) if name in DECIDES else queries.may_ask(by, found.agency_id)):
        raise NotYours(_now("Bạn không làm được việc này."))
    label, kind, run = ACTS[name]
    back = reverse("meetings:one", args=[meeting_pk])
    minutes = {
        "present": found.present,
        "attended": found.attended,
        "concluded": found.concluded,
        "document": found.document_id,
    }
    form: Any = kind(request.POST or None, initial=minutes if name == "minutes" else {})

    def go() -> object:
        given = {"by": by, "at": centre.now(), "meeting_pk": meeting_pk, "key": str(form.key)}
        return run(given, {k: v for k, v in form.cleaned_data.items() if k != "_key"})

    crumbs = [(reverse("meetings:index"), _now("Cuộc họp")), (back, found.title)]
    return carried(
        request, form, go, back=back, said=_now("Đã ghi."), label=label, text=_about(by, found, name), crumbs=crumbs
    )


def _about(by: Any, found: Any, name: str) -> str:
    """What the decider should have before his eyes."""
    if name != "permit":
        return str(found.title)
    restraint = queries.restraint(by=by, area=found.area_path, on=timezone.localdate(found.starts_at))
    over = rules.over(queries.facts_of(found), restraint)
    if over and restraint:
        return _now("%(title)s. Số người xin là %(n)d, vượt mức %(most)d người trong một phòng theo %(cite)s (chưa xác nhận).") % {
            "title": found.title, "n": found.persons, "most": over[0], "cite": restraint.citation,
        }  # fmt: skip
    return str(found.title)


@page(needs=SEE)
def document_options(request: ActorRequest) -> HttpResponse:
    """Lines of the field that asks for the notice of conclusions."""
    typed = (request.POST.get("q", "") or request.GET.get("q", ""))[:100]
    rows = directives.find(by=request.actor, text=typed)
    return options_response(
        request, [Option(str(one.pk), one.number_symbol or one.subject[:80], one.subject[:80]) for one in rows]
    )

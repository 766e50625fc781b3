"""Handling those answerable: the register, one record, opening it, what is done with it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from vungxanh.common import centre
from vungxanh.common.web.acting import carried
from vungxanh.common.web.columns import Column
from vungxanh.common.web.export import Sheet
from vungxanh.common.web.filters import BooleanFilter, ChoiceFilter, TextFilter
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty, StatusKind
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.kernel.text import fold
from vungxanh.rooms.tasks import actions, queries
from vungxanh.rooms.tasks.forms import handling as forms
from vungxanh.rooms.tasks.rules import handling as rules
from vungxanh.rooms.tasks.views import shared

SEE, DECIDE = Permission.HANDLING_SEE, Permission.HANDLING_DECIDE
S = rules.Step
STATUS: dict[str, StatusKind] = {
    S.OPENED: "plain", S.ASKED: "active", S.EXPLAINED: "active", S.DECIDED: "alarm", S.CLOSED: "done", S.WITHDRAWN: "off",
}  # fmt: skip
STEPS = {
    "opened": _("Lập hồ sơ"), "asked": _("Yêu cầu giải trình đến"), "explained": _("Giải trình"), "corrected": _("Sửa"),
    "decided": _("Quyết định"), "closed": _("Kết thúc"), "withdrawn": _("Rút"),
}  # fmt: skip


def _search(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    for word in fold(text).split()[:8]:
        rows = rows.filter(folded__contains=word)
    return rows


class Register(Listing):
    """The records one may see."""

    key = "handlings"
    noun = _("hồ sơ xử lý trách nhiệm")
    columns = (
        Column(name="finding", label=_("Việc đã xảy ra"), main=True, value=lambda h: h.finding[:160],
               url=lambda h: reverse("tasks:handling", args=[h.pk]), plain=lambda h: h.finding),
        Column(name="whom", label=_("Đối với"), value="whom",
               plain=lambda h: "" if h.subject == rules.Subject.PERSON else h.whom),
        Column(name="measure", label=_("Hình thức"), value=lambda h: _now(rules.MEASURE_NAMES[rules.Measure(h.measure)])),
        Column(name="state", label=_("Trạng thái"), template="tasks/cells/handling.html",
               plain=lambda h: _now(rules.HANDLING_NAMES[S(h.state)])),
        Column(name="spread", label=_("Để dịch lây lan"), value=lambda h: _("có") if h.spread else ""),
        Column(name="opened", label=_("Lập lúc"), value="opened_at", sort="new"),
        Column(name="explain", label=_("Hạn giải trình"), value="explain_by", sort="due", shown=False),
        Column(name="number", label=_("Số văn bản"), value="number", shown=False),
        Column(name="outcome", label=_("Kết quả"), value="outcome", shown=False),
    )  # fmt: skip
    filters = (
        TextFilter(name="q", label=_("từ trong nội dung, tên cơ quan"), search=_search),
        ChoiceFilter(
            name="state", label=_("trạng thái"), choices=[(s.value, _(n)) for s, n in rules.HANDLING_NAMES.items()]
        ),
        ChoiceFilter(
            name="measure", label=_("hình thức"), choices=[(s.value, _(n)) for s, n in rules.MEASURE_NAMES.items()]
        ),
        BooleanFilter(name="spread", label=_("đã để dịch lây lan"), q=Q(spread=True)),
        BooleanFilter(name="open", label=_("chưa kết thúc"), q=Q(state__in=rules.ALIVE)),
    )
    sorts = {"new": ("-id",), "due": ("explain_by",)}
    default_sort = "new"
    file = Sheet(stem="xu-ly-trach-nhiem", title=_("Xử lý trách nhiệm"), fields=(), area="")
    empty = Empty(
        title=_("Chưa có hồ sơ xử lý trách nhiệm"),
        text=_(
            "Lãnh đạo lập hồ sơ khi cơ quan, cá nhân để việc trễ hoặc để dịch lây lan; bên bị xử lý được giải trình."
        ),
        icon="user-exclamation",
    )

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Agencies of the whole page in one go."""
        for row in queries.dress_handlings(objects, centre.now()):
            row.status = _now(rules.HANDLING_NAMES[S(row.state)]), "alarm" if row.late else STATUS[row.state]
        return objects


@page(needs=SEE)
def register(request: ActorRequest) -> HttpResponse:
    """Records one keeps or oversees, and those against one's own agency; ``agency`` narrows it."""
    by = request.actor
    rows = queries.handlings(by)
    office = shared.uuid_of(request.GET.get("of", ""))
    listing = Register(request, rows.filter(agency_id=office) if office else rows)
    body = queries.bodies([office]).get(office) if office else None
    return listing.respond("tasks/handlings.html", {"may_open": bool(queries.mine(by, DECIDE)), "body": body})


@page(needs=SEE)
@require_GET
def one(request: ActorRequest, handling_id: UUID) -> HttpResponse:
    """One record with its course, and what may be done now."""
    by, at = request.actor, centre.now()
    found: Any = queries.handling(by=by, handling_id=handling_id)
    queries.dress_handlings([found], at)
    steps = queries.handling_steps(found)
    for step in steps:
        step.title = STEPS[step.kind]  # type: ignore[attr-defined]
    context = {
        "found": found, "steps": steps, "state": _now(rules.HANDLING_NAMES[S(found.state)]),
        "status": "alarm" if found.late else STATUS[found.state],
        "measure": _now(rules.MEASURE_NAMES[rules.Measure(found.measure)]),
        "basis": _now(rules.BASIS_NAMES[rules.Basis(found.basis)]), "deeds": _deeds(by, found, at),
        "task_seen": found.task_id and queries.visible(by).filter(pk=found.task_id).exists(),
    }  # fmt: skip
    return render(request, "tasks/handling.html", context)


def _deeds(by: Any, found: Any, at: Any) -> list[tuple[str, str, str]]:
    """(address, words, icon) of what he may do now, the next one first."""
    keeps, speaks = queries.may_handle(by, found), queries.may_explain(by, found)
    ready = found.state == S.EXPLAINED or (found.state == S.ASKED and found.explain_by and found.explain_by <= at)
    rows = (
        (speaks and found.state in (S.ASKED, S.EXPLAINED), "explain", _now("Giải trình"), "message"),
        (keeps and found.state == S.OPENED, "ask", _now("Yêu cầu giải trình"), "send"),
        (keeps and ready, "decide", _now("Ghi quyết định xử lý"), "check"),
        (keeps and found.state == S.DECIDED, "close", _now("Kết thúc"), "checks"),
        (keeps and not speaks and found.state == S.ASKED, "explain", _now("Ghi lời giải trình"), "message"),
        (keeps and found.state == S.ASKED, "ask", _now("Lùi hạn giải trình"), "calendar-time"),
        (keeps and found.state in rules.UNDECIDED, "correct", _now("Sửa"), "edit"),
        (keeps and found.state in rules.UNDECIDED, "withdraw", _now("Rút hồ sơ"), "arrow-back-up"),
    )
    return [
        (reverse("tasks:handling_act", args=[found.pk, name]), label, icon) for may, name, label, icon in rows if may
    ]


@page(needs=DECIDE)
def new(request: ActorRequest) -> HttpResponse:
    """Open one by hand, or from a late task (``task``) or an agency's page (``of``)."""
    by = request.actor
    own = shared.own_agencies(by, DECIDE)
    if not own:
        raise NotYours(_now("Chỉ lãnh đạo một cơ quan mới lập được hồ sơ xử lý trách nhiệm."))
    task_id = shared.uuid_of(request.GET.get("task", ""))
    task = queries.get(by=by, task_id=task_id) if task_id else None
    lead = task.lead_id if task else shared.uuid_of(request.GET.get("of", ""))
    first: dict[str, Any] = {"handler": own[0][0], "agency": lead or "", "basis": "task" if task else "document"}
    if task:
        first["finding"] = _now("Chậm thực hiện nhiệm vụ: %(title)s") % {"title": task.title}
        first["basis_ref"] = " ".join(filter(None, (task.source_label, task.source_ref)))[:200]
    form = forms.HandlingForm(request.POST or None, handlers=own, task=task is not None, initial=first)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        facts = rules.HandlingFacts(
            subject=rules.Subject(data["subject"]), finding=data["finding"], basis=rules.Basis(data["basis"]),
            measure=rules.Measure(data["measure"]), name=data["name"], basis_ref=data["basis_ref"], spread=data["spread"],
            agency_id=data["agency"] if data["subject"] in ("agency", "head") else None, task_id=task_id,
            document_id=task.source_document if task else None,
        )  # fmt: skip
        with form.refusals():
            made = actions.open_handling.once(
                str(form.key), by=by, at=centre.now(), handler_id=UUID(data["handler"]), facts=facts
            )
        if form.is_valid():
            messages.success(request, _now("Đã lập hồ sơ. Bên bị xử lý chỉ thấy khi bạn yêu cầu giải trình."))
            return redirect("tasks:handling", made.pk)
    return render(request, "tasks/handling_new.html", {"form": form, "task": task}, status=422 if form.errors else 200)


Run = Callable[[dict[str, Any], dict[str, Any]], object]
ACTS: dict[str, tuple[Any, Any, Run]] = {
    "ask": (_("Yêu cầu giải trình"), forms.UntilForm, lambda g, d: actions.ask_explanation.once(**g, **d)),
    "explain": (_("Giải trình"), forms.ExplainForm, lambda g, d: actions.explain.once(**g, **d)),
    "correct": (_("Sửa"), forms.CorrectForm, lambda g, d: actions.correct_handling.once(**g, **d)),
    "decide": (_("Ghi quyết định xử lý"), forms.DecideForm, lambda g, d: actions.decide_handling.once(**g, **d)),
    "close": (_("Kết thúc"), forms.DoneForm, lambda g, d: actions.close_handling.once(**g, **d)),
    "withdraw": (_("Rút hồ sơ"), forms.WhyForm, lambda g, d: actions.withdraw_handling.once(**g, **d)),
}  # fmt: skip


@page(needs=SEE)
def act(request: ActorRequest, handling_id: UUID, name: str) -> HttpResponse:
    """ask, explain, correct, decide, close, withdraw: one each."""
    by, at = request.actor, centre.now()
    found: Any = queries.handling(by=by, handling_id=handling_id)
    if name not in ACTS:
        raise Http404
    if not (queries.may_handle(by, found) or (name == "explain" and queries.may_explain(by, found))):
        raise NotYours(_now("Bạn không làm được việc này."))
    label, kind, run = ACTS[name]
    first = {
        "measure": found.measure, "finding": found.finding, "text": found.explanation if name == "explain" else "",
        "decider": found.handler.name, "until": found.explain_by,
    }  # fmt: skip
    form: Any = kind(request.POST or None, initial=first)
    back = reverse("tasks:handling", args=[handling_id])

    def go() -> object:
        given = {"by": by, "at": at, "handling_id": handling_id, "key": str(form.key)}
        return run(given, {k: v for k, v in form.cleaned_data.items() if k != "_key"})

    crumbs = [(reverse("tasks:handlings"), _now("Xử lý trách nhiệm")), (back, _now("Hồ sơ"))]
    return carried(
        request, form, go, back=back, said=_now("Đã ghi."), label=str(label), text=found.finding[:300], crumbs=crumbs
    )

"""Obstacles (khó khăn, vướng mắc) and petitions: the register, one of them, raising, answering, forwarding."""

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
from vungxanh.common.web.columns import Column
from vungxanh.common.web.export import Sheet
from vungxanh.common.web.filters import AreaFilter, BooleanFilter, ChoiceFilter, TextFilter
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import NOBODY
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.kernel.text import fold
from vungxanh.rooms.tasks import actions, forms, queries
from vungxanh.rooms.tasks.views import shared

SEE, WORK = Permission.TASK_SEE, Permission.TASK_WORK
STATES = {"open": _("chờ trả lời"), "answered": _("đã trả lời"), "withdrawn": _("đã rút")}
KINDS = {"obstacle": _("khó khăn, vướng mắc"), "petition": _("đề xuất, kiến nghị")}
STEPS = {
    "raised": _("Nêu lên"), "forwarded": _("Chuyển lên"), "answered": _("Trả lời"), "again": _("Nêu lại"),
    "withdrawn": _("Rút"),
}  # fmt: skip


def _area_name(path: str) -> str | None:
    name = queries.area_name(NOBODY, path)
    return None if name == path else name


def _search(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    for word in fold(text).split()[:8]:
        rows = rows.filter(folded__contains=word)
    return rows


class Register(Listing):
    """The register of obstacles and petitions."""

    key = "obstacles"
    noun = _("khó khăn, kiến nghị")
    columns = (
        Column(name="text", label=_("Khó khăn, đề nghị"), main=True, template="tasks/cells/obstacle.html",
               url=lambda o: reverse("tasks:obstacle", args=[o.pk]), plain=lambda o: o.text),
        Column(name="wanted", label=_("Đề nghị"), value="wanted", shown=False),
        Column(name="raiser", label=_("Nơi nêu"), value=lambda o: o.on_behalf or (o.raiser.name if o.raiser else "")),
        Column(name="holder", label=_("Nơi giải quyết"), value=lambda o: o.holder.name if o.holder else ""),
        Column(name="due", label=_("Hạn trả lời"), value="due_at", sort="due", template="tasks/cells/answer_due.html",
               plain=lambda o: o.due_at),
        Column(name="state", label=_("Trạng thái"), value=lambda o: STATES[o.state]),
        Column(name="kind", label=_("Loại"), value=lambda o: KINDS[o.kind], shown=False),
        Column(name="raised", label=_("Nêu lúc"), value="raised_at", sort="new"),
        Column(name="answer", label=_("Trả lời"), value="answer", shown=False),
    )  # fmt: skip
    filters = (
        TextFilter(name="q", label=_("từ trong nội dung"), search=_search),
        ChoiceFilter(name="state", label=_("trạng thái"), choices=list(STATES.items())),
        ChoiceFilter(name="kind", label=_("loại"), choices=list(KINDS.items())),
        BooleanFilter(name="forwarded", label=_("đã chuyển lên"), q=Q(forwards__gt=0)),
        AreaFilter(name="area", label=_("địa bàn"), name_of=_area_name, url_name="places:suggest"),
    )
    sorts = {"due": ("due_at",), "new": ("-id",)}
    default_sort = "new"
    file = Sheet(stem="kho-khan-kien-nghi", title=_("Khó khăn, kiến nghị"), fields=(), area="")
    empty = Empty(
        title=_("Chưa có khó khăn, kiến nghị nào"),
        text=_("Đơn vị nêu khó khăn vượt thẩm quyền ở đây, kèm đề nghị; cấp trên trả lời hoặc chuyển tiếp, có hạn."),
        icon="hand-stop",
    )

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Agencies of the whole page in one go."""
        return queries.dress_obstacles(objects, centre.now())


@page(needs=SEE)
def register(request: ActorRequest) -> HttpResponse:
    """Everything raised, forwarded, answered that one may see."""
    by = request.actor
    listing = Register(request, queries.obstacles(by))
    waiting = queries.waiting_for(by).count() if not request.htmx and not listing.exporting else 0
    return listing.respond("tasks/obstacles.html", {"may_raise": bool(queries.mine(by, WORK)), "waiting": waiting})


@page(needs=SEE)
@require_GET
def one(request: ActorRequest, obstacle_id: UUID) -> HttpResponse:
    """One, with every step."""
    by, at = request.actor, centre.now()
    found: Any = queries.obstacle(by=by, obstacle_id=obstacle_id)
    queries.dress_obstacles([found], at)
    steps = queries.steps_of(found)
    for step in steps:
        step.title = STEPS[step.kind]  # type: ignore[attr-defined]
    setting = queries.ruling(at, found.at_area)
    context = {
        "found": found, "steps": steps, "state": STATES[found.state], "kind": KINDS[found.kind],
        "settle": queries.may_settle(by, found) and found.state == "open", "speak": queries.may_speak(by, found),
        "clock_words": setting.explanation.in_words(),
        "task_seen": found.task_id and queries.visible(by).filter(pk=found.task_id).exists(),
    }  # fmt: skip
    return render(request, "tasks/obstacle.html", context)


@page(needs=WORK)
def new(request: ActorRequest) -> HttpResponse:
    """Raise one; ``task`` is the task it is about."""
    by = request.actor
    task_id = shared.uuid_of(request.GET.get("task", ""))
    task = queries.get(by=by, task_id=task_id) if task_id else None
    own = shared.own_agencies(by, WORK)
    if not own:
        raise NotYours(_now("Chỉ người làm việc cho một cơ quan mới nêu được khó khăn."))
    to = _first_above(by, task, own)
    form = forms.ObstacleForm(
        request.POST or None, agencies=own, initial={"agency": _first_own(task, own), "to_agency": to}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with form.refusals():
            made = actions.raise_obstacle.once(
                str(form.key), by=by, at=centre.now(), agency_id=UUID(data["agency"]), to_agency_id=data["to_agency"],
                text=data["text"], wanted=data["wanted"], task_id=task_id, petition=bool(data["petition"]),
                on_behalf=data["on_behalf"],
            )  # fmt: skip
        if form.is_valid():
            messages.success(request, _now("Đã gửi. Nơi nhận thấy ngay trong việc hôm nay."))
            return redirect("tasks:obstacle", made.pk)
    return render(request, "tasks/obstacle_new.html", {"form": form, "task": task}, status=422 if form.errors else 200)


def _first_own(task: Any, own: list[tuple[str, str]]) -> str:
    """Of one's agencies the one that has the task to do."""
    leads = {str(pk) for pk in queries.leads_of(task)} if task is not None else set()
    return next((pk for pk, _name in own if pk in leads), own[0][0])


def _first_above(by: Any, task: Any, own: list[tuple[str, str]]) -> str:
    if task is not None and task.ordered_by_id and str(task.ordered_by_id) not in dict(own):
        return str(task.ordered_by_id)
    above = queries.above(by, UUID(own[0][0]))
    return str(above[0].pk) if above else ""


Run = Callable[[dict[str, Any], dict[str, Any]], object]
ACTS: dict[str, tuple[Any, Any, Run]] = {
    "answer": (_("Trả lời"), forms.TextForm, lambda g, d: actions.answer.once(text=d["text"], **g)),
    "forward": (
        _("Chuyển lên cấp trên"), forms.ForwardForm,
        lambda g, d: actions.forward.once(to_agency_id=d["to_agency"], reason=d["reason"], **g),
    ),
    "again": (_("Nêu lại"), forms.ReasonForm, lambda g, d: actions.raise_again.once(reason=d["reason"], **g)),
    "withdraw": (_("Rút"), forms.ReasonForm, lambda g, d: actions.withdraw_obstacle.once(reason=d["reason"], **g)),
}  # fmt: skip


@page(needs=WORK)
def act(request: ActorRequest, obstacle_id: UUID, name: str) -> HttpResponse:
    """answer, forward, again, withdraw: one each."""
    by = request.actor
    found = queries.obstacle(by=by, obstacle_id=obstacle_id)
    if name not in ACTS:
        raise Http404
    may = queries.may_settle if name in ("answer", "forward") else queries.may_speak
    if not may(by, found):
        raise NotYours(_now("Bạn không làm được việc này."))
    label, kind, run = ACTS[name]
    first = queries.above(by, found.at_agency_id) if name == "forward" else []
    form: Any = kind(request.POST or None, initial={"to_agency": first[0].pk if first else ""})
    if request.method == "POST" and form.is_valid():
        given = {"by": by, "at": centre.now(), "obstacle_id": obstacle_id, "key": str(form.key)}
        with form.refusals():
            run(given, form.cleaned_data)
        if form.is_valid():
            messages.success(request, _now("Đã ghi."))
            return shared.home(request, reverse("tasks:obstacle", args=[obstacle_id]))
    context = {"form": form, "label": label, "text": found.wanted, "obstacle": found}
    template = "tasks/act_part.html" if request.htmx else "tasks/act.html"
    return render(request, template, context, status=422 if form.errors else 200)

"""One task, and what may be done to it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vungxanh.common import centre, files
from vungxanh.common.web.formats import vn_date, vn_datetime
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.tasks import actions, forms, queries, rules
from vungxanh.rooms.tasks.models import Task
from vungxanh.rooms.tasks.views import deeds, shared, waiting

SEE = Permission.TASK_SEE
Found = tuple[str, object]


@page(needs=SEE)
@require_GET
def one(request: ActorRequest, task_id: UUID) -> HttpResponse:
    """One task on one page."""
    by, at = request.actor, centre.now()
    task: Any = queries.get(by=by, task_id=task_id)
    shared.tell(queries.returned(queries.dress([task], at)))
    extensions = queries.extensions_of(task)
    asked = any(one.state == "asked" for one in extensions)
    found = [deed for deed in deeds.allowed(by, task) if not (asked and deed.name == "extend")]
    first, rest = deeds.split_next(by, found, task)
    sides = deeds.sides(by, task)
    names = queries.user_names({pk for pk in (task.head_id, task.created_by) if pk})
    context = {
        "task": task, "first": first, "rest": rest, "facts": _facts(by, task, names), "lines": queries.life(task),
        "changes": queries.changes(task), "files": queries.files_of(task), "source_url": shared.source_url(task),
        "measured": queries.measured(by=by, task=task, at=at), "extensions": extensions,
        "below": shared.tell(queries.below(by=by, task=task, at=at)), "may_work": "work" in sides,
        "may_help": "help" in sides, "may_answer": "assign" in sides, "me": by.id,
        "must_answer": "assign" in sides and any(one.state == "asked" and one.asked_by != by.id for one in extensions),
        "waits": waiting.waits(by, task),
        "unmanned": bool(task.lead_id and "assign" in sides and agencies.unmanned([task.lead_id])),
        "born_late": bool(task.first_due_at and task.first_due_at < task.created_at),
        "obstacles": queries.dress_obstacles(list(queries.obstacles(by).filter(task=task).order_by("-id")[:20]), at),
        "may_split": "work" in sides and task.kind == "task" and task.state in (rules.State.OPEN, rules.State.DOING),
        "correctable": rules.OPEN_NOTES, "may_handle": _may_handle(by, task),
        "handlings": queries.dress_handlings(list(queries.handlings(by).filter(task=task).order_by("-id")[:20]), at)
        if by.may(Permission.HANDLING_SEE) else [],
    }  # fmt: skip
    return render(request, "tasks/one.html", context)


def _may_handle(by: Any, task: Any) -> bool:
    """Whether a record of handling may be opened from here: a late task of somebody else, in one's area."""
    late = task.kind == rules.Kind.TASK and task.timing in shared.LATE and task.lead_id is not None
    return late and by.may(Permission.HANDLING_DECIDE, task.area_path) and task.lead_id not in queries.mine(by)


def _facts(by: Any, task: Any, names: dict[UUID, str]) -> list[Found]:
    def bodies(found: list[Any]) -> SafeString:
        pages = ((reverse("tasks:agency", args=[body.pk]), body.name) for body in found)
        return format_html_join("; ", '<a href="{}">{}</a>', pages)

    wake = _("kịch bản %(n)d") % {"n": task.scenario} if task.scenario else ""
    head = names.get(task.head_id, "") or task.head_name
    every: list[Found] = [
        (_("Chủ trì"), bodies(task.leads) or task.who),
        (_("Người phụ trách"), head or ("" if task.kind == "task" else "–")),
        (_("Phối hợp"), bodies(task.with_)),
        (_("Báo cáo về"), bodies(task.reports)),
        (_("Nơi giao"), task.ordered_by.name if task.ordered_by else queries.area_name(by, task.order_area)),
        (_("Lĩnh vực"), task.field),
        (_("Hạn"), _due_words(task)),
        (_("Hạn đầu tiên"), vn_datetime(task.first_due_at) if task.extended else ""),
        (_("Điều kiện"), " · ".join(x for x in (wake, task.condition) if x)),
        (_("Địa bàn"), queries.area_name(by, task.area_path)),
        (_("Giao lúc"), vn_datetime(task.created_at)),
        (_("Báo hoàn thành lúc"), vn_datetime(task.reported_at)),
    ]
    return [(name, value) for name, value in every if value]


def _due_words(task: Any) -> str:
    if task.occurs_on:
        return _("kỳ ngày %(day)s, trước %(due)s") % {"day": vn_date(task.occurs_on), "due": vn_datetime(task.due_at)}
    if task.kind == rules.Kind.SERIES:
        return task.due_raw or rhythm_words(task.due_rule)
    words = vn_datetime(task.due_at)
    if not words and task.span_minutes:
        words = _("trong %(n)g giờ kể từ sự kiện, chưa bắt đầu tính") % {"n": task.span_minutes / 60}
    if not words and task.due_kind == rules.DueKind.ONGOING:
        words = _("thường xuyên, liên tục")
    return " · ".join(x for x in (words, f"“{task.due_raw}”" if task.due_raw else "") if x)


def rhythm_words(rule: str) -> str:
    """A rhythm in words."""
    found = rules.parse_rhythm(rule)
    if found is None:
        return rule
    hour = f" {found.at:%H:%M}" if found.at else ""
    return f"{_days_words(found)}{hour}"


def _days_words(found: rules.Rhythm) -> str:
    if found.kind == "daily":
        return _("%(n)d ngày một lần") % {"n": found.every} if found.every > 1 else _("hằng ngày")
    if found.kind == "weekly" and found.every > 1:
        return _("%(n)d tuần một lần") % {"n": found.every}
    if found.kind == "monthly" and found.every > 1:
        named = {3: _("ngày cuối quý"), 12: _("ngày cuối năm")}
        return named.get(found.every) or _("%(n)d tháng một lần") % {"n": found.every}
    if found.kind == "weekly":
        days = (_("thứ hai"), _("thứ ba"), _("thứ tư"), _("thứ năm"), _("thứ sáu"), _("thứ bảy"), _("chủ nhật"))
        return _("%(days)s hằng tuần") % {"days": ", ".join(days[d] for d in found.days)}
    if found.days == (rules.LAST,):
        return _("ngày cuối tháng")
    return _("ngày %(days)s hằng tháng") % {"days": ", ".join(str(d) for d in found.days)}


@page(needs=SEE)
def act(request: ActorRequest, task_id: UUID, name: str) -> HttpResponse:
    """One of the deeds: its small form in a dialog (or as a page of its own), and doing it."""
    by = request.actor
    task = queries.get(by=by, task_id=task_id)
    deed = deeds.DEEDS.get(name)
    if deed is None:
        raise Http404
    if deed.side not in deeds.sides(by, task):
        raise NotYours(_("Bạn không làm được việc này với nhiệm vụ này."))
    form = deed.form(request.POST or None, request.FILES or None, by=by, row=task)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            deed.run(str(form.key), by, centre.now(), task_id, form.cleaned_data)
        if form.is_valid():
            messages.success(request, _("Đã ghi: %(what)s.") % {"what": _(deed.label).lower()})
            return shared.home(request, reverse("tasks:one", args=[task_id]))
    context = {"form": form, "task": task, "label": _(deed.label), "text": _(deed.text), "files": deed.files}
    return _dialog(request, context, form)


def _dialog(request: ActorRequest, context: dict[str, Any], form: Any) -> HttpResponse:
    template = "tasks/act_part.html" if request.htmx else "tasks/act.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _done(request: ActorRequest, task: Task, words: str) -> HttpResponse:
    messages.success(request, words)
    return shared.home(request, reverse("tasks:one", args=[task.pk]))


@page(needs=Permission.TASK_WORK)
def split(request: ActorRequest, task_id: UUID) -> HttpResponse:
    """A smaller task."""
    by = request.actor
    task = queries.to_work(by=by, task_id=task_id)
    form = forms.SplitForm(request.POST or None, by=by, row=task)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.split(by=by, at=centre.now(), task_id=task_id, tasks=[form.given()])
        if form.is_valid():
            return _done(request, task, _("Đã chia việc."))
    text = _("Việc nhỏ nằm dưới nhiệm vụ này; xong hết mới báo hoàn thành được.")
    return _dialog(request, {"form": form, "task": task, "label": _("Chia việc nhỏ"), "text": text}, form)


@page(needs=Permission.TASK_ASSIGN)
def answer_extension(request: ActorRequest, extension_id: UUID) -> HttpResponse:
    """Grant or refuse."""
    by = request.actor
    asked = queries.extension(extension_id)
    if asked is None:
        raise NotYours(_("Không tìm thấy đề nghị này."))
    task = queries.to_assign(by=by, task_id=asked.task_id)
    form = forms.AnswerForm(request.POST or None, by=by, row=asked)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with form.refusals():
            actions.answer_extension.once(
                str(form.key), by=by, at=centre.now(), extension_id=extension_id, grant=data["grant"] == "yes",
                reason=data["reason"], until=data["until"],
            )  # fmt: skip
        if form.is_valid():
            return _done(request, task, _("Đã trả lời đề nghị gia hạn."))
    text = _("Xin đến %(until)s. %(reason)s") % {"until": vn_datetime(asked.until), "reason": asked.reason}
    return _dialog(request, {"form": form, "task": task, "label": _("Trả lời gia hạn"), "text": text}, form)


@page(needs=Permission.TASK_WORK)
def measure(request: ActorRequest, target_id: UUID, name: str) -> HttpResponse:
    """Type in what a target stands at, or bind it to a live number."""
    by, target = request.actor, queries.target(target_id)
    if target is None or name not in ("value", "bind"):
        raise NotYours(_("Không tìm thấy chỉ tiêu này."))
    task = queries.to_work(by=by, task_id=target.task_id)
    binding = name == "bind"
    form: Any = (forms.BindForm if binding else forms.ValueForm)(request.POST or None, by=by, row=target)
    if request.method == "POST" and form.is_valid():
        data, key, at = form.cleaned_data, str(form.key), centre.now()
        with form.refusals():
            if binding:
                actions.bind.once(key, by=by, at=at, target_id=target_id, figure=data["figure"])
            else:
                actions.type_in.once(key, by=by, at=at, target_id=target_id, value=data["value"], note=data["note"])
        if form.is_valid():
            return _done(request, task, _("Đã ghi chỉ tiêu."))
    label = _("Gắn với số liệu của hệ thống") if binding else _("Ghi số hiện nay")
    return _dialog(request, {"form": form, "task": task, "label": label, "text": target.raw or str(target)}, form)


@page(needs=Permission.TASK_WORK)
def correct_note(request: ActorRequest, note_id: UUID) -> HttpResponse:
    """Put one's own line right."""
    by, line = request.actor, queries.note_of(note_id)
    if line is None:
        raise NotYours(_("Không tìm thấy dòng này."))
    task = queries.to_help(by=by, task_id=line.task_id)
    form = forms.NoteForm(request.POST or None, by=by, row=line, initial={"text": line.text})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.correct_note.once(
                str(form.key), by=by, at=centre.now(), note_id=note_id, text=form.cleaned_data["text"]
            )
        if form.is_valid():
            return _done(request, task, _("Đã sửa."))
    text = _("Câu trước khi sửa vẫn nằm trong nhật ký.")
    return _dialog(request, {"form": form, "task": task, "label": _("Sửa dòng đã ghi"), "text": text}, form)


@page(needs=SEE)
@require_GET
def open_file(request: ActorRequest, task_id: UUID, file_id: UUID) -> HttpResponse:
    """A file of evidence, as a download."""
    found = queries.file(by=request.actor, task_id=task_id, file_id=file_id)
    return files.download(files.read("evidence", found.sha256), found.name, found.kind)


@page(needs=Permission.TASK_WORK)
def remove_file(request: ActorRequest, task_id: UUID, file_id: UUID) -> HttpResponse:
    """Take a file off."""
    by = request.actor
    task = queries.to_help(by=by, task_id=task_id)
    found = queries.file(by=by, task_id=task_id, file_id=file_id)
    form = forms.ReasonForm(request.POST or None, by=by, row=found)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.remove_file.once(
                str(form.key), by=by, at=centre.now(), file_id=file_id, reason=form.cleaned_data["reason"]
            )
        if form.is_valid():
            return _done(request, task, _("Đã gỡ tệp."))
    return _dialog(request, {"form": form, "task": task, "label": _("Gỡ tệp"), "text": found.name}, form)


@page(needs=Permission.TASK_ASSIGN)
def new(request: ActorRequest) -> HttpResponse:
    """Give a task by hand."""
    by = request.actor
    areas = shared.areas_of(by, Permission.TASK_ASSIGN)
    groups = {key: value for path, _name in areas for key, value in queries.groups(by=by, area=path).items()}
    form = forms.TaskForm(
        request.POST or None, areas=areas, groups=groups, initial={"lead": request.GET.get("agency", "")}
    )
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            (task,) = actions.assign(by=by, at=centre.now(), tasks=[form.given()])
        if form.is_valid():
            messages.success(request, _("Đã giao việc."))
            return redirect("tasks:one", task.pk)
    return render(request, "tasks/new.html", {"form": form}, status=422 if form.errors else 200)

"""Việc chạy nền: long work, its progress, stopping it and letting it go on."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from vungxanh.common import centre, jobs
from vungxanh.common.models import Job
from vungxanh.common.web.columns import Column
from vungxanh.common.web.export import Sheet, filed
from vungxanh.common.web.filters import ChoiceFilter, DateRangeFilter
from vungxanh.common.web.formats import vn_datetime
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty, Fact, Progress
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.console.jobs import EXPORT, VERIFY
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours

STATES = (
    ("waiting", gettext_lazy("đang chờ")),
    ("running", gettext_lazy("đang chạy")),
    ("done", gettext_lazy("xong")),
    ("failed", gettext_lazy("không xong")),
    ("cancelled", gettext_lazy("đã dừng")),
)


class JobList(Listing):
    """Newest first."""

    key = "jobs"
    noun = gettext_lazy("việc")
    columns = (
        Column(name="title", label=gettext_lazy("Việc"), main=True, url=lambda j: reverse("console:job", args=[j.pk])),
        Column(
            name="state",
            label=gettext_lazy("Trạng thái"),
            template="console/desk/job_state.html",
            plain=lambda j: str(dict(STATES)[j.state]),
        ),
        Column(
            name="done",
            label=gettext_lazy("Đã làm"),
            number=True,
            template="console/desk/job_done.html",
            plain=lambda j: j.done,
        ),
        Column(name="owner_name", label=gettext_lazy("Người bắt đầu")),
        Column(name="created_at", label=gettext_lazy("Bắt đầu"), sort="new"),
        Column(name="ended_at", label=gettext_lazy("Kết thúc")),
        Column(name="message", label=gettext_lazy("Ghi chú"), shown=False),
    )
    filters = (
        ChoiceFilter(name="state", label=gettext_lazy("trạng thái"), choices=STATES),
        DateRangeFilter(name="day", label=gettext_lazy("bắt đầu"), field="created_at", moments=True),
    )
    sorts = {"new": ("-id",)}
    default_sort = "new"
    file = Sheet(stem="viec-chay-nen", title=gettext_lazy("việc"), fields=(), needs=Permission.JOB_SEE, area="")
    empty = Empty(
        title=gettext_lazy("Chưa có việc nào"),
        text=gettext_lazy("Nhập dữ liệu, tính lại, kiểm tra nhật ký: việc nào lâu sẽ nằm ở đây với tiến độ của nó."),
        icon="hourglass",
    )


@page(needs=None)
def index(request: ActorRequest) -> HttpResponse:
    """His own jobs, and those of his areas."""
    return JobList(request, jobs.visible(request.actor)).respond("console/desk/jobs.html")


@page(needs=None)
@require_GET
def one(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """One job: progress, dates, what came of it."""
    row = jobs.get(request.actor, job_id)
    if request.htmx and request.headers.get("HX-Target") != "dialog-body" and row.state not in jobs.ENDED:
        return render(request, "parts/progress.html", {"job": progress(row)})
    if request.htmx:  # it has just ended: draw the whole page, with its result
        return HttpResponse(headers={"HX-Redirect": reverse("console:job", args=[row.pk])})
    return render(
        request,
        "console/desk/job.html",
        {
            "job": progress(row),
            "row": row,
            "facts": facts(row),
            "mine": row.owner_id == request.actor.id,
            "audit": row.result if row.kind == VERIFY and row.state == "done" else None,
            "result": result(row),
            "file_url": reverse("console:job-file", args=[row.pk]) if _has_file(request, row) else "",
        },
    )


def progress(row: Job) -> Progress:
    """The part that polls itself."""
    return Progress(
        label=row.title,
        done=row.done,
        total=row.total,
        state=row.state,  # type: ignore[arg-type]
        poll_url=reverse("console:job", args=[row.pk]),
        message=_("Đang dừng sau bước này…") if row.cancel_asked and row.state == "running" else row.message,
        cancel_url="" if row.cancel_asked else reverse("console:job-cancel", args=[row.pk]),
    )


def facts(row: Job) -> list[Fact]:
    """Who and when."""
    return [
        (_("Người bắt đầu"), row.owner_name),
        (_("Bắt đầu"), vn_datetime(row.created_at)),
        (_("Chạy từ"), vn_datetime(row.started_at)),
        (_("Kết thúc"), vn_datetime(row.ended_at)),
    ]


def _has_file(request: ActorRequest, row: Job) -> bool:
    if row.kind != EXPORT or row.state != "done" or row.owner_id != request.actor.id:
        return False
    try:
        return bool(filed.file_of(request.actor, row.pk))
    except NotYours:  # gone after its days
        return False


def result(row: Job) -> list[Fact]:
    """What the job reported, as it named it; lists are given as their length."""
    if row.kind == VERIFY:
        return []
    plain: dict[str, Any] = row.result if isinstance(row.result, dict) else {}
    if row.kind == EXPORT:
        return [(_("Số dòng"), plain.get("rows", 0)), (_("Kích thước"), filesizeformat(plain.get("bytes", 0)))]
    return [(name, len(value) if isinstance(value, list) else value) for name, value in plain.items()]


@page(needs=None)
@require_POST
def cancel(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """Ask it to stop."""
    row = jobs.cancel(by=request.actor, at=centre.now(), job_id=job_id)
    if row.state == "cancelled":
        messages.success(request, _("Đã dừng."))
    return redirect("console:job", job_id)


@page(needs=None)
@require_POST
def resume(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """Let it go on."""
    jobs.resume(by=request.actor, at=centre.now(), job_id=job_id)
    messages.success(request, _("Việc sẽ chạy tiếp từ chỗ đã dừng."))
    return redirect("console:job", job_id)

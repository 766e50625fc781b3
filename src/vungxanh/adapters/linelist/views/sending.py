"""The first page: send files; what was sent and not begun; what was imported before."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.adapters.linelist import actions, files, mapping, plan
from vungxanh.adapters.linelist.forms import SendForm
from vungxanh.common import centre, jobs
from vungxanh.common.models import Job
from vungxanh.common.web.columns import Column
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused

STATES = {
    Job.State.WAITING: gettext_lazy("đang chờ"),
    Job.State.RUNNING: gettext_lazy("đang chạy"),
    Job.State.DONE: gettext_lazy("xong"),
    Job.State.FAILED: gettext_lazy("không xong"),
    Job.State.CANCELLED: gettext_lazy("đã dừng"),
}


def _count(name: str) -> Any:
    return lambda job: job.result.get(name, "")


class Imports(Listing):
    """Earlier imports."""

    key = "imports"
    noun = gettext_lazy("lần nhập")
    columns = (
        Column(name="title", label=gettext_lazy("Việc"), main=True, url=lambda j: reverse("linelist:job", args=[j.pk])),
        Column(name="created_at", label=gettext_lazy("Lúc")),
        Column(name="owner_name", label=gettext_lazy("Người nhập")),
        Column(name="source", label=gettext_lazy("Nguồn"), value=lambda j: j.arguments.get("source", "")),
        Column(name="state", label=gettext_lazy("Tình trạng"), value=lambda j: str(STATES.get(j.state, j.state))),
        Column(name="new", label=gettext_lazy("Mới"), value=_count("new"), number=True),
        Column(name="known", label=gettext_lazy("Đã có"), value=_count("known"), number=True),
        Column(name="updated", label=gettext_lazy("Cập nhật"), value=_count("updated"), number=True),
        Column(name="errors", label=gettext_lazy("Lỗi"), value=_count("errors"), number=True),
    )
    sorts = {"newest": ("-id",)}
    default_sort = "newest"
    page_size = 20
    empty = Empty(
        title=gettext_lazy("Chưa nhập tệp nào"),
        text=gettext_lazy("Các lần nhập nằm ở đây, cùng kết quả và tệp các dòng lỗi."),
        icon="file-import",
    )


@page(needs=Permission.IMPORT)
@require_http_methods(["GET", "POST"])
def index(request: ActorRequest) -> HttpResponse:
    """Send files; POST is the list's own (columns, paging)."""
    return _page(request, SendForm(by=request.actor))


@page(needs=Permission.IMPORT)
@require_POST
def send(request: ActorRequest) -> HttpResponse:
    """Keep what was sent and go to the first file."""
    form = SendForm(request.POST, request.FILES, by=request.actor)
    kept: list[files.Upload] = []
    if form.is_valid():
        options = {name: form.cleaned_data[name] for name in ("area", "disease")}
        for name, data in form.tables():
            try:
                kept.append(actions.send(by=request.actor, at=centre.now(), data=data, name=name, options=options))
            except Refused as no:
                form.add_error(None, f"{name}: {no.told(gettext)}")
    kept.sort(key=_turn)
    if not kept:
        return _page(request, form, status=422)
    for problem in form.non_field_errors():
        messages.error(request, str(problem))
    return redirect("linelist:prepare", upload_id=kept[0].id)


def _turn(upload: files.Upload) -> int:
    """In which order a file must go in: cases before the links between them. What is not recognised comes last."""
    try:
        table = upload.table()
        return plan.ORDER.index(mapping.guess_kind(table.header, table.units).key)
    except Refused:
        return len(plan.ORDER)


def _page(request: ActorRequest, form: SendForm, status: int = 200) -> HttpResponse:
    rows = jobs.visible(request.actor).filter(kind=actions.JOB)
    context = {"form": form, "waiting": files.waiting(request.actor), "days": files.KEEP.days}
    if status != 200:
        listing = Imports(_as_get(request), rows)
        return render(request, "linelist/index.html", context | {"listing": listing}, status=status)
    found: HttpResponse = Imports(request, rows).respond("linelist/index.html", context)
    return found


def _as_get(request: HttpRequest) -> HttpRequest:
    """The list below a refused form is drawn as if the page had been asked for."""
    plain = HttpRequest()
    plain.method, plain.path, plain.COOKIES = "GET", reverse("linelist:index"), request.COOKIES
    plain.META = request.META
    return plain

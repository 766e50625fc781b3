"""/console/kit/: every part of a page, working, with its snippet. Names here are made up; nothing is stored."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vungxanh.common.web.forms import options_response
from vungxanh.common.web.lanes import Span, lay_out
from vungxanh.common.web.listing import Bulk
from vungxanh.common.web.parts import PersonChip, Progress, TimelineEntry
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.console.kit_forms import KitForm, find
from vungxanh.console.kit_tables import KitList, NothingList
from vungxanh.kernel.ids import made_at_ms, new_id
from vungxanh.kernel.text import mask_name

_NAME = "Nguyễn Văn An"
_JOB_MS = 20_000


def _timeline(now: datetime) -> list[TimelineEntry]:
    day = timedelta(days=1)
    return [
        TimelineEntry(
            now - 6 * day,
            _("Ghé chợ"),
            _("khoảng 40 phút, có đeo khẩu trang"),
            until=now - 6 * day + timedelta(minutes=40),
        ),
        TimelineEntry(now - 4 * day, _("Khởi phát: sốt, ho"), kind="key"),
        TimelineEntry(now - 2 * day, _("Lấy mẫu"), who=_("tổ lấy mẫu 3")),
        TimelineEntry(now - day, _("Chưa có kết quả xét nghiệm"), _("gọi phòng xét nghiệm hỏi mẫu"), kind="late"),
        TimelineEntry(now + 8 * day, _("Hết cách ly"), kind="planned"),
    ]


def _lanes(now: datetime) -> list[Span]:
    day = timedelta(days=1)
    return [
        Span(_("Dễ lây"), _("cửa sổ lây"), now - 6 * day, now + 4 * day, "key"),
        Span(_("Mốc"), _("khởi phát"), now - 4 * day, kind="key"),
        Span(_("Đi lại"), _("chợ"), now - 6 * day, now - 6 * day + timedelta(hours=5)),
        Span(_("Đi lại"), _("xưởng"), now - 5 * day, now - 5 * day + timedelta(hours=9)),
        Span(_("Mẫu"), _("lấy mẫu"), now - 2 * day),
        Span(_("Mẫu"), _("kết quả trễ"), now - day, kind="late"),
        Span(_("Cách ly"), _("tại nhà"), now - day, now + 8 * day, "planned"),
    ]


def _progress(job_id: UUID) -> Progress:
    passed = timezone.now().timestamp() * 1000 - made_at_ms(job_id)
    done = int(min(max(passed, 0), _JOB_MS) * 70_000 // _JOB_MS)
    return Progress(
        label=_("Ghép tiếp xúc của 70.000 người mẫu"),
        done=done,
        total=70_000,
        state="done" if done >= 70_000 else "running",
        poll_url=reverse("console:kit-job", args=[job_id]),
        unit=_("người"),
    )


def _context(form: KitForm) -> dict[str, Any]:
    now = timezone.now()
    masked = PersonChip(mask_name(_NAME), _("nam"), 1987, _("xã Bù Gia Mập"), "#person", reverse("console:kit-open"))
    return {
        "form": form,
        "person": masked,
        "late": now - timedelta(hours=3, minutes=20),
        "soon": now + timedelta(minutes=50),
        "later": now + timedelta(days=2),
        "done": now - timedelta(hours=5),
        "now": now,
        "entries": _timeline(now),
        "chart": lay_out(_("Diễn biến"), _lanes(now), now),
        "job": _progress(new_id()),
        "facts": [
            (_("Mã ca"), "BGM-0042"),
            (_("Bệnh"), "COVID-19"),
            (_("Nguồn lây"), ""),
            (_("Lấy mẫu"), "07:30 17/8/2021"),
        ],
    }


@page(needs=None)
def index(request: ActorRequest) -> HttpResponse:
    """All parts on one page; the list on it is a real one."""
    bulk = [Bulk(label=_("Giao cho tôi"), url=reverse("console:kit-form"), icon="user-check")]
    listing = KitList(request, ContentType.objects.all(), bulk=bulk)
    nothing = NothingList(request, ContentType.objects.none())
    return listing.respond(
        "console/kit/index.html",
        {**_context(KitForm()), "nothing": nothing, "simulated": True, "error_codes": [400, 403, 404, 429, 500]},
    )


@require_POST
@page(needs=None)
def form(request: ActorRequest) -> HttpResponse:
    """Check the form; stores nothing."""
    if picked := request.POST.getlist("pick"):
        messages.success(request, _("%(n)d dòng đã được chọn. Trang mẫu không ghi gì.") % {"n": len(picked)})
        return redirect("console:kit")
    filled = KitForm(request.POST)
    if not filled.is_valid():
        return render(request, "console/kit/form.html", {"form": filled}, status=422)
    messages.success(request, _("Biểu mẫu hợp lệ. Trang mẫu không ghi gì."))
    return redirect("console:kit")


@require_GET
@page(needs=None)
def areas(request: ActorRequest) -> HttpResponse:
    """Options of the autocomplete field."""
    return options_response(request, find(request.GET.get("q", "")))


@require_GET
@page(needs=None)
def job(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """The progress of a job that lasts twenty seconds from the time in its id."""
    return render(request, "parts/progress.html", {"job": _progress(job_id)})


@require_POST
@page(needs=None)
def open_identity(request: ActorRequest) -> HttpResponse:
    """The opened chip of the made-up person."""
    if len(request.POST.get("reason", "").strip()) < 5:
        return HttpResponse(_("Viết lý do trước khi mở."), status=422)
    opened = PersonChip(_NAME, _("nam"), 1987, _("xã Bù Gia Mập"), "#person")
    return render(request, "parts/person.html", {"person": opened, "f": 1, "target": "kit-person"})


@require_GET
@page(needs=None)
def error(request: ActorRequest, code: int) -> HttpResponse:
    """An error page as the user sees it."""
    if code not in (400, 403, 404, 429, 500):
        raise Http404
    return render(request, f"{code}.html", status=code)

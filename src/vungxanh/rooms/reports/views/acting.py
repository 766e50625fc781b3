"""Buttons of the bulletins."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.web.acting import carried
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.rooms.reports import actions, forms, queries
from vungxanh.rooms.reports.views.shared import SIGN, WRITE, areas_of

BOTH = require_http_methods(["GET", "POST"])


def _to(made: Any) -> str:
    return reverse("reports:one", args=[made.pk])


@page(needs=WRITE)
@require_POST
def make(request: ActorRequest) -> HttpResponse:
    """One press: the bulletin of an area and day, or the one there is."""
    by = request.actor
    form = forms.MakeForm(request.POST, areas=areas_of(by, WRITE))
    if form.is_valid():
        data = form.cleaned_data
        with form.refusals():
            made = actions.make.once(str(form.key), by=by, at=centre.now(), area_path=data["area"], day=data["day"])
        if form.is_valid():
            messages.success(request, _("Bản tin ngày %(day)s đã sẵn sàng: kiểm tra, viết nhận định rồi ký duyệt.")
                             % {"day": f"{made.day.day}/{made.day.month}"})  # fmt: skip
            return redirect(_to(made))
    for errors in form.errors.values():
        messages.error(request, " ".join(map(str, errors)))
    return redirect("reports:index")


@page(needs=WRITE)
@require_POST
def remark(request: ActorRequest, bulletin_id: UUID) -> HttpResponse:
    """What is said besides the figures."""
    by, form = request.actor, forms.RemarkForm(request.POST)

    def run() -> Any:
        return actions.remark.once(
            str(form.key), by=by, at=centre.now(), bulletin_id=bulletin_id, text=form.cleaned_data["remarks"]
        )

    queries.get_bulletin(by=by, bulletin_id=bulletin_id)
    return carried(request, form, run, back=reverse("reports:one", args=[bulletin_id]), said=_("Đã lưu nhận định."),
                   label=_("Nhận định, kiến nghị"))  # fmt: skip


@page(needs=SIGN)
@BOTH
def sign(request: ActorRequest, bulletin_id: UUID) -> HttpResponse:
    """Stand for a bulletin."""
    by, form = request.actor, forms.SignForm(request.POST or None)
    found = queries.get_bulletin(by=by, bulletin_id=bulletin_id)
    by.check(SIGN, found.area_path)

    def run() -> Any:
        return actions.sign.once(
            str(form.key), by=by, at=centre.now(), bulletin_id=bulletin_id, title=form.cleaned_data["title"]
        )

    return carried(request, form, run, back=_to(found), said=_("Đã ký duyệt bản tin."), label=_("Ký duyệt bản tin"),
                   text=_("Bản tin đã ký thì không sửa được; sai thì lập bản đính chính, bản này vẫn được giữ."))  # fmt: skip


@page(needs=WRITE)
@BOTH
def restate(request: ActorRequest, bulletin_id: UUID) -> HttpResponse:
    """A new version with the figures of now."""
    by, form = request.actor, forms.RestateForm(request.POST or None)
    found = queries.get_bulletin(by=by, bulletin_id=bulletin_id)
    by.check(WRITE, found.area_path)
    over = found.day < timezone.localdate(centre.now())

    def run() -> Any:
        return actions.restate.once(
            str(form.key), by=by, at=centre.now(), bulletin_id=bulletin_id, reason=form.cleaned_data["reason"]
        )

    text = _("Đếm lại mọi số liệu đến lúc này; bản cũ vẫn được giữ.")
    if over:
        text = _("Ngày đã qua: chỉ đếm lại số trong ngày; số tại giờ chốt giữ nguyên. Bản cũ vẫn được giữ.")
    return carried(request, form, run, back=_to(found), to=_to, said=_("Đã lập bản đính chính."),
                   label=_("Đếm lại, lập bản đính chính"), text=text)  # fmt: skip


@page(needs=WRITE)
@BOTH
def correct(request: ActorRequest, bulletin_id: UUID) -> HttpResponse:
    """A new version with one number said by hand."""
    by, form = request.actor, forms.CorrectForm(request.POST or None)
    found = queries.get_bulletin(by=by, bulletin_id=bulletin_id)
    by.check(WRITE, found.area_path)

    def run() -> Any:
        data = form.cleaned_data
        return actions.correct.once(
            str(form.key), by=by, at=centre.now(), bulletin_id=bulletin_id, figure=data["figure"], number=data["number"],
            reason=data["reason"],
        )  # fmt: skip

    return carried(request, form, run, back=_to(found), to=_to, said=_("Đã lập bản đính chính."), label=_("Sửa một số liệu"),
                   text=_("Lập bản mới với số này, ghi rõ là số đính chính; bản cũ vẫn được giữ."))  # fmt: skip


@page(needs=SIGN)
@BOTH
def timer(request: ActorRequest) -> HttpResponse:
    """From which hour on the bulletin is made by itself."""
    by = request.actor
    mine = areas_of(by, SIGN)
    today = timezone.localdate(centre.now())
    start = {"area": mine[0][0], "hour": queries.timer_hour(mine[0][0], today)} if mine else {}
    form = forms.TimerForm(request.POST or None, areas=mine, initial=start)

    def run() -> Any:
        data = form.cleaned_data
        return actions.set_timer.once(str(form.key), by=by, at=centre.now(), area_path=data["area"], hour=data["hour"])

    setting = queries.setting(mine[0][0], today) if mine else None
    return carried(
        request, form, run, back=reverse("reports:index"), said=_("Đã đặt giờ tự lập bản tin."), label=_("Giờ tự lập bản tin"),
        text=setting.explanation.in_words() if setting else "",
    )  # fmt: skip

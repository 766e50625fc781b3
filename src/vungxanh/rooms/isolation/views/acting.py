"""What is done to a decision: small forms behind buttons, and the same for many."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.web.acting import asked, done, picked
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.isolation import actions, forms, queries, rules, words
from vungxanh.rooms.isolation.models import Decision
from vungxanh.rooms.sites import queries as sites

Run = Callable[[str, Actor, datetime, UUID, dict[str, Any]], Any]


class Deed(NamedTuple):
    """One thing done to a decision."""

    label: Any
    text: Any
    form: Any
    needs: Permission
    run: Run


DECIDE, CHECK = Permission.ISOLATION_DECIDE, Permission.ISOLATION_CHECK
DEEDS = {
    "until": Deed(
        gettext_lazy("Gia hạn hoặc rút ngắn"), gettext_lazy("Ngày cũ và lý do còn trong hồ sơ."), forms.UntilForm, DECIDE,
        lambda key, by, at, pk, d: actions.change_until.once(key, by=by, at=at, isolation_id=pk, until=d["until"], reason=d["reason"]),
    ),
    "serve": Deed(
        gettext_lazy("Đã giao quyết định"), gettext_lazy("Người cách ly nhận được quyết định lúc nào, bằng cách nào."), forms.ServeForm, CHECK,
        lambda key, by, at, pk, d: actions.serve.once(
            key, by=by, at=at, isolation_id=pk, how=rules.ServedHow(d["how"]), served_at=d["served_at"], note_text=d["note"]
        ),
    ),
    "release": Deed(
        gettext_lazy("Cho hết cách ly"), gettext_lazy("Đủ điều kiện thì không cần ghi lý do. In giấy xác nhận sau khi cho về."),
        forms.ReasonForm, DECIDE,
        lambda key, by, at, pk, d: actions.release.once(key, by=by, at=at, isolation_id=pk, reason=d["reason"]),
    ),
    "revoke": Deed(
        gettext_lazy("Thu hồi quyết định"), gettext_lazy("Quyết định ra nhầm, hoặc không còn căn cứ. Phải ghi lý do."), forms.ReasonForm, DECIDE,
        lambda key, by, at, pk, d: actions.revoke.once(key, by=by, at=at, isolation_id=pk, reason=d["reason"]),
    ),
    "keep": Deed(
        gettext_lazy("Vẫn giữ cách ly"), gettext_lazy("Ca bệnh là căn cứ đã bị loại trừ. Ghi lý do vẫn cách ly; không còn lý do thì thu hồi quyết định."),
        forms.WhyForm, DECIDE,
        lambda key, by, at, pk, d: actions.keep_on.once(key, by=by, at=at, isolation_id=pk, reason=d["reason"]),
    ),
    "ill": Deed(
        gettext_lazy("Đã xử trí triệu chứng"), gettext_lazy("Như: lấy mẫu, đưa đi khám, theo dõi tiếp. Khai triệu chứng lần nữa thì lại hiện lên."),
        forms.WhyForm, CHECK,
        lambda key, by, at, pk, d: actions.handle_illness.once(key, by=by, at=at, isolation_id=pk, reason=d["reason"]),
    ),
    "leave": Deed(
        gettext_lazy("Rời giường"), gettext_lazy("Giường trống ngay; quyết định cách ly vẫn còn hiệu lực."), forms.ReasonForm, DECIDE,
        lambda key, by, at, pk, d: actions.leave_bed.once(key, by=by, at=at, isolation_id=pk, reason=d["reason"]),
    ),
    "bed": Deed(
        gettext_lazy("Xếp giường"), gettext_lazy("Giường trống của khu. Quy tắc tránh lây chéo được kiểm tra lại khi ghi."), forms.BedForm, DECIDE,
        lambda key, by, at, pk, d: actions.give_bed.once(
            key, by=by, at=at, isolation_id=pk, bed_id=UUID(d["bed"]), reason=d["reason"]
        ),
    ),
}  # fmt: skip


@page(needs=Permission.ISOLATION_SEE)
@never_cache
@require_http_methods(["GET", "POST"])
def act(request: ActorRequest, isolation_id: UUID, name: str) -> HttpResponse:
    """One of the deeds: its form, and doing it."""
    by = request.actor
    decision = queries.get(by=by, isolation_id=isolation_id)
    deed = DEEDS.get(name)
    if deed is None:
        raise Http404
    by.check(deed.needs)
    form = _form(request, deed, name, decision)
    back = reverse("isolation:one", args=[isolation_id])
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            deed.run(str(form.key), by, centre.now(), isolation_id, form.cleaned_data)
        if form.is_valid():
            messages.success(request, _("Đã ghi."))
            return done(request, back)
    (named,) = words.named(by, [decision])
    crumbs = [(reverse("isolation:index"), _("Cách ly")), (back, named.name)]
    return asked(request, form, label=str(deed.label), text=str(deed.text), back=back, crumbs=crumbs)


def _form(request: ActorRequest, deed: Deed, name: str, decision: Decision) -> Any:
    start = {"until": decision.until_on, "served_at": centre.now()}
    if name != "bed":
        return deed.form(request.POST or None, initial=start)
    site = decision.site_id
    free = [s for s in sites.spots(by=request.actor, site_id=site) if s.free] if site else []
    return deed.form(request.POST or None, beds=[(str(s.bed_id), s.name) for s in free])


@page(needs=Permission.ISOLATION_SEE)
@require_POST
def bulk(request: ActorRequest, name: str) -> HttpResponse:
    """The same for many chosen in the list."""
    ids, key = picked(request.POST.getlist("pick")), request.POST.get("_key", "")
    try:
        if name not in ("serve", "release"):
            raise Http404
        messages.success(request, _many(request.actor, name, ids, key))
    except NotYours:
        raise
    except Refused as no:
        messages.error(request, no.told(_))
    return redirect("isolation:index")


def _many(by: Actor, name: str, ids: list[UUID], key: str) -> str:
    at = centre.now()
    if not ids:
        raise Refused("Chưa chọn dòng nào.")
    if name == "serve":
        count = actions.serve_many.once(key, by=by, at=at, isolation_ids=ids, how=rules.ServedHow.BY_HAND)
        return ngettext("Đã ghi giao %(n)s quyết định.", "Đã ghi giao %(n)s quyết định.", count) % {"n": count}
    went, left = actions.release_many.once(key, by=by, at=at, isolation_ids=ids)
    said = _("Đã cho %(n)s người hết cách ly.") % {"n": went}
    return said + (
        " " + _("%(n)s người chưa đủ điều kiện, mở từng hồ sơ để xem còn thiếu gì.") % {"n": left} if left else ""
    )


@page(needs=CHECK)
@require_POST
def home(request: ActorRequest, isolation_id: UUID) -> HttpResponse:
    """What holds of the conditions of his home."""
    said = {
        name.removeprefix("c"): value == "1"
        for name, value in request.POST.items()
        if name.startswith("c") and value in ("0", "1")
    }
    failing = actions.note_home(by=request.actor, at=centre.now(), isolation_id=isolation_id, met=said)
    if failing:
        messages.error(
            request, _("Còn %(n)s điều kiện không đạt: chuyển đi cách ly tập trung hoặc khắc phục.") % {"n": failing}
        )
    else:
        messages.success(request, _("Đã ghi điều kiện tại nhà."))
    return redirect(reverse("isolation:one", args=[isolation_id]) + "#home")

"""Pages that change a site: small forms behind buttons."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.web.acting import asked, done
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.sites import actions, forms, queries, rules
from vungxanh.rooms.sites.models import Site

MANAGE = Permission.SITE_MANAGE


class Deed(NamedTuple):
    """One thing done to a site."""

    label: Any
    text: Any
    form: Any
    run: Callable[[str, Actor, datetime, UUID, Any], Any]


DEEDS = {
    "rooms": Deed(
        gettext_lazy("Thêm phòng, giường"), gettext_lazy("Một dãy phòng cùng tầng, mỗi phòng số giường như nhau."), forms.RoomsForm,
        lambda key, by, at, site, f: actions.add_rooms.once(
            key, by=by, at=at, site_id=site, **{k: v for k, v in f.cleaned_data.items() if k not in ("_key", "zone", "kind")},
            zone=rules.Zone(f.cleaned_data["zone"]), kind=rules.BedKind(f.cleaned_data["kind"] or "ordinary"),
        ),
    ),
    "order": Deed(
        gettext_lazy("Ghi lệnh kích hoạt"), gettext_lazy("Từ giờ này tính thời hạn của từng việc phải xong trước khi nhận người."),
        forms.OrderForm,
        lambda key, by, at, site, f: actions.order.once(
            key, by=by, at=at, site_id=site, ordered_at=f.cleaned_data["ordered_at"], number=f.cleaned_data["number"]
        ),
    ),
    "open": Deed(
        gettext_lazy("Bắt đầu nhận người"), gettext_lazy("Còn việc chưa xong thì phải ghi lý do."), forms.ReasonForm,
        lambda key, by, at, site, f: actions.open_site.once(key, by=by, at=at, site_id=site, reason=f.cleaned_data["reason"]),
    ),
    "close": Deed(
        gettext_lazy("Đóng khu"), gettext_lazy("Chỉ đóng được khi không còn người."), forms.ReasonForm,
        lambda key, by, at, site, f: actions.close.once(key, by=by, at=at, site_id=site, reason=f.cleaned_data["reason"]),
    ),
    "day": Deed(
        gettext_lazy("Ghi số liệu ngày"), gettext_lazy("Ghi lại cùng ngày thì thay số cũ."), forms.DayForm,
        lambda key, by, at, site, f: actions.record_day.once(
            key, by=by, at=at, site_id=site, day=f.cleaned_data["day"], facts=f.facts()
        ),
    ),
}  # fmt: skip


@page(needs=MANAGE)
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """A site is foreseen."""
    by = request.actor
    form = forms.SiteForm(request.POST or None, by=by, areas=places.communes(by=by, areas=by.areas(MANAGE)))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            site = actions.plan.once(
                str(form.key), by=by, at=centre.now(), area_path=form.cleaned_data["area_path"], facts=form.facts()
            )
        if form.is_valid():
            messages.success(request, _("Đã thêm. Bây giờ thêm phòng và giường."))
            return redirect("sites:one", site.pk)
    back = reverse("sites:index")
    return asked(request, form, label=_("Thêm khu cách ly"), back=back, crumbs=[(back, _("Khu cách ly"))])


@page(needs=MANAGE)
@never_cache
@require_http_methods(["GET", "POST"])
def act(request: ActorRequest, site_id: UUID, name: str) -> HttpResponse:
    """One of the deeds, or the facts of the site: the form, and doing it."""
    by = request.actor
    site = queries.get(by=by, site_id=site_id)
    by.check(MANAGE, site.area_path)
    back = reverse("sites:one", args=[site_id])
    crumbs = [(reverse("sites:index"), _("Khu cách ly")), (back, site.name)]
    if name == "change":
        return _change(request, site, back, crumbs)
    deed = DEEDS.get(name)
    if deed is None:
        raise Http404
    now = centre.now()
    form = deed.form(request.POST or None, initial={"ordered_at": now, "day": timezone.localdate(now)})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            deed.run(str(form.key), by, centre.now(), site_id, form)
        if form.is_valid():
            messages.success(request, _("Đã ghi."))
            return done(request, back)
    return asked(request, form, label=str(deed.label), text=str(deed.text), back=back, crumbs=crumbs)


def _change(request: ActorRequest, site: Site, back: str, crumbs: list[tuple[str, str]]) -> HttpResponse:
    told = {name: getattr(site, name) for name in ("name", "kind", "address", "school", "return_by", "note")}
    form = forms.SiteForm(request.POST or None, by=request.actor, initial=told | {"agency": site.agency_id})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.change.once(str(form.key), by=request.actor, at=centre.now(), site_id=site.pk, facts=form.facts())
        if form.is_valid():
            messages.success(request, _("Đã lưu."))
            return done(request, back)
    return asked(request, form, label=_("Sửa thông tin khu"), back=back, crumbs=crumbs)


@page(needs=MANAGE)
@require_POST
def tick(request: ActorRequest, item_id: UUID) -> HttpResponse:
    """One line of the checklist: done, or not after all."""
    by = request.actor
    item = queries.get_item(by=by, item_id=item_id)
    actions.tick(by=by, at=centre.now(), item_id=item_id, done=request.POST.get("done") == "1")
    return redirect(reverse("sites:one", args=[item.site_id]) + "#ready")


@page(needs=MANAGE)
@never_cache
@require_http_methods(["GET", "POST"])
def bed(request: ActorRequest, bed_id: UUID) -> HttpResponse:
    """A bed cannot be used, or can again."""
    by = request.actor
    found = queries.get_bed(by=by, bed_id=bed_id)
    by.check(MANAGE, found.site.area_path)
    form = forms.BedForm(
        request.POST or None, initial={"usable": "1" if found.usable else "0", "reason": found.out_reason}
    )
    back = reverse("sites:one", args=[found.site_id])
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with form.refusals():
            actions.set_usable.once(
                str(form.key),
                by=by,
                at=centre.now(),
                bed_id=bed_id,
                usable=data["usable"] == "1",
                reason=data["reason"],
            )
        if form.is_valid():
            return done(request, back)
    label = _("Giường %(bed)s, phòng %(room)s") % {"bed": found.label, "room": found.room.label}
    return asked(request, form, label=label, back=back, crumbs=[(back, found.site.name)])


@page(needs=MANAGE)
@never_cache
@require_http_methods(["GET", "POST"])
def remove_room(request: ActorRequest, room_id: UUID) -> HttpResponse:
    """Take a room off the plan: asked first, then done."""
    by = request.actor
    room = queries.get_room(by=by, room_id=room_id)
    by.check(MANAGE, room.site.area_path)
    form = forms.SureForm(request.POST or None)
    back = reverse("sites:one", args=[room.site_id])
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.remove_room.once(str(form.key), by=by, at=centre.now(), room_id=room_id)
        if form.is_valid():
            return done(request, back)
    label = _("Bỏ phòng %(room)s khỏi sơ đồ") % {"room": room.label}
    return asked(
        request, form, label=label, text=_("Chỉ bỏ được phòng chưa ai ở."), back=back, crumbs=[(back, room.site.name)]
    )

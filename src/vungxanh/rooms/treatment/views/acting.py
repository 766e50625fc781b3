"""What is done to a course or a transfer: small forms behind buttons."""

from collections.abc import Callable
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
from vungxanh.common.web.acting import carried
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.treatment import actions, forms, queries, rules, words
from vungxanh.rooms.treatment.views.beginning import bed_choices, said_in

ROUND, DECIDE = Permission.TREATMENT_ROUND, Permission.TREATMENT_DECIDE


class Deed(NamedTuple):
    """One thing done: its words, its form, and the action with the key, who, when."""

    label: Any
    text: Any
    needs: Permission
    form: Callable[[ActorRequest, Any], Any]
    run: Callable[[Any, Any, dict[str, Any]], Any]


def _beds(request: ActorRequest, facility: Any, form: Any) -> Any:
    return form(request.POST or None, beds=bed_choices(request.actor, [facility] if facility else []))


def _reason(request: ActorRequest, row: Any) -> Any:
    return forms.ReasonForm(request.POST or None)


def _sure(request: ActorRequest, row: Any) -> Any:
    return forms.SureForm(request.POST or None)


def _to(request: ActorRequest, course: Any) -> Any:
    """Where his class of today belongs first, then above, then below; nothing is chosen for him where it is below."""
    found = queries.destinations(by=request.actor, course=course)
    day = timezone.localdate(centre.now())
    tower = rules.tiers(course.disease, day, course.area_path).value.tiers
    need = rules.tier_of(rules.Severity(course.severity), tower)
    if course.alarm_since is not None:  # where he is does not do
        need = min(max(need, course.tier + 1), tower[-1].number)
    found.sort(key=lambda f: (f.tier < need, abs(f.tier - need), f.site.name))
    names = [(str(f.pk), _("Tầng %(n)s · %(name)s") % {"n": f.tier, "name": f.site.name}) for f in found]
    if not found or found[0].tier < need:
        names.insert(0, ("", _("chưa có cơ sở tầng %(n)s: gọi tuyến trên, hoặc chọn nơi khác") % {"n": need}))
    return forms.TransferForm(request.POST or None, sites=names, initial={"reason": course.alarm})


def _packs(request: ActorRequest, course: Any) -> Any:
    day = timezone.localdate(centre.now())
    return forms.PackForm(
        request.POST or None, packs=rules.home_care(course.disease, day, course.area_path).value.packs
    )


DEEDS = {
    "transfer": Deed(
        gettext_lazy("Xin chuyển"), gettext_lazy("Nơi nhận phải đồng ý và giữ giường trước khi người bệnh lên đường."), DECIDE, _to,
        lambda f, c, o: actions.ask_transfer.once(str(f.key), **o, course_id=c.pk, site_id=UUID(f.cleaned_data["site"]), reason=f.cleaned_data["reason"]),
    ),
    "bed": Deed(
        gettext_lazy("Chuyển giường"), gettext_lazy("Giường khác trong cùng cơ sở."), DECIDE,
        lambda r, c: _beds(r, c.facility, forms.BedForm),
        lambda f, c, o: actions.move_bed.once(str(f.key), **o, course_id=c.pk, bed_id=f.bed_id, reason=f.cleaned_data["reason"]),
    ),
    "end": Deed(
        gettext_lazy("Kết thúc điều trị"), gettext_lazy("Đủ điều kiện ra viện thì không cần ghi lý do. Kết cục được ghi vào hồ sơ ca bệnh."), DECIDE,
        lambda r, c: forms.EndForm(r.POST or None, initial={"ended_at": centre.now()}),
        lambda f, c, o: actions.end.once(
            str(f.key), **o, course_id=c.pk, ending=rules.Ending(f.cleaned_data["ending"]), reason=f.cleaned_data["reason"],
            ended_at=f.cleaned_data["ended_at"],
        ),
    ),
    "reopen": Deed(
        gettext_lazy("Mở lại"), gettext_lazy("Ghi nhầm, hoặc bệnh trở lại. Mở lại ở nhà; cần giường thì xin chuyển sau khi mở."), DECIDE, _reason,
        lambda f, c, o: actions.reopen.once(str(f.key), **o, course_id=c.pk, reason=f.cleaned_data["reason"]),
    ),
    "pack": Deed(
        gettext_lazy("Phát túi thuốc"), "", ROUND, _packs,
        lambda f, c, o: actions.give_pack.once(str(f.key), **o, course_id=c.pk, name=f.cleaned_data["name"], note_text=f.cleaned_data["note"]),
    ),
}  # fmt: skip
STEPS = {
    "accept": Deed(
        gettext_lazy("Đồng ý nhận, giữ giường"), gettext_lazy("Giường được giữ cho người bệnh này từ bây giờ."), DECIDE,
        lambda r, t: _beds(r, t.to_facility, forms.KeepBedForm),
        lambda f, t, o: actions.accept_transfer.once(str(f.key), **o, transfer_id=t.pk, bed_id=f.bed_id),
    ),
    "refuse": Deed(
        gettext_lazy("Từ chối nhận"), gettext_lazy("Ghi lý do để nơi gửi tìm nơi khác."), DECIDE, _reason,
        lambda f, t, o: actions.refuse_transfer.once(str(f.key), **o, transfer_id=t.pk, reason=f.cleaned_data["reason"]),
    ),
    "cancel": Deed(
        gettext_lazy("Thôi chuyển"), gettext_lazy("Giường đã giữ được trả lại."), DECIDE, _reason,
        lambda f, t, o: actions.cancel_transfer.once(str(f.key), **o, transfer_id=t.pk, reason=f.cleaned_data["reason"]),
    ),
    "depart": Deed(
        gettext_lazy("Đã lên đường"), gettext_lazy("Giường cũ còn giữ đến khi nơi nhận xác nhận đã đến."), DECIDE, _sure,
        lambda f, t, o: actions.depart.once(str(f.key), **o, transfer_id=t.pk),
    ),
    "arrive": Deed(
        gettext_lazy("Xác nhận đã đến"), gettext_lazy("Người bệnh nằm giường đã giữ; giường ở nơi gửi trống."), DECIDE, _sure,
        lambda f, t, o: actions.arrive.once(str(f.key), **o, transfer_id=t.pk),
    ),
}  # fmt: skip


def _do(request: ActorRequest, deed: Deed | None, row: Any, course: Any) -> HttpResponse:
    if deed is None:
        raise Http404
    by = request.actor
    by.check(deed.needs)
    form = deed.form(request, row)
    back = reverse("treatment:one", args=[course.pk])
    (named,) = words.named(by, [course], centre.now())
    crumbs = [(reverse("treatment:index"), _("Điều trị")), (back, named.name)]
    given = {"by": by, "at": centre.now()}
    return carried(
        request, form, lambda: deed.run(form, row, given), back=back, said=_("Đã ghi."), label=str(deed.label), text=str(deed.text),
        crumbs=crumbs,
    )  # fmt: skip


@page(needs=Permission.TREATMENT_SEE)
@never_cache
@require_http_methods(["GET", "POST"])
def act(request: ActorRequest, course_id: UUID, name: str) -> HttpResponse:
    """One of the deeds about a course."""
    course = queries.get(by=request.actor, course_id=course_id)
    return _do(request, DEEDS.get(name), course, course)


@page(needs=DECIDE)
@never_cache
@require_http_methods(["GET", "POST"])
def step(request: ActorRequest, transfer_id: UUID, name: str) -> HttpResponse:
    """One step of a transfer."""
    row = queries.get_transfer(by=request.actor, transfer_id=transfer_id)
    return _do(request, STEPS.get(name), row, row.course)


@page(needs=ROUND)
@require_POST
def note_home(request: ActorRequest, course_id: UUID) -> HttpResponse:
    """What holds of the conditions at home."""
    failing = actions.note_home(by=request.actor, at=centre.now(), course_id=course_id, said=said_in(request))
    if failing:
        messages.error(
            request, _("Còn %(n)s điều kiện không đạt: khắc phục, hoặc xin chuyển vào cơ sở.") % {"n": failing}
        )
    else:
        messages.success(request, _("Đã ghi điều kiện tại nhà."))
    return redirect(reverse("treatment:one", args=[course_id]) + "#home")

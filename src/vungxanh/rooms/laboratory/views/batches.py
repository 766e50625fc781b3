"""Boxes of tubes: packed, handed over, counted on both sides."""

from typing import Any
from uuid import UUID

from csp.decorators import csp_update
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.web.acting import picked
from vungxanh.common.web.columns import Column
from vungxanh.common.web.filters import AreaFilter, ChoiceFilter
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.laboratory import actions, queries, rules, words
from vungxanh.rooms.laboratory.forms import BatchForm, ReceiveForm
from vungxanh.rooms.laboratory.forms.parts import area_name
from vungxanh.rooms.laboratory.models import Batch
from vungxanh.rooms.laboratory.views.shared import CAMERA, asked, dressed, one_of, pressed
from vungxanh.rooms.places import queries as places

STATES = (
    ("open", _("chưa giao")),
    ("sent", _("đang chuyển")),
    ("differs", _("lệch số")),
    ("closed", _("hai bên khớp")),
)


class Batches(Listing):
    """Boxes, the latest on top."""

    key = "batches"
    noun = _("chuyến")
    columns = (
        Column(name="number", label=_("Chuyến"), main=True, url=lambda b: reverse("laboratory:batch", args=[b.pk])),
        Column(
            name="state",
            label=_("Tình trạng"),
            value=lambda b: words.batch_of(b.state),
            template="laboratory/cells/result.html",
        ),
        Column(name="laboratory", label=_("Gửi tới"), value="laboratory.name"),
        Column(name="carrier", label=_("Người, xe chuyển")),
        Column(name="sent", label=_("Giao"), value="sent_count", number=True),
        Column(name="received", label=_("Nhận"), value="received_count", number=True),
        Column(name="at", label=_("Giao lúc"), value="sent_at"),
        Column(name="area", label=_("Nơi gửi"), value="area_name"),
    )
    filters = (
        ChoiceFilter(name="state", label=_("tình trạng"), choices=STATES),
        AreaFilter(name="area", label=_("nơi gửi"), name_of=area_name, url_name="places:suggest"),
    )
    sorts = {"created": ("-created_at",)}
    default_sort = "created"
    empty = Empty(
        title=_("Chưa có chuyến bàn giao nào"), text=_("Chọn các ống đã lấy ở trang Đồng hồ 12 giờ rồi bấm «Xếp chuyến bàn giao»."),
        action_label=_("Chọn ống"), action_url="/laboratory/clock/?stage=collected", icon="package",
    )  # fmt: skip

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Names of areas."""
        names = places.display_names(by=self.request.actor, paths={one.area_path for one in objects})  # type: ignore[attr-defined]
        for one in objects:
            one.area_name = names[one.area_path]
        return objects


@page(needs=Permission.SAMPLE_SEE)
def batches(request: ActorRequest) -> HttpResponse:
    """The list."""
    rows = queries.visible_batches(request.actor).select_related("laboratory")
    return Batches(request, rows).respond("laboratory/batches.html")


@page(needs=Permission.SAMPLE_RECORD)
@require_http_methods(["GET", "POST"])
def new_batch(request: ActorRequest) -> HttpResponse:
    """Pack the chosen tubes; asks where they go."""
    by, ids = request.actor, picked(request.POST.getlist("pick"))
    if not ids:
        return redirect(f"{reverse('laboratory:clock')}?stage=collected")
    tubes = dressed(
        by, list(queries.visible_tubes(by).filter(pk__in=ids).select_related("laboratory", "session", "batch"))
    )
    sent = "laboratory" in request.POST
    first = tubes[0] if tubes else None
    start = {"laboratory": first.laboratory_id, "area_path": first.area_path} if first else None
    form = BatchForm(by, request.POST if sent else None, initial=start)

    def do(key: str) -> Batch:
        data, laboratory = form.cleaned_data, form.uuid("laboratory")
        assert laboratory is not None
        return actions.make_batch.once(
            key,
            by=by,
            at=centre.now(),
            area_path=data["area_path"],
            laboratory_id=laboratory,
            tube_ids=ids,
            carrier=data["carrier"],
        )

    request.method = "POST" if sent else "GET"
    return asked(
        request, form, do, title=_now("Xếp chuyến bàn giao: %(n)d ống") % {"n": len(tubes)}, back=reverse("laboratory:clock"),
        to=lambda made: reverse("laboratory:batch", args=[made.pk]), done=_now("Đã xếp chuyến. Đếm ống rồi bàn giao."), tubes=tubes,
    )  # fmt: skip


@csp_update(CAMERA)
@page(needs=Permission.SAMPLE_SEE)
def batch(request: ActorRequest, box_id: UUID) -> HttpResponse:
    """One box: its list, what was counted, what differs."""
    return _drawn(request, box_id)


def _drawn(request: ActorRequest, box_id: UUID, form: ReceiveForm | None = None) -> HttpResponse:
    by = request.actor
    found = queries.get_batch(by=by, box_id=box_id)
    tubes = dressed(
        by,
        list(
            queries.visible_tubes(by)
            .filter(batch=found)
            .select_related("laboratory", "session", "batch")
            .order_by("code")
        ),
    )
    missing = [tube for tube in tubes if found.state == "differs" and tube.stage == rules.Stage.SENT]
    context = {
        "batch": found, "tubes": tubes, "missing": missing, "surplus": list(found.surplus.all()), "state": words.batch_of(found.state),
        "form": form or ReceiveForm(), "may_record": by.may(Permission.SAMPLE_RECORD, found.area_path),
        "persons": sum(tube.size for tube in tubes),
    }  # fmt: skip
    return render(request, "laboratory/batch.html", context, status=422 if form and form.errors else 200)


@page(needs=Permission.SAMPLE_RECORD)
@require_POST
def batch_press(request: ActorRequest, box_id: UUID, name: str) -> HttpResponse:
    """``send`` with the count of the sender, ``receive`` with that of the laboratory, ``agree`` after a difference."""
    one_of(name, "send", "receive", "agree")
    by, at, post = request.actor, centre.now(), request.POST
    back = reverse("laboratory:batch", args=[box_id])
    if name == "receive":
        return _receive(request, box_id)
    text = post.get("count", "")

    def do(key: str) -> Any:
        if name == "send":
            count = int(text) if text.isdigit() else -1
            return actions.hand_over.once(f"{key}:send", by=by, at=at, box_id=box_id, count=count)
        return actions.agree.once(f"{key}:agree", by=by, at=at, box_id=box_id, said=post.get("said", ""))

    done = _now("Đã bàn giao cho người chuyển.") if name == "send" else _now("Hai bên đã đối chiếu xong.")
    return pressed(request, do, back=back, done=done)


def _receive(request: ActorRequest, box_id: UUID) -> HttpResponse:
    by, form = request.actor, ReceiveForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        with form.refusals():
            actions.receive.once(
                str(form.key),
                by=by,
                at=centre.now(),
                box_id=box_id,
                count=data["count"],
                codes=data["codes"].split(),
            )
        if form.is_valid():
            return redirect("laboratory:batch", box_id)
    return _drawn(request, box_id, form)

"""Thư đi nội bộ: what one room told others and was not heard."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from vungxanh.common import centre, desk
from vungxanh.common.models import OutboxMessage
from vungxanh.common.web.columns import Bulk, Column
from vungxanh.common.web.export import Sheet
from vungxanh.common.web.filters import ChoiceFilter
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty, Tile
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused

STATES = (
    ("waiting", gettext_lazy("đang chờ")),
    ("dead", gettext_lazy("gửi hỏng")),
    ("done", gettext_lazy("đã gửi")),
    ("dropped", gettext_lazy("đã bỏ")),
)


def short(address: str) -> str:
    """``vungxanh.rooms.cases.events.CaseConfirmed`` as ``cases.CaseConfirmed``."""
    parts = address.removeprefix("vungxanh.").removeprefix("rooms.").split(".")
    return f"{parts[0]}.{parts[-1]}"


class MessageList(Listing):
    """Newest first."""

    key = "outbox"
    noun = gettext_lazy("tin")
    columns = (
        Column(name="event", label=gettext_lazy("Tin"), main=True, value=lambda m: short(m.event)),
        Column(name="listener", label=gettext_lazy("Nơi nhận"), value=lambda m: short(m.listener)),
        Column(
            name="state",
            label=gettext_lazy("Trạng thái"),
            template="console/desk/message_state.html",
            plain=lambda m: str(dict(STATES).get(m.state, m.state)),
        ),
        Column(name="attempts", label=gettext_lazy("Số lần gửi"), number=True),
        Column(name="error", label=gettext_lazy("Lỗi lần cuối")),
        Column(name="due_at", label=gettext_lazy("Gửi lúc")),
        Column(name="created_at", label=gettext_lazy("Ghi lúc"), sort="new"),
    )
    filters = (ChoiceFilter(name="state", label=gettext_lazy("trạng thái"), choices=STATES),)
    sorts = {"new": ("-id",)}
    default_sort = "new"
    file = Sheet(stem="thu-noi-bo", title=gettext_lazy("tin"), fields=(), needs=Permission.OUTBOX_SEE, area="")
    empty = Empty(
        title=gettext_lazy("Không có tin nào"),
        text=gettext_lazy("Khi một ca được xác nhận, các phần khác được báo qua đây. Tin đã gửi được giữ bảy ngày."),
        icon="send",
    )


@page(needs=Permission.OUTBOX_SEE)
def index(request: ActorRequest) -> HttpResponse:
    """All messages; the dead ones can be chosen and sent again or dropped."""
    counts = desk.counts(request.actor)
    may = request.actor.may(Permission.OUTBOX_RESEND, centre.current().area_path)
    bulk = [
        Bulk(label=_("Gửi lại"), url=reverse("console:outbox-resend"), icon="refresh"),
        Bulk(label=_("Bỏ hẳn"), url=reverse("console:outbox-drop"), icon="trash"),
    ]
    here = reverse("console:outbox")
    tiles = [
        Tile(_("Đang chờ"), counts["waiting"], f"{here}?state=waiting"),
        Tile(_("Gửi hỏng"), counts["dead"], f"{here}?state=dead", alarm=counts["dead"] > 0),
        Tile(_("Đã gửi, bảy ngày qua"), counts["done"], f"{here}?state=done"),
    ]
    listing = MessageList(request, desk.messages(request.actor), bulk=bulk if may and counts["dead"] else ())
    return listing.respond("console/desk/outbox.html", {"tiles": tiles, "dead": counts["dead"], "may": may})


@page(needs=Permission.OUTBOX_RESEND)
@require_POST
def resend(request: ActorRequest) -> HttpResponse:
    """Send the chosen dead messages again; with ``all`` every one of them."""
    if request.POST.get("all"):
        sent = desk.resend_all(by=request.actor, at=centre.now())
    else:
        sent = _each(request, desk.resend)
    text = ngettext("Đang gửi lại %(n)d tin.", "Đang gửi lại %(n)d tin.", sent)
    messages.success(request, text % {"n": sent})
    return redirect("console:outbox")


@page(needs=Permission.OUTBOX_RESEND)
@require_POST
def drop(request: ActorRequest) -> HttpResponse:
    """Give the chosen dead messages up."""
    dropped = _each(request, desk.drop)
    messages.success(request, _("Đã bỏ %(n)d tin.") % {"n": dropped})
    return redirect("console:outbox")


def _each(request: ActorRequest, action: object) -> int:
    """Only dead ones can be moved; the others that were picked are left as they are."""
    moved = 0
    for message in _picked(request):
        try:
            action(by=request.actor, at=centre.now(), message_id=message.pk)  # type: ignore[operator]
        except Refused:
            continue
        moved += 1
    return moved


def _picked(request: ActorRequest) -> list[OutboxMessage]:
    ids = []
    for text in request.POST.getlist("pick")[:500]:
        try:
            ids.append(UUID(text))
        except ValueError:
            continue
    return list(desk.messages(request.actor, "dead").filter(pk__in=ids))

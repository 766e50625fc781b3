"""What waits for somebody: result rows that fit no tube, people told a wrong result."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vungxanh.common import centre
from vungxanh.common.web.columns import Column
from vungxanh.common.web.export import Sheet
from vungxanh.common.web.filters import AreaFilter, BooleanFilter, ChoiceFilter, TextFilter
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.text import mask_name
from vungxanh.rooms.laboratory import actions, queries, rules, words
from vungxanh.rooms.laboratory.forms.parts import area_name
from vungxanh.rooms.laboratory.models import Told, UnmatchedResult
from vungxanh.rooms.laboratory.views.shared import dressed, named, one_of, pressed

ROW_STATES = [("waiting", _("chờ xử lý")), ("matched", _("đã ghi vào ống")), ("dropped", _("đã bỏ"))]
CHANNELS = {"paper": _("giấy"), "phone": _("điện thoại"), "message": _("tin nhắn"), "list": _("danh sách")}


def _said(by: Actor, row: Any) -> Any:
    row.said = words.result_of(row.result)
    row.by_method = _now(rules.METHOD_NAMES[rules.Method(row.method)])
    row.name = row.who if by.may(Permission.IDENTITY_OPEN, row.area_path) else mask_name(row.who) if row.who else ""
    row.became = f"{dict(ROW_STATES)[row.state]}{': ' + row.reason if row.reason else ''}"
    row.place = f"{row.source}{' · ' + _now('dòng %(n)d') % {'n': row.row} if row.row else ''}"
    return row


def _rows_with(rows: QuerySet[UnmatchedResult], text: str) -> QuerySet[UnmatchedResult]:
    said = text.strip()
    return rows.filter(Q(code__icontains=said) | Q(source__icontains=said) | Q(laboratory__icontains=said))


class Unmatched(Listing):
    """Rows of result lists without a tube."""

    key = "unmatched"
    noun = _("dòng")
    columns = (
        Column(
            name="code", label=_("Mã trong tệp"), value=lambda r: r.code or _now("không mã"), main=True,
            url=lambda r: reverse("laboratory:unmatched_one", args=[r.pk]),
        ),
        Column(name="who", label=_("Người trong tệp"), value="name"),
        Column(name="result", label=_("Kết quả"), value="said", template="laboratory/cells/result.html", plain=lambda r: r.said[0]),
        Column(name="ct", label="Ct", number=True),
        Column(name="method", label=_("Phương pháp"), value="by_method", shown=False),
        Column(name="resulted", label=_("Có kết quả"), value="resulted_at"),
        Column(name="why", label=_("Vì sao chờ")),
        Column(name="laboratory", label=_("Nơi xét nghiệm")),
        Column(name="place", label=_("Tệp")),
        Column(name="state", label=_("Tình trạng"), value="became"),
        Column(name="created", label=_("Nhận lúc"), value="created_at", sort="created"),
    )  # fmt: skip
    filters = (
        TextFilter(name="q", label=_("mã, tệp, nơi xét nghiệm"), search=_rows_with, placeholder=_("mã, tên tệp")),
        ChoiceFilter(name="state", label=_("tình trạng"), choices=ROW_STATES),
        ChoiceFilter(name="result", label=_("kết quả"), choices=lambda: words.choices(rules.RESULT_NAMES)),
    )
    sorts = {"created": ("-id",)}
    default_sort = "created"
    file = Sheet(stem="ket-qua-chua-khop", title=_("kết quả chưa khớp ống"), fields=())
    empty = Empty(
        title=_("Không có dòng nào chờ"),
        text=_("Dòng kết quả không khớp ống nào sẽ nằm ở đây tới khi có người ghi vào ống hoặc bỏ."),
        icon="checks",
    )

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Words of the page's rows."""
        return [_said(self.request.actor, row) for row in objects]  # type: ignore[attr-defined]


@page(needs=Permission.SAMPLE_RECORD)
def unmatched(request: ActorRequest) -> HttpResponse:
    """Those that wait, unless another state is asked for."""
    rows = queries.unmatched(request.actor)
    if not named(request, "state"):
        rows = rows.filter(state="waiting")
    return Unmatched(request, rows).respond(
        "laboratory/unmatched.html", {"may_import": request.actor.may(Permission.IMPORT)}
    )


@page(needs=Permission.SAMPLE_RECORD)
def unmatched_one(request: ActorRequest, unmatched_id: UUID) -> HttpResponse:
    """One row, the tubes it may mean, and the two ways to be done with it."""
    by = request.actor
    row = _said(by, queries.get_unmatched(by=by, unmatched_id=unmatched_id))
    may_mean = dressed(by, queries.may_mean(by=by, row=row)) if row.state == "waiting" else []
    return render(request, "laboratory/unmatched_one.html", {"row": row, "tubes": may_mean})


@page(needs=Permission.SAMPLE_RECORD)
@require_POST
def unmatched_press(request: ActorRequest, unmatched_id: UUID, name: str) -> HttpResponse:
    """``match`` to a code, ``drop`` with a reason."""
    one_of(name, "match", "drop")
    by, at, post = request.actor, centre.now(), request.POST

    def do(key: str) -> Any:
        if name == "match":
            return actions.match.once(
                f"{key}:match", by=by, at=at, unmatched_id=unmatched_id, code=post.get("code", "")
            )
        return actions.drop.once(f"{key}:drop", by=by, at=at, unmatched_id=unmatched_id, reason=post.get("reason", ""))

    done = _now("Đã ghi kết quả vào ống.") if name == "match" else _now("Đã bỏ dòng này.")
    here = reverse("laboratory:unmatched_one", args=[unmatched_id])
    return pressed(request, do, back=reverse("laboratory:unmatched"), done=done, wrong=here)


def _told_with(rows: QuerySet[Told], text: str) -> QuerySet[Told]:
    said = text.strip()
    return rows.filter(
        Q(to__icontains=said) | Q(test__tube__code__icontains=said) | Q(test__sample__code__icontains=said)
    )


class Again(Listing):
    """Everybody told a result that was corrected since."""

    key = "again"
    noun = _("lần báo")
    columns = (
        Column(name="to", label=_("Đã báo cho"), main=True),
        Column(
            name="tube", label=_("Ống"), value=lambda t: t.tube.code if t.tube else "",
            url=lambda t: reverse("laboratory:tube", args=[t.tube.pk]) if t.tube else "",
        ),
        Column(name="before", label=_("Đã báo là"), value=lambda t: t.before[0]),
        Column(name="now", label=_("Nay là"), value="now", template="laboratory/cells/result.html", plain=lambda t: t.now[0]),
        Column(name="at", label=_("Báo lúc"), sort="at"),
        Column(name="channel", label=_("Bằng"), value=lambda t: str(CHANNELS[t.channel])),
        Column(name="reason", label=_("Vì sao sửa"), value="test.replaced_by.reason"),
        Column(name="again", label=_("Báo lại lúc"), value="again_at", shown=False),
        Column(name="again_by", label=_("Người báo lại"), shown=False),
        Column(name="act", label=_("Ghi nhận"), template="laboratory/cells/again.html", value="pk", plain=lambda t: ""),
    )  # fmt: skip
    filters = (
        TextFilter(name="q", label=_("nơi được báo, mã ống"), search=_told_with, placeholder=_("trạm y tế, mã ống")),
        BooleanFilter(name="done", label=_("đã báo lại"), q=Q(again_at__isnull=False), yes=_("rồi"), no=_("chưa")),
        AreaFilter(name="area", label=_("địa bàn"), name_of=area_name, url_name="places:suggest"),
    )
    sorts = {"at": ("at",)}
    default_sort = "at"
    file = Sheet(stem="bao-lai-ket-qua", title=_("báo lại kết quả đã sửa"), fields=())
    empty = Empty(
        title=_("Không phải báo lại ai"), text=_("Khi một kết quả đã trả được sửa, những ai đã được báo sẽ đứng ở đây."),
        icon="checks",
    )  # fmt: skip

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Words of the page's rows."""
        by = self.request.actor  # type: ignore[attr-defined]
        for row in objects:
            row.before, row.now = words.result_of(row.test.result), words.result_of(row.test.replaced_by.result)
            row.tube = row.test.tube or (row.test.sample.tube if row.test.sample else None)
            row.may = by.may(Permission.SAMPLE_RECORD, row.area_path) and row.again_at is None
        return objects


@page(needs=Permission.SAMPLE_SEE)
def again(request: ActorRequest) -> HttpResponse:
    """Those not told again yet, the longest ago first, unless the others are asked for."""
    rows = queries.told_wrong(request.actor)
    if not named(request, "done"):
        rows = rows.filter(again_at=None)
    return Again(request, rows).respond("laboratory/again.html", {})


@page(needs=Permission.SAMPLE_RECORD)
@require_POST
def again_press(request: ActorRequest, told_id: UUID) -> HttpResponse:
    """He knows now."""
    by = request.actor
    return pressed(
        request, lambda key: actions.tell_again.once(f"{key}:{told_id}", by=by, at=centre.now(), told_id=told_id),
        back=reverse("laboratory:again"), done=_now("Đã ghi: đã báo lại kết quả đúng."),
    )  # fmt: skip

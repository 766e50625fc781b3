"""Tubes by the clock, and what is done with many of them."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.web.acting import picked
from vungxanh.common.web.columns import Bulk, Column, Count
from vungxanh.common.web.diseases import diseases
from vungxanh.common.web.export import Sheet
from vungxanh.common.web.filters import AreaFilter, BooleanFilter, ChoiceFilter, DateRangeFilter, TextFilter
from vungxanh.common.web.listing import MANY, Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.laboratory import actions, queries, rules, words
from vungxanh.rooms.laboratory.forms import BackForm
from vungxanh.rooms.laboratory.forms.parts import area_name
from vungxanh.rooms.laboratory.models import Laboratory, Tube
from vungxanh.rooms.laboratory.views.shared import asked, dressed, one_of, pressed


def _laboratories() -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in Laboratory.objects.order_by("name").values_list("pk", "name")]


class LateFilter(BooleanFilter):
    """Returned after its deadline, or not returned and past it by the centre's clock."""

    def apply(self, rows: QuerySet[Tube], value: bool) -> QuerySet[Tube]:
        """The late ones, or those that are not."""
        late = Q(late=True) | Q(late=None, due_at__lt=centre.now())
        return rows.filter(late) if value else rows.exclude(late)


class Tubes(Listing):
    """Every tube the reader may see, those due first on top."""

    key = "tubes"
    noun = _("ống")
    columns = (
        Column(name="due", label=_("Hạn trả"), value="due_at", sort="due", template="laboratory/cells/clock.html", plain=lambda t: t.due_at),
        Column(name="code", label=_("Mã ống"), value=lambda t: t.code or _now("không mã"), main=True, sort="code",
               template="laboratory/cells/code.html",
            url=lambda t: reverse("laboratory:tube", args=[t.pk])),
        Column(name="who", label=_("Người trong ống")),
        Column(name="stage", label=_("Bước"), value="stage_said", template="laboratory/cells/result.html", plain=lambda t: t.stage_said[0]),
        Column(name="holder", label=_("Đang ở")),
        Column(name="next", label=_("Việc tiếp theo")),
        Column(name="result", label=_("Kết quả"), value="result_said", template="laboratory/cells/result.html", plain=lambda t: t.result_said[0]),
        Column(name="collected", label=_("Lấy lúc"), value="collected_at", sort="collected"),
        Column(name="size", label=_("Số người"), number=True, shown=False),
        Column(name="area", label=_("Địa bàn"), value="area_name"),
        Column(name="returned", label=_("Trả lúc"), value="returned_at", shown=False),
    )  # fmt: skip
    filters = (
        TextFilter(name="q", label=_("mã hoặc tên"), search=queries.with_code, placeholder=_("mã ống hoặc họ tên")),
        ChoiceFilter(name="stage", label=_("bước"), choices=[(s.value, rules.STAGE_NAMES[s]) for s in rules.Stage]),
        ChoiceFilter(name="result", label=_("kết quả"), choices=lambda: words.choices(rules.RESULT_NAMES)),
        ChoiceFilter(name="laboratory", label=_("phòng xét nghiệm"), choices=_laboratories),
        ChoiceFilter(
            name="kind", label=_("loại ống"), choices=[(k.value, rules.KIND_NAMES[k]) for k in rules.TubeKind]
        ),
        AreaFilter(name="area", label=_("địa bàn"), name_of=area_name, url_name="places:suggest"),
        DateRangeFilter(name="collected", label=_("lấy mẫu"), field="collected_at", moments=True),
        DateRangeFilter(name="returned", label=_("trả kết quả"), field="returned_on"),
        LateFilter(name="late", label=_("quá hạn trả"), q=Q()),
        ChoiceFilter(name="disease", label=_("bệnh"), choices=diseases),
    )
    sorts = {"due": ("due_at",), "collected": ("-collected_at",), "code": ("code",)}
    default_sort = "due"
    file = Sheet(
        stem="ong-mau",
        title=_("ống mẫu"),
        kind="",
        needs=Permission.EXPORT,
        fields=(),
        prepare=lambda by, rows: list(rows),
    )
    keeps = True
    empty = Empty(
        title=_("Không ống nào đang chờ"),
        text=_("Ống xuất hiện ở đây khi tổ lấy mẫu quét mã, và rời đi khi kết quả đã trả."),
        action_label=_("Mở buổi lấy mẫu"), action_url="/laboratory/sessions/new/", icon="test-pipe",
    )  # fmt: skip

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Words for the cells, each kind of them in one go."""
        return dressed(self.request.actor, objects)  # type: ignore[attr-defined]


class AllTubes(Tubes):
    """Those whose clock stands still too: the newest on top, the first due would be the oldest there is."""

    default_sort = "collected"


def _bulk() -> list[Bulk]:
    received, running = (reverse("laboratory:move", args=[name]) for name in ("received", "running"))
    return [
        Bulk(label=_("Xếp chuyến bàn giao"), url=reverse("laboratory:new_batch"), icon="package"),
        Bulk(label=_("Phòng xét nghiệm đã nhận"), url=received, icon="checks"),
        Bulk(label=_("Đang chạy"), url=running, icon="flask"),
        Bulk(label=_("Trả kết quả"), url=reverse("laboratory:back"), icon="send"),
    ]


@page(needs=Permission.SAMPLE_SEE)
def clock(request: ActorRequest) -> HttpResponse:
    """Open tubes, the first due on top; ``?stage=`` shows others too."""
    by, now = request.actor, centre.now()
    stages = request.GET.getlist("stage")
    # Open stages alone are a part of the open tubes: said so, a database takes their index.
    every = bool(
        (stages and not set(stages) <= {stage.value for stage in rules.OPEN})
        or request.GET.get("result")
        or request.GET.get("returned_from")
        or request.GET.get("all")
    )
    rows: QuerySet[Tube] = queries.visible_tubes(by) if every else queries.open_tubes(by)
    bulk = _bulk() if by.may(Permission.SAMPLE_RECORD) else ()
    listing = (AllTubes if every else Tubes)(request, rows.select_related("laboratory", "session", "batch"), bulk=bulk)
    counts = queries.open_counts(by=by, at=now, area=str(listing.values.get("area") or ""))
    if not every and set(listing.values) <= {"area", "stage"}:
        total = sum(n for stage, n in counts.stages.items() if not stages or stage in stages)
        listing.count = lambda: Count(min(total, MANY), total > MANY)  # type: ignore[method-assign]
    context = {
        "counts": counts, "may_record": by.may(Permission.SAMPLE_RECORD),
        "holders": _holders(counts), "unmatched": queries.count_unmatched(by), "may_import": by.may(Permission.IMPORT),
        "again": queries.count_to_tell_again(by=by),
    }  # fmt: skip
    return listing.respond("laboratory/clock.html", context)


def _holders(counts: queries.Open) -> list[tuple[str, int, str]]:
    links = {
        rules.Holder.COLLECTOR: "?stage=collected", rules.Holder.CARRIER: "?stage=sent",
        rules.Holder.LABORATORY: "?stage=received&stage=running&stage=result",
    }  # fmt: skip
    return [(_now(rules.HOLDER_NAMES[who]), counts.held.get(who, 0), link) for who, link in links.items()]


@page(needs=Permission.SAMPLE_RECORD)
@require_POST
def move(request: ActorRequest, name: str) -> HttpResponse:
    """The chosen tubes reach a stage now."""
    ids = picked(request.POST.getlist("pick"))
    one_of(name, "received", "running")
    if not ids:
        return redirect("laboratory:clock")
    by = request.actor

    def do(key: str) -> int:
        return actions.move.once(key, by=by, at=centre.now(), tube_ids=ids, stage=name)

    said = _now("%(n)d ống: %(stage)s.") % {"n": len(ids), "stage": _now(rules.STAGE_NAMES[rules.Stage(name)])}
    return pressed(request, do, back=reverse("laboratory:clock"), done=said)


@page(needs=Permission.SAMPLE_RECORD)
@require_http_methods(["GET", "POST"])
def back(request: ActorRequest) -> HttpResponse:
    """Return the results of the chosen tubes; asks to whom."""
    ids = picked(request.POST.getlist("pick"))
    if not ids:
        return redirect(f"{reverse('laboratory:clock')}?stage=result")
    form = BackForm(request.POST if "to" in request.POST else None)
    by = request.actor

    def do(key: str) -> int:
        data = form.cleaned_data
        return actions.give_back.once(
            key, by=by, at=centre.now(), tube_ids=ids, to=data["to"], channel=data["channel"], when=data["when"]
        )

    tubes = dressed(
        by, list(queries.visible_tubes(by).filter(pk__in=ids).select_related("laboratory", "session", "batch"))
    )
    sent = request.method == "POST" and "to" in request.POST
    request.method = "POST" if sent else "GET"
    return asked(
        request, form, do, title=_now("Trả kết quả"), back=reverse("laboratory:clock"), to=lambda n: f"{reverse('laboratory:clock')}?stage=result",
        done=_now("Đã trả kết quả %(n)d ống.") % {"n": len(ids)}, tubes=tubes, wide=True,
    )  # fmt: skip

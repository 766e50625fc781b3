"""Who must be sampled today: one list over all reasons, and the form that fills it."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.web.acting import picked
from vungxanh.common.web.columns import Bulk, Column
from vungxanh.common.web.export import Sheet
from vungxanh.common.web.filters import AreaFilter, ChoiceFilter, TextFilter
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.laboratory import actions, queries, rules
from vungxanh.rooms.laboratory.forms import GatherForm
from vungxanh.rooms.laboratory.forms.parts import area_name
from vungxanh.rooms.laboratory.views.shared import asked, carded, named, pressed

STATES = [(s.value, rules.WANTED_NAMES[s]) for s in rules.WantedState if s is not rules.WantedState.SAMPLED]
REASONS = [(r.value, rules.REASON_NAMES[r]) for r in rules.Reason]


class Due(Listing):
    """Everybody who waits for a sample today, or should have given one before."""

    key = "due"
    noun = _("người")
    columns = (
        Column(name="name", label=_("Họ và tên"), main=True),
        Column(name="born", label=_("Năm sinh")),
        Column(name="hamlet", label=_("Thôn")),
        Column(name="area", label=_("Địa bàn"), value="area_name"),
        Column(name="reason", label=_("Vì"), value=lambda w: _now(rules.REASON_NAMES[rules.Reason(w.reason)])),
        Column(name="note", label=_("Ghi chú"), value="note_said"),
        Column(name="due", label=_("Ngày phải lấy"), value="due_on", sort="due"),
        Column(
            name="campaign",
            label=_("Đợt"),
            value="campaign.name",
            url=lambda w: reverse("laboratory:campaign", args=[w.campaign_id]) if w.campaign_id else "",
        ),
        Column(name="job", label=_("Nghề nghiệp"), shown=False),
        Column(
            name="state",
            label=_("Tình trạng"),
            value=lambda w: _now(rules.WANTED_NAMES[rules.WantedState(w.state)]),
            shown=False,
        ),
        Column(
            name="act", label=_("Ghi nhận"), template="laboratory/cells/wanted.html", value="pk", plain=lambda w: ""
        ),
    )
    filters = (
        TextFilter(name="q", label=_("tên"), search=queries.wanted_like, placeholder=_("họ tên, số giấy tờ")),
        ChoiceFilter(name="reason", label=_("lý do"), choices=REASONS),
        ChoiceFilter(name="state", label=_("tình trạng"), choices=STATES),
        AreaFilter(name="area", label=_("địa bàn"), name_of=area_name, url_name="places:suggest"),
    )
    sorts = {"due": ("due_on",)}
    default_sort = "due"
    file = Sheet(stem="can-lay-mau", title=_("người cần lấy mẫu"), fields=())
    keeps = True
    empty = Empty(
        title=_("Không ai phải lấy mẫu hôm nay"),
        text=_(
            "Người đến ngày xét nghiệm, có triệu chứng, trong vùng phong tỏa đến lượt tự vào đây mỗi giờ. Nhóm nguy cơ: bấm «Lập danh sách»."
        ),
        action_label=_("Lập danh sách"),
        action_url="/laboratory/due/gather/",
        icon="list-check",
    )

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Cards of the page's people."""
        rows = carded(self.request.actor, objects)  # type: ignore[attr-defined]
        for one in rows:
            one.back_to = "to=due"
        return rows


@page(needs=Permission.SAMPLE_SEE)
def due(request: ActorRequest) -> HttpResponse:
    """The list; those who wait unless another state is asked for."""
    by = request.actor
    today = timezone.localdate(centre.now())
    rows = queries.visible_wanted(by).filter(due_on__lte=today).select_related("campaign")
    if not named(request, "state"):
        rows = rows.filter(state=rules.WantedState.WAITING)
    may_record = by.may(Permission.SAMPLE_RECORD)
    bulk = (Bulk(label=_("Ghi vắng"), url=reverse("laboratory:due_away"), icon="home"),) if may_record else ()
    counts = queries.overdue_counts(by=by, day=today)
    context = {
        "today": today, "may_record": may_record, "may_plan": by.may(Permission.SAMPLE_PLAN),
        "tiles": [(key, label, counts[key]) for key, label in REASONS if counts.get(key)], "total": sum(counts.values()),
    }  # fmt: skip
    return Due(request, rows, bulk=bulk).respond("laboratory/due.html", context)


@page(needs=Permission.SAMPLE_PLAN)
@require_http_methods(["GET", "POST"])
def gather(request: ActorRequest) -> HttpResponse:
    """Put everybody due on the list, by the reasons chosen."""
    by = request.actor
    form = GatherForm(by, request.POST or None, initial={"day": timezone.localdate(centre.now())})

    def do(key: str) -> Any:
        data = form.cleaned_data
        return actions.gather.once(
            key, by=by, at=centre.now(), area_path=data["area_path"], day=data["day"], disease=data["disease"],
            reasons=data["reasons"],
        )  # fmt: skip

    back = reverse("laboratory:due")
    return asked(
        request, form, do, title=_now("Lập danh sách lấy mẫu"), back=back, to=lambda made: back,
        done=lambda made: _now("Đã thêm %(n)d người vào danh sách.") % {"n": sum(made.values())},
    )  # fmt: skip


@page(needs=Permission.SAMPLE_RECORD)
@require_POST
def due_away(request: ActorRequest) -> HttpResponse:
    """The chosen were not at home."""
    by, at = request.actor, centre.now()
    chosen = picked(request.POST.getlist("pick"))

    def do(key: str) -> Any:
        for one in chosen:
            actions.mark.once(f"{key}:{one}", by=by, at=at, wanted_id=one, state="absent")

    return pressed(
        request, do, back=reverse("laboratory:due"),
        done=_now("Đã ghi %(n)d người vắng: xem lại ở tình trạng «vắng».") % {"n": len(chosen)},
    )  # fmt: skip

"""The register of meetings."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vungxanh.common import centre
from vungxanh.common.web.columns import Column
from vungxanh.common.web.export import Sheet
from vungxanh.common.web.filters import BooleanFilter, ChoiceFilter, DateRangeFilter, TextFilter
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.meetings import queries, rules
from vungxanh.rooms.meetings.views import shared
from vungxanh.rooms.tasks import queries as tasks

SEE = Permission.MEETING_SEE


def _search(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    return queries.search(rows, text)


class Register(Listing):
    """Every meeting asked for."""

    key = "meetings"
    noun = _("cuộc họp")
    columns = (
        Column(name="title", label=_("Cuộc họp"), main=True, value="title",
               url=lambda m: reverse("meetings:one", args=[m.pk])),
        Column(name="starts", label=_("Bắt đầu"), value="starts_at", sort="starts"),
        Column(name="state", label=_("Trạng thái"), template="meetings/cells/state.html",
               plain=lambda m: str(shared.state_of(m)[0])),
        Column(name="asker", label=_("Nơi xin"), value=lambda m: m.asker.name if m.asker else ""),
        Column(name="decider", label=_("Cấp có thẩm quyền"), value=lambda m: m.chief.name if m.chief else ""),
        Column(name="form", label=_("Hình thức"), value=lambda m: _(rules.FORM_NAMES[rules.Form(m.form)])),
        Column(name="persons", label=_("Số người"), value="persons", number=True),
        Column(name="epidemic", label=_("Phòng, chống dịch"), value=lambda m: _("có") if m.epidemic else _("không"), shown=False),
        Column(name="number", label=_("Số văn bản"), value="number", shown=False),
        Column(name="chair", label=_("Chủ trì"), value="chair", shown=False),
        Column(name="asked", label=_("Xin lúc"), value="asked_at", sort="asked", shown=False),
    )  # fmt: skip
    filters = (
        TextFilter(name="q", label=_("từ trong tên, mục đích, nơi họp"), search=_search),
        ChoiceFilter(
            name="state", label=_("trạng thái"), choices=[(s.value, _(name)) for s, name in rules.STATE_NAMES.items()]
        ),
        ChoiceFilter(
            name="form", label=_("hình thức"), choices=[(f.value, _(name)) for f, name in rules.FORM_NAMES.items()]
        ),
        DateRangeFilter(name="on", label=_("ngày họp"), field="starts_at", moments=True),
        BooleanFilter(name="epidemic", label=_("phục vụ phòng, chống dịch"), q=Q(epidemic=True)),
    )
    sorts = {"starts": ("-starts_at",), "asked": ("-asked_at",)}
    default_sort = "starts"
    file = Sheet(stem="cuoc-hop", title=_("Cuộc họp"), fields=(), area="", needs=SEE)
    empty = Empty(
        title=_("Chưa có cuộc họp nào"),
        text=_(
            "Khi giãn cách, cuộc họp phục vụ phòng, chống dịch phải được cấp có thẩm quyền cho phép; đơn vị xin phép ở đây."
        ),
        icon="calendar-event",
    )

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Agencies of the whole page in one go."""
        for row in queries.dress(objects):
            row.status = shared.state_of(row)
        return objects


@page(needs=SEE)
def index(request: ActorRequest) -> HttpResponse:
    """Meetings one may see; whether the place is distancing now."""
    by, at = request.actor, centre.now()
    listing = Register(request, queries.visible(by))
    context: dict[str, Any] = {"may_ask": bool(tasks.mine(by, Permission.MEETING_ASK))}
    if not request.htmx and not listing.exporting:
        area = shared.home_area(by)
        context |= {
            "restraint": queries.restraint(by=by, area=area, on=timezone.localdate(at)) if area else None,
            "waiting": queries.waiting(by).count(), "place": tasks.area_name(by, area) if area else "",
        }  # fmt: skip
    return listing.respond("meetings/index.html", context)

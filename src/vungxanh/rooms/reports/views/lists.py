"""The list of bulletins, the newest on top."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vungxanh.common import centre
from vungxanh.common.web.columns import Column
from vungxanh.common.web.export import Sheet
from vungxanh.common.web.filters import AreaFilter, ChoiceFilter, DateRangeFilter
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.reports import forms, queries, rules
from vungxanh.rooms.reports.queries import saying as words
from vungxanh.rooms.reports.views.shared import SIGN, WRITE, area_name, areas_of


class Bulletins(Listing):
    """The latest version of each day."""

    key = "bulletins"
    noun = _("bản tin")
    columns = (
        Column(name="day", label=_("Ngày"), sort="day", main=True, url=lambda b: reverse("reports:one", args=[b.pk])),
        Column(name="number", label=_("Số"), number=True),
        Column(name="area", label=_("Địa bàn"), value="area_name"),
        Column(name="new", label=_("Ca mới"), value="new_cases", number=True),
        Column(name="active", label=_("Đang điều trị"), value="active_cases", number=True),
        Column(name="state", label=_("Tình trạng"), value="state_words", template="reports/cells/state.html",
               plain=lambda b: b.state_words[0]),
        Column(name="cut_off", label=_("Số liệu đến")),
        Column(name="version", label=_("Bản"), number=True, shown=False),
        Column(name="made_by", label=_("Người lập"), shown=False),
        Column(name="signed_by", label=_("Người ký"), shown=False),
    )  # fmt: skip
    filters = (
        ChoiceFilter(
            name="state", label=_("tình trạng"), choices=lambda: [(s.value, _now(n)) for s, n in rules.STATE_NAMES.items()]
        ),
        DateRangeFilter(name="day", label=_("ngày")),
        AreaFilter(name="area", label=_("địa bàn"), name_of=area_name, url_name="places:suggest"),
    )  # fmt: skip
    sorts = {"day": ("-day",)}
    default_sort = "day"
    file = Sheet(stem="ban-tin", title=_("các bản tin"), fields=())
    empty = Empty(
        title=_("Chưa có bản tin nào"),
        text=_("Bản tin mỗi ngày nằm ở đây khi có người bấm Lập bản tin, hoặc tới giờ tự lập."),
        icon="report",
    )

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Names of areas in one go; two numbers of each."""
        names = places.display_names(by=self.request.actor, paths={b.area_path for b in objects})  # type: ignore[attr-defined]
        for one in objects:
            values = rules.from_json(one.values)
            one.area_name = names[one.area_path].split(",")[0]
            one.state_words = words.state_of(one.state)
            one.new_cases = words.number(values["cases_new"].n) if "cases_new" in values else "–"
            one.active_cases = words.number(values["active"].n) if "active" in values else "–"
        return objects


def _timers(areas: list[tuple[str, str]], today: date) -> list[tuple[str, int | None]]:
    """(name, from which hour on): of his own area, and of those below that have an hour of their own."""
    own = set(queries.timed_areas())
    told = [(path, name) for k, (path, name) in enumerate(areas) if k == 0 or path in own]
    return [(name.split(",")[0], queries.timer_hour(path, today)) for path, name in told]


@page(needs=Permission.FIGURES_SEE)
def index(request: ActorRequest) -> HttpResponse:
    """The list, with one press for today's above it."""
    by, today = request.actor, timezone.localdate(centre.now())
    mine, timed = areas_of(by, WRITE), areas_of(by, SIGN)
    listing = Bulletins(request, queries.bulletins(by))
    context: dict[str, Any] = {}
    if not request.htmx:
        now = queries.of_day(by=by, area=mine[0][0], day=today) if mine else None
        context = {
            "may_write": bool(mine), "many": len(mine) > 1, "today": today, "now": now, "waiting": queries.waiting(by).count(),
            "form": forms.MakeForm(areas=mine, initial={"area": mine[0][0], "day": today}) if mine else None,
            "timed": _timers(timed, today),
        }  # fmt: skip
    return listing.respond("reports/index.html", context)

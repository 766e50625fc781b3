"""The clocks that run: the longest overdue first, with what is next and who does it."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vungxanh.common import centre
from vungxanh.common.web.columns import Column
from vungxanh.common.web.diseases import disease_name, diseases
from vungxanh.common.web.export import Field, Sheet
from vungxanh.common.web.filters import AreaFilter, BooleanFilter, ChoiceFilter
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import NOBODY, Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.pipeline import queries, rules, words
from vungxanh.rooms.pipeline.rules import Stage
from vungxanh.rooms.places import queries as places


def _area_name(path: str) -> str | None:
    name = places.display_name(by=NOBODY, path=path)
    return None if name == path else name


def _fill(by: Actor, rows: list[Any]) -> list[Any]:
    """Names of areas and of who is next, each in one go."""
    names = places.display_names(by=by, paths={row.area_path for row in rows})
    owners = words.owners(by, rows)
    for row in rows:
        row.stage_name, row.next = _now(rules.STAGE_NAMES[Stage(row.stage)]), _now(rules.NEXT[Stage(row.stage)])
        row.area_name, row.owner = names[row.area_path].split(",")[0], owners[row.pk]
    return rows


class OverdueFilter(BooleanFilter):
    """Overdue by the centre's clock."""

    def apply(self, rows: Any, value: bool) -> Any:
        """Those overdue now, or those that are not."""
        overdue = Q(due_at__lt=centre.now())
        return rows.filter(overdue) if value else rows.exclude(overdue)


class Waiting(Listing):
    """Every clock that runs, of the cases the reader may see."""

    key = "clocks"
    noun = _("việc đang chờ")
    columns = (
        Column(name="case", label=_("Ca bệnh"), value="case.code", main=True, url=lambda r: reverse("cases:one", args=[r.case_id])),
        Column(name="stage", label=_("Chặng"), value="stage_name", template="pipeline/cells/nowrap.html"),
        Column(name="due", label=_("Hạn"), value="due_at", sort="due", template="pipeline/cells/clock.html"),
        Column(name="next", label=_("Việc tiếp theo")),
        Column(name="owner", label=_("Ai làm"), template="pipeline/cells/owner.html"),
        Column(name="area", label=_("Địa bàn"), value="area_name"),
        Column(name="began", label=_("Bắt đầu"), value="began_at", sort="began"),
        Column(name="disease", label=_("Bệnh"), value=lambda r: disease_name(r.disease), shown=False),
    )  # fmt: skip
    filters = (
        ChoiceFilter(name="stage", label=_("chặng"), choices=words.stages),
        OverdueFilter(name="late", label=_("đã trễ"), q=Q()),
        ChoiceFilter(name="disease", label=_("bệnh"), choices=diseases),
        AreaFilter(name="area", label=_("địa bàn"), name_of=_area_name, url_name="places:suggest"),
    )
    sorts = {"due": ("due_at",), "began": ("began_at",)}
    default_sort = "due"
    file = Sheet(
        stem="dong-ho-5s",
        title=_("việc 5S đang chờ"),
        kind="clocks",
        needs=Permission.EXPORT,
        fields=(
            Field(name="code", head="Mã ca", value="case.code"),
            Field(name="stage", head="Chặng", value="stage_name"),
            Field(name="area", head="Địa bàn", value="area_name"),
            Field(name="disease", head="Bệnh", value=lambda r: disease_name(r.disease)),
            Field(name="began_at", head="Bắt đầu"),
            Field(name="due_at", head="Hạn"),
            Field(name="next", head="Việc tiếp theo"),
            Field(name="owner", head="Ai làm"),
        ),
        select=lambda rows: rows.select_related("case"),
        prepare=_fill,
    )
    empty = Empty(
        title=_("Không ca nào đang chờ"),
        text=_("Mỗi ca bệnh có năm chặng 5S; chặng nào chưa xong nằm ở đây, trễ lâu nhất trên cùng."),
        icon="checks",
    )

    def prepare(self, objects: list[Any]) -> list[Any]:
        """As in the file."""
        return _fill(self.request.actor, objects)  # type: ignore[attr-defined]


@page(needs=Permission.CASE_SEE)
def waiting(request: ActorRequest) -> HttpResponse:
    """The list."""
    return Waiting(request, queries.open_clocks(by=request.actor).select_related("case")).respond(
        "pipeline/waiting.html"
    )

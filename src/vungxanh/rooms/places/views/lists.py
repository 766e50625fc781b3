"""The list of areas: to filter, to sort, to take away."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.columns import Column
from vungxanh.common.web.export import Field, Sheet
from vungxanh.common.web.filters import AreaFilter, ChoiceFilter, TextFilter
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import NOBODY, Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.places import queries, rules
from vungxanh.rooms.places.models import Area

EDITIONS = {rules.NEW: _("hai cấp, từ 1/7/2025"), rules.OLD: _("ba cấp, đến 30/6/2025")}
LEVELS = {
    "country": _("cả nước"), "province": _("tỉnh, thành phố"), "district": _("quận, huyện"), "commune": _("xã, phường"),
}  # fmt: skip


def _prepare(by: Actor, rows: list[Area]) -> list[Any]:
    names = queries.display_names(by=by, paths={area.parent_path for area in rows if area.parent_path})
    for area in rows:
        area.inside = names.get(area.parent_path, "")  # type: ignore[attr-defined]
    return rows


AREAS = Sheet(
    stem="dia-ban",
    title=_("địa bàn"),
    needs=Permission.AREA_SEE,
    area="",
    fields=(
        Field(name="path", head="Đường dẫn"),
        Field(name="code", head="Mã"),
        Field(name="full_name", head="Tên"),
        Field(name="level", head="Cấp", value=lambda area: str(LEVELS[area.level])),
        Field(name="inside", head="Thuộc"),
        Field(name="edition", head="Bộ đơn vị", value=lambda area: str(EDITIONS[area.edition])),
        Field(name="valid_from", head="Có từ ngày"),
        Field(name="valid_to", head="Đến ngày"),
        Field(name="km2", head="Diện tích (km²)"),
        Field(name="lat", head="Vĩ độ"),
        Field(name="lng", head="Kinh độ"),
        Field(name="population", head="Dân số"),
        Field(name="population_date", head="Dân số ngày"),
        Field(name="population_source", head="Nguồn dân số"),
    ),
    prepare=_prepare,
)


class AreaList(Listing):
    """Every area of both editions."""

    key = "areas"
    noun = _("địa bàn")
    columns = (
        Column(name="name", label=_("Tên"), value="full_name", main=True, sort="name",
               url=lambda area: reverse("places:area", args=[area.path])),
        Column(name="inside", label=_("Thuộc"), sort="path"),
        Column(name="level", label=_("Cấp"), value=lambda area: LEVELS[area.level]),
        Column(name="code", label=_("Mã")),
        Column(name="population", label=_("Dân số"), number=True, sort="population"),
        Column(name="km2", label=_("Diện tích (km²)"), number=True, shown=False),
        Column(name="edition", label=_("Bộ đơn vị"), value=lambda area: EDITIONS[area.edition], shown=False),
    )  # fmt: skip
    filters = (
        TextFilter(name="q", label=_("tên"), search=queries.named, public=True),
        ChoiceFilter(name="edition", label=_("bộ đơn vị"), choices=list(EDITIONS.items())),
        ChoiceFilter(name="level", label=_("cấp"), choices=list(LEVELS.items())),
        AreaFilter(name="area", label=_("thuộc"), field="path", url_name="places:suggest",
                   name_of=lambda path: queries.display_name(by=NOBODY, path=path) or None),
    )  # fmt: skip
    sorts = {"path": ("path",), "name": ("name_folded", "path"), "population": ("-population", "path")}
    default_sort = "path"
    file = AREAS
    empty = Empty(
        title=_("Chưa có đơn vị hành chính nào"),
        text=_("Danh mục chính thức được nạp khi cài đặt: chạy “vungxanh up” trên máy chủ."),
        icon="map-2",
    )

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Names of the areas above."""
        return _prepare(self.request.actor, objects)  # type: ignore[attr-defined]


@page(needs=Permission.AREA_SEE)
def areas(request: ActorRequest) -> HttpResponse:
    """The list."""
    return AreaList(request, queries.every(by=request.actor)).respond("places/list.html")

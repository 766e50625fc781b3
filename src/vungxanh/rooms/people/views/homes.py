"""The list of households, and households as a file in the columns our import knows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from vungxanh.common.web.columns import Column
from vungxanh.common.web.export import Field, Sheet
from vungxanh.common.web.export.lines import commune_code
from vungxanh.common.web.filters import AreaFilter, TextFilter
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import NOBODY, Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.people import actions, queries
from vungxanh.rooms.places import queries as places


def _open(by: Actor, at: datetime, rows: Sequence[Any], fields: Sequence[str], reason: str) -> dict[Any, Any]:
    mine = [home.pk for home in rows if by.may(Permission.IDENTITY_OPEN, home.area_path)]
    if not mine:
        return {}
    found = actions.open_households(by=by, at=at, household_ids=mine, reason=reason)
    return {pk: {"address": address} for pk, address in found.items()}


HOUSEHOLDS = Sheet(
    stem="ho-gia-dinh",
    title=_("hộ gia đình"),
    kind="households",
    fields=(
        Field(name="code", head="Mã hộ"),
        Field(name="commune", head="Mã xã", value=lambda home: commune_code(home.area_path)),
        Field(name="hamlet", head="Thôn/ấp/tổ"),
        Field(name="address", head="Địa chỉ", sealed=True),
    ),
    select=lambda rows: rows.only("pk", "code", "area_path", "hamlet"),
    open=_open,
)


class HouseholdList(Listing):
    """Households of the areas one sees."""

    key = "households"
    noun = _("hộ")
    columns = (
        Column(name="code", label=_("Mã hộ"), value=str, main=True, sort="code",
               url=lambda home: reverse("people:household", args=[home.pk])),
        Column(name="area", label=_("Xã, phường"), value="area_name", sort="area"),
        Column(name="hamlet", label=_("Thôn, ấp")),
        Column(name="size", label=_("Số người đã ghi"), number=True),
    )  # fmt: skip
    filters = (
        AreaFilter(name="area", label=_("địa bàn"), url_name="places:suggest",
                   name_of=lambda path: places.display_name(by=NOBODY, path=path) or None),
        TextFilter(name="q", label=_("mã hộ"), search=queries.households_begin, placeholder=_("Đầu mã hộ")),
    )  # fmt: skip
    sorts = {"area": ("area_path", "code"), "code": ("code", "area_path")}
    default_sort = "area"
    file = HOUSEHOLDS
    empty = Empty(
        title=_("Chưa có hộ nào"),
        text=_("Ghi từng hộ ở đây, hoặc nhập tệp danh sách hộ; mã hộ nối người ở cùng nhà với nhau."),
        action_label=_("Ghi hộ"),
        action_url="/people/households/new/",
        icon="home",
    )

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Names of areas and numbers of members, for the whole page at once."""
        by = self.request.actor  # type: ignore[attr-defined]
        names = places.display_names(by=by, paths={home.area_path for home in objects})
        sizes = queries.household_sizes(by, [home.pk for home in objects])
        for home in objects:
            home.area_name, home.size = names[home.area_path], sizes.get(home.pk, 0)
        return objects


@page(needs=Permission.PERSON_SEE)
@require_http_methods(["GET", "POST"])
def all_households(request: ActorRequest) -> HttpResponse:
    """The list."""
    may_record = request.actor.may(Permission.PERSON_RECORD)
    rows = queries.visible_households(request.actor)
    return HouseholdList(request, rows).respond("people/households.html", {"may_record": may_record})

"""The list of tracing teams: who they are, how many people, how much work."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.columns import Column
from vungxanh.common.web.export import Field, Sheet
from vungxanh.common.web.filters import AreaFilter, BooleanFilter, TextFilter
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.tracing import queries
from vungxanh.rooms.tracing.models import Team
from vungxanh.rooms.tracing.views import shared


def _prepare(by: Actor, rows: list[Team]) -> list[Any]:
    """Loads, sizes and names of areas, of all of them at once."""
    keys = [team.pk for team in rows]
    loads, sizes = queries.loads(by=by, team_ids=keys), queries.team_sizes(by=by, team_ids=keys)
    names = places.display_names(by=by, paths={team.area_path for team in rows})
    for team in rows:
        team.load, team.size = loads.get(team.pk, 0), sizes.get(team.pk, 0)  # type: ignore[attr-defined]
        team.area_name = names[team.area_path]  # type: ignore[attr-defined]
    return rows


TEAMS = Sheet(
    stem="to-truy-vet",
    title=_("tổ truy vết"),
    fields=(
        Field(name="id", head="Mã tổ", value="pk"),
        Field(name="name", head="Tên tổ"),
        Field(name="agency", head="Cơ quan", value="agency.name"),
        Field(name="area", head="Địa bàn", value="area_name"),
        Field(name="decision", head="Quyết định thành lập"),
        Field(name="active", head="Đang hoạt động"),
        Field(name="size", head="Số người trong tổ"),
        Field(name="load", head="Số người cần gọi"),
    ),
    select=lambda rows: rows.select_related("agency"),
    prepare=_prepare,
)


class TeamList(Listing):
    """Teams of the areas one sees, and those one is in."""

    key = "teams"
    noun = _("tổ")
    columns = (
        Column(name="name", label=_("Tổ"), main=True, sort="name", template="tracing/cells/team.html",
               url=lambda team: reverse("tracing:team", args=[team.pk])),
        Column(name="agency", label=_("Cơ quan"), value="agency.name"),
        Column(name="area", label=_("Địa bàn"), value="area_name", sort="area"),
        Column(name="decision", label=_("Quyết định thành lập"), template="tracing/cells/decision.html"),
        Column(name="size", label=_("Người trong tổ"), number=True),
        Column(name="load", label=_("Cần gọi"), number=True, template="tracing/cells/load.html"),
    )  # fmt: skip
    filters = (
        TextFilter(name="q", label=_("tên tổ"), search=queries.teams_named, public=True),
        AreaFilter(name="area", label=_("địa bàn"), name_of=shared.area_name, url_name="places:suggest"),
        BooleanFilter(
            name="decided", label=_("quyết định thành lập"), q=queries.DECIDED, yes=_("đã có"), no=_("chưa có")
        ),
        BooleanFilter(name="active", label=_("đang hoạt động"), q=queries.ACTIVE),
    )
    sorts = {"area": ("-active", "area_path", "name"), "name": ("name", "area_path")}
    default_sort = "area"
    file = TEAMS
    empty = Empty(
        title=_("Chưa có tổ truy vết"),
        text=_("Công an làm nòng cốt, cùng cán bộ y tế. Lập tổ rồi thêm người; người cần gọi được giao theo địa bàn."),
        icon="users-group",
    )

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Loads, sizes and names of areas."""
        return _prepare(self.request.actor, objects)  # type: ignore[attr-defined]


@page(needs=Permission.TRACE_SEE)
def teams(request: ActorRequest) -> HttpResponse:
    """All teams with their loads, and how many contacts nobody has."""
    by = request.actor
    may = by.may(Permission.TRACE_ASSIGN)
    context = {} if request.htmx else {"free": queries.unassigned(by=by).count(), "may_assign": may}
    listing = TeamList(request, queries.visible_teams(by).select_related("agency"))
    return listing.respond("tracing/teams.html", context)

"""The list of sites."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.columns import Column
from vungxanh.common.web.export import Sheet
from vungxanh.common.web.filters import AreaFilter, ChoiceFilter, TextFilter
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty, StatusKind
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import NOBODY
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.sites import queries, rules
from vungxanh.rooms.sites.forms import kinds
from vungxanh.rooms.sites.models import Site

STATES: dict[str, StatusKind] = {"planned": "plain", "ordered": "alarm", "active": "active", "closed": "off"}


def state_of(state: str) -> tuple[str, StatusKind]:
    """A state in words, and how it is drawn."""
    return _now(rules.STATE_NAMES[rules.SiteState(state)]), STATES[state]


def area_name(path: str) -> str | None:
    """What an area is called, for a filter; None when there is no such area."""
    name = places.display_name(by=NOBODY, path=path)
    return None if name == path else name


def _named(rows: QuerySet[Site], text: str) -> QuerySet[Site]:
    return rows.filter(name__icontains=text)


class Sites(Listing):
    """Every site the reader may see."""

    key = "sites"
    noun = _("khu")
    columns = (
        Column(name="name", label=_("Tên khu"), sort="name", main=True, url=lambda s: reverse("sites:one", args=[s.pk])),
        Column(name="kind", label=_("Loại"), value=lambda s: _now(rules.KIND_NAMES[rules.SiteKind(s.kind)])),
        Column(name="state", label=_("Tình trạng"), value=lambda s: state_of(s.state), template="sites/cells/state.html",
               plain=lambda s: state_of(s.state)[0]),
        Column(name="area", label=_("Địa bàn"), value="area_name"),
        Column(name="beds", label=_("Giường"), value="full.beds", number=True),
        Column(name="held", label=_("Có người"), value="full.held", number=True),
        Column(name="free", label=_("Còn trống"), value="full.free", number=True),
        Column(name="percent", label=_("Đầy"), value="full", template="sites/cells/full.html", plain=lambda s: f"{s.full.percent} %"),
        Column(name="agency", label=_("Quản lý"), value="agency.name", shown=False),
        Column(name="return_by", label=_("Trả trường trước"), shown=False),
    )  # fmt: skip
    filters = (
        TextFilter(name="q", label=_("tên"), search=_named, public=True),
        ChoiceFilter(name="kind", label=_("loại"), choices=kinds),
        ChoiceFilter(
            name="state",
            label=_("tình trạng"),
            choices=lambda: [(str(k), _now(v)) for k, v in rules.STATE_NAMES.items()],
        ),
        AreaFilter(name="area", label=_("địa bàn"), name_of=area_name, url_name="places:suggest"),
    )
    sorts = {"name": ("name",)}
    default_sort = "name"
    file = Sheet(stem="khu-cach-ly", title=_("khu cách ly"), fields=(), area="")
    keeps = True
    empty = Empty(
        title=_("Chưa có khu cách ly nào"),
        text=_("Khu cách ly tập trung, cơ sở của xã, khách sạn, nhà trọ nằm ở đây khi được ghi vào phương án."),
        action_label=_("Thêm khu"),
        action_url="/sites/new/",
        icon="building-warehouse",
    )

    def prepare(self, objects: list[Any]) -> list[Any]:
        """How full each is, and where: one query each."""
        by = self.request.actor  # type: ignore[attr-defined]
        full = queries.occupancy(by=by, site_ids=[s.pk for s in objects])
        names = places.display_names(by=by, paths={s.area_path for s in objects})
        for site in objects:
            site.full = full.get(site.pk, rules.Occupancy())
            site.area_name = names[site.area_path]
        return objects


@page(needs=Permission.SITE_SEE)
def index(request: ActorRequest) -> HttpResponse:
    """The list, with the beds of all it lists together."""
    listing = Sites(request, queries.visible(request.actor).select_related("agency"))
    context = {
        "may_manage": request.actor.may(Permission.SITE_MANAGE),
        "total": queries.totals(by=request.actor, among=listing.queryset()),
    }
    return listing.respond("sites/index.html", context)

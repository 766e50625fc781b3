"""Pages of venues."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.web.columns import Column
from vungxanh.common.web.export import Field, Sheet
from vungxanh.common.web.filters import AreaFilter, ChoiceFilter, Filter, TextFilter
from vungxanh.common.web.forms import options_response
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty, Option
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.venues import actions, queries
from vungxanh.rooms.venues.forms import VenueForm
from vungxanh.rooms.venues.models import Venue
from vungxanh.rooms.venues.words import KINDS, kind_name


def _filters(by: Actor) -> tuple[Filter, ...]:
    def area_name(path: str) -> str | None:
        name = places.display_name(by=by, path=path)
        return None if name == path else name

    return (
        TextFilter(name="q", label=gettext_lazy("Tên"), search=queries.with_words),
        ChoiceFilter(name="kind", label=gettext_lazy("Loại"), choices=list(KINDS.items())),
        AreaFilter(name="area", label=gettext_lazy("Địa bàn"), name_of=area_name, url_name="places:suggest"),
    )


SHEET = Sheet(
    stem="dia-diem",
    title=gettext_lazy("địa điểm"),
    kind="venues",
    fields=(
        Field(name="id", head="Mã địa điểm", value="pk"),
        Field(name="name", head="Tên địa điểm"),
        Field(name="kind", head="Loại", value=lambda v: kind_name(v.kind)),
        Field(name="commune", head="Mã xã", value=lambda v: v.area_path.rstrip("/").rsplit("/", 1)[-1]),
        Field(name="address", head="Địa chỉ"),
        Field(name="lat", head="Vĩ độ"),
        Field(name="lng", head="Kinh độ"),
        Field(name="capacity", head="Sức chứa"),
    ),
)


class Venues(Listing):
    """The venues of one's own areas."""

    key = "venues"
    noun = gettext_lazy("địa điểm")
    columns = (
        Column(name="name", label=gettext_lazy("Tên"), sort="name", main=True,
               url=lambda v: reverse("venues:venue", args=[v.pk])),
        Column(name="kind", label=gettext_lazy("Loại"), value=lambda v: kind_name(v.kind)),
        Column(name="area", label=gettext_lazy("Địa bàn"), value="area_name"),
        Column(name="address", label=gettext_lazy("Địa chỉ")),
        Column(name="capacity", label=gettext_lazy("Sức chứa"), number=True, shown=False),
    )  # fmt: skip
    sorts: ClassVar[dict[str, Sequence[str]]] = {"name": ("name_folded",)}
    default_sort = "name"
    file = SHEET

    def __init__(self, request: HttpRequest, by: Actor) -> None:
        self.by = by
        self.filters = _filters(by)  # type: ignore[misc]
        may = by.may(Permission.VENUE_RECORD)
        self.empty = Empty(  # type: ignore[misc]
            title=_("Chưa có địa điểm nào"),
            text=_("Chợ, trường, nơi làm việc, khu trọ… nơi F0 đã đến. Chúng được ghi khi điều tra hoặc thêm ở đây."),
            action_label=_("Thêm địa điểm") if may else "",
            action_url=reverse("venues:new") if may else "",
            icon="map-pin",
        )
        super().__init__(request, queries.mine(by=by))

    def prepare(self, objects: list[Venue]) -> list[Venue]:
        names = places.display_names(by=self.by, paths=[v.area_path for v in objects])
        for venue in objects:
            venue.area_name = names[venue.area_path]  # type: ignore[attr-defined]
        return objects


@page(needs=Permission.PERSON_SEE)
@require_http_methods(["GET", "POST"])
def index(request: ActorRequest) -> HttpResponse:
    """The list; POST carries the words of the filter."""
    may_record = request.actor.may(Permission.VENUE_RECORD)
    return Venues(request, request.actor).respond("venues/index.html", {"may_record": may_record})


@page(needs=Permission.PERSON_SEE)
@require_POST
def suggest(request: ActorRequest) -> HttpResponse:
    """Lines of an autocomplete field; the words come by POST, a home may bear a name."""
    by = request.actor
    found = queries.find(by=by, text=request.POST.get("q", ""), within_area=request.POST.get("within", ""))
    areas = places.display_names(by=by, paths=[v.area_path for v in found])
    options = [Option(str(v.pk), v.name, f"{kind_name(v.kind)} · {areas[v.area_path]}") for v in found]
    return options_response(request, options)


@page(needs=Permission.PERSON_SEE)
def venue(request: ActorRequest, venue_id: UUID) -> HttpResponse:
    """One venue."""
    found = queries.get(by=request.actor, venue_id=venue_id)
    return render(
        request,
        "venues/venue.html",
        {
            "venue": found,
            "kind": kind_name(found.kind),
            "area_name": places.display_name(by=request.actor, path=found.area_path),
            "may_record": request.actor.may(Permission.VENUE_RECORD, found.area_path),
        },
    )


@page(needs=Permission.VENUE_RECORD)
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Record a venue."""
    first = request.actor.areas(Permission.VENUE_RECORD)
    form = VenueForm(request.POST or None, by=request.actor, initial={"area_path": first[0] if len(first) == 1 else ""})
    if form.is_bound and form.is_valid():
        made = None
        with form.refusals():
            made = actions.record.once(
                str(form.key), by=request.actor, at=centre.now(),
                described=form.described(), anyway=form.cleaned_data["anyway"],
            )  # fmt: skip
        if made:
            messages.success(request, _("Đã ghi địa điểm."))
            return redirect("venues:venue", venue_id=made.pk)
        form.offer_anyway()
    return _form(request, form, {"title": _("Thêm địa điểm"), "back": reverse("venues:index")})


@page(needs=Permission.VENUE_RECORD)
@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, venue_id: UUID) -> HttpResponse:
    """Correct a venue."""
    found = queries.get(by=request.actor, venue_id=venue_id)
    request.actor.check(Permission.VENUE_RECORD, found.area_path)
    known = {name: getattr(found, name) for name in ("name", "kind", "area_path", "address", "lat", "lng", "capacity")}
    form = VenueForm(request.POST or None, by=request.actor, initial=known)
    if form.is_bound and form.is_valid():
        done = None
        with form.refusals():
            done = actions.correct.once(
                str(form.key), by=request.actor, at=centre.now(), venue_id=venue_id, described=form.described()
            )
        if done:
            messages.success(request, _("Đã sửa địa điểm."))
            return redirect("venues:venue", venue_id=venue_id)
    back = reverse("venues:venue", args=[venue_id])
    return _form(request, form, {"title": _("Sửa địa điểm"), "back": back})


def _form(request: ActorRequest, form: VenueForm, context: dict[str, Any]) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "venues/form.html", {"form": form, **context}, status=status)

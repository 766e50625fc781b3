"""Agencies: list, one, founding, correcting, closing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.web.columns import Column
from vungxanh.common.web.export import Sheet
from vungxanh.common.web.filters import AreaFilter, BooleanFilter, ChoiceFilter, TextFilter
from vungxanh.common.web.forms import options_response
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty, Option
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import NOBODY
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.agencies import actions, queries, rules
from vungxanh.rooms.agencies.forms import AgencyForm, AliasForm
from vungxanh.rooms.agencies.models import Agency, Post
from vungxanh.rooms.agencies.views.shown import given
from vungxanh.rooms.places import queries as places


def _like(rows: QuerySet[Agency], text: str) -> QuerySet[Agency]:
    return rows.filter(Q(name__icontains=text) | Q(short_name__icontains=text))


def _kind(agency: Agency) -> str:
    return _now(rules.KINDS[rules.AgencyKind(agency.kind)][0])


class AgencyList(Listing):
    """Agencies of the areas one sees."""

    key = "agencies"
    noun = _("cơ quan")
    columns = (
        Column(name="name", label=_("Tên"), main=True, sort="name",
               url=lambda agency: reverse("agencies:agency", args=[agency.pk])),
        Column(name="kind", label=_("Loại"), value=_kind),
        Column(name="area", label=_("Địa bàn"), value="area_name", sort="area"),
        Column(name="decision", label=_("Quyết định thành lập"), value="decision"),
        Column(name="active", label=_("Tình trạng"), template="agencies/cells/active.html",
               plain=lambda agency: _now("đang hoạt động") if agency.active else _now("đã đóng")),
    )  # fmt: skip
    filters = (
        TextFilter(name="q", label=_("tên"), search=_like, public=True),
        ChoiceFilter(name="kind", label=_("loại"), choices=[(k.value, _(n)) for k, (n, _b) in rules.KINDS.items()]),
        AreaFilter(name="area", label=_("địa bàn"), url_name="places:suggest",
                   name_of=lambda path: places.display_name(by=NOBODY, path=path) or None),
        BooleanFilter(name="decided", label=_("quyết định thành lập"), q=~Q(decision=""), yes=_("đã ghi"), no=_("chưa ghi")),
        BooleanFilter(name="open", label=_("tình trạng"), q=Q(active=True), yes=_("đang hoạt động"), no=_("đã đóng")),
    )  # fmt: skip
    sorts = {"area": ("area_path", "name"), "name": ("name",)}
    default_sort = "area"
    file = Sheet(stem="co-quan", title=_("cơ quan"), fields=(), needs=Permission.AGENCY_SEE, area="")
    empty = Empty(
        title=_("Chưa có cơ quan"),
        text=_("Ban Chỉ đạo, y tế, công an, tổ truy vết… nằm ở đây sau khi quản trị lập."),
        icon="building-community",
    )

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Names of areas, for the whole page at once."""
        names = places.display_names(by=NOBODY, paths={agency.area_path for agency in objects})
        for agency in objects:
            agency.area_name = names[agency.area_path]
        return objects


@page(needs=Permission.AGENCY_SEE)
@require_http_methods(["GET", "POST"])
def index(request: ActorRequest) -> HttpResponse:
    """The list."""
    listing = AgencyList(request, queries.visible_agencies(request.actor))
    return listing.respond("agencies/agencies.html", {"may_found": request.actor.may(Permission.AGENCY_MANAGE)})


@page(needs=Permission.AGENCY_SEE)
@require_GET
def options(request: ActorRequest) -> HttpResponse:
    """Lines of an autocomplete field."""
    found = queries.agencies_like(request.actor, request.GET.get("q", "")[:100])
    names = places.display_names(by=request.actor, paths={agency.area_path for agency in found})
    return options_response(request, [Option(str(a.pk), a.name, names[a.area_path]) for a in found])


@page(needs=Permission.AGENCY_SEE)
@require_GET
def agency(request: ActorRequest, agency_id: UUID) -> HttpResponse:
    """One agency: its names, its leaders, what they answer for; who works there for those who manage users there."""
    found = queries.known_agency(request.actor, agency_id)
    rows = []
    if request.actor.may(Permission.USER_MANAGE, found.area_path):
        rows = list(queries.members_of(request.actor, found))
    words = {one.id: one for one in given(request.actor, rows)}
    context = {
        "agency": found,
        "kind": _kind(found),
        "area": places.display_name(by=request.actor, path=found.area_path),
        "people": [(row.user, words[row.pk]) for row in rows if words[row.pk].now],
        "sees_people": request.actor.may(Permission.USER_MANAGE, found.area_path),
        "may_manage": request.actor.may(Permission.AGENCY_MANAGE, found.area_path),
    } | _entry(request, found)
    return render(request, "agencies/agency.html", context)


def _entry(request: ActorRequest, found: Agency) -> dict[str, Any]:
    """Its entry in the directory."""
    today = timezone.localdate(centre.now())
    posts = queries.posts(request.actor, found.pk)
    held = [post for post in posts if post.valid_to is None or post.valid_to >= today]
    answering = queries.charges(request.actor, found.area_path)
    names = places.display_names(by=request.actor, paths={one.area_path for one in answering})
    return {
        "aliases": queries.aliases(request.actor, found.pk),
        "alias_form": AliasForm(),
        "posts": held,
        "former": [post for post in posts if post not in held],
        "idle": _idle(found, held),
        "commanders": queries.commanders(request.actor, found),
        "history": queries.history_of_agency(request.actor, found),
        "headless": not any(post.is_head for post in held),
        "charges": [
            (one, names[one.area_path], _now(rules.AREAS_OF_WORK[one.field]) if one.field else _now("mọi lĩnh vực"))
            for one in answering
        ],
        "above": found.parent if found.parent_id else None,
    }


def _idle(found: Agency, held: list[Post]) -> set[UUID]:
    """Members of a commanding body who answer for no area and no field."""
    if found.kind != rules.AgencyKind.COMMAND:
        return set()
    members = {post.pk for post in held if not post.is_head}
    return members - queries.charged_posts(members)


@page(needs=Permission.AGENCY_MANAGE)
@require_http_methods(["GET", "POST"])
def new_agency(request: ActorRequest) -> HttpResponse:
    """Found an agency."""
    form = AgencyForm(request.POST or None, by=request.actor, founding=True)
    if request.method == "POST" and form.is_valid():
        data = {k: v for k, v in form.cleaned_data.items() if k != "_key"}
        with form.refusals():
            made = actions.found.once(str(form.key), by=request.actor, at=centre.now(), **data)
            messages.success(request, _now("Đã lập cơ quan."))
            return redirect("agencies:agency", made.pk)
    return render(request, "agencies/agency_form.html", {"form": form}, status=422 if form.errors else 200)


@page(needs=Permission.AGENCY_MANAGE)
@require_http_methods(["GET", "POST"])
def edit_agency(request: ActorRequest, agency_id: UUID) -> HttpResponse:
    """Correct the name or kind."""
    found = queries.agency(request.actor, agency_id)
    request.actor.check(Permission.AGENCY_MANAGE, found.area_path)
    before = {name: getattr(found, name) for name in ("name", "short_name", "kind", "decision")}
    form = AgencyForm(request.POST or None, by=request.actor, founding=False, initial=before)
    if request.method == "POST" and form.is_valid():
        data = {k: v for k, v in form.cleaned_data.items() if k != "_key"}
        with form.refusals():
            actions.rename(by=request.actor, at=centre.now(), agency_id=agency_id, **data)
            messages.success(request, _now("Đã sửa."))
            return redirect("agencies:agency", agency_id)
    context = {"form": form, "agency": found}
    return render(request, "agencies/agency_form.html", context, status=422 if form.errors else 200)


@page(needs=Permission.AGENCY_MANAGE)
@require_POST
def toggle_agency(request: ActorRequest, agency_id: UUID) -> HttpResponse:
    """Close or open again."""
    to_open = request.POST.get("open") == "1"
    change = actions.reopen if to_open else actions.close
    change(by=request.actor, at=centre.now(), agency_id=agency_id)
    messages.success(request, _now("Đã mở lại cơ quan.") if to_open else _now("Đã đóng cơ quan."))
    return redirect("agencies:agency", agency_id)

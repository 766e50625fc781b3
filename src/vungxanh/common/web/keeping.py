"""Keeping a list under a name, from its own page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from vungxanh.common import centre, saved_views
from vungxanh.common.web.filters import TextFilter
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.refused import NotYours, Refused

if TYPE_CHECKING:
    from vungxanh.common.web.listing import Listing


@dataclass(frozen=True, slots=True)
class Kept:
    """A view as the menu shows it."""

    id: UUID
    name: str
    url: str
    mine: bool
    owner: str
    shared: bool
    current: bool


def wanted(listing: "Listing") -> bool:
    """Whether the request keeps or drops a view."""
    data = listing.request.POST
    return listing.request.method == "POST" and listing.keeps and bool(data.get("keep") or data.get("drop"))


def answer(listing: "Listing") -> HttpResponse:
    """Keep or drop, then the same list again."""
    request, data = listing.request, listing.request.POST
    by: Actor = request.actor  # type: ignore[attr-defined]
    try:
        if data.get("drop"):
            saved_views.drop_view(by=by, at=centre.now(), view_id=_uuid(data["drop"]))
            messages.success(request, _("Đã xóa kiểu xem."))
        else:
            made = saved_views.keep_view(
                by=by, at=centre.now(), list_key=listing.key, name=data.get("view_name", ""), query=said(listing),
                shared=bool(data.get("view_shared")),
            )  # fmt: skip
            messages.success(request, _("Đã lưu kiểu xem «%(name)s».") % {"name": made.name})
            _warn(listing)
    except NotYours:
        raise
    except Refused as no:
        messages.error(request, no.told(_))
    return HttpResponseRedirect(listing.url())


def _warn(listing: "Listing") -> None:
    if any(isinstance(f, TextFilter) and not f.public and f.name in listing.values for f in listing.filters):
        messages.info(listing.request, _("Từ tìm kiếm không được lưu kèm: nó có thể là tên hay số của một người."))


def said(listing: "Listing") -> str:
    """Filters, order and columns as a query; words that were searched for are left out."""
    found = [
        pair
        for f in listing.filters
        if f.name in listing.values and not (isinstance(f, TextFilter) and not f.public)
        for pair in f.params(listing.values[f.name])
    ]
    if listing.sort and listing.sort != listing.default_sort:
        found.append(("sort", listing.sort))
    return urlencode([*found, ("cols", ".".join(listing.visible))])


def menu(listing: "Listing") -> Sequence[Kept]:
    """The views of this list, his own and the shared ones."""
    by: Actor = listing.request.actor  # type: ignore[attr-defined]
    now = said(listing)
    return [
        Kept(
            v.pk, v.name, f"{listing.request.path}?{v.query}", v.owner_id == by.id, v.owner_name, v.agency_id is not None,
            v.query == now,
        )
        for v in saved_views.views_of(by=by, list_key=listing.key)
    ]  # fmt: skip


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotYours("Không có kiểu xem này, hoặc không phải của bạn.") from None

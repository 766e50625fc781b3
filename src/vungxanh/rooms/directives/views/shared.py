"""What several pages of the room say alike."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common import centre
from vungxanh.common.web.formats import vn_date
from vungxanh.common.web.parts import StatusKind
from vungxanh.common.web.request import ActorRequest
from vungxanh.rooms.directives import rules
from vungxanh.rooms.directives.forms import choices
from vungxanh.rooms.directives.models import Document

_KINDS: dict[str, StatusKind] = {
    "registered": "plain", "read": "active", "checked": "active", "accepted": "done", "issued": "done",
}  # fmt: skip


def today() -> date:
    """The centre's day."""
    return timezone.localdate(centre.now())


def badges(document: Document) -> list[tuple[str, StatusKind]]:
    """State, urgency, and whether it still holds, in words; the gravest first."""
    found: list[tuple[str, StatusKind]] = []
    if document.superseded_by_id is not None:
        found.append((_("Đã bị thay thế"), "off"))
    elif document.expires_on and document.expires_on < today():
        found.append((_("Hết hiệu lực %(day)s") % {"day": vn_date(document.expires_on)}, "off"))
    if document.urgency:
        found.append((_(rules.URGENCY_NAMES[rules.Urgency(document.urgency)]), "alarm"))
    found.append((_(rules.STATE_NAMES[rules.State(document.state)]), _KINDS[document.state]))
    return found


def register_number(document: Document) -> str:
    """``12/2021``: the number in the book."""
    return f"{document.register_no}/{document.register_year}"


def title_of(document: Document) -> str:
    """What a document is called: its number and symbol; one without a number by its kind."""
    if document.ns_key:
        return document.number_symbol
    kind = choices.kind_name(document.kind) or _("Văn bản")
    if document.symbol:
        return _("%(kind)s số …/%(symbol)s") % {"kind": kind, "symbol": document.symbol}
    return _("%(kind)s không số, sổ %(no)s") % {"kind": kind, "no": register_number(document)}


def url_or_none(name: str, *args: object) -> str:
    """The address of a page of another room; "" when this installation lacks it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def dialog(request: ActorRequest, context: dict[str, Any]) -> HttpResponse:
    """A small form: in the dialog for htmx, as a page of its own otherwise."""
    template = "directives/act_part.html" if request.htmx else "directives/act.html"
    status = 422 if context["form"].errors else 200
    return render(request, template, context, status=status)


def home(request: ActorRequest, document_id: UUID, name: str = "directives:one") -> HttpResponse:
    """Back to the document; htmx is told to go there."""
    url = reverse(name, args=[document_id])
    return HttpResponse(status=204, headers={"HX-Redirect": url}) if request.htmx else redirect(url)

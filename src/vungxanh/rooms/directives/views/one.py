"""One document: what it says, who must do what, where it stands among others, who has read it."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vungxanh.common.web.formats import vn_date, vn_datetime
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.directives import queries, rules
from vungxanh.rooms.directives.forms import choices
from vungxanh.rooms.directives.models import Document
from vungxanh.rooms.directives.views import shared
from vungxanh.rooms.directives.views.intake import reading_of
from vungxanh.rooms.tasks import queries as tasks

_TASK_KINDS = {"done": "done", "cancelled": "off", "reported": "active", "doing": "active"}


@page(needs=Permission.DIRECTIVE_SEE)
@require_GET
def one(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """The document's page."""
    by = request.actor
    document = queries.get(by=by, document_id=document_id)
    may_record = by.may(Permission.DIRECTIVE_RECORD, document.area_path)
    mine = queries.mine(by=by, document=document)
    shown = queries.page_of(by=by, document_id=document_id)
    context: dict[str, Any] = {
        "document": document,
        "title": shared.title_of(document),
        "badges": shared.badges(document),
        "facts": _facts(document),
        "shown": shown,
        "live": _live(request, document, shown),
        "job": reading_of(request, document),
        "tree": queries.tree(by=by, document=document),
        "cites": _cites(request, document),
        "readers": queries.readers(by=by, document=document),
        "mine": mine,
        "to_confirm": [row for row in mine if row.understood_at is None],
        "to_open": any(row.opened_at is None for row in mine),
        "twins": [(shared.title_of(row), row) for row in queries.same_number(by=by, document=document)],
        "replaces": list(queries.visible(by).filter(superseded_by=document).order_by("id")[:20]),
        "history": queries.history(by=by, document_id=document_id),
        "may_record": may_record,
        "may_issue": by.may(Permission.DIRECTIVE_ISSUE, document.area_path),
    }
    return render(request, "directives/one.html", context)


def _facts(document: Document) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = [
        (_("Loại"), choices.kind_name(document.kind)),
        (_("Nơi ban hành"), document.issuer_name),
        (_("Ngày văn bản"), str(document.issued or "")),
        (_("Người ký"), ", ".join(x for x in (document.signer, document.signer_title) if x)),
        (_("Vào sổ"), f"{document.book.name}, {shared.register_number(document)}"),
        (_("Lúc nhận"), vn_datetime(document.received_at)),
    ]
    more = (
        (_("Cơ quan chủ quản"), document.parent_body),
        (_("Kính gửi"), "; ".join(document.addressees)),
        (_("Nơi nhận"), "; ".join(document.recipients)),
        (_("Có hiệu lực đến hết"), vn_date(document.expires_on)),
        (_("Ghi chú"), document.note),
    )
    return [*found, *((name, value) for name, value in more if value)]


def _live(request: ActorRequest, document: Document, shown: queries.Page) -> list[dict[str, Any]]:
    """Each task of the document with what became of it."""
    live = queries.live_tasks(by=request.actor, document=document)
    made = []
    for one_ in shown.drafts:
        task = live.get(str(one_.draft.pk))
        made.append(
            {
                "shown": one_,
                "task": task,
                "url": shared.url_or_none("tasks:one", task.id) if task else "",
                "state": tasks.state_name(task.state)
                if task
                else _(rules.DRAFT_NAMES[rules.DraftState(one_.draft.state)]),
                "kind": _TASK_KINDS.get(task.state, "plain") if task else "plain",
            }
        )
    return made


def _cites(request: ActorRequest, document: Document) -> list[dict[str, Any]]:
    """Every document this one names, registered or not."""
    links = list(document.links.select_related("document").order_by("start", "id")[:60])
    found = queries.resolve(by=request.actor, links=links)
    return [
        {
            "link": link,
            "relation": _(rules.RELATION_NAMES[rules.Relation(link.relation)]),
            "document": found.get(link.pk),
            "record_url": _record_url(link.number_symbol, str(link.issued or ""), link.issuer_name),
        }
        for link in links
    ]


def _record_url(number_symbol: str, issued: str, issuer: str) -> str:
    number, sign, symbol = number_symbol.partition("/" if "/" in number_symbol else "-")
    given = {
        "number": number.strip(),
        "symbol": symbol.strip() if sign else "",
        "issued": issued,
        "issuer_name": issuer,
    }
    query = "&".join(f"{name}={quote(value)}" for name, value in given.items() if value)
    return f"{reverse('directives:record')}?{query}"


@page(needs=Permission.DIRECTIVE_SEE)
@require_GET
def copy(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """The electronic copy as it came in, its hash computed again before it leaves."""
    document, data = queries.copy_of(by=request.actor, document_id=document_id)
    response = HttpResponse(data, content_type=rules.TYPES.get(document.file_type, "application/octet-stream"))
    name = document.file_name or f"van-ban.{document.file_type}"
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response

"""What takes the place of a document, and which other documents it names."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.directives import actions, forms, queries
from vungxanh.rooms.directives.models import Document
from vungxanh.rooms.directives.views import shared


def _mine(request: ActorRequest, document_id: UUID) -> Document:
    document = queries.get(by=request.actor, document_id=document_id)
    request.actor.check(Permission.DIRECTIVE_RECORD, document.area_path)
    return document


@page(needs=Permission.DIRECTIVE_RECORD)
@require_http_methods(["GET", "POST"])
def supersede(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """Another document took its place."""
    document = _mine(request, document_id)
    form = forms.SupersedeForm(request.POST or None, by=request.actor)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with form.refusals():
            actions.supersede.once(
                str(form.key), by=request.actor, at=centre.now(), document_id=document_id,
                new_document_id=data["new_document_id"], on=data["on"], reason=data["reason"],
            )  # fmt: skip
            messages.success(request, _("Đã ghi văn bản thay thế."))
            return shared.home(request, document_id)
    context = {"form": form, "document": document, "title": shared.title_of(document), "label": _("Bị thay thế"),
               "text": _("Nhiệm vụ đã giao vẫn giữ nguyên; văn bản này không giao thêm nhiệm vụ được nữa.")}  # fmt: skip
    return shared.dialog(request, context)


@page(needs=Permission.DIRECTIVE_RECORD)
@require_http_methods(["GET", "POST"])
def reinstate(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """It was not replaced after all."""
    document = _mine(request, document_id)
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.reinstate.once(
                str(form.key), by=request.actor, at=centre.now(), document_id=document_id,
                reason=form.cleaned_data["reason"],
            )  # fmt: skip
            return shared.home(request, document_id)
    context = {"form": form, "document": document, "title": shared.title_of(document), "label": _("Khôi phục hiệu lực"),
               "text": _("Dùng khi đã ghi nhầm văn bản thay thế.")}  # fmt: skip
    return shared.dialog(request, context)


@page(needs=Permission.DIRECTIVE_RECORD)
@require_http_methods(["GET", "POST"])
def link(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """Name a document this one implements, replaces, amends or mentions."""
    document = _mine(request, document_id)
    form = forms.LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with form.refusals():
            actions.link.once(
                str(form.key), by=request.actor, at=centre.now(), document_id=document_id,
                number_symbol=data["number_symbol"], relation=actions.Relation(data["relation"]), issued=data["issued"],
                issuer=data["issuer"],
            )  # fmt: skip
            return shared.home(request, document_id)
    context = {"form": form, "document": document, "title": shared.title_of(document), "label": _("Thêm văn bản liên quan"),
               "text": _("Chỉ cần số và ký hiệu; khi văn bản kia vào sổ, hai văn bản tự nối với nhau.")}  # fmt: skip
    return shared.dialog(request, context)


@page(needs=Permission.DIRECTIVE_RECORD)
@require_POST
def unlink(request: ActorRequest, document_id: UUID, link_id: UUID) -> HttpResponse:
    """A wrong link goes."""
    _mine(request, document_id)
    actions.unlink(by=request.actor, at=centre.now(), document_id=document_id, link_id=link_id)
    return shared.home(request, document_id)

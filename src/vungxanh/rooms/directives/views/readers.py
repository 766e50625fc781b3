"""Who has a document, who has read it, who must be reminded."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.directives import actions, forms, queries
from vungxanh.rooms.directives.views import shared


@page(needs=Permission.DIRECTIVE_SEE)
@require_GET
def readers(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """Everybody it was sent to; those who have not confirmed come first."""
    document = queries.get(by=request.actor, document_id=document_id)
    found = queries.readers(by=request.actor, document=document)
    context = {
        "document": document,
        "title": shared.title_of(document),
        "missing": [one for one in found if one.receipt.understood_at is None],
        "done": [one for one in found if one.receipt.understood_at is not None],
        "may_record": request.actor.may(Permission.DIRECTIVE_RECORD, document.area_path),
        "form": forms.SendForm(),
    }
    return render(request, "directives/readers.html", context)


@page(needs=Permission.DIRECTIVE_RECORD)
@require_http_methods(["GET", "POST"])
def send(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """Send it to agencies."""
    document = queries.get(by=request.actor, document_id=document_id)
    request.actor.check(Permission.DIRECTIVE_RECORD, document.area_path)
    form = forms.SendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            count = actions.send.once(
                str(form.key), by=request.actor, at=centre.now(), document_id=document_id,
                agency_ids=form.cleaned_data["agencies"], people=form.cleaned_data["people"],
            )  # fmt: skip
            words = ngettext("Đã gửi thêm %(n)d nơi.", "Đã gửi thêm %(n)d nơi.", count) % {"n": count}
            messages.success(request, words if count else _("Những nơi này đã có văn bản."))
            return shared.home(request, document_id, "directives:readers")
    context = {"form": form, "document": document, "title": shared.title_of(document), "label": _("Gửi văn bản"),
               "text": _("Nơi nhận thấy văn bản ở trang Văn bản của mình và xác nhận đã đọc, đã hiểu.")}  # fmt: skip
    return shared.dialog(request, context)


@page(needs=Permission.DIRECTIVE_RECORD)
@require_POST
def remind(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """Remind those chosen, or all who are missing."""
    chosen = [UUID(one) for one in request.POST.getlist("pick") if len(one) == 36]
    count = actions.remind(
        by=request.actor, at=centre.now(), document_id=document_id, receipt_ids=chosen if chosen else None
    )
    words = ngettext("Đã nhắc %(n)d nơi.", "Đã nhắc %(n)d nơi.", count) % {"n": count}
    messages.success(request, words)
    return redirect("directives:readers", document_id)


@page(needs=Permission.DIRECTIVE_SEE)
@require_POST
def opened(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """The page is before somebody it was sent to."""
    actions.open_(by=request.actor, at=centre.now(), document_id=document_id)
    return HttpResponse(status=204)


@page(needs=Permission.DIRECTIVE_SEE)
@require_POST
def understood(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """Đã đọc, đã hiểu."""
    actions.understand(
        by=request.actor, at=centre.now(), document_id=document_id, remark=request.POST.get("remark", "")[:300]
    )
    messages.success(request, _("Đã ghi: đã đọc, đã hiểu."))
    return redirect("directives:one", document_id)

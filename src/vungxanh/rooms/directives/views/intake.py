"""Documents come in: as files, as pasted text, or written into the register by hand."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.common import centre, jobs
from vungxanh.common.web.parts import Progress
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.directives import actions, forms, queries
from vungxanh.rooms.directives.models import Document
from vungxanh.rooms.directives.views import shared


@page(needs=Permission.DIRECTIVE_RECORD)
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Send files; each becomes a document, read at once or by a job."""
    form = forms.UploadForm(request.POST or None, request.FILES or None, by=request.actor)
    if request.method == "POST" and form.is_valid():
        made = _bring_in(request, form)
        if made:
            for problem in form.non_field_errors():
                messages.error(request, str(problem))
            if len(made) == 1:
                return redirect(_next_page(made[0], request), made[0].pk)
            words = ngettext("Đã nhận %(n)d văn bản.", "Đã nhận %(n)d văn bản.", len(made))
            messages.success(request, words % {"n": len(made)})
            return redirect("directives:index")
    return render(request, "directives/new.html", {"form": form}, status=422 if form.errors else 200)


def _bring_in(request: ActorRequest, form: forms.UploadForm) -> list[Document]:
    data, made = form.cleaned_data, []
    started = centre.now()
    facts = actions.Facts(urgency=data["urgency"], received_at=data["received_at"])
    for n, (name, content) in enumerate(form.sent()):
        try:
            document = actions.bring_in(
                by=request.actor, at=started, key=f"{form.key}:{n}", area_path=data["area_path"], data=content,
                name=name, direction=actions.Direction(data["direction"]), facts=facts,
            )  # fmt: skip
        except NotYours:
            raise
        except Refused as no:
            form.add_error(None, f"{name}: {no.told(_)}")
            continue
        if document.created_at != started:
            messages.info(request, _("%(name)s đã có trong sổ, không nhập lần nữa.") % {"name": name})
        made.append(document)
    return made


def _next_page(document: Document, request: ActorRequest) -> str:
    """A document that was read is checked at once; anything else is looked at first."""
    checkable = document.state == "read" and request.actor.may(Permission.DIRECTIVE_RECORD, document.area_path)
    return "directives:check" if checkable else "directives:one"


@page(needs=Permission.DIRECTIVE_RECORD)
@require_http_methods(["GET", "POST"])
def record(request: ActorRequest) -> HttpResponse:
    """Register a paper document without a file."""
    given = {name: request.GET.get(name, "") for name in ("number", "symbol", "issuer_name", "issued")}
    form = forms.FactsForm(request.POST or None, by=request.actor, initial={k: v for k, v in given.items() if v})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with form.refusals():
            made = actions.register.once(
                str(form.key), by=request.actor, at=centre.now(), area_path=data["area_path"],
                direction=actions.Direction(data["direction"]), facts=form.facts(),
            )  # fmt: skip
            messages.success(request, _("Đã vào sổ số %(no)s.") % {"no": shared.register_number(made)})
            return redirect("directives:one", made.pk)
    context = {"form": form, "label": _("Vào sổ văn bản giấy"), "document": None}
    return render(request, "directives/facts.html", context, status=422 if form.errors else 200)


@page(needs=Permission.DIRECTIVE_RECORD)
@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """Put right what the register says."""
    document = queries.get(by=request.actor, document_id=document_id)
    request.actor.check(Permission.DIRECTIVE_RECORD, document.area_path)
    form = forms.FactsForm(request.POST or None, by=request.actor, document=document)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.correct.once(
                str(form.key), by=request.actor, at=centre.now(), document_id=document_id, facts=form.facts(),
                reason=form.cleaned_data["reason"],
            )  # fmt: skip
            messages.success(request, _("Đã sửa."))
            return redirect("directives:one", document_id)
    context = {
        "form": form,
        "label": _("Sửa thông tin văn bản"),
        "document": document,
        "title": shared.title_of(document),
    }
    return render(request, "directives/facts.html", context, status=422 if form.errors else 200)


@page(needs=Permission.DIRECTIVE_RECORD)
@require_http_methods(["GET", "POST"])
def attach(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """Add the electronic copy of a paper document; it is read then."""
    document = queries.get(by=request.actor, document_id=document_id)
    request.actor.check(Permission.DIRECTIVE_RECORD, document.area_path)
    form = forms.AttachForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["uploads"]
        with form.refusals():
            actions.attach.once(
                str(form.key),
                by=request.actor,
                at=centre.now(),
                document_id=document_id,
                data=sent.read(),
                name=sent.name,
            )
            actions.begin_reading(by=request.actor, at=centre.now(), document_id=document_id)
            return redirect("directives:one", document_id)
    context = {"form": form, "document": document, "title": shared.title_of(document), "multipart": True,
               "label": _("Đính bản điện tử"), "text": _("Bản điện tử được giữ nguyên, cùng mã băm; không thay được về sau.")}  # fmt: skip
    return render(request, "directives/act.html", context, status=422 if form.errors else 200)


@page(needs=Permission.DIRECTIVE_RECORD)
@require_POST
def reread(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """Read it again: what nobody touched is replaced."""
    document = queries.get(by=request.actor, document_id=document_id)
    request.actor.check(Permission.DIRECTIVE_RECORD, document.area_path)
    actions.begin_reading(by=request.actor, at=centre.now(), document_id=document_id)
    return redirect("directives:one", document_id)


@page(needs=Permission.DIRECTIVE_SEE)
def progress(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """How far the reading is; once it stands still, the whole page."""
    document = queries.get(by=request.actor, document_id=document_id)
    made = reading_of(request, document)
    if made is None or not made.moving:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return render(request, "parts/progress.html", {"job": made})


def reading_of(request: ActorRequest, document: Document) -> Progress | None:
    """The job that reads it, for those who may see jobs; None when it is read or nobody reads it."""
    if document.reading_job is None:
        return None
    row = jobs.visible(request.actor).filter(pk=document.reading_job).first()
    if row is None:
        return None
    url = shared.url_or_none("directives:progress", document.pk)
    return Progress(
        label=row.title, done=row.done, total=row.total, state=cast(Any, row.state), poll_url=url, message=row.message
    )

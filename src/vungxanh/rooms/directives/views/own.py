"""Own documents: the list, beginning one, the page on which it is written, its files and versions."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vungxanh.common import centre, papers
from vungxanh.common.papers import to_html
from vungxanh.common.web.columns import Column
from vungxanh.common.web.filters import ChoiceFilter, TextFilter
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.directives import queries, rules
from vungxanh.rooms.directives.actions import own as writing
from vungxanh.rooms.directives.forms import ReasonForm, choices
from vungxanh.rooms.directives.forms.own import BeginForm, HeadForm
from vungxanh.rooms.directives.own_models import OwnDocument
from vungxanh.rooms.directives.queries import own as reads
from vungxanh.rooms.directives.rules import composing, own
from vungxanh.rooms.directives.views import shared

WRITE = Permission.DIRECTIVE_RECORD
_STATE = {"writing": "active", "issued": "done", "dropped": "off"}


def _like(rows: QuerySet[OwnDocument], text: str) -> QuerySet[OwnDocument]:
    return rows.filter(Q(subject__icontains=text) | Q(document__number_symbol__icontains=text))


class OwnList(Listing):
    """Documents written here."""

    key = "own"
    noun = _("bản soạn")
    columns = (
        Column(name="subject", label=_("Trích yếu"), main=True,
               value=lambda o: o.subject or _now("(chưa có trích yếu)"), url=lambda o: reverse("directives:own-one", args=[o.pk])),
        Column(name="kind", label=_("Loại"), value=lambda o: choices.kind_name(o.kind)),
        Column(name="number", label=_("Số, ký hiệu"), value=lambda o: o.document.number_symbol if o.document else ""),
        Column(name="issuer", label=_("Cơ quan ban hành"), value=lambda o: o.issuer.name),
        Column(name="state", label=_("Tình trạng"), value=lambda o: _now(own.OWN_NAMES[own.OwnState(o.state)])),
        Column(name="changed_at", label=_("Sửa lần cuối"), sort="changed"),
    )  # fmt: skip
    filters = (
        TextFilter(name="q", label=_("có chữ"), search=_like, public=True),
        ChoiceFilter(name="state", label=_("tình trạng"), choices=lambda: choices.of(own.OWN_NAMES)),
        ChoiceFilter(name="kind", label=_("loại"), choices=lambda: [(k, choices.kind_name(k)) for k in own.OWN_KINDS]),
    )
    sorts = {"changed": ("-changed_at",)}
    default_sort = "changed"
    empty = Empty(
        title=_("Chưa soạn văn bản nào"),
        text=_("Văn bản do cơ quan mình soạn nằm ở đây: từ mẫu, có nhiệm vụ ngay từ đầu, lấy số khi ban hành."),
        action_label=_("Soạn văn bản"), action_url="/directives/own/new/", icon="pencil",
    )  # fmt: skip


@page(needs=WRITE)
@require_http_methods(["GET", "POST"])
def index(request: ActorRequest) -> HttpResponse:
    """The list."""
    return OwnList(request, reads.own_documents(request.actor)).respond("directives/own/index.html", {})


@page(needs=WRITE)
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Begin one from a template."""
    start = {"kind": request.GET.get("kind", "")[:20], "implements_id": request.GET.get("implements", "")[:40]}
    form = BeginForm(request.POST or None, by=request.actor, initial=start)
    if request.method == "POST" and form.is_valid():
        data = {k: v for k, v in form.cleaned_data.items() if k != "_key"}
        with form.refusals():
            made = writing.begin_own.once(str(form.key), by=request.actor, at=centre.now(), **data)
            return redirect("directives:own-one", made.pk)
    return render(request, "directives/own/new.html", {"form": form}, status=422 if form.errors else 200)


@page(needs=WRITE)
@require_GET
def one(request: ActorRequest, own_id: UUID) -> HttpResponse:
    """The page on which it is written: its parts, what is missing, how it will look."""
    found = reads.own_document(request.actor, own_id)
    return render(request, "directives/own/one.html", context_of(request, found))


def context_of(request: ActorRequest, found: OwnDocument) -> dict[str, Any]:
    """What the page shows."""
    lines = [
        {
            "id": line.part.id, "marker": line.marker, "kind": line.part.kind.value, "doubts": _doubts(line.part),
            "text": composing.task_sentence(line.part.content) if line.part.content else line.part.text,
        }
        for line in own.numbered(found.body)
    ]  # fmt: skip
    writable = found.state == own.OwnState.WRITING
    return {
        "own": found, "head": found.facts, "lines": lines, "writable": writable,
        "kind": choices.kind_name(found.kind), "state": _now(own.OWN_NAMES[own.OwnState(found.state)]),
        "state_kind": _STATE[found.state], "missing": [_now(s) for s in own.unready(found.facts, found.body)] if writable else [],
        "gaps": own.gaps(found.facts, found.body) if writable else [],
        "kinds": [(k.value, _now(name)) for k, name in own.PART_NAMES.items() if k != own.PartKind.ARTICLE or found.kind == "decision"],
        "preview": mark_safe(to_html.body(reads.paper(found))),  # noqa: S308  every text in it is escaped
        "may_issue": request.actor.may(Permission.DIRECTIVE_ISSUE, found.area_path),
        "title": found.subject or _now("(chưa có trích yếu)"),
    }  # fmt: skip


def _doubts(part: own.Part) -> list[str]:
    return [_now(doubt.words) for doubt in rules.doubts(part.content)] if part.content else []


@page(needs=WRITE)
@require_http_methods(["GET", "POST"])
def head(request: ActorRequest, own_id: UUID) -> HttpResponse:
    """Subject, recipients, signer."""
    found = reads.own_document(request.actor, own_id)
    form = HeadForm(request.POST or None, by=request.actor, found=found)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            writing.change_head(
                by=request.actor, at=centre.now(), own_id=own_id, head=form.head(), send_to=form.send_to(),
                seen=form.cleaned_data["seen"],
            )  # fmt: skip
            return redirect("directives:own-one", own_id)
    context = {"form": form, "own": found, "label": _now("Thông tin, nơi nhận, người ký")}
    return render(request, "directives/own/form.html", context, status=422 if form.errors else 200)


@page(needs=WRITE)
@require_GET
def docx(request: ActorRequest, own_id: UUID) -> HttpResponse:
    """As a Word file; a draft says that it is one."""
    paper = reads.paper(reads.own_document(request.actor, own_id))
    return _file(papers.docx(paper), papers.file_name(paper, "docx"), rules.TYPES["docx"])


@page(needs=WRITE)
@require_GET
def pdf(request: ActorRequest, own_id: UUID) -> HttpResponse:
    """As PDF."""
    paper = reads.paper(reads.own_document(request.actor, own_id))
    return _file(papers.pdf(paper), papers.file_name(paper, "pdf"), rules.TYPES["pdf"])


def _file(data: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@page(needs=WRITE)
@require_GET
def versions(request: ActorRequest, own_id: UUID) -> HttpResponse:
    """Every version: who changed what and when."""
    found = reads.own_document(request.actor, own_id)
    context = {"own": found, "versions": reads.versions(request.actor, own_id), "writable": found.state == "writing"}
    return render(request, "directives/own/versions.html", context)


@page(needs=WRITE)
@require_POST
def restore(request: ActorRequest, own_id: UUID, number: int) -> HttpResponse:
    """Make it again as it was."""
    writing.restore_version(by=request.actor, at=centre.now(), own_id=own_id, number=number)
    messages.success(request, _now("Đã trở lại phiên bản %(n)d.") % {"n": number})
    return redirect("directives:own-one", own_id)


@page(needs=WRITE)
@require_http_methods(["GET", "POST"])
def drop(request: ActorRequest, own_id: UUID) -> HttpResponse:
    """It will not be issued."""
    found = reads.own_document(request.actor, own_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            writing.drop_own(by=request.actor, at=centre.now(), own_id=own_id, reason=form.cleaned_data["reason"])
            messages.success(request, _now("Đã bỏ bản soạn."))
            return redirect("directives:own")
    context = {"form": form, "own": found, "label": _now("Bỏ bản soạn")}
    return render(request, "directives/own/form.html", context, status=422 if form.errors else 200)


@page(needs=Permission.DIRECTIVE_SEE)
@require_GET
def plans(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """Who has issued his own plan to carry out a document, and who has not."""
    document = queries.get(by=request.actor, document_id=document_id)
    rows = reads.plans_for(request.actor, document)
    context = {
        "document": document, "title": shared.title_of(document), "rows": rows,
        "missing": sum(not found for _name, found in rows), "may_write": request.actor.may(WRITE),
        "today": timezone.localdate(centre.now()),
    }  # fmt: skip
    return render(request, "directives/own/plans.html", context)

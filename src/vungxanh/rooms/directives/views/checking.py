"""Checking: the document on the left, its tasks on the right."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.directives import actions, forms, queries, rules
from vungxanh.rooms.directives.forms.drafts import bodies_from, ids_of
from vungxanh.rooms.directives.models import Document
from vungxanh.rooms.directives.queries import own
from vungxanh.rooms.directives.views import shared

DEEDS: dict[str, Callable[..., Any]] = {
    "merge": actions.merge_draft,
    "drop": actions.drop_draft,
    "restore": actions.restore_draft,
    "reset": actions.reset_draft,
}


def _mine(request: ActorRequest, document_id: UUID) -> Document:
    document = queries.get(by=request.actor, document_id=document_id)
    request.actor.check(Permission.DIRECTIVE_RECORD, document.area_path)
    return document


@page(needs=Permission.DIRECTIVE_RECORD)
@require_GET
def check(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """The page."""
    document = _mine(request, document_id)
    twins = [(shared.title_of(row), row) for row in queries.same_number(by=request.actor, document=document)]
    return render(request, "directives/check.html", _context(request, document_id) | {"twins": twins})


def _context(request: ActorRequest, document_id: UUID, focus: object = "", problem: str = "") -> dict[str, Any]:
    shown = queries.page_of(by=request.actor, document_id=document_id)
    document = shown.document
    return {
        "document": document,
        "title": shared.title_of(document),
        "badges": shared.badges(document),
        "shown": shown,
        "focus": str(focus or ""),
        "problem": problem,
        "may_issue": request.actor.may(Permission.DIRECTIVE_ISSUE, document.area_path),
        "done": document.state == rules.State.ACCEPTED,
        "areas": {key: _(name) for key, name in rules.AREAS_OF_WORK.items()},
    }


def _again(
    request: ActorRequest, document_id: UUID, focus: object = "", problem: str = "", **headers: str
) -> HttpResponse:
    """Both columns drawn anew; without htmx the whole page."""
    if not request.htmx:
        if problem:
            messages.error(request, problem)
        url = reverse("directives:check", args=[document_id])
        return redirect(f"{url}#d-{focus}" if focus else url)
    context = _context(request, document_id, focus, problem)
    return HttpResponse(
        render(request, "directives/parts/checking.html", context).content,
        headers={"HX-Retarget": "#checking", "HX-Reswap": "outerHTML", **headers},
    )


@page(needs=Permission.DIRECTIVE_RECORD)
@require_POST
def add(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """A marked passage becomes a task."""
    _mine(request, document_id)
    try:
        start, end = int(request.POST.get("start", "")), int(request.POST.get("end", ""))
        made = actions.add_draft.once(
            request.POST.get("_key") or f"add:{document_id}:{start}:{end}",
            by=request.actor, at=centre.now(), document_id=document_id, start=start, end=end,
        )  # fmt: skip
    except ValueError:
        return _again(request, document_id, problem=_("Chọn một đoạn trong văn bản trước."))
    except NotYours:
        raise
    except Refused as no:
        return _again(request, document_id, problem=no.told(_))
    return _again(request, document_id, made.pk)


@page(needs=Permission.DIRECTIVE_RECORD)
@require_POST
def deed(request: ActorRequest, document_id: UUID, draft_id: UUID, action: str) -> HttpResponse:
    """Merge, drop, take back, undo, or give one task."""
    _mine(request, document_id)
    common: dict[str, Any] = {"by": request.actor, "at": centre.now(), "document_id": document_id}
    if action not in DEEDS and action != "accept":
        raise Http404
    try:
        if action == "accept":
            actions.accept(**common, draft_ids=[draft_id])
        else:
            DEEDS[action](**common, draft_id=draft_id)
    except NotYours:
        raise
    except Refused as no:
        return _again(request, document_id, draft_id, no.told(_))
    return _again(request, document_id, draft_id)


@page(needs=Permission.DIRECTIVE_RECORD)
@require_POST
def choose(request: ActorRequest, document_id: UUID, draft_id: UUID) -> HttpResponse:
    """Take a suggestion for a name, here and wherever the document says the same."""
    _mine(request, document_id)
    picked = [UUID(one) for one in ids_of(request.POST.get("agency", ""))]
    try:
        actions.choose_body(
            by=request.actor, at=centre.now(), document_id=document_id, draft_id=draft_id, agency_ids=picked,
            body=request.POST.get("body", ""), everywhere=True,
        )  # fmt: skip
    except NotYours:
        raise
    except Refused as no:
        return _again(request, document_id, draft_id, no.told(_))
    return _again(request, document_id, draft_id)


@page(needs=Permission.DIRECTIVE_RECORD)
@require_POST
def orphans(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """One lead for every task that names nobody."""
    _mine(request, document_id)
    picked = ids_of(request.POST.get("lead", ""))
    name = request.POST.get("lead_name", "") or queries.name_of(by=request.actor, ids=picked)
    try:
        actions.lead_orphans(
            by=request.actor,
            at=centre.now(),
            document_id=document_id,
            name=name,
            agency_ids=[UUID(one) for one in picked],
        )
    except NotYours:
        raise
    except Refused as no:
        return _again(request, document_id, problem=no.told(_))
    return _again(request, document_id)


@page(needs=Permission.DIRECTIVE_RECORD)
@require_http_methods(["GET", "POST"])
def edit_draft(request: ActorRequest, document_id: UUID, draft_id: UUID) -> HttpResponse:
    """Everything of one task."""
    document = _mine(request, document_id)
    draft = queries.draft(by=request.actor, document_id=document_id, draft_id=draft_id)
    form = forms.DraftForm(request.POST or None, draft=draft)
    bodies = draft.content
    groups = {"lead": bodies.lead, "with": bodies.with_, "report_to": bodies.report_to}
    if request.method == "POST":
        groups = _named(request, document, bodies_from(request.POST))
        if form.is_valid():
            with form.refusals():
                actions.edit_draft.once(
                    str(form.key), by=request.actor, at=centre.now(), document_id=document_id, draft_id=draft_id,
                    content=form.content(groups),
                )  # fmt: skip
                return _again(request, document_id, draft_id, **{"HX-Trigger": "closeDialog"})
    context = {
        "form": form,
        "document": document,
        "title": shared.title_of(document),
        "draft": draft,
        "passage": queries.text_of(document).text[draft.start : draft.end],
        "roles": queries.body_lines(by=request.actor, groups=groups),
        "label": _("Sửa nhiệm vụ"),
    }
    template = "directives/draft_part.html" if request.htmx else "directives/draft.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _named(
    request: ActorRequest, document: Document, groups: dict[str, tuple[actions.Body, ...]]
) -> dict[str, tuple[actions.Body, ...]]:
    """A body that was added is called as the directory calls it: as the group, or as the one."""

    def called(body: actions.Body) -> actions.Body:
        if body.name:
            return body
        said = own.group_name(request.actor, document.area_path, body.ids)
        return replace(body, name=said or queries.name_of(by=request.actor, ids=body.ids))

    return {role: tuple(called(body) for body in bodies) for role, bodies in groups.items()}


@page(needs=Permission.DIRECTIVE_RECORD)
@require_http_methods(["GET", "POST"])
def split(request: ActorRequest, document_id: UUID, draft_id: UUID) -> HttpResponse:
    """Split a task where a sentence ends, or where the cursor stands."""
    document = _mine(request, document_id)
    draft = queries.draft(by=request.actor, document_id=document_id, draft_id=draft_id)
    text = queries.text_of(document).text
    problem = ""
    if request.method == "POST":
        try:
            made = actions.split_draft.once(
                request.POST.get("_key") or f"split:{draft_id}:{request.POST.get('place')}",
                by=request.actor, at=centre.now(), document_id=document_id, draft_id=draft_id,
                place=int(request.POST.get("place", "")),
            )  # fmt: skip
            return _again(request, document_id, made.pk, **{"HX-Trigger": "closeDialog"})
        except ValueError:
            problem = _("Chọn chỗ chia.")
        except NotYours:
            raise
        except Refused as no:
            problem = no.told(_)
    places = rules.breaks(text, draft.start, draft.end)
    wanted = request.GET.get("place", "")
    if wanted.isdigit() and draft.start < int(wanted) < draft.end and int(wanted) not in places:
        places = sorted([*places, int(wanted)])
    cuts = [draft.start, *places, draft.end]
    context = {
        "document": document, "draft": draft, "problem": problem, "chosen": wanted, "label": _("Chia nhiệm vụ"),
        "title": shared.title_of(document),
        "parts": [(here, text[here:after]) for here, after in itertools.pairwise(cuts)],
    }  # fmt: skip
    template = "directives/split_part.html" if request.htmx else "directives/split.html"
    return render(request, template, context, status=422 if problem else 200)


@page(needs=Permission.DIRECTIVE_RECORD)
@require_POST
def accept(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """Give every clear task."""
    _mine(request, document_id)
    key = request.POST.get("_key") or f"accept:{document_id}:{centre.now().isoformat()}"
    try:
        result = actions.accept.once(key, by=request.actor, at=centre.now(), document_id=document_id)
    except NotYours:
        raise
    except Refused as no:
        return _again(request, document_id, problem=no.told(_))
    words = _("Đã giao %(given)d nhiệm vụ.") % {"given": result.given}
    if result.stuck:
        return _again(
            request, document_id, problem=words + " " + _("Còn %(n)d nhiệm vụ phải sửa trước.") % {"n": result.stuck}
        )
    messages.success(request, words)
    return shared.home(request, document_id)


@page(needs=Permission.DIRECTIVE_RECORD)
@require_POST
def checked(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """Ask who may issue to accept."""
    _mine(request, document_id)
    try:
        actions.mark_checked(by=request.actor, at=centre.now(), document_id=document_id)
    except NotYours:
        raise
    except Refused as no:
        return _again(request, document_id, problem=no.told(_))
    messages.success(request, _("Đã trình duyệt. Lãnh đạo thấy văn bản ở trang Văn bản."))
    return shared.home(request, document_id)

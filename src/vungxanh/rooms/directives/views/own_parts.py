"""Parts of an own document, one form each; and issuing it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.common import centre, papers
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.directives import queries, rules
from vungxanh.rooms.directives.actions import issuing
from vungxanh.rooms.directives.actions import own as writing
from vungxanh.rooms.directives.forms import DraftForm
from vungxanh.rooms.directives.forms.drafts import bodies_from
from vungxanh.rooms.directives.forms.own import CountForm, TextForm
from vungxanh.rooms.directives.models import DraftTask
from vungxanh.rooms.directives.own_models import OwnDocument
from vungxanh.rooms.directives.queries import own as reads
from vungxanh.rooms.directives.rules import own
from vungxanh.rooms.directives.rules.own import Part, PartKind
from vungxanh.rooms.directives.views.own import WRITE, context_of

Groups = dict[str, tuple[rules.Body, ...]]


@page(needs=WRITE)
@require_http_methods(["GET", "POST"])
def add(request: ActorRequest, own_id: UUID, kind: str) -> HttpResponse:
    """A new part, behind ``after``."""
    if kind not in set(PartKind):
        raise Http404
    found = reads.own_document(request.actor, own_id)
    after = request.GET.get("after", "")[:40] or own.before_closing(found.body)
    return _write(request, found, Part("", PartKind(kind)), after=after)


@page(needs=WRITE)
@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, own_id: UUID, part_id: str) -> HttpResponse:
    """A part written anew."""
    found = reads.own_document(request.actor, own_id)
    part = next((one for one in found.body if one.id == part_id), None)
    if part is None:
        raise NotYours(_("Đoạn này không còn trong bản soạn."))
    return _write(request, found, part)


def _write(request: ActorRequest, found: OwnDocument, part: Part, after: str = "") -> HttpResponse:
    if part.kind is PartKind.TASK:
        return _write_task(request, found, part, after)
    form = TextForm(request.POST or None, initial={"text": part.text, "seen": found.version})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            made = replace(part, id=part.id or form.key.hex, text=form.cleaned_data["text"].strip())
            _put(request, found, made, after, form.cleaned_data["seen"] or 0, str(form.key))
            return _back(found, made)
    context = {"form": form, "own": found, "label": _(own.PART_NAMES[part.kind]), "part": part}
    return render(request, "directives/own/form.html", context, status=422 if form.errors else 200)


def _write_task(request: ActorRequest, found: OwnDocument, part: Part, after: str) -> HttpResponse:
    content = part.content or rules.Content("")
    groups: Groups = {"lead": content.lead, "with": content.with_, "report_to": content.report_to}
    holder = DraftTask(
        text=content.text, due=content.due, targets=list(content.targets), condition=content.condition,
        area_of_work=content.area_of_work,
    )  # fmt: skip
    form = DraftForm(request.POST or None, draft=holder)
    if request.method == "POST":
        groups = _called(request, found, bodies_from(request.POST))
        if form.is_valid():
            with form.refusals():
                made = Part(part.id or form.key.hex, PartKind.TASK, "", form.content(groups))
                seen = int(request.POST.get("seen") or 0) if (request.POST.get("seen") or "0").isdigit() else 0
                _put(request, found, made, after, seen, str(form.key))
                return _back(found, made)
    context = {
        "form": form, "own": found, "part": part, "label": _("Nhiệm vụ"),
        "roles": queries.body_lines(by=request.actor, groups=groups),
    }  # fmt: skip
    return render(request, "directives/own/task.html", context, status=422 if form.errors else 200)


def _put(request: ActorRequest, found: OwnDocument, part: Part, after: str, seen: int, key: str) -> None:
    writing.put_part.once(key, by=request.actor, at=centre.now(), own_id=found.pk, part=part, after=after, seen=seen)


def _called(request: ActorRequest, found: OwnDocument, groups: Mapping[str, tuple[rules.Body, ...]]) -> Groups:
    """Bodies chosen from the directory get the name documents give them: of the group, or of the one."""

    def name(body: rules.Body) -> rules.Body:
        if body.name:
            return body
        said = reads.group_name(request.actor, found.area_path, body.ids)
        return replace(body, name=said or queries.name_of(by=request.actor, ids=body.ids))

    return {role: tuple(name(body) for body in bodies) for role, bodies in groups.items()}


def _back(found: OwnDocument, part: Part) -> HttpResponse:
    return redirect(f"{reverse('directives:own-one', args=[found.pk])}#p-{part.id}")


@page(needs=WRITE)
@require_POST
def move(request: ActorRequest, own_id: UUID, part_id: str) -> HttpResponse:
    """One place up or down."""
    found = writing.move_part(
        by=request.actor, at=centre.now(), own_id=own_id, part_id=part_id, up=request.POST.get("up") == "1"
    )
    return _back(found, Part(part_id, PartKind.TEXT))


@page(needs=WRITE)
@require_POST
def remove(request: ActorRequest, own_id: UUID, part_id: str) -> HttpResponse:
    """Take a part out."""
    writing.remove_part(by=request.actor, at=centre.now(), own_id=own_id, part_id=part_id)
    messages.success(request, _("Đã bỏ đoạn này; bản trước còn trong “Các phiên bản”."))
    return redirect("directives:own-one", own_id)


@page(needs=Permission.DIRECTIVE_ISSUE)
@require_http_methods(["GET", "POST"])
def issue(request: ActorRequest, own_id: UUID) -> HttpResponse:
    """Everything once more before it gets its number; then it is issued."""
    by, at = request.actor, centre.now()
    found = reads.own_document(by, own_id)
    by.check(Permission.DIRECTIVE_ISSUE, found.area_path)
    if request.method == "POST":
        key = request.POST.get("_key") or new_id().hex
        try:
            made = issuing.issue.once(f"issue:{own_id}:{key}"[:80], by=by, at=at, own_id=own_id)
        except NotYours:
            raise
        except Refused as no:
            messages.error(request, no.told(_))
            return redirect("directives:own-one", own_id)
        issuing.keep_copy(by=by, at=at, document_id=made.pk, own_id=own_id)
        messages.success(request, _("Đã ban hành %(number)s.") % {"number": made.number_symbol})
        return redirect("directives:one", made.pk)
    year = timezone.localdate(at).year
    next_no = reads.next_number(found, year)
    bodies = queries.bodies_named(by=by, ids=_receivers(by, found))
    empty = agencies.unmanned(body.pk for body in bodies)
    context: dict[str, Any] = context_of(request, found) | {
        "next": papers.code(str(next_no), found.facts.symbol), "book": reads.book_name(found), "year": year,
        "tasks": [line for line in own.numbered(found.body) if line.part.content], "receivers": bodies,
        "unmanned": [body for body in bodies if body.pk in empty],
        "count_form": CountForm(initial={"last_no": next_no - 1}),
    }  # fmt: skip
    return render(request, "directives/own/issue.html", context)


def _receivers(by: Actor, found: OwnDocument) -> list[str]:
    named = [
        one
        for part in found.body
        if part.content
        for body in (*part.content.lead, *part.content.with_)
        for one in body.ids
    ]
    return list(dict.fromkeys([*named, *map(str, reads.receivers(by, found))]))


@page(needs=Permission.DIRECTIVE_ISSUE)
@require_POST
def count(request: ActorRequest, own_id: UUID) -> HttpResponse:
    """The book on paper has already reached a number."""
    form = CountForm(request.POST)
    if form.is_valid():
        try:
            issuing.count_from(by=request.actor, at=centre.now(), own_id=own_id, last_no=form.cleaned_data["last_no"])
            messages.success(request, _("Đã ghi số cuối của sổ."))
        except NotYours:
            raise
        except Refused as no:
            messages.error(request, no.told(_))
    else:
        messages.error(request, _("Ghi một số từ 0 trở lên."))
    return redirect("directives:own-issue", own_id)

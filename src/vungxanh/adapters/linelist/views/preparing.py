"""The second page: how one file is read, and what would happen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.adapters.linelist import actions, areas, files, mapping, plan, reading, running
from vungxanh.adapters.linelist.checking import samples
from vungxanh.adapters.linelist.forms import PlanForm
from vungxanh.adapters.linelist.kinds import KINDS, Column, Kind
from vungxanh.common import centre
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused

LOOKED_AT, MOST = 1000, 50_000
"""Rows a dry run on the page looks at, so that the page comes at once; and when asked for more. An import checks all."""


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """One column of the file as the page shows it."""

    field: str
    header: str
    samples: Sequence[str]
    chosen: str


@page(needs=Permission.IMPORT)
@require_http_methods(["GET", "POST"])
def prepare(request: ActorRequest, upload_id: UUID) -> HttpResponse:
    """Look at one file; POST with ``do=start`` begins its import."""
    upload = files.get(request.actor, upload_id)
    if upload.job:
        return redirect("linelist:job", job_id=upload.job)
    table = reading.read(upload.data())
    form = _form(request, upload, table)
    kind, chosen = _mapping(form, table)
    made = found = None
    with form.refusals():
        made = _plan(request, form, table, kind, chosen)
    if made and form.is_valid() and request.POST.get("do") == "start":
        job = actions.begin(by=request.actor, at=centre.now(), upload_id=upload.id, plan=made, key=str(form.key))
        return redirect("linelist:job", job_id=job.pk)
    if made:
        limit = MOST if request.POST.get("do") == "all" else LOOKED_AT
        found = running.dry_run(made, table, by=request.actor, at=centre.now(), limit=limit)
    lines = [
        HeaderLine(f"col-{number}", header, its, next((o for o, t in chosen.items() if t == header), ""))
        for number, (header, its) in enumerate(samples(table).items())
    ]
    context = {
        "upload": upload, "table": table, "form": form, "kind": kind, "lines": lines, "found": found,
        "columns": _offered(kind), "rows": table.count,
    }  # fmt: skip
    return render(request, "linelist/prepare.html", context, status=422 if form.is_bound and form.errors else 200)


def _form(request: ActorRequest, upload: files.Upload, table: reading.Table) -> PlanForm:
    if request.method == "POST":
        return PlanForm(request.POST, by=request.actor)
    try:
        kind = mapping.guess_kind(table.header).key
    except Refused as no:
        messages.warning(request, no.sentence)
        kind = "cases"
    initial = {"kind": kind, "source": plan.clean_source(upload.name)} | {k: v for k, v in upload.options.items() if v}
    return PlanForm(by=request.actor, initial=initial)


def _mapping(form: PlanForm, table: reading.Table) -> tuple[Kind, dict[str, str]]:
    """The kind, and our column → header: as chosen on the page, guessed when it is new or its kind was changed."""
    key = form.data.get("kind") if form.is_bound else form.initial["kind"]
    kind = KINDS.get(str(key), KINDS["cases"])
    if not form.is_bound or form.data.get("was") != kind.key:
        return kind, mapping.guess(kind, table.header)
    chosen: dict[str, str] = {}
    for number, header in enumerate(table.header):
        ours = form.data.get(f"col-{number}", "")
        if ours and ours in chosen:
            caption = next((c.caption for c in kind.columns if c.name == ours), ours)
            form.add_error(None, _("Hai cột cùng ghép vào «%(caption)s». Chọn một.") % {"caption": _(caption)})
        elif ours:
            chosen[ours] = header
    return kind, chosen


def _plan(
    request: ActorRequest, form: PlanForm, table: reading.Table, kind: Kind, chosen: dict[str, str]
) -> plan.Plan | None:
    if form.is_bound and not form.is_valid():
        return None
    given: dict[str, Any] = form.cleaned_data if form.is_bound else {**form.initial}
    area = str(given.get("area") or "")
    try:
        where = areas.default_area(by=request.actor, text=area, fallback="") if area else ""
        return plan.make(
            table.header, source=given["source"], kind=kind.key, mapping=chosen, area=where,
            disease=str(given.get("disease") or ""),
        )  # fmt: skip
    except Refused as no:
        if form.is_bound:
            raise
        messages.warning(request, no.sentence)
        return None


def _offered(kind: Kind) -> list[tuple[str, list[Column]]]:
    """Columns of a kind, those it needs first."""
    needed = {name for group in kind.needs_one for name in group}
    first = [c for c in kind.columns if c.required or c.name in needed]
    rest = sorted((c for c in kind.columns if c not in first), key=lambda c: c.caption)
    return [(_("Cần có"), first), (_("Nếu có"), rest)]


@page(needs=Permission.IMPORT)
@require_POST
def forget(request: ActorRequest, upload_id: UUID) -> HttpResponse:
    """Delete a file that was sent."""
    upload = files.get(request.actor, upload_id)
    if upload.job:
        raise Refused(_("Tệp này đang được nhập; dừng việc nhập trước."))
    files.forget(upload)
    messages.success(request, _("Đã xóa tệp."))
    return redirect("linelist:index")

"""The second page: how one file is read, and what would happen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.adapters.linelist import actions, areas, files, mapping, plan, reading, running, saved, sending
from vungxanh.adapters.linelist.beside import carried
from vungxanh.adapters.linelist.checking import different, samples
from vungxanh.adapters.linelist.forms import PlanForm
from vungxanh.adapters.linelist.kinds import KINDS, Column, Kind
from vungxanh.adapters.linelist.plan import POLICIES
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
    beside: str = ""  # what else the row carries in it: "Tiếp xúc: Họ tên người tiếp xúc"


@page(needs=Permission.IMPORT)
@require_http_methods(["GET", "POST"])
def prepare(request: ActorRequest, upload_id: UUID) -> HttpResponse:
    """Look at one file; POST with ``do=start`` begins its import."""
    upload = files.get(request.actor, upload_id)
    if upload.job:
        return redirect("linelist:job", job_id=upload.job)
    upload = _reread(request, upload)
    table = upload.table()
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
    lines = _lines(table, chosen, made)
    context = {
        "upload": upload, "table": table, "form": form, "kind": kind, "lines": lines, "found": found,
        "empty": sum(not line.samples and not line.chosen for line in lines),
        "columns": _offered(kind), "rows": table.count, "plan": made, "shape": saved.shape(table.header),
        "also": _also(made), "policy": POLICIES[made.policy] if made else "",
    }  # fmt: skip
    return render(request, "linelist/prepare.html", context, status=422 if form.is_bound and form.errors else 200)


def _reread(request: ActorRequest, upload: files.Upload) -> files.Upload:
    """The code, the delimiter or the sheet was chosen by hand: written down with the file."""
    said = {name: request.POST[name] for name in ("encoding", "delimiter", "sheet") if request.POST.get(name)}
    guessed = {"encoding": request.POST.get("guessed-encoding"), "delimiter": request.POST.get("guessed-delimiter")}
    said = {name: value for name, value in said.items() if value != guessed.get(name)}
    if any(upload.options.get(name, "") != value for name, value in said.items()):
        upload = replace(upload, options=upload.options | said)
        upload.table()
        files.remember(upload)
    return upload


def _lines(table: reading.Table, chosen: dict[str, str], made: plan.Plan | None) -> list[HeaderLine]:
    ours = {theirs: name for name, theirs in chosen.items()}
    beside = {
        header: f"{_(KINDS[kind].caption)}: {_(KINDS[kind].column(name).caption)}"
        for kind, used in (made.also if made else ())
        for name, header in used.items()
    }
    lines = [
        HeaderLine(f"col-{number}", header, its, ours.get(header, ""), beside.get(header, ""))
        for number, (header, its) in enumerate(samples(table).items())
    ]
    return sorted(lines, key=lambda line: (not line.chosen, not line.beside, not line.samples))


def _also(made: plan.Plan | None) -> list[tuple[str, list[str]]]:
    """What else the rows carry: (kind, headers)."""
    return [(KINDS[kind].caption, list(used.values())) for kind, used in made.also] if made else []


def _form(request: ActorRequest, upload: files.Upload, table: reading.Table) -> PlanForm:
    if request.method == "POST":
        return PlanForm(request.POST, by=request.actor, upload=upload, kind=request.POST.get("kind", ""))
    source = plan.clean_source(upload.name)
    before = saved.found(request.actor, table.header, source)
    initial: dict[str, Any] = {"source": source, "policy": "fill"}
    if before is not None:
        kind = before.kind
        switches = before.switches
        initial |= {
            "source": before.source,
            **{n: switches[n] for n in ("disease", "policy", "lenient", "extra") if switches.get(n)},
        }
        messages.info(request, _("Đã ghép cột như lần nhập trước của nguồn «%(source)s».") % {"source": before.source})
    else:
        kind = _guessed(request, table)
    used = before.mapping if before is not None else mapping.guess(KINDS[kind], table.header)
    month_first = sending.writes_month_first(KINDS[kind], used, samples(table, count=30))
    initial |= {
        "kind": kind,
        "order": "mdy" if month_first else "dmy",
        "encoding": table.encoding,
        "delimiter": table.delimiter,
    }
    return PlanForm(
        by=request.actor, upload=upload, kind=kind, initial=initial | {k: v for k, v in upload.options.items() if v}
    )


def _guessed(request: ActorRequest, table: reading.Table) -> str:
    try:
        return mapping.guess_kind(table.header, table.units).key
    except Refused as no:
        messages.warning(request, no.told(_))
        return "cases"


def _mapping(form: PlanForm, table: reading.Table) -> tuple[Kind, dict[str, str]]:
    """The kind, and our column → header: as chosen on the page, guessed when it is new or its kind was changed."""
    key = form.data.get("kind") if form.is_bound else form.initial["kind"]
    kind = KINDS.get(str(key), KINDS["cases"])
    same = form.data.get("shape") in (None, saved.shape(table.header)) if form.is_bound else False
    if not form.is_bound or form.data.get("was") != kind.key or not same:
        before = saved.found(form.by, table.header, "") if not form.is_bound else None
        if before is not None and before.kind == kind.key:
            return kind, dict(before.mapping)
        return kind, mapping.refine(mapping.guess(kind, table.header), partial(different, table))
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
    how = form.switches() if form.is_bound else _initial_switches(dict(form.initial))
    area = str(given.get("area") or "")
    try:
        where = areas.default_area(by=request.actor, text=area, fallback="") if area else ""
        made = plan.make(
            table.header, source=given["source"], kind=kind.key, mapping=chosen, area=where,
            disease=str(given.get("disease") or ""), **how,
        )  # fmt: skip
        return carried(made, table.header)
    except Refused as no:
        if form.is_bound:
            raise
        messages.warning(request, no.told(_))
        return None


def _initial_switches(initial: dict[str, Any]) -> dict[str, Any]:
    found = {name: initial[name] for name in ("policy", "lenient", "extra") if initial.get(name)}
    return found | {"month_first": initial.get("order") == "mdy"}


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

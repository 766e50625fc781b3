"""The third page: how far it is, what came of it, and the rows to correct."""

from pathlib import Path
from typing import Any, cast
from uuid import UUID

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vungxanh.adapters.linelist import actions, badrows, files
from vungxanh.adapters.linelist.kinds import KINDS
from vungxanh.common import centre, jobs
from vungxanh.common.models import Job
from vungxanh.common.web.export import writers
from vungxanh.common.web.parts import Progress
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.places import queries as places

LISTS = {
    "persons": ("people:index",),
    "cases": ("cases:index", "cases:chain"),
    "links": ("cases:chain", "cases:index"),
    "visits": ("tracing:contacts", "venues:index"),
    "households": ("people:index",),
    "followups": ("tracing:contacts",),
    "samples": ("laboratory:index",),
    "results": ("laboratory:unmatched", "laboratory:clock"),
    "sites": ("venues:index",),
    "contacts": ("tracing:contacts", "people:index"),
}
BRINGS_PERSONS = ("persons", "cases", "contacts")
"""Kinds after which somebody may be there twice."""


@page(needs=Permission.IMPORT)
def job(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """One import."""
    found = _get(request, job_id)
    arguments, kind = found.arguments, KINDS[found.arguments["kind"]]
    area = arguments.get("area", "")
    context = {
        "row": found,
        "job": _progress(found),
        "kind": kind,
        "counts": found.result or found.checkpoint.get("tally") or {},
        "mine": found.owner_id == request.actor.id,
        "facts": [
            (_("Loại tệp"), _(kind.caption)),
            (_("Nguồn"), arguments.get("source", "")),
            (_("Địa bàn chung"), places.display_name(by=request.actor, path=area) if area else ""),
            (_("Người nhập"), found.owner_name),
        ],
        "has_errors": _has_file(found, "errors"),
        "has_clashes": _has_file(found, "clashes"),
        "unused": (found.result or {}).get("unused", []),
        "lists": lists(kind.key, request.actor),
        "waiting": files.waiting(request.actor)[:5],
        "days": files.KEEP.days,
    }
    return render(request, "linelist/job.html", context)


def _get(request: ActorRequest, job_id: UUID) -> Job:
    found = jobs.get(request.actor, job_id)
    if found.kind != actions.JOB:
        raise NotYours(_("Không tìm thấy việc này."))
    return found


def _progress(found: Job) -> Progress:
    return Progress(
        label=found.title,
        done=found.done,
        total=found.total,
        state=cast(Any, found.state),
        poll_url=reverse("linelist:progress", args=[found.pk]),
        unit=_("dòng"),
        message=found.message,
        cancel_url=reverse("linelist:cancel", args=[found.pk]),
    )


def lists(kind: str, by: Actor) -> list[tuple[str, str]]:
    """(address, words) of the pages on which to see what came in, the first one first."""
    found: list[tuple[str, str]] = []
    twice = ("people:duplicates",) if kind in BRINGS_PERSONS and by.may(Permission.PERSON_MERGE) else ()
    for name in (*LISTS[kind], *twice):
        try:
            found.append((reverse(name), name))
        except NoReverseMatch:  # a page this installation does not have
            continue
    words = {
        "people:index": _("Xem người dân"), "people:duplicates": _("Xem hồ sơ trùng"), "cases:index": _("Xem ca bệnh"), "cases:chain": _("Xem chuỗi lây"),
        "tracing:contacts": _("Xem người tiếp xúc"), "venues:index": _("Xem địa điểm"), "laboratory:index": _("Xem mẫu"),
        "laboratory:clock": _("Xem ống, kết quả"), "laboratory:unmatched": _("Xem kết quả chưa khớp ống"),
    }  # fmt: skip
    return [(url, words[name]) for url, name in found]


@page(needs=Permission.IMPORT)
def progress(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """The bar again; once it stands still, the whole page."""
    found = _get(request, job_id)
    made = _progress(found)
    response = render(request, "parts/progress.html", {"job": made})
    if not made.moving:
        response["HX-Refresh"] = "true"
    return response


def _upload(request: ActorRequest, found: Job) -> files.Upload:
    return files.get(request.actor, UUID(found.arguments["upload"]))


def _has_file(found: Job, what: str) -> bool:
    counts = found.result or found.checkpoint.get("tally") or {}
    path = files.root() / found.arguments["upload"] / f"{what}.csv"
    return bool(counts.get(what)) and path.exists()


@page(needs=Permission.IMPORT)
def errors(request: ActorRequest, job_id: UUID) -> HttpResponseBase:
    """The rows that did not go in, for who sent them; ``?as=xlsx`` as a workbook."""
    found = _get(request, job_id)
    return _rows(request, found, _upload(request, found).errors, "dong-loi")


@page(needs=Permission.IMPORT)
def clashes(request: ActorRequest, job_id: UUID) -> HttpResponseBase:
    """The known rows that say otherwise, for who sent them."""
    found = _get(request, job_id)
    return _rows(request, found, _upload(request, found).clashes, "dong-khac")


def _rows(request: ActorRequest, found: Job, path: Path, name: str) -> HttpResponseBase:
    if not path.exists():
        raise NotYours(_("Tệp này đã hết hạn lưu."))
    name = f"{name}-{found.created_at:%Y%m%d-%H%M}"
    if request.GET.get("as") == "xlsx":
        lines = badrows.lines_of(path)
        return writers.respond_with("xlsx", name, next(lines, []), lines)
    response = FileResponse(path.open("rb"), as_attachment=True, filename=f"{name}.csv", content_type="text/csv")
    response["Cache-Control"] = "no-store"
    return response


@page(needs=Permission.IMPORT)
@require_POST
def overwrite(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """Send the rows that say otherwise once more, now to replace what is known: shown before anything is written."""
    found = _get(request, job_id)
    upload = _upload(request, found)
    if not upload.clashes.exists():
        raise NotYours(_("Tệp này đã hết hạn lưu."))
    arguments = found.arguments
    options = {name: arguments.get(name, "") for name in ("area", "disease", "source", "kind")} | {
        "policy": "overwrite"
    }
    made = actions.send(
        by=request.actor, at=centre.now(), data=upload.clashes, name=f"{arguments['source']}.csv", options=options
    )
    return redirect("linelist:prepare", upload_id=made.id)


@page(needs=Permission.IMPORT)
@require_POST
def cancel(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """Stop it; what is in stays in."""
    jobs.cancel(by=request.actor, at=centre.now(), job_id=_get(request, job_id).pk)
    return redirect("linelist:job", job_id=job_id)


@page(needs=Permission.IMPORT)
@require_POST
def resume(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """Let it go on."""
    jobs.resume(by=request.actor, at=centre.now(), job_id=_get(request, job_id).pk)
    return redirect("linelist:job", job_id=job_id)

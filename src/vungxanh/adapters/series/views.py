"""Bringing in a series by page: send, see what would come in, bring it in, see what came of it."""

from typing import Any, cast
from uuid import UUID

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.adapters.linelist import badrows, files
from vungxanh.adapters.series import actions, forms
from vungxanh.common import centre, jobs
from vungxanh.common.models import Job
from vungxanh.common.web.export import writers
from vungxanh.common.web.parts import Progress
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.places import queries as places

RECORD = Permission.LEVEL_RECORD
SHOWN = 60


def _areas(by: Actor) -> list[tuple[str, str]]:
    """What a series of this person may cover."""
    found = [path for a in by.areas(RECORD) for path in ([a] if a else ["3/", "2/"])]
    editions = {"3/": _("Cả nước, ba cấp (đến 30/6/2025)"), "2/": _("Cả nước, hai cấp (từ 1/7/2025)")}
    return [(path, editions.get(path) or places.display_name(by=by, path=path)) for path in found]


@page(needs=RECORD)
@require_http_methods(["GET", "POST"])
def send(request: ActorRequest) -> HttpResponse:
    """Send a file; it is looked at in the background."""
    by, at = request.actor, centre.now()
    form = forms.SendForm(request.POST or None, request.FILES or None, areas=_areas(by))
    if request.method == "POST" and form.is_valid():
        data, made = form.cleaned_data, None
        with form.refusals():
            made = actions.send(
                by=by, at=at, area_path=data["area"], data=data["upload"].read(), name=data["upload"].name,
                title=data["title"], as_of=data["as_of"],
            )  # fmt: skip
        if made is not None and form.is_valid():
            found = actions.begin(by=by, at=at, upload_id=made.id, kind=actions.LOOK, key=str(form.key))
            return redirect("series:job", found.pk)
    rows = jobs.visible(by).filter(kind__in=(actions.LOOK, actions.BRING)).order_by("-id")[:20]
    return render(request, "series/send.html", {"form": form, "rows": rows}, status=422 if form.errors else 200)


def _get(request: ActorRequest, job_id: UUID) -> Job:
    found = jobs.get(request.actor, job_id)
    if found.kind not in (actions.LOOK, actions.BRING):
        raise NotYours(_("Không tìm thấy việc này."))
    return found


def _progress(found: Job) -> Progress:
    return Progress(
        label=found.title, done=found.done, total=found.total, state=cast(Any, found.state), unit=_("dòng"),
        poll_url=reverse("series:progress", args=[found.pk]), message=found.message,
        cancel_url=reverse("series:cancel", args=[found.pk]),
    )  # fmt: skip


@page(needs=RECORD)
def job(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """What would come in, or what came in; the first rows that did not, and why."""
    found = _get(request, job_id)
    mine, result = found.owner_id == request.actor.id, found.result or {}
    path = files.root() / found.arguments["upload"] / "errors.csv"
    bad = list(badrows.lines_of(path))[1 : SHOWN + 1] if mine and path.exists() and result else []
    looked = found.kind == actions.LOOK
    context = {
        "row": found, "job": _progress(found), "r": result, "bad": bad, "mine": mine, "looked": looked,
        "ready": looked and mine and bool(result.get("rows")) and found.state == Job.State.DONE and path.parent.exists(),
        "area": dict(_areas(request.actor)).get(found.arguments["area"], ""), "shown": SHOWN, "has_file": path.exists(),
    }  # fmt: skip
    return render(request, "series/job.html", context)


@page(needs=RECORD)
def progress(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """The bar again; once it stands still, the whole page."""
    made = _progress(_get(request, job_id))
    response = render(request, "parts/progress.html", {"job": made})
    if not made.moving:
        response["HX-Refresh"] = "true"
    return response


@page(needs=RECORD)
def errors(request: ActorRequest, job_id: UUID) -> HttpResponseBase:
    """The rows that do not come in, for who sent them; ``?as=xlsx`` as a workbook."""
    found = _get(request, job_id)
    path = files.get(request.actor, UUID(found.arguments["upload"])).errors
    if not path.exists():
        raise NotYours(_("Tệp này đã hết hạn lưu."))
    name = f"dong-loi-{found.created_at:%Y%m%d-%H%M}"
    if request.GET.get("as") == "xlsx":
        lines = badrows.lines_of(path)
        return writers.respond_with("xlsx", name, next(lines, []), lines)
    response = FileResponse(path.open("rb"), as_attachment=True, filename=f"{name}.csv", content_type="text/csv")
    response["Cache-Control"] = "no-store"
    return response


@page(needs=RECORD)
@require_POST
def bring(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """Bring in the file that was looked at."""
    found = _get(request, job_id)
    upload = UUID(found.arguments["upload"])
    made = actions.begin(
        by=request.actor, at=centre.now(), upload_id=upload, kind=actions.BRING, key=f"series:{upload}"
    )  # fmt: skip
    return redirect("series:job", made.pk)


@page(needs=RECORD)
@require_POST
def cancel(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """Stop it."""
    jobs.cancel(by=request.actor, at=centre.now(), job_id=_get(request, job_id).pk)
    return redirect("series:job", job_id)

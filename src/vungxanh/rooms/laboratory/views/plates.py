"""Plates of 96 wells: laid, run, read from the instrument's file or well by well."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.web.columns import Column
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.laboratory import actions, queries, rules, words
from vungxanh.rooms.laboratory.forms import PlateFileForm, PlateForm
from vungxanh.rooms.laboratory.views.shared import asked, pressed


class Plates(Listing):
    """Plates, the latest on top."""

    key = "plates"
    noun = _("đĩa")
    columns = (
        Column(name="name", label=_("Đĩa"), main=True, url=lambda p: reverse("laboratory:plate", args=[p.pk])),
        Column(name="laboratory", label=_("Phòng xét nghiệm"), value="laboratory.name"),
        Column(name="created", label=_("Xếp lúc"), value="created_at", sort="created"),
        Column(name="started", label=_("Chạy lúc"), value=lambda p: p.started_at or _now("chưa chạy")),
    )
    sorts = {"created": ("-created_at",)}
    default_sort = "created"
    empty = Empty(
        title=_("Chưa có đĩa nào"), text=_("Xếp đĩa 96 giếng từ các ống đang chờ; ống sắp quá hạn vào trước."),
        action_label=_("Xếp đĩa"), action_url="/laboratory/plates/new/", icon="flask",
    )  # fmt: skip


@page(needs=Permission.SAMPLE_SEE)
def plates(request: ActorRequest) -> HttpResponse:
    """The list."""
    rows = queries.visible_plates(request.actor).select_related("laboratory")
    return Plates(request, rows).respond(
        "laboratory/plates.html", {"may_record": request.actor.may(Permission.SAMPLE_RECORD)}
    )


@page(needs=Permission.SAMPLE_RECORD)
@require_http_methods(["GET", "POST"])
def new_plate(request: ActorRequest) -> HttpResponse:
    """A plate of the tubes that wait longest at a laboratory."""
    by = request.actor
    form, waiting = PlateForm(by, request.POST or None), queries.waiting_counts(by=by)
    field: Any = form.fields["laboratory"]
    named = [(pk, name, waiting.get(UUID(pk), 0)) for pk, name in field.choices]
    named.sort(key=lambda one: -one[2])  # who has tubes first
    field.choices = [(pk, _now("%(name)s (%(n)d ống chờ)") % {"name": name, "n": n}) for pk, name, n in named]

    def do(key: str) -> Any:
        data, laboratory = form.cleaned_data, form.uuid("laboratory")
        assert laboratory is not None
        tubes = queries.waiting_at(by=by, laboratory_id=laboratory, limit=data["count"])
        if not tubes:
            raise Refused(_now("Phòng xét nghiệm này không có ống nào đã nhận và đang chờ."), field="laboratory")
        return actions.lay_plate.once(
            key,
            by=by,
            at=centre.now(),
            laboratory_id=laboratory,
            name=data["name"],
            area_path=data["area_path"],
            tube_ids=tubes,
        )

    return asked(
        request, form, do, title=_now("Xếp đĩa"), back=reverse("laboratory:plates"), done=_now("Đã xếp đĩa."),
        to=lambda made: reverse("laboratory:plate", args=[made.pk]),
    )  # fmt: skip


@page(needs=Permission.SAMPLE_SEE)
@require_http_methods(["GET", "POST"])
def plate(request: ActorRequest, plate_id: UUID) -> HttpResponse:
    """The picture of the plate; a posted file is read into it."""
    by = request.actor
    found = queries.get_plate(by=by, plate_id=plate_id)
    form = PlateFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        by.check(Permission.SAMPLE_RECORD, found.area_path)
        said = ""
        with form.refusals():
            said = _read(request, found, form)
        if form.is_valid():
            messages.success(request, said)
            return redirect("laboratory:plate", plate_id)
    context = {
        "plate": found, "form": form, "grid": _grid(request, found), "columns": list(rules.COLUMNS),
        "may_record": by.may(Permission.SAMPLE_RECORD, found.area_path), "unmatched": queries.count_unmatched(by),
    }  # fmt: skip
    return render(request, "laboratory/plate.html", context, status=422 if form.errors else 200)


def _read(request: ActorRequest, found: Any, form: PlateFileForm) -> str:
    data = form.cleaned_data["file"].read(rules.LARGEST + 1)
    if len(data) > rules.LARGEST:
        raise Refused(_now("Tệp lớn quá 4 MB: đây không phải kết quả của một đĩa."), field="file")
    text = data.decode("utf-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else data.decode("utf-8", "replace")
    kind, rows = rules.readings(text)
    now = centre.now()
    rule = queries.sampling_rules("covid19", now, found.area_path)
    cutoff = rules.Cutoff(rule.ct_positive, rule.internal_controls)
    rules.check_controls(rows, cutoff)
    rules.check_internal(rows, cutoff)
    calls = rules.calls(rows, cutoff)
    if not calls:
        raise Refused(_now("Tệp không có giếng nào của mẫu (chỉ có chứng, hoặc thiếu tên mẫu)."), field="file")
    done = actions.report_wells.once(str(form.key), by=request.actor, at=now, plate_id=found.pk, calls=calls)
    said = _now("%(kind)s: %(n)d kết quả mới, %(same)d đã có, %(un)d chưa khớp.") % {
        "kind": kind, "n": done.written, "same": done.same, "un": done.unmatched,
    }  # fmt: skip
    return str(said)


def _grid(request: ActorRequest, found: Any) -> list[tuple[str, list[dict[str, Any]]]]:
    wells = {one.well: one for one in queries.wells_of(by=request.actor, plate_id=found.pk)}
    grid = []
    for row in rules.ROWS:
        line = []
        for column in rules.COLUMNS:
            one = wells.get(f"{row}{column}")
            tube = one.tube if one else None
            line.append({
                "name": f"{row}{column}", "tube": tube, "use": one.use if one else "",
                "said": words.result_of(tube.result)[0] if tube else "", "kind": tube.result if tube else (one.use if one else "empty"),
                "short": tube.code.rpartition("-")[0][-4:] if tube and rules.looks_ours(tube.code) else (tube.code[-5:] if tube else ""),
            })  # fmt: skip
        grid.append((row, line))
    return grid


@page(needs=Permission.SAMPLE_RECORD)
@require_POST
def plate_run(request: ActorRequest, plate_id: UUID) -> HttpResponse:
    """The run begins."""
    by = request.actor
    return pressed(
        request, lambda key: actions.run_plate.once(f"{key}:run", by=by, at=centre.now(), plate_id=plate_id),
        back=reverse("laboratory:plate", args=[plate_id]), done=_now("Đĩa đang chạy. Khi xong, nạp tệp kết quả của máy."),
    )  # fmt: skip

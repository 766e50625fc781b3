"""One tube: its way, who is in it, its tests, who was told."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.common import centre, papers
from vungxanh.common.web.diseases import disease_name
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.laboratory import actions, queries, rules, words
from vungxanh.rooms.laboratory.forms import ResultForm, TimesForm
from vungxanh.rooms.laboratory.papers import notice
from vungxanh.rooms.laboratory.views.shared import asked, dressed, one_of, pressed
from vungxanh.rooms.people import queries as people


def _url(tube_id: UUID) -> str:
    return reverse("laboratory:tube", args=[tube_id])


@page(needs=Permission.SAMPLE_SEE)
def tube(request: ActorRequest, tube_id: UUID) -> HttpResponse:
    """The page."""
    by = request.actor
    (found,) = dressed(by, [queries.get_tube(by=by, tube_id=tube_id)])
    samples = queries.members(by=by, tube_ids=[tube_id]).get(tube_id, [])
    cards = people.cards(by, [one.person_id for one in samples])
    tests = queries.tests_of_tube(by=by, tube_id=tube_id)
    for test in tests:
        test.said, test.replaced = words.result_of(test.result), hasattr(test, "replaced_by")  # type: ignore[attr-defined]
        test.by_method = _(rules.METHOD_NAMES[rules.Method(test.method)])  # type: ignore[attr-defined]
    steps = [
        (_(rules.STAGE_NAMES[stage]), getattr(found, name), words.stage_of(stage)) for stage, name in rules.TIMES.items()
        if stage is not rules.Stage.PLANNED
    ]  # fmt: skip
    context = {
        "tube": found, "steps": steps, "tests": tests, "kind": _(rules.KIND_NAMES[rules.TubeKind(found.kind)]),
        "people": [(one, cards.get(one.person_id), words.result_of(one.result)) for one in samples],
        "retests": queries.visible_wanted(by).filter(pool=tube_id, state=rules.WantedState.WAITING).count(),
        "told": queries.told_of(by=by, test_ids=[test.pk for test in tests]),
        "may_record": by.may(Permission.SAMPLE_RECORD, found.area_path), "disease": disease_name(found.disease),
    }  # fmt: skip
    return render(request, "laboratory/tube.html", context)


@page(needs=Permission.SAMPLE_RECORD)
@require_http_methods(["GET", "POST"])
def tube_result(request: ActorRequest, tube_id: UUID) -> HttpResponse:
    """Write the result of a tube."""
    by = request.actor
    found = queries.get_tube(by=by, tube_id=tube_id)
    form = ResultForm(request.POST or None, initial={"laboratory": found.laboratory.name if found.laboratory else ""})

    def do(key: str) -> Any:
        return actions.report_tube.once(key, by=by, at=centre.now(), tube_id=tube_id, test=form.facts())

    opens = request.POST.get("result") == rules.Result.POSITIVE
    said = _("Đã ghi kết quả: dương tính. Ca bệnh được mở tự động.") if opens else _("Đã ghi kết quả.")
    return asked(
        request, form, do, title=_("Ghi kết quả ống %(code)s") % {"code": found.code}, back=_url(tube_id), to=lambda t: _url(tube_id),
        done=said,
    )  # fmt: skip


@page(needs=Permission.SAMPLE_RECORD)
@require_http_methods(["GET", "POST"])
def tube_times(request: ActorRequest, tube_id: UUID) -> HttpResponse:
    """Put the times of steps right."""
    by = request.actor
    found = queries.get_tube(by=by, tube_id=tube_id)
    names = ("collected_at", "sent_at", "received_at", "running_at")
    form = TimesForm(request.POST or None, initial={name: getattr(found, name) for name in names})

    def do(key: str) -> Any:
        times = {name: form.cleaned_data[name] for name in names}
        reason = form.cleaned_data["reason"]
        return actions.correct_times.once(key, by=by, at=centre.now(), tube_id=tube_id, times=times, reason=reason)

    return asked(
        request, form, do, title=_("Sửa bước của ống %(code)s") % {"code": found.code}, back=_url(tube_id), to=lambda t: _url(tube_id),
        done=_("Đã sửa. Giờ cũ còn trong nhật ký."),
    )  # fmt: skip


@page(needs=Permission.SAMPLE_RECORD)
@require_POST
def tube_press(request: ActorRequest, tube_id: UUID, name: str) -> HttpResponse:
    """``lost`` with a reason, or ``found``: came after its box."""
    one_of(name, "lost", "found")
    by, reason = request.actor, request.POST.get("reason", "")

    def do(key: str) -> Any:
        if name == "lost":
            return actions.lose.once(f"{key}:lost", by=by, at=centre.now(), tube_id=tube_id, reason=reason)
        return actions.find_late.once(f"{key}:found", by=by, at=centre.now(), tube_id=tube_id)

    done = (
        _("Đã báo hỏng, mất; người trong ống vào danh sách lấy lại.") if name == "lost" else _("Đã ghi nhận ống này.")
    )
    return pressed(request, do, back=_url(tube_id), done=done)


@page(needs=Permission.SAMPLE_SEE)
def tube_notice(request: ActorRequest, tube_id: UUID, kind: str) -> HttpResponse:
    """The notice of result of a tube: PDF to send, DOCX to sign."""
    one_of(kind, "pdf", "docx")
    by = request.actor
    found = queries.get_tube(by=by, tube_id=tube_id)
    samples = queries.members(by=by, tube_ids=[tube_id]).get(tube_id, [])
    lines = people.lines(by=by, person_ids=[one.person_id for one in samples])
    tests = [test for test in queries.tests_of_tube(by=by, tube_id=tube_id) if not hasattr(test, "replaced_by")]
    paper = notice(found, samples, lines, tests, at=centre.now())
    data = papers.pdf(paper) if kind == "pdf" else papers.docx(paper)
    mime = (
        "application/pdf"
        if kind == "pdf"
        else "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    )
    answer = HttpResponse(data, content_type=mime)
    answer["Content-Disposition"] = f'attachment; filename="{papers.file_name(paper, kind)}"'
    answer["Cache-Control"] = "private, no-store"
    return answer

"""The part of a case's page that tracing draws: milestones, contacts by level, what is missing."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vungxanh.common import centre
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.tracing import actions, queries
from vungxanh.rooms.tracing.views import shared

SHOWN = 20


@page(needs=Permission.TRACE_SEE)
def case_panel(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """htmx fragment on the page of a case."""
    return _panel(request, case_id)


@page(needs=Permission.TRACE_RECORD)
@require_POST
def compute(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Find the contacts anew, now."""
    actions.recompute(by=request.actor, at=shared.at(), case_id=case_id)
    return _panel(request, case_id)


def _panel(request: ActorRequest, case_id: UUID) -> HttpResponse:
    by = request.actor
    case = cases.get(by=by, case_id=case_id)
    level = request.GET.get("level", "")
    levels = (int(level),) if level in ("1", "2", "3") else (1, 2, 3)
    after = _after(request.GET.get("after", ""))
    rows = queries.case_trace(by=by, case_id=case_id, levels=levels, limit=SHOWN + 1, after=after)
    if after is not None:
        part = {"case": case, "rows": [_line(by, r) for r in rows[:SHOWN]], "more": _cursor(rows), "level": level}
        return render(request, "tracing/parts/panel_rows.html", part)
    summary = queries.case_summary(by=by, case_id=case_id)
    stones = queries.milestones(by=by, case_id=case_id)
    context: dict[str, Any] = {
        "case": case, "summary": summary, "stones": stones, "rows": [_line(by, r) for r in rows[:SHOWN]],
        "computed_at": summary and centre.seen_at(summary.computed_at), "more": _cursor(rows), "level": level,
        "counts": queries.level_counts(by=by, case_ids=[case_id]).get(case_id, {}),
        "missing": _missing(case, summary, stones), "may_record": by.may(Permission.TRACE_RECORD, case.area_path),
        "traced": queries.traced(case),
    }  # fmt: skip
    return render(request, "tracing/parts/case_panel.html", context)


def _cursor(rows: list[queries.TraceRow]) -> str:
    """Where the next part begins; "" after the last."""
    last = rows[SHOWN - 1] if len(rows) > SHOWN else None
    return f"{last.level}.{last.exposure_id}" if last else ""


def _after(text: str) -> tuple[int, UUID] | None:
    level, _dot, key = text.partition(".")
    try:
        return (int(level), UUID(key)) if text else None
    except ValueError:
        return None


def _line(by: Any, row: queries.TraceRow) -> dict[str, Any]:
    return {
        "row": row, "chip": shared.chip(by, row.person), "through": shared.chip(by, row.through),
        "state": shared.state_of(row.state) if row.contact else None,
    }  # fmt: skip


def _missing(case: Any, summary: Any, stones: list[Any]) -> list[str]:
    """What would make the trace better, in words."""
    found = []
    if cases.infectious_window(case) is None:
        found.append(_("chưa tính được thời kỳ lây: cần ngày khởi phát hoặc ngày lấy mẫu"))
    if not stones:
        found.append(_("chưa có mốc dịch tễ nào trong cửa sổ lây"))
    if case.isolated_at is None:
        found.append(_("chưa ghi ngày giờ cách ly ca bệnh"))
    if summary is None and queries.traced(case):
        found.append(_("chưa tính người tiếp xúc"))
    if summary is not None and summary.refusal:
        found.append(summary.refusal)
    return found

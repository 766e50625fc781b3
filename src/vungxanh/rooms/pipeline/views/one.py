"""The five clocks of one case, on its page."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.pipeline import queries, rules, words
from vungxanh.rooms.pipeline.rules import Stage


@page(needs=Permission.CASE_SEE)
def case_panel(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """What took how long, and what runs."""
    case = cases.get(by=request.actor, case_id=case_id)
    found = {row.stage: row for row in queries.of_case(by=request.actor, case_id=case.pk)}
    owners = words.owners(request.actor, list(found.values()))
    rows = []
    for number, stage in enumerate(Stage, 1):
        row = found.get(stage.value)
        hours = words.hours(row.hours) if row and row.done_at else ""
        owner = owners.get(row.pk, "") if row and not row.done_at else ""
        rows.append((number, _(rules.STAGE_NAMES[stage]), _(rules.SPANS[stage]), row, hours, owner))
    return render(request, "pipeline/case_panel.html", {"case": case, "rows": rows, "any": bool(found)})

"""The people, rows and places behind one number of a proposal."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.columns import Column
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.regulations.indices import INDICES
from vungxanh.regulations.risk import Measure
from vungxanh.rooms.cases.queries import DETECTION_NAMES
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.zones import queries, words
from vungxanh.rooms.zones.models import LevelProposal

WAITING = ("to_call", "no_answer", "reached", "followed")


class CasesBehind(Listing):
    """The cases a criterion counts."""

    key = "level_cases"
    noun = _("ca bệnh")
    columns = (
        Column(name="code", label=_("Mã ca"), main=True, sort="code", url=lambda c: reverse("cases:one", args=[c.pk])),
        Column(name="diagnosed_at", label=_("Chẩn đoán"), sort="diagnosed"),
        Column(name="detection", label=_("Nơi phát hiện"), value=lambda c: _now(DETECTION_NAMES.get(c.detection, ""))),
        Column(name="source", label=_("Nguồn lây"),
               value=lambda c: _now("đã rõ") if c.source_case_id else _now("chưa rõ")),
        Column(name="area", label=_("Địa bàn"), value="area_name"),
    )  # fmt: skip
    sorts = {"diagnosed": ("-diagnosed_at",), "code": ("code",)}
    default_sort = "diagnosed"
    empty = Empty(
        title=_("Không có ca nào ghi từng người"), text=_("Con số này, nếu có, là của chuỗi số liệu tổng hợp.")
    )

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Names of the places."""
        names = places.display_names(by=self.request.actor, paths={c.area_path for c in objects})  # type: ignore[attr-defined]
        for one in objects:
            one.area_name = names[one.area_path]
        return objects


@page(needs=Permission.LEVEL_SEE)
def behind(request: ActorRequest, proposal_id: UUID, measure: str) -> HttpResponse:
    """What a number was counted from, as it is now."""
    by = request.actor
    found = queries.proposal(by=by, proposal_id=proposal_id)
    criterion = queries.criterion_of(by=by, found=found, measure=measure)
    kind, index = Measure(measure), INDICES[Measure(measure)]
    context: dict[str, Any] = {
        "p": found, "c": criterion, "name": _now(index.name), "value": words.told(criterion.value, index.unit),
        "unit": "" if index.unit == "có" else index.unit, "of": _now(index.of) if index.of else "",
        "numerator": words.said(criterion.reading.numerator), "denominator": words.said(criterion.reading.denominator),
        "people": people_url(by, found, kind),
    }  # fmt: skip
    if kind in queries.DAILY:
        titles, days = queries.days_behind(by=by, found=found, criterion=criterion)
        context |= {"titles": titles, "days": days, "sum": sum(d.taken for d in days)}
    if kind in queries.NEAR | queries.INSIDE:
        rows = queries.places_behind(by=by, found=found, criterion=criterion)
        context["places"] = [(name, p, words.letter(p.level) if p else None) for name, p in rows]
    if index.declared:
        context["inputs"] = [
            (i, words.told(i.numerator, index.unit if not index.scale else ""), words.said(i.denominator))
            for i in queries.inputs(by=by, area=found.area_path)
            if i.measure == measure
        ]
    rows_of = queries.cases_behind(by=by, found=found, criterion=criterion)
    if rows_of is None:
        return render(request, "zones/behind.html", context)
    return CasesBehind(request, rows_of).respond("zones/behind.html", context)


def people_url(by: Any, found: LevelProposal, measure: Measure) -> str:
    """The list of the very F1 counted; "" for other measures, or where the reader may not see them."""
    if measure is not Measure.COMMUNITY_F1 or not by.may(Permission.TRACE_SEE, found.area_path):
        return ""
    pairs = [("area", found.area_path), ("level", "1"), ("disease", "covid19"), ("loose", "1")]
    return f"{reverse('tracing:contacts')}?{urlencode([*pairs, *(('state', s) for s in WAITING)])}"

"""What was recorded, as lists: visits and milestones, meetings, daily checks."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from vungxanh.common.web.columns import Column, Count
from vungxanh.common.web.filters import AreaFilter, BooleanFilter, ChoiceFilter, DateRangeFilter
from vungxanh.common.web.formats import vn_span
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.tracing import queries, rules
from vungxanh.rooms.tracing.views import shared, sheets

_EMPTY = {
    "text": _("Mốc dịch tễ và người đã gặp được ghi khi phỏng vấn ca bệnh, hoặc nhập từ tệp."),
    "action_label": _("Xem ca bệnh"),
    "action_url": "/cases/",
    "icon": "route",
}


def _chips(by: Actor, person_ids: set[UUID]) -> dict[UUID, Any]:
    return {pk: shared.chip(by, card) for pk, card in people.cards(by, person_ids).items()}


def _case_url(row: Any) -> str:
    return reverse("cases:one", args=[row.case_id]) if row.case_id and row.case_seen else ""


class _Records(Listing):
    """What the three lists share."""

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Chips of persons and names of areas, each in one go."""
        by: Actor = self.request.actor  # type: ignore[attr-defined]
        chips = _chips(by, {getattr(row, name) for row in objects for name in self.people_of})
        names = places.display_names(by=by, paths={row.area_path for row in objects})
        for row in objects:
            row.chip, row.area_name = chips.get(getattr(row, self.people_of[-1])), names[row.area_path]
            row.first_chip = chips.get(getattr(row, self.people_of[0]))
            row.when = vn_span(row.start_at, row.end_at)
            row.case_seen = row.case_id and by.may(Permission.CASE_SEE, row.case.area_path)
            row.case_code = row.case.code if row.case_seen else ""
        return objects

    people_of: tuple[str, ...] = ("person_id",)

    def count(self) -> Count:
        """At least those of this page: three joins decide who sees a row, and counting them all costs seconds."""
        found = self.page
        return Count(len(found.rows), bool(found.before or found.after))


class VisitList(_Records):
    """Who was where; those of cases are their milestones."""

    key = "visits"
    noun = _("lượt đến")
    file = sheets.VISITS
    columns = (
        Column(name="person", label=_("Người"), main=True, value="chip", template="tracing/cells/chip.html"),
        Column(name="case", label=_("Ca bệnh"), value="case_code", url=_case_url),
        Column(
            name="venue",
            label=_("Địa điểm"),
            value="venue.name",
            url=lambda v: reverse("venues:venue", args=[v.venue_id]),
        ),
        Column(name="when", label=_("Lúc"), sort="start"),
        Column(name="area", label=_("Địa bàn"), value="area_name"),
        Column(name="note", label=_("Ghi chú"), shown=False),
    )
    filters = (
        BooleanFilter(name="milestone", label=_("mốc dịch tễ của ca bệnh"), q=Q(case__isnull=False)),
        AreaFilter(name="area", label=_("địa bàn"), name_of=shared.area_name, url_name="places:suggest"),
        DateRangeFilter(name="day", label=_("ngày"), field="start_at", moments=True),
    )
    sorts = {"new": ("-id",), "start": ("-start_at",)}
    default_sort = "new"
    empty = Empty(title=_("Chưa có lượt đến nào"), **_EMPTY)  # type: ignore[arg-type]


class MeetingList(_Records):
    """Who met whom, and how."""

    key = "meetings"
    noun = _("lần tiếp xúc")
    file = sheets.MEETINGS
    people_of = ("person_id", "other_id")
    columns = (
        Column(name="other", label=_("Người tiếp xúc"), main=True, value="chip", template="tracing/cells/chip.html"),
        Column(name="person", label=_("Đã gặp"), value="first_chip", template="tracing/cells/chip.html"),
        Column(name="case", label=_("Ca bệnh"), value="case_code", url=_case_url),
        Column(name="when", label=_("Lúc"), sort="start"),
        Column(name="minutes", label=_("Số phút"), number=True),
        Column(name="household", label=_("Cùng nhà")),
        Column(name="masked", label=_("Có khẩu trang"), shown=False),
        Column(name="area", label=_("Địa bàn"), value="area_name", shown=False),
        Column(name="note", label=_("Ghi chú"), shown=False),
    )
    filters = (
        BooleanFilter(name="home", label=_("cùng nhà"), q=Q(household=True)),
        AreaFilter(name="area", label=_("địa bàn"), name_of=shared.area_name, url_name="places:suggest"),
        DateRangeFilter(name="day", label=_("ngày"), field="start_at", moments=True),
    )
    sorts = {"new": ("-id",), "start": ("-start_at",)}
    default_sort = "new"
    empty = Empty(title=_("Chưa có lần tiếp xúc nào"), **_EMPTY)  # type: ignore[arg-type]


class CheckList(Listing):
    """Every daily check of a contact."""

    key = "checks"
    noun = _("lần hỏi sức khỏe")
    file = sheets.CHECKS
    columns = (
        Column(name="person", label=_("Người"), main=True, value="chip", template="tracing/cells/chip.html"),
        Column(name="level", label=_("Mức"), value=lambda f: sheets.level(f.contact)),
        Column(name="day", label=_("Ngày"), sort="day"),
        Column(name="seen", label=_("Gặp được")),
        Column(name="symptoms", label=_("Triệu chứng"), value="words"),
        Column(name="temperature", label=_("Nhiệt độ"), number=True),
        Column(name="note", label=_("Ghi chú"), shown=False),
        Column(name="by", label=_("Người ghi"), value="by.full_name", shown=False),
    )
    filters = (
        BooleanFilter(name="seen", label=_("gặp được"), q=Q(seen=True)),
        BooleanFilter(name="ill", label=_("có triệu chứng"), q=~Q(symptoms=[])),
        DateRangeFilter(name="day", label=_("ngày"), field="day"),
        ChoiceFilter(
            name="level", label=_("mức"), field="contact__level", choices=[("1", "F1"), ("2", "F2"), ("3", "F3")]
        ),
    )
    sorts = {"new": ("-id",), "day": ("-day",)}
    default_sort = "new"
    empty = Empty(
        title=_("Chưa có lần hỏi nào"),
        text=_("Mỗi câu trả lời của người tiếp xúc ở «Theo dõi hằng ngày» để lại một dòng ở đây."),
        action_label=_("Theo dõi hằng ngày"),
        action_url="/tracing/followups/",
        icon="stethoscope",
    )

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Chips, and symptoms in words."""
        chips = _chips(self.request.actor, {f.contact.person_id for f in objects})  # type: ignore[attr-defined]
        known = list(rules.Symptom)
        for f in objects:
            f.chip = chips.get(f.contact.person_id)
            f.words = ", ".join(_now(rules.SYMPTOM_NAMES[rules.Symptom(s)]) for s in f.symptoms if s in known)
        return objects


@page(needs=Permission.TRACE_SEE)
@require_http_methods(["GET", "POST"])
def visits(request: ActorRequest) -> HttpResponse:
    """All visits he may see."""
    rows = queries.visible_visits(request.actor).select_related("venue", "case")
    return VisitList(request, rows).respond("tracing/records.html", {"heading": _now("Lượt đến, mốc dịch tễ")})


@page(needs=Permission.TRACE_SEE)
@require_http_methods(["GET", "POST"])
def meetings(request: ActorRequest) -> HttpResponse:
    """All meetings he may see."""
    rows = queries.visible_meetings(request.actor).select_related("case")
    return MeetingList(request, rows).respond("tracing/records.html", {"heading": _now("Lần tiếp xúc")})


@page(needs=Permission.TRACE_SEE)
@require_http_methods(["GET", "POST"])
def checks(request: ActorRequest) -> HttpResponse:
    """All daily checks he may see."""
    rows = queries.visible_checks(request.actor).select_related("contact", "by")
    return CheckList(request, rows).respond("tracing/records.html", {"heading": _now("Lần hỏi sức khỏe")})

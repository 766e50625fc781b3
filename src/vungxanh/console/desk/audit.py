"""Nhật ký: who did what, to what, where, when; and whether anybody tampered with it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from vungxanh.common import centre, jobs, trail
from vungxanh.common.models import AuditEntry
from vungxanh.common.web.columns import Column
from vungxanh.common.web.export import Sheet
from vungxanh.common.web.filters import AreaFilter, ChoiceFilter, DateRangeFilter, Filter, FilterError
from vungxanh.common.web.formats import vn_datetime
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty, Fact
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.console.desk.words import ROOMS, field, in_words, value
from vungxanh.console.jobs import VERIFY
from vungxanh.kernel.actor import system
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.places import queries as places

Rows = QuerySet[Any]


@dataclass(frozen=True, kw_only=True)
class RoomFilter(ChoiceFilter):
    """Acts of a room: their names begin with it."""

    def apply(self, rows: Rows, value: list[str]) -> Rows:
        found = rows.none()
        for room in value:
            found = found | rows.filter(action__startswith=f"{room}.")
        return found


@dataclass(frozen=True, kw_only=True)
class RecordedFilter(DateRangeFilter):
    """Days on which the rows were written. Ids carry that moment, so the primary key answers."""

    def apply(self, rows: Rows, value: tuple[date | None, date | None]) -> Rows:
        first, last = value
        if first:
            rows = rows.filter(pk__gte=_first_id(first))
        return rows.filter(pk__lt=_first_id(last + timedelta(days=1))) if last else rows


def _first_id(day: date) -> UUID:
    midnight = timezone.make_aware(datetime.combine(day, time.min))
    return UUID(int=max(int(midnight.timestamp() * 1000), 0) << 80)


@dataclass(frozen=True, kw_only=True)
class IdFilter(Filter):
    """One person's acts, or the acts on one thing; links from other pages set it."""

    field: str

    template = "console/desk/id_filter.html"

    def parse(self, data: QueryDict, posted: bool) -> UUID | None:
        raw = data.get(self.name, "").strip()
        try:
            return UUID(raw) if raw else None
        except ValueError as error:
            raise FilterError(_("%(label)s: không đọc được mã.") % {"label": self.label}) from error

    def apply(self, rows: Rows, value: UUID) -> Rows:
        return rows.filter(**{self.field: value})

    def describe(self, value: UUID) -> str:
        return _("đã chọn")


def _area_name(path: str) -> str | None:
    try:
        return places.display_name(by=system(), path=path)
    except Refused:
        return None


class AuditList(Listing):
    """Newest first."""

    key = "audit"
    noun = gettext_lazy("dòng")
    columns = (
        Column(name="recorded_at", label=gettext_lazy("Lúc"), sort="new"),
        Column(
            name="action",
            label=gettext_lazy("Việc"),
            main=True,
            value=lambda e: in_words(e.action),
            url=lambda e: reverse("console:audit-entry", args=[e.pk]),
        ),
        Column(
            name="actor_name",
            label=gettext_lazy("Ai"),
            template="console/desk/audit_actor.html",
            plain=lambda e: e.actor_name,
        ),
        Column(name="area", label=gettext_lazy("Địa bàn")),
        Column(name="what", label=gettext_lazy("Nội dung"), value=lambda e: summary(e)),
    )
    filters = (
        RoomFilter(name="room", label=gettext_lazy("phần"), choices=ROOMS),
        RecordedFilter(name="day", label=gettext_lazy("ngày ghi"), field="recorded_at", moments=True),
        AreaFilter(name="area", label=gettext_lazy("địa bàn"), name_of=_area_name, url_name="places:options"),
        IdFilter(name="who", label=gettext_lazy("người làm"), field="actor_id"),
        IdFilter(name="subject", label=gettext_lazy("hồ sơ"), field="subject_id"),
    )
    sorts = {"new": ("-id",)}
    default_sort = "new"
    file = Sheet(stem="nhat-ky", title=gettext_lazy("dòng nhật ký"), fields=(), needs=Permission.AUDIT_SEE, area="")
    empty = Empty(
        title=gettext_lazy("Chưa có gì trong nhật ký"),
        text=gettext_lazy("Mỗi việc ghi, sửa, mở giấy tờ đều để lại một dòng ở đây, không ai sửa hay xóa được."),
        icon="history",
    )

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Names of the areas, for the whole page at once."""
        paths = {entry.area_path for entry in objects if entry.area_path}
        names = places.display_names(by=system(), paths=paths) if paths else {}
        for entry in objects:
            entry.area = names.get(entry.area_path, "")
        return objects


def summary(entry: AuditEntry) -> str:
    """The fields that changed, or the arguments, in one short line; long values are cut."""
    changes = entry.detail.get("changes") or []
    if changes:
        text = "; ".join(f"{field(c['field'])}: {value(c['from'])} → {value(c['to'])}" for c in changes[:4])
    else:
        args = entry.detail.get("args") or {}
        text = "; ".join(f"{field(name)}: {value(said)}" for name, said in list(args.items())[:4])
    return text if len(text) <= 160 else f"{text[:159]}…"


@page(needs=Permission.AUDIT_SEE)
def index(request: ActorRequest) -> HttpResponse:
    """The trail of his areas."""
    return AuditList(request, trail.entries(request.actor)).respond("console/desk/audit.html")


@page(needs=Permission.AUDIT_SEE)
@require_GET
def entry(request: ActorRequest, entry_id: UUID) -> HttpResponse:
    """One act in full."""
    row = trail.entry(request.actor, entry_id)
    rest = {k: v for k, v in row.detail.items() if k not in ("changes", "args")}
    facts: list[Fact] = [
        (_("Ai"), row.actor_name),
        (_("Ghi lúc"), vn_datetime(row.recorded_at)),
        (_("Thời điểm của việc"), vn_datetime(row.at)),
        (_("Địa bàn"), _area_name(row.area_path) if row.area_path else ""),
        (_("Tên việc trong chương trình"), row.action),
        (_("Mã dòng"), str(row.pk)),
    ]
    return render(
        request,
        "console/desk/audit_entry.html",
        {
            "row": row,
            "words": in_words(row.action),
            "facts": facts,
            "changes": [
                (field(one["field"]), value(one["from"], 300), value(one["to"], 300))
                for one in row.detail.get("changes") or []
            ],
            "said": [(field(k), value(v, 300)) for k, v in {**(row.detail.get("args") or {}), **rest}.items()],
        },
    )


@page(needs=Permission.AUDIT_SEE)
@require_POST
def verify(request: ActorRequest) -> HttpResponse:
    """Start reading the whole chain again, as a job."""
    areas = request.actor.areas(Permission.AUDIT_SEE)
    made = jobs.start(by=request.actor, at=centre.now(), kind=VERIFY, title=_("Kiểm tra nhật ký"), area=areas[0])
    return redirect("console:job", made.pk)

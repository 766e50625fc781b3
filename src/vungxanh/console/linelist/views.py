"""The page of the line list."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from vungxanh.common import centre
from vungxanh.common.web.columns import Bulk
from vungxanh.common.web.export import Sheet
from vungxanh.common.web.filters import (
    AreaFilter,
    BooleanFilter,
    ChoiceFilter,
    DateRangeFilter,
    Rows,
    TextFilter,
)
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.console.linelist.columns import COLUMNS, WORK, disease_names
from vungxanh.kernel.actor import NOBODY
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.tracing import queries as tracing


@dataclass(frozen=True, kw_only=True)
class LateFilter(BooleanFilter):
    """Late by the centre's clock at the moment of asking."""

    def apply(self, rows: Rows, value: bool) -> Rows:
        """The cases late now, or those that are not."""
        late = cases.late(centre.now())
        return rows.filter(late) if value else rows.exclude(late)


def _area_name(path: str) -> str | None:
    name = places.display_name(by=NOBODY, path=path)
    return None if name == path else name


def _choices(names: Any) -> list[tuple[str, Any]]:
    return [(str(key), _now(name)) for key, name in names.items()]


class LineList(Listing):
    """Every case the reader may see, one line each."""

    key = "linelist"
    noun = _("ca bệnh")
    columns = COLUMNS
    keeps = dense = True
    file = Sheet(stem="danh-sach-ca", title=_("ca bệnh, các cột đang xem"), fields=())
    filters = (
        TextFilter(name="q", label=_("mã hoặc tên"), search=cases.named, placeholder=_("thí dụ: CV-2021 hoặc họ tên")),
        ChoiceFilter(name="status", label=_("phân loại"), choices=lambda: _choices(cases.STATUS_NAMES)),
        ChoiceFilter(name="disease", label=_("bệnh"), choices=lambda: list(disease_names().items())),
        AreaFilter(name="area", label=_("địa bàn"), name_of=_area_name, url_name="places:suggest"),
        DateRangeFilter(name="onset", label=_("khởi phát"), field="onset_date"),
        DateRangeFilter(name="diagnosed", label=_("chẩn đoán"), field="diagnosed_at", moments=True),
        ChoiceFilter(name="outcome", label=_("kết cục"), choices=lambda: _choices(cases.OUTCOME_NAMES)),
        LateFilter(name="late", label=_("trễ báo cáo"), q=Q()),
        BooleanFilter(name="orphan", label=_("chưa rõ nguồn lây"), q=Q(source_case=None, status__in=cases.LIVE)),
        BooleanFilter(name="free", label=_("chưa cách ly"), q=Q(isolated_at=None, status__in=cases.LIVE)),
        BooleanFilter(name="grouped", label=_("trong ổ dịch"), q=Q(cluster__isnull=False)),
    )
    sorts = {
        "new": ("-id",), "code": ("code",), "onset": ("-onset_date",), "diagnosed": ("-diagnosed_at",),
        "due": ("notify_due_at",),
    }  # fmt: skip
    default_sort = "new"
    page_size = 50
    empty = Empty(
        title=_("Chưa có ca bệnh"),
        text=_("Ca bệnh nằm ở đây khi có người báo ca mới, hoặc khi nhập danh sách từ tệp."),
        action_label=_("Nhập dữ liệu"),
        action_url="/import/",
        icon="virus",
    )

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Persons, places, sources and what tracing knows, each asked for once, and only for columns that are shown."""
        by, shown = self.request.actor, set(self.visible)  # type: ignore[attr-defined]
        lines = people.lines(by=by, person_ids=[case.person_id for case in objects])
        paths = {line.area_path for line in lines.values()} | {case.area_path for case in objects}
        names = places.display_names(by=by, paths=paths)
        ids = [case.pk for case in objects]
        sources = cases.source_codes(by=by, case_ids=ids) if "source" in shown else {}
        asked = shown & set(WORK)
        work = tracing.case_work(by=by, case_ids=ids, what=asked) if asked else {}
        for case in objects:
            case.line = lines[case.person_id]
            case.place, case.managed_by = names[case.line.area_path].split(",")[0], names[case.area_path]
            case.sources = ", ".join(sources.get(case.pk, ()))
            case.work = work.get(case.pk)
        return objects


@page(needs=Permission.CASE_SEE)
@require_http_methods(["GET", "POST"])
def index(request: ActorRequest) -> HttpResponse:
    """The list; with the columns, the order and the filters of the address."""
    by = request.actor
    edit = Bulk(label=_now("Sửa hàng loạt"), url=reverse("cases:bulk"), icon="edit")
    rows = cases.visible(by).select_related("cluster")
    return LineList(request, rows, bulk=[edit] if by.may(Permission.CASE_RECORD) else ()).respond(
        "console/linelist.html"
    )

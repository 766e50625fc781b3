"""The list of cases."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vungxanh.common import centre
from vungxanh.common.web.columns import Column
from vungxanh.common.web.filters import AreaFilter, BooleanFilter, ChoiceFilter, DateRangeFilter, TextFilter
from vungxanh.common.web.forms import options_response
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty, Option
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import NOBODY
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases import queries, rules
from vungxanh.rooms.cases.forms import choices
from vungxanh.rooms.cases.models import Case
from vungxanh.rooms.cases.views import shared, sheets
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.places import queries as places


def _area_name(path: str) -> str | None:
    name = places.display_name(by=NOBODY, path=path)
    return None if name == path else name


@dataclass(frozen=True, kw_only=True)
class LateFilter(BooleanFilter):
    """Late by the centre's clock at the moment of asking, which a simulation sets back."""

    def apply(self, rows: QuerySet[Case], value: bool) -> QuerySet[Case]:
        """The cases late now, or those that are not."""
        late = queries.late(centre.now())
        return rows.filter(late) if value else rows.exclude(late)


class CaseList(Listing):
    """Every case the reader may see."""

    key = "cases"
    noun = _("ca bệnh")
    columns = (
        Column(
            name="code",
            label=_("Mã ca"),
            main=True,
            sort="code",
            template="cases/cells/code.html",
            url=lambda c: reverse("cases:one", args=[c.pk]),
        ),
        Column(name="person", label=_("Người bệnh"), value="chip", template="cases/cells/person.html"),
        Column(name="disease", label=_("Bệnh"), value=lambda c: choices.disease_short(c.disease)),
        Column(
            name="status",
            label=_("Phân loại"),
            value=lambda c: shared.status_of(c.status),
            template="cases/cells/status.html",
        ),
        Column(name="onset", label=_("Khởi phát"), value="onset_date", sort="onset"),
        Column(name="diagnosed", label=_("Chẩn đoán"), value="diagnosed_at", sort="diagnosed"),
        Column(
            name="notify", label=_("Báo cáo"), value="notify_due_at", template="cases/cells/notify.html", sort="due"
        ),
        Column(name="area", label=_("Địa bàn"), value="area_name"),
        Column(name="isolated", label=_("Cách ly"), value="isolated_at", shown=False),
        Column(
            name="outcome",
            label=_("Kết cục"),
            value=lambda c: _now(rules.OUTCOME_NAMES[rules.Outcome(c.outcome)]),
            shown=False,
        ),
        Column(name="cluster", label=_("Ổ dịch"), value="cluster.name", shown=False),
    )
    filters = (
        TextFilter(
            name="q", label=_("mã hoặc tên"), search=queries.named, placeholder=_("thí dụ: CV-2021 hoặc họ tên")
        ),
        ChoiceFilter(name="status", label=_("phân loại"), choices=lambda: choices.of(rules.STATUS_NAMES)),
        ChoiceFilter(name="disease", label=_("bệnh"), choices=choices.diseases),
        AreaFilter(name="area", label=_("địa bàn"), name_of=_area_name, url_name="places:suggest"),
        DateRangeFilter(name="onset", label=_("khởi phát"), field="onset_date"),
        DateRangeFilter(name="diagnosed", label=_("chẩn đoán"), field="diagnosed_at", moments=True),
        BooleanFilter(
            name="untold",
            label=_("chưa báo cáo"),
            q=Q(notified_at=None, notify_due_at__isnull=False, status__in=queries.LIVE),
        ),
        LateFilter(name="late", label=_("trễ báo cáo"), q=Q()),
        BooleanFilter(
            name="orphan",
            label=_("chưa rõ nguồn lây"),
            q=Q(source_case=None, status__in=queries.LIVE),
        ),
        BooleanFilter(name="free", label=_("chưa cách ly"), q=Q(isolated_at=None, status__in=queries.LIVE)),
        ChoiceFilter(name="outcome", label=_("kết cục"), choices=lambda: choices.of(rules.OUTCOME_NAMES)),
        DateRangeFilter(name="ended", label=_("ngày có kết cục"), field="outcome_date"),
        ChoiceFilter(name="detection", label=_("phát hiện"), choices=lambda: choices.of(rules.DETECTION_NAMES)),
    )
    sorts = {
        "new": ("-id",), "code": ("code",), "onset": ("-onset_date",), "diagnosed": ("-diagnosed_at",),
        "due": ("notify_due_at",),
    }  # fmt: skip
    default_sort = "new"
    page_size = 50
    file = sheets.CASES
    keeps = True
    empty = Empty(
        title=_("Chưa có ca bệnh"),
        text=_("Ca bệnh nằm ở đây khi có người báo ca mới, hoặc khi nhập danh sách từ tệp."),
        action_label=_("Báo ca mới"),
        action_url="/cases/new/",
        icon="virus",
    )

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Names of people and areas, each in one go."""
        by = self.request.actor  # type: ignore[attr-defined]
        cards = people.cards(by, [case.person_id for case in objects])
        names = places.display_names(by=by, paths={case.area_path for case in objects})
        for case in objects:
            case.chip = shared.chip_of(by, cards.get(case.person_id))
            case.area_name = names[case.area_path]
        return objects


def _rows(request: ActorRequest) -> QuerySet[Case]:
    return queries.visible(request.actor).select_related("cluster")


@page(needs=Permission.CASE_SEE)
def index(request: ActorRequest) -> HttpResponse:
    """The list, with the numbers of each status above it."""
    listing = CaseList(request, _rows(request))
    by = request.actor
    context: dict[str, Any] = {"may_record": by.may(Permission.CASE_RECORD)}
    if not request.htmx:
        base = reverse("cases:index")
        counts = queries.counts(by=by)
        late = queries.overdue(by=by, at=centre.now()).order_by().count()
        context["late"], context["late_url"] = late, f"{base}?late=1&sort=due"
        context["tiles"] = [
            (_now(rules.STATUS_NAMES[status]), counts[status], f"{base}?status={status}") for status in rules.Status
        ]
    return listing.respond("cases/index.html", context)


@page(needs=Permission.CASE_SEE)
def options(request: ActorRequest) -> HttpResponse:
    """Lines of a field that asks for another case: by code."""
    text = request.POST.get("q", "") or request.GET.get("q", "")
    found = queries.find(by=request.actor, text=text, limit=12) if text.strip() else []
    cards = people.cards(request.actor, [case.person_id for case in found])
    lines = []
    for case in found:
        card = cards.get(case.person_id)
        hint = " · ".join(x for x in (card.name if card else "", choices.disease_short(case.disease)) if x)
        lines.append(Option(str(case.pk), case.code, hint))
    return options_response(request, lines)

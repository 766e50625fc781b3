"""The list of patients: the worst first."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vungxanh.common import centre
from vungxanh.common.web.columns import Bulk, Column
from vungxanh.common.web.diseases import diseases
from vungxanh.common.web.export import Field, Sheet
from vungxanh.common.web.filters import AreaFilter, ChoiceFilter, DateRangeFilter, TextFilter
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import NOBODY, Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.treatment import queries, rules, words

WORK = (
    ("alarm", _("báo động")), ("missed", _("sót lượt")), ("due", _("cần khám lượt này")), ("advised", _("nên chuyển lên tầng trên")),
    ("moving", _("đang chuyển")), ("ready", _("đủ ngày ra viện")), ("refuted", _("ca đã loại trừ, chưa kết thúc")),
    ("watched", _("theo dõi tại nhà sau ra viện")), ("home", _("ra viện hôm nay")),
)  # fmt: skip


class WorkFilter(ChoiceFilter):
    """What is to be done about them."""

    def apply(self, rows: QuerySet[Any], value: list[str]) -> QuerySet[Any]:
        at = centre.now()
        midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
        here, wanted = Q(state="running"), Q(pk__in=())
        of = {
            "alarm": Q(alarm_since__isnull=False) & (here | queries.WATCHED), "missed": here & queries.unseen(at, 1), "due": here & queries.unseen(at),
            "advised": here & Q(proposed__gt=F("tier")), "moving": here & ~Q(to_area_path=""),
            "ready": here & Q(leave_on__lte=timezone.localdate(at)), "refuted": here & Q(refuted_at__isnull=False),
            "watched": queries.WATCHED & Q(monitoring_until__gte=timezone.localdate(at)),
            "home": queries.WATCHED & Q(ended_at__gte=midnight),
        }  # fmt: skip
        for name in value:
            wanted |= of[name]
        return rows.filter(wanted)


def area_name(path: str) -> str | None:
    """What an area is called, for a filter; None when there is no such area."""
    name = places.display_name(by=NOBODY, path=path)
    return None if name == path else name


def _lines(by: Actor, rows: list[Any]) -> list[Any]:
    words.named(by, rows, centre.now())
    found = people.lines(by=by, person_ids=[c.case.person_id for c in rows])
    for course in rows:
        course.line = found[course.case.person_id]
    return rows


SHEET = Sheet(
    stem="dieu-tri", title=_("người bệnh"), area="",
    fields=(
        Field(name="case", head="Mã ca", value="case.code"),
        Field(name="person", head="Mã người", value="line.ref"),
        Field(name="full_name", head="Họ và tên", value="line.name"),
        Field(name="sex", head="Giới tính", value="line.sex"),
        Field(name="birth_year", head="Năm sinh", value="line.birth_year"),
        Field(name="commune", head="Mã xã", value="line.commune"),
        Field(name="place", head="Nơi điều trị", value="place_words"),
        Field(name="tier", head="Tầng"),
        Field(name="severity", head="Mức độ", value=lambda c: c.severity_words[0]),
        Field(name="colour", head="Nhóm nguy cơ", value="colour_words"),
        Field(name="spo2", head="SpO2"),
        Field(name="rr", head="Nhịp thở"),
        Field(name="began_at", head="Bắt đầu"),
        Field(name="ended_at", head="Kết thúc"),
        Field(name="monitoring_until", head="Theo dõi đến hết ngày"),
    ),
    select=lambda rows: rows.select_related("case", "facility__site"),
    prepare=_lines,
)  # fmt: skip


class Patients(Listing):
    """Every course the reader may see."""

    key = "treatment"
    noun = _("người bệnh")
    columns = (
        Column(name="person", label=_("Người bệnh"), value="name", main=True, url=lambda c: reverse("treatment:one", args=[c.pk])),
        Column(name="severity", label=_("Mức độ"), value="severity_words", template="treatment/cells/status.html",
               plain=lambda c: c.severity_words[0], sort="worst"),
        Column(name="spo2", label=_("SpO2, nhịp thở"), template="treatment/cells/measure.html", plain=lambda c: c.spo2),
        Column(name="place", label=_("Nơi điều trị"), value="place_words"),
        Column(name="tier", label=_("Tầng"), number=True),
        Column(name="checked_at", label=_("Khám lần cuối"), template="treatment/cells/seen.html", plain=lambda c: c.checked_at),
        Column(name="colour", label=_("Nhóm nguy cơ"), value="colour_words", shown=False),
        Column(name="began_at", label=_("Bắt đầu"), sort="newest"),
        Column(name="leave_on", label=_("Sớm nhất ra viện")),
        Column(name="area", label=_("Địa bàn"), value="area_name", shown=False),
        Column(name="code", label=_("Mã ca"), value="case.code", shown=False),
    )  # fmt: skip
    filters = (
        TextFilter(name="q", label=_("tên hoặc mã ca"), search=queries.with_words, placeholder=_("họ tên, mã ca")),
        WorkFilter(name="work", label=_("việc"), choices=WORK),
        ChoiceFilter(name="state", label=_("tình trạng"), choices=lambda: words.choices(rules.STATE_NAMES)),
        ChoiceFilter(name="place", label=_("nơi"), choices=lambda: words.choices(rules.PLACE_NAMES)),
        ChoiceFilter(name="severity", label=_("mức độ"), choices=lambda: words.choices(rules.SEVERITY_NAMES)),
        AreaFilter(name="area", label=_("địa bàn"), name_of=area_name, url_name="places:suggest"),
        DateRangeFilter(name="began", label=_("bắt đầu"), field="began_at", moments=True),
        DateRangeFilter(name="ended", label=_("kết thúc"), field="ended_at", moments=True),
        ChoiceFilter(name="disease", label=_("bệnh"), field="case__disease", choices=diseases),
    )
    sorts = {"worst": ("-severity", "checked_round"), "newest": ("-began_at",)}
    default_sort = "worst"
    file = SHEET
    keeps = True
    empty = Empty(
        title=_("Chưa có ai đang điều trị"),
        text=_("Mở trang của một ca bệnh, phân loại rồi nhận vào cơ sở hoặc cho điều trị tại nhà."),
        action_label=_("Danh sách ca bệnh"),
        action_url="/cases/",
        icon="stethoscope",
    )

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Names and places in one go; rounds missed."""
        return words.named(self.request.actor, objects, centre.now())  # type: ignore[attr-defined]


@page(needs=Permission.TREATMENT_SEE)
def index(request: ActorRequest) -> HttpResponse:
    """The list, with what is to be done counted above it."""
    by, now = request.actor, centre.now()
    acts = []
    if by.may(Permission.IDENTITY_OPEN):
        printed = (
            ("moves", _("Danh sách chuyển (PDF)"), "ambulance"), ("home", _("Danh sách ra viện (PDF)"), "login"),
            ("slips", _("Địa chỉ tự khai (PDF)"), "qrcode"),
        )  # fmt: skip
        acts = [
            Bulk(label=name, url=reverse("treatment:papers_of_many", args=[what, "pdf"]), icon=icon)
            for what, name, icon in printed
        ]
    listing = Patients(request, queries.visible(by).select_related("case", "facility__site"), bulk=acts)
    waiting, _first = queries.waiting_counts(by=by)
    context = {
        "tally": queries.tally(by=by, at=now),
        "waiting": waiting,
        "may_round": by.may(Permission.TREATMENT_ROUND),
    }
    return listing.respond("treatment/index.html", context)

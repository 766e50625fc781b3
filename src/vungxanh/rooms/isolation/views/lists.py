"""The list of people in isolation."""

from typing import Any

from django.db.models import Q, QuerySet
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
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.isolation import queries, rules, words
from vungxanh.rooms.people import queries as people

WORK = (
    ("ending", _("hôm nay hết cách ly")), ("over", _("quá ngày, chưa cho về")), ("testing", _("đến ngày xét nghiệm")),
    ("unserved", _("chưa giao quyết định")), ("absent", _("đang vắng mặt")), ("nobed", _("chờ xếp giường")),
    ("positive", _("dương tính, chưa chuyển đi")), ("ill", _("có triệu chứng, chưa xử trí")), ("watched", _("theo dõi tại nhà sau cách ly")),
    ("groundless", _("ca bệnh đã loại trừ")),
)  # fmt: skip


class WorkFilter(ChoiceFilter):
    """What is to be done about them."""

    def apply(self, rows: QuerySet[Any], value: list[str]) -> QuerySet[Any]:
        day = timezone.localdate(centre.now())
        inside, wanted = Q(state="in_force"), Q(pk__in=())
        of = {
            "ending": inside & Q(until_on=day), "over": inside & Q(until_on__lt=day), "testing": inside & Q(next_test__lte=day),
            "unserved": inside & Q(served_at=None), "absent": inside & Q(absent_since__isnull=False),
            "nobed": inside & Q(site__isnull=False) & ~Q(queries.in_bed()),
            "positive": Q(state="positive") & Q(queries.in_bed()),
            "ill": Q(state__in=("in_force", "released"), ill_since__isnull=False, ill_handled_at=None),
            "watched": Q(state="released", contact=None, monitoring_until__gte=day),
            "groundless": Q(state__in=("in_force", "positive"), groundless_since__isnull=False),
        }  # fmt: skip
        for name in value:
            wanted |= of[name]
        return rows.filter(wanted)


def _lines(by: Actor, rows: list[Any]) -> list[Any]:
    words.named(by, rows)
    found = people.lines(by=by, person_ids=[d.person_id for d in rows])
    for decision in rows:
        decision.line = found[decision.person_id]
    return rows


SHEET = Sheet(
    stem="cach-ly", title=_("người cách ly"), area="",
    fields=(
        Field(name="number", head="Số quyết định", value=lambda d: str(d.paper)),
        Field(name="signed_on", head="Ngày ký", value="paper.signed_on"),
        Field(name="person", head="Mã người", value="line.ref"),
        Field(name="full_name", head="Họ và tên", value="line.name"),
        Field(name="sex", head="Giới tính", value="line.sex"),
        Field(name="birth_year", head="Năm sinh", value="line.birth_year"),
        Field(name="commune", head="Mã xã", value="line.commune"),
        Field(name="reason", head="Lý do", value="reason_words"),
        Field(name="kind", head="Hình thức", value="kind_words"),
        Field(name="site", head="Khu cách ly", value="site.name"),
        Field(name="last_exposed_on", head="Tiếp xúc lần cuối"),
        Field(name="from_on", head="Từ ngày"),
        Field(name="until_on", head="Đến hết ngày"),
        Field(name="monitoring_until", head="Theo dõi đến hết ngày"),
        Field(name="next_test", head="Xét nghiệm tới"),
        Field(name="state", head="Tình trạng", value=lambda d: d.state_words[0]),
        Field(name="served_at", head="Giao quyết định lúc"),
        Field(name="ended_at", head="Kết thúc lúc"),
        Field(name="rule", head="Căn cứ thời gian", value="rule"),
    ),
    select=lambda rows: rows.select_related("paper", "site"),
    prepare=_lines,
)  # fmt: skip


class Decisions(Listing):
    """Every decision the reader may see."""

    key = "isolation"
    noun = _("quyết định")
    columns = (
        Column(name="person", label=_("Người cách ly"), value="name", main=True, url=lambda d: reverse("isolation:one", args=[d.pk])),
        Column(name="state", label=_("Tình trạng"), value="state_words", template="isolation/cells/state.html", plain=lambda d: d.state_words[0]),
        Column(name="reason", label=_("Lý do"), value="reason_words"),
        Column(name="kind", label=_("Hình thức"), value="kind_words", template="isolation/cells/kind.html"),
        Column(name="from_on", label=_("Từ ngày"), shown=False),
        Column(name="until_on", label=_("Đến hết"), sort="until"),
        Column(name="left", label=_("Còn"), value="left"),
        Column(name="next_test", label=_("Xét nghiệm tới"), template="isolation/cells/test.html"),
        Column(name="number", label=_("Quyết định"), value="paper", template="isolation/cells/number.html"),
        Column(name="served", label=_("Giao lúc"), value="served_at", shown=False),
        Column(name="area", label=_("Nơi ở"), value="area_name"),
        Column(name="created", label=_("Ghi lúc"), value="created_at", sort="created", shown=False),
    )  # fmt: skip
    filters = (
        TextFilter(name="q", label=_("tên hoặc số"), search=queries.with_words, placeholder=_("họ tên, số quyết định")),
        WorkFilter(name="work", label=_("việc"), choices=WORK),
        ChoiceFilter(name="state", label=_("tình trạng"), choices=lambda: words.choices(rules.STATE_NAMES)),
        ChoiceFilter(name="kind", label=_("hình thức"), choices=lambda: words.choices(rules.KIND_NAMES)),
        ChoiceFilter(name="reason", label=_("lý do"), choices=lambda: words.choices(rules.REASON_NAMES)),
        AreaFilter(name="area", label=_("nơi ở"), name_of=words.area_name, url_name="places:suggest"),
        DateRangeFilter(name="until", label=_("hết cách ly"), field="until_on"),
        DateRangeFilter(name="since", label=_("cách ly từ ngày"), field="from_on"),
        DateRangeFilter(name="ended", label=_("kết thúc"), field="ended_at", moments=True),
        ChoiceFilter(name="disease", label=_("bệnh"), choices=diseases),
    )
    sorts = {"until": ("until_on",), "created": ("-created_at",)}
    default_sort = "until"
    file = SHEET
    keeps = True
    empty = Empty(
        title=_("Chưa có quyết định cách ly nào"),
        text=_("Ra quyết định cho một người, hoặc cho mọi F1 của một ca từ trang của ca đó."),
        action_label=_("Ra quyết định"),
        action_url="/isolation/new/",
        icon="home-2",
    )

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Names and places in one go; days left."""
        today = timezone.localdate(centre.now())
        for decision in words.named(self.request.actor, objects):  # type: ignore[attr-defined]
            decision.left = left_of(decision, today)
            decision.test_late = (
                decision.next_test is not None and decision.next_test <= today and decision.state == "in_force"
            )
        return objects


def left_of(decision: Any, today: Any) -> str:
    """Days left in words; nothing when it is over."""
    if decision.state != "in_force":
        return ""
    days = (decision.until_on - today).days
    if days < 0:
        return str(_("quá %(n)s ngày")) % {"n": -days}
    return str(_("hôm nay hết")) if days == 0 else str(_("%(n)s ngày")) % {"n": days}


@page(needs=Permission.ISOLATION_SEE)
def index(request: ActorRequest) -> HttpResponse:
    """The list."""
    by = request.actor
    acts = []
    if by.may(Permission.ISOLATION_CHECK):
        acts.append(Bulk(label=_("Đã giao tận tay"), url=reverse("isolation:bulk", args=["serve"]), icon="checks"))
    if by.may(Permission.ISOLATION_DECIDE):
        acts.append(Bulk(label=_("Cho hết cách ly"), url=reverse("isolation:bulk", args=["release"]), icon="login"))
    if by.may(Permission.IDENTITY_OPEN):
        printed = (
            ("many", "docx", _("In danh sách (DOCX)"), "file-text"), ("many", "pdf", _("In danh sách (PDF)"), "printer"),
            ("absence", "pdf", _("Biên bản vắng mặt (PDF)"), "user-off"), ("slips", "pdf", _("Địa chỉ tự khai (PDF)"), "qrcode"),
        )  # fmt: skip
        acts += [
            Bulk(label=name, url=reverse("isolation:papers_of_many", args=[what, ending]), icon=icon)
            for what, ending, name, icon in printed
        ]
    listing = Decisions(request, queries.visible(by).select_related("paper", "site"), bulk=acts)
    context = {
        "may_decide": by.may(Permission.ISOLATION_DECIDE), "may_check": by.may(Permission.ISOLATION_CHECK),
        "tally": queries.tally(by=by, at=centre.now()),
    }  # fmt: skip
    return listing.respond("isolation/index.html", context)

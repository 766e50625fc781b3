"""The screens of the desk, in the order a day meets them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vungxanh.kernel.actor import NOBODY, Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.people import queries as people


@dataclass(frozen=True, slots=True)
class Item:
    """One screen: ``key`` is the letter after "g"; shown to those who hold ``needs`` somewhere (None: everybody).

    ``words``: what else people call it, for the search box; ``waiting``: how many things wait there, up to ``MOST``.
    """

    label: str | Promise
    url_name: str
    icon: str
    key: str
    needs: Permission | None = None
    group: str | Promise = ""
    words: str | Promise = ""
    waiting: Callable[[Actor, int], int] | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An item with its address, ready to be drawn."""

    item: Item
    url: str
    current: bool
    actor: Actor

    @property
    def waiting(self) -> str:
        """``7``, ``99+``, or "" for nothing; asked only where the menu is drawn."""
        count = self.item.waiting(self.actor, MOST + 1) if self.item.waiting else 0
        return f"{MOST}+" if count > MOST else str(count or "")


MOST = 99
_SYSTEM = _("Hệ thống")
ITEMS = (
    Item(_("Hôm nay"), "console:home", "home", "h"),
    Item(
        _("Bàn chỉ huy"),
        "console:command",
        "command",
        "9",
        Permission.FIGURES_SEE,
        words=_("chủ tịch, màn hình lớn, số liệu hôm nay, chờ quyết định, kịch bản"),
    ),
    Item(
        _("Bản tin"),
        "reports:index",
        "report",
        "0",
        Permission.FIGURES_SEE,
        words=_("bản tin hằng ngày, báo cáo nhanh, ký duyệt, docx, pdf"),
    ),
    Item(
        _("Nhiệm vụ"),
        "tasks:index",
        "clipboard-list",
        "m",
        Permission.TASK_SEE,
        words=_(
            "giao việc, bảng việc, khó khăn, vướng mắc, kiến nghị, đôn đốc, gia hạn, phụ trách, kịch bản, bản tin, xử lý trách nhiệm, giải trình"
        ),
    ),
    Item(
        _("Văn bản"),
        "directives:index",
        "file-text",
        "w",
        Permission.DIRECTIVE_SEE,
        words=_("công văn, chỉ đạo, cần đọc"),
    ),
    Item(
        _("Cuộc họp"),
        "meetings:index",
        "calendar-event",
        "",
        Permission.MEETING_SEE,
        words=_("xin phép họp, họp trực tuyến, giãn cách, biên bản, kết luận"),
    ),
    Item(
        _("Đồng hồ 5S"),
        "pipeline:board",
        "clock",
        "5",
        Permission.CASE_SEE,
        words=_("năm chặng, phát hiện, báo cáo, truy vết, cách ly, điều trị, đúng hạn, trễ"),
    ),
    Item(_("Ca bệnh"), "cases:index", "virus", "c", Permission.CASE_SEE),
    Item(
        _("Danh sách từng ca"),
        "console:linelist",
        "table",
        "i",
        Permission.CASE_SEE,
        words=_("line list, chọn cột, sửa hàng loạt, xuất tệp"),
    ),
    Item(
        _("Mẫu xét nghiệm"),
        "laboratory:index",
        "test-pipe",
        "x",
        Permission.SAMPLE_SEE,
        words=_("lấy mẫu, kết quả, PCR, test nhanh"),
    ),
    Item(_("Danh sách gọi"), "tracing:calls", "phone-call", "l", Permission.CALL_RECORD),
    Item(_("Theo dõi hằng ngày"), "tracing:followups", "stethoscope", "d", Permission.FOLLOWUP_RECORD),
    Item(_("Người tiếp xúc"), "tracing:contacts", "route", "t", Permission.TRACE_SEE),
    Item(
        _("Cách ly"),
        "isolation:index",
        "home-2",
        "g",
        Permission.ISOLATION_SEE,
        words=_("quyết định cách ly, F1 tại nhà, hết cách ly, giấy xác nhận, biển cảnh báo"),
    ),
    Item(
        _("Điểm danh cách ly"),
        "isolation:checks",
        "checklist",
        "1",
        Permission.ISOLATION_CHECK,
        words=_("hai lượt mỗi ngày, vắng mặt, đo thân nhiệt"),
    ),
    Item(
        _("Khu cách ly"),
        "sites:index",
        "building-warehouse",
        "2",
        Permission.SITE_SEE,
        words=_("giường trống, sơ đồ phòng, kích hoạt, suất ăn, rác thải"),
    ),
    Item(
        _("Điều trị"),
        "treatment:index",
        "stethoscope",
        "6",
        Permission.TREATMENT_SEE,
        words=_("người bệnh, F0 tại nhà, SpO2, báo động, ra viện, chuyển tuyến"),
    ),
    Item(
        _("Khám, theo dõi người bệnh"),
        "treatment:rounds",
        "heart-rate-monitor",
        "7",
        Permission.TREATMENT_ROUND,
        words=_("lượt khám, đo SpO2, nhịp thở, F0 tại nhà"),
    ),
    Item(
        _("Tháp điều trị"),
        "treatment:tower",
        "building-hospital",
        "8",
        Permission.TREATMENT_SEE,
        words=_("tầng, cơ sở thu dung, bệnh viện dã chiến, giường, oxy, máy thở"),
    ),
    Item(_("Tổ truy vết"), "tracing:teams", "users-group", "k", Permission.TRACE_SEE),
    Item(_("Chuỗi lây"), "cases:chain", "git-branch", "s", Permission.CASE_SEE),
    Item(_("Ổ dịch"), "cases:clusters", "hierarchy", "e", Permission.CASE_SEE),
    Item(_("Người dân"), "people:index", "users", "p", Permission.PERSON_SEE),
    Item(
        _("Hồ sơ trùng"),
        "people:duplicates",
        "git-merge",
        "z",
        Permission.PERSON_MERGE,
        words=_("trùng lặp, gộp hồ sơ, có phải một người"),
        waiting=people.count_waiting,
    ),
    Item(_("Địa điểm"), "venues:index", "map-pin", "v", Permission.PERSON_SEE),
    Item(
        _("Mức nguy cơ"),
        "zones:index",
        "flag",
        "4",
        Permission.LEVEL_SEE,
        words=_(
            "cấp độ dịch, vùng xanh, vùng đỏ, mục tiêu, kế hoạch vùng xanh, bộ tiêu chí, công bố, cụm xã, chuỗi số liệu, dân số, mức theo thời gian"
        ),
    ),
    Item(
        _("Bản đồ"),
        "console:map",
        "map",
        "3",
        Permission.LEVEL_SEE,
        words=_("vùng xanh, vùng đỏ, số ca trên 100.000 dân, ổ dịch, phong tỏa"),
    ),
    Item(_("Địa bàn"), "places:index", "map-2", "b", Permission.AREA_SEE),
    Item(
        _("Sổ văn bản"),
        "directives:register",
        "files",
        "f",
        Permission.DIRECTIVE_SEE,
        words=_("văn bản đến, văn bản đi"),
    ),
    Item(_("Nhập dữ liệu"), "linelist:index", "file-import", "n", Permission.IMPORT, words=_("nhập tệp, csv, excel")),
    Item(
        _("Quy định"),
        "console:regulations",
        "book",
        "q",
        Permission.REGULATION_SEE,
        words=_("văn bản, thời hạn, định nghĩa"),
    ),
    Item(
        _("Cơ quan"),
        "agencies:index",
        "building-community",
        "a",
        Permission.AGENCY_SEE,
        _SYSTEM,
        _("danh bạ, lãnh đạo, phân công phụ trách"),
    ),
    Item(
        _("Người dùng"), "agencies:users", "user-circle", "u", Permission.USER_MANAGE, _SYSTEM, _("tài khoản, mật khẩu")
    ),
    Item(_("Vai trò"), "agencies:roles", "shield", "r", Permission.AGENCY_SEE, _SYSTEM),
    Item(_("Việc chạy nền"), "console:jobs", "hourglass", "j", Permission.JOB_SEE, _SYSTEM, _("tiến độ, công việc")),
    Item(
        _("Thư đi nội bộ"),
        "console:outbox",
        "send",
        "o",
        Permission.OUTBOX_SEE,
        _SYSTEM,
        _("hộp thư, thư hỏng, gửi lại"),
    ),
    Item(_("Nhật ký"), "console:audit", "history", "y", Permission.AUDIT_SEE, _SYSTEM, _("lịch sử, ai đã xem")),
)

_SEARCH = Item(_("Tìm"), "console:search", "search", "")
_ON_PHONE = ("console:home", "tracing:calls", "cases:index")


def _address(item: Item) -> str:
    try:
        return reverse(item.url_name)
    except NoReverseMatch:  # a room that this installation does not have
        return ""


def open_to(actor: Actor) -> list[tuple[Item, str]]:
    """The screens ``actor`` may open, with their addresses."""
    mine = [i for i in ITEMS if actor.id is not None and (i.needs is None or actor.may(i.needs))]
    return [(item, url) for item in mine if (url := _address(item))]


def links(request: HttpRequest, actor: Actor) -> list[Link]:
    """The screens ``actor`` may open; the one being looked at is marked by the longest matching address."""
    found = open_to(actor)
    here = max(
        (u for _i, u in found if request.path == u or (u != "/" and request.path.startswith(u))), key=len, default=""
    )
    return [Link(item, url, url == here, actor) for item, url in found]


def bottom(request: HttpRequest, found: list[Link]) -> list[Link]:
    """Four for the thumb: Today, the call list, cases and search; what he may not open gives its place to the next."""
    if not found:
        return []
    first = [link for name in _ON_PHONE for link in found if link.item.url_name == name]
    rest = [link for link in found if link not in first and not link.item.group]
    url = _address(_SEARCH)
    return [*[*first, *rest][:3], Link(_SEARCH, url, request.path == url, NOBODY)]

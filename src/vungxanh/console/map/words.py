"""What the map is called in, and where a place on it leads."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from vungxanh.console.map import asking
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission as May
from vungxanh.rooms.places.queries import Level


def units(found: Sequence[Level]) -> list[tuple[str, str]]:
    """Sizes of places to choose from."""
    said = {Level.COMMUNE: _("xã, phường"), Level.DISTRICT: _("huyện"), Level.PROVINCE: _("tỉnh")}
    return [(one.value, said[one]) for one in found]


def name_of(ask: asking.Ask) -> str:
    """The area looked at, in words."""
    return next(name for path, name in asking.choices(ask) if path == ask.area)


def shown() -> list[tuple[str, str]]:
    """What the colours may say."""
    return [
        ("proposed", _("Mức nguy cơ đề xuất")), ("decided", _("Mức đang áp dụng")),
        ("rate", _("Ca 7 ngày trên 100.000 dân")), ("cases", _("Số ca 7 ngày")),
    ]  # fmt: skip


def layers(by: Actor) -> list[tuple[str, str]]:
    """What may stand on the colours, as far as he may open the lists behind it."""
    every = (
        ("clusters", _("Ổ dịch"), May.CASE_SEE),
        ("sites", _("Khu cách ly, điều trị"), May.SITE_SEE),
        ("lockdowns", _("Vùng phong tỏa"), May.ISOLATION_SEE),
    )
    return [(key, name) for key, name, needs in every if by.may(needs)]


def lists(by: Actor) -> list[dict[str, str]]:
    """The lists of one place that he may open; PATH, FROM and TO are filled in on the page."""
    every = (
        (May.CASE_SEE, _("Ca bệnh của 7 ngày này"), "cases:index", "&status=confirmed&diagnosed_from=FROM&diagnosed_to=TO"),
        (May.CASE_SEE, _("Mọi ca bệnh"), "cases:index", ""),
        (May.CASE_SEE, _("Danh sách từng ca"), "console:linelist", ""),
        (May.TRACE_SEE, _("Người tiếp xúc"), "tracing:contacts", ""),
        (May.ISOLATION_SEE, _("Người cách ly"), "isolation:index", ""),
        (May.SITE_SEE, _("Khu cách ly, điều trị"), "sites:index", ""),
    )  # fmt: skip
    return [
        {"label": label, "url": f"{reverse(name)}?area=PATH{more}"}
        for needs, label, name, more in every
        if by.may(needs)
    ]


def for_the_page() -> dict[str, Any]:
    """Sentences the script speaks; {n} and the like are filled in there."""
    return {
        "level": _("Trang mức nguy cơ: vì sao, cần gì để đổi mức"),
        "inside": _("Xem bên trong"),
        "proposed": _("Đề xuất"),
        "decided": _("Áp dụng"),
        "most": _("có thể tới {m}"),
        "cases": _("Ca 7 ngày"),
        "rate": _("/100.000 dân"),
        "population": _("Số dân"),
        "unknown": _("chưa có"),
        "places": _("{n} nơi"),
        "more": _("Hiện thêm {n} nơi"),
        "none": _("Không có nơi nào khớp."),
        "loose": _("{n} ca của 7 ngày này chỉ biết đến cấp trên, không nằm ở nơi nào trên bản đồ."),
        "without": _("{n} nơi chưa có số dân: không tính được tỷ lệ."),
        "cluster": _("Ổ dịch: {name} ({n} ca)"),
        "site": _("{name}: {held}/{beds} giường"),
        "lockdown": _("Phong tỏa: {name}"),
        "part": _("một phần xã"),
        "play": _("Chạy"),
        "pause": _("Dừng"),
        "close": _("Đóng"),
        "source": _("Nguồn ranh giới"),
        "no_webgl": _(
            "Trình duyệt này không vẽ được bản đồ (không có WebGL). Danh sách bên cạnh có cùng số liệu; bản in vẫn dùng được."
        ),
        "broken": _("Chưa tải được số liệu bản đồ. Kiểm tra mạng rồi tải lại trang."),
        "stale": _("Ranh giới vừa được cập nhật. Tải lại trang."),
        "in_view": _("đang thấy trên bản đồ"),
        "week": _("7 ngày đến {d}"),
        "zoom_in": _("Phóng to"),
        "zoom_out": _("Thu nhỏ"),
        "north": _("Về hướng bắc"),
    }

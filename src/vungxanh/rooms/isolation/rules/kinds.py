"""Why, where and how somebody is isolated, and how far it has come."""

from enum import StrEnum

from vungxanh.kernel.text import gettext_noop as _
from vungxanh.regulations.api import Place


class Reason(StrEnum):
    """Vì sao cách ly."""

    F1 = "f1"
    F2 = "f2"
    F3 = "f3"
    RETURNEE = "returnee"
    TRAVELLER = "traveller"
    RELEASED = "released"
    OTHER = "other"


class Kind(StrEnum):
    """Hình thức cách ly."""

    CENTRALISED = "centralised"
    HOME = "home"
    COMMUNE = "commune"
    HOTEL = "hotel"
    DORMITORY = "dormitory"


class State(StrEnum):
    """Tình trạng."""

    IN_FORCE = "in_force"
    RELEASED = "released"
    REVOKED = "revoked"
    POSITIVE = "positive"


class ServedHow(StrEnum):
    """Giao quyết định bằng cách nào."""

    BY_HAND = "by_hand"
    PHONE = "phone"
    POST = "post"


class CheckHow(StrEnum):
    """Điểm danh bằng cách nào."""

    LIST = "list"
    PHONE = "phone"
    SELF = "self"


REASON_NAMES = {
    Reason.F1: _("F1"), Reason.F2: _("F2"), Reason.F3: _("F3"), Reason.RETURNEE: _("Về từ vùng dịch"),
    Reason.TRAVELLER: _("Nhập cảnh"), Reason.RELEASED: _("Vừa ra viện"), Reason.OTHER: _("Lý do khác"),
}  # fmt: skip
KIND_NAMES = {
    Kind.CENTRALISED: _("Tập trung"), Kind.HOME: _("Tại nhà"), Kind.COMMUNE: _("Cơ sở do xã quản lý"),
    Kind.HOTEL: _("Khách sạn, nhà nghỉ"), Kind.DORMITORY: _("Nhà trọ, ký túc xá"),
}  # fmt: skip
STATE_NAMES = {
    State.IN_FORCE: _("Đang cách ly"), State.RELEASED: _("Hết cách ly"), State.REVOKED: _("Đã thu hồi"),
    State.POSITIVE: _("Đã thành ca bệnh"),
}  # fmt: skip
SERVED_NAMES = {
    ServedHow.BY_HAND: _("Giao tận tay"), ServedHow.PHONE: _("Báo qua điện thoại"), ServedHow.POST: _("Gửi bưu điện"),
}  # fmt: skip
CHECK_NAMES = {CheckHow.LIST: _("Điểm danh"), CheckHow.PHONE: _("Gọi điện"), CheckHow.SELF: _("Tự khai báo")}

GROUPS = {
    Reason.F1: "F1", Reason.F2: "F2", Reason.F3: "F3", Reason.RETURNEE: "returnee", Reason.TRAVELLER: "entrant",
    Reason.RELEASED: "released",
}  # fmt: skip
"""The groups of the regulations; other reasons have no rule of their own."""


def place_of(kind: Kind) -> Place:
    """Home, or together with others: what the regulations tell apart."""
    return Place.HOME if kind is Kind.HOME else Place.CENTRALISED

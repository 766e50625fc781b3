"""Classes of severity, colours of risk, where somebody is treated, how far it has come."""

from enum import IntEnum, StrEnum

from vungxanh.kernel.text import gettext_noop as _


class Severity(IntEnum):
    """Mức độ bệnh, từ nhẹ đến nặng."""

    NONE = 0
    MILD = 1
    MODERATE = 2
    SEVERE = 3
    CRITICAL = 4


class Colour(StrEnum):
    """Nhóm nguy cơ."""

    GREEN = "green"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"


class Place(StrEnum):
    """Nơi điều trị."""

    HOME = "home"
    FACILITY = "facility"


AFTER = "after"
"""Where a round is written that was made at home after the end."""


class State(StrEnum):
    """Tình trạng đợt điều trị."""

    RUNNING = "running"
    ENDED = "ended"


class Ending(StrEnum):
    """Kết thúc đợt điều trị."""

    RECOVERED = "recovered"
    DIED = "died"
    AWAY = "away"
    NOT_CASE = "not_case"


class Move(StrEnum):
    """Bước chuyển người bệnh."""

    REQUESTED = "requested"
    ACCEPTED = "accepted"
    ON_WAY = "on_way"
    ARRIVED = "arrived"
    REFUSED = "refused"
    CANCELLED = "cancelled"


SEVERITY_NAMES = {
    Severity.NONE: _("Không triệu chứng"), Severity.MILD: _("Nhẹ"), Severity.MODERATE: _("Trung bình"),
    Severity.SEVERE: _("Nặng"), Severity.CRITICAL: _("Nguy kịch"),
}  # fmt: skip
COLOUR_NAMES = {Colour.GREEN: _("Xanh"), Colour.YELLOW: _("Vàng"), Colour.ORANGE: _("Cam"), Colour.RED: _("Đỏ")}
COLOURS = tuple(Colour)
PLACE_NAMES = {Place.HOME: _("Tại nhà"), Place.FACILITY: _("Tại cơ sở")}
STATE_NAMES = {State.RUNNING: _("Đang điều trị"), State.ENDED: _("Đã kết thúc")}
ENDING_NAMES = {
    Ending.RECOVERED: _("Khỏi, ra viện"), Ending.DIED: _("Tử vong"), Ending.AWAY: _("Chuyển đi ngoài địa bàn"),
    Ending.NOT_CASE: _("Không phải ca bệnh"),
}  # fmt: skip
MOVE_NAMES = {
    Move.REQUESTED: _("Chờ nơi nhận trả lời"), Move.ACCEPTED: _("Nơi nhận đã đồng ý"), Move.ON_WAY: _("Đang trên đường"),
    Move.ARRIVED: _("Đã đến"), Move.REFUSED: _("Nơi nhận từ chối"), Move.CANCELLED: _("Đã thôi"),
}  # fmt: skip
OPEN_MOVES = (Move.REQUESTED, Move.ACCEPTED, Move.ON_WAY)

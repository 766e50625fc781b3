"""The columns of the line list; each named once, with how it reads in a file."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.columns import Column
from vungxanh.common.web.formats import local
from vungxanh.regulations.api import load_diseases
from vungxanh.rooms.cases import queries as cases

WORK = ("f1", "f2", "milestones", "meetings", "open", "closed", "computed_at")


def _label(names: Any, field: str) -> Callable[[Any], str]:
    words = {str(key): name for key, name in names.items()}
    return lambda case: _now(words[getattr(case, field)]) if getattr(case, field) else ""


def disease_names() -> dict[str, str]:
    """Code → Vietnamese name, short where the regulations give a short one in brackets."""
    found = {}
    for one in load_diseases():
        inside = one.name_vi[one.name_vi.rfind("(") + 1 : -1] if one.name_vi.endswith(")") else ""
        found[one.code] = inside if len(one.name_vi) > 20 and inside else one.name_vi
    return found


_SHORT = disease_names()


def _wait(start: str, end: str) -> Callable[[Any], int | str]:
    """Whole days from one date to another; nothing while one is missing."""

    def days(case: Any) -> int | str:
        first, last = getattr(case, start), getattr(case, end)
        if first is None or last is None:
            return ""
        return int((_day(last) - _day(first)).days)

    return days


def _day(value: Any) -> Any:
    return local(value).date() if hasattr(value, "hour") else value


def _followed(case: Any) -> str:
    """``12/20``: contacts whose follow-up has ended, of all."""
    every = case.work.open + case.work.closed
    return f"{case.work.closed}/{every}" if every else ""


COLUMNS = (
    Column(name="code", label=_("Mã ca"), main=True, sort="code", url=lambda c: reverse("cases:one", args=[c.pk])),
    Column(name="name", label=_("Họ và tên"), value="line.name"),
    Column(name="sex", label=_("Giới"), value="line.sex"),
    Column(name="birth", label=_("Năm sinh"), value=lambda c: str(c.line.birth_year or "")),
    Column(name="commune", label=_("Xã, phường"), value="place"),
    Column(name="hamlet", label=_("Thôn, ấp"), value="line.hamlet", shown=False),
    Column(name="occupation", label=_("Nghề nghiệp"), value="line.occupation", shown=False),
    Column(name="disease", label=_("Bệnh"), value=lambda c: _SHORT.get(c.disease, c.disease)),
    Column(name="status", label=_("Phân loại"), value=_label(cases.STATUS_NAMES, "status")),
    Column(name="symptomatic", label=_("Có triệu chứng"), value=lambda c: "" if c.symptomatic is None else c.symptomatic, shown=False),
    Column(name="onset_date", label=_("Khởi phát"), sort="onset"),
    Column(name="sampled_at", label=_("Lấy mẫu"), shown=False),
    Column(name="diagnosed_at", label=_("Chẩn đoán"), sort="diagnosed"),
    Column(name="notified_at", label=_("Báo cáo"), shown=False),
    Column(name="notify_due_at", label=_("Hạn báo cáo"), sort="due", shown=False),
    Column(name="isolated_at", label=_("Cách ly")),
    Column(name="to_isolation", label=_("Khởi phát → cách ly (ngày)"), value=_wait("onset_date", "isolated_at"), number=True, shown=False),
    Column(name="to_diagnosis", label=_("Khởi phát → chẩn đoán (ngày)"), value=_wait("onset_date", "diagnosed_at"), number=True, shown=False),
    Column(name="detection", label=_("Phát hiện qua"), value=_label(cases.DETECTION_NAMES, "detection"), shown=False),
    Column(name="facility", label=_("Nơi điều trị"), shown=False),
    Column(name="outcome", label=_("Kết cục"), value=_label(cases.OUTCOME_NAMES, "outcome")),
    Column(name="outcome_date", label=_("Ngày kết cục"), shown=False),
    Column(name="source", label=_("Nguồn lây"), value="sources"),
    Column(name="setting", label=_("Hoàn cảnh lây"), value="source_setting", shown=False),
    Column(name="infected_where", label=_("Nơi nhiễm"), shown=False),
    Column(name="cluster", label=_("Ổ dịch"), value="cluster.name"),
    Column(name="milestones", label=_("Mốc"), value="work.milestones", number=True),
    Column(name="meetings", label=_("Lần gặp"), value="work.meetings", number=True, shown=False),
    Column(name="f1", label=_("F1"), value="work.f1", number=True),
    Column(name="f2", label=_("F2"), value="work.f2", number=True, shown=False),
    Column(name="open", label=_("Tiếp xúc đang theo dõi"), value="work.open", number=True),
    Column(name="closed", label=_("Theo dõi xong"), value=_followed),
    Column(name="computed_at", label=_("Truy vết lúc"), value="work.computed_at", shown=False),
    Column(name="managed", label=_("Đơn vị quản lý"), value="managed_by", shown=False),
    Column(name="created_at", label=_("Ghi nhận"), sort="new", shown=False),
    Column(name="note", label=_("Ghi chú"), shown=False),
)  # fmt: skip

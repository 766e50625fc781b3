"""A task as it is ordered, before anybody has it."""

from dataclasses import dataclass
from uuid import UUID

from vungxanh.engine.directive.model import Condition, Due, DueKind, Target
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.kernel.work import AREAS_OF_WORK

__all__ = ["BELOW", "Condition", "Due", "DueKind", "NewTask", "Target", "check"]


BELOW: dict[str, str] = {
    "command": _("Ban Chỉ đạo, Trung tâm Chỉ huy các xã, phường"),
    "committee": _("UBND các xã, phường"),
    "party": _("Đảng ủy các xã, phường"),
    "health": _("Trạm y tế các xã, phường"),
    "hospital": _("Các cơ sở điều trị ở xã, phường"),
    "police": _("Công an các xã, phường"),
    "military": _("Ban Chỉ huy Quân sự các xã, phường"),
    "front": _("Mặt trận, đoàn thể các xã, phường"),
    "covid_team": _("Các tổ Covid cộng đồng"),
}
"""Agencies of a kind in the areas below, as an order names them together."""

NO_DUE = Due()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTask:
    """One task to be given. Assigning the same ``key`` again gives the task that is already there.

    ``leads``, ``with_``, ``report_to``: agencies. ``each``: every lead gets a task of his own, rolled up in one above
    ("UBND các xã", spelled out in ``leads`` and named in ``lead_words``); else they do it together, the first of them
    owns it. ``area_path``: the area of who orders. ``ordered_by``: the agency that orders; None is the agency of who assigns. ``source_start`` and
    ``source_end``: the passage in the text of ``source_document``; ``source_label``: its number, to be shown.
    ``head``: a user who answers for it; ``head_name``: the same without an account.
    """

    key: str
    text: str
    area_path: str
    leads: tuple[UUID, ...] = ()
    with_: tuple[UUID, ...] = ()
    report_to: tuple[UUID, ...] = ()
    due: Due = NO_DUE
    targets: tuple[Target, ...] = ()
    condition: Condition | None = None
    area_of_work: str = "command"
    source_document: UUID | None = None
    source_ref: str = ""
    source_start: int | None = None
    source_end: int | None = None
    source_label: str = ""
    title: str = ""
    each: bool = False
    lead_words: str = ""
    ordered_by: UUID | None = None
    head: UUID | None = None
    head_name: str = ""


def check(task: NewTask) -> None:
    """Refused unless it has clear content, clear responsibility and a known area of work ("rõ nhiệm vụ, rõ trách nhiệm")."""
    if not 1 <= len(task.key) <= 120:
        raise Refused(_("Mã gửi của nhiệm vụ không hợp lệ."))
    if len(task.text.strip()) < 5:
        raise Refused(_("Nội dung nhiệm vụ phải rõ: ghi ít nhất vài chữ."), field="text")
    if len(task.text) > 20_000:
        raise Refused(_("Nội dung nhiệm vụ quá dài. Tách thành nhiều nhiệm vụ."), field="text")
    if not task.leads:
        raise Refused(_("Chọn cơ quan chủ trì: mỗi nhiệm vụ phải có nơi chịu trách nhiệm."), field="leads")
    if task.area_of_work not in AREAS_OF_WORK:
        raise Refused(_("Chọn lĩnh vực của nhiệm vụ."), field="area_of_work")
    if not task.area_path:
        raise Refused(_("Chọn địa bàn của nơi giao việc."), field="area_path")

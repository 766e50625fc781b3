"""Lines about patients: alarms, transfers waiting for an answer, rounds missed and due, oxygen not told."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vungxanh.common.web.formats import vn_datetime, vn_number
from vungxanh.console.today.parts import Ask, Band, Button, Line, link
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.treatment import queries as treatment

SHOWN = 3


def lines(ask: Ask) -> Iterator[Line]:
    """Everything about patients that the reader may do or see."""
    if ask.mine or not ask.by.may(Permission.TREATMENT_SEE):
        return
    found = treatment.tally(by=ask.by, at=ask.at, area=ask.area)
    yield from _alarms(ask, found)
    yield from _moves(ask)
    yield from _rounds(ask, found)
    yield from _after(ask, found)
    if found.ready and ask.may(Permission.TREATMENT_DECIDE):
        what = ngettext("%(n)s người bệnh đủ ngày ra viện", "%(n)s người bệnh đủ ngày ra viện", found.ready)
        url = link("treatment:index", area=ask.area, work="ready")
        yield Line(key="treat-ready", band=Band.TODAY, rank=48, what=what % {"n": vn_number(found.ready)}, url=url,
                   why=_("Xem xét nghiệm, triệu chứng; đủ điều kiện thì cho về."), button=Button(_("Xem từng người"), url, "login"))  # fmt: skip
    if ask.may(Permission.TREATMENT_ROUND):
        for one in treatment.oxygen_untold(by=ask.by, day=ask.day, area=ask.area)[:SHOWN]:
            url = link("treatment:facility", one.pk)
            yield Line(
                key=f"oxygen-{one.pk}", band=Band.TODAY, rank=49, what=one.site.name, area=one.area_path, url=url,
                why=_("Hôm nay chưa ghi oxy còn lại."), due=ask.midnight,
                button=Button(_("Ghi oxy"), link("treatment:oxygen", one.pk), "notes", dialog=True),
            )  # fmt: skip


def _after(ask: Ask, found: treatment.Tally) -> Iterator[Line]:
    if found.refuted and ask.may(Permission.TREATMENT_DECIDE):
        what = ngettext(
            "%(n)s người đang điều trị mà ca bệnh đã loại trừ", "%(n)s người đang điều trị mà ca bệnh đã loại trừ", found.refuted
        )  # fmt: skip
        url = link("treatment:index", area=ask.area, work="refuted")
        yield Line(key="treat-refuted", band=Band.TODAY, rank=26, what=what % {"n": vn_number(found.refuted)}, url=url,
                   why=_("Không phải ca bệnh: kết thúc điều trị, trả giường."), button=Button(_("Xem từng người"), url, "login"))  # fmt: skip
    if found.watched and ask.may(Permission.TREATMENT_ROUND):
        what = ngettext(
            "%(n)s người đã ra viện cần hỏi hôm nay", "%(n)s người đã ra viện cần hỏi hôm nay", found.watched
        )
        url = link("treatment:rounds")
        yield Line(key="treat-watched", band=Band.TODAY, rank=50, what=what % {"n": vn_number(found.watched)}, url=url, due=ask.midnight,
                   why=_("Theo dõi tại nhà sau ra viện, mỗi ngày một lần."), button=Button(_("Hỏi thăm"), url, "stethoscope"))  # fmt: skip


def _alarms(ask: Ask, found: treatment.Tally) -> Iterator[Line]:
    for one in treatment.alarmed(by=ask.by, area=ask.area, limit=SHOWN) if found.alarms else ():
        url = link("treatment:one", one.pk)
        moving = bool(one.to_area_path)
        why = _("Báo động: %(alarm)s.") % {"alarm": one.alarm}
        yield Line(
            key=f"alarm-{one.pk}", band=Band.NOW, rank=5, level=0, what="", person=one.case.person_id, area=one.area_path, alarm=True,
            why=f"{why} {_('Đã xin chuyển.')}" if moving else why, clock=_("từ %(when)s") % {"when": vn_datetime(one.alarm_since)}, url=url,
            button=Button(_("Mở hồ sơ") if moving else _("Xin chuyển"), url, "ambulance"),
        )  # fmt: skip
    if found.alarms > SHOWN:
        left = found.alarms - SHOWN
        what = ngettext("Còn %(n)s người bệnh báo động", "Còn %(n)s người bệnh báo động", left)
        url = link("treatment:index", area=ask.area, work="alarm")
        yield Line(key="alarm-more", band=Band.NOW, rank=6, what=what % {"n": vn_number(left)}, alarm=True, url=url,
                   why=_("SpO2, nhịp thở hoặc dấu hiệu nguy hiểm."), button=Button(_("Xem cả danh sách"), url))  # fmt: skip


def _moves(ask: Ask) -> Iterator[Line]:
    if not ask.by.may(Permission.TREATMENT_DECIDE):
        return
    for row in treatment.open_transfers(by=ask.by, area=ask.area, state="requested")[:SHOWN]:
        url = link("treatment:facility", row.to_facility_id)
        late = row.answer_by < ask.at
        yield Line(
            key=f"move-{row.pk}", band=Band.NOW, rank=7, level=0, what="", person=row.course.case.person_id, area=row.to_area_path,
            why=_("%(name)s được xin nhận: %(why)s") % {"name": row.to_facility.site.name, "why": row.reason}, due=row.answer_by,
            alarm=late, url=url, button=Button(_("Trả lời"), url, "bed"),
        )  # fmt: skip


def _rounds(ask: Ask, found: treatment.Tally) -> Iterator[Line]:
    if not ask.may(Permission.TREATMENT_ROUND):
        return
    url, now = link("treatment:rounds"), treatment.now_round(ask.at, "home")
    button = Button(_("Khám lượt này"), url, "stethoscope")
    if found.missed:
        what = ngettext(
            "%(n)s người bệnh sót lượt theo dõi trước", "%(n)s người bệnh sót lượt theo dõi trước", found.missed
        )
        yield Line(key="treat-missed", band=Band.NOW, rank=23, what=what % {"n": vn_number(found.missed)}, alarm=True, url=url,
                   why=_("Chưa ai đo SpO2, nhịp thở từ lượt trước."), clock=_("sót ít nhất một lượt"), button=button)  # fmt: skip
    if found.due > found.missed:
        left = found.due - found.missed
        what = ngettext("%(n)s người bệnh cần khám lượt này", "%(n)s người bệnh cần khám lượt này", left)
        yield Line(key="treat-due", band=Band.TODAY, rank=27, what=what % {"n": vn_number(left)}, url=url, due=now.closes,
                   why=_("SpO2, nhịp thở, thân nhiệt, dấu hiệu nguy hiểm."), button=button)  # fmt: skip

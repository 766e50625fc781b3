"""Lines about samples: wrong results somebody still believes, late tubes, boxes and rows that do not fit, who is due."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vungxanh.common.web.formats import vn_number
from vungxanh.console.today.parts import Ask, Band, Button, Line, link
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.laboratory import queries as laboratory


def lines(ask: Ask) -> Iterator[Line]:
    """Everything about samples that the reader may do."""
    if ask.mine or not (ask.by.may(Permission.SAMPLE_SEE) and ask.may(Permission.SAMPLE_RECORD)):
        return
    yield from _wrong(ask)
    late = laboratory.open_counts(by=ask.by, at=ask.at, area=ask.area).breached
    if late:
        what = ngettext("%(n)s ống mẫu quá hạn trả kết quả", "%(n)s ống mẫu quá hạn trả kết quả", late)
        url = link("laboratory:clock", area=ask.area, late=1)
        yield Line(key="tube-late", band=Band.NOW, rank=45, what=what % {"n": vn_number(late)}, url=url, alarm=True,
                   why=_("Xem ống đang nằm ở đâu, hỏi nơi đang giữ."), button=Button(_("Xem ống quá hạn"), url, "test-pipe"))  # fmt: skip
    yield from _unclear(ask)
    due = sum(laboratory.overdue_counts(by=ask.by, day=ask.day, area=ask.area).values())
    if due:
        what = ngettext("%(n)s người đến lượt lấy mẫu", "%(n)s người đến lượt lấy mẫu", due)
        url = link("laboratory:due", area=ask.area)
        yield Line(key="tube-due", band=Band.TODAY, rank=27, what=what % {"n": vn_number(due)}, url=url, due=ask.midnight,
                   why=_("Theo ngày xét nghiệm, nhóm nguy cơ, khu phong tỏa, triệu chứng."), button=Button(_("Xem danh sách"), url, "test-pipe"))  # fmt: skip


def _wrong(ask: Ask) -> Iterator[Line]:
    wrong = laboratory.count_to_tell_again(by=ask.by, area=ask.area)
    if wrong:
        what = ngettext("%(n)s nơi đã nhận kết quả sai", "%(n)s nơi đã nhận kết quả sai", wrong)
        url = link("laboratory:again", area=ask.area)
        yield Line(key="tube-again", band=Band.NOW, rank=26, what=what % {"n": vn_number(wrong)}, url=url, alarm=True,
                   why=_("Kết quả đã trả nay được sửa: báo lại từng nơi, từng người."), button=Button(_("Báo lại"), url, "phone"))  # fmt: skip


def _unclear(ask: Ask) -> Iterator[Line]:
    boxes = laboratory.count_differing(by=ask.by, area=ask.area)
    if boxes:
        what = ngettext("%(n)s chuyến mẫu nhận lệch số ống", "%(n)s chuyến mẫu nhận lệch số ống", boxes)
        url = link("laboratory:batches", area=ask.area, state="differs")
        yield Line(key="tube-box", band=Band.NOW, rank=46, what=what % {"n": vn_number(boxes)}, url=url,
                   why=_("Bên giao và bên nhận đếm khác nhau: tìm ống thiếu, đối chiếu ống thừa."), button=Button(_("Đối chiếu"), url, "package"))  # fmt: skip
    rows = 0 if ask.area else laboratory.count_unmatched(ask.by)
    if rows:
        what = ngettext("%(n)s dòng kết quả chưa khớp ống nào", "%(n)s dòng kết quả chưa khớp ống nào", rows)
        url = link("laboratory:unmatched")
        yield Line(key="tube-rows", band=Band.TODAY, rank=28, what=what % {"n": vn_number(rows)}, url=url,
                   why=_("Kết quả trong tệp chưa đến được người nào: ghi vào ống, hoặc bỏ."), button=Button(_("Khớp từng dòng"), url, "checks"))  # fmt: skip

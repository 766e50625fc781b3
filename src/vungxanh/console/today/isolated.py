"""Lines about isolation: positives among others, absent ones, rounds, ends, tests, papers, sites being made ready."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vungxanh.common.web.formats import vn_date, vn_datetime, vn_number
from vungxanh.console.today.parts import Ask, Band, Button, Line, link
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.isolation import queries as isolation
from vungxanh.rooms.sites import queries as sites

SHOWN = 3


def lines(ask: Ask) -> Iterator[Line]:
    """Everything about isolation that the reader may do or see."""
    if ask.mine:
        return
    if ask.by.may(Permission.ISOLATION_SEE):
        found = isolation.tally(by=ask.by, at=ask.at, area=ask.area)
        yield from _alarms(ask, found)
        yield from _ill(ask, found)
        yield from _rounds(ask, found)
        yield from _ends(ask, found)
        yield from _papers(ask, found)
        yield from _locked(ask)
    if ask.by.may(Permission.SITE_SEE):
        yield from _sites(ask)


def _list(ask: Ask, work: str) -> str:
    return link("isolation:index", area=ask.area, work=work)


def _alarms(ask: Ask, found: isolation.Tally) -> Iterator[Line]:
    if found.positive:
        what = ngettext(
            "%(n)s người dương tính còn ở khu cách ly", "%(n)s người dương tính còn ở khu cách ly", found.positive
        )
        url = _list(ask, "positive")
        yield Line(
            key="iso-positive", band=Band.NOW, rank=24, what=what % {"n": vn_number(found.positive)}, alarm=True, url=url,
            why=_("Chuyển đi điều trị; người cùng phòng đã thành F1."), button=Button(_("Chuyển đi"), url, "ambulance"),
        )  # fmt: skip
    for one in isolation.absent(by=ask.by, area=ask.area, limit=SHOWN) if found.absent else ():
        url = link("isolation:one", one.pk)
        yield Line(
            key=f"iso-absent-{one.pk}", band=Band.NOW, rank=27, what="", person=one.person_id, area=one.area_path, alarm=True,
            why=_("Vắng mặt ở lần điểm danh: tìm, lập biên bản."), url=url,
            clock=_("vắng từ %(when)s") % {"when": vn_datetime(one.absent_since)},
            button=Button(_("Mở hồ sơ"), url, "user-off"),
        )  # fmt: skip
    if found.absent > SHOWN:
        what = ngettext("Còn %(n)s người vắng mặt", "Còn %(n)s người vắng mặt", found.absent - SHOWN)
        url = _list(ask, "absent")
        yield Line(key="iso-absent-more", band=Band.NOW, rank=28, what=what % {"n": vn_number(found.absent - SHOWN)}, url=url,
                   why=_("Vắng mặt ở lần điểm danh gần nhất."), button=Button(_("Xem cả danh sách"), url))  # fmt: skip


def _ill(ask: Ask, found: isolation.Tally) -> Iterator[Line]:
    for one in isolation.ill(by=ask.by, area=ask.area, limit=SHOWN) if found.ill else ():
        url = link("isolation:one", one.pk)
        yield Line(
            key=f"iso-ill-{one.pk}", band=Band.NOW, rank=25, what="", person=one.person_id, area=one.area_path, alarm=True, url=url,
            why=_("Người cách ly có triệu chứng, chưa ai xử trí: lấy mẫu hoặc đưa đi khám."),
            clock=_("từ ngày %(day)s") % {"day": vn_date(one.ill_since)}, button=Button(_("Mở hồ sơ"), url, "stethoscope"),
        )  # fmt: skip
    if found.ill > SHOWN:
        what = ngettext(
            "%(n)s người cách ly có triệu chứng chưa xử trí",
            "%(n)s người cách ly có triệu chứng chưa xử trí",
            found.ill,
        )
        url = _list(ask, "ill")
        yield Line(key="iso-ill-more", band=Band.NOW, rank=26, what=what % {"n": vn_number(found.ill)}, url=url, alarm=True,
                   why=_("Lấy mẫu hoặc đưa đi khám, rồi ghi đã xử trí."), button=Button(_("Xem cả danh sách"), url))  # fmt: skip
    if found.groundless and ask.may(Permission.ISOLATION_DECIDE):
        what = ngettext(
            "%(n)s quyết định cách ly dựa vào ca đã loại trừ", "%(n)s quyết định cách ly dựa vào ca đã loại trừ",
            found.groundless,
        )  # fmt: skip
        url = _list(ask, "groundless")
        yield Line(key="iso-groundless", band=Band.TODAY, rank=45, what=what % {"n": vn_number(found.groundless)}, url=url,
                   why=_("Ca bệnh hóa ra không phải: thu hồi quyết định, hoặc giữ và ghi lý do."),
                   button=Button(_("Quyết định từng người"), url, "checks"))  # fmt: skip


def _rounds(ask: Ask, found: isolation.Tally) -> Iterator[Line]:
    if not ask.may(Permission.ISOLATION_CHECK):
        return
    url, now = link("isolation:checks"), isolation.now_round(ask.at)
    button = Button(_("Điểm danh"), url, "checklist")
    if found.missed:
        what = ngettext(
            "%(n)s người cách ly sót lượt điểm danh trước", "%(n)s người cách ly sót lượt điểm danh trước", found.missed
        )
        yield Line(key="iso-missed", band=Band.NOW, rank=44, what=what % {"n": vn_number(found.missed)}, alarm=True, url=url,
                   why=_("Mỗi ngày hai lượt; chưa ai gặp từ lượt trước."), clock=_("sót ít nhất một lượt"), button=button)  # fmt: skip
    if found.due - found.missed > 0:
        left = found.due - found.missed
        what = ngettext(
            "%(n)s người cách ly cần điểm danh lượt này", "%(n)s người cách ly cần điểm danh lượt này", left
        )
        yield Line(key="iso-due", band=Band.TODAY, rank=29, what=what % {"n": vn_number(left)}, url=url, due=now.closes,
                   why=_("Có mặt không, thân nhiệt, triệu chứng."), button=button)  # fmt: skip
    if found.watched:
        what = ngettext(
            "%(n)s người theo dõi tại nhà sau cách ly cần hỏi hôm nay",
            "%(n)s người theo dõi tại nhà sau cách ly cần hỏi hôm nay",
            found.watched,
        )
        yield Line(key="iso-watched", band=Band.TODAY, rank=50, what=what % {"n": vn_number(found.watched)}, url=url, due=ask.midnight,
                   why=_("Không phải F1 nên không có ai gọi truy vết; hỏi mỗi ngày một lần."), button=button)  # fmt: skip


def _ends(ask: Ask, found: isolation.Tally) -> Iterator[Line]:
    if found.over:
        what = ngettext(
            "%(n)s người quá ngày cách ly chưa cho về", "%(n)s người quá ngày cách ly chưa cho về", found.over
        )
        url = _list(ask, "over")
        yield Line(key="iso-over", band=Band.NOW, rank=46, what=what % {"n": vn_number(found.over)}, alarm=True, url=url,
                   why=_("Đủ xét nghiệm thì cho về; chưa đủ thì lấy mẫu hoặc gia hạn."), clock=_("đã quá ngày"), button=Button(_("Xem từng người"), url, "login"))  # fmt: skip
    shown = 0
    for one in isolation.ending(by=ask.by, day=ask.day, area=ask.area, limit=SHOWN) if found.ending else ():
        shown += 1
        url = link("isolation:one", one.pk)
        yield Line(
            key=f"iso-end-{one.pk}", band=Band.TODAY, rank=46, what="", person=one.person_id, area=one.area_path, url=url,
            why=_("Hôm nay hết cách ly: xem điều kiện, in giấy xác nhận."), due=ask.midnight, button=Button(_("Cho hết cách ly"), url, "login"),
        )  # fmt: skip
    if found.ending > shown:
        what = ngettext(
            "Còn %(n)s người hôm nay hết cách ly", "Còn %(n)s người hôm nay hết cách ly", found.ending - shown
        )
        url = _list(ask, "ending")
        yield Line(key="iso-end-more", band=Band.TODAY, rank=47, what=what % {"n": vn_number(found.ending - shown)}, url=url,
                   why=_("Xem điều kiện, cho về cùng lúc."), button=Button(_("Xem cả danh sách"), url))  # fmt: skip
    if found.testing:
        what = ngettext(
            "%(n)s người cách ly đến ngày xét nghiệm", "%(n)s người cách ly đến ngày xét nghiệm", found.testing
        )
        url = _list(ask, "testing")
        yield Line(key="iso-test", band=Band.TODAY, rank=28, what=what % {"n": vn_number(found.testing)}, url=url,
                   why=_("Chưa có mẫu cho ngày phải xét nghiệm."), button=Button(_("Lấy mẫu"), url, "test-pipe"))  # fmt: skip


def _papers(ask: Ask, found: isolation.Tally) -> Iterator[Line]:
    if not found.unserved:
        return
    late = bool(found.first_unserved and found.first_unserved < ask.at)
    what = ngettext("%(n)s quyết định cách ly chưa giao", "%(n)s quyết định cách ly chưa giao", found.unserved)
    url = _list(ask, "unserved")
    yield Line(
        key="iso-serve", band=Band.NOW if late else Band.TODAY, rank=47, what=what % {"n": vn_number(found.unserved)}, url=url,
        why=_("Giao tận tay, báo qua điện thoại hoặc gửi bưu điện rồi ghi lại."), due=found.first_unserved, alarm=late,
        button=Button(_("Giao quyết định"), url, "file-text"),
    )  # fmt: skip


def _locked(ask: Ask) -> Iterator[Line]:
    for one, due in isolation.to_sample(by=ask.by, day=ask.day, area=ask.area)[:SHOWN]:
        url, late = link("isolation:lockdown", one.pk), due < ask.day
        yield Line(
            key=f"lock-{one.pk}", band=Band.NOW if late else Band.TODAY, rank=43, what=one.name, area=one.area_path, url=url,
            why=_("Khu phong tỏa đến lượt lấy mẫu toàn bộ."), clock=_("từ ngày %(day)s") % {"day": vn_date(due)}, alarm=late,
            button=Button(_("Mở khu"), url, "test-pipe"),
        )  # fmt: skip


def _sites(ask: Ask) -> Iterator[Line]:
    for site in sites.getting_ready(by=ask.by, area=ask.area)[:SHOWN]:
        url = link("sites:one", site.pk)
        late = bool(site.due_at and site.due_at < ask.at)
        yield Line(
            key=f"site-{site.pk}", band=Band.NOW if late else Band.TODAY, rank=48, what=site.name, area=site.area_path, url=url,
            why=_("Đã có lệnh kích hoạt, chưa nhận người."), due=site.due_at, alarm=late, button=Button(_("Xem việc còn lại"), url, "checklist"),
        )  # fmt: skip
    if ask.may(Permission.SITE_MANAGE):
        before = ask.day - timedelta(days=1)
        for site in sites.uncounted(by=ask.by, day=before, area=ask.area)[:SHOWN]:
            url = link("sites:one", site.pk)
            why = _("Chưa ghi suất ăn, vật tư, rác thải ngày %(day)s.") % {"day": vn_date(before)}
            yield Line(key=f"count-{site.pk}", band=Band.TODAY, rank=58, what=site.name, area=site.area_path, url=url, why=why,
                       button=Button(_("Ghi số trong ngày"), url, "checklist"))  # fmt: skip
        for site in sites.to_give_back(by=ask.by, area=ask.area)[:SHOWN]:
            if site.return_by and (site.return_by - ask.day).days <= GIVE_BACK:
                url = link("sites:one", site.pk)
                why = _("Trường học phải trả lại trước ngày %(day)s: bố trí khu thay thế.") % {
                    "day": vn_date(site.return_by)
                }
                yield Line(key=f"school-{site.pk}", band=Band.NEXT, rank=60, what=site.name, area=site.area_path, url=url, why=why,
                           button=Button(_("Mở khu"), url))  # fmt: skip


GIVE_BACK = 21  # days before a school must be returned

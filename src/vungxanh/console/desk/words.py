"""Actions of the program in the words of the office."""

import re
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.formats import vn_datetime

ROOMS = (
    ("cases", _("ca bệnh")),
    ("tracing", _("truy vết")),
    ("people", _("người dân")),
    ("venues", _("địa điểm")),
    ("places", _("địa bàn")),
    ("agencies", _("cơ quan, người dùng")),
    ("adapters", _("nhập dữ liệu")),
    ("common", _("việc chạy nền, thư đi")),
)

WORDS: dict[str, str | Promise] = {
    "adapters.linelist.send": _("Gửi tệp lên để nhập"),
    "agencies.begin_second_step": _("Chuẩn bị xác thực hai bước"),
    "agencies.change_password": _("Đổi mật khẩu của mình"),
    "agencies.close": _("Đóng cơ quan"),
    "agencies.confirm_second_step": _("Bật xác thực hai bước"),
    "agencies.correct_user": _("Sửa tên người dùng"),
    "agencies.create_user": _("Mở tài khoản"),
    "agencies.deactivate": _("Khóa tài khoản"),
    "agencies.drop_second_step": _("Gỡ xác thực hai bước"),
    "agencies.end_membership": _("Thôi vai trò"),
    "agencies.end_sessions": _("Thoát mọi máy"),
    "agencies.found": _("Lập cơ quan"),
    "agencies.give_membership": _("Giao vai trò"),
    "agencies.log_in": _("Đăng nhập"),
    "agencies.log_out": _("Đăng xuất"),
    "agencies.reactivate": _("Mở lại tài khoản"),
    "agencies.rename": _("Sửa tên cơ quan"),
    "agencies.renew_backup_codes": _("Lấy mã dự phòng mới"),
    "agencies.reopen": _("Mở lại cơ quan"),
    "agencies.reset_password": _("Đặt lại mật khẩu"),
    "agencies.stop_second_step": _("Tắt xác thực hai bước"),
    "cases.assess_probable": _("Xếp là ca có thể"),
    "cases.close_cluster": _("Đóng ổ dịch"),
    "cases.confirm": _("Xác định ca bệnh"),
    "cases.correct": _("Sửa ca bệnh"),
    "cases.discard": _("Loại trừ"),
    "cases.hand_over": _("Chuyển nơi quản lý ca"),
    "cases.isolate": _("Ghi lúc cách ly ca bệnh"),
    "cases.name_source": _("Ghi nguồn lây"),
    "cases.name_sources_many": _("Ghi nhiều nguồn lây"),
    "cases.notify": _("Báo cáo ca bệnh lên cấp trên"),
    "cases.open_cluster": _("Mở ổ dịch"),
    "cases.put_in_cluster": _("Đưa vào ổ dịch"),
    "cases.record": _("Ghi ca bệnh mới"),
    "cases.record_many": _("Ghi nhiều ca bệnh"),
    "cases.record_with_person": _("Ghi ca bệnh và người mới"),
    "cases.reopen": _("Mở lại ca đã loại"),
    "cases.set_outcome": _("Ghi kết cục"),
    "cases.suspect": _("Đưa về nghi ngờ"),
    "cases.take_out": _("Đưa ra khỏi ổ dịch"),
    "cases.edit_many": _("Sửa nhiều ca bệnh"),
    "cases.undo_many": _("Hoàn tác sửa nhiều ca bệnh"),
    "common.saved_views.keep_view": _("Lưu kiểu xem danh sách"),
    "common.saved_views.drop_view": _("Xóa kiểu xem danh sách"),
    "cases.unname_source": _("Bỏ nguồn lây"),
    "common.centre.set_up": _("Đặt tên trung tâm"),
    "common.desk.drop": _("Bỏ một tin gửi hỏng"),
    "common.desk.resend": _("Gửi lại một tin"),
    "common.desk.resend_all": _("Gửi lại mọi tin hỏng"),
    "common.exports.take_away": _("Xuất danh sách ra tệp"),
    "common.jobs.cancel": _("Dừng việc chạy nền"),
    "common.jobs.resume": _("Cho việc chạy tiếp"),
    "common.jobs.start": _("Bắt đầu việc chạy nền"),
    "people.correct": _("Sửa thông tin người"),
    "people.correct_household": _("Sửa hộ gia đình"),
    "people.move": _("Chuyển nơi ở"),
    "people.open_household": _("Mở địa chỉ hộ"),
    "people.open_many": _("Mở thông tin định danh của nhiều người"),
    "people.open_identity": _("Mở thông tin định danh"),
    "people.record": _("Ghi người mới"),
    "people.record_household": _("Ghi hộ gia đình"),
    "people.record_households_many": _("Ghi nhiều hộ"),
    "people.record_many": _("Ghi nhiều người"),
    "places.import_boundaries": _("Nạp ranh giới"),
    "places.load_official_units": _("Nạp đơn vị hành chính"),
    "places.record_population": _("Ghi dân số"),
    "tracing.assign": _("Giao người tiếp xúc cho tổ"),
    "tracing.assign_automatically": _("Chia việc cho các tổ"),
    "tracing.clear_override": _("Bỏ mức F đặt tay"),
    "tracing.close_finished": _("Kết thúc theo dõi đủ ngày"),
    "tracing.close_team": _("Giải thể tổ truy vết"),
    "tracing.correct_contact": _("Sửa lần tiếp xúc"),
    "tracing.correct_visit": _("Sửa lượt đến"),
    "tracing.follow_up": _("Ghi theo dõi hằng ngày"),
    "tracing.form_team": _("Lập tổ truy vết"),
    "tracing.isolate_contact": _("Ghi lúc cách ly người tiếp xúc"),
    "tracing.leave": _("Trả lại danh sách gọi"),
    "tracing.log_call": _("Ghi kết quả cuộc gọi"),
    "tracing.open_phone": _("Mở số điện thoại để gọi"),
    "tracing.override": _("Đặt tay mức F"),
    "tracing.put_member": _("Thêm người vào tổ"),
    "tracing.recompute": _("Tính lại người tiếp xúc"),
    "tracing.record_contact": _("Ghi lần tiếp xúc"),
    "tracing.record_contacts_many": _("Ghi nhiều lần tiếp xúc"),
    "tracing.record_household": _("Ghi tiếp xúc trong nhà"),
    "tracing.record_milestone": _("Ghi mốc dịch tễ"),
    "tracing.record_visit": _("Ghi lượt đến"),
    "tracing.record_visits_many": _("Ghi nhiều lượt đến"),
    "tracing.remove_contact": _("Bỏ lần tiếp xúc"),
    "tracing.remove_visit": _("Bỏ lượt đến"),
    "tracing.rename_team": _("Đổi tên tổ"),
    "tracing.take_member": _("Rút người khỏi tổ"),
    "tracing.take_next": _("Nhận người cần gọi"),
    "tracing.turned_positive": _("Người tiếp xúc thành F0"),
    "venues.correct": _("Sửa địa điểm"),
    "venues.record": _("Ghi địa điểm"),
    "venues.record_many": _("Ghi nhiều địa điểm"),
}


FIELDS: dict[str, str | Promise] = {
    "agency_id": _("cơ quan"),
    "area_path": _("địa bàn"),
    "area": _("địa bàn"),
    "arguments": _("tham số"),
    "case_id": _("ca bệnh"),
    "code": _("mã"),
    "confirmed": _("đã xác định"),
    "contact_id": _("người tiếp xúc"),
    "diagnosed_at": _("lúc có kết quả"),
    "disease": _("bệnh"),
    "error": _("lỗi"),
    "fields": _("mục"),
    "form": _("dạng tệp"),
    "narrowed": _("điều kiện lọc"),
    "needs": _("quyền"),
    "sealed": _("giấy tờ kèm theo"),
    "what": _("danh sách"),
    "full_name": _("họ tên"),
    "hamlet": _("thôn, ấp"),
    "household_id": _("hộ"),
    "isolated_at": _("lúc cách ly"),
    "job_id": _("việc"),
    "kind": _("loại"),
    "level": _("mức"),
    "membership": _("vai trò"),
    "message_id": _("tin"),
    "name": _("tên"),
    "note": _("ghi chú"),
    "notified_at": _("lúc báo cáo"),
    "onset_date": _("ngày khởi phát"),
    "outcome": _("kết cục"),
    "outcome_date": _("ngày kết cục"),
    "person_id": _("người"),
    "phone": _("điện thoại"),
    "reason": _("lý do"),
    "role": _("vai trò"),
    "rows": _("số dòng"),
    "sampled_at": _("lúc lấy mẫu"),
    "second_step": _("xác thực hai bước"),
    "setting": _("nơi lây"),
    "source": _("nguồn"),
    "source_case": _("ca nguồn"),
    "source_case_id": _("ca nguồn"),
    "start_at": _("từ lúc"),
    "end_at": _("đến lúc"),
    "state": _("trạng thái"),
    "status": _("trạng thái"),
    "team_id": _("tổ"),
    "title": _("tên việc"),
    "user_id": _("người dùng"),
    "username": _("tên đăng nhập"),
    "venue_id": _("địa điểm"),
    "word": _("từ"),
}
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


def field(name: str) -> str:
    """A column or argument in the words of the office; its own name where nobody found any."""
    return str(FIELDS.get(name, name))


def value(said: object, longest: int = 40) -> str:
    """A value of the trail: yes and no in words, moments as people write them, ids by their last letters."""
    if said is None or said == "":
        return "—"
    if isinstance(said, bool):
        return str(_("có") if said else _("không"))
    text = str(said)
    if _MOMENT.match(text) and len(text) <= 32:
        return vn_datetime(datetime.fromisoformat(text))
    text = _ID.sub(lambda found: f"…{found[0][-6:]}", text)
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def in_words(action: str) -> str:
    """``cases.confirm`` as "Xác định ca bệnh"; the program's own name where nobody found words yet."""
    return str(WORDS.get(action, action))

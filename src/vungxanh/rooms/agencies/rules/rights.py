"""What each right lets its holder do, in words for the page of roles."""

from typing import NamedTuple

from vungxanh.kernel.permission import Permission as May
from vungxanh.kernel.text import gettext_noop as _


class Right(NamedTuple):
    """One line of the page of roles."""

    permission: May
    group: str
    label: str


_PEOPLE, _CASES, _TRACING = _("Người dân"), _("Ca bệnh"), _("Truy vết")
_ORDERS = _("Văn bản, nhiệm vụ")
_ISOLATION = _("Cách ly")
_TREATMENT = _("Điều trị")
_LEVELS = _("Mức nguy cơ")
_FIGURES = _("Bàn chỉ huy, bản tin")
_DATA, _OFFICE, _PLACES = _("Nhập, xuất dữ liệu"), _("Quản trị"), _("Địa bàn, quy định")

RIGHTS: tuple[Right, ...] = (
    Right(May.PERSON_SEE, _PEOPLE, _("Xem người, hộ gia đình (giấy tờ, điện thoại bị che)")),
    Right(May.PERSON_RECORD, _PEOPLE, _("Ghi, sửa người và hộ gia đình")),
    Right(May.PERSON_MERGE, _PEOPLE, _("Gộp các bản ghi trùng của một người")),
    Right(May.IDENTITY_OPEN, _PEOPLE, _("Mở giấy tờ, điện thoại, địa chỉ bị che (phải ghi lý do)")),
    Right(May.CASE_SEE, _CASES, _("Xem ca bệnh")),
    Right(May.CASE_RECORD, _CASES, _("Ghi ca bệnh mới")),
    Right(May.CASE_CONFIRM, _CASES, _("Xác định hoặc loại trừ ca bệnh")),
    Right(May.CASE_CORRECT, _CASES, _("Sửa ca bệnh đã ghi")),
    Right(May.TARGET_SET, _CASES, _("Đặt mốc giờ 5S của đơn vị")),
    Right(May.SAMPLE_SEE, _CASES, _("Xem mẫu xét nghiệm và kết quả")),
    Right(May.SAMPLE_RECORD, _CASES, _("Ghi mẫu xét nghiệm, ghi và sửa kết quả")),
    Right(May.SAMPLE_PLAN, _CASES, _("Mở đợt lấy mẫu, sửa nhóm nguy cơ và phòng xét nghiệm")),
    Right(May.TRACE_SEE, _TRACING, _("Xem mốc dịch tễ, người tiếp xúc F1, F2, F3")),
    Right(May.TRACE_RECORD, _TRACING, _("Ghi mốc dịch tễ, lượt đến, người tiếp xúc")),
    Right(May.TRACE_ASSIGN, _TRACING, _("Giao việc cho tổ truy vết")),
    Right(May.TRACE_OVERRIDE, _TRACING, _("Sửa cấp F bằng tay (phải ghi lý do)")),
    Right(May.CALL_RECORD, _TRACING, _("Gọi và ghi kết quả cuộc gọi")),
    Right(May.FOLLOWUP_RECORD, _TRACING, _("Ghi theo dõi sức khỏe hằng ngày")),
    Right(May.ISOLATION_SEE, _ISOLATION, _("Xem người cách ly, quyết định cách ly")),
    Right(May.ISOLATION_DECIDE, _ISOLATION, _("Ra, gia hạn, thu hồi quyết định cách ly, xếp giường, cho hết cách ly")),
    Right(May.ISOLATION_CHECK, _ISOLATION, _("Điểm danh, đo thân nhiệt người cách ly, ghi việc giao quyết định")),
    Right(May.SITE_SEE, _ISOLATION, _("Xem khu cách ly, giường, suất ăn, rác thải")),
    Right(May.SITE_MANAGE, _ISOLATION, _("Lập khu cách ly, sơ đồ phòng giường, lệnh kích hoạt, số liệu hằng ngày")),
    Right(May.TREATMENT_SEE, _TREATMENT, _("Xem người bệnh đang điều trị, tháp điều trị, giường, oxy")),
    Right(May.TREATMENT_ROUND, _TREATMENT, _("Phân loại, khám, theo dõi người bệnh, phát thuốc, ghi oxy còn lại")),
    Right(
        May.TREATMENT_DECIDE, _TREATMENT, _("Nhận vào, chuyển tầng, cho về; số giường, thiết bị, nhân lực của cơ sở")
    ),
    Right(May.DIRECTIVE_SEE, _ORDERS, _("Xem văn bản chỉ đạo")),
    Right(May.DIRECTIVE_RECORD, _ORDERS, _("Vào sổ văn bản đến, soạn văn bản, kiểm tra nhiệm vụ đọc được")),
    Right(May.DIRECTIVE_ISSUE, _ORDERS, _("Ban hành văn bản, chấp nhận nhiệm vụ trong văn bản")),
    Right(May.TASK_SEE, _ORDERS, _("Xem nhiệm vụ")),
    Right(May.TASK_WORK, _ORDERS, _("Ghi tiến độ, vướng mắc, xin gia hạn")),
    Right(May.TASK_ASSIGN, _ORDERS, _("Giao nhiệm vụ, phân công phụ trách")),
    Right(May.TASK_CLOSE, _ORDERS, _("Duyệt hoàn thành, mở lại nhiệm vụ")),
    Right(May.MEETING_SEE, _ORDERS, _("Xem cuộc họp xin phép trong địa bàn")),
    Right(May.MEETING_ASK, _ORDERS, _("Xin phép họp, ghi biên bản")),
    Right(May.MEETING_DECIDE, _ORDERS, _("Cho phép họp, ghi nơi đang giãn cách")),
    Right(May.HANDLING_SEE, _ORDERS, _("Xem hồ sơ xử lý trách nhiệm; giải trình của cơ quan mình")),
    Right(May.HANDLING_DECIDE, _ORDERS, _("Mở, quyết định, kết thúc hồ sơ xử lý trách nhiệm")),
    Right(May.FIGURES_SEE, _FIGURES, _("Xem bàn chỉ huy, bản tin: con số chung, không có tên người")),
    Right(May.BULLETIN_WRITE, _FIGURES, _("Lập bản tin, viết nhận định, đính chính")),
    Right(May.BULLETIN_SIGN, _FIGURES, _("Ký duyệt bản tin, đặt giờ tự lập")),
    Right(May.LEVEL_SEE, _LEVELS, _("Xem mức nguy cơ từng địa bàn và căn cứ")),
    Right(May.LEVEL_RECORD, _LEVELS, _("Ghi số liệu đánh giá mức nguy cơ, rà soát đề xuất, ghi công bố của cấp trên")),
    Right(May.LEVEL_DECIDE, _LEVELS, _("Quyết định, công bố mức nguy cơ; sửa bộ tiêu chí của trung tâm")),
    Right(May.IMPORT, _DATA, _("Nhập danh sách từ tệp")),
    Right(May.EXPORT, _DATA, _("Xuất danh sách ra tệp")),
    Right(May.AREA_SEE, _PLACES, _("Xem địa bàn, bản đồ")),
    Right(May.AREA_LOAD, _PLACES, _("Nạp đơn vị hành chính, ranh giới")),
    Right(May.POPULATION_RECORD, _PLACES, _("Ghi dân số địa bàn, mẫu số của các tỷ lệ")),
    Right(May.VENUE_RECORD, _PLACES, _("Ghi địa điểm (chợ, trường, cơ quan…)")),
    Right(May.REGULATION_SEE, _PLACES, _("Xem quy định đang áp dụng")),
    Right(May.AGENCY_SEE, _OFFICE, _("Xem cơ quan, đơn vị")),
    Right(May.AGENCY_MANAGE, _OFFICE, _("Lập, sửa, đóng cơ quan, đơn vị")),
    Right(May.USER_MANAGE, _OFFICE, _("Tạo, khóa tài khoản, giao vai trò")),
    Right(May.AUDIT_SEE, _OFFICE, _("Xem nhật ký: ai đã làm gì, đã mở giấy tờ của ai")),
    Right(May.JOB_SEE, _OFFICE, _("Xem việc chạy nền")),
    Right(May.OUTBOX_SEE, _OFFICE, _("Xem hộp thư đi giữa các phần")),
    Right(May.OUTBOX_RESEND, _OFFICE, _("Gửi lại tin bị kẹt")),
    Right(May.SYSTEM, _OFFICE, _("Việc của chính trung tâm (không giao cho người nào)")),
)

"""What regulations are about."""

from enum import StrEnum


class Subject(StrEnum):
    """What a regulation is about; also the folder of its files."""

    CONTACT = "contact"
    INFECTIOUS_WINDOW = "infectious_window"
    ISOLATION = "isolation"
    NOTIFICATION = "notification"
    FOLLOW_UP = "follow_up"
    TRACE_TARGET = "trace_target"
    TEST_RESULT = "test_result"
    SAMPLING = "sampling"
    SCREENING = "screening"
    CASE_CLOCK = "case_clock"
    CALL_PRIORITY = "call_priority"
    EPIDEMIC_END = "epidemic_end"
    CLASSIFICATION = "classification"
    CASE_DEFINITION = "case_definition"
    SCENARIO = "scenario"
    TASK_CLOCKS = "task_clocks"
    BULLETIN = "bulletin"
    ISOLATION_CARE = "isolation_care"
    HOME_ISOLATION = "home_isolation"
    DORMITORY = "dormitory"
    SITE_READINESS = "site_readiness"
    LOCKDOWN = "lockdown"
    SEVERITY = "severity"
    RISK_GROUP = "risk_group"
    TREATMENT_TIERS = "treatment_tiers"
    HOME_CARE = "home_care"
    PATIENT_CARE = "patient_care"
    DISCHARGE = "discharge"
    OXYGEN = "oxygen"
    LEVEL = "level"
    LEVEL_RAISE = "level_raise"
    LEVEL_MEASURES = "level_measures"
    SCENARIO_NEEDS = "scenario_needs"
    MEETING_LIMIT = "meeting_limit"


SUBJECT_NAMES = {
    Subject.CONTACT: "định nghĩa tiếp xúc (F1–F3)",
    Subject.INFECTIOUS_WINDOW: "thời kỳ lây truyền",
    Subject.ISOLATION: "cách ly và xét nghiệm",
    Subject.NOTIFICATION: "thời hạn báo cáo ca bệnh",
    Subject.FOLLOW_UP: "theo dõi sức khỏe hằng ngày",
    Subject.TRACE_TARGET: "mục tiêu truy vết",
    Subject.CASE_CLOCK: "mốc cách ly và điều trị ca bệnh",
    Subject.TEST_RESULT: "thời hạn trả kết quả xét nghiệm",
    Subject.SAMPLING: "lấy mẫu, mẫu gộp, đọc kết quả PCR",
    Subject.SCREENING: "nhóm nguy cơ xét nghiệm định kỳ",
    Subject.CALL_PRIORITY: "thứ tự gọi",
    Subject.EPIDEMIC_END: "công bố hết dịch",
    Subject.CLASSIFICATION: "phân nhóm bệnh",
    Subject.CASE_DEFINITION: "định nghĩa ca bệnh xác định",
    Subject.SCENARIO: "kịch bản ứng phó theo số ca đang điều trị",
    Subject.TASK_CLOCKS: "thời gian nhắc việc và báo cáo cấp trên",
    Subject.BULLETIN: "bản tin hằng ngày",
    Subject.ISOLATION_CARE: "điểm danh, xếp phòng người cách ly",
    Subject.HOME_ISOLATION: "điều kiện cách ly tại nhà",
    Subject.DORMITORY: "cách ly theo từng mô hình nhà trọ",
    Subject.SITE_READINESS: "điều kiện để khu cách ly nhận người",
    Subject.LOCKDOWN: "khu phong tỏa: lấy mẫu và kết thúc",
    Subject.SEVERITY: "mức độ bệnh",
    Subject.RISK_GROUP: "nhóm nguy cơ của người nhiễm (xanh, vàng, cam, đỏ)",
    Subject.TREATMENT_TIERS: "tháp điều trị",
    Subject.HOME_CARE: "F0 điều trị tại nhà",
    Subject.PATIENT_CARE: "theo dõi người bệnh, báo động, chuyển tuyến",
    Subject.DISCHARGE: "ra viện, hết điều trị",
    Subject.OXYGEN: "nhu cầu oxy, tỷ lệ mức bệnh",
    Subject.LEVEL: "phân loại mức độ nguy cơ, cấp độ dịch",
    Subject.LEVEL_RAISE: "nâng mức nguy cơ theo địa phương",
    Subject.LEVEL_MEASURES: "biện pháp theo mức nguy cơ, kịch bản",
    Subject.SCENARIO_NEEDS: "nguồn lực từng kịch bản cần",
    Subject.MEETING_LIMIT: "họp, tập trung đông người khi giãn cách",
}

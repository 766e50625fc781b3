"""Names, deadlines, numbers, conditions in single sentences."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vungxanh.engine.directive import api
from vungxanh.engine.directive.tasks import condition, due, targets
from vungxanh.engine.directive.tasks.bodies import Bodies
from vungxanh.engine.directive.tasks.fold import key
from vungxanh.engine.directive.tasks.levels import Home
from vungxanh.engine.directive.tasks.lists import listing
from vungxanh.engine.directive.tasks.sentences import sentences

HOME = Home("huyện", "các xã, thị trấn", "Ban Chỉ đạo phòng, chống dịch Covid-19")
DAY = date(2021, 8, 17)

NAMES = {
    "UBND cấp xã": ["UBND các xã, thị trấn"],
    "Uỷ ban nhân dân xã": ["UBND các xã, thị trấn"],
    "TTYT": ["Trung tâm Y tế huyện"],
    "BCĐ phòng chống dịch cấp huyện, cấp xã": ["Ban Chỉ đạo phòng, chống dịch Covid-19 huyện", "Ban Chỉ đạo phòng, chống dịch Covid-19 các xã, thị trấn"],
    "Phòng Y tế, Tài chính – Kế hoạch, Công an huyện": ["Phòng Y tế", "Phòng Tài chính - Kế hoạch", "Công an huyện"],
    "các Phòng: Y tế, Nội vụ và LĐ-TB&XH": ["Phòng Y tế", "Phòng Nội vụ", "Phòng Lao động - Thương binh và Xã hội"],
    "Phòng VH&TT; Đảng ủy, HĐND, UBND các xã": ["Phòng Văn hóa và Thông tin", "Đảng ủy các xã", "HĐND các xã", "UBND các xã"],
    "Thường trực, Ban Thường vụ Huyện ủy": ["Thường trực Huyện ủy", "Ban Thường vụ Huyện ủy"],
    "các cơ quan, đơn vị, địa phương": ["Các cơ quan, đơn vị", "Các địa phương"],
    "Chủ tịch UBND các xã và thủ trưởng các cơ quan, đơn vị": ["Chủ tịch UBND các xã", "Thủ trưởng các cơ quan, đơn vị"],
    "Phòng Dân tộc và Tôn giáo tham mưu": ["Phòng Dân tộc và Tôn giáo"],
    "Phòng Chuyển đổi số phối hợp": ["Phòng Chuyển đổi số"],
    "Trường Cao đẳng Nông Lâm, Phòng Quản lý đô thị lập": ["Trường Cao đẳng Nông Lâm", "Phòng Quản lý đô thị"],
    "Kho bạc Nhà nước Hòa Khánh thẩm định": ["Kho bạc Nhà nước Hòa Khánh"],
    "Các chi ủy, chi bộ trực thuộc Đảng ủy xã quán triệt": ["Các chi ủy, chi bộ trực thuộc Đảng ủy xã"],
    "Chánh Văn phòng HĐND và UBND huyện theo dõi": ["Chánh Văn phòng HĐND và UBND huyện"],
    "UBND huyện Tân Hưng, UBND các xã ven biển": ["UBND huyện Tân Hưng", "UBND các xã ven biển"],
}  # fmt: skip


@pytest.mark.parametrize("words", NAMES)
def test_names(words: str) -> None:
    found = listing(Bodies(words, HOME), 0, len(words))
    assert found is not None
    assert list(found.names) == NAMES[words]


@pytest.mark.parametrize(
    "words",
    [
        "bản chỉ đạo",
        "các trường hợp",
        "phòng, chống dịch",
        "văn bản",
        "các ban hành",
        "xã hội",
        "TỔ CHỨC THỰC HIỆN",
        "PHÒNG CHỐNG DỊCH",
    ],
)
def test_no_body(words: str) -> None:
    assert listing(Bodies(words, HOME), 0, len(words)) is None


DUE = {
    "hoàn thành trước 17 giờ ngày 20/8/2021": ("by", "2021-08-20", "17:00"),
    "chậm nhất là ngày 30/8": ("by", "2021-08-30", None),
    "vào cuối năm 2021": ("by", "2021-12-31", None),
    "trong tháng 8 - 9/2021": ("during", "2021-09-30", None),
    "từ ngày 24/7 đến hết ngày 30/8/2021": ("during", "2021-08-30", None),
    "trong vòng 15 ngày kể từ 6h ngày 24/7/2021": ("during", "2021-08-08", "06:00"),
    "đưa huyện về trạng thái bình thường sau ngày 30/8/2021": ("by", "2021-08-30", None),
    "báo cáo vào ngày 15 và 30 hàng tháng": ("recurring", "monthly day 15,30", None),
    "báo cáo trước 16 giờ 30 hằng ngày": ("recurring", "daily", "16:30"),
    "kiểm tra hai tuần một lần": ("recurring", "every 2 weeks", None),
    "xử lý trong vòng 48 giờ kể từ khi phát hiện": ("within", 48, None),
    "trả lời trong 03 ngày làm việc": ("within", 3, None),
    "trình cho ý kiến trong tuần này": ("during", "2021-08-22", None),
    "xong trong tuần đầu tháng 11/2021": ("during", "2021-11-07", None),
    "hoàn thành trong tháng tới": ("during", "2021-09-30", None),
    "tổ chức trực ban 24/7": ("ongoing", None, None),
    "duy trì thường xuyên cho đến khi công bố hết dịch": ("ongoing", None, None),
}
NO_DUE = [
    "thực hiện Công văn số 12/UBND-VP ngày 20/8/2021", "người dân khai báo y tế hàng ngày", "theo mức độ do tỉnh công bố hàng ngày",
    "dịch được kiểm soát dự kiến vào tháng 8 và tháng 10/2021", "ngay tại cơ sở", "trong thời gian sớm nhất", "giáo dục thường xuyên",
    "báo cáo tình hình tuần này", "cách ly trong 14 ngày", "chuẩn bị năm học 2021-2022",
]  # fmt: skip


@pytest.mark.parametrize("words", DUE)
def test_due(words: str) -> None:
    best = due.best(due.found(words, 0, len(words), DAY))
    assert best is not None
    d = best.due
    value = d.hours or d.days if d.kind == "within" else d.rule or d.date
    assert (d.kind, value, d.time) == DUE[words]
    assert d.raw
    assert d.raw in words


@pytest.mark.parametrize("words", NO_DUE)
def test_no_due(words: str) -> None:
    assert due.found(words, 0, len(words), DAY) == []


TARGETS = {
    "đạt từ 95% dân số": [">= 95"], "$> 95\\%$": ["> 95"], "từ 500 - 1.000 giường": [">= 500", "<= 1000"], "lên 5.000 mẫu/ngày": [">= 5000"],
    "tiêm mũi 2 cho người trên 18 tuổi, ưu tiên từ 50 tuổi trở lên": ["> 18", ">= 50"], "không tập trung quá 2 người": ["<= 2"],
    "trong vòng 24 giờ": ["<= 24"], "không dưới 30 triệu đồng": [">= 30000000"], "tối thiểu 2m": [">= 2"], "cấp 1.200 tờ rơi": ["= 1200"],
    "phương châm 4 tại chỗ, 5K, F0, mức độ 3": [], "có thể nâng lên hai mức": [], "mỗi gia đình là “1 pháo đài”": [], "Kế hoạch số 152/KH-UBND": [],
    "họp 02 tuần/lần": [], "một số nhiệm vụ, một cách khoa học": [], "khi có từ 2 ca bệnh trở lên": [],
}  # fmt: skip


@pytest.mark.parametrize("words", TARGETS)
def test_targets(words: str) -> None:
    found = targets.found(words, key(words), 0, len(words))
    assert [f"{t.op} {t.value:.0f}" for t in found] == TARGETS[words]
    assert all(t.raw in words for t in found)


def test_conditions() -> None:
    said = "Kích hoạt (nếu xảy ra dịch trên địa bàn); báo cáo cấp trên nếu có; nếu để lây lan thì chịu trách nhiệm."
    assert condition.stated(said, key(said), 0, len(said)) == "nếu xảy ra dịch trên địa bàn"
    assert condition.scenario("Kịch bản 2: dịch lan rộng (số ca từ 100 đến 500)") == (2, "100 <= active_cases <= 500")
    assert condition.scenario("Nhiệm vụ chung") is None


AT_LEVEL = {
    "Khi xã chuyển sang cấp độ 3 trở lên, UBND xã dừng họp chợ.": "Khi xã chuyển sang cấp độ 3 trở lên",
    "UBND xã dừng họp chợ khi địa bàn được công bố là “vùng đỏ”.": "khi địa bàn được công bố là “vùng đỏ”",
    "Đối với các xã ở cấp độ 4: dừng vận tải.": "Đối với các xã ở cấp độ 4",
    "Trường hợp dịch ở mức nguy cơ rất cao, Công an huyện lập chốt.": "Trường hợp dịch ở mức nguy cơ rất cao",
    "Tại địa bàn cấp độ 3, cấp độ 4 dạy học trực tuyến.": "Tại địa bàn cấp độ 3, cấp độ 4",
    "UBND xã lấy mẫu 100% tại khu phong tỏa và ấp thuộc vùng đỏ.": "",
    "Giữ vững vùng xanh.": "", "Trực chốt khi có người từ vùng đỏ về.": "", "Khi học sinh cấp 3 đi học trở lại.": "",
    "Xử lý khi người dân ra khỏi vùng cam.": "", "Xây dựng phương án theo từng cấp độ dịch.": "",
}  # fmt: skip
HEADINGS = {
    "Cấp độ 3 (vùng cam)": (None, "Cấp độ 3"), "a) Đối với địa bàn cấp độ 3, cấp độ 4:": (None, "Đối với địa bàn cấp độ 3, cấp độ 4"),
    "Cấp độ 1: dưới 100 ca bệnh": (1, "active_cases < 100"), "2. Vùng đỏ:": (None, "Vùng đỏ"), "Giữ vững vùng xanh": None,
    "Đánh giá mức độ nguy cơ": None, "Xây dựng kịch bản ứng phó theo 03 cấp độ": None,
}  # fmt: skip


def test_conditions_of_a_level() -> None:
    for said, wanted in AT_LEVEL.items():
        assert condition.stated(said, key(said), 0, len(said)) == wanted, said
    for heading, found in HEADINGS.items():
        assert condition.scenario(heading) == found, heading
    under = condition.of("Dạy học trực tuyến.", "dạy học trực tuyến.", 0, 19, (None, "Cấp độ 3"))
    assert under is not None
    assert (under.scenario, under.when) == (None, "Cấp độ 3")


def test_sentences_read_through_page_breaks() -> None:
    text = "Trạm Y tế tại TP. Tân An... rà soát, phân công cho phù hợp. Tổ\n\nchức tiêm chủng...\n\nBáo cáo."
    assert [text[a:b] for a, b in sentences(text, 0, len(text))] == [
        "Trạm Y tế tại TP. Tân An... rà soát, phân công cho phù hợp.", "Tổ\n\nchức tiêm chủng...", "Báo cáo."
    ]  # fmt: skip


WORDS = st.sampled_from(
    ["Giao ", "Yêu cầu ", "UBND các xã", "Phòng Y tế", "các cơ quan", ", ", "; ", " và ", ". ", "\n\n", "chủ trì, phối hợp ", "với ", "báo cáo ", "nếu ",
     "trước ngày 30/8/2021", "trong 12 giờ", "đạt 95% ", "hàng ngày", "thường xuyên", "Ban Chỉ đạo ", "Chủ tịch ", "chịu trách nhiệm ", "(", ")", "“", "5 đội "]
)  # fmt: skip


@settings(max_examples=80)
@given(st.lists(WORDS, min_size=1, max_size=40).map("".join))
def test_any_words(words: str) -> None:
    text = f"1. Rà soát.\n\n2. {words}\n\n- Tổ chức {words}"
    assert len(key(words)) == len(words)
    last = 0
    for task in api.parse(text).tasks:
        assert last <= task.start < task.end <= len(text)
        last = task.end
        assert task.due.raw is None or task.due.raw in text
        assert all(t.raw in text for t in task.targets)
        assert all(name.strip() for name in (*task.leads, *task.with_, *task.report_to))

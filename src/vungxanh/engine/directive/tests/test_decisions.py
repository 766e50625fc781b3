"""The last articles of a decision: entry into force and who carries it out order nothing; what stands beside them does."""

import pytest

from vungxanh.engine.directive import api
from vungxanh.engine.directive.model import Directive

HEAD = (
    "UBND HUYỆN YÊN SƠN\n\nSố: 12/QĐ-UBND\n\nYên Sơn, ngày 05 tháng 7 năm 2021\n\nQUYẾT ĐỊNH\n\nVề việc thành lập khu cách ly\n\n"
    "Căn cứ Luật Tổ chức chính quyền địa phương;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Giao Trung tâm Y tế huyện lập khu cách ly 20 giường.\n\n"
)
TAIL = "\n\nNơi nhận:\n- Như Điều 3;\n- Lưu: VT.\n\nCHỦ TỊCH\n\nNguyễn Văn An\n"
CLOSED = [
    "Điều 3. Quyết định này có hiệu lực kể từ ngày ký.\n\nChánh Văn phòng HĐND và UBND huyện; Trưởng các phòng: Y tế, Nội vụ; Trưởng Công an huyện và "
    "các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.",
    "Điều 3. Các ông, bà: Chánh Văn phòng HĐND và UBND huyện, Trưởng phòng Y tế, thủ trưởng các đơn vị có liên quan căn cứ Quyết định thi hành./.",
    "Điều 3. Tổ chức thực hiện\n\n- Chánh Văn phòng HĐND và UBND huyện;\n- Trưởng các phòng: Y tế, Nội vụ;\n- Chủ tịch UBND các xã;\n\n"
    "chịu trách nhiệm thi hành Quyết định này./.",
    "Điều 3. Chánh Văn phòng HĐND và UBND huyện;\nTrưởng phòng Y tế;\nChủ tịch UBND các xã chịu trách nhiệm thi hành Quyết định này kể từ ngày ký./.",
    "Điều 3. Điều khoản thi hành\n\n1. Quyết định này có hiệu lực kể từ ngày ký.\n\n2. Trưởng phòng Y tế, Chủ tịch UBND các xã chịu trách nhiệm thi hành "
    "Quyết định này./.",
]


def read(articles: str) -> tuple[str, Directive]:
    text = HEAD + articles + TAIL
    return text, api.parse(text)


@pytest.mark.parametrize("articles", CLOSED)
def test_who_carries_it_out(articles: str) -> None:
    assert [t.leads for t in read(articles)[1].tasks] == [("Trung tâm Y tế huyện",)]


@pytest.mark.parametrize(
    ("articles", "begins", "lead"),
    [
        ("Điều 3. Quyết định này có hiệu lực kể từ ngày ký.\n\nGiao Phòng Y tế theo dõi việc thực hiện Quyết định này, báo cáo trước ngày 10/8/2021.", "Giao", "Phòng Y tế"),
        ("Điều 3. Phòng Y tế chịu trách nhiệm kiểm tra việc thi hành Quyết định này, báo cáo trước ngày 10/8/2021.", "Phòng", "Phòng Y tế"),
        ("Điều 3. Người dân trong vùng phong tỏa không được ra khỏi nhà.", "Người", "Người dân trong vùng phong tỏa"),
        ("Điều 3. Phòng Y tế (cơ quan thường trực):\n\n- Đối với người về từ vùng dịch:\n\n+ Lấy mẫu trong 24 giờ.", "Lấy", "Phòng Y tế"),
    ],
)  # fmt: skip
def test_orders_beside_it(articles: str, begins: str, lead: str) -> None:
    text, found = read(articles)
    assert [t.leads for t in found.tasks[1:]] == [(lead,)]
    assert text[found.tasks[1].start :].startswith(begins)


def test_the_one_town_of_a_district() -> None:
    _, found = read(
        "Điều 2. UBND thị trấn Tân Bình lập 02 chốt.\n\nĐiều 3. Công an huyện phối hợp với UBND thị trấn, Trạm Y tế thị trấn tuần tra."
    )
    assert found.tasks[-1].with_ == ("UBND thị trấn Tân Bình", "Trạm Y tế thị trấn")


def test_work_that_goes_on_and_what_is_stopped() -> None:
    _, found = read(
        "Điều 2. Phòng Y tế duy trì 05 chốt kiểm soát cho đến khi kết thúc giãn cách.\n\nĐiều 3. Phòng Kinh tế tạm dừng họp chợ đến khi có thông báo mới."
    )
    assert [t.due.kind for t in found.tasks[1:]] == ["ongoing", "none"]


def test_stocks_and_shifts_are_no_deadlines() -> None:
    _, found = read(
        "Điều 3. Phòng Y tế dự trữ thuốc đủ cho 1.200 người trong 15 ngày; mỗi tổ có ít nhất 02 bác sĩ và 06 điều dưỡng, luân phiên 07 ngày/kíp."
    )
    task = found.tasks[-1]
    assert task.due.kind == "none"
    assert {(t.op, t.value) for t in task.targets} == {("=", 1200), ("=", 15), (">=", 2), (">=", 6), ("=", 7)}

"""Orders of the simulated district, in our own words: two that were given out, one that waits to be checked."""

from datetime import datetime

from vungxanh.adapters.demo.population import DISTRICT
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.directives import actions, queries

HEAD = """ỦY BAN NHÂN DÂN
HUYỆN BÙ GIA MẬP

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
"""
FOOT = """

Nơi nhận:
- Như trên;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn Mô Phỏng
"""
LETTER = f"""{HEAD}
Số: 961/UBND-VX
V/v siết chặt truy vết và cách ly trên địa bàn huyện

Bù Gia Mập, ngày 14 tháng 8 năm 2021

Kính gửi:
- Các cơ quan, ban, ngành, đoàn thể huyện;
- UBND các xã.

Thực hiện Thông báo số 340/TB-UBND ngày 12/8/2021 của UBND tỉnh Bình Phước, Chủ tịch UBND huyện yêu cầu:

1. Trung tâm Y tế huyện chủ trì, phối hợp Công an huyện truy vết toàn bộ người tiếp xúc gần của mỗi ca mắc mới trong vòng 24 giờ kể từ khi có kết quả dương tính.

2. Công an huyện lập danh sách người về từ vùng có dịch, gửi Trung tâm Y tế huyện trước ngày 16/8/2021.

3. UBND các xã bố trí mỗi xã ít nhất 50 giường cách ly tập trung, hoàn thành trước ngày 20/8/2021; tổ chức kiểm tra việc cách ly tại nhà hằng ngày.

4. Ban Chỉ huy Quân sự huyện chuẩn bị lực lượng tiếp nhận khu cách ly tập trung của huyện, báo cáo UBND huyện trước 17 giờ ngày 18/8/2021.

5. Trung tâm Y tế huyện tổng hợp kết quả, báo cáo UBND huyện vào ngày 15 và 30 hằng tháng.{FOOT}"""
PLAN = f"""{HEAD}
Số: 158/KH-UBND

Bù Gia Mập, ngày 16 tháng 8 năm 2021

KẾ HOẠCH
Xét nghiệm sàng lọc tại các chợ và khu nhà trọ

Thực hiện Công văn số 961/UBND-VX ngày 14/8/2021 của UBND huyện, UBND huyện ban hành Kế hoạch xét nghiệm sàng lọc như sau:

I. NHIỆM VỤ

1. Trung tâm Y tế huyện lấy mẫu toàn bộ tiểu thương các chợ trên địa bàn trong ngày 18/8/2021, đạt tối thiểu 95% số người có tên trong danh sách.

2. UBND các xã lập danh sách tiểu thương và người thuê trọ, gửi Trung tâm Y tế huyện trước 12 giờ ngày 17/8/2021.

3. Công an huyện bảo đảm trật tự tại các điểm lấy mẫu, kiểm tra, xử lý nghiêm trường hợp không chấp hành.

II. TỔ CHỨC THỰC HIỆN

1. Trung tâm Y tế huyện theo dõi, đôn đốc việc thực hiện; báo cáo kết quả về UBND huyện trước ngày 20/8/2021.

2. Nếu phát hiện ca dương tính tại chợ, UBND các xã phong tỏa tạm thời chợ đó và báo ngay Trung tâm Chỉ huy huyện.{FOOT}"""
NOTICE = f"""{HEAD}
Số: 212/TB-UBND

Bù Gia Mập, ngày 16 tháng 8 năm 2021

THÔNG BÁO
Kết luận cuộc họp giao ban phòng, chống dịch ngày 15/8/2021

Sau khi nghe các đơn vị báo cáo, Chủ tịch UBND huyện kết luận:

1. Giao Phòng Y tế huyện rà soát số bình ô xy hiện có tại các Trạm Y tế xã, hoàn thành trước ngày 19/8/2021.

2. UBND các xã củng cố các Tổ Covid cộng đồng, mỗi tổ phụ trách không quá 50 hộ.

3. Đội cơ động số 3 sẵn sàng hỗ trợ các xã khi có yêu cầu.{FOOT}"""
ORDERS = (("cong-van-961.txt", LETTER, True), ("ke-hoach-158.txt", PLAN, True), ("thong-bao-212.txt", NOTICE, False))
"""File name, text, whether it was accepted."""


def register(by: Actor, at: datetime) -> int:
    """Enter, read and give the orders; how many tasks were given. Done once however often it is called."""
    given = 0
    for name, text, accepted in ORDERS:
        document = actions.bring_in(
            by=by, at=at, key=f"demo:{name}", area_path=DISTRICT, data=text.encode(), name=name, now=True
        )
        if accepted and any(d.state in ("proposed", "edited") for d in queries.drafts(by=by, document_id=document.pk)):
            given += actions.accept(by=by, at=at, document_id=document.pk).given
    return given

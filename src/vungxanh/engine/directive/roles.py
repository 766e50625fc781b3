"""What a paragraph is for: heading, lead-in, assignment line, basis, note, closing, or an order."""

import re
from functools import lru_cache

from vungxanh.engine.directive.clean import flat
from vungxanh.engine.directive.orgs import opens
from vungxanh.engine.directive.paragraphs import Block
from vungxanh.engine.directive.vocabulary import words as listed

_CLOSERS = "*_\"”’'»)] \t\n"
_BASE = re.compile(
    r"[*_ (]*(?:can cu\b|theo (?:de nghi|y kien|bao cao)|xet (?:de nghi|bao cao|to trinh)|sau khi (?:nghe|xem xet|thao luan)|"
    r"tai (?:cuoc|buoi|hoi nghi|phien|van ban)|thuc hien (?:cong van|cong dien|chi thi|ke hoach|quyet dinh|thong bao|nghi quyet|"
    r"chi dao|van ban|ket luan|y kien|huong dan|thong tu|nghi dinh|luat)|tiep theo (?:cong van|cong dien|van ban|thong bao)|"
    r"(?:ngay|vao ngay|chieu ngay|sang ngay|luc)\s+\d|tren co so|thua lenh|can cu vao|qua theo doi|theo (?:thong tin|du bao|thong bao))"
)
_NOTE = re.compile(
    r"[*_ ]*(?:\(.{0,400}\)\s*[.;]?[*_ ]*$|\[trang \d+ la anh, chua doc\]|(?:ghi chu|luu y chung|kem theo)\b|\(?(?:co|kem theo) (?:phu luc|danh sach|bang|bieu)|"
    r"</?(?:table|thead|tbody|tr|td|th|img|div|p|br)\b)",
    re.S,
)
_CLOSING = re.compile(
    r"[*_ ]*(?:tren day la|nhan duoc\b|voi (?:noi dung|cac noi dung|tinh than)|thua lenh|can cu noi dung|trong qua trinh (?:trien khai|to chuc|thuc hien)|"
    r"qua trinh (?:trien khai|to chuc|thuc hien)|(?:ke hoach|chi thi|cong dien|quyet dinh|thong bao|cong van|van ban) nay (?:co hieu luc|thay the|duoc|duoc pho bien)|"
    r"van phong .{3,60}(?:thong bao|xin thong bao|tran trong)|(?:vay|do vay),? (?:de nghi|yeu cau)|tran trong|rat mong|"
    r"(?:yeu cau|de nghi) (?:cac|thu truong|chu tich|lanh dao).{0,260}(?:nghiem tuc|khan truong|phoi hop|tap trung|quan tam|to chuc|trien khai|chi dao)[^.;]{0,60}"
    r"(?:trien khai|thuc hien)[^.;]{0,60}(?:\./|$)|"
    r"(?:yeu cau|de nghi) [^;]{0,400}(?:cong dien|chi thi|ke hoach|thong bao|cong van|van ban|quyet dinh|ket luan) nay\s?\./)",
    re.S,
)
_LABEL = re.compile(
    r"[*_ ]*(?:(?:don vi|co quan|bo phan|to chuc|nguoi|luc luong|cap|nganh)\s+(?:duoc giao\s+)?(?:chu tri|thuc hien|phoi hop|chiu trach nhiem|phu trach|dau moi|tham muu|tham gia|to chuc)"
    r"|(?:chu tri|phoi hop|thuc hien|chiu trach nhiem|phu trach|dau moi)|phan cong|(?:thoi gian|thoi han|tien do|han|thoi diem)(?: thuc hien| hoan thanh| trien khai| bao cao| bat dau| ket thuc)?"
    r"|dia diem|san pham|ket qua|kinh phi)(?:\s+(?:thuc hien|chinh|phoi hop|hoan thanh|to chuc|trien khai|nhiem vu|du kien))?\s?(?:[*_]{0,3}):"
)
_TIMING = re.compile(
    r"(?:thoi gian|thoi han)(?: thuc hien| hoan thanh| trien khai)?\s?:|(?:^|\. )thuc hien thuong xuyen"
)
_INFORM = re.compile(
    r"(?:va |cac |mot so |danh gia |ve )?(?:muc dich|yeu cau$|muc tieu|quan diem|nguyen tac|tinh hinh|danh gia|ket qua|dac diem|thuc trang|su can thiet|"
    r"thong tin chung|van de chung|nhung van de chung|gioi thieu|khai quat|chi tieu|can cu|co so phap ly|pham vi|doi tuong|nguyen nhan|ton tai|han che|uu diem|khuyet diem|du bao|nhan dinh|boi canh|khai niem|giai thich|"
    r"thoi gian(?: va|,| -)? dia diem|thanh phan)"
)
_CONTEXT = re.compile(
    r"[*_ ]*(?:trong [^.,;]{0,30} (?:qua|vua qua|gan day), |trong (?:thoi gian qua|nhung ngay|thoi gian gan|thang|tuan|nam) .{0,200}\b(?:da|dang|ghi nhan|dien bien|xuat hien)\b|hien nay|tinh hinh|theo (?:bao cao|so lieu|thong ke)|den nay|"
    r"tinh (?:den|tu)|(?:ubnd|uy ban|thuong truc|ban thuong vu|chu tich|ban chi dao)[^.;]{0,120}\b(?:ghi nhan|bieu duong|danh gia cao|hoan nghenh|cam on|thong nhat danh gia|co ban nhat tri)|"
    r"(?:ghi nhan|bieu duong|danh gia cao|hoan nghenh|cam on|co ban thong nhat|co ban nhat tri)\b|day la|nhu vay|"
    r"(?:tu|bang|trich tu|su dung)? ?(?:cac )?nguon (?:du phong|ngan sach|kinh phi|xa hoi hoa|thu|quy|von)|"
    r"kinh phi[^.;]{0,80}\b(?:duoc (?:bao dam|dam bao|bo tri|lay|trich|su dung|chi tu)|lay tu|tu (?:nguon|ngan sach)|do (?:ngan sach|nha nuoc)))",
    re.S,
)
_AHEAD = re.compile(r"\. (?:trong )?(?:thoi gian toi|thoi gian tiep theo|giai doan toi|nhung ngay toi|tu nay)\b")
_FORMAL = re.compile(
    r"chiu trach nhiem thi hanh|(?:quyet dinh|chi thi|ke hoach|quy dinh|quy che|thong bao|cong dien|nghi quyet)(?: nay)? (?:co hieu luc|thay the)|"
    r"can cu (?:quyet dinh|noi dung)[^.;]{0,20} (?:de )?thi hanh|"
    r"^[*_ ]*(?:ban hanh|phe duyet)[^.;]{0,60}kem theo (?:quyet dinh|van ban)"
)
_LIABILITY = re.compile(
    r"[^.;]{3,160}\b(?:neu de|nao de|nao [^.;]{3,80}|de xay ra|neu (?:vi pham|khong [^.;]{3,60}))\b[^.;]{0,160}"
    r"(?:chiu trach nhiem|kiem diem|bi xu ly|xem xet,? xu ly|xu ly ky luat|xem xet trach nhiem)[^.;]{0,160}\.?/?\.?$"
)
_FACT = re.compile(
    r"[*_ ]*(?:ten|quy mo|dia diem|vi tri|doi tuong|pham vi|thoi gian|hien trang|cong suat)\b[^:.;]{0,40}: (?!tu ngay)"
)
"""A run-in title over a fact: "Quy mô: 200 giường"."""
_MEMBER = re.compile(r"[*_ ]*(?:Ông|Bà|Đồng chí|Đ/c|Các ông|Các bà|Mời|Ông/bà)[:\s]+[^\W\d_a-z][^,;:]{3,60}[,;:–-]")
_SEAT = re.compile(
    r"[*_ ]*(?:Đại diện|Lãnh đạo|Mời|Ông|Bà|Đồng chí|Một)\s[^.;:]{3,220}[,:–-]\s*(?:Trưởng [Bb]an|Phó Trưởng [Bb]an|Đội trưởng|Đội phó|Tổ trưởng|Tổ phó|"
    r"[Ủỷủ]y viên|[Tt]hành viên|[Tt]hư ký)[^,.;:]{0,40}[.;]?\s*$"
)
"""A seat on a body: "Đại diện Bộ Chỉ huy Quân sự tỉnh, thành viên."."""
_MONEY = re.compile(r"(?:nguon )?kinh phi|nguon luc|du toan")
_ORDERS = re.compile(
    r"\b(?:yeu cau|giao(?! thong| duc| luu| tiep| dich| vien| thua)|de nghi|phai|(?<!hau )can(?! bo| cu| thiet| tho|h)|chi dao|nghiem cam|khan truong|tap trung|tang cuong|chu dong|day manh)\b"
)
_VERB = re.compile(
    r"\b(?:chịu trách nhiệm|chủ trì|phối hợp|triển khai|tổ chức(?! chính| xã| đảng| đoàn| hội)|thực hiện|tham mưu|hướng dẫn|xây dựng|rà soát|căn cứ|"
    r"theo chức năng|chủ động|tập trung|khẩn trương|hoàn thành|báo cáo|theo dõi|đôn đốc|kiểm tra|làm đầu mối|cụ thể hóa|lập|đề xuất|tiếp tục|"
    r"tăng cường|thông báo|phân công|tuyên truyền|bám sát|trực tiếp|phải|cần|có trách nhiệm|đảm bảo|bảo đảm|quán triệt|bố trí|huy động|duy trì|"
    r"đẩy mạnh|nâng cao|(?<!ban )chỉ đạo|cung cấp|phát huy|xử lý|giám sát|vận động|sẵn sàng|thường xuyên|kịp thời|đẩy nhanh|mở rộng|thành lập|kiện toàn|"
    r"ban hành|chuẩn bị|quản lý|hỗ trợ|tiếp nhận|thẩm định|tổng hợp|trình|nghiên cứu)\b",
    re.IGNORECASE,
)
_EXECUTES = re.compile(
    r"\b(?:chu tri|phoi hop|chiu trach nhiem)\b[^.;]{0,200} (?:thuc hien|trien khai)(?: thuc hien)?"
    r"(?: (?:cac )?(?:noi dung|nhiem vu|cong viec|viec|phan viec)(?: (?:tren|nay|neu tren|noi tren|(?:neu |quy dinh )?tai [^,.;]{1,30}(?:, [a-z0-9]{1,3}\b){0,5}))?)?"
    r"\s*(?:[,;.]\s*(?:hoan thanh|xong|thoi gian|truoc|trong|cham nhat)[^.;]{0,60})?[.;]?$"
)
_HELPED = re.compile(r"phối hợp(?: chặt chẽ)? (?:với|cùng) ")
_OWN_ACTS = frozenset(
    ["trực tiếp", "kiểm tra", "rà soát", "báo cáo", "lập", "đề xuất", "phân công", "quán triệt", "bố trí", "huy động", "xử lý", "giám sát",
     "vận động", "thành lập", "chuẩn bị", "hỗ trợ", "tiếp nhận", "thẩm định", "tổng hợp", "trình", "cung cấp", "thông báo", "nghiên cứu"]
)  # fmt: skip
"""First verbs of a paragraph that says what somebody does, not who carries out what stands above it."""
_PLAIN = listed("assigning")
_WORD = re.compile(r"[^\W\d_]+")
_CHARGED = re.compile(r"\. (?:[^.]{3,80}) co (?:nhiem vu|trach nhiem)(?: sau)?\W*$")
_ABSTRACT = re.compile(
    r"[*_ ]*(?:tiep tuc |chu dong )?(?:tang cuong|thuc day|nang cao|day manh|phat trien|dam bao|bao dam|duy tri|chuan bi|phat huy|cong tac|ve\b|doi voi|mot so|cac )"
)


@lru_cache(64)
def _key(words: str) -> str:
    """Without diacritics, wrapped lines joined."""
    return " ".join(flat(words).split())


def ending(text: str, start: int, end: int) -> str:
    """The last character of a passage that is not a bracket, quote or emphasis."""
    tail = text[max(start, end - 12) : end].rstrip(_CLOSERS)
    return tail[-1:] or ""


def introduces(text: str, block: Block) -> bool:
    """A lead-in: it ends with a colon, or with "sau" / "sau đây"."""
    if ending(text, block.start, block.end) == ":":
        return True
    return bool(
        re.search(
            r"\b(?:nhu sau|noi dung sau|nhiem vu sau|giai phap sau|viec sau|sau day)\W*$",
            _key(text[block.end - 40 : block.end]),
        )
    )


def is_base(text: str, block: Block) -> bool:
    """Grounds and occasions: "Căn cứ …", "Tại cuộc họp …", "Sau khi nghe …", "Thực hiện Công văn …"."""
    return bool(_BASE.match(_key(text[block.start : block.start + 60])))


def is_note(text: str, block: Block) -> bool:
    """Bracketed remarks and pointers to annexes."""
    return block.end - block.start < 420 and bool(_NOTE.match(_key(text[block.start : block.end])))


def is_closing(text: str, block: Block) -> bool:
    """A closing compliance sentence, as far as its own words tell."""
    return bool(_CLOSING.match(_key(text[block.start : min(block.end, block.start + 700)])))


def is_label(text: str, block: Block) -> bool:
    """ "Đơn vị chủ trì: …", "Thời gian thực hiện: …"."""
    return bool(_LABEL.match(_key(text[block.start : block.start + 80])))


def informs(title: str) -> bool:
    """A heading under which nothing is ordered: aims, situation, principles, scope."""
    words = _key(title).strip(" *_.:;-–\n")
    if len(words) > 90:
        return False
    parts = [p.strip() for p in re.split(r",| va |;|/| - ", words) if p.strip()]
    return (
        bool(parts)
        and bool(_INFORM.match(words))
        and not re.search(r"nhiem vu|giai phap|noi dung thuc hien|to chuc thuc hien", words)
    )


def is_context(text: str, start: int, end: int) -> bool:
    """A report of what was or is, thanks and praise, members of a body, entry into force: no order in it."""
    words = _key(text[start:end])
    if _FORMAL.search(words[:700]) or _MEMBER.match(text[start:end]) or _SEAT.match(text[start:end]):
        return True
    if _FACT.match(words) and not _ORDERS.search(words):
        return True
    return bool(_CONTEXT.match(words)) and not _ORDERS.search(words) and not _AHEAD.search(words)


def is_liability(text: str, start: int, end: int) -> bool:
    """One sentence on who answers for a failure: no action of its own."""
    return end - start < 500 and bool(_LIABILITY.match(_key(text[start:end])))


def assigns(text: str, block: Block, served: str) -> bool:
    """Whether a paragraph only says who does (and when) what ``served`` describes."""
    if block.end - block.start > 700:
        return False
    words = _key(text[block.start : block.end])
    if is_label(text, block):
        return True
    if words.startswith(("yeu cau", "de nghi", "chi dao")) or not opens(text, block.start, block.end):
        return False
    if _TIMING.search(words):
        return True
    own = text[block.start : block.end].lower()
    if _EXECUTES.search(words):
        return True
    verb = _VERB.search(own)
    if verb is not None and verb[0] in _OWN_ACTS:
        return False
    if verb is None:
        return len(words.split()) <= 16
    known = set(_WORD.findall(served.lower()))
    said = _WORD.findall(_partners_left_out(own[verb.start() :]))
    new = {w for w in said if w not in known and flat(w) not in _PLAIN}
    return len(said) <= 70 and len(new) <= min(5, max(2, len(said) // 10))


def _partners_left_out(words: str) -> str:
    """Without the names behind "phối hợp với", up to the next verb."""
    helped = _HELPED.search(words)
    if helped is None:
        return words
    verb = _VERB.search(words, helped.end())
    return words[: helped.end()] + words[verb.start() if verb else len(words) :]


def takes_effect(text: str, start: int, end: int) -> bool:
    """ "Quyết định này có hiệu lực kể từ …": no order."""
    return _FORMAL.search(_key(text[start : min(end, start + 300)])) is not None


def acts(words: str) -> bool:
    """Whether a verb of administration stands in them."""
    return _VERB.search(words) is not None


def is_money(title: str) -> bool:
    """A heading on money, under which only explicit orders are tasks."""
    return bool(_MONEY.match(_key(title).strip(" *_.:0123456789")))


def sentences(text: str) -> int:
    """How many sentences a passage has, roughly."""
    return sum(1 for part in re.split(r"[.!?](?=\s|$)", text) if len(part) > 12)


def is_title(text: str, start: int, end: int) -> bool:
    """Whether the own words of an item with children are only its heading (they order nothing the children do not)."""
    own = text[start:end].strip(_CLOSERS)
    count = len(own.split())
    if ending(text, start, end) == ":":
        return not (sentences(own) >= 2 and (count >= 45 or _CHARGED.search(_key(own))))
    if own.isupper() or count <= 10:
        return True
    if sentences(own) >= 2:
        return False
    return count < 18 or bool(_ABSTRACT.match(_key(own)) and count < 40)


def orders(text: str, start: int, end: int) -> bool:
    """Whether a passage says that somebody must do something."""
    words = _key(text[start:end])
    return bool(_ORDERS.search(words)) or opens(text, start, end)


def orders_first(text: str, start: int, end: int) -> bool:
    """Whether it opens with the order itself: "Giao …", "Yêu cầu …", "Đề nghị …"."""
    return bool(re.match(r"[*_ ]*(?:giao|yeu cau|de nghi) ", _key(text[start : start + 20])))

"""Names printed in capitals, as they are written in a sentence."""

import re

from vungxanh.engine.directive.citations import short
from vungxanh.engine.directive.clean import flat

_PLACE = frozenset(["huyện", "quận", "xã", "phường", "tỉnh", "thị", "thành", "trấn", "phố"])
_HEADS = frozenset(["sở", "bộ", "phòng", "cục", "viện", "ban", "tổng", "phó", "chánh", "chạnh"])
_KEEP = frozenset(
    [
        "UBND",
        "HĐND",
        "TTYT",
        "BCĐ",
        "MTTQ",
        "CDC",
        "TM.",
        "KT.",
        "TL.",
        "TUQ.",
        "Q.",
        "T/L",
        "T/M",
        "TM",
        "KT",
        "TL",
        "K/T",
        "PCT",
    ]
)
_SMALL = frozenset(["và", "các", "của"])


def sentence_case(capitals: str, brief: bool = True) -> str:
    """ "ỦY BAN NHÂN DÂN HUYỆN TÂN UYÊN" becomes "UBND huyện Tân Uyên", "KT. CHỦ TỊCH" "KT. Chủ tịch". ``brief``: say UBND."""
    words = re.sub(r"[*_#]+", "", capitals).split()
    out: list[str] = []
    proper = fresh = False
    for i, word in enumerate(words):
        low = word.lower()
        if word.upper() in _KEEP and word.isupper():
            out.append(word)
            fresh = word.endswith(".") or "/" in word
        elif low in _SMALL:
            out.append(low)
        elif low in _PLACE and (i or len(words) == 1 or low in ("huyện", "tỉnh", "thị", "thành")):
            out.append(low if i else low.capitalize())
            proper = low not in ("thị", "thành")
        elif proper or i == 0 or fresh or (out and out[-1].lower() in _HEADS and low not in ("chống", "hành", "nhân")):
            out.append(low.capitalize())
            fresh = False
        else:
            out.append(low)
    name = " ".join(out).strip(" :;.,")
    return short(name) if brief else name


SURNAMES = frozenset(
    flat(
        """Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Lò Giàng Vàng Sùng Lường Quàng Cà Tòng Hà Mai Đinh
        Trịnh Lương Đoàn Tạ Chu Cao Thái Tô Từ Tăng Tống Vương Quách La Lâm Lưu Kiều Khổng Phùng Nông Ma Triệu Hứa Điểu Siu Rơ Kpă Ksor
        Đào Đàm Đồng Thạch Sơn Danh Kim Châu Diệp Doãn Giang Hạ Khuất Kha Lã Lại Lục Mã Mạc Nghiêm Nhan Ông Phó Phí Phương Quan Tiêu Tôn
        Trương Trang Tưởng Ung Văn Viên Vi Xa Âu Bạch Bành Biện Cấn Cù Bế Hầu Hảng Thào Vừ Cháng Lù Lèng Tẩn Chảo Phàn Lầu Mùa Hờ Thò
        Bàn Chẩn Điêu Hoàng Lừ Bạc Cầm Vì Sìn Pờ Chang Lỳ Khoàng Tào Hạng Sin Ly Ksor Nay Rmah Rahlan Hồ Zơ A Y H""",
    ).split()
)
_NAME = re.compile(r"(?:[^\W\d_]{1,9}'?\s+){1,4}[^\W\d_]{1,9}")
_BEFORE = re.compile(
    r"^(?:\(?\s*(?:đã ký|da ky)\s*\)?|(?:đ/c|đồng chí|ông|bà|bs\.?\s?ckii?|bs\.?|ths\.?|ts\.?|pgs\.?|gs\.?|ds\.?|(?:thiếu|trung|thượng|đại) (?:tá|tướng|úy))\.?)\s+",
    re.IGNORECASE,
)


def person(words: str) -> str | None:
    """A person's name if ``words`` is one and nothing else: 2 to 5 capitalised words, a Vietnamese family name first."""
    own = re.sub(r"[*_#]+", " ", words).strip(" .,;:()")
    for _ in range(3):
        own = _BEFORE.sub("", own).strip(" .")
    parts = own.split()
    if not 2 <= len(parts) <= 5 or not _NAME.fullmatch(own) or not all(p[0].isupper() for p in parts):
        return None
    if flat(parts[0]) not in SURNAMES:
        return None
    return " ".join(p.capitalize() for p in parts) if own.isupper() else " ".join(parts)

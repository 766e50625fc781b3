"""Names printed in capitals, as they are written in a sentence."""

import re

from vungxanh.engine.directive.citations import short
from vungxanh.engine.directive.clean import flat
from vungxanh.engine.directive.vocabulary import phrases, words

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
_PARTY = frozenset(["huyện", "tỉnh", "thị", "thành", "quận", "đảng", "cấp"])
_SMALL = frozenset(["và", "các", "của"])


def sentence_case(capitals: str, brief: bool = True) -> str:
    """ "ỦY BAN NHÂN DÂN HUYỆN TÂN UYÊN" becomes "UBND huyện Tân Uyên", "KT. CHỦ TỊCH" "KT. Chủ tịch". ``brief``: say UBND."""
    given = re.sub(r"[*_#]+", "", capitals).split()
    out: list[str] = []
    proper = fresh = False
    for i, word in enumerate(given):
        low = word.lower()
        if word.upper() in _KEEP and word.isupper():
            out.append(word)
            fresh = word.endswith(".") or "/" in word
        elif (low in ("ủy", "uỷ") and out and out[-1].lower() in _PARTY) or low in _SMALL:
            out.append(low)
        elif low in _PLACE and (i or len(given) == 1 or low in ("huyện", "tỉnh", "thị", "thành")):
            out.append(low if i else low.capitalize())
            proper = low not in ("thị", "thành")
        elif proper or i == 0 or fresh or (out and out[-1].lower() in _HEADS and low not in ("chống", "hành", "nhân")):
            out.append(low.capitalize())
            fresh = False
        else:
            out.append(low)
    name = _fielded(" ".join(out).strip(" :;.,"))
    name = name.replace("chính phủ", "Chính phủ")
    return short(name) if brief else name


def _fielded(name: str) -> str:
    """The field after "Sở", "Phòng" … in its usual spelling; what follows is the place."""
    head, _, rest = name.partition(" ")
    if head == "Trung" and rest.startswith("tâm "):
        head, rest = "Trung tâm", rest[4:]
    for field in phrases("fields") if head in ("Sở", "Phòng", "Bộ", "Cục", "Trung tâm", "Ban") else ():
        if flat(rest).startswith(flat(field)) and rest[len(field) : len(field) + 1] in ("", " "):
            place = rest[len(field) :].split()
            spelled = " ".join(w if w in _PLACE or w in _KEEP else w.capitalize() for w in place)
            return f"{head} {field} {spelled}".strip()
    return name


SURNAMES = words("surnames")
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

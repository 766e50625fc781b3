"""Vietnamese figures and number words."""

import re

_ONES = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SCALES = {"mươi": 10, "chục": 10, "trăm": 100, "nghìn": 1000, "ngàn": 1000, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_ONE = "một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười"
_MORE = r"mươi|trăm|nghìn|ngàn|triệu|tỷ|tỉ|một|mốt|hai|ba|bốn|tư|năm|lăm|nhăm|sáu|bảy|bẩy|tám|chín|mười|linh|lẻ"
_BIG = "trăm|nghìn|ngàn|triệu|tỷ|tỉ"

SPELLED = (
    rf"(?:{_ONE})\s+(?:mươi|trăm|nghìn|ngàn|triệu|tỷ|tỉ)(?:\s+(?:{_MORE})){{0,12}}"
    r"|mười\s+(?:một|hai|ba|bốn|lăm|sáu|bảy|bẩy|tám|chín)"
    r"|một|hai|ba|bốn|sáu|bảy|bẩy|tám|chín|mười"
)
"""Pattern of a number in words. A lone "năm" is left out: it is nearly always "year"."""

SCALE = re.compile(rf"\s+({_BIG})\b(?!\s+(?:{_BIG})\b)", re.IGNORECASE)
"""A scale word after a figure: "500 triệu"."""


def figure(text: str) -> float:
    """ "1.500" is 1500, "2,5" is 2.5, "1.5" is 1.5, "02" is 2. Source: Decree 30/2020, usage of "." and "," ."""
    plain = text.strip()
    if "," in plain:
        whole, _, rest = plain.rpartition(",")
        return float(f"{whole.replace('.', '').replace(',', '') or '0'}.{rest}")
    parts = plain.split(".")
    if len(parts) > 1 and not (all(len(p) == 3 for p in parts[1:]) and 0 < len(parts[0]) <= 3):
        return float(f"{''.join(parts[:-1])}.{parts[-1]}")
    return float("".join(parts))


def spelled(words: str) -> float:
    """ "hai mươi lăm" is 25, "một trăm" 100, "ba nghìn" 3000."""
    total = group = last = 0
    for word in words.lower().split():
        if word == "mười":
            group, last = group + last + 10, 0
        elif word in ("mươi", "chục", "trăm"):
            group, last = group + max(last, 1) * _SCALES[word], 0
        elif word in _SCALES:
            total, group, last = total + max(group + last, 1) * _SCALES[word], 0, 0
        else:
            group, last = group + last, _ONES.get(word, 0)
    return float(total + group + last)


def scale(word: str) -> int:
    """What a scale word multiplies by."""
    return _SCALES[word.lower()]

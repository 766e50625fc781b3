"""Where the letterhead ends, where the signature and "Nơi nhận" begin, where annexes begin."""

import re
from dataclasses import dataclass

from vungxanh.engine.directive.clean import flat
from vungxanh.engine.directive.lines import Line, lines, width
from vungxanh.engine.directive.marks import mark

KINDS = {
    "nghi quyet": "resolution", "quyet dinh": "decision", "chi thi": "directive", "quy che": "regulation",
    "quy dinh": "rules", "thong cao": "communique", "thong bao ket luan": "notice", "thong bao": "notice",
    "huong dan": "guideline", "chuong trinh": "programme", "ke hoach": "plan", "phuong an": "scheme", "de an": "master_scheme",
    "du an": "project", "bao cao": "report", "bien ban": "minutes", "to trinh": "submission", "cong dien khan": "telegram",
    "cong dien hoa toc": "telegram", "cong dien": "telegram", "giay moi": "invitation", "ket luan": "conclusion",
    "loi keu goi": "appeal", "quy trinh": "procedure", "cong van": "official_letter", "thong tri": "circular_note",
}  # fmt: skip
"""Names of types (Decree 30/2020 art. 7; the Party's KẾT LUẬN, THÔNG TRI) and the word for them in the output."""

_KIND = re.compile(rf"[*_# ]*(?P<k>{'|'.join(sorted(KINDS, key=len, reverse=True))})(?P<rest>\b.*)?$")
_GUI = re.compile(r"[*_ ]*kinh (?:gui|chuyen)\b\s*[*_]*\s*:?")
_TO = re.compile(r".{0,120}\b(?:dien|gui)\s*:?[*_ ]*$")
_RECIPIENTS = re.compile(r"[*_ ]*n[o0]i nhan\b")
_DATE_LINE = re.compile(r".{0,60}\bngay\b.{0,20}\bthang\b.{0,14}\bnam\b\s*(?:\d{4}|[ .…_]{0,8})\W*$")
_ANNEX = re.compile(r"[*_# ]*(?:phu luc|phu bieu|bieu mau|danh sach|bang phan cong)\b")
_TITLES = (
    r"(?:tm|kt|tl|t/l|t/m|k/t|tuq|q)\s?\.?\s|(?:quyen |pho )?(?:chu tich|bi thu|giam doc|cuc truong|chi cuc truong|hieu truong|"
    r"thu truong|bo truong|thu tuong|tong giam doc|vien truong)|(?:pho )?ch[ạa]?nh (?:van phong|thanh tra)|(?:pho )?truong (?:ban|phong|cong an|tram|doan)|"
    r"chi huy truong|to truong|thu truong co quan"
)
_SIGN = re.compile(rf"[*_ ]*(?:{_TITLES})")
_OPENING = re.compile(
    r"[*_ (]*(?:can cu|thuc hien (?:cong van|cong dien|chi thi|ke hoach so|quyet dinh|thong bao|nghi quyet|chi dao)|tai cuoc|tai buoi|tai hoi nghi|sau khi|de \b|"
    r"nham |truoc |trong (?:thoi|nhung|boi)|hien |ngay \d|theo |xet |tren co so|thoi gian qua|dich benh|uy ban nhan dan .{0,60}(?:ban hanh|yeu cau|xay dung)|"
    r"ubnd .{0,60}(?:ban hanh|yeu cau|xay dung)|chu tich .{0,60}(?:yeu cau|quyet dinh|chi thi)|vua qua|can cu vao|tiep tuc thuc hien)"
)


_AUTHORITY = re.compile(
    r"[*_ ]*(?:chu tich|giam doc|uy ban nhan dan|hoi dong nhan dan|bo truong|ban thuong vu|truong ban|thu tuong|ban chi dao)\b"
)


@dataclass(frozen=True, slots=True)
class Zones:
    """Indexes into ``lines``. ``kind``: the line of the type's name, or -1. ``gui``: "Kính gửi", or -1."""

    lines: list[Line]
    kind: int
    gui: int
    title_end: int
    body: int
    tail: int
    annex: int


def zones(text: str) -> Zones:
    """Cut a document into letterhead, body, tail and annexes."""
    found = lines(text)
    kind = _kind_line(text, found)
    gui = _first(text, found, _GUI, 0, 60)
    title_end, body = _start(text, found, kind, gui)
    tail = _tail(text, found, body)
    annex = _annex(text, found, tail)
    return Zones(found, kind, gui, title_end, body, tail, annex)


def _words(text: str, line: Line) -> str:
    return flat(text[line.start : min(line.end, line.start + 300)])


def _raw(text: str, line: Line) -> str:
    return text[line.start : line.end]


def _first(text: str, found: list[Line], pattern: "re.Pattern[str]", begin: int, stop: int) -> int:
    for i in range(begin, min(len(found), stop)):
        if pattern.match(_words(text, found[i])):
            return i
    return -1


def kind_of(line: str) -> str | None:
    """The type named by a line in capitals, or None."""
    m = _KIND.match(flat(line))
    letters = [c for c in line if c.isalpha()]
    name = len(m["k"].replace(" ", "")) if m else 0
    if m is None or not all(c.isupper() for c in letters[:name]):
        return None
    return KINDS[m["k"]]


def _kind_line(text: str, found: list[Line]) -> int:
    for i in range(min(len(found), 40)):
        line = found[i]
        if len(line) <= 160 and kind_of(text[line.start : line.end]):
            return i
        if _GUI.match(_words(text, line)) or len(line) > 400:
            return -1
    return -1


def _start(text: str, found: list[Line], kind: int, gui: int) -> tuple[int, int]:
    """(line after the title, first line of the body)."""
    if gui >= 0:
        return gui, _addressees_end(text, found, gui)
    if kind >= 0:
        end = _title_end(text, found, kind)
        if end < len(found) and len(found[end]) < 160 and _TO.match(_words(text, found[end])):
            return end, _addressees_end(text, found, end)
        body = end
        while body < min(len(found), end + 3) and _is_authority(_raw(text, found[body])):
            body += 1
        return end, body
    dated = _first(text, found, _DATE_LINE, 0, 25)
    return dated + 1, dated + 1


def _addressees_end(text: str, found: list[Line], gui: int) -> int:
    """Bullets after "Kính gửi:", or its own line and those that go on with it."""
    i = gui + 1
    inline = text[found[gui].start : found[gui].end].rstrip(" *_").endswith(":") is False
    while i < min(len(found), gui + 25):
        line = found[i]
        words = text[line.start : line.end]
        m = mark(text, line.start, line.end)
        if (m is not None and m.kind in ("bullet", "star") and len(line) < 220) or (
            m is None and not inline and i == gui + 1 and len(line) < 220
        ):
            i += 1
        elif m is None and line.gap == 0 and len(line) < 160 and not _OPENING.match(flat(words)):
            if words.rstrip(" *_").endswith("."):
                return i + 1
            i += 1
        else:
            break
    return i


def _title_end(text: str, found: list[Line], kind: int) -> int:
    """Lines after the type's name up to the first paragraph of the body."""
    i = kind + 1
    named = (_KIND.match(flat(text[found[kind].start : found[kind].end])) or {"rest": ""})["rest"]
    seen = bool(named and len(named) > 12)
    while i < min(len(found), kind + 9):
        line = found[i]
        words = text[line.start : line.end]
        if mark(text, line.start, line.end) or len(line) > 420 or (seen and _is_body(words, line)):
            break
        seen = True
        i += 1
    return i


def _is_body(words: str, line: Line) -> bool:
    if words.lstrip("*_( ")[:1].islower():
        return False
    if _OPENING.match(flat(words[:160])) or words.rstrip(" *_").endswith((";", ":")) or _is_authority(words):
        return True
    if words.isupper():
        return False
    if line.gap and not words.startswith(("(", "*(")):
        return True
    return len(line) > 160


def _is_authority(words: str) -> bool:
    """ "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN …" between the title of a decision and its grounds."""
    return words.isupper() and bool(_AUTHORITY.match(flat(words)))


def _tail(text: str, found: list[Line], body: int) -> int:
    """The first line of "Nơi nhận" or of the signature, whichever is first."""
    recipients = _first(text, found, _RECIPIENTS, body, len(found))
    stop = recipients if recipients >= 0 else len(found)
    i = stop
    for j in range(stop - 1, max(body, stop - 14) - 1, -1):
        line = found[j]
        words = text[line.start : line.end]
        if len(line) > 90 or words.endswith((":", ";", "./.", ".")) or mark(text, line.start, line.end):
            break
        if _SIGN.match(flat(words)) and _capitals(words):
            i = j
    return i


def _capitals(words: str) -> bool:
    letters = [c for c in words if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) >= 0.7 * len(letters)


def _annex(text: str, found: list[Line], tail: int) -> int:
    for i in range(tail + 1, len(found)):
        words = text[found[i].start : found[i].end]
        if len(found[i]) < 120 and _ANNEX.match(flat(words)) and _capitals(words.split(" ")[0]):
            return i
    return len(found)


def measure(found: Zones) -> int:
    """The measure of hard-wrapped lines in the body, 0 when paragraphs are lines."""
    return width(found.lines[found.body : found.tail])

"""The top of a document: issuer, number and symbol, place and date, subject. Source: Decree 30/2020, annex I."""

import re
from dataclasses import dataclass

from vungxanh.engine.directive.clean import flat
from vungxanh.engine.directive.names import sentence_case
from vungxanh.engine.directive.tokens import Kind, tokens
from vungxanh.engine.directive.zones import Zones, kind_of

_MOTTO = re.compile(
    r"cong\s+h[o0]a\s+xa\s+hoi[^\d]{0,40}?viet\s+nam|doc\s+lap\s{0,3}[-–—.]{0,2}\s{0,3}tu\s+do.{0,12}?hanh\s+phuc|"
    r"dang\s+cong\s+san\s+viet\s+nam"
)
_NUMBER = re.compile(
    r"(?<!\w)[Ss][ốôoóỐ0]\s*+[:;.]?\s*+(?P<n>\d{0,6}[a-z]?)\s*+[.…_]{0,30}\s*+(?:/\s*+(?P<y>(?:19|20)\d\d)\s*+)?"
    r"(?:/\s*+(?P<s>[A-ZĐƯ][\w&.]{0,11}(?:\s?-\s?\n?\s?[A-ZĐƯ][\w&.]{0,11}){0,3})|-\s*+(?P<p>[A-ZĐ]{1,5}\s?/\s?[A-ZĐ][\w]{0,9}(?:-[A-ZĐ]\w{0,9})?))",
)
_COUNT = re.compile(r"s[o0]\s*[:./]|s[o0]\s+\d")
_DATED = re.compile(
    r"(?P<place>[^\n,;:*_]{2,50}?)\s*,\s*(?:(?:hồi|lúc)[^\n,]{1,40},\s*)?(?P<date>ngày\b[^\n]{0,40}?tháng\b[^\n]{0,24}?năm\b\s*(?:\d{4})?[ .…_]{0,10})",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"[*_ ]*v\s?/\s?v\b[*_ :.]*", re.IGNORECASE)
_ORG = re.compile(
    r"(?:uy ban|ubnd|hoi dong|hdnd|so |bo |phong (?!chong)|ban (?!hanh|nhan)|trung tam|van phong|cong an|huyen uy|tinh uy|thanh uy|thi uy|quan uy|"
    r"dang uy|dang bo|cuc |chi cuc|benh vien|vien |truong |to cong tac|to |doan |mat tran|lien doan|hoi |thu tuong|chinh phu|tong |thanh tra|ttyt|bcd|bch)"
)
_STAMP = re.compile(
    r"(?:hoa toc(?: hen gio)?|thuong khan|khan|toi mat|tuyet mat|mat|luu hanh noi bo|du thao(?: lan \d)?)\W*$"
)
"""Stamps of urgency and secrecy (Decree 30, annex I, II.10; law on state secrets)."""
_STEERS = re.compile(r"(?:ban chỉ đạo|bcđ|trung tâm chỉ huy|sở chỉ huy|ban chỉ huy phòng)\b", re.IGNORECASE)
_WHERE = re.compile(r"\b(?:huyện|quận|thị xã|thành phố|tỉnh|xã|phường|thị trấn)(?: [A-ZĐÀ-Ỹ\d]\w*)+$")
_GAPS = re.compile(r"\s{3,}|\t+|\s\|\s")
_INFER = re.compile(
    r"\b(?:thừa lệnh[^,]{0,60},\s*)?(?P<who>(?:chủ tịch )?(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân) (?:tỉnh|huyện|quận|thành phố|thị xã|xã|phường|thị trấn)(?: [^\W\d_a-zà-ỹ][^\W\d_]*){0,4}"
    r"|(?:văn phòng )?(?:tỉnh|huyện|thị|thành|quận) [uủ][ỷyủ](?: [^\W\d_a-zà-ỹ][^\W\d_]*){0,4}|ban chỉ đạo [^.;:]{0,60}?|sở [^\W\d_a-zà-ỹ][^.;:,]{0,30}?)"
    r"\s+(?:ban hành|yêu cầu|xây dựng|triển khai|đề nghị|xin thông báo|thông báo|chỉ đạo|tổ chức)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands above the body. ``own``: where its number stands."""

    issuer: str | None
    parent: str | None
    number: str | None
    symbol: str | None
    own: tuple[int, int] | None
    place: str | None
    date: str | None
    dated: tuple[int, int] | None
    subject: str | None
    kind: str | None


def read(text: str, cut: Zones) -> Letterhead:
    """Everything of the head; what is blank stays None."""
    last = cut.kind if cut.kind >= 0 else cut.gui if cut.gui >= 0 else cut.body
    stop = cut.lines[last].start if 0 <= last < len(cut.lines) else 0
    stop = stop if cut.kind >= 0 or cut.gui >= 0 or cut.body > 0 else 0
    number, symbol, own = _number(text, stop)
    place, date, dated = _dated(text, stop, cut)
    bodies = _bodies(text, stop)
    issuer, parent = (bodies[-1] if bodies else None), (bodies[-2] if len(bodies) > 1 else None)
    issuer = _placed(issuer, parent) if issuer and parent else issuer
    kind = kind_of(_words(text, cut, cut.kind)) if cut.kind >= 0 else None
    subject = _titled(text, cut) if cut.kind >= 0 else _about(text, stop)
    if kind is None and (cut.gui >= 0 or _SUBJECT.search(text[:stop])):
        kind = "official_letter"
    return Letterhead(
        issuer or _inferred(text, cut, place), parent, number, symbol, own, place, date, dated, subject, kind
    )


def _placed(issuer: str, parent: str) -> str:
    """A steering body with the place of the committee it belongs to, as its name says none."""
    where = _WHERE.search(parent)
    return f"{issuer} {where[0]}" if where and _STEERS.match(issuer) and not _WHERE.search(issuer) else issuer


def _words(text: str, cut: Zones, i: int) -> str:
    return text[cut.lines[i].start : cut.lines[i].end]


def _number(text: str, stop: int) -> tuple[str | None, str | None, tuple[int, int] | None]:
    m = _NUMBER.search(text, 0, stop)
    if m is None:
        return None, None, None
    symbol = re.sub(r"\s+", "", m["s"] or m["p"] or "")
    number = m["n"] or None
    if m["y"] and number:
        number = f"{number}/{m['y']}"
    return number, symbol or None, m.span()


def _dated(text: str, stop: int, cut: Zones) -> tuple[str | None, str | None, tuple[int, int] | None]:
    """Place and date line: in the head, else under the signature."""
    tail = cut.lines[cut.tail].start if cut.tail < len(cut.lines) else len(text)
    for begin, end in ((0, stop), (tail, len(text))):
        for m in _DATED.finditer(text, begin, end):
            found = [t for t in tokens(text, m.start("date"), m.end("date")) if t.kind is Kind.DATE]
            if found:
                place = _GAPS.split(m["place"].strip(" *_("))[-1].strip(" *_(")
                iso = found[0].first.iso if found[0].first.month else None
                return place or None, iso, m.span("date")
    return None, None, None


def _bodies(text: str, stop: int) -> list[str]:
    """Names of bodies in capitals, outermost first."""
    found: list[str] = []
    for raw in _without_motto(text[:stop]).splitlines():
        for piece in _GAPS.split(raw):
            words = re.sub(r"[*_#|]+", " ", piece).strip(" -–—.")
            if (
                len(words) < 3
                or "/" in words
                or not _upper(words)
                or _COUNT.match(flat(words))
                or _STAMP.match(flat(words))
                or _SUBJECT.match(words)
            ):
                continue
            if found and not _ORG.match(flat(words)):
                found[-1] = f"{found[-1]} {words}"
            elif _ORG.match(flat(words)):
                found.append(words)
    return [sentence_case(name) for name in found]


def _without_motto(head: str) -> str:
    """The motto and the Party's title blanked, also where a line ends inside them."""
    out = head
    for m in _MOTTO.finditer(flat(head)):
        blank = "".join("\n" if c == "\n" else " " for c in m[0])
        out = out[: m.start()] + blank + out[m.end() :]
    return out


def _upper(words: str) -> bool:
    letters = [c for c in words if c.isalpha()]
    return len(letters) >= 3 and sum(c.isupper() for c in letters) >= 0.85 * len(letters)


def _clean(words: str) -> str | None:
    flat_words = re.sub(r"-\s*\n\s*(?=[A-ZĐ])", "-", words)
    own = re.sub(r"\s+", " ", re.sub(r"[*_#]+", "", flat_words)).strip(" -–.;")
    return own[:1].upper() + own[1:] if own else None


def _about(text: str, stop: int) -> str | None:
    """ "V/v …" up to an empty line, the date line or the number's neighbour column."""
    m = _SUBJECT.search(text[:stop])
    if m is None:
        return None
    end = text.find("\n\n", m.end(), stop)
    words = text[m.end() : stop if end < 0 else end]
    dated = _DATED.search(words)
    return _clean(words[: dated.start()] if dated else words)


def _titled(text: str, cut: Zones) -> str | None:
    """What follows the type's name up to the body."""
    line = _words(text, cut, cut.kind)
    named = re.sub(r"[*_#]+", "", line).strip()
    rest = ""
    if kind_of(named) and len(named.split()) > 3:
        rest = " ".join(named.split()[2:])
        rest = sentence_case(rest) if rest.isupper() else rest
    if cut.title_end > cut.kind + 1:
        below = text[cut.lines[cut.kind + 1].start : cut.lines[cut.title_end - 1].end]
        below = re.split(r"\n\s*[*_]*\(", below)[0]
        rest = f"{rest} {below}"
    return _clean(_SUBJECT.sub("", rest.strip(), count=1))


def _inferred(text: str, cut: Zones, place: str | None) -> str | None:
    """No letterhead in the file: the body that speaks in the first or last paragraphs, with the place of the date line."""
    if not cut.lines:
        return None
    start = cut.lines[min(cut.body, len(cut.lines) - 1)].start
    stop = cut.lines[cut.tail - 1].end if cut.tail else len(text)
    m = _INFER.search(text, start, min(stop, start + 3000)) or _INFER.search(text, max(start, stop - 900), stop)
    if m is None:
        return None
    name = m["who"].strip()
    name = re.sub(r"(?i)^chủ tịch\s+", "", re.sub(r"(?i)[uủ][ỷyủ] ban nhân dân", "UBND", name))
    bare = flat(name).split()[-1] in ("tinh", "huyen", "quan", "pho", "xa", "phuong", "tran", "uy")
    short_place = re.sub(r"^(?:TP\.?|Thành phố|Huyện|Thị xã)\s*", "", place or "")
    return f"{name[:1].upper()}{name[1:]} {short_place}".strip() if bare else name[:1].upper() + name[1:]

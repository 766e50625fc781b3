"""Documents named in a text: number and symbol, date, issuer. Decree 30/2020, annex I, II.3 and II.6."""

import re
from dataclasses import dataclass

from vungxanh.engine.directive.clean import flat
from vungxanh.engine.directive.model import Citation
from vungxanh.engine.directive.tokens import Kind, Token

_BY = re.compile(r"\s*,?\s*(?:của|do)\s+(?P<who>(?:[^,;.()\n]|\n(?!\n)){2,120})")
_ASKED = re.compile(
    r"(?:đề nghị|đề xuất|ý kiến|báo cáo)(?: chỉ đạo)? của\s+(?P<who>[^,;:.()]{2,110}?)\s+(?:tại|theo|trong)\s+(?:các\s+)?(?:tờ trình|công văn|báo cáo|văn bản|thông báo|kế hoạch)\s+(?:số\s*)?$",
    re.IGNORECASE,
)
_END = re.compile(
    r"\s+(?:về|v/v|quy định|ban hành|hướng dẫn|đối với|trong|tại|để|đảm bảo|bảo đảm|nhằm|thực hiện|triển khai|và\s+(?:công|chỉ|quyết|nghị|kế|thông|văn|các)"
    r"|đã|cũng|yêu cầu|giao|phê duyệt|sửa đổi|nêu|có|là|tiếp tục|theo|gửi|phân loại|tăng cường)\b",
    re.IGNORECASE,
)
_HOLDER = re.compile(r"(?:Phó )?(?:Chủ tịch|Bí thư|Giám đốc|Thủ tướng|Bộ trưởng)\b[^,;.()\n]{0,50}")
_GLUE = re.compile(
    r"(?:\s*(?:[,;()]|(?:và|số|công|văn|điện|chỉ|thị|quyết|định|nghị|kế|hoạch|thông|báo|các)(?!\w))){0,11}\s*",
    re.IGNORECASE,
)
"""What may stand between the members of a list of documents."""
_BODY = re.compile(r"\b[uủ][ỷyủ]\s+ban\s+nhân\s+dân\b", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")


def short(name: str) -> str:
    """ "Ủy ban nhân dân" as UBND, blanks squeezed, emphasis dropped."""
    return _BODY.sub("UBND", _BLANKS.sub(" ", name)).strip(" *_:;.,")


@dataclass(slots=True)
class _Found:
    symbol: str
    start: int
    end: int
    date: str | None = None
    issuer: str | None = None


def of(text: str, found: tuple[Token, ...], own: tuple[int, int] | None = None) -> tuple[Citation, ...]:
    """Every document cited, once, in order of first mention, with the fullest date and issuer. ``own``: its own number."""
    known: dict[str, _Found] = {}
    for i, token in enumerate(found):
        if token.kind is not Kind.SYMBOL or (own and own[0] <= token.start < own[1]):
            continue
        printed = re.sub(r"\s+", "", text[token.start : token.end])
        if sum(c.isupper() for c in printed) < 2:
            continue
        cite = known.setdefault(flat(printed), _Found(printed, token.start, token.end))
        date, after, far = _date(text, found, i)
        issuer = _issuer(text, after) or _asked(text, token.start)
        if date and (cite.date is None or len(date) > len(cite.date)) and not (far and cite.date):
            cite.date = date
        if issuer and (cite.issuer is None or len(issuer) > len(cite.issuer)):
            cite.issuer = issuer
    return tuple(Citation(c.symbol, c.date, c.issuer, c.start, c.end) for c in known.values())


def _date(text: str, found: tuple[Token, ...], i: int) -> tuple[str | None, int, bool]:
    """(ISO day, where the issuer may begin, whether the date stands after another symbol of the same list)."""
    end = at = found[i].end
    far = False
    for token in found[i + 1 : i + 7]:
        if not _GLUE.fullmatch(text, at, token.start):
            break
        if token.kind is Kind.DATE and token.first.year and token.first.month:
            return token.first.iso, token.end, far
        if token.kind is not Kind.SYMBOL:
            break
        far, at = True, token.end
    return None, end, False


def _asked(text: str, at: int) -> str | None:
    """X of "đề nghị của X tại Tờ trình số …"."""
    m = _ASKED.search(text[max(0, at - 200) : at])
    name = short(m["who"]) if m else ""
    return name[:1].upper() + name[1:] if name else None


def _issuer(text: str, at: int) -> str | None:
    m = _BY.match(text, at)
    if m is None:
        return None
    who = m["who"]
    cut = _END.search(who)
    name = short(who[: cut.start()] if cut else who)
    if name.lower().startswith(("đồng chí", "đ/c", "ông", "bà")):
        offices = [o.strip() for o in _HOLDER.findall(text, m.start(), m.start() + 220)]
        name = short(next((o for o in offices if o.startswith("Chủ tịch")), offices[0] if offices else name))
    return name[:1].upper() + name[1:] if name else None

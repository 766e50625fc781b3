"""What an officer must look at before he trusts a document's dates, numbers and targets. Source: domain notes §0.2."""

import re
from collections.abc import Iterator
from datetime import date

from vungxanh.engine.directive import numbering
from vungxanh.engine.directive.clean import flat
from vungxanh.engine.directive.files import unread
from vungxanh.engine.directive.model import Anomaly, DueKind, FoundTask, Header, Node
from vungxanh.engine.directive.tokens import Kind, Token
from vungxanh.engine.directive.zones import Zones

SHORT_DAYS = 1
"""A deadline this many days after the document's date, or fewer, cannot be met by a body that reads it next morning."""

_BLANK_DATE = re.compile(r"ngày[ .…_]+tháng|tháng[ .…_]+năm", re.IGNORECASE)
_BARE_D = re.compile(r"(?<![A-ZĐ])(?:CD|QD|NQ-HDND|QD-UBND|BCD|HDND)(?![A-ZĐ\w])")
_RESIDUE = re.compile(r"\$[^$\n]{1,40}\$|\\[%a-z]+|(?m:^\s*\)\s*$)")
_ANNEX = re.compile(r"(?:kem theo|theo)\s+(?:cac\s+)?(?:phu luc|bieu|danh sach|bang phan cong)")
_OF = re.compile(r"%\s*\\?\$?\s*(?:(?:của|trên|tổng)\s+)?(?:tổng\s+)?(?:số\s+)?(?P<of>[^\W\d_]+(?:\s+[^\W\d_]+){1,4})")
_RATE = re.compile(
    r"(?:tỷ|tỉ) lệ\s+(?P<of>[^\W\d_]+(?:\s+[^\W\d_]+){1,8}?)\s+(?:đạt|trên|là|tối thiểu|ít nhất|từ|\$|>|≥|\d)"
)


def found(
    text: str, header: Header, cut: Zones, tree: tuple[Node, ...], tasks: tuple[FoundTask, ...], read: tuple[Token, ...]
) -> tuple[Anomaly, ...]:
    """All anomalies, in document order."""
    out = [
        *_head(text, header, cut),
        *numbering.broken(text, tree),
        *_deadlines(header, tasks),
        *_denominators(text, tasks),
        *_symbols(text, header),
        *_dates(read),
        *_annexes(text, cut),
        *unread.found(text),
        *(Anomaly("residue", "Ký hiệu lạ do quét hoặc chuyển đổi tệp.", *m.span()) for m in _RESIDUE.finditer(text)),
    ]
    return tuple(sorted(out, key=lambda a: (a.start, a.code)))


def _head(text: str, header: Header, cut: Zones) -> Iterator[Anomaly]:
    stop = cut.lines[cut.body].start if cut.body < len(cut.lines) else len(text)
    number = re.search(r"S[ốô]\s*:?[ .…_]*(?:/|-)\s*[A-ZĐ][^\s]*", text[:stop])
    if header.number is None and number:
        yield Anomaly("number_blank", "Số văn bản để trống.", *number.span())
    blank = _BLANK_DATE.search(text, 0, stop)
    if blank:
        yield Anomaly("date_blank", "Ngày ban hành để trống.", *blank.span())


def _deadlines(header: Header, tasks: tuple[FoundTask, ...]) -> Iterator[Anomaly]:
    issued = header.date or ""
    for task in tasks:
        due = task.due.date
        if task.due.kind not in (DueKind.BY, DueKind.DURING) or not due or not issued:
            continue
        if due[: len(issued)] < issued:
            yield Anomaly(
                "due_before_document", f"Hạn {_vn(due)} trước ngày ban hành {_vn(issued)}.", task.start, task.end
            )
        elif (days := _days(issued, due)) is not None and days <= SHORT_DAYS:
            when = "ngay ngày ban hành" if days == 0 else f"chỉ sau ngày ban hành {days} ngày"
            yield Anomaly("lead_time_short", f"Hạn {_vn(due)} {when}.", task.start, task.end)


def _days(issued: str, due: str) -> int | None:
    try:
        return (date.fromisoformat(due) - date.fromisoformat(issued)).days
    except ValueError:
        return None


def _vn(iso: str) -> str:
    return "/".join(str(int(part)) if part.isdigit() else part for part in reversed(iso.split("-")))


def _denominators(text: str, tasks: tuple[FoundTask, ...]) -> Iterator[Anomaly]:
    """One target (same work, same kind of whole) measured against two different wholes."""
    seen: dict[tuple[str, str], dict[str, FoundTask]] = {}
    for task in tasks:
        for whole in _wholes(text[task.start : task.end]):
            group = (task.area_of_work, " ".join(whole.split()[:2]))
            seen.setdefault(group, {}).setdefault(whole, task)
    for wholes in seen.values():
        if len(wholes) > 1:
            words = "; ".join(f"“{w}”" for w in wholes)
            for task in wholes.values():
                yield Anomaly(
                    "two_denominators",
                    f"Cùng một chỉ tiêu nhưng tính trên các mẫu số khác nhau: {words}.",
                    task.start,
                    task.end,
                )


def _wholes(passage: str) -> list[str]:
    if "%" not in passage:
        return []
    return [" ".join(m["of"].lower().split()) for p in (_RATE, _OF) for m in p.finditer(passage) if not _verb(m["of"])]


def _verb(words: str) -> bool:
    return words.lower().split()[0] in ("vào", "trước", "trong", "và", "đến", "cuối", "theo", "so", "nếu", "để", "các")


def _symbols(text: str, header: Header) -> Iterator[Anomaly]:
    for cite in header.cites:
        if _BARE_D.search(cite.number_symbol):
            right = cite.number_symbol.replace("CD", "CĐ").replace("QD", "QĐ").replace("HDND", "HĐND")
            words = f"Ký hiệu “{cite.number_symbol}” có lẽ là “{right}”."
            yield Anomaly("symbol_mangled", words, cite.start, cite.end)
    for m in re.finditer(r"\d\s?/\s?[A-ZĐ]{2,8}-\n\s*[A-ZĐ]{2,}", text):
        yield Anomaly("symbol_broken", "Ký hiệu văn bản bị ngắt dòng.", *m.span())


def _dates(read: tuple[Token, ...]) -> Iterator[Anomaly]:
    for token in read:
        if token.kind is Kind.DATE and not (token.first.exists and token.last.exists):
            yield Anomaly("no_such_day", "Ngày này không có trong lịch.", token.start, token.end)


def _annexes(text: str, cut: Zones) -> Iterator[Anomaly]:
    if cut.annex < len(cut.lines):
        return
    m = _ANNEX.search(flat(text))
    if m:
        yield Anomaly("annex_missing", "Văn bản nhắc tới phụ lục kèm theo nhưng tệp không có.", *m.span())

"""Numbers, dates, file names and lists as Decree 30/2020 writes them. Pure."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from vungxanh.common.papers.paper import Block, Line, Paper, Section
from vungxanh.kernel.text import fold

_UNIT = re.compile(r"\b(?:huyện|xã|phường|thị trấn|thị xã|thành phố|quận|tỉnh)\s(?!hội)", re.IGNORECASE)
BLANK = "\u00a0" * 6


def numbered(number: str) -> str:
    """``5`` as ``05``; other texts as they are."""
    return f"{int(number):02d}" if number.isdigit() else number


def code(number: str, symbol: str) -> str:
    """``05/KH-UBND``; a blank before the stroke while there is no number."""
    return f"{numbered(number) or BLANK}/{symbol}"


def dated(place: str, day: date | None, year: int | None = None) -> str:
    """``Bù Gia Mập, ngày 05 tháng 02 năm 2021``: days below 10 and months 1 and 2 with a zero; blanks without a day."""
    if day is None:
        return f"{place}, ngày{BLANK}tháng{BLANK}năm {year or BLANK.strip() or ''}".rstrip()
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{place}, ngày {day.day:02d} tháng {month} năm {day.year}"


def broken(body: str) -> str:
    """A long name in two lines: the place goes to the second. "ỦY BAN NHÂN DÂN\\nHUYỆN BÙ GIA MẬP"."""
    found = None if len(body) <= 26 or "\n" in body else _UNIT.search(body, 8)
    return f"{body[: found.start()].rstrip()}\n{body[found.start() :].lstrip()}" if found else body


def ended(texts: Sequence[str], last: str = ".") -> list[str]:
    """Each with a semicolon, the last with a full stop."""
    cleaned = [text.strip().rstrip(".;,") for text in texts if text.strip()]
    return [f"{text};" for text in cleaned[:-1]] + [f"{text}{last}" for text in cleaned[-1:]]


def recipients(paper: Paper) -> list[str]:
    """The lines of Nơi nhận: a công văn begins with "Như trên", all end with "Lưu: VT"."""
    own = [text.strip().rstrip(".;") for text in paper.recipients if text.strip()]
    first = ["Như trên"] if paper.addressees and "Như trên" not in own else []
    return ended([*first, *own, f"Lưu: {paper.keeper}"])


def closed(blocks: Sequence[Block]) -> list[Block]:
    """The body with its last line ended by "./."."""
    found = list(blocks)
    last = found[-1] if found else None
    if isinstance(last, Section) and last.blocks:
        found[-1] = Section(last.heading, tuple(closed(last.blocks)))
    elif isinstance(last, Line):
        text = last.text.rstrip().rstrip("./;, ")
        found[-1] = Line(f"{text}./.", last.marker, last.bold, last.italic, last.align)
    return found


def flat(blocks: Sequence[Block]) -> Iterator[Block]:
    """Sections opened up, in reading order."""
    for block in blocks:
        if isinstance(block, Section):
            yield block.heading
            yield from flat(block.blocks)
        else:
            yield block


def file_name(paper: Paper, ending: str) -> str:
    """``ke-hoach-152-kh-ubnd.docx``: letters any system keeps."""
    said = f"{paper.kind or 'cong van'} {paper.number} {paper.symbol}" if paper.symbol else paper.kind or paper.subject
    return f"{re.sub('[^a-z0-9]+', '-', fold(said)).strip('-')[:80] or 'van-ban'}.{ending}"

"""Word files: paragraphs in order, numbers of automatic lists written out, tables of the letterhead column by column.

A DOCX is a ZIP of XML from anybody: its size is looked at before it is unpacked, entities are not resolved."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from vungxanh.engine.directive.files.limits import MAX_PARTS, MAX_UNPACKED
from vungxanh.engine.directive.files.lists import Numbering
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIP = {
    f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}instrText", f"{W}delText", f"{W}txbxContent", f"{W}footnoteReference",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback", f"{W}tblPr", f"{W}tcPr", f"{W}trPr",
    "{http://schemas.openxmlformats.org/drawingml/2006/main}graphic", f"{W}pict", f"{W}object",
}  # fmt: skip
_DEPTH = 60


def text(data: bytes) -> str:
    """One line a paragraph, an empty line between paragraphs. Refused when the file is damaged, locked or no Word file."""
    _weigh(data)
    from docx import Document

    try:
        document = Document(io.BytesIO(data))
        numbering = Numbering(document)
        body = document.element.body
    except Exception as error:  # whatever the library meets in a damaged file
        raise Refused(_("Không đọc được tệp Word này; có thể tệp bị hỏng hoặc không phải .docx.")) from error
    return "\n\n".join(_blocks(body, numbering, 0)) + "\n"


def _weigh(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            parts = pack.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Refused(_("Không đọc được tệp Word này; có thể tệp bị hỏng hoặc không phải .docx.")) from error
    if len(parts) > MAX_PARTS or sum(p.file_size for p in parts) > MAX_UNPACKED:
        raise Refused(_("Tệp Word này giải nén ra quá lớn nên không đọc, để giữ an toàn cho máy chủ."))
    if any(p.flag_bits & 1 for p in parts):
        raise Refused(_("Tệp Word này đặt mật khẩu. Hãy bỏ mật khẩu rồi gửi lại."))
    if not any(p.filename == "word/document.xml" for p in parts):
        raise Refused(_("Không đọc được tệp Word này; có thể tệp bị hỏng hoặc không phải .docx."))


def _blocks(parent: Any, numbering: Numbering, depth: int) -> Iterator[str]:
    if depth > _DEPTH:
        return
    for child in parent:
        if child.tag == f"{W}p":
            words = numbering.label(child) + _words(child, 0)
            if words.strip():
                yield words.strip()
        elif child.tag == f"{W}tbl":
            yield from _table(child, numbering, depth)
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}smartTag", f"{W}customXml"):
            yield from _blocks(child, numbering, depth + 1)


def _words(node: Any, depth: int) -> str:
    if depth > _DEPTH:
        return ""
    out: list[str] = []
    for child in node:
        tag = child.tag
        if tag in _SKIP or not isinstance(tag, str):
            continue
        if tag == f"{W}t":
            out.append(child.text or "")
        elif tag in (f"{W}br", f"{W}cr"):
            out.append("\n")
        elif tag == f"{W}tab":
            out.append(" ")
        elif tag == f"{W}noBreakHyphen":
            out.append("-")
        else:
            out.append(_words(child, depth + 1))
    return "".join(out)


def _table(table: Any, numbering: Numbering, depth: int) -> Iterator[str]:
    """A table of data gives one line a row, cells parted by "|"; one used for layout gives its cells' paragraphs."""
    rows = [[c for c in row.iter(f"{W}tc") if _nearest(c, f"{W}tr") is row] for row in table if row.tag == f"{W}tr"]
    if _is_data(rows):
        for row in rows:
            cells = [re.sub(r"\s+", " ", " ".join(_blocks(cell, numbering, depth + 1))).strip() for cell in row]
            if any(cells):
                yield "| " + " | ".join(cells) + " |"
        return
    for row in rows:
        for cell in row:
            lines = list(_blocks(cell, numbering, depth + 1))
            if lines:
                yield "\n".join(lines)


def _nearest(node: Any, tag: str) -> Any:
    while node is not None and node.tag != tag:
        node = node.getparent()
    return node


def _is_data(rows: list[list[Any]]) -> bool:
    wide = sum(1 for row in rows if len(row) >= 3)
    return len(rows) >= 2 and wide * 2 > len(rows)

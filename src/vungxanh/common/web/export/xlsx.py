"""XLSX written row by row into a stream: no row is held, the first bytes leave at once.

Text goes in as inline strings, which no spreadsheet computes; a text that looks like a formula also gets Excel's own
mark of a text (quotePrefix), so that editing the cell does not wake it. ECMA-376 part 1, 18.3.1.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any
from xml.sax.saxutils import quoteattr

ROWS = 1_048_576  # of a worksheet, Excel's limit
BYTES = 1_500_000_000  # of a worksheet's XML: beyond 2 GB a zip needs an extension that Excel does not read
LONGEST = 32_767
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  a sheet knows no zones
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA = ("=", "+", "-", "@")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACK = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
    '<numFmt numFmtId="165" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/>'
    '<xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/>'
    '<xf numFmtId="49" applyNumberFormat="1" quotePrefix="1"/></cellXfs></styleSheet>'
)


class _Sink:
    """What the zip writes, until it is taken."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, data: bytes, /) -> int:
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing to flush."""

    def close(self) -> None:
        """Nothing to close."""

    def taken(self) -> bytes:
        found, self.parts = b"".join(self.parts), []
        return found


def column_name(index: int) -> str:
    """0 is ``A``, 26 is ``AA``."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def written(title: str, batches: Iterable[Sequence[Sequence[Any]]], heads: int = 1) -> Iterator[bytes]:
    """The bytes of a workbook. The first ``heads`` rows are bold, the first stays in sight."""
    sink = _Sink()
    book = zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=3)
    sheets = 0
    rest: Iterator[Sequence[Sequence[Any]]] = iter(batches)
    pending: Sequence[Sequence[Any]] = next(rest, ())
    header = list(pending[:heads])
    while pending or not sheets:
        sheets += 1
        with book.open(_entry(f"xl/worksheets/sheet{sheets}.xml"), "w") as part:
            size = part.write(_begin(max((len(row) for row in pending[:50]), default=1)))
            row_at = 0
            if sheets > 1:
                size += part.write("".join(_row(n + 1, row, 1) for n, row in enumerate(header)).encode())
                row_at = len(header)
            while pending and size < BYTES and row_at + len(pending) <= ROWS:
                bold = heads if sheets == 1 and row_at == 0 else 0
                text = "".join(_row(row_at + n + 1, row, 1 if n < bold else 0) for n, row in enumerate(pending))
                size += part.write(text.encode("utf-8", "replace"))
                row_at += len(pending)
                yield sink.taken()
                pending = next(rest, ())
            part.write(b"</sheetData></worksheet>")
    for name, text in _frame(title, sheets):
        book.writestr(_entry(name), text)
    book.close()
    yield sink.taken()


def _entry(name: str) -> zipfile.ZipInfo:
    """The same rows make the same bytes: no clock in the archive."""
    made = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    made.compress_type, made.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    return made


def _begin(width: int) -> bytes:
    columns = f'<cols><col min="1" max="{width}" width="18" customWidth="1"/></cols>'
    view = '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>'
    return f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews>{view}</sheetViews>{columns}<sheetData>'.encode()


_NAMES = [column_name(n) for n in range(600)]


def _row(number: int, row: Sequence[Any], style: int) -> str:
    cells = []
    for name, value in zip(_NAMES, row, strict=False):
        if value is None or value == "":
            continue
        cells.append(_cell(f"{name}{number}", value, style))
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(at: str, value: Any, style: int) -> str:
    if isinstance(value, str):
        if not style and value.startswith(_FORMULA):
            style = 4
        mark = f' s="{style}"' if style else ""
        return f'<c r="{at}"{mark} t="inlineStr"><is><t xml:space="preserve">{_escape(value)}</t></is></c>'
    if isinstance(value, datetime):
        return f'<c r="{at}" s="3"><v>{(value - _EPOCH).total_seconds() / 86400:.10f}</v></c>'
    if isinstance(value, date):
        return f'<c r="{at}" s="2"><v>{(value - _EPOCH.date()).days}</v></c>'
    return f'<c r="{at}"><v>{value}</v></c>'


def _escape(text: str) -> str:
    if len(text) > LONGEST:
        text = text[: LONGEST - 1] + "…"
    if not text.isprintable():
        text = _ILLEGAL.sub("", text)
    if "_x" in text:
        text = _ESCAPED.sub("_x005F_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _frame(title: str, sheets: int) -> Iterator[tuple[str, str]]:
    clean = re.sub(r"[\[\]:*?/\\']", " ", title)[:28].strip() or "Danh sách"
    numbers = range(1, sheets + 1)
    names = [clean if n == 1 else f"{clean[:25]} {n}" for n in numbers]
    listed = "".join(
        f'<sheet name={quoteattr(s)} sheetId="{n}" r:id="rId{n}"/>' for n, s in zip(numbers, names, strict=True)
    )
    yield "xl/workbook.xml", f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>{listed}</sheets></workbook>'
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{_REL}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    styles = f'<Relationship Id="rId{sheets + 1}" Type="{_REL}/styles" Target="styles.xml"/>'
    yield (
        "xl/_rels/workbook.xml.rels",
        f'{_XML}<Relationships xmlns="{_PACK}/relationships">{related}{styles}</Relationships>',
    )
    yield "xl/styles.xml", _STYLES
    root = f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/>'
    yield "_rels/.rels", f'{_XML}<Relationships xmlns="{_PACK}/relationships">{root}</Relationships>'
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_OFFICE}.worksheet+xml"/>' for n in numbers
    )
    yield (
        "[Content_Types].xml",
        (
            f'{_XML}<Types xmlns="{_PACK}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_OFFICE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_OFFICE}.styles+xml"/>{parts}</Types>'
        ),
    )

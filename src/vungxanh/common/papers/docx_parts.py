"""Pieces of a Word file: lines, rules, tables without and with borders, the page number."""

from typing import Any

from docx.document import Document as Doc
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor
from docx.table import Table as DocxTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from vungxanh.common.papers.paper import Table

FACE = "Times New Roman"
Place = Doc | _Cell
_ALIGN = {
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def fonts(doc: Doc, size: float) -> None:
    """Times New Roman for every script, no space between paragraphs unless said."""
    style = doc.styles["Normal"]
    style.font.name, style.font.size = FACE, Pt(size)
    face = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        face.set(qn(f"w:{script}"), FACE)
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.line_spacing = 1.0


def line(
    place: Place,
    text: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH | None = None,
    before: float = 0,
    after: float = 0,
    indent: Length | None = None,
) -> Paragraph:
    """A paragraph of one run; breaks of the text are kept."""
    made = place.add_paragraph()
    run = made.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    form = made.paragraph_format
    form.alignment, form.space_before, form.space_after, form.left_indent = align, Pt(before), Pt(after), indent
    return made


def body_line(
    doc: Doc,
    text: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    align: str = "justify",
    keep: bool = False,
) -> None:
    """A paragraph of the body: first line in by 1.27 cm, 6 points below."""
    made = line(doc, text, size, bold=bold, italic=italic, align=_ALIGN[align], after=6)
    made.paragraph_format.line_spacing = 1.1
    made.paragraph_format.widow_control = True
    made.paragraph_format.keep_with_next = keep
    if align == "justify":
        made.paragraph_format.first_line_indent = Cm(1.27)


def rule(place: Place, width: Length, share: float, after: float = 0) -> None:
    """A line of that share of the width, in the middle: a border under an empty paragraph that is drawn in."""
    made = line(place, "", 3, after=after)
    side = Length(int(width * (1 - share) / 2))
    made.paragraph_format.left_indent = made.paragraph_format.right_indent = side
    _border(made, "top", "6", "000000", "0")


def boxed(place: Place, text: str, *, red: bool = False) -> None:
    """A word in a box: HỎA TỐC, DỰ THẢO."""
    made = line(place, text, 13, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER, before=8)
    made.paragraph_format.left_indent = made.paragraph_format.right_indent = Cm(1.4)
    colour = "C00000" if red else "000000"
    for side in ("top", "left", "bottom", "right"):
        _border(made, side, "8", colour, "1")
    made.runs[0].font.color.rgb = RGBColor.from_string(colour)


def page_number(place: Paragraph) -> None:
    """The number of the page, centred, 13 points."""
    place.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = place.add_run()
    run.font.size = Pt(13)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            found = OxmlElement("w:fldChar")
            found.set(qn("w:fldCharType"), kind)
        else:
            found = OxmlElement("w:instrText")
            found.text = text
        run._r.append(found)


def bare_table(doc: Doc, rows: int, widths: tuple[float, ...]) -> DocxTable:
    """A table without borders, its columns of these centimetres."""
    table: DocxTable = doc.add_table(rows=rows, cols=len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _widths(table, widths)
    for row in table.rows:
        _unbroken(row)
    return table


def tidy(table: DocxTable) -> None:
    """Take away the empty paragraph each cell begins with."""
    for row in table.rows:
        for cell in row.cells:
            if len(cell.paragraphs) > 1 and not cell.paragraphs[0].text:
                first = cell.paragraphs[0]._p
                first.getparent().remove(first)


def ruled_table(doc: Doc, table: Table, width: float) -> None:
    """A table with borders; the head comes again on every page, rows are not torn."""
    if table.caption:
        line(doc, table.caption, 13, italic=True, align=WD_ALIGN_PARAGRAPH.CENTER, before=6, after=6)
    whole = sum(column.share for column in table.columns) or 1.0
    made = doc.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for cell, column in zip(made.rows[0].cells, table.columns, strict=True):
        line(cell, column.label, 12, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER)
    repeat = OxmlElement("w:tblHeader")
    made.rows[0]._tr.get_or_add_trPr().append(repeat)
    for texts in table.rows:
        row = made.add_row()
        for cell, column, text in zip(row.cells, table.columns, texts, strict=True):
            line(cell, text, 12, align=_ALIGN[column.align])
    for row in made.rows:
        _unbroken(row)
    _widths(made, tuple(width * column.share / whole for column in table.columns))
    tidy(made)
    line(doc, "", 6)


def _widths(table: DocxTable, widths: tuple[float, ...]) -> None:
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)


def _unbroken(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _border(made: Paragraph, side: str, size: str, colour: str, space: str) -> None:
    about = made._p.get_or_add_pPr()
    borders = about.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        about.insert_element_before(
            borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )
    border = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", size), ("space", space), ("color", colour)):
        border.set(qn(f"w:{name}"), value)
    borders.append(border)

"""A paper as DOCX, by python-docx. Only this module and docx_parts import it."""

from datetime import datetime
from io import BytesIO

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Mm

from vungxanh.common.papers import docx_parts as parts
from vungxanh.common.papers.paper import Block, Heading, Line, Paper, Table
from vungxanh.common.papers.to_html import MOTTO, NATION
from vungxanh.common.papers.words import broken, closed, code, dated, ended, flat, recipients

CENTER, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
MOTTO_WIDTH = Cm(5.9)


def write(paper: Paper) -> bytes:
    """The file."""
    doc = Document()
    _page(doc, paper)
    parts.fonts(doc, paper.size)
    _head(doc, paper)
    _name(doc, paper)
    for text in ended(paper.grounds):
        parts.body_line(doc, text, paper.size, italic=True)
    for block in flat(paper.blocks if paper.plain else closed(paper.blocks)):
        _block(doc, block, paper)
    if paper.signature is not None or not paper.plain:
        _foot(doc, paper)
    for annex in paper.annexes:
        first = parts.line(doc, f"Phụ lục {annex.number}".strip(), 14, bold=True, align=CENTER)
        first.paragraph_format.page_break_before = True
        parts.line(doc, annex.title.upper(), 14, bold=True, align=CENTER, after=10)
        for block in flat(annex.blocks):
            _block(doc, block, paper)
    out = BytesIO()
    doc.save(out)
    return out.getvalue()


def _page(doc: Doc, paper: Paper) -> None:
    section = doc.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    if paper.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height, section.left_margin = Mm(297), Mm(210), Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    parts.page_number(section.header.paragraphs[0])
    about = doc.core_properties
    about.title, about.author, about.language = (paper.subject or paper.kind)[:250], paper.issuer, "vi-VN"
    about.comments = ""
    if paper.day is not None:
        about.created = about.modified = datetime(paper.day.year, paper.day.month, paper.day.day)  # noqa: DTZ001  no zone in OOXML


def _head(doc: Doc, paper: Paper) -> None:
    width = 26.2 if paper.landscape else 16.5
    left_width = width * (0.45 if paper.landscape else 0.39)
    table = parts.bare_table(doc, 2, (left_width, width - left_width))
    left, right = table.cell(0, 0), table.cell(0, 1)
    if paper.parent:
        parts.line(left, broken(paper.parent).upper(), 12, align=CENTER)
    parts.line(left, broken(paper.issuer).upper(), 12, bold=True, align=CENTER)
    parts.rule(left, Cm(left_width), 0.38)
    parts.line(right, NATION, 12, bold=True, align=CENTER)
    parts.line(right, MOTTO, 13, bold=True, align=CENTER)
    parts.rule(right, Cm(width - left_width), MOTTO_WIDTH.cm / (width - left_width))
    left, right = table.cell(1, 0), table.cell(1, 1)
    if paper.symbol:
        parts.line(left, f"Số: {code(paper.number, paper.symbol)}", 13, align=CENTER)
    parts.line(right, dated(paper.place, paper.day, paper.year), 13, italic=True, align=CENTER)
    if not paper.kind and not paper.plain:
        parts.line(left, f"V/v {paper.subject}", 12, align=CENTER, before=6)
    if paper.urgency:
        parts.boxed(left, paper.urgency.upper(), red=True)
    if paper.draft:
        parts.boxed(left, "DỰ THẢO")
    parts.tidy(table)


def _name(doc: Doc, paper: Paper) -> None:
    width = Cm(26.2 if paper.landscape else 16.5)
    if paper.kind:
        parts.line(doc, paper.kind.upper(), 14, bold=True, align=CENTER, before=14)
        for text in paper.subject.split("\n"):
            parts.line(doc, text, 14, bold=True, align=CENTER)
        parts.rule(doc, width, 0.2, after=10)
    if len(paper.addressees) == 1:
        parts.line(doc, f"Kính gửi: {paper.addressees[0]}", paper.size, align=CENTER, before=14, after=10)
    elif paper.addressees:
        parts.line(doc, "Kính gửi:", paper.size, before=14, indent=Cm(2.5))
        for text in ended(paper.addressees):
            parts.line(doc, f"- {text}", paper.size, indent=Cm(4.5))
        parts.line(doc, "", 6)


def _block(doc: Doc, block: Block, paper: Paper) -> None:
    if isinstance(block, Heading):
        text = block.text.upper() if block.level == 1 else block.text
        parts.body_line(doc, f"{block.marker} {text}".strip(), paper.size, bold=block.level < 3, keep=True)
    elif isinstance(block, Table):
        parts.ruled_table(doc, block, 26.2 if paper.landscape else 16.5)
    elif isinstance(block, Line):
        text = f"{block.marker} {block.text}".strip()
        parts.body_line(doc, text, paper.size, bold=block.bold, italic=block.italic, align=block.align)
    else:
        raise TypeError(f"not a block of a paper: {block!r}")


def _foot(doc: Doc, paper: Paper) -> None:
    width = 26.2 if paper.landscape else 16.5
    parts.line(doc, "", 6)
    table = parts.bare_table(doc, 1, (width / 2, width / 2))
    left, right = table.cell(0, 0), table.cell(0, 1)
    if not paper.plain:
        parts.line(left, "Nơi nhận:", 12, bold=True, italic=True)
        for text in recipients(paper):
            parts.line(left, f"- {text}", 11)
    one = paper.signature
    if one is not None:
        for text in (one.capacity, one.for_whom, one.title):
            if text:
                parts.line(right, text.upper(), 14, bold=True, align=CENTER)
        parts.line(right, one.name, 14, bold=True, align=CENTER, before=68)
    parts.tidy(table)

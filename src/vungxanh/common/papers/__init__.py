"""Administrative papers in the layout of Decree 30/2020/NĐ-CP: one definition, a DOCX and a PDF of it.

    paper = Paper(issuer="ỦY BAN NHÂN DÂN HUYỆN …", number="152", symbol="KH-UBND", kind="KẾ HOẠCH", subject="…", …)
    docx(paper), pdf(paper)       # bytes; pages(data) draws a PDF as PNG to look at

The libraries are imported when first used: WeasyPrint alone costs a second and 60 MB.
"""

from vungxanh.common.papers.making import docx, pdf, sign
from vungxanh.common.papers.paper import (
    Annex,
    Block,
    Column,
    Heading,
    Line,
    Paper,
    Section,
    Signature,
    Table,
)
from vungxanh.common.papers.words import code, dated, file_name, numbered

__all__ = [
    "Annex",
    "Block",
    "Column",
    "Heading",
    "Line",
    "Paper",
    "Section",
    "Signature",
    "Table",
    "code",
    "dated",
    "docx",
    "file_name",
    "numbered",
    "pdf",
    "sign",
]

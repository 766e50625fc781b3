"""A paper as HTML, for WeasyPrint and for the preview on the page."""

from collections.abc import Sequence
from html import escape

from vungxanh.common.papers.paper import Block, Heading, Line, Paper, Signature, Table
from vungxanh.common.papers.words import broken, closed, code, dated, ended, flat, recipients

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


def html(paper: Paper) -> str:
    """The whole document."""
    turned = " landscape" if paper.landscape else ""
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{escape(_title(paper))}</title></head>'
        f'<body class="paper{turned}" style="font-size:{paper.size:g}pt">{body(paper)}</body></html>'
    )


def body(paper: Paper) -> str:
    """What stands on the pages."""
    parts = [_head(paper), _name(paper), _to(paper)]
    parts += [f'<p class="ground">{escape(text)}</p>' for text in ended(paper.grounds)]
    blocks = paper.blocks if paper.plain else closed(paper.blocks)
    parts += [_block(block) for block in flat(blocks)]
    if paper.signature is not None or not paper.plain:
        parts.append(_foot(paper))
    for annex in paper.annexes:
        parts.append(f'<section class="annex"><p class="annex-number">Phụ lục {escape(annex.number)}</p>')
        parts.append(f'<p class="annex-title">{escape(annex.title.upper())}</p>')
        parts += [*(_block(block) for block in flat(annex.blocks)), "</section>"]
    return "".join(parts)


def _title(paper: Paper) -> str:
    return " ".join(filter(None, (paper.kind, paper.subject)))


def _head(paper: Paper) -> str:
    number = f"Số: {escape(code(paper.number, paper.symbol))}" if paper.symbol else ""
    about = f'<p class="about">V/v {escape(paper.subject)}</p>' if not paper.kind and not paper.plain else ""
    above = f'<p class="parent">{_br(broken(paper.parent).upper())}</p>' if paper.parent else ""
    urgent = f'<p class="mark-urgent"><span>{escape(paper.urgency.upper())}</span></p>' if paper.urgency else ""
    draft = '<p class="mark-draft"><span>DỰ THẢO</span></p>' if paper.draft else ""
    return (
        '<table class="head"><tr>'
        f'<td class="left">{above}<p class="issuer">{_br(broken(paper.issuer).upper())}</p><hr class="short"></td>'
        f'<td class="right"><p class="nation">{NATION}</p><p class="motto"><span>{MOTTO}</span></p></td></tr><tr>'
        f'<td class="left"><p class="number">{number}</p>{about}{urgent}{draft}</td>'
        f'<td class="right"><p class="dated">{escape(dated(paper.place, paper.day, paper.year))}</p></td></tr></table>'
    )


def _name(paper: Paper) -> str:
    if not paper.kind:
        return ""
    return (
        f'<p class="kind">{escape(paper.kind.upper())}</p><p class="subject">{_br(paper.subject)}</p><hr class="short">'
    )


def _to(paper: Paper) -> str:
    if not paper.addressees:
        return ""
    if len(paper.addressees) == 1:
        return f'<p class="to">Kính gửi: {escape(paper.addressees[0])}</p>'
    lines = "".join(f"<p>- {escape(text)}</p>" for text in ended(paper.addressees))
    return f'<div class="to-many"><p class="to-word">Kính gửi:</p><div>{lines}</div></div>'


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        text = block.text.upper() if block.level == 1 else block.text
        return f'<p class="hd hd{min(block.level, 3)}">{_marked(block.marker, text)}</p>'
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Line):
        look = " ".join(filter(None, ("bold" if block.bold else "", "italic" if block.italic else "", block.align)))
        return f'<p class="line {look}">{_marked(block.marker, block.text)}</p>'
    raise TypeError(f"not a block of a paper: {block!r}")


def _table(table: Table) -> str:
    whole = sum(column.share for column in table.columns) or 1.0
    widths = "".join(f'<col style="width:{column.share / whole:.1%}">' for column in table.columns)
    head = "".join(f"<th>{escape(column.label)}</th>" for column in table.columns)
    rows = "".join(f"<tr>{_cells(table, row)}</tr>" for row in table.rows)
    said = f'<p class="caption">{escape(table.caption)}</p>' if table.caption else ""
    return f'{said}<table class="rows"><colgroup>{widths}</colgroup><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _cells(table: Table, row: Sequence[str]) -> str:
    return "".join(
        f'<td class="{column.align}">{_br(text)}</td>' for column, text in zip(table.columns, row, strict=True)
    )


def _foot(paper: Paper) -> str:
    lines = "".join(f"<p>- {escape(text)}</p>" for text in recipients(paper))
    to = "" if paper.plain else f'<p class="recipients-word">Nơi nhận:</p>{lines}'
    signed = _signed(paper.signature) if paper.signature is not None else ""
    return f'<table class="foot"><tr><td class="recipients">{to}</td><td class="signed">{signed}</td></tr></table>'


def _signed(one: Signature) -> str:
    lines = "".join(f"<p>{escape(text.upper())}</p>" for text in (one.capacity, one.for_whom, one.title) if text)
    return f'{lines}<p class="signer">{escape(one.name)}</p>'


def _marked(marker: str, text: str) -> str:
    return f"{escape(marker)} {_br(text)}" if marker else _br(text)


def _br(text: str) -> str:
    return escape(text).replace("\n", "<br>")

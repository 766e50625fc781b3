"""An own document as a paper, and as the text of the register with the places of its tasks in it. Pure."""

from collections.abc import Sequence
from datetime import date

from vungxanh.common.papers.paper import Annex, Block, Column, Heading, Line, Paper, Signature, Table
from vungxanh.common.papers.words import code, dated, ended, flat, recipients
from vungxanh.rooms.directives.rules.drafts import Body, Content, due_words, target_words
from vungxanh.rooms.directives.rules.kinds import KINDS, URGENCY_NAMES, Urgency
from vungxanh.rooms.directives.rules.own import Head, Numbered, Part, PartKind, numbered

_TABLE = (
    Column("TT", 0.7, "center"), Column("Mục", 0.9, "center"), Column("Nhiệm vụ", 4), Column("Chủ trì", 2),
    Column("Phối hợp", 2), Column("Thời hạn", 1.5, "center"),
)  # fmt: skip


def paper_of(
    kind: str, head: Head, parts: Sequence[Part], *, number: str = "", day: date | None = None, year: int | None = None
) -> Paper:
    """The paper; without number and day a draft."""
    lines = list(numbered(parts))
    grounds = tuple(_ground(text) for text in head.grounds)
    blocks: list[Block] = [Line(head.authority.upper(), bold=True, align="center")] if head.authority else []
    if head.authority:
        blocks += [Line(text, italic=True) for text in ended(grounds)]
    blocks += [block for line in lines for block in _blocks(line)]
    return Paper(
        issuer=head.issuer, parent=head.parent, place=head.place, subject=head.subject, blocks=tuple(blocks),
        number=number, symbol=head.symbol, day=day, year=year, grounds=() if head.authority else grounds,
        kind="" if kind == "official_letter" else KINDS[kind].name, addressees=head.addressees,
        recipients=head.recipients, keeper=head.keeper, draft=not number,
        urgency=URGENCY_NAMES[Urgency(head.urgency)] if head.urgency else "",
        signature=Signature(head.title, head.signer, head.capacity, head.for_whom),
        annexes=(_annex(lines),) if head.with_table and any(_tasks(lines)) else (),
    )  # fmt: skip


def _ground(text: str) -> str:
    said = text.strip()
    return said if said.lower().startswith(("căn cứ", "xét", "theo", "thực hiện")) else f"Căn cứ {said}"


def _blocks(line: Numbered) -> list[Block]:
    part, marker = line.part, line.marker
    if part.kind is PartKind.TASK and part.content is not None:
        return [Line(task_sentence(part.content), marker)]
    if part.kind in (PartKind.HEADING, PartKind.SUBHEADING):
        return [Heading(part.text, marker, 1 if part.kind is PartKind.HEADING else 2)]
    if part.kind is PartKind.CENTER:
        return [Line(part.text, bold=True, align="center")]
    texts = [text for text in part.text.splitlines() if text.strip()] or [""]
    return [Line(text, marker if n == 0 else "") for n, text in enumerate(texts)]


def task_sentence(content: Content) -> str:
    """A task in one line: what, who leads, with whom, by when, how much."""
    text = content.text.strip().rstrip(".;")
    said = [
        (f"{_first_upper(_names(content.lead))} chủ trì" if content.lead else ""),
        (f"phối hợp: {_names(content.with_)}" if content.with_ else ""),
        (f"thời hạn: {due_words(content.due)}" if due_words(content.due) else ""),
        (f"chỉ tiêu: {'; '.join(target_words(t) for t in content.targets)}" if content.targets else ""),
        (f"báo cáo về {_names(content.report_to)}" if content.report_to else ""),
    ]
    how = "; ".join(part for part in said if part)
    when = _condition(content)
    return f"{when}{text}. {how}." if how else f"{when}{text}."


def _condition(content: Content) -> str:
    scenario, when = content.condition.get("scenario"), str(content.condition.get("when") or "")
    said = ", ".join(part for part in (f"kịch bản {scenario}" if scenario else "", when) if part)
    return f"({_first_upper(said)}) " if said else ""


def _names(bodies: Sequence[Body]) -> str:
    return ", ".join(body.name for body in bodies)


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _tasks(lines: Sequence[Numbered]) -> list[Numbered]:
    return [line for line in lines if line.part.kind is PartKind.TASK and line.part.content is not None]


def _annex(lines: Sequence[Numbered]) -> Annex:
    rows = []
    for n, line in enumerate(_tasks(lines), start=1):
        content = line.part.content
        if content is not None:
            due = due_words(content.due) or "–"
            rows.append((str(n), line.ref, content.text, _names(content.lead), _names(content.with_), due))
    return Annex("Bảng phân công nhiệm vụ", (Table(_TABLE, tuple(rows)),))


def text_of(paper: Paper, parts: Sequence[Part]) -> tuple[str, dict[str, tuple[int, int]]]:
    """The words of a paper in reading order, and where each task (by its part) stands in them."""
    head = [paper.parent.upper(), paper.issuer.upper(), f"Số: {code(paper.number, paper.symbol)}"]
    head += [dated(paper.place, paper.day, paper.year), paper.kind.upper()]
    head += [paper.subject if paper.kind else f"V/v {paper.subject}"]
    head += [f"Kính gửi: {'; '.join(paper.addressees)}" if paper.addressees else "", *ended(paper.grounds)]
    text = "\n\n".join(line for line in head if line) + "\n\n"
    waiting = {
        line.part.id: f"{line.marker} {task_sentence(line.part.content)}"
        for line in numbered(parts)
        if line.part.content is not None and line.part.kind is PartKind.TASK
    }
    places: dict[str, tuple[int, int]] = {}
    for block in flat(paper.blocks):
        said = _said(block)
        mine = next((part_id for part_id, sentence in waiting.items() if sentence == said), None)
        if mine is not None:
            del waiting[mine]
            places[mine] = (len(text), len(text) + len(said))
        text += f"{said}\n\n"
    one = paper.signature
    if one is not None:
        text += "\n".join(x for x in (one.capacity, one.for_whom, one.title, one.name) if x) + "\n\n"
    return text + "Nơi nhận:\n" + "\n".join(f"- {line}" for line in recipients(paper)) + "\n", places


def _said(block: Block) -> str:
    if isinstance(block, Table):
        return "\n".join(" | ".join(row) for row in block.rows)
    if isinstance(block, Line | Heading):
        return f"{block.marker} {block.text}".strip()
    return ""

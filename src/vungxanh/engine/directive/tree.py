"""The tree of a document's body: sections, items, letters, bullets, paragraphs, each with what it is for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from vungxanh.engine.directive import roles
from vungxanh.engine.directive.clean import flat
from vungxanh.engine.directive.closing import carried_out
from vungxanh.engine.directive.marks import BULLET, ITEM, LETTER, ROOT, STAR, TITLE, Mark
from vungxanh.engine.directive.model import Node
from vungxanh.engine.directive.orgs import has_subject, opens
from vungxanh.engine.directive.paragraphs import Block, blocks
from vungxanh.engine.directive.tables import is_row
from vungxanh.engine.directive.zones import Zones, zones


@dataclass(slots=True)
class _Open:
    """A node that can still take children."""

    ref: str
    marker: str
    kind: str
    rank: int
    start: int
    end: int
    role: str
    children: list["_Open"] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def frozen(self) -> Node:
        children = tuple(c.frozen() for c in self.children)
        return Node(self.ref, self.marker, self.kind, self.start, self.end, self.role, children)


def read(text: str, cut: Zones | None = None) -> tuple[Node, ...]:
    """The nodes at the top of the body; ``text`` cleaned (``clean.clean``). Never raises; time linear in the text."""
    found = cut or zones(text)
    given = _misread(text, blocks(text, found.lines[found.body : found.tail]))
    return (*_Builder(text, given).built(), *_annexes(text, found))


def _misread(text: str, given: list[Block]) -> list[Block]:
    """ "l." in front of "2." is a figure one that was recognised as a letter."""
    for i, block in enumerate(given):
        if block.mark is not None and block.mark.kind == "letter" and block.mark.label == "l":
            after = next((b.mark for b in given[i + 1 :] if b.mark and b.mark.kind in ("item", "letter")), None)
            if after is not None and after.kind == "item" and after.label == "2":
                given[i] = replace(block, mark=Mark("item", "1", ITEM, block.mark.end))
    return given


def _annexes(text: str, found: Zones) -> Iterator[Node]:
    """Tables behind the signature: only their rows may be tasks."""
    rows = [x for x in found.lines[found.annex :] if is_row(text, x.start, x.end)]
    if rows:
        nodes = tuple(Node(f"PL.r{n}", "|", "row", x.start, x.end) for n, x in enumerate(rows, 1))
        title = found.lines[found.annex]
        yield Node("PL", "", "annex", title.start, title.end, "heading", nodes)


class _Builder:
    def __init__(self, text: str, given: list[Block]) -> None:
        self.text, self.given = text, given
        self.root = _Open("", "", "root", ROOT, 0, 0, "body")
        self.stack = [self.root]
        self.served: tuple[int, int] | None = None
        self.first_mark = next((i for i, b in enumerate(given) if b.mark or self._title(b)), len(given))
        self.carried_out = carried_out(text, given)
        self.closing = self._closing() | self.carried_out

    def built(self) -> tuple[Node, ...]:
        for i, block in enumerate(self.given):
            self._put(i, block)
        _settle(self.text, self.root)
        return tuple(c.frozen() for c in self.root.children)

    def _closing(self) -> set[int]:
        """The last paragraphs that only ask for compliance or say that this was the document."""
        found: set[int] = set()
        for i in range(len(self.given) - 1, max(-1, len(self.given) - 4), -1):
            block = self.given[i]
            if block.mark or not (roles.is_closing(self.text, block) or (not found and self._complies(block))):
                break
            found.add(i)
        return found

    def _complies(self, block: Block) -> bool:
        words = flat(self.text[block.start : block.end])
        if not words.rstrip(" *_").endswith("/.") or words.startswith("giao "):
            return False
        if opens(self.text, block.start, block.end) and re.search(r"\b(?:theo doi|don doc)\b", words):
            return False
        return "thuc hien" in words and any(
            g in words
            for g in (
                "cac co quan",
                "cac don vi",
                "thu truong",
                "cac cap",
                "cac dia phuong",
                "ubnd cac",
                "cac so",
                "cac phong",
            )
        )

    def _title(self, block: Block) -> bool:
        """A heading in capitals without a mark ("TỔ CHỨC THỰC HIỆN", "QUYẾT ĐỊNH:")."""
        own = self.text[block.start : block.end]
        return block.mark is None and len(own) <= 160 and own.isupper() and len(own) > 5

    def _put(self, i: int, block: Block) -> None:
        if block.mark is not None:
            self._marked(block, i in self.carried_out)
        elif self._title(block):
            self._push(_Open("", "", "section", TITLE, block.start, block.end, "heading"))
            self.served = None
        else:
            self._paragraph(i, block)

    def _marked(self, block: Block, closing: bool = False) -> None:
        assert block.mark is not None
        kind, label, rank = block.mark.kind, block.mark.label, block.mark.rank
        if kind == "star" and roles.ending(self.text, block.start, block.end) != ":":
            kind, rank = "bullet", BULLET
        self._pop(rank, label)
        top = self.stack[-1]
        label_line = roles.is_label(self.text, block)
        role = "assignment" if label_line and rank >= LETTER else "closing" if closing else "body"
        ref = self._ref(top, kind, label, role)
        node = _Open(ref, self.text[block.whole : block.start].strip(), kind, rank, block.start, block.end, role)
        if role == "assignment":
            top.children.append(node)
            self.served = None
            return
        self._push(node)
        if rank < STAR or self.served is None or roles.ending(self.text, block.start, block.end) == ":":
            self.served = (block.start, block.end)
        else:
            self.served = (self.served[0], block.end)

    def _push(self, node: _Open) -> None:
        while self.stack[-1].rank >= node.rank and node.rank < BULLET:
            self.stack.pop()
        self.stack[-1].children.append(node)
        self.stack.append(node)

    def _pop(self, rank: int, label: str) -> None:
        """Close what a new mark ends: everything of its rank or below; bullets by the look of their signs."""
        if rank < BULLET:
            while self.stack[-1].rank >= rank:
                self.stack.pop()
            return
        for depth in range(len(self.stack) - 1, 0, -1):
            node = self.stack[depth]
            if node.rank < BULLET:
                return
            sign = _sign(node.marker)
            deeper = label == "-" and sign == "+" and not any(_sign(n.marker) == "-" for n in self.stack[1:depth])
            if sign == label or deeper:
                del self.stack[depth:]
                return

    def _ref(self, top: _Open, kind: str, label: str, role: str) -> str:
        if kind == "item":
            above = next((n for n in reversed(self.stack) if n.rank < ITEM), self.root)
            return f"{above.ref}.{label}".strip(".")
        if kind == "row":
            top.counts["r"] = top.counts.get("r", 0) + 1
            label = f"r{top.counts['r']}"
        elif kind in ("bullet", "star"):
            sign = "-" if kind == "bullet" else "*"
            top.counts[sign] = top.counts.get(sign, 0) + (role == "body")
            label = f"{sign}{max(top.counts[sign], 1)}"
        return f"{top.ref}.{label}".strip(".")

    def _paragraph(self, i: int, block: Block) -> None:
        role = self._role(i, block)
        if (
            role in ("closing", "base")
            or self._final_order(i, block, role)
            or (role == "note" and i >= len(self.given) - 2)
        ):
            del self.stack[1:]
        elif role == "lead_in":
            while self.stack[-1].rank >= BULLET:
                self.stack.pop()
        top = self.stack[-1]
        top.counts["p"] = top.counts.get("p", 0) + 1
        ref = f"{top.ref}.p{top.counts['p']}".strip(".")
        top.children.append(_Open(ref, "", "paragraph", 99, block.start, block.end, role))
        if role in ("assignment", "lead_in"):
            self.served = None
        elif role == "body":
            self.served = (self.served or (block.start, block.end))[0], block.end

    def _final_order(self, i: int, block: Block, role: str) -> bool:
        """An unnumbered last paragraph ("Giao Văn phòng … theo dõi, đôn đốc./.") belongs to the whole document."""
        words = self.text[block.start : block.end].rstrip(" *_")
        last = i == len(self.given) - 1 or (i + 1 in self.closing)
        return (
            last
            and role == "body"
            and words.endswith("./.")
            and (roles.orders_first(self.text, block.start, block.end) or opens(self.text, block.start, block.end))
        )

    def _role(self, i: int, block: Block) -> str:
        if i in self.closing:
            return "closing"
        if roles.is_note(self.text, block) or roles.is_liability(self.text, block.start, block.end):
            return "note"
        if i < self.first_mark and roles.is_base(self.text, block) and not self._orders_after(i):
            return "lead_in" if roles.introduces(self.text, block) else "base"
        served = self.text[self.served[0] : min(self.served[1], self.served[0] + 2500)] if self.served else ""
        top = self.stack[-1]
        first = top.kind in ("section", "part") and not top.children  # nothing stands above it but a title
        effect = self.served is not None and roles.takes_effect(self.text, *self.served)
        if top is not self.root and not first and not effect and roles.assigns(self.text, block, served):
            apart = self._final_order(i, block, "body") and self.served and has_subject(self.text, *self.served)
            return "body" if apart else "assignment"
        return "lead_in" if roles.introduces(self.text, block) else "body"

    def _orders_after(self, i: int) -> bool:
        """Whether a document without marks has this paragraph alone."""
        return len(self.given) == 1 and i == 0


def _sign(marker: str) -> str:
    sign = marker.strip("*_\\")[:1] or marker[:1]
    return "-" if sign in ("–", "—") else sign


def _settle(text: str, node: _Open) -> None:
    """Give a node with children the role of a heading when its own words order nothing."""
    inner = [c for c in node.children if c.kind != "paragraph" and c.role != "assignment"]
    if node.role == "body" and node.kind != "root":
        own = text[node.start : node.end]
        if (inner and roles.is_title(text, node.start, node.end)) or (
            not inner
            and any(c.role != "note" for c in node.children)
            and (roles.ending(text, node.start, node.end) == ":" or _bare(text, node, own))
        ):
            node.role = "heading"
    for child in node.children:
        _settle(text, child)


def _bare(text: str, node: _Open, own: str) -> bool:
    """A run-in title on its own line: few words, no final mark, paragraphs below."""
    return len(own.split()) <= 16 and roles.ending(text, node.start, node.end) not in (".", ";")

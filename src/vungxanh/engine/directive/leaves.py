"""The passages that are candidates for a task, with everything a task inherits. Rules: one passage per leaf of the tree;
a parent with children only when its own words order something; an assignment line belongs to the leaf it follows when
it serves that leaf alone, otherwise it stays outside and serves all it follows, back to the nearest heading."""

from dataclasses import dataclass, field, replace

from vungxanh.engine.directive import roles, tables
from vungxanh.engine.directive.model import Node
from vungxanh.engine.directive.orgs import has_subject

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A passage before it is split by lead or deadline.

    ``start``..``end``: the whole span, assignment lines inside it included; ``body``: its own words only.
    ``ancestors``: headings and lead-ins it stands under, outermost first. ``earlier``: earlier paragraphs of the same
    item or bullet, and the parent's own text when that is itself a task (their subject may be inherited).
    ``assignments``: assignment and date lines that serve it, inside or outside the span, in document order.
    """

    ref: str
    start: int
    end: int
    body: Span
    ancestors: tuple[Span, ...] = ()
    earlier: tuple[Span, ...] = ()
    assignments: tuple[Span, ...] = ()
    helpers: Span | None = None
    when: Span | None = None
    """Cells of a table: who coordinates, by when."""


@dataclass(slots=True)
class _Draft:
    ref: str
    start: int
    end: int
    ancestors: tuple[Span, ...]
    earlier: tuple[Span, ...]
    subject: bool
    assignments: list[Span] = field(default_factory=list)
    own_end: int = 0
    helpers: Span | None = None
    when: Span | None = None

    def done(self) -> Leaf:
        body = (self.start, self.own_end or self.end)
        return Leaf(
            self.ref,
            self.start,
            self.end,
            body,
            self.ancestors,
            self.earlier,
            tuple(self.assignments),
            self.helpers,
            self.when,
        )


def of(text: str, tree: tuple[Node, ...]) -> tuple[Leaf, ...]:
    """Leaves in document order; spans never overlap."""
    walk = _Walk(text)
    walk.root(tree)
    return tuple(d.done() for d in walk.found)


class _Walk:
    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[_Draft] = []
        self.pending: list[_Draft] = []  # leaves since the last heading, item or assignment line
        self.columns: dict[int, str] | None = None  # of the table whose rows are being read
        self.served = False  # the pending ones have had an assignment line

    def root(self, tree: tuple[Node, ...]) -> None:
        above: tuple[Span, ...] = ()
        marked = any(n.kind != "paragraph" for n in tree)
        seen, led = False, 0
        for node in tree:
            if node.kind != "paragraph":
                seen = True
                self.node(node, above)
            elif node.role == "lead_in":
                above = (*(above[:1] if len(self.found) > led else above), (node.start, node.end))
                led = len(self.found)
                self.pending = []
            elif node.role == "assignment":
                self.assign((node.start, node.end))
            elif node.role == "body" and self._root_order(node, marked, seen, bool(above)):
                self.add(node.ref, node.start, node.end, above, ())

    def _root_order(self, node: Node, marked: bool, seen: bool, led: bool) -> bool:
        """An unnumbered paragraph at the top: an order when the document has no marks, or after a lead-in."""
        if roles.is_context(self.text, node.start, node.end):
            return False
        if marked and not seen:
            return roles.orders_first(self.text, node.start, node.end) or (
                led and roles.orders(self.text, node.start, node.end)
            )
        return led or roles.orders(self.text, node.start, node.end)

    def row(self, node: Node, above: tuple[Span, ...]) -> None:
        """A row of a table: its header names the columns; rows of other tables order nothing."""
        header = tables.columns(self.text, node.start, node.end)
        if header is not None or not self.columns:
            self.columns = header
            return
        found = tables.row(self.text, node.start, node.end, self.columns)
        if found is not None:
            self.add(node.ref, *found.task, above, ())
            self.found[-1].assignments += found.lines
            self.found[-1].helpers, self.found[-1].when = found.helpers, found.when
            self.pending = []

    def node(self, node: Node, above: tuple[Span, ...]) -> None:
        if node.kind == "row":
            self.row(node, above)
            return
        self.columns = None
        if node.role == "closing":
            return
        if node.role == "assignment":
            self.assign((node.start, node.end))
            return
        if node.kind in ("section", "part", "item", "article") or node.role == "heading":
            self.pending = []
        if node.children and roles.informs(self.text[node.start : node.end]):
            return
        if any(c.kind != "paragraph" and c.role != "assignment" for c in node.children):
            self.parent(node, above)
        else:
            self.plain(node, above)

    def parent(self, node: Node, above: tuple[Span, ...]) -> None:
        """An item with marked children."""
        earlier: tuple[Span, ...] = ()
        here = above
        if node.role == "heading":
            here = (*above, (node.start, node.end))
        else:
            self.add(node.ref, node.start, node.end, above, ())
            earlier = ((node.start, node.end),)
        for child in node.children:
            if child.kind != "paragraph":
                self.inherit(child, here, earlier)
            elif child.role == "lead_in":
                here = (*here, (child.start, child.end))
                self.pending = []
            elif child.role == "assignment":
                self.assign((child.start, child.end))
            elif child.role == "body" and not roles.is_context(self.text, child.start, child.end):
                self.add(child.ref, child.start, child.end, here, earlier)

    def inherit(self, child: Node, above: tuple[Span, ...], earlier: tuple[Span, ...]) -> None:
        before = len(self.found)
        self.node(child, above)
        if earlier:
            for draft in self.found[before:]:
                draft.earlier = (*earlier, *draft.earlier)

    def plain(self, node: Node, above: tuple[Span, ...]) -> None:
        """A node without marked children: one leaf, or one per paragraph when two or more order something."""
        if self._only_money(node, above):
            return
        if not node.children:
            if self._orders(node):
                self.add(node.ref, node.start, node.end, above, ())
            return
        parts = self._parts(node)
        if not parts and not any(c.role == "assignment" for c in node.children):
            return
        heading = node.role == "heading"
        section = node.kind in ("section", "part")
        here = (*above, (node.start, node.end)) if heading else above
        if len(parts) > 1 or section:
            self.several(node, parts, here)
        else:
            self.single(node, above)

    def _only_money(self, node: Node, above: tuple[Span, ...]) -> bool:
        """Where money comes from, with no order to anybody."""
        titles = [self.text[a:b] for a, b in above[-1:]] + ([self.text[node.start : node.end]] if node.children else [])
        end = max([node.end, *(c.end for c in node.children)])
        return any(roles.is_money(t) for t in titles) and not roles.orders(self.text, node.start, end)

    def _orders(self, node: Node) -> bool:
        if node.role == "heading" or node.kind in ("section", "part"):
            return False
        return not roles.is_context(self.text, node.start, node.end)

    def _parts(self, node: Node) -> list[Node | None]:
        """Paragraphs that order something; None stands for the node's own words."""
        own: list[Node | None] = [None] if node.role == "body" and self._orders(node) else []
        return own + [
            c
            for c in node.children
            if c.role in ("body", "lead_in") and not roles.is_context(self.text, c.start, c.end)
        ]

    def several(self, node: Node, parts: list[Node | None], above: tuple[Span, ...]) -> None:
        number = 0
        earlier: list[Span] = []
        wanted = {id(p) for p in parts if p is not None}
        if node.role == "body":
            number = 1
            if None in parts:
                self.add(f"{node.ref}.p1", node.start, node.end, above, ())
                earlier.append((node.start, node.end))
        for child in node.children:
            if child.role == "assignment":
                self.assign((child.start, child.end))
                continue
            number += 1
            if id(child) in wanted:
                ref = f"{node.ref}.p{number}" if len(parts) > 1 else node.ref
                self.add(ref, child.start, child.end, above, tuple(earlier))
                earlier.append((child.start, child.end))

    def single(self, node: Node, above: tuple[Span, ...]) -> None:
        """One leaf: the title, the paragraph under it, the assignment lines."""
        content = [c for c in node.children if c.role in ("body", "lead_in")]
        if content and node.role == "heading" and roles.ending(self.text, node.start, node.end) != ":":
            above = (*above, (node.start, node.end))  # a title on its own line, not a run-in one
            node = replace(node, start=content[0].start, end=content[0].end)
        elif content and node.role == "body" and roles.takes_effect(self.text, node.start, node.end):
            node = replace(node, start=content[0].start, end=content[0].end)
        end = max([node.end, *(c.end for c in content)])
        subject = has_subject(self.text, node.start, node.end) or any(
            has_subject(self.text, c.start, c.end) for c in content
        )
        self.add(node.ref, node.start, end, above, (), subject)
        for child in node.children:
            if child.role == "assignment":
                self.assign((child.start, child.end))

    def add(
        self,
        ref: str,
        start: int,
        end: int,
        above: tuple[Span, ...],
        earlier: tuple[Span, ...],
        subject: bool | None = None,
    ) -> None:
        named = has_subject(self.text, start, end) if subject is None else subject
        draft = _Draft(ref, start, end, above, earlier, named, own_end=end)
        self.found.append(draft)
        self.pending = [draft] if self.served else [*self.pending, draft]
        self.served = False

    def assign(self, line: Span) -> None:
        """A line that says who or when: to the one leaf before it, or to all since the last heading."""
        if len(self.pending) == 1:
            draft = self.pending[0]
            if draft is self.found[-1] and line[0] >= draft.end:
                draft.end = line[1]
            draft.assignments.append(line)
        else:
            for draft in self.pending:
                if not draft.subject:
                    draft.assignments.append(line)
        self.served = True

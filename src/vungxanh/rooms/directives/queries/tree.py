"""What implements what: the documents above one and below one, as a tree."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.kernel.actor import Actor
from vungxanh.rooms.directives.models import Document, DocumentLink
from vungxanh.rooms.directives.queries.register import visible
from vungxanh.rooms.directives.rules import RELATION_NAMES, Day, Relation

DEEPEST = 6
WIDEST = 60


@dataclass
class Branch:
    """A document of the tree. ``document`` None: named in a text but not in a register the reader sees.

    ``relation``: what the branch does to its parent. ``here``: the document whose tree this is. ``cut``: more below.
    """

    label: str
    document: Document | None = None
    issuer: str = ""
    day: Day | None = None
    relation: Relation | None = None
    here: bool = False
    cut: bool = False
    children: list["Branch"] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What it is called: a document without a number by its subject."""
        return self.label or _("văn bản chưa có số")

    @property
    def relation_words(self) -> str:
        """What it does to the one above, in words."""
        return _(RELATION_NAMES[self.relation]).lower() if self.relation else ""


def resolve(*, by: Actor, links: Iterable[DocumentLink]) -> dict[UUID, Document]:
    """The registered document each link means, by the link's id; one query. Of several the one whose day fits."""
    links = list(links)
    rows = visible(by).filter(ns_key__in={link.ns_key for link in links if link.ns_key}).order_by("id")
    by_key: dict[str, list[Document]] = {}
    for row in rows[:500]:
        by_key.setdefault(row.ns_key, []).append(row)
    found = {}
    for link in links:
        best = _meant(link, by_key.get(link.ns_key, ()))
        if best is not None:
            found[link.pk] = best
    return found


def _meant(link: DocumentLink, rows: Sequence[Document]) -> Document | None:
    fitting = [r for r in rows if r.pk != link.document_id and (link.issued is None or link.issued.fits(r.issued))]
    near = [r for r in fitting if r.area_path == link.document.area_path]
    return next(iter(near or fitting), None)


def tree(*, by: Actor, document: Document) -> list[Branch]:
    """The whole tree in which a document stands: from what it implements down to what implements it.

    Several roots when it implements several. Documents it only cites are not in it.
    """
    below = Branch(str(document), document, document.issuer_name, document.issued, here=True)
    _grow_down(by, [below], {document.pk})
    roots = [below]
    upward = _above(by, document)
    return _wrap(by, roots, upward, {document.pk}) if upward else roots


def _above(by: Actor, document: Document) -> list[tuple[DocumentLink, Document | None]]:
    links = list(
        DocumentLink.objects.filter(document=document)
        .exclude(relation=Relation.CITES)
        .select_related("document")
        .order_by("start", "id")[:WIDEST]
    )
    found = resolve(by=by, links=links)
    return [(link, found.get(link.pk)) for link in links]


def _wrap(
    by: Actor, roots: list[Branch], upward: list[tuple[DocumentLink, Document | None]], known: set[UUID], depth: int = 0
) -> list[Branch]:
    made = []
    for link, above in upward:
        child = Branch(**{**vars(roots[0]), "relation": Relation(link.relation)})
        if above is None:
            made.append(Branch(link.number_symbol, None, link.issuer_name, link.issued, children=[child]))
            continue
        if above.pk in known:
            continue
        parent = Branch(str(above), above, above.issuer_name, above.issued, children=[child])
        higher = _above(by, above) if depth < DEEPEST else []
        made += _wrap(by, [parent], higher, known | {above.pk}, depth + 1) if higher else [parent]
    for branch in made[:-1]:  # what all of them lead to is drawn once, below the last
        if branch.children and made[-1].children and branch.children[-1].document == made[-1].children[-1].document:
            branch.children = []
    return made or roots


def _grow_down(by: Actor, level: list[Branch], known: set[UUID]) -> None:
    """Add what implements each document of the level, one query a level."""
    for _depth in range(DEEPEST):
        parents = [b for b in level if b.document and b.document.ns_key]
        if not parents:
            return
        keys = {b.document.ns_key for b in parents if b.document}
        links = list(
            DocumentLink.objects.filter(ns_key__in=keys, document__in=visible(by).values("pk"))
            .exclude(relation=Relation.CITES)
            .select_related("document")
            .order_by("document_id")[: WIDEST + 1]
        )
        level = []
        for link in links[:WIDEST]:
            parent = next((b for b in parents if b.document and _names(link, b.document)), None)
            if parent is None or link.document_id in known:
                continue
            known.add(link.document_id)
            child = link.document
            branch = Branch(str(child), child, child.issuer_name, child.issued, Relation(link.relation))
            parent.children.append(branch)
            level.append(branch)
        if len(links) > WIDEST:
            parents[0].cut = True


def _names(link: DocumentLink, document: Document) -> bool:
    return link.ns_key == document.ns_key and (link.issued is None or link.issued.fits(document.issued))

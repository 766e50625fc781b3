"""A chain ready to be drawn: every case with its words, its address and its fold button."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from vungxanh.rooms.cases import rules
from vungxanh.rooms.cases.queries import ChainCase, ChainData
from vungxanh.rooms.cases.views.asked import Asked

DRAWN, ALL = 400, 2_000  # cases in one drawing: as it opens, and when all are asked for


@dataclass(frozen=True, slots=True)
class Shown:
    """A drawn case with what the page needs of it."""

    spot: rules.Spot
    case: ChainCase | None  # None: a folded cluster
    url: str
    words: str
    secondary: int
    radius: float
    fold_url: str
    focus: bool

    @property
    def end_x(self) -> float:
        """Where the label ends, by the width of its letters; the fold button stands there."""
        text = len(self.spot.node.label) + (len(str(self.secondary)) + 3 if self.secondary else 0)
        return self.spot.label_x + 7.8 * (text + (5 if self.spot.node.size > 1 else 0)) + 6


@dataclass(frozen=True, slots=True)
class Picture:
    """The drawing ready for the template."""

    drawing: rules.Drawing
    shown: tuple[Shown, ...]
    left_out: int


def picture_of(data: ChainData, asked: Asked | None = None, *, focus: UUID | None = None) -> Picture:
    """The drawing of a chain; at most ``DRAWN`` cases (``ALL`` when asked), the largest connected groups first."""
    most = ALL if asked and asked.many else DRAWN
    left_out = max(0, len(data.cases) - most)
    if left_out:
        groups = (i for part in data.figures.clusters(smallest=1) for i in part)
        data = data.part([i for i, _n in zip(groups, range(most), strict=False)])
    nodes, extra = _nodes(data, by_cluster=bool(asked and asked.by_cluster))
    drawing = rules.draw(
        nodes, extra, folded=asked.folded if asked else frozenset(), day_width=asked.zoom if asked else 24
    )
    secondary = data.totals or data.figures.secondary_cases()
    shown = tuple(_shown(spot, data, secondary, asked, focus) for spot in drawing.spots)
    return Picture(drawing, shown, left_out)


def drawing_of(data: ChainData, *, focus: UUID) -> Picture:
    """The chain around one case, for its page."""
    return picture_of(data, focus=focus)


def _nodes(data: ChainData, *, by_cluster: bool) -> tuple[list[rules.Node], list[tuple[str, str, str]]]:
    """Cases as nodes, further sources as extra links; with ``by_cluster`` a cluster's cases become one node."""
    box = {i: str(c.cluster_id) if by_cluster and c.cluster_id else str(i) for i, c in data.cases.items()}
    members: dict[str, list[ChainCase]] = {}
    for case in data.cases.values():
        members.setdefault(box[case.id], []).append(case)
    main = {x.infectee: x for x in data.links if x.main}
    nodes, used = [], set()
    for key, cases in members.items():
        first = min(cases, key=lambda c: (c.day is None, c.day, c.code))
        into = next((main[c.id] for c in sorted(cases, key=lambda c: c.id != first.id) if c.id in main
                     and box[main[c.id].infector] != key), None)  # fmt: skip
        if into:
            used.add((into.infector, into.infectee))
        folded = len(cases) > 1 or (by_cluster and first.cluster_id)
        nodes.append(
            rules.Node(
                key=key, label=first.cluster if folded else first.code, day=first.day,
                parent=box[into.infector] if into else None, setting=into.setting if into else "", size=len(cases),
            )
        )  # fmt: skip
    rest = [x for x in data.links if (x.infector, x.infectee) not in used and box[x.infector] != box[x.infectee]]
    return nodes, [(box[x.infector], box[x.infectee], x.setting) for x in rest]


def _shown(
    spot: rules.Spot, data: ChainData, secondary: dict[UUID, int], asked: Asked | None, focus: UUID | None
) -> Shown:
    case = data.cases.get(UUID(spot.node.key))
    count = secondary.get(case.id, 0) if case else spot.children
    url = reverse("cases:one", args=[case.id]) if case else reverse("cases:cluster", args=[spot.node.key])
    return Shown(
        spot=spot, case=case, url=url, words=_words(spot, case, count), secondary=count,
        radius=min(5 + count**0.5, 11), focus=case is not None and case.id == focus,
        fold_url=asked.folding(spot.node.key) if asked and spot.children else "",
    )  # fmt: skip


def _words(spot: rules.Spot, case: ChainCase | None, count: int) -> str:
    """What a screen reader says of a node, and its title."""
    parts = [spot.node.label]
    if case is None or spot.node.size > 1:
        parts.append(_("%(n)d ca") % {"n": spot.node.size})
    if case:
        parts.append(_(rules.STATUS_NAMES[rules.Status(case.status)]).lower())
    if spot.node.day:
        what = _("khởi phát") if case is None or case.is_onset else _("chẩn đoán")
        day = spot.node.day
        parts.append(f"{what} {day.day}/{day.month}/{day.year}")
    else:
        parts.append(_("chưa rõ ngày"))
    if count:
        parts.append(_("lây cho %(n)d ca") % {"n": count})
    return ", ".join(parts)

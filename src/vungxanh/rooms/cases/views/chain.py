"""Chains of transmission: the drawing, the figures, and both as CSV."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from vungxanh.common import centre
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.common.web.typed_dates import parse_day
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases import actions, forms, queries, rules
from vungxanh.rooms.cases.forms import choices
from vungxanh.rooms.cases.queries import ChainCase, ChainData
from vungxanh.rooms.cases.views import shared
from vungxanh.rooms.cases.views.figures import histogram

ZOOMS = (6, 12, 24, 48)  # pixels a day
DRAWN = 1_000  # cases in one drawing; more cannot be read
TABLE = 500  # links listed on the page


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
        return self.spot.label_x + 7 * (text + (5 if self.spot.node.size > 1 else 0)) + 6


@dataclass(frozen=True, slots=True)
class Picture:
    """The drawing ready for the template."""

    drawing: rules.Drawing
    shown: tuple[Shown, ...]
    left_out: int


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    disease: str
    cluster: UUID | None
    since: date | None
    until: date | None
    folded: frozenset[str]
    by_cluster: bool
    alone: bool
    zoom: int

    @classmethod
    def read(cls, data: QueryDict, disease: str) -> "Asked":
        """Unreadable parts are taken as not asked."""
        zoom = data.get("zoom", "")
        return cls(
            disease=data.get("disease", "") or disease,
            cluster=_uuid(data.get("cluster", "")),
            since=_day(data.get("since", "")),
            until=_day(data.get("until", "")),
            folded=frozenset(x for x in data.get("fold", "").split(".") if x),
            by_cluster=data.get("by") == "cluster",
            alone=data.get("alone") == "1",
            zoom=int(zoom) if zoom.isdigit() and int(zoom) in ZOOMS else 24,
        )

    def url(self, **changes: Any) -> str:
        """The page's address with something changed."""
        values: dict[str, Any] = {
            "disease": self.disease, "cluster": self.cluster, "since": self.since, "until": self.until,
            "fold": ".".join(sorted(self.folded)), "by": "cluster" if self.by_cluster else "",
            "alone": "1" if self.alone else "", "zoom": self.zoom if self.zoom != 24 else "",
        } | changes  # fmt: skip
        return "?" + urlencode({name: value for name, value in values.items() if value})

    def folding(self, key: str) -> str:
        """The address with one subtree folded, or unfolded again."""
        return self.url(fold=".".join(sorted(self.folded ^ {key})))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return parse_day(text) if text else None
    except ValueError:
        return None


def _data(by: Actor, asked: Asked) -> ChainData:
    return queries.chain(
        by=by, disease=asked.disease, cluster_id=asked.cluster, since=asked.since, until=asked.until
    )


@page(needs=Permission.CASE_SEE)
def chain(request: ActorRequest) -> HttpResponse:
    """The drawing with its table and figures; for htmx only the drawing."""
    by = request.actor
    known = queries.diseases(by=by)
    asked = Asked.read(request.GET, known[0] if known else "covid19")
    data = _data(by, asked)
    linked = data.linked()
    picture = picture_of(data if asked.alone else linked, asked)
    context: dict[str, Any] = {"asked": asked, "picture": picture, "zooms": _zooms(asked), "data": data}
    context |= {
        "alone": len(data.cases) - len(linked.cases),
        "alone_url": asked.url(alone="" if asked.alone else "1"),
        "by_cluster_url": asked.url(by="cluster", fold=""),
        "by_case_url": asked.url(by="", fold=""),
        "unfold_url": asked.url(fold=""),
        "fold_url": _fold_deep(picture, asked),
    }
    if request.htmx:
        return render(request, "cases/parts/chain.html", context)
    context |= _figures(data) | {
        "disease": choices.disease_name(asked.disease),
        "form": _form(by, asked, known),
        "cluster": queries.get_cluster(by=by, cluster_id=asked.cluster) if asked.cluster else None,
        "may_export": by.may(Permission.EXPORT),
        "attack_url": shared.url_or_none("tracing:attack_rates"),
        "query": asked.url(),
    }
    return render(request, "cases/chain.html", context)


def _form(by: Actor, asked: Asked, known: list[str]) -> forms.ChainForm:
    """The questions above the drawing, as they were answered."""
    clusters = [(str(c.pk), c.name) for c in queries.open_clusters(by=by, disease=asked.disease)[:200]]
    diseases = [(code, choices.disease_name(code)) for code in {asked.disease: 1} | dict.fromkeys(known)]
    answers = {"disease": asked.disease, "cluster": asked.cluster, "since": asked.since, "until": asked.until}
    return forms.ChainForm(diseases, clusters, initial=answers, auto_id="chain-%s")


def _fold_deep(picture: Picture, asked: Asked) -> str:
    """The address with every subtree below the second generation folded; "" when there is none, or too many to name."""
    deep = [s.spot.node.key for s in picture.shown if s.spot.depth == 1 and s.spot.children]
    return asked.url(fold=".".join(deep)) if 0 < len(deep) <= 100 else ""


def _zooms(asked: Asked) -> list[tuple[str, str, bool]]:
    names = (_("rất gọn"), _("gọn"), _("vừa"), _("rộng"))
    return [(name, asked.url(zoom=zoom), zoom == asked.zoom) for name, zoom in zip(names, ZOOMS, strict=True)]


def _figures(data: ChainData) -> dict[str, Any]:
    """The numbers of the page, from the engine."""
    figures = data.figures
    serial = figures.serial_intervals()
    generations = Counter(g.shortest for g in figures.generations.values())
    linked = {i for x in data.links for i in (x.infector, x.infectee)}
    return {
        "top": [row for row in queries.secondary_rows(data) if row.secondary][:20],
        "offspring": figures.offspring() if data.cases else None,
        "serial": serial,
        "bars": histogram(serial.days, mean=serial.mean, median=serial.median),
        "generations": sorted(generations.items()) if linked else [],
        "settings": queries.settings_of(data),
        "table": [_table_row(data, x) for x in data.links[:TABLE]],
        "not_known": _("chưa rõ"),
        "table_more": max(0, len(data.links) - TABLE),
        "connected": [(len(part), data.cases[_first(data, part)]) for part in figures.clusters()[:20]],
    }


def _table_row(data: ChainData, link: queries.ChainLink) -> tuple[ChainCase, ChainCase, int | None, queries.ChainLink]:
    a, b = data.cases[link.infector], data.cases[link.infectee]
    return a, b, (b.onset - a.onset).days if a.onset and b.onset else None, link


def _first(data: ChainData, part: list[UUID]) -> UUID:
    return min(part, key=lambda i: (data.cases[i].day is None, data.cases[i].day, data.cases[i].code))


def picture_of(data: ChainData, asked: Asked | None = None, *, focus: UUID | None = None) -> Picture:
    """The drawing of a chain; at most ``DRAWN`` cases, the largest connected groups first."""
    left_out = max(0, len(data.cases) - DRAWN)
    if left_out:
        groups = (i for part in data.figures.clusters(smallest=1) for i in part)
        data = data.part([i for i, _n in zip(groups, range(DRAWN), strict=False)])
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


@page(needs=Permission.EXPORT)
def chain_csv(request: ActorRequest) -> HttpResponseBase:
    """The links: infector, infectee, their days, the days between, where."""
    asked = Asked.read(request.GET, "covid19")
    data = _data(request.actor, asked)
    actions.take_away(by=request.actor, at=centre.now(), what=f"chain {asked.disease}", rows=len(data.links))
    head = ("infector", "infectee", "infector_onset", "infectee_onset", "serial_days", "setting", "main_source")
    return shared.csv_response("chuoi-lay-truyen.csv", head, (_link_row(data, x) for x in data.links))


def _link_row(data: ChainData, link: queries.ChainLink) -> list[object]:
    a, b, days, _link = _table_row(data, link)
    return [a.code, b.code, a.onset, b.onset, days, link.setting, "yes" if link.main else "no"]


@page(needs=Permission.EXPORT)
def secondary_csv(request: ActorRequest) -> HttpResponseBase:
    """Every case: how many it infected, its generation, how many come from it in all."""
    asked = Asked.read(request.GET, "covid19")
    data = _data(request.actor, asked)
    actions.take_away(by=request.actor, at=centre.now(), what=f"secondary {asked.disease}", rows=len(data.cases))
    head = ("case", "status", "onset", "cluster", "secondary_cases", "generation", "descendants")
    rows = (
        [r.case.code, r.case.status, r.case.onset, r.case.cluster, r.secondary, r.generation, r.descendants]
        for r in queries.secondary_rows(data)
    )
    return shared.csv_response("so-ca-thu-phat.csv", head, rows)

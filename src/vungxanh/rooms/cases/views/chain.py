"""Chains of transmission: the drawing, the figures, and both as files."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from vungxanh.common import centre, exports
from vungxanh.common.web.export import respond_with
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases import forms, queries
from vungxanh.rooms.cases.forms import choices
from vungxanh.rooms.cases.queries import ChainCase, ChainData
from vungxanh.rooms.cases.views import shared, sheets
from vungxanh.rooms.cases.views.asked import ZOOMS, Asked
from vungxanh.rooms.cases.views.figures import histogram
from vungxanh.rooms.cases.views.picture import Picture, picture_of

READ, WHOLE = 3_000, 1_000_000  # cases read for a page, for a file
TABLE = 500  # links listed on the page


def _data(by: Actor, asked: Asked, limit: int = READ) -> ChainData:
    return queries.chain(
        by=by, disease=asked.disease, cluster_id=asked.cluster, since=asked.since, until=asked.until, limit=limit
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
        "many_url": "" if asked.many else asked.url(many="1"),
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


@page(needs=Permission.EXPORT)
def chain_csv(request: ActorRequest) -> HttpResponseBase:
    """The links: who from whom, where, their days, the days between."""
    asked = Asked.read(request.GET, "covid19")
    data = _data(request.actor, asked, WHOLE)
    _taken(request, f"chain {asked.disease}", len(data.links))
    # The first three are the columns our import of links knows.
    head = (
        "Mã ca nguồn",
        "Mã ca bị lây",
        "Hoàn cảnh",
        "Khởi phát ca nguồn",
        "Khởi phát ca bị lây",
        "Số ngày",
        "Nguồn chính",
    )
    return respond_with(request.GET.get("as", ""), "chuoi-lay-truyen", head, (_link_row(data, x) for x in data.links))


def _taken(request: ActorRequest, what: str, rows: int) -> None:
    form = "xlsx" if request.GET.get("as") == "xlsx" else "csv"
    exports.take_away(by=request.actor, at=centre.now(), what=what, rows=rows, form=form)


def _link_row(data: ChainData, link: queries.ChainLink) -> list[object]:
    a, b, days, _link = _table_row(data, link)
    return [a.code, b.code, link.setting, a.onset, b.onset, days, link.main]


@page(needs=Permission.EXPORT)
def secondary_csv(request: ActorRequest) -> HttpResponseBase:
    """Every case: how many it infected, its generation, how many come from it in all."""
    asked = Asked.read(request.GET, "covid19")
    data = _data(request.actor, asked, WHOLE)
    _taken(request, f"secondary {asked.disease}", len(data.cases))
    head = ("Mã ca bệnh", "Phân loại", "Ngày khởi phát", "Ổ dịch", "Số ca thứ phát", "Thế hệ", "Số ca về sau")
    rows = (
        [
            r.case.code,
            sheets.STATUS_WORDS[r.case.status],
            r.case.onset,
            r.case.cluster,
            r.secondary,
            r.generation,
            r.descendants,
        ]
        for r in queries.secondary_rows(data)
    )
    return respond_with(request.GET.get("as", ""), "so-ca-thu-phat", head, rows)

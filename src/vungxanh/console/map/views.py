"""The map's pages: the screen, its outlines and figures, the printed sheet, the file."""

import gzip
import json
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from vungxanh.common import centre, exports
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.console.map import asking, figures, files, legend, marks, paper, words
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.places.queries import Level, Sheet
from vungxanh.rooms.zones import queries as zones

SEE = Permission.LEVEL_SEE
MANY = 1500
"""Places whose every border would be one black spot from far away."""
FOR_EVER = "private, max-age=31536000, immutable"


@page(needs=SEE)
@require_GET
def index(request: ActorRequest) -> HttpResponse:
    """The screen. Outlines and figures come by themselves, at the same time."""
    ask = asking.read(request, request.actor)
    sheet, frame = ask.sheet, _frame(ask)
    query = urlencode({"area": ask.area, "unit": ask.unit})
    day = ask.day.isoformat() if ask.day else ""
    config = {
        "shapes": _url(ask.sheet_area, ask.unit, sheet, "shapes"),
        "names": _url(ask.sheet_area, ask.unit, sheet, "names"),
        "frame": _url(ask.sheet_area, ask.frame, frame, "shapes") if frame and ask.frame else "",
        "figures": f"{reverse('console:map-figures')}?{query}" + (f"&day={day}" if day else ""),
        "level": reverse("console:map-level", args=["PATH"]) + "?day=DAY", "inside": reverse("console:map") + "?area=PATH",
        "area": ask.area, "unit": ask.unit, "show": ask.shown, "words": words.for_the_page(),
        "legends": {key: one.as_json() for key, one in legend.all_of_them().items()},
        "lists": words.lists(request.actor), "divided": ask.unit is not Level.COMMUNE,
        "coarse": sheet.coarse, "bounds": sheet.bounds(ask.area), "many": len(sheet.paths) > MANY, "whole": ask.area == ask.sheet_area,
    }  # fmt: skip
    context = {
        "config": config, "ask": ask, "areas": asking.choices(ask), "units": words.units(asking.sizes(ask.area)),
        "name": words.name_of(ask), "shown": words.shown(), "rough": sheet.rough, "sources": sheet.sources,
        "layers": words.layers(request.actor), "empty": not sheet.paths, "coarse": sheet.coarse,
        "may_take": request.actor.may(Permission.EXPORT),
    }  # fmt: skip
    return render(request, "console/map/index.html", context)


def _frame(ask: asking.Ask) -> Sheet | None:
    return places.sheet(by=ask.by, area=ask.sheet_area, level=ask.frame) if ask.frame else None


def _url(area: str, level: str, sheet: Sheet, part: str) -> str:
    return reverse("console:map-outlines", args=[area.strip("/").replace("/", "-"), level, sheet.digest, part])


@page(needs=Permission.AREA_SEE)
@require_GET
def outlines(request: ActorRequest, place: str, unit: str, digest: str, part: str) -> HttpResponse:
    """Outlines or names of a sheet, kept by the browser for ever: other outlines have another address."""
    area = place.replace("-", "/") + "/"
    if unit not in list(Level) or place.count("-") > 1 or part not in ("shapes", "names") or area[0] not in "23":
        raise Http404
    sheet = places.sheet(by=request.actor, area=area, level=unit)
    if digest != sheet.digest:
        return redirect(_url(area, unit, sheet, part))
    answer = _packed(request, getattr(sheet, part))
    answer["Cache-Control"] = FOR_EVER
    answer["ETag"] = f'"{digest}-{part}"'
    return answer


def _packed(request: ActorRequest, data: bytes) -> HttpResponse:
    """JSON that is gzip already, unpacked for whoever cannot."""
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    answer = HttpResponse(data if packed else gzip.decompress(data), content_type="application/json")
    answer["Vary"] = "Accept-Encoding, Cookie"
    if packed:
        answer["Content-Encoding"] = "gzip"
    return answer


@page(needs=SEE)
@require_GET
def values(request: ActorRequest) -> HttpResponse:
    """Figures of every place on every day, and what stands on the map."""
    found = figures.gather(asking.read(request, request.actor))
    told = {**figures.as_json(found), "marks": marks.as_json(found)}
    answer = _packed(request, gzip.compress(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(), 3))
    answer["Cache-Control"] = "private, no-store"
    return answer


@page(needs=SEE)
@require_GET
def level(request: ActorRequest, path: str) -> HttpResponse:
    """From a place on the map to its level's page, as it was on the day looked at; to the list where none stands yet."""
    found = zones.of_area(by=request.actor, area=path, on=asking.day(request.GET.get("day", "")))
    if found is not None:
        return redirect("zones:one", found.pk)
    return redirect(reverse("zones:index") + "?" + urlencode({"area": path[:60]}))


@page(needs=SEE)
@require_GET
def printed(request: ActorRequest) -> HttpResponse:
    """The sheet for paper, of one day."""
    ask = asking.read(request, request.actor)
    found, chosen = figures.gather(ask), legend.all_of_them()[ask.shown]
    context: dict[str, Any] = {
        "ask": ask, "found": found, "legend": chosen, "paper": paper.lay(found, chosen), "name": words.name_of(ask),
        "centre": centre.current(), "at": centre.now(),
        "set": "level" if ask.shown in ("proposed", "decided") else "band",
    }  # fmt: skip
    return render(request, "console/map/print.html", context)


@page(needs=Permission.EXPORT)
@require_POST
def take(request: ActorRequest) -> HttpResponseBase:
    """The figures of one day on their outlines as a GeoJSON file, as it is read; written down as taken away."""
    ask = asking.read(request, request.actor)
    ask.by.check(Permission.EXPORT, ask.area)
    found = figures.gather(ask)
    exports.take_away(
        by=ask.by, at=centre.now(), what="map", rows=len(found.mine), form="geojson", needs=SEE,
        narrowed=["area", "unit", "day"],
    )  # fmt: skip
    answer = StreamingHttpResponse(files.geojson(found), content_type="application/geo+json")
    answer["Content-Disposition"] = f'attachment; filename="ban-do-{found.day.isoformat()}.geojson"'
    return answer

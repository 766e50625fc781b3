"""Which level holds where, since when, what is asked of people. Small pages that any cache may keep for a minute."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_GET

from vungxanh.common import centre
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import NOBODY
from vungxanh.rooms.publications import queries

SHOWN = 100
LEVELS = {"X": 1, "V": 2, "C": 3, "Đ": 4}


@page(needs=None, public=True)
@require_GET
def levels(request: ActorRequest) -> HttpResponse:
    """Every published level, the highest first; ``q`` words of a name, ``level`` a letter, ``page`` of a hundred."""
    on = timezone.localdate(centre.now())
    text, letter = request.GET.get("q", "")[:60], request.GET.get("level", "")
    rows = queries.levels(by=NOBODY, on=on, text=text, level=LEVELS.get(letter, 0))
    number = request.GET.get("page", "1")
    start = (max(1, int(number)) - 1) * SHOWN if number.isdecimal() and len(number) < 6 else 0
    context: dict[str, Any] = {
        "rows": rows[start : start + SHOWN], "total": len(rows), "counts": queries.counts(by=NOBODY, on=on), "q": text,
        "chosen": letter if letter in LEVELS else "", "before": start // SHOWN, "on": on,
        "after": start // SHOWN + 2 if start + SHOWN < len(rows) else 0,
    }  # fmt: skip
    return _kept("portal/levels.html", context)


@page(needs=None, public=True)
@require_GET
def place(request: ActorRequest, decision_id: UUID) -> HttpResponse:
    """One place: its level, what is new, what goes on, what ended."""
    on = timezone.localdate(centre.now())
    context: dict[str, Any] = {"p": queries.place(by=NOBODY, on=on, decision_id=decision_id), "on": on}
    return _kept("portal/place.html", context)


@page(needs=None, public=True)
@require_GET
def map_page(request: ActorRequest) -> HttpResponse:
    """The published levels as a map of the centre's area; ``area``: a province of a country."""
    on = timezone.localdate(centre.now())
    drawn = queries.drawing(by=NOBODY, on=on, area=request.GET.get("area", "")[:60])
    provinces = queries.provinces(by=NOBODY, on=on) if drawn is None else []
    return _kept("portal/map.html", {"drawn": drawn, "provinces": provinces, "on": on})


def _kept(template: str, context: dict[str, Any]) -> HttpResponse:
    """Drawn without the request: nothing of who asks is in it, so that everybody may be given the same."""
    answer = HttpResponse(render_to_string(template, {**context, "centre": centre.current()}))
    answer["Cache-Control"] = "public, max-age=60"
    return answer

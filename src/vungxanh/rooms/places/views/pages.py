"""Searching and browsing areas, one area, and what the keeper loads."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.web.forms import options_response
from vungxanh.common.web.parts import Option
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.places import actions, queries, rules
from vungxanh.rooms.places.forms import BoundariesForm, PopulationForm


def _edition(request: ActorRequest) -> str | None:
    wanted = request.GET.get("edition", "")
    return wanted if wanted in (rules.OLD, rules.NEW) else None


@page(needs=Permission.AREA_SEE)
@require_GET
def index(request: ActorRequest) -> HttpResponse:
    """Search, and the provinces to browse from."""
    text = request.GET.get("q", "").strip()[:100]
    edition = _edition(request)
    browse = edition or rules.edition_on(timezone.localdate(centre.now()))
    found = queries.search(by=request.actor, text=text, edition=edition, limit=40) if text else []
    context = {
        "text": text,
        "edition": edition or "",
        "browse": browse,
        "found": found,
        "provinces": [] if text else queries.children(by=request.actor, path=f"{browse}/"),
        "may_load": request.actor.may(Permission.AREA_LOAD),
    }
    return render(request, "places/results.html" if request.htmx else "places/index.html", context)


@page(needs=None)
@require_GET
def suggest(request: ActorRequest) -> HttpResponse:
    """Lines of an autocomplete field: ``?q=``, and perhaps ``edition``, ``level``, ``within``."""
    by, level = request.actor, request.GET.get("level", "")
    asked: dict[str, Any] = {
        "text": request.GET.get("q", ""),
        "edition": _edition(request),
        "level": level if level in list(rules.Level) else None,
    }
    within = request.GET.get("within") or None
    found = queries.search(by=by, within=within, limit=30, **asked)
    # Names come back everywhere, and in both trees: where he works comes first, then the tree he works in.
    mine = {scope.area for scope in by.scopes if scope.area}
    own = {area[:1] for area in mine}
    near = [f for area in sorted(mine) for f in queries.search(by=by, within=area, limit=6, **asked)]
    near = [f for f in near if within is None or f.path.startswith(within)]
    far = sorted(found, key=lambda f: bool(own) and f.edition not in own)
    found = list({f.path: f for f in (*near, *far)}.values())[:12]
    options = [Option(value=f.path, label=f.label, hint=_hint(f)) for f in found]
    return options_response(request, options)


def _hint(found: queries.Found) -> str:
    when = _("đến 30/6/2025") if found.edition == rules.OLD else _("từ 1/7/2025")
    parts = [_("mã %s") % found.code if found.code else "", when]
    if found.via == "old":
        parts.append(_("trước là %s") % found.was)
    elif found.via == "alias":
        parts.append(_("theo tên cũ hoặc tên gọi khác"))
    return " · ".join(part for part in parts if part)


@page(needs=Permission.AREA_SEE)
@require_GET
def area(request: ActorRequest, path: str) -> HttpResponse:
    """One area."""
    return render(request, "places/area.html", _about(request, path, PopulationForm()))


def _about(request: ActorRequest, path: str, form: PopulationForm) -> dict[str, Any]:
    by = request.actor
    found = queries.get(by=by, path=path)
    return {
        "area": found,
        "name": queries.display_name(by=by, path=path),
        "ancestors": queries.ancestors(by=by, path=path),
        "children": queries.children(by=by, path=path),
        "neighbours": queries.neighbours(by=by, path=path),
        "successors": queries.successors(by=by, path=path),
        "predecessors": queries.predecessors(by=by, path=path),
        "boundary": queries.boundary(by=by, path=path),
        "sketch": queries.sketch(by=by, path=path),
        "may_count": by.may(Permission.POPULATION_RECORD, path),
        "form": form,
    }


@page(needs=Permission.POPULATION_RECORD)
@require_POST
def population(request: ActorRequest, path: str) -> HttpResponse:
    """Write the population of an area."""
    form = PopulationForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        with form.refusals():
            actions.record_population.once(
                str(form.key), by=request.actor, at=centre.now(), path=path,
                population=data["population"], as_of=data["as_of"], source=data["source"],
            )  # fmt: skip
    if form.is_valid():
        messages.success(request, _("Đã ghi dân số."))
        return redirect("places:area", path=path)
    return render(request, "places/area.html", _about(request, path, form), status=422)


@page(needs=Permission.AREA_LOAD)
@require_http_methods(["GET", "POST"])
def boundaries(request: ActorRequest) -> HttpResponse:
    """Import outlines: first tried without writing, then for real when asked."""
    form = BoundariesForm(request.POST or None, request.FILES or None)
    result, tried = None, "try" in request.POST
    if form.is_bound and form.is_valid():
        with form.refusals():
            result = actions.import_boundaries(
                by=request.actor,
                at=centre.now(),
                geojson=form.cleaned_data["file"],
                edition=form.cleaned_data["edition"],
                source=form.cleaned_data["source"],
                dry_run=tried,
            )
    if result and not tried:
        messages.success(request, _("Đã ghi %(n)d ranh giới.") % {"n": result.outlines})
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "places/boundaries.html", {"form": form, "result": result, "tried": tried}, status=status)

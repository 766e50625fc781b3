"""The sets of criteria: readable, with citations; a centre's own, made stricter, versioned; what it would change."""

from dataclasses import replace
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vungxanh.common import centre
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.regulations.api import Fact
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.zones import actions, forms, queries, words
from vungxanh.rooms.zones.models import OwnSet
from vungxanh.rooms.zones.views import settable

SEE, DECIDE = Permission.LEVEL_SEE, Permission.LEVEL_DECIDE


@page(needs=SEE)
def sets(request: ActorRequest) -> HttpResponse:
    """All of them, and which one is in force here."""
    by = request.actor
    area = next((a or centre.current().area_path for a in by.areas(SEE)), "")
    try:
        now = queries.set_in_force(by=by, area=area, on=timezone.localdate(centre.now())).id
    except Exception:
        now = ""
    rows = [(one, one.id == now, len(one.base.unverified)) for one in queries.sets(by=by)]
    return render(request, "zones/sets.html", {"rows": rows, "may": by.may(DECIDE)})


@page(needs=SEE)
def one_set(request: ActorRequest, set_id: str) -> HttpResponse:
    """One set as a table; with ``?compare=1`` which places of the reader would change level."""
    by = request.actor
    found = queries.get_set(by=by, set_id=set_id)
    differing = None
    if request.GET.get("compare"):
        differing = _differing(by, found)
    changed = found.own.changes if found.own else {}
    tables, sources = settable.tables(_facts(found), found.rules)
    context = {
        "set": found, "tables": tables, "sources": list(sources), "differing": differing,
        "measures": [(document, settable.measures(rows)) for document, rows in queries.measures_of(found)],
        "matrix": [(row.band, *(words.letter(n) for n in (row.high, row.medium, row.low))) for row in found.rules.matrix],
        "matrix_doubtful": any(f.path.startswith("matrix") and not f.verified for f in found.base.facts),
        "changed": [
            (n, words.said(n.now), words.said(n.document)) for n in queries.numbers_of(found) if n.path in changed
        ],
        "versions": _versions(by, found), "may": by.may(DECIDE),
        "area": places.display_name(by=by, path=found.area) if found.area else _("cả nước"),
    }  # fmt: skip
    return render(request, "zones/set.html", context)


def _facts(found: queries.LevelSet) -> tuple[Fact, ...]:
    """The values of the document; where the centre's own set has another, that one, and the document's beside it."""
    if found.own is None:
        return found.base.facts
    changed, source = {n.path: n for n in queries.numbers_of(found) if n.path in found.own.changes}, found.own.number
    return tuple(
        replace(f, value=f"{words.said(changed[f.path].now)} ({_('văn bản')} {f.value})", source=source)
        if f.path in changed
        else f
        for f in found.base.facts
    )


def _versions(by: Actor, found: queries.LevelSet) -> list[tuple[OwnSet, list[str]]]:
    """Every version, the newest first, with what it changed against the one before."""
    if found.own is None:
        return []
    rows = queries.versions(by=by, key=found.own.key)
    labels = {n.path: (f"{n.row} · {n.label}", n.document) for n in queries.numbers_of(found)}
    told = []
    for one, before in zip(rows, [*rows[1:], None], strict=True):
        old = before.changes if before else {}
        told.append((one, [
            f"{labels[path][0]}: {words.said(old.get(path, labels[path][1]))} → {words.said(one.changes.get(path, labels[path][1]))}"
            for path in labels if old.get(path) != one.changes.get(path)
        ]))  # fmt: skip
    return told


def _differing(by: Actor, found: queries.LevelSet) -> list[Any]:
    day = timezone.localdate(centre.now())
    rows = [
        row
        for area in by.areas(SEE)
        for row in queries.differing(by=by, area=area or centre.current().area_path, day=day, level_set=found)
    ]
    names = queries.called(by=by, rows=[(row.path, row.name) for row in rows])
    return [
        (
            names[row.path],
            row,
            words.letter(row.now),
            words.letter(row.then),
            words.letter(row.at_most) if row.at_most > row.then else None,
        )
        for row in rows
    ]


def _preview(by: Actor, form: forms.OwnSetForm, found: queries.LevelSet) -> list[Any] | None:
    """Which places would change level by the numbers as typed; nothing is written."""
    if not form.is_valid():
        return None
    with form.refusals():
        return _differing(by, queries.with_numbers(found, form.changes()))
    return None


@page(needs=DECIDE)
@require_http_methods(["GET", "POST"])
def edit_set(request: ActorRequest, set_id: str) -> HttpResponse:
    """A new version of the centre's own set, or a first one from a document's."""
    by, at = request.actor, centre.now()
    found = queries.get_set(by=by, set_id=set_id)
    own = found.own
    areas = [
        (a, places.display_name(by=by, path=a)) for a in (p or centre.current().area_path for p in by.areas(DECIDE))
    ]
    start: dict[str, Any] = {"effective_from": timezone.localdate(at)}
    if own is not None:
        areas = [(a, name) for a, name in areas if a == own.area_path]
        start |= {"name": own.name, "number": own.number, "area": own.area_path}
    form = forms.OwnSetForm(request.POST or None, areas=areas, level_set=found, initial=start)
    preview = None
    if request.method == "POST" and request.POST.get("do") == "preview":
        preview = _preview(by, form, found)
    elif request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with form.refusals():
            made = actions.save_own_set.once(
                str(form.key), by=by, at=at, area_path=data["area"], base=found.base.id, name=data["name"],
                number=data["number"], changes=form.changes(), effective_from=data["effective_from"],
                effective_to=data["effective_to"], own_key=own.key if own else None,
            )  # fmt: skip
        if form.is_valid():
            messages.success(request, _("Đã lưu phiên bản %(n)d của bộ tiêu chí.") % {"n": made.version})
            return redirect(reverse("zones:set", args=[f"own-{made.pk}"]) + "?compare=1")
    numbers = [(row, [form[n.path] for n in group]) for row, group in groupby(form.numbers, key=lambda n: n.row)]
    context = {"form": form, "set": found, "numbers": numbers, "back": reverse("zones:set", args=[set_id]),
               "preview": preview}  # fmt: skip
    return render(request, "zones/edit_set.html", context, status=422 if form.errors else 200)

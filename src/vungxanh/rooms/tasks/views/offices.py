"""Per agency: what it has to do; its calendar address; the printed table; who answers for what (accountability)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vungxanh.common import centre
from vungxanh.common.web.forms import options_response
from vungxanh.common.web.parts import Option
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.kernel.text import fold
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.tasks import actions, queries, rules
from vungxanh.rooms.tasks.views import shared

SEE = Permission.TASK_SEE
SHOWN = 200
SOONEST = (F("due_at").asc(nulls_last=True), "id")
"""What has a deadline first, on either database."""


@page(needs=SEE)
@require_GET
def agency(request: ActorRequest, agency_id: UUID) -> HttpResponse:
    """What an agency has: late, open, waiting for approval, done of late."""
    by, at = request.actor, centre.now()
    body = _body(by, agency_id)
    rows = queries.of_agency(queries.visible(by), [agency_id])
    counts = queries.counts(rows, at, done=True)
    head = queries.heads([agency_id]).get(agency_id, (None, ""))[1]
    context = {
        "body": body, "counts": counts, "head": head, "here": f"{reverse('tasks:index')}?agency={agency_id}",
        "bands": _bands(rows, at), "own": agency_id in queries.mine(by, Permission.TASK_WORK),
        "feeds": queries.feeds(by=by, agency_id=agency_id), "area": queries.area_name(by, body.area_path),
        "coordinates": queries.of_agency(queries.visible(by), [agency_id], ("with",))
        .filter(state__in=rules.LIVE).order_by().count(),
        "may_assign": by.may(Permission.TASK_ASSIGN, body.area_path), "sees_handling": by.may(Permission.HANDLING_SEE),
        "handled": queries.handling_counts(by, [agency_id]).get(agency_id, 0),
    }  # fmt: skip
    return render(request, "tasks/agency.html", context)


def _bands(rows: Any, at: Any) -> list[tuple[str, Any]]:
    every = queries.with_parties(rows.filter(queries.leaves()))
    late = queries.late(at)
    parts = (
        (_("Trễ"), every.filter(late).order_by(*SOONEST)),
        (_("Đang mở"), every.filter(state__in=("open", "doing")).exclude(late).order_by(*SOONEST)),
        (_("Chờ duyệt"), every.filter(state="reported").exclude(late).order_by("reported_at", "id")),
        (_("Xong gần đây"), every.filter(state="done").order_by("-closed_at", "-id")),
    )
    found = []
    for title, part in parts:
        tasks = list(part[: 20 if part is parts[3][1] else SHOWN])
        if tasks:
            found.append((title, shared.tell(queries.dress(tasks, at))))
    return found


def _body(by: Any, agency_id: UUID) -> Any:
    """An agency one knows, or that has a part in tasks one sees."""
    known = agencies.bodies_by_id(by, [agency_id])
    if (
        agency_id not in known
        and queries.of_agency(queries.visible(by), [agency_id], ("lead", "with", "report")).exists()
    ):
        known = queries.bodies([agency_id])
    if agency_id not in known:
        raise NotYours(_("Không tìm thấy cơ quan này, hoặc nó ngoài địa bàn của bạn."))
    return known[agency_id]


@page(needs=Permission.TASK_WORK)
@require_POST
def make_feed(request: ActorRequest, agency_id: UUID) -> HttpResponse:
    """A calendar address; shown this once."""
    token = actions.new_token()
    try:
        actions.make_feed(by=request.actor, at=centre.now(), agency_id=agency_id, token=token)
    except NotYours:
        raise
    except Refused as no:
        messages.error(request, no.told(_))
        return redirect("tasks:agency", agency_id)
    address = request.build_absolute_uri(reverse("tasks:feed", args=[token]))
    context = {"body": _body(request.actor, agency_id), "address": address}
    return render(request, "tasks/feed_made.html", context)


@page(needs=Permission.TASK_WORK)
@require_POST
def revoke_feed(request: ActorRequest, feed_id: UUID) -> HttpResponse:
    """The address answers no more."""
    feed = actions.revoke_feed(by=request.actor, at=centre.now(), feed_id=feed_id)
    messages.success(request, _("Đã thu hồi địa chỉ lịch."))
    return redirect("tasks:agency", feed.agency_id)


@page(needs=None, public=True)
@require_GET
def feed(request: ActorRequest, token: str) -> HttpResponse:
    """The calendar, to whoever holds its address."""
    found = queries.feed_of(token)
    if found is None:
        raise Http404
    address = request.build_absolute_uri(reverse("tasks:one", args=[found.pk])).replace(str(found.pk), "{id}")
    answer = HttpResponse(
        queries.calendar(found, at=centre.now(), address=address), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = 'inline; filename="nhiem-vu.ics"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer


@page(needs=SEE)
@require_GET
def table(request: ActorRequest) -> HttpResponse:
    """The assignment table for paper: of a document (``document``) or of an agency (``agency``)."""
    by, at = request.actor, centre.now()
    document, office = (shared.uuid_of(request.GET.get(name, "")) for name in ("document", "agency"))
    rows: Any = (
        queries.assignment_table(by=by, at=at, document_id=document, agency_id=office) if document or office else []
    )
    for row in shared.tell(rows):
        row.due_words = row.due_raw if row.kind == rules.Kind.SERIES else ""
    label = next((row.source_label for row in rows if row.source_label), "")
    body = _body(by, office) if office else None
    context = {
        "rows": rows, "label": label, "body": body, "documents": queries.documents(by=by, limit=50), "chosen": document,
        "centre": centre.current(), "at": at,
    }  # fmt: skip
    return render(request, "tasks/table.html", context)


@page(needs=SEE)
@require_GET
def duties(request: ActorRequest) -> HttpResponse:
    """Which leader answers for which area and field; who has what late."""
    by, at = request.actor, centre.now()
    areas = [path for path in by.areas(SEE) if path] or [p for p in [centre.current().area_path] if p]
    wanted = request.GET.get("area", "")
    area = wanted if any(wanted.startswith(path) for path in by.areas(SEE)) and wanted else areas[0] if areas else ""
    context: dict[str, Any] = {"area": area, "areas": [(p, queries.area_name(by, p), p == area) for p in areas]}
    if area:
        found = queries.duties(by=by, at=at, area=area)
        context |= {
            "duties": [(duty, [(who, _(rules.AREAS_OF_WORK.get(who.field, "")), n) for who, n in duty.parts]) for duty in found],
            "name": queries.area_name(by, area),
            "loads": queries.loads(by=by, at=at, area=area), "here": reverse("tasks:index"),
            "sees_handling": by.may(Permission.HANDLING_SEE),
            "over": agencies.charges(by, area), "upper": queries.upper(by=by, at=at, area=area),
        }  # fmt: skip
        handled = queries.handling_counts(by, [load.agency.pk for load in context["loads"]])
        context["loads"] = [(load, handled.get(load.agency.pk, 0)) for load in context["loads"]]
    return render(request, "tasks/duties.html", context)


@page(needs=SEE)
def agency_options(request: ActorRequest) -> HttpResponse:
    """Lines of a field that asks for an agency in one's areas."""
    found = agencies.agencies_like(request.actor, _typed(request))
    return _options(request, found)


@page(needs=SEE)
def known_options(request: ActorRequest) -> HttpResponse:
    """The same with the agencies of the areas above."""
    words = fold(_typed(request)).split()
    rows = agencies.known_agencies(request.actor).filter(active=True).order_by("area_path", "name")
    found = [
        body for body in rows[:5000] if all(word in f" {fold(body.name)} {fold(body.short_name)}" for word in words)
    ]
    return _options(request, found[:12])


@page(needs=SEE)
def paper_options(request: ActorRequest) -> HttpResponse:
    """Lines of a field that asks for a document that gave tasks."""
    found = queries.documents(by=request.actor, text=_typed(request))
    return options_response(request, [Option(str(pk), label) for pk, label in found])


def _typed(request: ActorRequest) -> str:
    return (request.POST.get("q", "") or request.GET.get("q", ""))[:100]


def _options(request: ActorRequest, found: list[Any]) -> HttpResponse:
    names = places.display_names(by=request.actor, paths={body.area_path for body in found})
    return options_response(request, [Option(str(body.pk), body.name, names[body.area_path]) for body in found])

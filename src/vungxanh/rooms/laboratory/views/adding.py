"""People put on a campaign's list or into a risk group: typed, pasted, by hamlet; a sweep from house to house."""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.access import within
from vungxanh.common.web.acting import picked
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.laboratory import actions, queries, rules, words
from vungxanh.rooms.laboratory.forms import AddForm, HamletForm
from vungxanh.rooms.laboratory.models import Campaign
from vungxanh.rooms.laboratory.views.shared import asked, pressed
from vungxanh.rooms.places import queries as places

HOMES = 40
ONLY = ("waiting", "absent", "")
COMMUNE_DEPTH = 4


def added(
    request: ActorRequest, put: Callable[[str, Sequence[UUID]], int], *, title: str, back: str, area: str, **more: Any
) -> HttpResponse:
    """The page that puts people somewhere: those found go in, lines that fit nobody stay in the box with why."""
    by = request.actor
    form = AddForm(by, request.POST or None)
    left: list[tuple[rules.TypedLine, str]] = []
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        found, left = queries.find_typed(by=by, lines=rules.typed_lines(data["text"]), area=area)
        wanted = [*found, *([data["person"]] if data["person"] else [])]
        if not wanted and not left:
            form.add_error("person", _("Gõ tên một người, hoặc dán danh sách."))
        count = 0
        if wanted:
            with form.refusals():
                count = put(str(form.key), wanted)
        if form.is_valid() and wanted:
            known = len(set(wanted)) - count
            said = _("Đã thêm %(n)d người.") % {"n": count}
            messages.success(request, f"{said} {_('%(n)d người đã có trước.') % {'n': known}}" if known else said)
        if form.is_valid() and not left:
            return redirect(back)
        if form.is_valid():
            kept = "\n".join(data["text"].splitlines()[line.row - 1] for line, _why in left)
            form = AddForm(by, initial={"text": kept})
    context = {"form": form, "title": title, "back": back, "left": [(one.text, _(why)) for one, why in left], **more}
    return render(request, "laboratory/add.html", context, status=422 if form.errors else 200)


@page(needs=Permission.SAMPLE_RECORD)
@require_http_methods(["GET", "POST"])
def campaign_add(request: ActorRequest, campaign_id: UUID) -> HttpResponse:
    """People on a campaign's list."""
    by = request.actor
    found = queries.get_campaign(by=by, campaign_id=campaign_id)

    def put(key: str, ids: Sequence[UUID]) -> int:
        return actions.add_people.once(key, by=by, at=centre.now(), campaign_id=campaign_id, person_ids=ids)

    back = reverse("laboratory:campaign", args=[campaign_id])
    return added(
        request, put, title=_("Thêm người vào đợt"), back=back, area=found.area_path, crumb=found.name,
        other=reverse("laboratory:campaign_hamlet", args=[campaign_id]),
    )  # fmt: skip


@page(needs=Permission.SAMPLE_RECORD)
@require_http_methods(["GET", "POST"])
def campaign_hamlet(request: ActorRequest, campaign_id: UUID) -> HttpResponse:
    """Everybody of a hamlet on a campaign's list."""
    by = request.actor
    found = queries.get_campaign(by=by, campaign_id=campaign_id)
    form = HamletForm(request.POST or None)
    form.fields["area_path"].choices = _communes(by, found)  # type: ignore[attr-defined]
    back = reverse("laboratory:sweep", args=[campaign_id])

    def do(key: str) -> int:
        data = form.cleaned_data
        return actions.add_hamlet.once(
            key, by=by, at=centre.now(), campaign_id=campaign_id, area_path=data["area_path"], hamlet=data["hamlet"].strip()
        )  # fmt: skip

    return asked(
        request, form, do, title=_("Thêm cả thôn, cả xã"), back=back, to=lambda made: back,
        done=lambda made: _("Đã thêm %(n)d người.") % {"n": made},
    )  # fmt: skip


def _communes(by: Actor, campaign: Campaign) -> list[tuple[str, str]]:
    rows = places.every(by=by).filter(within(campaign.area_path)).values_list("path", "name")
    found = sorted(((path, name) for path, name in rows if path.count("/") == COMMUNE_DEPTH), key=lambda pair: pair[1])
    return found or [(campaign.area_path, places.display_name(by=by, path=campaign.area_path))]


@page(needs=Permission.SAMPLE_SEE)
def sweep(request: ActorRequest, campaign_id: UUID) -> HttpResponse:
    """From house to house: the hamlets of a campaign; of one of them, every household with everybody who lives there."""
    by = request.actor
    found = queries.get_campaign(by=by, campaign_id=campaign_id)
    lines = queries.hamlets(by=by, campaign=found)
    names = places.display_names(by=by, paths={one.area_path for one in lines})
    area, hamlet = request.GET.get("area", ""), request.GET.get("hamlet", "")
    only = request.GET.get("only", "all")
    homes = queries.homes(by=by, campaign=found, area=area, hamlet=hamlet) if area else []
    counts = [(key, label, sum(1 for one in homes if one.having(key))) for key, label in _only()]
    shown = [one for one in homes if one.having(only)] if only in ONLY else homes
    start = int(text) if (text := request.GET.get("from", "")).isdigit() else 0
    here = {"area": area, "hamlet": hamlet}
    for row in (row for home in shown[start : start + HOMES] for _card, row, _other in home.members if row):
        row.said, row.back_to = words.wanted_of(row.state), urlencode({"to": "sweep", "only": only, **here})  # type: ignore[attr-defined]
    context = {
        "campaign": found, "lines": [(one, names[one.area_path].split(",")[0], urlencode({"area": one.area_path, "hamlet": one.hamlet})) for one in lines],
        "area": area, "hamlet": hamlet, "area_name": names.get(area, ""), "only": only, "counts": counts, "all": len(homes),
        "homes": shown[start : start + HOMES], "total": len(shown), "here": urlencode(here), "start": start + 1,
        "end": min(start + HOMES, len(shown)), "next": start + HOMES if start + HOMES < len(shown) else None,
        "before": max(0, start - HOMES) if start else None,
        "may_record": by.may(Permission.SAMPLE_RECORD, found.area_path) and found.closed_at is None,
        "may_plan": by.may(Permission.SAMPLE_PLAN, found.area_path) and found.closed_at is None,
    }  # fmt: skip
    return render(request, "laboratory/sweep.html", context)


def _only() -> list[tuple[str, str]]:
    return [("waiting", _("chưa tới")), ("absent", _("vắng, phải quay lại")), ("", _("có người chưa vào danh sách"))]


@page(needs=Permission.SAMPLE_RECORD)
@require_POST
def sweep_press(request: ActorRequest, campaign_id: UUID, name: str) -> HttpResponse:
    """``away``: nobody of the household was at home; ``all``: whoever of it is missing goes on the list."""
    by, at, post = request.actor, centre.now(), request.POST
    here = urlencode({key: post.get(key, "") for key in ("area", "hamlet", "only")})
    back = f"{reverse('laboratory:sweep', args=[campaign_id])}?{here}"
    home = next(iter(picked([post.get("household", "")])), None)
    if home is None:
        return redirect(back)

    def do(key: str) -> Any:
        if name == "away":
            return actions.mark_home.once(f"{key}:away", by=by, at=at, campaign_id=campaign_id, household_id=home)
        members = queries.household_members(by=by, household_id=home)
        return actions.add_people.once(f"{key}:all", by=by, at=at, campaign_id=campaign_id, person_ids=members)

    return pressed(request, do, back=back, done=_("Đã ghi.") if name == "away" else _("Đã thêm người trong hộ."))

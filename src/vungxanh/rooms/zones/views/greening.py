"""The plan of green zones: keep those that are safe, widen them, lock the red ones; goals with owner and day."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from vungxanh.common import centre, papers
from vungxanh.common.files import download
from vungxanh.common.web.columns import Bulk, Column
from vungxanh.common.web.export import Sheet
from vungxanh.common.web.filters import AreaFilter, ChoiceFilter, TextFilter
from vungxanh.common.web.formats import vn_date
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.zones import actions, forms, queries, rules, words
from vungxanh.rooms.zones.views.lists import area_name

SEE, DECIDE = Permission.LEVEL_SEE, Permission.LEVEL_DECIDE
WORK = {
    "keep": _("giữ vùng xanh"), "widen": _("mở rộng vùng xanh"), "lock": _("khóa chặt vùng đỏ"),
    "unsure": _("xanh chưa chắc chắn"), "unread": _("chưa biết mức nào"), "aimless": _("chưa có mục tiêu"), "overdue": _("mục tiêu quá hạn, không giữ được"),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class WorkFilter(ChoiceFilter):
    """What is to be done with a place."""

    def apply(self, rows: Any, value: list[str]) -> Any:
        today = timezone.localdate(centre.now())
        for kind in value:
            rows = queries.green_work(rows, kind, today)
        return rows


class Greens(Listing):
    """Communes: what holds, what threatens it or stands in the way, the goal."""

    key = "greens"
    noun = _("xã")
    columns = (
        Column(name="place", label=_("Địa bàn"), value="called", sort="place", main=True,
               url=lambda p: reverse("zones:one", args=[p.pk])),
        Column(name="now", label=_("Mức đang có"), sort="now", template="zones/cells/now.html",
               plain=lambda p: words.letter(p.now)),
        Column(name="way", label=_("Điều gì làm đổi mức"), template="zones/cells/way.html", plain=lambda p: "; ".join(p.ways)),
        Column(name="near", label=_("Giáp nơi nguy cơ cao"), value=lambda p: ", ".join(p.look.near)),
        Column(name="locked", label=_("Khu phong tỏa"), value=lambda p: p.look.locked, number=True, template="zones/cells/locked.html",
               plain=lambda p: p.look.locked),
        Column(name="goal", label=_("Mục tiêu"), template="zones/cells/goal.html", plain=lambda p: _goal_said(p)),
        Column(name="lead", label=_("Chịu trách nhiệm"), value=lambda p: p.look.goal.lead_name if p.look.goal else ""),
    )  # fmt: skip
    filters = (
        TextFilter(name="q", label=_("tên"), search=queries.with_words, public=True, placeholder=_("tên xã")),
        WorkFilter(name="work", label=_("việc"), choices=tuple(WORK.items())),
        AreaFilter(name="area", label=_("địa bàn"), name_of=area_name, url_name="places:suggest"),
    )
    sorts = {"now": ("now", "folded"), "place": ("folded",)}
    default_sort = "now"
    file = Sheet(stem="ke-hoach-vung-xanh", title=_("kế hoạch vùng xanh"), fields=())
    keeps = True
    empty = Empty(
        title=_("Không có xã nào"),
        text=_("Không có xã nào như vậy trong địa bàn của bạn, hoặc chưa đánh giá lần nào."),
        icon="map-2",
    )

    def prepare(self, objects: list[Any]) -> list[Any]:
        """What the cells say."""
        today = timezone.localdate(centre.now())
        seen = queries.looks(by=self.request.actor, rows=objects)  # type: ignore[attr-defined]
        names = queries.called(by=self.request.actor, rows=[(o.area_path, o.name) for o in objects])  # type: ignore[attr-defined]
        for one in objects:
            one.called = names[one.area_path]
            one.look = look = seen[one.pk]
            change = look.up if one.now == rules.GREEN else look.down
            one.ways, one.together = words.change_lines(change), bool(change and change.together)
            one.way_to = words.letter(change.level) if change else None
            one.now_letter, one.level_letter, one.most_letter = (
                words.letter(n) for n in (one.now, one.level, one.at_most)
            )
            one.sure = one.now == rules.GREEN == one.at_most
            one.goal_letter = words.letter(look.goal.level) if look.goal else None
            one.goal_state = words.goal_state(queries.goal_standing(look.goal, one.now, today)) if look.goal else None
        return objects


def _goal_said(p: Any) -> str:
    return (
        f"{p.goal_letter}, {vn_date(p.look.goal.due)}, {p.look.goal.number}: {p.goal_state[0]}" if p.look.goal else ""
    )


@page(needs=SEE)
def green(request: ActorRequest) -> HttpResponse:
    """The list, with how many communes are green above it."""
    by, today = request.actor, timezone.localdate(centre.now())
    can = by.may(DECIDE)
    bulk = [Bulk(label=_now("Đặt mục tiêu"), url=reverse("zones:many", args=["goal"]), icon="target")] if can else []
    listing = Greens(request, queries.communes(by), bulk=bulk)
    area = str(listing.values.get("area") or "")
    counts = queries.green_counts(by=by, today=today, area=area)
    tiles = [
        (words.letter(n), counts.levels[n], work)
        for n, work in ((1, "keep"), (2, "widen"), (3, "widen"), (4, "lock"), (0, "unread"))
        if n or counts.levels[n]
    ]
    share = round(100 * counts.levels[1] / counts.total) if counts.total else None
    return listing.respond("zones/green.html", {"counts": counts, "tiles": tiles, "share": share, "area": area})


@page(needs=SEE)
def green_plan(request: ActorRequest, ending: str) -> HttpResponse:
    """The plan as a paper: DOCX or PDF. ``?area=``: of one area of the reader."""
    by, on = request.actor, timezone.localdate(centre.now())
    area = request.GET.get("area", "") or next((a or centre.current().area_path or "3/" for a in by.areas(SEE)), "3/")
    if ending not in ("docx", "pdf") or not by.may(SEE, area):
        raise NotYours(_now("Không có trang này, hoặc không thuộc địa bàn của bạn."))
    paper = queries.green_paper(by=by, area=area, on=on)
    made = papers.docx(paper) if ending == "docx" else papers.pdf(paper)
    return download(made, f"ke-hoach-vung-xanh-{on.day}-{on.month}-{on.year}.{ending}", ending)


@page(needs=SEE)
@require_http_methods(["GET", "POST"])
def goal(request: ActorRequest, goal_id: UUID) -> HttpResponse:
    """One goal, those before it; who may takes it back."""
    by, today = request.actor, timezone.localdate(centre.now())
    found = queries.goal(by=by, goal_id=goal_id)
    place = queries.of_area(by=by, area=found.area_path)
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST":
        by.check(DECIDE, found.area_path)
        if form.is_valid():
            with form.refusals():
                actions.withdraw_goal.once(
                    str(form.key), by=by, at=centre.now(), goal_id=goal_id, reason=form.cleaned_data["reason"]
                )
            if form.is_valid():
                messages.success(request, _now("Đã thôi mục tiêu này."))
                return redirect("zones:green")
    now = (place.decided or place.told or 0) if place else found.set_from
    context = {
        "g": found, "place": place, "letter": words.letter(found.level), "set_letter": words.letter(found.set_from),
        "now_letter": words.letter(now), "state": words.goal_state(queries.goal_standing(found, now, today)), "form": form,
        "may": by.may(DECIDE, found.area_path) and not found.ended_at,
        "others": [(g, words.letter(g.level)) for g in queries.goals_of(by=by, area=found.area_path) if g.pk != found.pk],
    }  # fmt: skip
    return render(request, "zones/goal.html", context, status=422 if form.errors else 200)

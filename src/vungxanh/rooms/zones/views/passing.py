"""Levels over time: every place of an area as a ribbon of colours, and one place's whole story; both made for paper too."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vungxanh.common import centre, papers
from vungxanh.common.files import download
from vungxanh.common.web.columns import Column
from vungxanh.common.web.filters import AreaFilter, ChoiceFilter, TextFilter
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.zones import queries, words
from vungxanh.rooms.zones.views import strip
from vungxanh.rooms.zones.views.lists import area_name

SEE = Permission.LEVEL_SEE
SPANS = ("14", "28", "56", "91", "182")
KINDS = {
    "proposed": _("Máy đề xuất"), "reviewed": _("Rà soát"), "decided": _("Quyết định"), "published": _("Công bố"),
    "withdrawn": _("Thu hồi"), "announced": _("Cấp trên công bố"),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Drawn(ChoiceFilter):
    """How the rows are drawn; all of them stay."""

    def apply(self, rows: Any, value: list[str]) -> Any:
        return rows


class Ribbons(Listing):
    """Places with their colours by day."""

    key = "level_ribbons"
    noun = _("địa bàn")
    columns = (
        Column(name="place", label=_("Địa bàn"), value="called", sort="place", main=True,
               url=lambda p: reverse("zones:history", args=[p.pk])),
        Column(name="ribbon", label=_("Theo ngày"), value="blocks", template="zones/cells/ribbon.html"),
        Column(name="level", label=_("Đề xuất hôm nay"), sort="level", template="zones/cells/level.html"),
        Column(name="decided", label=_("Đang áp dụng"), template="zones/cells/decided.html"),
    )  # fmt: skip
    filters = (
        TextFilter(name="q", label=_("tên"), search=queries.with_words, public=True, placeholder=_("tên xã, huyện")),
        Drawn(name="days", label=_("số ngày"), choices=[(n, n) for n in SPANS]),
        Drawn(name="what", label=_("vẽ"), choices=[("proposed", _("mức đề xuất")), ("decided", _("mức quyết định"))]),
        ChoiceFilter(name="unit", label=_("cấp"), choices=words.unit_choices),
        AreaFilter(name="area", label=_("địa bàn"), name_of=area_name, url_name="places:suggest"),
    )
    sorts = {"place": ("folded",), "level": ("-level", "folded")}
    default_sort = "place"
    empty = Empty(
        title=_("Chưa đánh giá địa bàn nào"), text=_("Sau lần đánh giá đầu tiên, mỗi địa bàn có một dải màu ở đây.")
    )

    def span(self) -> tuple[Any, Any]:
        """First and last day drawn."""
        last = timezone.localdate(centre.now())
        days = int((self.values.get("days") or ["28"])[-1])
        return last - timedelta(days=days - 1), last

    @property
    def decided(self) -> bool:
        """Whether the decided levels are drawn, not the proposed ones."""
        return bool((self.values.get("what") or ["proposed"])[-1] == "decided")

    def prepare(self, objects: list[Any]) -> list[Any]:
        """The ribbons of the page, in two statements."""
        first, last = self.span()
        by = self.request.actor  # type: ignore[attr-defined]
        found = queries.timelines(by=by, areas=[o.area_path for o in objects], since=first, until=last)
        names = queries.called(by=by, rows=[(o.area_path, o.name) for o in objects])
        for one in objects:
            one.called = names[one.area_path]
            one.blocks = strip.ribbon(found[one.area_path][self.decided], first, last)
            one.letter, one.most_letter = words.letter(one.told), words.letter(one.at_most)
            one.decided_letter = words.letter(one.decided)
        return objects


@page(needs=SEE)
def timeline(request: ActorRequest) -> HttpResponse:
    """Every place with its colours over the last weeks."""
    listing = Ribbons(request, queries.standing(request.actor))
    first, last = listing.span()
    area = str(listing.values.get("area") or "")
    days = queries.trend(by=request.actor, since=first, until=last, decided=listing.decided, area=area)
    context = {"first": first, "last": last, "decided": listing.decided, "trend": strip.columns(days)}
    return listing.respond("zones/timeline.html", context)


@page(needs=SEE)
def notice(request: ActorRequest, ending: str) -> HttpResponse:
    """The published levels as the paper offices send: DOCX or PDF. ``?area=``: of one area of the reader."""
    by, on = request.actor, timezone.localdate(centre.now())
    areas = [a or centre.current().area_path or "3/" for a in by.areas(SEE)]
    area = request.GET.get("area", "") or areas[0]
    if ending not in ("docx", "pdf") or not by.may(SEE, area):
        raise NotYours(_now("Không có trang này, hoặc không thuộc địa bàn của bạn."))
    paper = queries.notice_paper(by=by, area=area, on=on)
    made = papers.docx(paper) if ending == "docx" else papers.pdf(paper)
    return download(made, f"thong-bao-cap-do-{on.day}-{on.month}-{on.year}.{ending}", ending)


@page(needs=SEE)
def history(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    """One place: its strip, and every step with who did it."""
    by = request.actor
    found = queries.proposal(by=by, proposal_id=proposal_id)
    today = timezone.localdate(centre.now())
    steps = [
        (s, _now(str(KINDS[s.kind])), words.letter(s.level)) for s in queries.story(by=by, area=found.area_path)
    ]  # fmt: skip
    context = {
        "p": found, "place": queries.place_name(by=by, path=found.area_path), "steps": steps,
        "strip": strip.drawn(*queries.timeline(by=by, area=found.area_path, until=today), today),
    }  # fmt: skip
    return render(request, "zones/history.html", context)

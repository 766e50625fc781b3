"""The list of places with their levels; the series."""

from typing import Any

from django.contrib import messages
from django.db.models import F, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vungxanh.common import centre
from vungxanh.common.web.columns import Bulk, Column
from vungxanh.common.web.export import Sheet
from vungxanh.common.web.filters import AreaFilter, BooleanFilter, ChoiceFilter, TextFilter
from vungxanh.common.web.forms import ActionForm
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import NOBODY, Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.zones import actions, queries, words

SEE, RECORD = Permission.LEVEL_SEE, Permission.LEVEL_RECORD


def area_name(path: str) -> str | None:
    name = places.display_name(by=NOBODY, path=path)
    return None if name == path else name


class Levels(Listing):
    """Every place the reader may see, with the level that stands proposed and the one in force."""

    key = "levels"
    noun = _("địa bàn")
    columns = (
        Column(name="place", label=_("Địa bàn"), value="called", sort="place", main=True,
               url=lambda p: reverse("zones:one", args=[p.pk])),
        Column(name="level", label=_("Đề xuất"), sort="level", template="zones/cells/level.html",
               plain=lambda p: words.letter(p.told) or "?"),
        Column(name="decided", label=_("Đang áp dụng"), template="zones/cells/decided.html",
               plain=lambda p: words.letter(p.decided) or ""),
        Column(name="why", label=_("Vì sao")),
        Column(name="changed", label=_("Thay đổi"), sort="changed", template="zones/cells/changed.html",
               plain=lambda p: f"{words.letter(p.before)} → {words.letter(p.level)}" if p.before else ""),
        Column(name="state", label=_("Trạng thái"), value=lambda p: words.state_of(p.state), template="zones/cells/state.html",
               plain=lambda p: words.state_of(p.state)[0]),
        Column(name="lacking", label=_("Còn thiếu"), number=True, shown=False),
        Column(name="at_most", label=_("Có thể tới"), value=lambda p: words.letter(p.at_most), shown=False),
        Column(name="day", label=_("Đánh giá ngày"), shown=False),
    )  # fmt: skip
    filters = (
        TextFilter(name="q", label=_("tên"), search=queries.with_words, public=True, placeholder=_("tên xã, huyện")),
        ChoiceFilter(name="level", label=_("mức đề xuất"), choices=words.level_choices),
        ChoiceFilter(name="decided", label=_("mức đang áp dụng"), choices=words.level_choices),
        ChoiceFilter(name="unit", label=_("cấp"), choices=words.unit_choices),
        ChoiceFilter(name="state", label=_("trạng thái"), choices=words.state_choices),
        BooleanFilter(name="changed", label=_("mới thay đổi"), q=Q(since=F("day"), before__isnull=False)),
        BooleanFilter(name="open", label=_("chưa đủ số liệu"), q=~Q(at_most=F("level"))),
        BooleanFilter(name="unread", label=_("chưa nói được mức nào"), q=Q(unread=True)),
        BooleanFilter(name="differs", label=_("khác mức đang áp dụng"), q=Q(decided=None) | ~Q(decided=F("level"))),
        AreaFilter(name="area", label=_("địa bàn"), name_of=area_name, url_name="places:suggest"),
    )
    sorts = {"level": ("-level", "folded"), "place": ("folded",), "changed": ("-since",)}
    default_sort = "level"
    file = Sheet(stem="muc-nguy-co", title=_("mức nguy cơ các địa bàn"), fields=())
    keeps = True
    empty = Empty(
        title=_("Chưa đánh giá địa bàn nào"),
        text=_("Mức nguy cơ từng xã nằm ở đây sau lần đánh giá hằng ngày, hoặc khi bấm Đánh giá lại."),
        icon="map-2",
    )

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Letters, and what is new."""
        names = queries.called(by=self.request.actor, rows=[(o.area_path, o.name) for o in objects])  # type: ignore[attr-defined]
        today = timezone.localdate(centre.now())
        ordered = queries.below_announced(by=NOBODY, rows=[(o.area_path, o.decided) for o in objects], on=today)
        for one in objects:
            one.called = names[one.area_path]
            one.ordered_letter = words.letter(ordered[one.area_path].level) if one.area_path in ordered else None
            one.letter, one.most_letter = words.letter(one.told), words.letter(one.at_most)
            one.decided_letter, one.before_letter = words.letter(one.decided), words.letter(one.before)
            one.fresh = one.before is not None and one.since == one.day
        return objects


@page(needs=SEE)
def index(request: ActorRequest) -> HttpResponse:
    """The list, with how many communes are at each level above it."""
    by = request.actor
    counts = queries.by_level(by=by)
    tiles = [(words.letter(n), counts[n], f"?unit=commune&level={n}") for n in (4, 3, 2, 1)]
    if counts[0]:
        tiles.append((None, counts[0], "?unit=commune&unread=1"))
    last = queries.last_evaluated(by=by)
    context = {
        "tiles": tiles, "any": any(counts.values()), "last": last, "waiting": queries.waiting(by),
        "may_evaluate": by.may(RECORD), "form": ActionForm(),
    }  # fmt: skip
    return Levels(request, queries.standing(by), bulk=_bulk(by)).respond("zones/index.html", context)


def _bulk(by: Actor) -> list[Bulk]:
    """What may be done to many places at once: an authority announces the levels of all its communes by one paper."""
    found = []
    if by.may(RECORD):
        found.append(Bulk(label=_now("Rà soát"), url=reverse("zones:many", args=["review"]), icon="checks"))
    if by.may(Permission.LEVEL_DECIDE):
        found.append(
            Bulk(label=_now("Quyết định theo đề xuất"), url=reverse("zones:many", args=["decide"]), icon="check")
        )
        found.append(Bulk(label=_now("Công bố"), url=reverse("zones:many", args=["publish"]), icon="send"))
    return found


@page(needs=RECORD)
@require_POST
def evaluate(request: ActorRequest) -> HttpResponse:
    """Judge every place of the reader's areas again, now."""
    by, at = request.actor, centre.now()
    form = ActionForm(request.POST)
    if form.is_valid():
        told = []
        wide = [area or centre.current().area_path or "3/" for area in by.areas(RECORD)]
        for area in (part for each in wide for part in queries.parts_of(each)):
            try:
                told.append(
                    actions.evaluate.once(
                        f"{form.key}:{area}", by=by, at=at, area_path=area,
                        day=timezone.localdate(at),
                    )
                )  # fmt: skip
            except Refused as no:
                messages.error(request, no.told(_now))
        if told:
            n, changed = sum(t.places for t in told), sum(t.changed for t in told)
            messages.success(
                request, _now("Đã đánh giá %(n)d địa bàn, %(changed)d thay đổi.") % {"n": n, "changed": changed}
            )
    return redirect("zones:index")


@page(needs=SEE)
def series(request: ActorRequest) -> HttpResponse:
    """The aggregate series that were brought in."""
    rows = [
        (one, places.display_name(by=request.actor, path=one.area_path)) for one in queries.series(by=request.actor)
    ]
    return render(request, "zones/series.html", {"rows": rows, "may": request.actor.may(RECORD)})

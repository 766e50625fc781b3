"""The queue of possible duplicates: two records side by side, one key decides, the next comes by itself."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vungxanh.common import centre, jobs
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.people import actions, queries, rules
from vungxanh.rooms.people.forms import CompareForm, PairForm
from vungxanh.rooms.people.models import Merge, PossibleDuplicate
from vungxanh.rooms.people.views.beside import beside
from vungxanh.rooms.people.views.one import EXTRA

Said = dict[str, Any]


@page(needs=Permission.PERSON_MERGE)
@never_cache
@require_GET
def duplicates(request: ActorRequest) -> HttpResponse:
    """The surest undecided pair."""
    return _answer(request, _next(request))


@page(needs=Permission.PERSON_MERGE)
@never_cache
@require_GET
def pair(request: ActorRequest, pair_id: UUID) -> HttpResponse:
    """One pair."""
    return _answer(request, queries.pair(request.actor, pair_id))


@page(needs=Permission.PERSON_MERGE)
@never_cache
@require_POST
def decide(request: ActorRequest, pair_id: UUID) -> HttpResponse:
    """One person, two, or later; answered with the next pair."""
    by, at = request.actor, centre.now()
    two = queries.pair(by, pair_id)
    form = PairForm(request.POST)
    said: Said = {}
    if form.is_valid():
        with form.refusals():
            key = str(form.key)
            match form.cleaned_data["verdict"]:
                case "same":
                    stays = form.cleaned_data["survivor"] or two.a_id
                    goes = two.b_id if stays == two.a_id else two.a_id
                    made = actions.merge.once(
                        key, by=by, at=at, survivor_id=stays, away_id=goes, take=form.taken()
                    )  # fmt: skip
                    said = _merged(request, made)
                case "different":
                    actions.say_different.once(key, by=by, at=at, pair_id=pair_id)
                    said = {"text": _("Đã ghi: hai người khác nhau. Sẽ không hỏi lại.")}
                case _:
                    actions.put_off.once(key, by=by, at=at, pair_id=pair_id)
                    said = {"text": _("Để lại sau.")}
    if not form.is_valid():
        return _answer(request, two, errors=[str(text) for texts in form.errors.values() for text in texts], status=422)
    if not request.htmx:
        messages.success(request, said["text"])
        return redirect("people:duplicates")
    return _answer(request, _next(request), said=said)


@page(needs=Permission.PERSON_MERGE)
@require_POST
def undo_merge(request: ActorRequest, merge_id: UUID) -> HttpResponse:
    """They are two after all: back to the pair."""
    made = queries.merge(request.actor, merge_id)
    try:
        actions.undo_merge(by=request.actor, at=centre.now(), merge_id=merge_id)
    except NotYours:
        raise
    except Refused as no:
        messages.error(request, no.told(_))
        return redirect("people:one", made.survivor_id)
    messages.success(request, _("Đã tách lại thành hai hồ sơ như trước khi gộp."))
    two = queries.pair_of(request.actor, made.survivor_id, made.away_id)
    return redirect("people:pair", two.pk) if two is not None else redirect("people:one", made.survivor_id)


@page(needs=Permission.PERSON_MERGE)
@never_cache
@require_http_methods(["GET", "POST"])
def compare(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Another record of the same person, chosen by somebody who knows."""
    by = request.actor
    person = queries.get(by, person_id)
    by.check(Permission.PERSON_MERGE, person.area_path)
    form = CompareForm(request.POST or None, by=by)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            try:
                found = actions.compare(
                    by=by, at=centre.now(), person_id=person.pk, other_id=form.cleaned_data["other"]
                )
            except NotYours:
                raise Refused(_("Người này ngoài địa bàn bạn được gộp hồ sơ."), field="other") from None
            return redirect("people:pair", found.pk)
    context = {"form": form, "person": person, "name": queries.shown_name(by, person)}
    return render(request, "people/compare.html", context, status=422 if form.errors else 200)


@page(needs=Permission.PERSON_MERGE)
@require_POST
def match_all(request: ActorRequest) -> HttpResponse:
    """Look through everybody of one's area again."""
    areas = request.actor.areas(Permission.PERSON_MERGE)
    job = jobs.start(
        by=request.actor, at=centre.now(), kind="people.match", title=_("Tìm hồ sơ trùng trong toàn bộ danh sách"),
        area=areas[0] if areas else "",
    )  # fmt: skip
    return redirect("console:job", job.pk)


def _next(request: ActorRequest) -> PossibleDuplicate | None:
    return queries.waiting(request.actor).select_related("a__household", "b__household").first()


def _merged(request: ActorRequest, made: Merge) -> Said:
    return {
        "text": _("Đã gộp thành một hồ sơ. Ca bệnh, tiếp xúc, mốc dịch tễ của cả hai đang được chuyển về đây."),
        "merge": made,
        "person_id": made.survivor_id,
    }


def _answer(
    request: ActorRequest, two: PossibleDuplicate | None, *, said: Said | None = None, errors: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    by = request.actor
    count = queries.count_waiting(by)
    context: dict[str, Any] = {
        "two": two,
        "beside": beside(by, two) if two is not None else None,
        "form": PairForm(),
        "said": said,
        "errors": errors,
        "count": count,
        "more": count >= queries.MOST_COUNTED,
        "state": _(rules.PAIR_STATES[rules.PairState(two.state)]) if two is not None else "",
        "extra": EXTRA,
    }
    if request.htmx and not request.htmx.boosted:
        return render(request, "people/parts/pair.html", context, status=status)
    context["latest"] = [
        {"merge": m, "name": queries.shown_name(by, m.survivor)} for m in queries.latest_merges(by, 10)
    ]
    return render(request, "people/duplicates.html", context, status=status)

"""The call list: one contact at a time, worked by keyboard."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from vungxanh.common.web.columns import Column
from vungxanh.common.web.filters import AreaFilter, ChoiceFilter
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.tracing import actions, queries, rules
from vungxanh.rooms.tracing.forms import CallForm
from vungxanh.rooms.tracing.models import Contact
from vungxanh.rooms.tracing.views import shared
from vungxanh.rooms.tracing.views.sheets import CONTACTS


class CallList(Listing):
    """Everybody still to be reached, in the order to call."""

    key = "calls"
    noun = _("người cần gọi")
    columns = (
        Column(name="person", label=_("Người"), main=True, value="chip", template="tracing/cells/contact.html"),
        Column(name="why", label=_("Vì sao"), value="whys", template="tracing/cells/why.html"),
        Column(name="state", label=_("Trạng thái"), value="state_words", template="tracing/cells/state.html"),
        Column(name="attempts", label=_("Đã gọi"), number=True),
        Column(name="next_call_at", label=_("Gọi lại lúc")),
        Column(name="team", label=_("Tổ"), value="team.name"),
    )
    filters = (
        ChoiceFilter(name="level", label=_("mức"), choices=[("1", "F1"), ("2", "F2"), ("3", "F3")]),
        AreaFilter(name="area", label=_("nơi ở"), name_of=shared.area_name, url_name="places:suggest"),
        ChoiceFilter(
            name="state",
            label=_("trạng thái"),
            choices=lambda: [(s.value, rules.STATE_NAMES[s]) for s in rules.WAITING],
        ),
    )
    sorts = {"order": ("-priority", "id")}
    default_sort = "order"
    page_size = 30
    file = CONTACTS
    empty = Empty(
        title=_("Không còn ai cần gọi"),
        text=_("Người tiếp xúc hiện ra ở đây ngay khi một ca bệnh được xác định và có mốc dịch tễ hoặc người đã gặp."),
        icon="phone-check",
    )

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Names and reasons for the page."""
        return shared.decorate(self.request.actor, objects)  # type: ignore[attr-defined]


@page(needs=Permission.CALL_RECORD)
def calls(request: ActorRequest) -> HttpResponse:
    """The list; "Gọi" takes the next one."""
    by = request.actor
    team, teams = shared.my_team(request, by)
    rows = queries.call_list(by=by, at=shared.at(), team_id=team.pk if team else None)
    listing = CallList(request, rows)
    context: dict[str, Any] = {"team": team, "teams": teams, "narrow": _narrow(request), "at": shared.at()}
    if not request.htmx:
        context["counts"] = queries.counts(by=by, day=shared.today())
        context["waiting"] = _waiting(request, team)
        context["first"] = _first(request)
    return listing.respond("tracing/calls.html", context)


def _narrow(request: ActorRequest) -> dict[str, Any]:
    """Place and levels of the list being worked, from its address or from the hidden fields of the card."""
    asked = request.POST if request.method == "POST" else request.GET
    return {"area": asked.get("area", "")[:100], "levels": [int(v) for v in asked.getlist("level") if v in "123" and v]}


def _waiting(request: ActorRequest, team: Any) -> int:
    team_id = team.pk if team else None
    return queries.count_waiting(by=request.actor, at=shared.at(), team_id=team_id, **_narrow(request))


def _first(request: ActorRequest) -> Contact | None:
    """``?contact=``: the one somebody pressed "call" beside; None when he is not waiting any more."""
    wanted = request.GET.get("contact", "")
    if not wanted:
        return None
    rows = queries.waiting(by=request.actor, at=shared.at()).filter(pk=_uuid(wanted))
    found = shared.decorate(request.actor, list(queries.with_reasons(rows)))
    return found[0] if found else None


@page(needs=Permission.CALL_RECORD)
@never_cache
@require_POST
def take(request: ActorRequest) -> HttpResponse:
    """The next contact, kept for this caller, with his number (its opening is logged)."""
    by = request.actor
    skipped = request.POST.get("skip")
    if skipped:
        actions.leave(by=by, at=shared.at(), contact_id=_uuid(skipped))
    team, _teams = shared.my_team(request, by)
    first = request.POST.get("contact")
    found = actions.take_next(
        by=by, at=shared.at(), team_id=team.pk if team else None, after=_uuid(skipped) if skipped else None,
        first=_uuid(first) if first else None, **_narrow(request),
    )  # fmt: skip
    return _card(request, found, CallForm(), team)


@page(needs=Permission.CALL_RECORD)
@never_cache
@require_POST
def log(request: ActorRequest, contact_id: UUID) -> HttpResponse:
    """What came of the call; answered with the next contact."""
    by = request.actor
    form = CallForm(request.POST)
    team, _teams = shared.my_team(request, by)
    if form.is_valid():
        data = form.cleaned_data
        with form.refusals():
            actions.log_call.once(
                str(form.key), by=by, at=shared.at(), contact_id=contact_id, outcome=data["outcome"],
                note_text=data["note"], next_call_at=data["next_call_at"],
            )  # fmt: skip
    if not form.is_valid():
        return _card(request, queries.get(by=by, contact_id=contact_id), form, team, status=422)
    team_id = team.pk if team else None
    found = actions.take_next(by=by, at=shared.at(), team_id=team_id, after=contact_id, **_narrow(request))
    return _card(request, found, CallForm(), team, logged=rules.OUTCOME_NAMES[rules.CallOutcome(data["outcome"])])


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotYours("Không có người tiếp xúc này.") from None


def _card(
    request: ActorRequest, contact: Contact | None, form: CallForm, team: Any, *, status: int = 200, logged: str = ""
) -> HttpResponse:
    by = request.actor
    context: dict[str, Any] = {
        "form": form,
        "team": team,
        "narrow": _narrow(request),
        "logged": logged,
        "outcomes": list(rules.OUTCOME_NAMES.items()),
    }
    context["left"] = _waiting(request, team)
    if contact is not None:
        whole = queries.with_reasons(queries.visible(by).filter(pk=contact.pk)).get()
        context["contact"] = shared.decorate(by, [whole])[0]
        context["calls"] = shared.calls_told(queries.calls_of(by=by, contact=whole)[:3])
        context["phone"] = _phone(request, whole)
    return render(request, "tracing/parts/call.html", context, status=status)


def _phone(request: ActorRequest, contact: Contact) -> dict[str, Any]:
    try:
        found = actions.open_phone(by=request.actor, at=shared.at(), contact_id=contact.pk)
    except Refused:
        return {}
    mate = people.cards(request.actor, [found.mate_id]).get(found.mate_id) if found.mate_id else None
    return {"number": found.number, "mate": mate.name if mate else ""}
